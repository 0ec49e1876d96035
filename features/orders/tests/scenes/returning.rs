//! Returns, exchanges, and sending again.

use crate::services::Open;
use crate::stage::{KETTLE, LID, SHELF, Shop, eur, pay, refund};
use orders::action::{Exchange, Looked, Pay, ReceiveReturn, RefundWhat, Resend, ReturnGoods};
use orders::bill::BillOf;
use orders::payment_method::MethodKind;
use orders::payments::{self, PaymentKind};
use orders::returns::{self, Condition, RefundTo, ReturnState};
use orders::unit::UnitId;
use orders::{OrderId, OrderStatus, Request, product, stock};
use testkit::both_databases;

fn comes_back(order: OrderId, units: Vec<UnitId>, reason: &str) -> Request {
    let condition = Some("unopened".into());
    Request::Return(ReturnGoods { order, units, reason: reason.into(), condition, refund_to: RefundTo::Original })
}

fn looked(unit: UnitId, condition: Condition, accepted: bool) -> Looked {
    Looked { unit, condition, accepted }
}

#[both_databases]
async fn a_return_is_agreed_received_looked_at_and_paid_back(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.arrives(order).await;
    let units = shop.units(order).await;

    let agreed = shop.does(shop.ana, comes_back(order, vec![units[0], units[2]], "changed_mind")).await;
    let id = agreed.outcome.return_id.expect("a return");
    assert_eq!(shop.states(order).await, ["returning", "delivered", "returning"]);
    assert_eq!(shop.order(order).await.due(), eur(0));
    let look = vec![looked(units[0], Condition::LikeNew, true), looked(units[2], Condition::Damaged, false)];
    shop.does(shop.ana, Request::ReceiveReturn(ReceiveReturn { return_id: id, looked: look, reason: String::new() }))
        .await;

    assert_eq!(shop.states(order).await, ["returned", "delivered", "delivered"]);
    let now = shop.order(order).await;
    assert_eq!((now.total(), now.paid()), (eur(KETTLE + LID + 490), eur(KETTLE + LID + 490)));
    assert_eq!(shop.read(move |tx| returns::find(tx, id)).await.state, ReturnState::Received);
    let left = shop
        .read(|tx| {
            let red = product::by_sku(tx, "KETTLE-RED")?.expect("sold");
            stock::level(tx, red.id)
        })
        .await;
    assert_eq!(left, Some(SHELF - 1));
    shop.balances().await;
}

#[both_databases]
async fn what_came_back_does_not_come_back_again_and_not_after_thirty_days(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.arrives(order).await;
    let units = shop.units(order).await;
    shop.does(shop.ana, comes_back(order, vec![units[0]], "changed_mind")).await;

    assert_eq!(shop.denied(shop.ana, comes_back(order, vec![units[0]], "changed_mind")).await, "return.already_returned");
    shop.clock().forward_seconds(31 * 86_400);
    shop.mia_signs_in().await;
    assert_eq!(shop.denied(shop.ana, comes_back(order, vec![units[1]], "changed_mind")).await, "return.too_late");
    shop.does(shop.ana, comes_back(order, vec![units[1]], "defective")).await;
    shop.balances().await;
}

#[both_databases]
async fn every_piece_of_a_return_is_looked_at_and_a_missing_one_is_not_paid(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.arrives(order).await;
    let units = shop.units(order).await;
    let id = shop
        .does(shop.ana, comes_back(order, vec![units[0], units[1]], "defective"))
        .await
        .outcome
        .return_id
        .expect("a return");
    let receive = |looked| Request::ReceiveReturn(ReceiveReturn { return_id: id, looked, reason: String::new() });

    let one = receive(vec![looked(units[0], Condition::LikeNew, true)]);
    let missing = receive(vec![looked(units[0], Condition::LikeNew, true), looked(units[1], Condition::Missing, true)]);

    assert_eq!(shop.denied(shop.ana, one).await, "look_at_each_piece");
    assert_eq!(shop.denied(shop.ana, missing).await, "missing_cannot_be_accepted");
    shop.does(
        shop.ana,
        receive(vec![looked(units[0], Condition::LikeNew, true), looked(units[1], Condition::Missing, false)]),
    )
    .await;
    assert_eq!(shop.order(order).await.total(), eur(KETTLE + LID + 490));
    shop.balances().await;
}

