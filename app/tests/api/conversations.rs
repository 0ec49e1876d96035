//! Conversations through the API: beginning, answering, changing by tag, many at once.

use crate::stage::Desk;
use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::both_databases;

#[both_databases]
async fn a_program_writes_answers_and_reads_back(desk: Desk) {
    let opened = desk
        .post(
            &desk.anas,
            "/conversations",
            json!({ "inbox": desk.support, "to": ["leo@mail.example"], "subject": "Your order", "text": "It is on its way." }),
        )
        .await;
    let reply = desk
        .post(
            &desk.anas,
            &format!("/conversations/{}/replies", desk.kettle),
            json!({ "text": "Send us a picture", "then": "open" }),
        )
        .await;
    let note = desk
        .post(&desk.anas, &format!("/conversations/{}/notes", desk.kettle), json!({ "text": "Second time" }))
        .await;

    let messages = desk.get(&desk.anas, &format!("/conversations/{}/messages", desk.kettle)).await;
    let shown = desk.get(&desk.anas, opened.header("location")).await;

    assert_eq!((opened.status, opened.body["status"].as_str()), (StatusCode::CREATED, Some("pending")));
    assert_eq!(
        (reply.status, reply.body["recipients"][0]["address"].as_str()),
        (StatusCode::CREATED, Some("mia@mail.example"))
    );
    assert_eq!((note.body["kind"].as_str(), note.body["author"]["kind"].as_str()), (Some("note"), Some("api_token")));
    let kinds: Vec<_> = messages.body["data"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|m| m["kind"].as_str().unwrap_or_default())
        .collect();
    assert_eq!(kinds, ["incoming", "outgoing", "note"]);
    assert_eq!(shown.body, opened.body);
}

#[both_databases]
async fn a_customers_message_arrives_through_a_program_once(desk: Desk) {
    let form = json!({ "from": { "email": "Zoe@Mail.example", "name": "Zoe" }, "subject": "A question", "text": "Is it blue?", "external_id": "form-7", "files": [{ "name": "../a.txt", "content": "aGk=" }] });
    let path = format!("/inboxes/{}/arrivals", desk.support);

    let first = desk.post(&desk.shops, &path, form.clone()).await;
    let again = desk.post(&desk.shops, &path, form).await;

    let messages = desk.get(&desk.shops, &format!("/conversations/{}/messages", first.id())).await;
    let file = &messages.body["data"][0]["attachments"][0];
    let content = desk.asks(&desk.shops, Method::GET, &format!("/attachments/{}/content", file["id"])).raw().await;
    assert_eq!((first.status, first.body["status"].as_str()), (StatusCode::CREATED, Some("open")));
    assert_eq!((again.id(), desk.times("message.arrived").await), (first.id(), 3));
    assert_eq!(
        (file["name"].as_str(), messages.body["data"][0]["author"]["kind"].as_str()),
        (Some("a.txt"), Some("customer"))
    );
    assert!(content.headers()["content-disposition"].to_str().expect("text").starts_with("attachment"));
}

#[both_databases]
async fn an_id_of_elsewhere_that_belongs_to_another_message_is_refused_and_nobody_is_shown(desk: Desk) {
    let form =
        |email: &str, text: &str| json!({ "from": { "email": email }, "subject": "A question", "text": text, "external_id": "form-7" });
    let path = format!("/inboxes/{}/arrivals", desk.support);
    let first = desk.post(&desk.shops, &path, form("zoe@mail.example", "Is it blue?")).await;

    let another = desk.post(&desk.shops, &path, form("tom@mail.example", "Is it blue?")).await;
    let other_words = desk.post(&desk.shops, &path, form("zoe@mail.example", "Is it red?")).await;
    let again = desk.post(&desk.shops, &path, form("Zoe@Mail.example", "Is it blue?")).await;
    let (board, noors) = (format!("/inboxes/{}/arrivals", desk.board), desk.noors.clone());
    let elsewhere = desk.post(&noors, &board, form("tom@mail.example", "Is it red?")).await;

    for refused in [&another, &other_words] {
        assert_eq!((refused.status, refused.pointer()), (StatusCode::CONFLICT, "/external_id"), "{refused:?}");
        assert_eq!(refused.body["type"], "/problems/desk-arrival-id-taken");
        assert!(!refused.body.to_string().contains("zoe"), "{refused:?}");
    }
    assert_eq!((again.status, again.id()), (StatusCode::CREATED, first.id()));
    assert!(elsewhere.status == StatusCode::CREATED && elsewhere.id() != first.id(), "ids belong to an inbox");
}

