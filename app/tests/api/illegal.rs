//! Illegal actions through REST, by the thousand: none is carried out, and each is told the right code.

use crate::asking::Answer;
use crate::shop::{Shop, eur, home, units};
use crate::stage::Desk;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::both_databases;

/// A server asked over a wire takes longer for each; the rules are the same there, and a round of each variation is enough.
const HOW_MANY: [i64; 2] = [1_008, 128];
/// As many beside orders.
const BESIDE: i64 = 300;

/// The number-th of endless variations: on which order, what, and the code it must be told.
fn illegal<'a>(shop: &Shop<'_>, number: i64, here: &'a Value, sent: &'a Value, old: &'a Value) -> (&'a Value, Value, &'static str) {
    let one = |order: &Value| units(order)[usize::try_from(number).unwrap_or(0) % 2];
    let refund = |what: Value| json!({ "verb": "refund", "refund": what, "reason": "not_as_described" });
    match number % 16 {
        // Other currencies, with and without decimals, and amounts at the end of what a number holds.
        12 => (
            sent,
            refund(json!({ "what": "amount", "amount": { "minor": 1 + number, "currency": "JPY" } })),
            "two_currencies",
        ),
        13 => (
            sent,
            refund(json!({ "what": "amount", "amount": { "minor": 1_000 + number, "currency": "KWD" } })),
            "two_currencies",
        ),
        14 => (sent, refund(json!({ "what": "amount", "amount": eur(i64::MAX - number) })), "refund.more_than_paid"),
        15 => (sent, refund(json!({ "what": "amount", "amount": eur(i64::MIN + number) })), "amount.nothing"),
        0 => (sent, refund(json!({ "what": "amount", "amount": eur(50_000 + number) })), "refund.more_than_paid"),
        1 => (
            sent,
            refund(json!({ "what": "part", "unit": one(sent), "amount": eur(4_991 + number) })),
            "refund_exceeds_paid",
        ),
        2 => (sent, refund(json!({ "what": "amount", "amount": eur(-number) })), "amount.nothing"),
        3 => (
            sent,
            refund(json!({ "what": "amount", "amount": { "minor": 100 + number, "currency": "USD" } })),
            "two_currencies",
        ),
        4 => (sent, json!({ "verb": "cancel", "units": [one(sent)], "reason": "changed_mind" }), "cancel.already_left"),
        5 => (here, json!({ "verb": "cancel", "units": [one(sent)], "reason": "changed_mind" }), "unit_not_of_order"),
        6 => {
            let back = json!({ "verb": "return", "units": [one(here)], "reason": "changed_mind", "condition": "unopened" });
            (here, back, "return.not_delivered")
        }
        7 => (here, json!({ "verb": "resend", "units": [one(here)], "reason": "lost" }), "resend.not_sent"),
        8 => {
            let pay = json!({ "verb": "take_payment", "pay": { "method": shop.toms_card, "amount": eur(1 + number) } });
            (here, pay, "payment.not_valid")
        }
        9 => (sent, json!({ "verb": "change_address", "ship_to": home("Somebody Else") }), "order.already_left"),
        10 => {
            let late = json!({ "verb": "return", "units": [one(old)], "reason": "changed_mind", "condition": "unopened" });
            (old, late, "return.too_late")
        }
        _ => {
            let swap = json!({
                "verb": "exchange", "units": [one(sent)], "wanted": ["KETTLE-STEEL"], "reason": "changed_mind", "condition": "unopened",
                "pay": { "method": shop.toms_card },
            });
            (sent, swap, "method_not_theirs")
        }
    }
}

