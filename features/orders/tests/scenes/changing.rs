//! Cancelling and refunding, wholly and in part; changing pieces, address, payment and shipping.

use crate::stage::{CREDIT, KETTLE, LID, Shop, cancel, eur, home, pay, refund, wanted};
use db::Actor;
use orders::action::{
    AdjustBill, ApplyVoucher, ChangeAddress, ChangeItems, ChangePayment, ChangeShipping, Credit, Pay, PlaceOrder, RefundWhat, WaiveFee,
};
use orders::bill::BillOf;
use orders::papers::{self, PaperKind};
use orders::returns::RefundTo;
use orders::voucher::{self, Worth};
use orders::{OrderStatus, Request, balance, payments};
use testkit::both_databases;

#[both_databases]
async fn a_whole_order_is_cancelled_and_all_of_it_goes_back(shop: Shop) {
    let order = shop.mia_orders().await;

    shop.does(shop.ana, cancel(order, vec![])).await;

    let now = shop.order(order).await;
    assert_eq!((now.status, now.total(), now.paid()), (OrderStatus::Cancelled, eur(0), eur(0)));
    assert_eq!(shop.denied(shop.ana, cancel(order, vec![])).await, "already_cancelled");
    shop.balances().await;
}

#[both_databases]
async fn one_piece_is_cancelled_and_the_rest_stays(shop: Shop) {
    let order = shop.mia_orders().await;
    let lid = shop.units(order).await[2];

    shop.does(shop.ana, cancel(order, vec![lid])).await;

    let now = shop.order(order).await;
    assert_eq!((now.total(), now.paid()), (eur(2 * KETTLE + 490), eur(2 * KETTLE + 490)));
    assert_eq!(shop.states(order).await, ["ordered", "ordered", "cancelled"]);
    shop.balances().await;
}

#[both_databases]
async fn refunds_go_where_they_came_from_or_to_credit_and_never_beyond_what_was_paid(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.arrives(order).await;
    let kettle = shop.units(order).await[0];

    shop.does(shop.ana, refund(order, RefundWhat::Part { unit: kettle, amount: eur(1_000) }, RefundTo::StoreCredit))
        .await;
    shop.does(shop.ana, refund(order, RefundWhat::Units { units: vec![kettle] }, RefundTo::Original))
        .await;
    let beyond = shop
        .denied(shop.ana, refund(order, RefundWhat::Amount { amount: eur(KETTLE + LID + 491) }, RefundTo::Original))
        .await;
    shop.does(shop.ana, refund(order, RefundWhat::Everything, RefundTo::Original)).await;

    assert_eq!(beyond, "refund.more_than_paid");
    assert_eq!(shop.order(order).await.paid(), eur(0));
    let promised = shop.read(|tx| payments::promised(tx, 10)).await;
    assert_eq!(promised.iter().map(|line| line.amount().minor).collect::<Vec<_>>(), [KETTLE - 1_000, KETTLE + LID + 490]);
    let mia = shop.mia;
    let level = shop
        .read(move |tx| {
            let credit = balance::store_credit_of(tx, mia, kit::Currency::EUR)?.expect("hers");
            balance::level(tx, credit.id)
        })
        .await;
    assert_eq!(level, eur(CREDIT + 1_000));
    let notes = shop.read(move |tx| papers::of(tx, BillOf::Order(order))).await;
    assert_eq!(notes.iter().filter(|paper| paper.kind == PaperKind::CreditNote).count(), 3);
    shop.balances().await;
}

#[both_databases]
async fn a_refund_that_the_provider_could_not_pay_is_owed_again(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.arrives(order).await;
    shop.does(shop.ana, refund(order, RefundWhat::Amount { amount: eur(500) }, RefundTo::Original))
        .await;
    let line = shop.read(|tx| payments::promised(tx, 1)).await.remove(0);

    let id = line.id;
    shop.works(Actor::System, move |work| payments::fail(work, id, "card closed")).await;

    assert_eq!(shop.order(order).await.due(), eur(-500));
    assert!(shop.read(|tx| payments::promised(tx, 1)).await.is_empty());
    shop.balances().await;
}

#[both_databases]
async fn goodwill_as_credit_is_a_gift_and_the_bill_stays(shop: Shop) {
    let order = shop.mia_orders().await;
    let total = shop.order(order).await.total();

    shop.does(shop.ana, refund(order, RefundWhat::Goodwill { amount: eur(500) }, RefundTo::StoreCredit))
        .await;
    let twice = shop
        .denied(shop.ana, refund(order, RefundWhat::Goodwill { amount: eur(500) }, RefundTo::StoreCredit))
        .await;

    assert_eq!((shop.order(order).await.total(), twice.as_str()), (total, "goodwill.done_before"));
    shop.balances().await;
}

