//! Attacks on the API: other people's things, foreign keys in bodies, fields nobody may set, quotes and floods.

use crate::stage::Desk;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::both_databases;

#[both_databases]
async fn attack_22_attack_26_what_lies_in_an_unseen_inbox_answers_as_if_it_were_not_there(desk: Desk) {
    let message: i64 = desk
        .read({
            let secret = desk.secret;
            move |tx| db::sql("SELECT id FROM message WHERE conversation_id = $1").with(secret).only(tx, "message")
        })
        .await;
    for token in [&desk.anas, &desk.shops] {
        for (there, nowhere) in [
            (format!("/conversations/{}", desk.secret), "/conversations/99999".to_owned()),
            (format!("/conversations/{}/messages", desk.secret), "/conversations/99999/messages".to_owned()),
            (format!("/conversations/{}/links", desk.secret), "/conversations/99999/links".to_owned()),
            (format!("/conversations/{}/activity", desk.secret), "/conversations/99999/activity".to_owned()),
            (format!("/messages/{message}"), "/messages/99999".to_owned()),
            (format!("/inboxes/{}", desk.board), "/inboxes/99999".to_owned()),
        ] {
            let (hidden, missing) = (desk.get(token, &there).await, desk.get(token, &nowhere).await);
            assert_eq!((hidden.status, &hidden.body), (StatusCode::NOT_FOUND, &missing.body), "{there}");
        }
    }
    for path in ["/conversations", "/search?q=whispered", "/inboxes", "/customers/1/notes"] {
        assert!(!desk.get(&desk.anas, path).await.body.to_string().contains("WHISPERED"), "{path}");
    }
}

#[both_databases]
async fn attack_23_a_key_of_something_unseen_in_a_body_is_refused(desk: Desk) {
    let kettle = format!("/conversations/{}", desk.kettle);
    let secret_message: i64 = desk
        .read({
            let secret = desk.secret;
            move |tx| db::sql("SELECT id FROM message WHERE conversation_id = $1").with(secret).only(tx, "message")
        })
        .await;
    let letter = |inbox: i64| json!({ "inbox": inbox, "to": ["leo@mail.example"], "subject": "Hi", "text": "Hi" });
    let wishes: [(Method, String, Value); 10] = [
        (Method::POST, "/conversations".into(), letter(desk.board.0)),
        (Method::POST, "/conversations".into(), letter(999)),
        (Method::PATCH, kettle.clone(), json!({ "inbox": desk.board })),
        (Method::PATCH, kettle.clone(), json!({ "assignee": 999 })),
        (Method::PATCH, kettle.clone(), json!({ "team": 999 })),
        (Method::PATCH, kettle.clone(), json!({ "fields": { "nobody": "x" } })),
        (Method::POST, format!("{kettle}/merge"), json!({ "other": desk.secret })),
        (Method::POST, format!("{kettle}/links"), json!({ "conversation": desk.secret })),
        (Method::POST, format!("{kettle}/replies"), json!({ "text": "Hi", "answers": secret_message })),
        (Method::POST, format!("{kettle}/forwards"), json!({ "message": secret_message, "to": ["leo@mail.example"] })),
    ];
    for (method, path, body) in wishes {
        let refused = desk.asks(&desk.anas, method, &path).json(&body).answer().await;
        assert!(
            matches!(refused.status, StatusCode::UNPROCESSABLE_ENTITY | StatusCode::FORBIDDEN),
            "{path} {body}: {refused:?}"
        );
    }
    assert_eq!(
        (
            desk.times("message.written").await,
            desk.times("conversation.merged").await,
            desk.times("conversation.linked").await
        ),
        (0, 0, 0)
    );
}

#[both_databases]
async fn attack_24_a_field_nobody_may_set_is_refused_by_its_name(desk: Desk) {
    let kettle = format!("/conversations/{}", desk.kettle);
    for (method, path, field) in [
        (Method::PATCH, kettle.clone(), "id"),
        (Method::PATCH, kettle.clone(), "version"),
        (Method::PATCH, kettle.clone(), "opened_at"),
        (Method::PATCH, kettle.clone(), "merged_into"),
        (Method::POST, format!("{kettle}/notes"), "author"),
        (Method::POST, "/customers".to_owned(), "created_at"),
        (Method::PATCH, "/customers/1".to_owned(), "merged_into"),
        (Method::PATCH, format!("/agents/{}", desk.ana), "is_admin"),
        (Method::POST, "/roles".to_owned(), "is_built_in"),
    ] {
        let refused = desk.asks(&desk.noors, method, &path).json(&json!({ field: 1 })).answer().await;
        assert_eq!(
            (refused.status, refused.pointer()),
            (StatusCode::UNPROCESSABLE_ENTITY, format!("/{field}").as_str()),
            "{path}"
        );
    }
}

