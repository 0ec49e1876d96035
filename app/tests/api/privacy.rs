//! What is owed to people, through the API: holds, one person's data, erasure with its proof, retention rules; and who may ask for them.

use crate::stage::{Desk, personal};
use axum::http::{Method, StatusCode};
use frontline::erasing::{self, Here};
use privacy::erasure::Around;
use serde_json::json;
use std::sync::Arc;
use testkit::both_databases;

async fn customer(desk: &Desk) -> i64 {
    desk.read(|tx| db::sql("SELECT MIN(id) FROM customer").only(tx, "customer")).await
}

#[both_databases]
async fn a_program_counts_erases_and_reads_the_proof(desk: Desk) {
    let mia = customer(&desk).await;
    let of = |path: &str| format!("/customers/{mia}/{path}");

    let counted = desk.get(&desk.noors, &of("erasure-preview")).await;
    let wrong = desk.post(&desk.noors, &of("erasures"), json!({ "why": "A letter", "confirm": "Mio" })).await;
    let begun = desk.post(&desk.noors, &of("erasures"), json!({ "why": "A letter", "confirm": "Mia" })).await;
    let again = desk.post(&desk.noors, &of("erasures"), json!({ "why": "A letter", "confirm": "Mia" })).await;

    assert_eq!((counted.status, counted.body["goes"]["messages"].as_i64()), (StatusCode::OK, Some(2)), "{}", counted.body);
    assert_eq!(
        (wrong.status, begun.status, again.status),
        (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::CREATED, StatusCode::UNPROCESSABLE_ENTITY)
    );
    let id = begun.body["id"].as_i64().expect("a key");
    let around: Arc<dyn Around> = Arc::new(Here(None));
    let ended = erasing::work_off(desk.db(), &around).await.expect("carried out");

    let over = desk.get(&desk.noors, &format!("/erasures/{id}")).await;
    assert_eq!((ended, over.body["state"].as_str()), (1, Some("done")), "{}", over.body);
    assert_eq!(over.body["certificate"]["searched"]["found"], json!(0));
    assert!(!over.body.to_string().contains("mia@"), "the proof does not say who it was: {}", over.body);
    let listed = desk.get(&desk.noors, "/erasures").await;
    assert_eq!(listed.body["data"][0]["sha256"], over.body["sha256"]);
    let shown = desk.get(&desk.noors, &format!("/customers/{mia}")).await;
    assert_eq!(shown.body["name"], over.body["pseudonym"], "{}", shown.body);
    let said = desk.get(&desk.noors, &format!("/conversations/{}/messages", desk.kettle)).await;
    assert!(!said.body.to_string().contains("leaks"), "{}", said.body);
    assert_eq!((desk.times("privacy.erasure_begun").await, desk.times("privacy.erased").await), (1, 1));
}

#[both_databases]
async fn a_hold_is_on_one_thing_and_stops_the_erasure_until_it_is_lifted(desk: Desk) {
    let mia = customer(&desk).await;
    let placed = desk
        .post(&desk.noors, "/legal-holds", json!({ "conversation": desk.kettle, "reason": "A court wants it" }))
        .await;
    let none = desk.post(&desk.noors, "/legal-holds", json!({ "reason": "A court wants it" })).await;
    let two = desk
        .post(&desk.noors, "/legal-holds", json!({ "customer": mia, "conversation": desk.kettle, "reason": "x" }))
        .await;
    let empty = desk.post(&desk.noors, "/legal-holds", json!({ "customer": mia, "reason": " " })).await;
    let refused = desk
        .post(&desk.noors, &format!("/customers/{mia}/erasures"), json!({ "why": "A letter", "confirm": "Mia" }))
        .await;

    assert_eq!(placed.status, StatusCode::CREATED, "{}", placed.body);
    for wrong in [&none, &two, &empty, &refused] {
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
    }
    assert_eq!(desk.get(&desk.noors, "/legal-holds").await.body["data"].as_array().map(Vec::len), Some(1));

    let id = placed.body["id"].as_i64().expect("a key");
    let lifted = desk
        .post(&desk.noors, &format!("/legal-holds/{id}/lift"), json!({ "because": "The case is closed" }))
        .await;
    assert_eq!((lifted.status, lifted.body["lifted_because"].as_str()), (StatusCode::OK, Some("The case is closed")));
    let begun = desk
        .post(&desk.noors, &format!("/customers/{mia}/erasures"), json!({ "why": "A letter", "confirm": "Mia" }))
        .await;
    assert_eq!(begun.status, StatusCode::CREATED);
}

