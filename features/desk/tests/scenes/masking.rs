//! The page where an administrator chooses what an inbox covers, and tries it.

use crate::stage::{Desk, mail};
use axum::http::StatusCode;
use desk::Masking;
use testkit::both_databases;

#[both_databases]
async fn words_are_tried_before_anything_is_saved_and_kept_nowhere(desk: Desk) {
    let page = format!("/settings/inboxes/{}/masking", desk.support);
    let form = "masking=all&words=Card+4111+1111+1111+1111%2C+DNI+12345678Z%2C+order+4539578763621486";

    let tried = desk.posts("carla", &format!("{page}/try"), form).await;

    assert_eq!(tried.status, StatusCode::OK);
    assert!(tried.text.contains("Card **** **** **** 1111, DNI *********, order 4539578763621486"), "{}", tried.text);
    let support = desk.support;
    assert_eq!(desk.read(move |tx| desk::masking::of_inbox(tx, support)).await, Masking::Ids, "nothing is saved");

    let saved = desk.posts("carla", &page, form).await;

    assert!(saved.status.is_success() || saved.status.is_redirection(), "{}", saved.status);
    assert_eq!(desk.read(move |tx| desk::masking::of_inbox(tx, support)).await, Masking::All);
    let (number, _) = desk.receives(mail(desk.support, "My id", "It is 12345678Z")).await;
    assert!(desk.gets("ben", &format!("/conversations/{number}")).await.text.contains("It is *********"));
    assert!(desk.gets("carla", &format!("/settings/inboxes/{support}")).await.text.contains(&page));
}

#[both_databases]
async fn attack_22_who_sets_up_no_inbox_chooses_nothing(desk: Desk) {
    let page = format!("/settings/inboxes/{}/masking", desk.support);

    assert_eq!(desk.gets("ana", &page).await.status, StatusCode::FORBIDDEN);
    assert_eq!(desk.posts("ana", &page, "masking=off").await.status, StatusCode::FORBIDDEN);
    assert_eq!(desk.posts("ana", &format!("{page}/try"), "words=x").await.status, StatusCode::FORBIDDEN);
}