#[both_databases]
async fn an_exchange_pairs_old_and_new_and_costs_the_difference(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.arrives(order).await;
    let units = shop.units(order).await;
    let swap = |unit, sku: &str| {
        Request::Exchange(Exchange {
            order,
            units: vec![unit],
            wanted: vec![sku.into()],
            reason: "changed_mind".into(),
            condition: Some("unopened".into()),
            pay: None,
            refund_to: RefundTo::Original,
        })
    };

    assert_eq!(shop.denied(shop.ana, swap(units[0], "LID")).await, "exchange.other_product");
    let done = shop.does(shop.ana, swap(units[0], "KETTLE-BLUE")).await;

    assert_eq!(shop.states(order).await, ["returning", "delivered", "delivered", "ordered"]);
    let pairs = shop
        .read(move |tx| {
            let exchange = returns::exchanges(tx, order)?.remove(0);
            assert!(exchange.difference().is_zero());
            returns::pairs(tx, exchange.id)
        })
        .await;
    assert_eq!(pairs, [(units[0], done.outcome.units[0])]);
    let back = done.outcome.return_id.expect("the old piece comes back");
    let look = vec![looked(units[0], Condition::Used, true)];
    shop.does(shop.ana, Request::ReceiveReturn(ReceiveReturn { return_id: back, looked: look, reason: String::new() }))
        .await;
    shop.arrives(order).await;
    let now = shop.order(order).await;
    assert_eq!((now.due(), now.status), (eur(0), OrderStatus::Delivered));
    shop.balances().await;
}

#[both_databases]
async fn what_was_lost_is_sent_again_and_costs_nothing(shop: Shop) {
    let order = shop.mia_orders().await;
    let units = shop.units(order).await;
    let again = || Request::Resend(Resend { order, units: vec![units[0]], reason: "lost".into(), carrier: "Post".into() });
    assert_eq!(shop.denied(shop.ana, again()).await, "resend.not_sent");
    shop.arrives(order).await;

    shop.does(shop.ana, again()).await;

    let left = shop
        .read(|tx| {
            let red = product::by_sku(tx, "KETTLE-RED")?.expect("sold");
            stock::level(tx, red.id)
        })
        .await;
    assert_eq!((left, shop.order(order).await.due()), (Some(SHELF - 3), eur(0)));
    shop.balances().await;
}

#[both_databases]
async fn an_exchanged_piece_that_comes_back_too_pays_each_way_no_more_than_it_paid(shop: Open) {
    let shop = shop.0;
    let mut placed = shop.two_kettles_and_a_lid();
    placed.pay = vec![Pay { amount: Some(eur(900)), ..pay(shop.credit) }, pay(shop.card)];
    let order = shop.does(shop.ana, Request::PlaceOrder(placed)).await.outcome.order.expect("an order");
    shop.arrives(order).await;
    let old = shop.units(order).await[0];
    let swap = Exchange {
        order,
        units: vec![old],
        wanted: vec!["LID".into()],
        reason: "any".into(),
        condition: None,
        pay: None,
        refund_to: RefundTo::Original,
    };
    let swapped = shop.does(shop.ana, Request::Exchange(swap)).await.outcome;
    let new = swapped.units[0];
    shop.arrives(order).await;

    // The new piece comes back as well, then the old one's return is received, then everything else is refunded.
    let back = shop.does(shop.ana, comes_back(order, vec![new], "any")).await.outcome.return_id.expect("a return");
    let look = |id, unit| {
        let looked = vec![looked(unit, Condition::LikeNew, true)];
        Request::ReceiveReturn(ReceiveReturn { return_id: id, looked, reason: String::new() })
    };
    shop.does(shop.ana, look(back, new)).await;
    shop.does(shop.ana, look(swapped.return_id.expect("a return"), old)).await;
    shop.balances().await;
    let everything = || refund(order, RefundWhat::Everything, RefundTo::Original);
    shop.does(shop.ana, everything()).await;

    assert_eq!(shop.denied(shop.ana, everything()).await, "nothing_to_refund");
    let lines = shop.read(move |tx| payments::of(tx, BillOf::Order(order))).await;
    let sum = |kind: PaymentKind, by: MethodKind| -> i64 {
        let moved = lines.iter().filter(|line| line.kind == kind && line.method_kind == by);
        moved.map(|line| line.amount().minor).sum()
    };
    for by in [MethodKind::Card, MethodKind::StoreCredit] {
        assert_eq!(sum(PaymentKind::Refund, by), sum(PaymentKind::Capture, by), "{by:?}");
    }
    assert_eq!((sum(PaymentKind::Capture, MethodKind::StoreCredit), shop.order(order).await.paid()), (900, eur(0)));
    shop.balances().await;
}