#[both_databases]
async fn pieces_are_changed_and_the_difference_is_settled(shop: Shop) {
    let order = shop.mia_orders().await;
    let units = shop.units(order).await;
    let change = ChangeItems {
        order,
        take_out: vec![units[2]],
        put_in: vec![wanted("KETTLE-BLUE", 1)],
        reason: String::new(),
        pay: Some(pay(shop.card)),
        refund_to: RefundTo::Original,
    };

    shop.does(shop.ana, Request::ChangeItems(change)).await;

    let now = shop.order(order).await;
    assert_eq!((now.total(), now.due()), (eur(3 * KETTLE + 490), eur(0)));
    shop.balances().await;
}

#[both_databases]
async fn address_shipping_and_payment_change_while_it_is_here(shop: Shop) {
    shop.mia_signs_in().await;
    let reserve = PlaceOrder {
        pay: vec![Pay { authorise_only: true, ..pay(shop.card) }],
        ..shop.two_kettles_and_a_lid()
    };
    let order = shop.does(shop.ana, Request::PlaceOrder(reserve)).await.outcome.order.expect("an order");
    let moved = |country: &str| {
        let ship_to = Some(orders::address::Address { line1: "Neue Str. 2".into(), country: country.into(), ..home("Mia Kowalski") });
        Request::ChangeAddress(ChangeAddress { order, ship_to, bill_to: None, reason: String::new() })
    };
    let faster = ChangeShipping {
        order,
        shipping: "express".into(),
        reason: String::new(),
        pay: None,
        refund_to: RefundTo::Original,
    };

    shop.does(shop.ana, moved("DE")).await;
    assert_eq!(shop.denied(shop.ana, moved("FR")).await, "another_country");
    shop.does(shop.ana, Request::ChangeShipping(faster)).await;
    shop.does(
        shop.ana,
        Request::ChangePayment(ChangePayment {
            order,
            pay: Pay { authorise_only: true, ..pay(shop.card) },
            reason: String::new(),
        }),
    )
    .await;
    shop.arrives(order).await;

    let now = shop.order(order).await;
    assert_eq!(now.ship_to().expect("stored").line1, "Neue Str. 2");
    assert_eq!((now.total(), now.due()), (eur(2 * KETTLE + LID + 1_290), eur(0)));
    assert_eq!(shop.denied(shop.ana, moved("DE")).await, "order.already_left");
    shop.balances().await;
}

#[both_databases]
async fn a_bill_is_corrected_both_ways_and_papers_follow(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.arrives(order).await;
    let total = shop.order(order).await.total().minor;
    let adjust = |minor| {
        Request::AdjustBill(AdjustBill {
            order: Some(order),
            charge: None,
            amount: eur(minor),
            reason: "billing_error".into(),
            pay: None,
        })
    };

    shop.does(shop.noor, adjust(300)).await;
    shop.does(shop.noor, adjust(-200)).await;
    shop.does(
        shop.noor,
        Request::Credit(Credit {
            order,
            amount: eur(100),
            reason: "billing_error".into(),
            refund_to: RefundTo::Original,
        }),
    )
    .await;
    shop.does(shop.noor, Request::WaiveFee(WaiveFee { order: Some(order), charge: None, reason: "late".into() }))
        .await;

    assert_eq!(shop.order(order).await.total(), eur(total + 300 - 200 - 100 - 490));
    shop.balances().await;
}

#[both_databases]
async fn a_voucher_found_later_is_applied_once(shop: Shop) {
    shop.works(Actor::System, |work| voucher::add(work, "FIVE", Worth::Amount(eur(500)), None, None))
        .await;
    let order = shop.mia_orders().await;
    let total = shop.order(order).await.total().minor;
    let apply = || Request::ApplyVoucher(ApplyVoucher { order, code: "FIVE".into(), refund_to: RefundTo::Original });

    shop.does(shop.ana, apply()).await;

    assert_eq!(shop.denied(shop.ana, apply()).await, "voucher.used_on_order");
    let now = shop.order(order).await;
    assert_eq!((now.total(), now.due()), (eur(total - 500), eur(0)));
    shop.balances().await;
}
