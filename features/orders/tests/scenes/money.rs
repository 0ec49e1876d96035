//! Money is taken once and goes where it was promised: partly paid orders, reservations, removed ways to pay, shipping given
//! back, numbers others brought, fees without tax.

use crate::services::Open;
use crate::stage::{KETTLE, LID, Shop, cancel, eur, pay, refund, wanted};
use db::Actor;
use orders::action::{ByCard, ChangeItems, ChangePayment, ChangeShipping, MakeCharge, Pay, PlaceOrder, RefundWhat, TakePayment, WaiveFee};
use orders::bill::{self, BillOf};
use orders::payment_method::{self, MethodId};
use orders::payments::{self, PaymentKind};
use orders::returns::RefundTo;
use orders::{OrderId, Request, brand, charge, rate_cards, shipping};
use testkit::both_databases;

const WHOLE: i64 = 2 * KETTLE + LID + 490;

async fn placed(shop: &Shop, pay: Vec<Pay>) -> OrderId {
    let order = PlaceOrder { pay, ..shop.two_kettles_and_a_lid() };
    shop.does(shop.ana, Request::PlaceOrder(order)).await.outcome.order.expect("an order")
}

fn reserved(method: MethodId) -> Pay {
    Pay { authorise_only: true, ..pay(method) }
}

async fn moved(shop: &Shop, order: OrderId, kind: PaymentKind) -> Vec<i64> {
    let lines = shop.read(move |tx| payments::of(tx, BillOf::Order(order))).await;
    lines.iter().filter(|line| line.kind == kind).map(|line| line.amount().minor).collect()
}

async fn still_reserved(shop: &Shop, order: OrderId) -> i64 {
    let lines = shop.read(move |tx| payments::of(tx, BillOf::Order(order))).await;
    payments::reserved(kit::Currency::EUR, &lines).expect("small").minor
}

#[both_databases]
async fn a_refund_of_a_partly_paid_order_pays_what_it_says(shop: Open) {
    let shop = shop.0;
    let order = placed(&shop, vec![Pay { amount: Some(eur(5_000)), ..pay(shop.card) }]).await;

    shop.does(shop.ana, refund(order, RefundWhat::Amount { amount: eur(3_000) }, RefundTo::Original))
        .await;
    let now = shop.order(order).await;
    assert_eq!((now.total(), now.paid()), (eur(WHOLE - 3_000), eur(2_000)));
    shop.does(shop.ana, refund(order, RefundWhat::Everything, RefundTo::Original)).await;

    assert_eq!(moved(&shop, order, PaymentKind::Refund).await, [3_000, 2_000]);
    let now = shop.order(order).await;
    assert_eq!((now.total(), now.paid()), (eur(WHOLE - 5_000), eur(0)));
    assert_eq!(
        shop.denied(shop.ana, refund(order, RefundWhat::Amount { amount: eur(1) }, RefundTo::Original))
            .await,
        "refund_exceeds_paid"
    );
    shop.balances().await;
}

#[both_databases]
async fn what_is_reserved_is_not_taken_a_second_time(shop: Open) {
    let shop = shop.0;
    let order = placed(&shop, vec![reserved(shop.card)]).await;
    let take = TakePayment { order, pay: pay(shop.card), reason: String::new() };
    assert_eq!(shop.denied(shop.ana, Request::TakePayment(take)).await, "more_than_is_due");
    let more = ChangeItems {
        order,
        take_out: vec![],
        put_in: vec![wanted("LID", 1)],
        reason: String::new(),
        pay: Some(pay(shop.card)),
        refund_to: RefundTo::Original,
    };

    shop.does(shop.ana, Request::ChangeItems(more)).await;
    assert_eq!(moved(&shop, order, PaymentKind::Capture).await, [LID]);
    assert_eq!(still_reserved(&shop, order).await, WHOLE);
    shop.arrives(order).await;

    let now = shop.order(order).await;
    assert_eq!((now.total(), now.paid()), (eur(WHOLE + LID), eur(WHOLE + LID)));
    assert_eq!(still_reserved(&shop, order).await, 0);
    shop.balances().await;
}

