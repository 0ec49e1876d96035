//! A request repeated with its key is carried out once, also by eight callers at once.

use crate::stage::Desk;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::both_databases;

fn letter(desk: &Desk, text: &str) -> Value {
    json!({ "inbox": desk.support, "to": ["leo@mail.example"], "subject": "Your order", "text": text })
}

#[both_databases]
async fn a_repeated_request_is_answered_the_same_and_done_once(desk: Desk) {
    let ask = |text: &str| {
        desk.asks(&desk.anas, Method::POST, "/conversations")
            .header("idempotency-key", "order-10440")
            .json(&letter(&desk, text))
            .answer()
    };

    let first = ask("On its way").await;
    let again = ask("On its way").await;
    let other = ask("Something else").await;

    assert_eq!((first.status, first.header("idempotency-replayed")), (StatusCode::CREATED, ""));
    assert_eq!((again.status, again.header("idempotency-replayed"), &again.body), (StatusCode::CREATED, "true", &first.body));
    assert_eq!((again.header("location"), again.header("etag")), (first.header("location"), first.header("etag")));
    assert_eq!((other.status, desk.times("message.written").await), (StatusCode::CONFLICT, 1));
}

#[both_databases]
async fn eight_at_once_with_one_key_are_one(desk: Desk) {
    let ask = || {
        desk.asks(&desk.anas, Method::POST, "/conversations")
            .header("idempotency-key", "race")
            .json(&letter(&desk, "Once"))
            .answer()
    };

    let all = futures::future::join_all((0..8).map(|_| ask())).await;

    let replayed = all.iter().filter(|answer| answer.header("idempotency-replayed") == "true").count();
    assert!(all.iter().all(|answer| answer.status == StatusCode::CREATED && answer.body == all[0].body), "{all:?}");
    assert_eq!((replayed, desk.times("message.written").await), (7, 1));
}

#[both_databases]
async fn a_key_belongs_to_its_token_and_to_one_day(desk: Desk) {
    let ask = |token: &str| {
        desk.asks(token, Method::POST, "/conversations")
            .header("idempotency-key", "same")
            .json(&letter(&desk, "Hello"))
            .answer()
    };

    let anas = ask(&desk.anas).await;
    let shops = ask(&desk.shops).await;
    desk.clock.forward_seconds(25 * 60 * 60);
    let next_day = ask(&desk.anas).await;

    assert_ne!(anas.id(), shops.id());
    assert_ne!(anas.id(), next_day.id());
    let forgotten = desk.db().work(db::Actor::System, db::once::forget_old).await.expect("to forget");
    assert_eq!(forgotten, 1, "the shop's answer of yesterday");
}

#[both_databases]
async fn a_refused_request_keeps_no_answer_and_may_be_mended(desk: Desk) {
    let ask = |text: &str| {
        desk.asks(&desk.anas, Method::POST, "/conversations")
            .header("idempotency-key", "mended")
            .json(&letter(&desk, text))
            .answer()
    };

    let empty = ask(" ").await;
    let mended = ask("Now with words").await;

    assert_eq!((empty.status, mended.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::CREATED));
}

#[both_databases]
async fn a_key_of_other_letters_is_refused_by_name(desk: Desk) {
    for key in ["", "two words", &"k".repeat(256)] {
        let refused = desk
            .asks(&desk.anas, Method::POST, "/conversations")
            .header("idempotency-key", key)
            .json(&letter(&desk, "Hello"))
            .answer()
            .await;
        assert_eq!((refused.status, refused.pointer()), (StatusCode::UNPROCESSABLE_ENTITY, "Idempotency-Key"), "{key:?}");
    }
}
