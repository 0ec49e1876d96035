//! Illegal actions through REST, by the hundred: none is carried out, and each is told the right code.

use crate::shop::{Shop, eur, home, units};
use crate::stage::Desk;
use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::both_databases;

const HOW_MANY: i64 = 300;

/// The number-th of endless variations: on which order, what, and the code it must be told.
fn illegal<'a>(shop: &Shop<'_>, number: i64, here: &'a Value, sent: &'a Value, old: &'a Value) -> (&'a Value, Value, &'static str) {
    let one = |order: &Value| units(order)[usize::try_from(number).unwrap_or(0) % 2];
    let refund = |what: Value| json!({ "verb": "refund", "refund": what, "reason": "not_as_described" });
    match number % 12 {
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
async fn illegal_actions_by_the_hundred_change_nothing_and_hear_why(desk: Desk) {
    let shop = desk.shop().await;
    let (here, sent, old) = (
        shop.imports("S-1", 2, None).await,
        shop.imports("S-2", 2, Some(3)).await,
        shop.imports("S-3", 2, Some(45)).await,
    );
    shop.mia_is_known_by(&here).await;
    let before = desk.times("action.done").await;
    let mut wrong = Vec::new();

    for number in 0..HOW_MANY {
        let token = if number / 12 % 2 == 0 { &desk.anas } else { &desk.noors };
        let (order, request, code) = illegal(&shop, number, &here, &sent, &old);
        let told = shop.acts(token, order, request.clone()).await;
        let codes = told.body["codes"].as_array().cloned().unwrap_or_default();
        if told.status != StatusCode::UNPROCESSABLE_ENTITY || !codes.contains(&json!(code)) {
            wrong.push(format!("{number}: {request}: {code} was due, not {} {}", told.status, told.body));
        }
    }

    assert!(
        wrong.is_empty(),
        "{} of {HOW_MANY}:\n{}",
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