#[both_databases]
async fn what_is_reserved_beyond_what_is_owed_is_let_go(shop: Open) {
    let shop = shop.0;
    let order = placed(&shop, vec![reserved(shop.card)]).await;
    let units = shop.units(order).await;

    shop.does(shop.ana, cancel(order, vec![units[0]])).await;
    assert_eq!(still_reserved(&shop, order).await, WHOLE - KETTLE);
    let paid_elsewhere = Request::ChangePayment(ChangePayment { order, pay: reserved(shop.card), reason: String::new() });
    shop.does(shop.ana, paid_elsewhere).await;
    assert_eq!(still_reserved(&shop, order).await, WHOLE - KETTLE);
    shop.arrives(order).await;

    assert_eq!(still_reserved(&shop, order).await, 0);
    assert_eq!(shop.order(order).await.due(), eur(0));
    shop.balances().await;
}

#[both_databases]
async fn a_way_to_pay_that_was_removed_takes_nothing_and_still_gets_its_money_back(shop: Open) {
    let shop = shop.0;
    let order = placed(&shop, vec![Pay { amount: Some(eur(5_000)), ..pay(shop.card) }]).await;
    let card = shop.card;
    shop.works(shop.ana, move |work| payment_method::remove(work, card)).await;

    let anew = PlaceOrder { pay: vec![pay(card)], ..shop.two_kettles_and_a_lid() };
    let take = TakePayment { order, pay: pay(card), reason: String::new() };
    let change = ChangePayment { order, pay: pay(card), reason: String::new() };

    for request in [Request::PlaceOrder(anew), Request::TakePayment(take), Request::ChangePayment(change)] {
        assert_eq!(shop.denied(shop.ana, request.clone()).await, "method_removed", "{request:?}");
    }
    shop.does(shop.ana, cancel(order, vec![])).await;
    assert_eq!(moved(&shop, order, PaymentKind::Refund).await, [5_000]);
    shop.balances().await;
}

#[both_databases]
async fn shipping_is_given_back_once(shop: Open) {
    let shop = shop.0;
    shop.works(shop.noor, |work| {
        let kettle = brand::by_code(work, "kettle")?.expect("a brand");
        work.keep_quietly("the scene's free way of shipping");
        shipping::set_rate(work, kettle.id, "pickup", "DE", eur(0))
    })
    .await;
    let order = placed(&shop, vec![pay(shop.card)]).await;
    let by = |way: &str| {
        Request::ChangeShipping(ChangeShipping {
            order,
            shipping: way.into(),
            reason: String::new(),
            pay: Some(pay(shop.card)),
            refund_to: RefundTo::Original,
        })
    };
    let waive = || Request::WaiveFee(WaiveFee { order: Some(order), charge: None, reason: "late".into() });

    shop.does(shop.ana, waive()).await;
    shop.does(shop.ana, by("pickup")).await;
    assert_eq!(shop.order(order).await.paid(), eur(WHOLE - 490));
    shop.does(shop.ana, by("express")).await;
    assert_eq!(shop.order(order).await.paid(), eur(WHOLE - 490 + 1_290));
    shop.does(shop.ana, by("standard")).await;
    assert_eq!(shop.order(order).await.paid(), eur(WHOLE));
    shop.does(shop.ana, waive()).await;

    assert_eq!(shop.denied(shop.ana, waive()).await, "nothing_to_waive");
    assert_eq!(shop.order(order).await.paid(), eur(WHOLE - 490));
    shop.balances().await;
}