#[both_databases]
async fn illegal_actions_by_the_thousand_change_nothing_and_hear_why(desk: Desk) {
    let shop = desk.shop().await;
    let (here, sent, old) = (
        shop.imports("S-1", 2, None).await,
        shop.imports("S-2", 2, Some(3)).await,
        shop.imports("S-3", 2, Some(45)).await,
    );
    shop.mia_is_known_by(&here).await;
    let before = desk.times("action.done").await;
    let mut wrong = Vec::new();
    let on_a_server = desk.read(|tx| Ok(tx.on_postgres())).await;
    let how_many = HOW_MANY[usize::from(on_a_server)];

    for number in 0..how_many {
        let token = if number / 16 % 2 == 0 { &desk.anas } else { &desk.noors };
        let (order, request, code) = illegal(&shop, number, &here, &sent, &old);
        let told = shop.acts(token, order, request.clone()).await;
        let codes = told.body["codes"].as_array().cloned().unwrap_or_default();
        if told.status != StatusCode::UNPROCESSABLE_ENTITY || !codes.contains(&json!(code)) {
            wrong.push(format!("{number}: {request}: {code} was due, not {} {}", told.status, told.body));
        }
    }

    assert!(
        wrong.is_empty(),
        "{} of {how_many}:\n{}",
        wrong.len(),
        wrong.iter().take(4).cloned().collect::<Vec<_>>().join("\n")
    );
    assert_eq!((shop.order(&here).await, shop.order(&sent).await, shop.order(&old).await), (here, sent, old));
    assert_eq!(desk.times("action.done").await, before);
}

#[both_databases]
async fn a_request_no_verb_has_is_refused_by_its_place(desk: Desk) {
    let shop = desk.shop().await;
    let order = shop.imports("S-1", 1, None).await;

    for (request, pointer) in [
        (json!({ "verb": "cancel", "reason": "other", "force": true }), "/request/force"),
        (json!({ "verb": "destroy" }), "/request/verb"),
        (
            json!({ "verb": "refund", "refund": { "what": "amount", "amount": { "minor": 1.5, "currency": "EUR" } }, "reason": "other" }),
            "/request",
        ),
        (json!({ "verb": "cancel" }), "/request/reason"),
        (json!({ "verb": "take_payment", "pay": { "method": 1, "free": true } }), "/request/pay/free"),
        (json!({ "verb": "open_account", "brand": "kettle", "customer": 1, "plan": "basic" }), "/request/verb"),
    ] {
        let told = shop.previews(&desk.noors, &order, &request).await;
        assert_eq!((told.status, told.pointer()), (StatusCode::UNPROCESSABLE_ENTITY, pointer), "{request}");
    }
    let elsewhere = shop
        .previews(&desk.noors, &order, &json!({ "verb": "cancel", "order": 4711, "reason": "other" }))
        .await;
    assert_eq!(elsewhere.body["type"], "/problems/orders-action-elsewhere");
}

/// What stands there before anybody tries.
struct Things {
    order: Value,
    open: i64,
    closed: i64,
    charge: i64,
    running: i64,
    ended: i64,
}

async fn any(shop: &Shop<'_>, token: &str, request: &Value) -> Answer {
    let seen = shop.desk.post(token, "/actions/preview", json!({ "request": request })).await;
    let hash = seen.body["hash"].as_str().unwrap_or("none").to_owned();
    let body = json!({ "request": request, "hash": hash, "agreed": true });
    shop.desk
        .asks(token, Method::POST, "/actions")
        .header("idempotency-key", &shop.key())
        .json(&body)
        .answer()
        .await
}

async fn things(shop: &Shop<'_>) -> Things {
    let order = shop.imports("S-1", 2, Some(3)).await;
    // An account is opened only for who typed a code; the stage reads it where it was made.
    let (mia, tom) = (customers::CustomerId(shop.mia), customers::CustomerId(shop.mia + 1));
    for customer in [mia, tom] {
        let signed_in = orders::verification::Method::SignedIn;
        let within = orders::verification::Within::With(db::Actor::System);
        let noted = shop
            .desk
            .db()
            .work(db::Actor::System, move |work| orders::verification::known_by_channel(work, customer, signed_in, within));
        noted.await.expect("known");
    }
    let did = async |request: Value, what: &'static str| {
        let answer = any(shop, &shop.desk.noors, &request).await;
        answer.body["outcome"][what].as_i64().unwrap_or_else(|| panic!("{request}: {answer:?}"))
    };
    let account =
        |customer: customers::CustomerId| json!({ "verb": "open_account", "brand": "kettle", "customer": customer.0, "plan": "Tea club" });
    let (open, closed) = (did(account(mia), "account").await, did(account(tom), "account").await);
    did(json!({ "verb": "close_account", "brand": "kettle", "account": closed, "reason": "moved" }), "account").await;
    let charge = json!({ "verb": "charge", "brand": "kettle", "customer": shop.mia, "label": "Repair", "amount": eur(1_000) });
    let charge = did(charge, "charge").await;
    let start = || json!({ "verb": "start_subscription", "brand": "kettle", "customer": shop.mia, "plan": "Tea", "price": eur(900), "every": { "days": 30 } });
    let (running, ended) = (did(start(), "subscription").await, did(start(), "subscription").await);
    did(json!({ "verb": "end_subscription", "subscription": ended, "reason": "enough" }), "subscription").await;
    Things { order, open, closed, charge, running, ended }
}

