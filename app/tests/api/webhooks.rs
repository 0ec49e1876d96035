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

#[both_databases]
async fn a_webhook_that_could_never_hear_or_be_reached_is_refused_by_its_place(desk: Desk) {
    let hooks = settings_token(&desk).await;
    let outside = "https://hooks.example.com/in";

    for (url, events, pointer, says) in [
        (outside, json!(["message.*", "bogus.event"]), "/events/1", "message.*"),
        (outside, json!(["message.arived"]), "/events/0", "message.arrived"),
        (outside, json!(["return.*"]), "/events/0", "order.*"),
        (outside, json!([]), "/events", ""),
        ("https://127.0.0.1/", json!(["*"]), "/url", ""),
        ("https://[::1]/", json!(["*"]), "/url", ""),
        ("https://169.254.169.254/latest", json!(["*"]), "/url", ""),
        ("https://localhost/", json!(["*"]), "/url", ""),
    ] {
        let wanted = json!({ "name": "X", "url": url, "events": events });
        let told = desk.post(&hooks, "/webhooks", wanted.clone()).await;
        assert_eq!((told.status, told.pointer()), (StatusCode::UNPROCESSABLE_ENTITY, pointer), "{wanted} {told:?}");
        assert!(told.body["detail"].as_str().is_some_and(|detail| detail.contains(says)), "{told:?}");
    }

    let made = desk.post(&hooks, "/webhooks", json!({ "name": "X", "url": outside, "events": ["order.*"] })).await;
    let at = format!("/webhooks/{}", made.id());
    for (change, pointer) in [(json!({ "events": ["order.*", "bogus.*"] }), "/events/1"), (json!({ "url": "https://10.0.0.7/" }), "/url")] {
        let told = desk.patch(&hooks, &at, change.clone()).await;
        assert_eq!((told.status, told.pointer()), (StatusCode::UNPROCESSABLE_ENTITY, pointer), "{change} {told:?}");
    }
    assert_eq!(desk.get(&hooks, "/webhooks").await.body["data"], json!([made.body]));
}

#[both_databases]
async fn the_secret_a_program_checks_with_is_not_ended_by_asking_twice(desk: Desk) {
    let hooks = settings_token(&desk).await;
    let made = desk
        .post(&hooks, "/webhooks", json!({ "name": "X", "url": "https://hooks.example.com/in", "events": ["tag.*"] }))
        .await;
    let at = |verb: &str| format!("/webhooks/{}/{verb}", made.body["id"]);
    let does = async |verb: &str| desk.asks(&hooks, Method::POST, &at(verb)).answer().await;

    let (none, first, second) = (does("drop-old-secret").await, does("rotate-secret").await, does("rotate-secret").await);
    does("test").await;
    let message = desk.get(&hooks, &at("messages")).await.body["data"][0]["id"].clone();
    let waiting = does(&format!("messages/{message}/replay")).await;

    assert_eq!(none.body["type"], "/problems/webhooks-refused-one-secret", "{none:?}");
    assert_eq!((first.status, second.status), (StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY), "{second:?}");
    assert_eq!(second.body["type"], "/problems/webhooks-refused-two-secrets");
    assert_eq!(waiting.body["type"], "/problems/webhooks-refused-waiting", "{waiting:?}");
    assert_eq!((does("drop-old-secret").await.status, does("rotate-secret").await.status), (StatusCode::OK, StatusCode::OK));
}