#[both_databases]
async fn retention_rules_are_tried_made_changed_and_removed(desk: Desk) {
    let rule = json!({ "what": "attachments", "inbox": desk.support, "days": 30 });
    let tried = desk.post(&desk.noors, "/retention-rules/try", rule.clone()).await;
    let made = desk.post(&desk.noors, "/retention-rules", rule).await;
    let never = desk.post(&desk.noors, "/retention-rules", json!({ "what": "conversation", "days": 0 })).await;

    assert_eq!((tried.status, tried.body["conversations"].as_i64()), (StatusCode::OK, Some(0)), "{}", tried.body);
    assert_eq!((made.status, never.status), (StatusCode::CREATED, StatusCode::UNPROCESSABLE_ENTITY), "{}", made.body);
    let path = format!("/retention-rules/{}", made.body["id"]);
    let changed = desk
        .asks(&desk.noors, Method::PUT, &path)
        .json(&json!({ "what": "raw_mail", "channel": "email", "days": 60 }))
        .answer()
        .await;
    assert_eq!((changed.status, changed.body["channel"].as_str()), (StatusCode::OK, Some("email")), "{}", changed.body);
    let gone = desk.asks(&desk.noors, Method::DELETE, &path).answer().await;
    let left = desk.get(&desk.noors, "/retention-rules").await;
    assert_eq!((gone.status, left.body["data"].as_array().map(Vec::len)), (StatusCode::NO_CONTENT, Some(0)));
    assert_eq!((desk.times("privacy.rule_saved").await, desk.times("privacy.rule_removed").await), (2, 1));
}

#[both_databases]
async fn a_retention_rule_that_contradicts_itself_is_refused_and_never_made_wider(desk: Desk) {
    let field = desk.post(&desk.noors, "/fields", json!({ "label": "Serial number", "kind": "text" })).await.id();
    let made = desk
        .post(&desk.noors, "/retention-rules", json!({ "what": "field", "days": 9, "field": field, "channel": "email" }))
        .await;
    let path = format!("/retention-rules/{}", made.body["id"]);

    for (wish, pointer) in [
        (json!({ "what": "conversation", "days": 1, "field": field }), "/field"),
        (json!({ "what": "field", "days": 1 }), "/field"),
        (json!({ "what": "field", "days": 1, "field": 4711 }), "/field"),
        (json!({ "what": "conversation", "days": 1, "inbox": desk.support, "channel": "email" }), "/channel"),
        (json!({ "what": "raw_mail", "days": 10, "channel": "bogus" }), "/channel"),
        (json!({ "what": "raw_mail", "days": 10, "channel": "" }), "/channel"),
        (json!({ "what": "raw_mail", "days": 10, "inbox": 4711 }), "/inbox"),
        (json!({ "what": "raw_mail", "days": 0 }), "/days"),
        (json!({ "days": 10 }), "/what"),
    ] {
        for (method, path) in [(Method::POST, "/retention-rules"), (Method::POST, "/retention-rules/try"), (Method::PUT, path.as_str())] {
            let told = desk.asks(&desk.noors, method, path).json(&wish).answer().await;
            assert_eq!((told.status, told.pointer()), (StatusCode::UNPROCESSABLE_ENTITY, pointer), "{path} {wish}");
        }
    }

    let left = desk.get(&desk.noors, "/retention-rules").await;
    assert_eq!(left.body["data"], json!([made.body]), "the one that says what it means stands as it was");
}

#[both_databases]
async fn attack_33_nobody_without_the_permission_erases_holds_or_takes_along(desk: Desk) {
    let mia = customer(&desk).await;
    let asked = desk.post(&desk.noors, &format!("/customers/{mia}/exports"), json!({})).await;
    assert_eq!((asked.status, asked.body["state"].as_str()), (StatusCode::CREATED, Some("waiting")), "{}", asked.body);
    let file = desk.get(&desk.noors, &format!("/person-exports/{}/file", asked.body["id"])).await;
    assert_eq!(file.status, StatusCode::NOT_FOUND, "there is no file yet");

    let (_, holds_only) = personal(desk.db(), desk.noor, "privacy.hold customers.see").await;
    for token in [&desk.anas, &desk.narrow, &desk.shops, &holds_only] {
        for (path, body) in [
            (format!("/customers/{mia}/erasures"), json!({ "why": "x", "confirm": "Mia" })),
            (format!("/customers/{mia}/exports"), json!({})),
            ("/retention-rules".to_owned(), json!({ "what": "conversation", "days": 1 })),
        ] {
            assert_eq!(desk.post(token, &path, body).await.status, StatusCode::FORBIDDEN, "{path}");
        }
    }
    let hold = desk.post(&desk.anas, "/legal-holds", json!({ "customer": mia, "reason": "x" })).await;
    assert_eq!(hold.status, StatusCode::FORBIDDEN);
}