#[both_databases]
async fn attack_24_nobody_gives_themselves_more_than_they_have(desk: Desk) {
    let admin = desk.get(&desk.noors, "/roles").await.body["data"][0]["id"].clone();

    let by_ana = desk.patch(&desk.anas, &format!("/agents/{}", desk.ana), json!({ "role": admin })).await;
    let wide = desk.post(&desk.anas, "/roles", json!({ "name": "Mine", "permissions": ["people.manage"] })).await;
    let last = desk.post(&desk.noors, &format!("/agents/{}/deactivate", desk.noor), json!({})).await;

    assert_eq!(
        (by_ana.status, wide.status, last.status),
        (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN, StatusCode::UNPROCESSABLE_ENTITY)
    );
}

#[both_databases]
async fn attack_37_quotes_and_operators_are_letters(desk: Desk) {
    for typed in [
        "'",
        "%27%20OR%20'1'='1",
        "%22",
        "NEAR(",
        "*",
        "a%20AND",
        "subject:",
        "%25",
        "_",
        "\\",
        "--",
        "%F0%9F%A6%8A",
        "tag:%22",
    ] {
        for path in [
            format!("/search?q={typed}"),
            format!("/customers?q={typed}"),
            format!("/companies?q={typed}"),
            format!("/conversations?tag={typed}"),
            format!("/conversations?assignee={typed}"),
        ] {
            let answer = desk.get(&desk.noors, &path).await;
            assert!(matches!(answer.status, StatusCode::OK | StatusCode::UNPROCESSABLE_ENTITY), "{path}: {answer:?}");
        }
    }
    assert_eq!(desk.get(&desk.noors, "/customers?q=%27%20OR%201=1").await.body["data"], json!([]));
}

#[both_databases]
async fn attack_40_a_body_of_endless_depth_or_size_is_refused(desk: Desk) {
    let ask = |body: String| desk.asks(&desk.noors, Method::POST, "/customers").text(body).answer();

    let deep = ask("[".repeat(100_000)).await;
    let large = ask(format!("{{\"name\":\"{}\"}}", "a".repeat(3 << 20))).await;
    let broken = ask("{\"name\":".to_owned()).await;
    let nul = ask("{\"name\":\"a\\u0000b\"}".to_owned()).await;
    let form = desk.asks(&desk.noors, Method::POST, "/customers").header("content-type", "text/plain").raw().await;

    assert_eq!(
        (deep.status, large.status, broken.status),
        (StatusCode::BAD_REQUEST, StatusCode::PAYLOAD_TOO_LARGE, StatusCode::BAD_REQUEST)
    );
    assert_eq!((nul.status, nul.pointer()), (StatusCode::UNPROCESSABLE_ENTITY, "/name"));
    assert_eq!(form.status(), StatusCode::UNPROCESSABLE_ENTITY, "an empty body is {{}}, and a customer needs more");
}

#[both_databases]
async fn what_is_not_there_or_not_possible_is_a_problem_too(desk: Desk) {
    let lost = desk.get(&desk.anas, "/nowhere").await;
    let beyond = desk.get(&desk.anas, "/api/v2/conversations").await;
    let method = desk.asks(&desk.anas, Method::DELETE, "/conversations").answer().await;
    let parameters = desk.asks(&desk.anas, Method::POST, "/tags?name=x").json(&json!({ "name": "x" })).answer().await;
    let number = desk.get(&desk.anas, "/conversations/first").await;

    assert_eq!((lost.status, beyond.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!((method.status, method.header("allow").is_empty()), (StatusCode::METHOD_NOT_ALLOWED, false));
    assert!(parameters.status.is_client_error() && number.status == StatusCode::BAD_REQUEST);
}
