//! Webhooks by API: by whose eyes they hear, and what of them is shown to whom.

use crate::stage::Desk;
use agents::{Permissions, service_tokens};
use axum::http::{Method, StatusCode};
use db::Actor;
use serde_json::json;
use testkit::both_databases;

async fn settings_token(desk: &Desk) -> String {
    let noor = desk.noor;
    let scopes = Permissions::of_words("settings.manage activity.see");
    let made = desk
        .db()
        .work(Actor::Agent(noor.0), move |work| service_tokens::create(work, "Hooks", &scopes, None));
    made.await.expect("a service token").1.reveal().to_owned()
}

#[both_databases]
async fn attack_22_a_personal_token_makes_no_webhook(desk: Desk) {
    let wanted = json!({ "name": "X", "url": "https://hooks.example.com/in", "events": ["*"] });

    let personal = desk.post(&desk.noors, "/webhooks", wanted.clone()).await;
    let hooks = settings_token(&desk).await;
    let service = desk.post(&hooks, "/webhooks", wanted).await;

    assert_eq!(personal.status, StatusCode::UNPROCESSABLE_ENTITY, "{personal:?}");
    assert_eq!(service.status, StatusCode::CREATED, "{service:?}");
    let at = format!("/webhooks/{}", service.body["id"]);
    let moved = desk
        .asks(&desk.noors, Method::PATCH, &at)
        .json(&json!({ "url": "https://mine.example.com/" }))
        .answer()
        .await;
    assert_eq!(moved.status, StatusCode::UNPROCESSABLE_ENTITY, "{moved:?}");
    let paused = desk.asks(&desk.noors, Method::PATCH, &at).json(&json!({ "paused": true })).answer().await;
    assert_eq!((paused.status, paused.body["state"].as_str()), (StatusCode::OK, Some("paused")), "{paused:?}");
}

#[both_databases]
async fn what_was_told_is_read_by_the_same_eyes_or_by_who_sees_everything(desk: Desk) {
    let hooks = settings_token(&desk).await;
    let made = desk
        .post(&hooks, "/webhooks", json!({ "name": "X", "url": "https://hooks.example.com/in", "events": ["tag.*"] }))
        .await;
    let at = format!("/webhooks/{}/messages", made.body["id"]);
    desk.asks(&hooks, Method::POST, &format!("/webhooks/{}/test", made.body["id"])).answer().await;
    let other = settings_token(&desk).await;

    let (own, everything, neither) = (desk.get(&hooks, &at).await, desk.get(&desk.noors, &at).await, desk.get(&other, &at).await);

    assert!(own.body["data"][0]["body"].as_str().is_some_and(|body| body.contains("webhook.test")), "{own:?}");
    assert_eq!(everything.body["data"][0]["body"], own.body["data"][0]["body"]);
    assert_eq!(neither.body["data"][0]["body"], "", "{neither:?}");
}