/// The number-th of endless variations beside orders.
fn beside(shop: &Shop<'_>, number: i64, at: &Things) -> (Value, &'static str) {
    let charged = |account: i64, minor: i64| json!({ "verb": "charge", "brand": "kettle", "customer": shop.mia, "label": "Repair", "account": account, "amount": eur(minor) });
    let order = &at.order["id"];
    match number % 12 {
        0 => (charged(at.closed + number, 1_000), "account_not_theirs"),
        1 => (charged(at.open, -number), "nothing_chosen"),
        2 => (
            json!({ "verb": "start_subscription", "brand": "kettle", "customer": shop.mia, "account": at.closed, "plan": "Tea", "price": eur(900 + number), "every": { "days": 30 } }),
            "account_not_theirs",
        ),
        3 => (
            json!({ "verb": "end_subscription", "subscription": at.ended, "reason": format!("again {number}") }),
            "subscription.over",
        ),
        4 => (json!({ "verb": "renew_subscription", "subscription": at.running }), "period_not_over"),
        5 => (
            json!({ "verb": "open_account", "brand": "kettle", "customer": shop.mia, "plan": format!("Plan {number}") }),
            "account.open_before",
        ),
        6 => (
            json!({ "verb": "update_account", "brand": "kettle", "account": at.closed, "plan": format!("Plan {number}") }),
            "account.not_open",
        ),
        7 => (
            json!({ "verb": "open_record", "brand": "kettle", "record_type": "booking", "fields": { "nights": number } }),
            "action.no_rules",
        ),
        8 => (
            json!({ "verb": "credit", "order": order, "amount": eur(-number), "reason": "billing_error" }),
            "amount.nothing",
        ),
        9 => (
            json!({ "verb": "refund", "order": order, "refund": { "what": "goodwill", "amount": eur(20_000 + number) }, "reason": "goodwill", "refund_to": "store_credit" }),
            "goodwill.too_much",
        ),
        10 => (json!({ "verb": "waive_fee", "charge": at.charge, "reason": format!("kind {number}") }), "fee.not_waivable"),
        _ => (
            json!({ "verb": "pay_charge", "charge": at.charge, "pay": { "method": shop.card, "amount": eur(1_001 + number) } }),
            "more_than_is_due",
        ),
    }
}

#[both_databases]
async fn illegal_actions_beside_orders_by_the_hundred_change_nothing_and_hear_why(desk: Desk) {
    let shop = desk.shop().await;
    let at = things(&shop).await;
    desk.clock.forward_seconds(60);
    let before = desk.times("action.done").await;
    let mut wrong = Vec::new();

    for number in 1..=BESIDE {
        let token = if number / 12 % 2 == 0 { &desk.anas } else { &desk.noors };
        let (request, code) = beside(&shop, number, &at);
        let told = any(&shop, token, &request).await;
        let codes = told.body["codes"].as_array().cloned().unwrap_or_default();
        if told.status != StatusCode::UNPROCESSABLE_ENTITY || !codes.contains(&json!(code)) {
            wrong.push(format!("{number}: {request}: {code} was due, not {} {}", told.status, told.body));
        }
    }

    assert!(
        wrong.is_empty(),
        "{} of {BESIDE}:\n{}",
        wrong.len(),
        wrong.iter().take(12).cloned().collect::<Vec<_>>().join("\n")
    );
    assert_eq!(desk.times("action.done").await, before);
}
