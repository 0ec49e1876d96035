//! Macros and saved views through the API: who keeps them, who has them, what they do and list.

use crate::stage::{Desk, personal};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::both_databases;

async fn team_of_ben(desk: &Desk) -> i64 {
    desk.post(&desk.noors, "/teams", json!({ "name": "Billing" })).await.id()
}

#[both_databases]
async fn a_macro_is_made_changed_used_and_taken_away(desk: Desk) {
    let made = desk
        .post(
            &desk.noors,
            "/macros",
            json!({
                "name": "Sorry", "shortcut": ";sorry", "text_en": "Sorry, {{customer.first_name}}.",
                "actions": { "status": "pending", "priority": "high", "tags": ["leak"], "assign": "me", "checklist": ["Send a lid"] }
            }),
        )
        .await;
    assert_eq!((made.status, made.body["shortcut"].as_str()), (StatusCode::CREATED, Some("sorry")), "{made:?}");
    let path = format!("/macros/{}", made.id());
    let seen = desk.get(&desk.anas, &path).await;
    assert_eq!(seen.body, made.body);

    let used = desk
        .asks(&desk.anas, Method::POST, &format!("/conversations/{}/macros/{}/apply", desk.kettle, made.id()))
        .answer()
        .await;

    assert_eq!((used.status, used.body["text"].as_str()), (StatusCode::OK, Some("Sorry, Mia.")), "{used:?}");
    let conversation = &used.body["conversation"];
    assert_eq!(
        (&conversation["status"], &conversation["priority"], &conversation["assignee"]),
        (&json!("pending"), &json!("high"), &json!(desk.ana.0))
    );
    let messages = desk.get(&desk.anas, &format!("/conversations/{}/messages", desk.kettle)).await;
    assert_eq!(messages.body["data"].as_array().map(Vec::len), Some(1), "nothing is sent by it");

    let tag = desk.get(&desk.noors, &path).await.header("etag").to_owned();
    let change = |tag: &str| {
        desk.asks(&desk.noors, Method::PATCH, &path)
            .header("if-match", tag)
            .json(&json!({ "name": "So sorry", "actions": { "status": "resolved" } }))
    };
    let (changed, late) = (change(&tag).answer().await, change(&tag).answer().await);
    assert_eq!((changed.status, late.status), (StatusCode::OK, StatusCode::PRECONDITION_FAILED), "{changed:?}");
    assert_eq!(changed.body["text_en"], made.body["text_en"], "what is left out stays");
    assert_eq!((&changed.body["actions"]["tags"], &changed.body["used"]), (&json!([]), &json!(1)));

    let gone = desk.asks(&desk.noors, Method::DELETE, &path).answer().await;
    let after = (desk.get(&desk.noors, &path).await.status, desk.get(&desk.anas, "/macros").await.body["data"].clone());
    assert_eq!((gone.status, after), (StatusCode::NO_CONTENT, (StatusCode::NOT_FOUND, json!([]))));
    assert_eq!((desk.times("macro.used").await, desk.times("macro.removed").await), (1, 1));
}

#[both_databases]
async fn a_macro_that_makes_no_sense_is_refused_by_its_place(desk: Desk) {
    for (body, pointer) in [
        (json!({}), "/name"),
        (json!({ "name": " ", "text_en": "x" }), "/name"),
        (json!({ "name": "x".repeat(81), "text_en": "x" }), "/name"),
        (json!({ "name": "x" }), ""),
        (json!({ "name": "x", "text_es": "{{customer.nombre}}" }), "/text_es"),
        (json!({ "name": "x", "text_en": "x", "shortcut": "a b" }), "/shortcut"),
        (json!({ "name": "x", "text_en": "x", "team": 4711 }), "/team"),
        (json!({ "name": "x", "actions": { "team": 4711 } }), "/actions/team"),
        (json!({ "name": "x", "actions": { "status": "closed" } }), "/actions/status"),
        (json!({ "name": "x", "actions": { "snooze": "whenever you like" } }), "/actions/snooze"),
        (json!({ "name": "x", "actions": ["resolved"] }), "/actions"),
        (json!({ "name": "x", "actions": { "begins": "refund" } }), "/actions"),
    ] {
        let told = desk.post(&desk.noors, "/macros", body.clone()).await;
        assert_eq!((told.status, told.pointer()), (StatusCode::UNPROCESSABLE_ENTITY, pointer), "{body} {told:?}");
    }
    assert_eq!(desk.get(&desk.noors, "/macros").await.body["data"], json!([]));
}

