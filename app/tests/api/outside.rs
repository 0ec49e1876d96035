//! Files outside the database through the API, and the words in them: the same as inside, and when they do not come, later.

use crate::stage::Desk;
use axum::http::{Method, StatusCode};
use db::sql;
use frontline::reading::{Reader, read_due};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use testkit::{Shelf, both_databases};

/// A customer's form with a file, whose bytes leave the database at once.
async fn with_a_file_outside(desk: &Desk) -> (i64, Arc<Shelf>) {
    let form = json!({ "from": { "email": "zoe@mail.example", "name": "Zoé" }, "subject": "With a file", "text": "See below", "external_id": "1", "files": [{ "name": "offer.txt", "content": "YSBmaW5lIHNhbW92YXI=" }] });
    let conversation = desk.post(&desk.shops, &format!("/inboxes/{}/arrivals", desk.support), form).await.id();
    (conversation, Shelf::takes_all_of(desk.db()).await)
}

#[both_databases]
async fn a_program_fetches_a_file_from_outside_and_is_told_when_to_come_again(desk: Desk) {
    let (conversation, shelf) = with_a_file_outside(&desk).await;
    let messages = desk.get(&desk.anas, &format!("/conversations/{conversation}/messages")).await;
    let path = format!("/attachments/{}/content", messages.body["data"][0]["attachments"][0]["id"]);

    let content = desk.asks(&desk.anas, Method::GET, &path).raw().await;
    let bytes = axum::body::to_bytes(content.into_body(), 1 << 20).await.expect("bytes");
    shelf.goes_away(true);
    // Answers of 5xx break the usual way of asking.
    let away = desk.asks(&desk.anas, Method::GET, &path).raw().await;
    let (status, again) = (away.status(), away.headers()["retry-after"].clone());
    let away = axum::body::to_bytes(away.into_body(), 1 << 20).await.expect("words");
    let away = String::from_utf8_lossy(&away);
    let listed = desk.get(&desk.anas, &format!("/conversations/{conversation}/messages")).await;

    assert_eq!(&bytes[..], b"a fine samovar");
    assert_eq!((status, again.to_str().expect("text")), (StatusCode::SERVICE_UNAVAILABLE, "60"));
    assert!(away.contains("frontline doctor") && !away.contains("s3://kettle"), "{away}");
    assert_eq!(listed.body, messages.body, "all else is there");
}

#[both_databases]
async fn the_words_of_a_file_that_does_not_come_are_read_when_it_does_however_long_that_takes(desk: Desk) {
    let (_, shelf) = with_a_file_outside(&desk).await;
    let reader = Reader::by(Path::new(env!("CARGO_BIN_EXE_frontline")));
    let outcomes = async || desk.read(|tx| sql("SELECT outcome FROM file_text").all::<String>(tx)).await;
    shelf.goes_away(true);
    for _ in 0..12 {
        read_due(desk.db(), &reader).await.expect("it is put off");
        desk.clock.forward_seconds(3_600);
    }
    let waiting: i64 = desk.read(|tx| db::jobs::waiting(tx, desk::file_texts::JOB)).await;
    assert_eq!((waiting, outcomes().await.len()), (1, 0), "nothing is given up and nothing is said of the file");

    shelf.goes_away(false);
    while read_due(desk.db(), &reader).await.expect("read") > 0 {}

    assert_eq!(outcomes().await, ["read"]);
}
