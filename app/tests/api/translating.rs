//! What messages say in other languages, through the API: as a program's, whoever's token it has, and masked as everything is.

use crate::stage::Desk;
use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::both_databases;

#[both_databases]
async fn a_program_writes_down_what_a_message_says_and_mends_it(desk: Desk) {
    let messages = desk.get(&desk.anas, &format!("/conversations/{}/messages", desk.kettle)).await;
    let message = messages.body["data"][0]["id"].as_i64().expect("a message");
    let at = |language: &str| format!("/messages/{message}/translations/{language}");
    let put = async |token: &str, path: &str, text: &str| desk.asks(token, Method::PUT, path).json(&json!({ "text": text })).answer().await;

    let program = put(&desk.shops, &at("es"), "La tetera gotea; mi tarjeta es 4111 1111 1111 1111").await;
    let agent = put(&desk.anas, &at("es"), "La tetera pierde agua").await;
    let same = put(&desk.anas, &at("es"), "La tetera pierde agua").await;
    let empty = put(&desk.anas, &at("es"), "  ").await;
    let unknown = put(&desk.anas, &at("tlh"), "Qapla").await;
    let narrow = put(&desk.narrow, &at("es"), "x").await;

    assert_eq!((program.status, program.body["data"][0]["agent"].as_i64()), (StatusCode::OK, None), "{}", program.body);
    assert!(!program.body.to_string().contains("4111 1111 1111"), "{}", program.body);
    assert_eq!(
        agent.body["data"],
        json!([{ "language": "es", "text": "La tetera pierde agua", "agent": null, "made_at": agent.body["data"][0]["made_at"] }])
    );
    assert_eq!((same.status, desk.times("message.translated").await), (StatusCode::OK, 2), "the same again is no event");
    assert_eq!(
        (empty.status, unknown.status, narrow.status),
        (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::NOT_FOUND, StatusCode::FORBIDDEN)
    );

    let gone = desk.asks(&desk.anas, Method::DELETE, &at("es")).answer().await;
    let left = desk.get(&desk.anas, &format!("/messages/{message}/translations")).await;
    assert_eq!((gone.status, left.body["data"].as_array().map(Vec::len)), (StatusCode::NO_CONTENT, Some(0)));
}

#[both_databases]
async fn attack_22_a_message_out_of_sight_has_no_translations(desk: Desk) {
    let messages = desk.get(&desk.noors, &format!("/conversations/{}/messages", desk.secret)).await;
    let message = messages.body["data"][0]["id"].as_i64().expect("a message");

    let list = desk.get(&desk.anas, &format!("/messages/{message}/translations")).await;
    let put = desk
        .asks(&desk.anas, Method::PUT, &format!("/messages/{message}/translations/es"))
        .json(&json!({ "text": "x" }))
        .answer()
        .await;

    assert_eq!((list.status, put.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
}
