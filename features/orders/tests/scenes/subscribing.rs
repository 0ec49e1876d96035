//! Charges that are paid, and subscriptions whose plan changes in the middle of a period: worked out by hand.

use crate::services::Open;
use crate::stage::{Shop, eur, pay};
use kit::{Currency, Money};
use orders::action::{ChangeSubscription, EndSubscription, MakeCharge, Pay, PayCharge, StartSubscription, WaiveFee};
use orders::bill::{self, BillOf, ChargeId};
use orders::payments::{self, PaymentKind};
use orders::{Request, charge, subscription};
use rates::Every;
use testkit::both_databases;

async fn owed(shop: &Shop, charge: ChargeId) -> i64 {
    let entries = shop.read(move |tx| bill::of(tx, BillOf::Charge(charge))).await;
    bill::total(Currency::EUR, &entries).expect("small").gross.minor
}

async fn paid(shop: &Shop, charge: ChargeId) -> i64 {
    let lines = shop.read(move |tx| payments::of(tx, BillOf::Charge(charge))).await;
    payments::paid(Currency::EUR, &lines).expect("small").minor
}

fn by(pay: Pay, charge: ChargeId, amount: Option<Money>) -> Request {
    Request::PayCharge(PayCharge { charge, pay: Pay { amount, ..pay }, reason: String::new() })
}

#[both_databases]
async fn a_charge_is_paid_in_parts_and_what_is_waived_then_goes_back(shop: Open) {
    let shop = shop.0;
    let fee = MakeCharge {
        brand: "kettle".into(),
        customer: shop.mia,
        account: None,
        order: None,
        label: "Late fee".into(),
        amount: Some(eur(500)),
        tax_class: "standard".into(),
        by_card: None,
        is_fee: true,
        reason: String::new(),
    };
    let id = shop.does(shop.ana, Request::Charge(fee)).await.outcome.charge.expect("a charge");

    assert_eq!(shop.denied(shop.ana, by(pay(shop.card), id, Some(eur(501)))).await, "more_than_is_due");
    assert_eq!(shop.denied(shop.ana, by(pay(shop.toms_card), id, None)).await, "method_not_theirs");
    shop.does(shop.ana, by(pay(shop.credit), id, Some(eur(200)))).await;
    shop.does(shop.ana, by(pay(shop.card), id, None)).await;
    assert_eq!((owed(&shop, id).await, paid(&shop, id).await), (500, 500));
    assert_eq!(shop.denied(shop.ana, by(pay(shop.card), id, None)).await, "more_than_is_due");
    shop.does(shop.ana, Request::WaiveFee(WaiveFee { order: None, charge: Some(id), reason: "kindness".into() }))
        .await;

    assert_eq!((owed(&shop, id).await, paid(&shop, id).await), (0, 0));
    let lines = shop.read(move |tx| payments::of(tx, BillOf::Charge(id))).await;
    let back: Vec<i64> = lines
        .iter()
        .filter(|line| line.kind == PaymentKind::Refund)
        .map(|line| line.amount().minor)
        .collect();
    assert_eq!(back, [300, 200]);
    shop.balances().await;
}

fn change(subscription: i64, plan: &str, price: i64) -> Request {
    Request::ChangeSubscription(ChangeSubscription { subscription, plan: plan.into(), price: Some(eur(price)), reason: "wish".into() })
}

#[both_databases]
async fn a_plan_changed_in_the_middle_costs_each_day_at_its_own_price(shop: Open) {
    let shop = shop.0;
    let start = StartSubscription {
        brand: "kettle".into(),
        customer: shop.mia,
        account: None,
        plan: "Tea".into(),
        currency: None,
        price: Some(eur(3_000)),
        tax_class: "reduced".into(),
        every: Some(Every::Days(30)),
    };
    let started = shop.does(shop.ana, Request::StartSubscription(start)).await.outcome;
    let (id, first) = (started.subscription.expect("a subscription"), started.charge.expect("its first charge"));
    shop.does(shop.ana, by(pay(shop.card), first, None)).await;
    assert_eq!(shop.denied(shop.ana, change(id, "Tea", 3_000)).await, "nothing_changes");

    // After ten days twice the price: 20 days at 1.00 off, 20 days at 2.00 on.
    shop.clock().forward_seconds(10 * 86_400);
    let dearer = shop.does(shop.ana, change(id, "Tea and cake", 6_000)).await.outcome.charge.expect("a charge");
    assert_eq!((owed(&shop, first).await, owed(&shop, dearer).await), (3_000, 2_000));

    // After five more a quarter of that: 15 days at 2.00 off, 15 at 0.50 on. The unpaid charge goes first, 2.50 go back to the card.
    shop.clock().forward_seconds(5 * 86_400);
    shop.does(shop.ana, change(id, "Water", 1_500)).await;
    assert_eq!((owed(&shop, first).await, paid(&shop, first).await), (2_750, 2_750));
    assert_eq!(owed(&shop, dearer).await, 0);

    // After five more it ends: ten days at 0.50 off. 10 × 1.00 + 5 × 2.00 + 5 × 0.50 were used.
    shop.clock().forward_seconds(5 * 86_400);
    shop.does(shop.ana, Request::EndSubscription(EndSubscription { subscription: id, reason: "moved".into() }))
        .await;
    assert_eq!(owed(&shop, first).await + owed(&shop, dearer).await, 2_250);
    assert_eq!(shop.denied(shop.ana, change(id, "Tea", 3_000)).await, "subscription_ended");
    shop.balances().await;
}

#[both_databases]
async fn a_plan_changed_on_its_first_day_costs_the_whole_period_anew(shop: Open) {
    let shop = shop.0;
    let start = StartSubscription {
        brand: "kettle".into(),
        customer: shop.mia,
        account: None,
        plan: "Tea".into(),
        currency: None,
        price: Some(eur(3_000)),
        tax_class: "reduced".into(),
        every: Some(Every::Days(30)),
    };
    let started = shop.does(shop.ana, Request::StartSubscription(start)).await.outcome;
    let id = started.subscription.expect("a subscription");

    shop.does(shop.ana, change(id, "Coffee", 4_000)).await;

    let mia = shop.mia;
    let charges = shop.read(move |tx| charge::of(tx, mia, 10)).await;
    let mut all = 0;
    for one in charges {
        all += owed(&shop, one.id).await;
    }
    assert_eq!(all, 4_000);
    let now = shop.read(move |tx| subscription::find(tx, id)).await;
    assert_eq!((now.plan.as_str(), now.price()), ("Coffee", eur(4_000)));
}
