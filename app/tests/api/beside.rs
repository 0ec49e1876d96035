//! What stands beside a conversation, through the API: side conversations, shared drafts, planned replies, incidents; and targets.

use crate::stage::Desk;
use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::both_databases;

#[both_databases]
async fn a_program_asks_a_third_party_beside_and_the_thread_says_nothing_of_it(desk: Desk) {
    let at = format!("/conversations/{}/side-conversations", desk.kettle);
    let form = json!({ "subject": "The lid?", "to": ["parts@factory.test"], "text": "Do you have it?", "files": [{ "name": "a.txt", "content": "aGk=" }] });

    let made = desk.post(&desk.anas, &at, form.clone()).await;
    let customer = desk.post(&desk.anas, &at, json!({ "subject": "x", "to": ["mia@mail.example"], "text": "x" })).await;
    let one = format!("{at}/{}", made.id());
    let said = desk.get(&desk.anas, &format!("{one}/messages")).await;
    let again = desk.post(&desk.anas, &format!("{one}/messages"), json!({ "text": "And the price?" })).await;
    let settled = desk.asks(&desk.anas, Method::PATCH, &one).json(&json!({ "is_done": true })).answer().await;
    let thread = desk.get(&desk.anas, &format!("/conversations/{}/messages", desk.kettle)).await;
    let elsewhere = desk.get(&desk.anas, &format!("/conversations/{}/side-conversations", desk.secret)).await;
    let other = desk
        .get(&desk.noors, &format!("/conversations/{}/side-conversations/{}", desk.secret, made.id()))
        .await;
    let narrow = desk.post(&desk.narrow, &at, form).await;

    assert_eq!(
        (made.status, made.body["addresses"][0].as_str()),
        (StatusCode::CREATED, Some("parts@factory.test")),
        "{:?}",
        made.body
    );
    assert!(customer.status.is_client_error());
    assert_eq!(
        (said.body["data"][0]["text"].as_str(), said.body["data"][0]["attachments"][0]["name"].as_str()),
        (Some("Do you have it?"), Some("a.txt"))
    );
    assert_eq!(
        (again.status, again.body["recipients"][0]["address"].as_str()),
        (StatusCode::CREATED, Some("parts@factory.test"))
    );
    assert_eq!(settled.body["is_done"], json!(true));
    assert_eq!(thread.body["data"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (elsewhere.status, other.status, narrow.status),
        (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND, StatusCode::FORBIDDEN)
    );
}

#[both_databases]
async fn a_draft_is_shared_changed_on_top_of_what_was_read_and_sent(desk: Desk) {
    let at = format!("/conversations/{}/shared-drafts", desk.kettle);
    let made = desk
        .post(&desk.anas, &at, json!({ "agent": desk.noor, "to": "mia@mail.example", "text": "We refund you" }))
        .await;
    let one = format!("{at}/{}", made.id());
    let version = made.body["version"].clone();

    let edited = desk
        .asks(&desk.noors, Method::PATCH, &one)
        .json(&json!({ "version": version, "text": "We refund you 20" }))
        .answer()
        .await;
    let stale = desk
        .asks(&desk.anas, Method::PATCH, &one)
        .json(&json!({ "version": version, "text": "Mine" }))
        .answer()
        .await;
    let remarked = desk.post(&desk.noors, &format!("{one}/comments"), json!({ "text": "The sum" })).await;
    let approved = desk
        .post(&desk.noors, &format!("{one}/approve"), json!({ "version": edited.body["version"] }))
        .await;
    let program = desk.post(&desk.shops, &at, json!({ "agent": desk.noor, "text": "x" })).await;
    let sent = desk.post(&desk.noors, &format!("{one}/send"), json!({ "version": edited.body["version"] })).await;
    let gone = desk.get(&desk.anas, &one).await;

    assert_eq!(
        (made.status, edited.status, stale.status),
        (StatusCode::CREATED, StatusCode::OK, StatusCode::CONFLICT),
        "{:?}",
        made.body
    );
    assert_eq!(remarked.body["comments"][0]["text"].as_str(), Some("The sum"));
    assert_eq!(approved.body["approved_by"], json!(desk.noor));
    assert!(program.status.is_client_error());
    assert_eq!(
        (sent.status, sent.body["text"].as_str(), gone.status),
        (StatusCode::CREATED, Some("We refund you 20"), StatusCode::NOT_FOUND)
    );
}

#[both_databases]
async fn a_planned_reply_is_stopped_by_news_and_sent_after_a_look(desk: Desk) {
    let path = format!("/conversations/{}/replies", desk.kettle);
    let planned = desk
        .post(&desk.anas, &path, json!({ "text": "On Thursday", "send_at": "2026-03-11T09:00:00Z" }))
        .await;
    let (kettle, other) = (desk::ConversationId(desk.kettle), desk::ConversationId(desk.mia_writes("Never mind").await));
    let message = desk::MessageId(planned.id());
    let leaves = desk
        .by(desk.noor, move |work| {
            let (kept, other) = (desk::conversations::find(work, kettle)?, desk::conversations::find(work, other)?);
            kept.merge(work, &other)?;
            Ok(desk::delivery::begin(work, message)?.is_some())
        })
        .await;

    let stopped = desk.get(&desk.anas, &format!("/messages/{}", planned.id())).await;
    let unseen = desk.post(&desk.anas, &format!("/messages/{}/send-now", planned.id()), json!({ "seen": 1 })).await;
    let sent = desk.post(&desk.anas, &format!("/messages/{}/send-now", planned.id()), json!({})).await;

    assert_eq!(planned.body["delivery"].as_str(), Some("held"), "{:?}", planned.body);
    assert!(!leaves && unseen.status.is_client_error());
    assert_eq!(stopped.body["delivery"].as_str(), Some("stopped"), "{:?}", stopped.body);
    assert_eq!((sent.status, sent.body["delivery"].as_str()), (StatusCode::OK, Some("held")), "{:?}", sent.body);
}

#[both_databases]
async fn targets_and_hours_are_read_promised_changed_by_tag_and_dropped(desk: Desk) {
    let made = desk
        .post(&desk.noors, "/targets", json!({ "inbox": desk.support, "priority": "urgent", "first_minutes": 60 }))
        .await;
    let one = format!("/targets/{}", made.id());
    let shown = desk.get(&desk.noors, &one).await;
    let tag = shown.header("etag").to_owned();

    let changed = desk
        .asks(&desk.noors, Method::PATCH, &one)
        .header("if-match", &tag)
        .json(&json!({ "next_minutes": 240 }))
        .answer()
        .await;
    let stale = desk
        .asks(&desk.noors, Method::PATCH, &one)
        .header("if-match", &tag)
        .json(&json!({ "next_minutes": 300 }))
        .answer()
        .await;
    let empty = desk
        .asks(&desk.noors, Method::PATCH, &one)
        .json(&json!({ "first_minutes": null, "next_minutes": null }))
        .answer()
        .await;
    let forbidden = desk.get(&desk.anas, "/targets").await;
    let nowhere = desk.post(&desk.noors, "/targets", json!({ "inbox": 4711, "first_minutes": 60 })).await;
    let day = json!({ "opens": 540, "closes": 1080 });
    let hours = json!({ "zone": "Europe/Madrid", "days": [day, day, day, day, day, null, null], "holidays": ["2026-05-01"] });
    let kept = desk.asks(&desk.noors, Method::PUT, "/working-hours").json(&hours).answer().await;
    let wrong = desk
        .asks(&desk.noors, Method::PUT, "/working-hours")
        .json(&json!({ "zone": "UTC", "days": [] }))
        .answer()
        .await;
    let dropped = desk.asks(&desk.noors, Method::DELETE, &one).answer().await;
    let gone = desk.asks(&desk.noors, Method::DELETE, &one).answer().await;

    assert_eq!((made.status, shown.body["first_minutes"].as_i64()), (StatusCode::CREATED, Some(60)), "{:?}", made.body);
    assert_eq!(
        (changed.status, changed.body["next_minutes"].as_i64(), changed.body["first_minutes"].as_i64()),
        (StatusCode::OK, Some(240), Some(60))
    );
    assert_eq!((stale.status, forbidden.status), (StatusCode::PRECONDITION_FAILED, StatusCode::FORBIDDEN));
    assert!(empty.status.is_client_error() && nowhere.status.is_client_error() && wrong.status.is_client_error());
    assert_eq!(kept.body, hours);
    assert_eq!((dropped.status, gone.status), (StatusCode::NO_CONTENT, StatusCode::NOT_FOUND));
}

#[both_databases]
async fn an_incident_is_made_looked_at_answered_once_and_taken_apart(desk: Desk) {
    let (problem, one) = (desk.kettle, desk.mia_writes("It leaks, too").await);
    let at = format!("/conversations/{problem}/incident");

    let made = desk.post(&desk.noors, &format!("{at}/conversations"), json!({ "conversations": [one] })).await;
    let hidden = desk
        .post(&desk.anas, &format!("{at}/conversations"), json!({ "conversations": [desk.secret] }))
        .await;
    let looked = desk.post(&desk.noors, &format!("{at}/preview"), json!({ "text": "We mend it" })).await;
    let none = desk.times("bulk.begun").await;
    let sent = desk
        .post(&desk.noors, &format!("{at}/broadcast"), json!({ "text": "We mend it", "conversations": [one, desk.secret] }))
        .await;
    let child = desk.get(&desk.noors, &format!("/conversations/{one}/incident")).await;
    let off = desk.asks(&desk.noors, Method::DELETE, &format!("{at}/conversations/{one}")).answer().await;
    let after = desk.get(&desk.noors, &at).await;

    assert_eq!((made.status, made.body["conversations"][0]["id"].as_i64()), (StatusCode::OK, Some(one)), "{:?}", made.body);
    assert!(hidden.status.is_client_error());
    assert_eq!((looked.body["data"][0]["to"].as_str(), none), (Some("mia@mail.example"), 0), "{:?}", looked.body);
    assert_eq!((sent.status, sent.body["total"].as_i64()), (StatusCode::CREATED, Some(1)), "{:?}", sent.body);
    assert_eq!(child.body["problem"].as_i64(), Some(problem));
    assert_eq!((off.status, after.body["conversations"].as_array().map(Vec::len)), (StatusCode::NO_CONTENT, Some(0)));
}
