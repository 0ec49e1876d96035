//! Checklist and follow-ups on the pages.

use crate::stage::{Desk, mail};
use axum::http::StatusCode;
use testkit::both_databases;

#[both_databases]
async fn a_checklist_is_written_ticked_off_and_undone(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    let path = format!("/conversations/{number}/checklist");

    let added = desk.posts("ana", &path, "text=Ask+for+a+photo&view=mine").await;
    let ticked = desk.posts("ana", &format!("{path}/1"), "done=1&view=mine").await;
    let page = desk.gets("ana", &format!("/conversations/{number}?view=mine")).await.text;
    let undone = desk.posts("ana", "/undo", "").await;
    let tasks = desk.gets("ana", &format!("/conversations/{number}/tasks?view=mine")).await.text;

    assert!(
        added.text.contains("id=\"tasks\" hx-swap-oob=\"outerMorph\"") && added.text.contains("aria-checked=\"false\""),
        "{}",
        added.text
    );
    assert!(ticked.text.contains("aria-checked=\"true\"") && ticked.text.contains("Ana · "), "{}", ticked.text);
    assert!(page.contains("Something on the checklist was ticked off") && page.contains("1/1"), "the thread tells of it");
    assert_eq!(undone.status, StatusCode::OK);
    assert!(tasks.contains("aria-checked=\"false\"") && tasks.contains("0/1"), "{tasks}");
    assert_eq!(desk.posts("sam", &path, "text=x").await.status, StatusCode::NOT_FOUND);
    assert!(desk.posts("ana", &path, "text=+").await.text.contains("Write what is to be done."));
}

#[both_databases]
async fn a_follow_up_is_set_in_words_shown_and_ended(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    let path = format!("/conversations/{number}/follow-ups");

    let set = desk.posts("ana", &path, "at=in+2+days&note=Did+it+arrive%3F&view=mine").await;
    let unread = desk.posts("ana", &path, "at=someday&view=mine").await;
    let ended = desk.posts("ana", &format!("{path}/1/end"), "view=mine").await;

    assert!(set.text.contains("Did it arrive?") && set.text.contains("if there is no answer"), "{}", set.text);
    assert!(unread.status.is_client_error() && unread.text.contains("Not a time one can read."));
    assert!(ended.text.contains("Follow-up ended") && !ended.text.contains("id=\"follow-up-1\""), "{}", ended.text);
    assert!(desk.gets("ana", "/views/follow_ups").await.text.contains("Follow-ups due"));
}

#[both_databases]
async fn a_macro_brings_its_checklist(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    let token = desk.token("carla").await;
    desk.asks("carla", axum::http::Method::POST, "/settings/macros")
        .header("x-csrf-token", &token)
        .form("name=Leak&checklist=Ask+for+a+photo%0D%0ASend+a+lid")
        .answer()
        .await;

    desk.posts("ana", &format!("/conversations/{number}/macro"), "macro=1&kind=reply&view=mine").await;

    let tasks = desk.gets("ana", &format!("/conversations/{number}/tasks?view=mine")).await.text;
    assert!(tasks.contains("Ask for a photo") && tasks.contains("Send a lid") && tasks.contains("0/2"), "{tasks}");
}