#[both_databases]
async fn a_message_named_before_its_words_were_part_of_its_name_is_still_the_same(desk: Desk) {
    let form = |email: &str| json!({ "from": { "email": email }, "subject": "A question", "text": "Is it blue?", "external_id": "form-7" });
    let path = format!("/inboxes/{}/arrivals", desk.support);
    let first = desk.post(&desk.shops, &path, form("zoe@mail.example")).await;
    let before = format!("api:{}:{}", desk.support, kit::sha256_hex(b"form-7"));
    desk.by(desk.noor, move |work| {
        work.keep_quietly("as an older version named it");
        db::sql("UPDATE message SET fingerprint = $1 WHERE fingerprint LIKE 'api:%'")
            .with(&before)
            .run(work)
    })
    .await;

    let (again, another) = (
        desk.post(&desk.shops, &path, form("zoe@mail.example")).await,
        desk.post(&desk.shops, &path, form("tom@mail.example")).await,
    );

    assert_eq!((again.status, again.id()), (StatusCode::CREATED, first.id()));
    assert_eq!(another.status, StatusCode::CONFLICT);
}

#[both_databases]
async fn what_would_be_cut_is_refused(desk: Desk) {
    let long = "é".repeat(501);
    let one = format!("/conversations/{}", desk.kettle);
    let to = json!(["mia@mail.example"]);

    for (method, path, body, pointer) in [
        (Method::PATCH, one.clone(), json!({ "subject": long }), "/subject"),
        (
            Method::POST,
            "/conversations".into(),
            json!({ "inbox": desk.support, "to": to, "subject": long, "text": "Hello" }),
            "/subject",
        ),
        (
            Method::POST,
            format!("{one}/side-conversations"),
            json!({ "to": to, "subject": "x".repeat(301), "text": "Hello" }),
            "/subject",
        ),
        (
            Method::POST,
            format!("/inboxes/{}/arrivals", desk.support),
            json!({ "from": { "email": "zoe@mail.example" }, "subject": long, "text": "Hello" }),
            "/subject",
        ),
        (
            Method::POST,
            format!("/inboxes/{}/arrivals", desk.support),
            json!({ "from": { "email": "zoe@mail.example", "name": long }, "subject": "x", "text": "Hello" }),
            "/from/name",
        ),
    ] {
        let told = desk.asks(&desk.noors, method, &path).json(&body).answer().await;
        assert_eq!((told.status, told.pointer()), (StatusCode::UNPROCESSABLE_ENTITY, pointer), "{path} {told:?}");
    }
    let whole = desk.patch(&desk.noors, &one, json!({ "subject": "é".repeat(500) })).await;
    assert_eq!(whole.body["subject"].as_str().map(|subject| subject.chars().count()), Some(500));
}

