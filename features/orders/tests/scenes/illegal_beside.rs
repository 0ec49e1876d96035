//! Illegal actions beside orders, by the thousand: charges, subscriptions, accounts, records, credit, goodwill, fees. None is
//! carried out, each is told the right code.

use crate::books::faults;
use crate::stage::{Shop, eur};
use db::{Actor, sql};
use orders::{Confirmed, OrderId, Request};
use serde_json::{Value, json};
use testkit::both_databases;

/// What stands there before anybody tries.
struct Things {
    order: OrderId,
    accounts: [i64; 2],
    charge: i64,
    running: i64,
    ended: i64,
}

async fn done(shop: &Shop, request: Value) -> orders::Done {
    shop.does(shop.noor, serde_json::from_value(request).expect("a request")).await
}

async fn things(shop: &Shop) -> Things {
    let order = shop.mia_orders().await;
    shop.arrives(order).await;
    let tom = shop.tom;
    shop.works(Actor::System, move |work| {
        orders::verification::known_by_channel(
            work,
            tom,
            orders::verification::Method::SignedIn,
            orders::verification::Within::With(db::Actor::System),
        )
    })
    .await;
    let mut accounts = [0, 0];
    for (at, customer) in [shop.mia, shop.tom].into_iter().enumerate() {
        let open = json!({ "verb": "open_account", "brand": "kettle", "customer": customer, "plan": "Tea club" });
        accounts[at] = done(shop, open).await.outcome.account.expect("an account").0;
    }
    let close = json!({ "verb": "close_account", "brand": "kettle", "account": accounts[1], "reason": "moved" });
    done(shop, close).await;
    let charge = json!({ "verb": "charge", "brand": "kettle", "customer": shop.mia, "account": accounts[0], "label": "Repair", "amount": eur(1_000) });
    let charge = done(shop, charge).await.outcome.charge.expect("a charge").0;
    let mut subscriptions = [0, 0];
    for one in &mut subscriptions {
        let start = json!({ "verb": "start_subscription", "brand": "kettle", "customer": shop.mia, "plan": "Tea", "price": eur(900), "every": { "days": 30 } });
        *one = done(shop, start).await.outcome.subscription.expect("a subscription");
    }
    let end = json!({ "verb": "end_subscription", "subscription": subscriptions[1], "reason": "enough" });
    done(shop, end).await;
    Things { order, accounts, charge, running: subscriptions[0], ended: subscriptions[1] }
}

/// The number-th of endless variations, and the code it must be told.
fn illegal(shop: &Shop, number: i64, at: &Things) -> (Value, &'static str) {
    let Things { order, accounts: [own, closed], charge, running, ended } = at;
    let charged = |account: i64, minor: i64| json!({ "verb": "charge", "brand": "kettle", "customer": shop.mia, "label": "Repair", "account": account, "amount": eur(minor) });
    let subscribed = |account: Option<i64>, minor: i64, days: i64| json!({ "verb": "start_subscription", "brand": "kettle", "customer": shop.mia, "account": account, "plan": "Tea", "price": eur(minor), "every": { "days": days } });
    match number % 20 {
        0 => (charged(closed + 1 + number, 1_000), "account_not_theirs"),
        1 => (charged(*closed, 1_000 + number), "account_not_theirs"),
        2 => (charged(*own, -number), "nothing_chosen"),
        3 => (
            json!({ "verb": "charge", "brand": "nobody", "customer": shop.mia, "label": "Repair", "amount": eur(number) }),
            "unknown_brand",
        ),
        4 => (subscribed(Some(closed + 1 + number), 900, 30), "account_not_theirs"),
        5 => (subscribed(None, -number, 30), "nothing_chosen"),
        6 => (subscribed(None, 900 + number, 4_000 + number), "nothing_chosen"),
        7 => (
            json!({ "verb": "end_subscription", "subscription": ended, "reason": format!("again {number}") }),
            "subscription.over",
        ),
        8 => (json!({ "verb": "renew_subscription", "subscription": running }), "period_not_over"),
        9 => (
            json!({ "verb": "change_subscription", "subscription": ended, "plan": "Tea", "price": eur(900 + number), "reason": "" }),
            "subscription.not_running",
        ),
        10 => (
            json!({ "verb": "open_account", "brand": "kettle", "customer": shop.mia, "plan": format!("Plan {number}") }),
            "account.open_before",
        ),
        11 => (
            json!({ "verb": "update_account", "brand": "kettle", "account": closed, "plan": format!("Plan {number}") }),
            "account.not_open",
        ),
        12 => (
            json!({ "verb": "close_account", "brand": "kettle", "account": own, "reason": format!("{number}") }),
            "account.balance_left",
        ),
        13 => (
            json!({ "verb": "open_record", "brand": "kettle", "record_type": "booking", "fields": { "nights": number } }),
            "action.no_rules",
        ),
        14 => (
            json!({ "verb": "credit", "order": order, "amount": eur(-number), "reason": "billing_error" }),
            "amount.nothing",
        ),
        15 => (
            json!({ "verb": "refund", "order": order, "refund": { "what": "goodwill", "amount": eur(20_000 + number) }, "reason": "goodwill", "refund_to": "store_credit" }),
            "goodwill.too_much",
        ),
        16 => (json!({ "verb": "waive_fee", "charge": charge, "reason": format!("kind {number}") }), "fee.not_waivable"),
        17 => (
            json!({ "verb": "pay_charge", "charge": charge, "pay": { "method": shop.card, "amount": eur(1_001 + number) } }),
            "more_than_is_due",
        ),
        18 => (
            json!({ "verb": "pay_charge", "charge": charge, "pay": { "method": shop.toms_card, "amount": eur(1) } }),
            "method_not_theirs",
        ),
        _ => (
            json!({ "verb": "adjust_bill", "order": order, "amount": eur(-number), "reason": "because I can" }),
            "bill.reason",
        ),
    }
}

/// By the thousand on SQLite; PostgreSQL, which answers each over a wire, is asked the same by the hundred.
async fn how_many(shop: &Shop) -> i64 {
    if shop.read(|tx| Ok(tx.on_postgres())).await { 300 } else { 1_000 }
}

async fn done_so_far(shop: &Shop) -> i64 {
    shop.read(|tx| sql("SELECT COUNT(*) FROM action").only(tx, "action")).await
}

#[both_databases]
async fn illegal_actions_beside_orders_by_the_thousand_change_nothing_and_hear_why(shop: Shop) {
    let at = things(&shop).await;
    shop.clock().forward_seconds(60);
    let before = (done_so_far(&shop).await, shop.order(at.order).await);

    let mut wrong = Vec::new();
    for number in 1..=how_many(&shop).await {
        let (request, code) = illegal(&shop, number, &at);
        let actor = if number / 20 % 2 == 0 { shop.ana } else { shop.ben };
        let asked: Request = serde_json::from_value(request.clone()).expect("a request");
        match shop.asks(actor, asked).await {
            Confirmed::Denied(verdict, _) if verdict.reasons.iter().any(|reason| reason.code == code) => {}
            other => wrong.push(format!("{number}: {request}: {code} was due, not {other:?}")),
        }
    }

    assert!(
        wrong.is_empty(),
        "{} of them:\n{}",
        wrong.len(),
        wrong.iter().take(12).cloned().collect::<Vec<_>>().join("\n")
    );
    assert_eq!((done_so_far(&shop).await, shop.order(at.order).await), before);
    assert!(shop.read(faults).await.is_empty());
}
