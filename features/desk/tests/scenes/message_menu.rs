//! The menu of a message comes when it is opened, with what may be done by whom.

use crate::stage::{Desk, mail};
use axum::http::{Method, StatusCode};
use testkit::both_databases;

#[both_databases]
async fn a_messages_menu_comes_when_it_is_opened(desk: Desk) {
    let (number, message) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let other = desk.receives(mail(desk.support, "The lid", "Copper?")).await.0;
    let address = format!("/messages/{message}/menu?view=open");
    let page = desk.gets("ben", &format!("/conversations/{number}?view=open")).await.text;
    let piece = desk.asks("ben", Method::GET, &address).header("hx-request", "true").answer().await.text;
    let whole = desk.gets("ben", &address).await.text;

    assert!(page.contains(&format!("hx-get=\"{address}\"")) && !page.contains(&format!("/messages/{message}/forward")));
    for entry in ["/answer", "/forward", "/translation"] {
        assert!(piece.contains(&format!("/messages/{message}{entry}")), "{entry}: {piece}");
    }
    assert!(piece.contains(&format!("data-message=\"{message}\"")) && !piece.contains("<html"), "{piece}");
    let moves = format!("action=\"/conversations/{number}/move\"");
    assert!(whole.contains("<html") && whole.contains(&moves) && !whole.contains("data-message"), "moving needs no dialog");
    let dialogs = desk.gets("ben", &format!("/conversations/{number}/dialogs?view=open")).await.text;
    assert!(page.contains("data-dialogs") && !page.contains("id=\"move-dialog\""), "dialogs come when one is called for");
    assert!(dialogs.matches("id=\"move-dialog\"").count() == 1, "one dialog for all messages");

    let moved = desk
        .posts("ben", &format!("/conversations/{number}/move"), &format!("message={message}&other={other}&view=open"))
        .await;
    assert_eq!(moved.status, StatusCode::OK, "{}", moved.text);
    let there = desk.asks("ben", Method::GET, &address).header("hx-request", "true").answer().await.text;
    assert!(there.contains(&format!("/conversations/{other}/split")), "it is part of the other now: {there}");
}

#[both_databases]
async fn a_note_leaves_the_house_by_no_menu(desk: Desk) {
    let (number, message) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    desk.posts("ben", &format!("/conversations/{number}/messages"), "kind=note&body=She+called").await;
    let note = message + 1;
    let address = format!("/messages/{note}/menu");
    let piece = desk.asks("ben", Method::GET, &address).header("hx-request", "true").answer().await;
    assert_eq!(piece.status, StatusCode::OK);
    assert!(
        piece.text.contains("/split") && !piece.text.contains("/forward") && !piece.text.contains("/answer"),
        "{}",
        piece.text
    );
    assert_eq!(desk.gets("sam", &address).await.status, StatusCode::NOT_FOUND, "who sees no inbox");
    assert_eq!(desk.gets("ben", "/messages/999/menu").await.status, StatusCode::NOT_FOUND);
}