#[both_databases]
async fn attack_33_a_macro_does_nothing_its_user_may_not_do(desk: Desk) {
    let team = team_of_ben(&desk).await;
    let make = async |body: Value| desk.post(&desk.noors, "/macros", body).await.id();
    let resolves = make(json!({ "name": "Done", "actions": { "status": "resolved" } })).await;
    let theirs = make(json!({ "name": "Billing", "text_en": "Paid", "team": team })).await;
    let mine = make(json!({ "name": "Mine", "actions": { "assign": "me" } })).await;
    let (_, notes) = personal(desk.db(), desk.ana, "conversations.see conversations.note").await;
    let uses = async |token: &str, conversation: i64, one: i64| {
        let path = format!("/conversations/{conversation}/macros/{one}/apply");
        desk.asks(token, Method::POST, &path).answer().await.status
    };

    assert_eq!(uses(&notes, desk.kettle, resolves).await, StatusCode::FORBIDDEN);
    assert_eq!(uses(&desk.anas, desk.kettle, theirs).await, StatusCode::NOT_FOUND, "it is for another team");
    assert_eq!(uses(&desk.anas, desk.secret, resolves).await, StatusCode::NOT_FOUND);
    assert_eq!(uses(&desk.shops, desk.kettle, mine).await, StatusCode::UNPROCESSABLE_ENTITY, "a service token is nobody");
    assert_eq!(uses(&desk.narrow, desk.kettle, resolves).await, StatusCode::FORBIDDEN);
    let names = |told: &Value| told["data"].as_array().map(|all| all.iter().map(|one| one["name"].clone()).collect::<Vec<_>>());
    assert_eq!(names(&desk.get(&desk.anas, "/macros").await.body), Some(vec![json!("Done"), json!("Mine")]));
    assert_eq!(names(&desk.get(&desk.noors, "/macros").await.body).map(|all| all.len()), Some(3));
    for (method, path) in [
        (Method::POST, "/macros".to_owned()),
        (Method::PATCH, format!("/macros/{mine}")),
        (Method::DELETE, format!("/macros/{mine}")),
    ] {
        let told = desk.asks(&desk.anas, method, &path).json(&json!({})).answer().await;
        assert_eq!(told.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[both_databases]
async fn a_view_is_saved_changed_listed_and_taken_away(desk: Desk) {
    let other = desk.mia_writes("The lid is blue").await;
    desk.patch(&desk.anas, &format!("/conversations/{other}"), json!({ "priority": "urgent" })).await;
    let made = desk
        .post(
            &desk.anas,
            "/views",
            json!({ "name": "Burning", "filter": "priority:urgent", "sort": "oldest", "columns": ["tags", "snippet"] }),
        )
        .await;

    assert_eq!((made.status, made.body["reach"].as_str()), (StatusCode::CREATED, Some("personal")), "{made:?}");
    assert_eq!(
        (&made.body["filter"], &made.body["columns"], &made.body["owner"]),
        (&json!("priority:urgent"), &json!(["snippet", "tags"]), &json!(desk.ana.0))
    );
    let listed = desk.get(&desk.anas, &format!("/conversations?view={}", made.id())).await;
    let keys: Vec<_> = listed.body["data"].as_array().into_iter().flatten().map(|one| one["id"].clone()).collect();
    assert_eq!(keys, [json!(other)]);
    let strangers = desk.get(&desk.noors, &format!("/conversations?view={}", made.id())).await;
    assert_eq!((strangers.status, strangers.pointer()), (StatusCode::UNPROCESSABLE_ENTITY, "view"), "it is Ana's own");

    let path = format!("/views/{}", made.id());
    let changed = desk.patch(&desk.anas, &path, json!({ "name": "All", "filter": "", "density": "compact" })).await;
    assert_eq!(
        (changed.status, &changed.body["density"], &changed.body["sort"]),
        (StatusCode::OK, &json!("compact"), &json!("oldest"))
    );
    let everything = desk.get(&desk.anas, &format!("/conversations?view={}", made.id())).await;
    assert_eq!(everything.body["data"].as_array().map(Vec::len), Some(2));
    assert_eq!(desk.get(&desk.noors, &path).await.status, StatusCode::NOT_FOUND);

    let gone = desk.asks(&desk.anas, Method::DELETE, &path).answer().await;
    assert_eq!((gone.status, desk.get(&desk.anas, "/views").await.body["data"].clone()), (StatusCode::NO_CONTENT, json!([])));
    assert_eq!((desk.times("view.saved").await, desk.times("view.removed").await), (2, 1));
}

#[both_databases]
async fn a_view_is_shared_by_who_may_and_refused_by_its_place(desk: Desk) {
    let team = team_of_ben(&desk).await;
    let (_, alone) = personal(desk.db(), desk.ana, "conversations.see").await;
    for (token, body, pointer) in [
        (&alone, json!({ "name": "x", "reach": "everyone" }), "/reach"),
        (&alone, json!({ "name": "x", "reach": "team", "team": team }), "/reach"),
        (&desk.noors, json!({ "name": "x", "reach": "team" }), "/team"),
        (&desk.noors, json!({ "name": "x", "reach": "team", "team": 4711 }), "/team"),
        (&desk.noors, json!({ "name": "x", "team": team }), "/team"),
        (&desk.noors, json!({ "name": "", "filter": "status:open" }), "/name"),
        (&desk.noors, json!({ "name": "x", "filter": "status:opne" }), "/filter"),
        (&desk.noors, json!({ "name": "x", "reach": "passing" }), "/reach"),
        (&desk.noors, json!({ "name": "x", "columns": ["tags", "mood"] }), "/columns/1"),
        (&desk.noors, json!({ "name": "x", "density": "dense" }), "/density"),
        (&desk.noors, json!({ "name": "x", "sort": "mood" }), "/sort"),
        (&desk.shops, json!({ "name": "x" }), ""),
    ] {
        let told = desk.post(token, "/views", body.clone()).await;
        assert_eq!((told.status, told.pointer()), (StatusCode::UNPROCESSABLE_ENTITY, pointer), "{body} {told:?}");
    }

    let shared = desk
        .post(&desk.noors, "/views", json!({ "name": "For all", "reach": "everyone", "filter": "status:open" }))
        .await;
    let path = format!("/views/{}", shared.id());
    let (seen, by_shop) = (desk.get(&alone, &path).await, desk.get(&desk.shops, &path).await);
    let (renamed, removed) = (
        desk.patch(&alone, &path, json!({ "name": "Mine" })).await,
        desk.asks(&alone, Method::DELETE, &path).answer().await,
    );

    assert_eq!((seen.status, by_shop.status, &seen.body), (StatusCode::OK, StatusCode::OK, &shared.body));
    assert_eq!((renamed.status, removed.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
}