#[both_databases]
async fn what_is_missing_or_no_object_is_named(desk: Desk) {
    let one = format!("/conversations/{}", desk.kettle);
    let arrivals = format!("/inboxes/{}/arrivals", desk.support);

    for (method, path, body, pointer) in [
        (Method::POST, format!("{one}/replies"), json!({}), "/text"),
        (Method::POST, arrivals.clone(), json!({ "from": {}, "subject": "x", "text": "y" }), "/from/email"),
        (Method::POST, arrivals, json!({ "from": { "email": "z@mail.example" }, "text": "y" }), "/subject"),
        (Method::PATCH, one.clone(), json!(null), ""),
        (Method::PATCH, one.clone(), json!([]), ""),
        (Method::PATCH, one.clone(), json!("open"), ""),
        (Method::POST, "/conversations/bulk".into(), json!(null), ""),
    ] {
        let told = desk.asks(&desk.noors, method, &path).json(&body).answer().await;
        assert_eq!((told.status, told.pointer()), (StatusCode::UNPROCESSABLE_ENTITY, pointer), "{path} {told:?}");
        let detail = told.body["detail"].as_str().unwrap_or_default();
        let named = if pointer.is_empty() { "The body cannot be taken" } else { pointer };
        assert!(detail.contains(named) && !detail.contains("“”") && !detail.contains("“.”"), "{detail}");
    }
}

#[both_databases]
async fn a_program_is_never_sent_back_to_a_page(desk: Desk) {
    for (token, method, path, status) in [
        (&desk.noors, Method::GET, "/conversations/abc", StatusCode::BAD_REQUEST),
        (&desk.noors, Method::DELETE, "/conversations", StatusCode::METHOD_NOT_ALLOWED),
        (&desk.narrow, Method::GET, "/conversations", StatusCode::FORBIDDEN),
    ] {
        let told = desk.asks(token, method, path).answer().await;

        assert_eq!(told.status, status, "{path}");
        let said = told.body["detail"].as_str().unwrap_or_default();
        assert!(!said.contains("page") && !said.contains("menu") && said.contains("/api/v1/openapi.json"), "{said}");
    }
}

#[both_databases]
async fn a_change_goes_through_only_while_the_tag_holds(desk: Desk) {
    let path = format!("/conversations/{}", desk.kettle);
    let seen = desk.get(&desk.anas, &path).await;
    let tag = seen.header("etag").to_owned();

    let unchanged = desk.asks(&desk.anas, Method::GET, &path).header("if-none-match", &tag).answer().await;
    let first = desk
        .asks(&desk.anas, Method::PATCH, &path)
        .header("if-match", &tag)
        .json(&json!({ "priority": "high", "add_tags": ["leak"] }))
        .answer()
        .await;
    let late = desk
        .asks(&desk.anas, Method::PATCH, &path)
        .header("if-match", &tag)
        .json(&json!({ "priority": "low" }))
        .answer()
        .await;
    let anew = desk
        .asks(&desk.anas, Method::PATCH, &path)
        .header("if-match", first.header("etag"))
        .json(&json!({ "priority": "low" }))
        .answer()
        .await;

    assert_eq!((unchanged.status, unchanged.header("etag")), (StatusCode::NOT_MODIFIED, tag.as_str()));
    assert_eq!((first.status, &first.body["tags"]), (StatusCode::OK, &json!(["leak"])));
    assert_eq!(
        (late.status, anew.status, anew.body["priority"].as_str()),
        (StatusCode::PRECONDITION_FAILED, StatusCode::OK, Some("low"))
    );
}

#[both_databases]
async fn of_many_changes_to_what_all_have_seen_one_goes_through(desk: Desk) {
    let path = format!("/conversations/{}", desk.kettle);
    let tag = desk.get(&desk.anas, &path).await.header("etag").to_owned();
    let change = async |n: usize| {
        let wish = json!({ "add_tags": [format!("tag {n}")] });
        desk.asks(&desk.anas, Method::PATCH, &path)
            .header("if-match", &tag)
            .json(&wish)
            .answer()
            .await
            .status
    };

    let all = futures::future::join_all((0..6).map(change)).await;

    let passed = all.iter().filter(|status| **status == StatusCode::OK).count();
    let refused = all.iter().filter(|status| **status == StatusCode::PRECONDITION_FAILED).count();
    assert_eq!((passed, refused, desk.times("conversation.tagged").await), (1, 5, 1), "{all:?}");
}