#[both_databases]
async fn no_rate_falls_below_nothing_when_what_was_reduced_before_is_waived(shop: Open) {
    let shop = shop.0;
    let order = PlaceOrder {
        lines: vec![wanted("LID", 1)],
        pay: vec![pay(shop.card)],
        ..shop.two_kettles_and_a_lid()
    };
    let order = shop.does(shop.ana, Request::PlaceOrder(order)).await.outcome.order.expect("an order");
    shop.does(shop.ana, refund(order, RefundWhat::Amount { amount: eur(900) }, RefundTo::Original))
        .await;

    shop.does(shop.ana, Request::WaiveFee(WaiveFee { order: Some(order), charge: None, reason: "late".into() }))
        .await;

    // Of 490 shipping the reduction left its share; the lid keeps its own.
    let lid = shop.units(order).await[0];
    let beyond = refund(order, RefundWhat::Part { unit: lid, amount: eur(LID) }, RefundTo::Original);
    assert_eq!(shop.denied(shop.ana, beyond).await, "more_than_is_owed");
    assert_eq!(shop.order(order).await.due(), eur(0));
    shop.balances().await;
}

#[both_databases]
async fn a_number_somebody_brought_is_passed_over(shop: Open) {
    let shop = shop.0;
    let brought = PlaceOrder { number: Some("K10002".into()), ..shop.two_kettles_and_a_lid() };
    shop.does(shop.ana, Request::PlaceOrder(brought)).await;

    let mut numbers = Vec::new();
    for _ in 0..3 {
        let order = placed(&shop, vec![]).await;
        numbers.push(shop.order(order).await.number);
    }

    assert_eq!(numbers, ["K10001", "K10003", "K10004"]);
}

#[both_databases]
async fn a_card_that_says_nothing_of_tax_charges_all_it_comes_to(shop: Open) {
    let shop = shop.0;
    const VISIT: &str = r#"{
      "name": "visit", "title": {"en": "Visit", "es": "Visita", "zh": "上门"}, "currency": "EUR",
      "charges": [{"name": "visit", "title": {"en": "Visit", "es": "Visita", "zh": "上门"}, "price": {"fixed": "50.00"}}]
    }"#;
    shop.works(shop.ben, |work| rate_cards::add(work, VISIT)).await;
    let by_card = ByCard { rate_card: "visit".into(), quantities: [].into(), flags: vec![], at: None };
    let request = MakeCharge {
        brand: "kettle".into(),
        customer: shop.mia,
        account: None,
        order: None,
        label: "Visit".into(),
        amount: None,
        tax_class: "standard".into(),
        by_card: Some(by_card),
        is_fee: false,
        reason: String::new(),
    };

    let id = shop.does(shop.ana, Request::Charge(request)).await.outcome.charge.expect("a charge");

    let entries = shop.read(move |tx| bill::of(tx, BillOf::Charge(id))).await;
    let owed = bill::total(kit::Currency::EUR, &entries).expect("small");
    assert_eq!((owed.net, owed.tax, owed.gross), (eur(5_000), eur(0), eur(5_000)));
    assert_eq!(shop.read(move |tx| charge::find(tx, id)).await.total(), eur(5_000));
    shop.balances().await;
}

#[both_databases]
async fn what_is_over_cannot_end_otherwise(shop: Open) {
    let shop = shop.0;
    let order = placed(&shop, vec![pay(shop.card)]).await;
    shop.does(shop.ana, refund(order, RefundWhat::Amount { amount: eur(500) }, RefundTo::Original))
        .await;
    let lines = shop.read(move |tx| payments::of(tx, BillOf::Order(order))).await;
    let (capture, back) = (lines[0].id, lines[1].id);

    let failing = shop.refusal(Actor::System, move |work| payments::fail(work, capture, "declined")).await;
    assert_eq!(failing, "orders-payment-settled-before");
    shop.works(Actor::System, move |work| payments::fail(work, back, "account closed")).await;
    let settling = shop.refusal(Actor::System, move |work| payments::settle(work, back, "re_1")).await;
    assert_eq!(settling, "orders-payment-failed-before");
    shop.balances().await;
}