#[both_databases]
async fn everything_a_button_changes_a_program_changes(desk: Desk) {
    let path = format!("/conversations/{}", desk.kettle);
    let field = desk
        .post(&desk.noors, "/fields", json!({ "label": "Colour", "kind": "choice", "choices": ["red", "blue"] }))
        .await;
    let team = desk.post(&desk.noors, "/teams", json!({ "name": "Returns" })).await;

    let changed = desk
        .patch(
            &desk.noors,
            &path,
            json!({ "subject": "Leak", "category": "complaint", "assignee": desk.ana, "team": team.id(), "fields": { "colour": "blue" },
                    "status": "snoozed", "snoozed_until": "2026-03-11T09:00:00+01:00" }),
        )
        .await;
    let cleared = desk
        .patch(
            &desk.noors,
            &path,
            json!({ "category": null, "assignee": null, "team": null, "fields": { "colour": null }, "status": "resolved" }),
        )
        .await;

    assert_eq!((field.status, changed.status), (StatusCode::CREATED, StatusCode::OK), "{:?}", changed.body);
    assert_eq!(
        (changed.body["assignee"].as_i64(), changed.body["fields"]["colour"].as_str()),
        (Some(desk.ana.0), Some("blue"))
    );
    assert_eq!(changed.body["snoozed_until"], "2026-03-11T08:00:00Z");
    assert_eq!(
        (&cleared.body["assignee"], &cleared.body["fields"], &cleared.body["status"]),
        (&json!(null), &json!({}), &json!("resolved"))
    );
    assert_eq!(desk.times("conversation.assigned").await, 2);
}

#[both_databases]
async fn many_changes_each_have_their_own_answer_and_a_repeat_does_none_twice(desk: Desk) {
    let lid = desk.mia_writes("The lid is loose").await;
    let changes = json!({ "changes": [
        { "conversation": desk.kettle, "change": { "add_tags": ["leak"] } },
        { "conversation": desk.secret, "change": { "add_tags": ["leak"] } },
        { "conversation": lid, "change": { "assignee": 999 } },
        { "conversation": lid, "change": { "priority": "urgent" } },
    ] });
    let ask = || {
        desk.asks(&desk.anas, Method::POST, "/conversations/bulk")
            .header("idempotency-key", "night-run")
            .json(&changes)
            .answer()
    };

    let done = ask().await;
    let again = ask().await;

    let statuses = |answer: &crate::asking::Answer| -> Vec<i64> {
        answer.body["results"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|result| result["status"].as_i64().unwrap_or_default())
            .collect()
    };
    assert_eq!((done.status, statuses(&done)), (StatusCode::OK, vec![200, 404, 422, 200]));
    assert_eq!(done.body["results"][0]["body"]["tags"], json!(["leak"]));
    assert!(done.body["results"][2]["problem"]["remedy"].as_str().is_some_and(|remedy| !remedy.is_empty()));
    assert_eq!(statuses(&again), statuses(&done));
    assert_eq!((desk.times("conversation.tagged").await, desk.times("conversation.prioritised").await), (1, 1));
}

#[both_databases]
async fn what_was_merged_is_taken_apart_again(desk: Desk) {
    let lid = desk.mia_writes("The lid is loose").await;

    let merged = desk
        .post(&desk.anas, &format!("/conversations/{}/merge", desk.kettle), json!({ "other": lid }))
        .await;
    let emptied = desk.get(&desk.anas, &format!("/conversations/{lid}")).await;
    let undone = desk
        .post(&desk.anas, &format!("/rearrangements/{}/undo", merged.body["rearrangement"]), json!({}))
        .await;
    let back = desk.get(&desk.anas, &format!("/conversations/{lid}")).await;

    assert_eq!((merged.status, emptied.body["merged_into"].as_i64()), (StatusCode::OK, Some(desk.kettle)));
    assert_eq!(
        (undone.status, &back.body["merged_into"], &back.body["message_count"]),
        (StatusCode::OK, &json!(null), &json!(1))
    );
}
