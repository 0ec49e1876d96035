//! Attack 9: a file is handed out as a download whatever it calls itself; only real pictures are shown in place.

use crate::stage::{Desk, file, mail};
use axum::http::{Method, StatusCode};
use testkit::{Shelf, both_databases};

#[both_databases]
async fn attack_09_a_page_that_calls_itself_a_picture_is_only_ever_downloaded(desk: Desk) {
    let mut letter = mail(desk.support, "Look", "See attached");
    letter.files.push(file("kitten.png", "image/png", b"<html><script>alert(1)</script></html>"));
    letter
        .files
        .push(file("drawing.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"));
    letter.files.push(file("real.png", "text/html", b"\x89PNG\r\n\x1a\nrest of it"));
    desk.receives(letter).await;

    for id in 1..=3 {
        let download = desk.gets("ana", &format!("/attachments/{id}")).await;
        assert!(download.header("content-disposition").starts_with("attachment; "), "{id}");
        assert_eq!(download.header("content-type"), "application/octet-stream");
        assert_eq!(download.header("x-content-type-options"), "nosniff");
        assert!(download.header("content-security-policy").contains("sandbox"));
    }
    let inline = [desk.gets("ana", "/attachments/1/inline").await, desk.gets("ana", "/attachments/2/inline").await];
    let picture = desk.gets("ana", "/attachments/3/inline").await;

    assert_eq!(inline.map(|answer| answer.status), [StatusCode::NOT_FOUND; 2]);
    assert_eq!((picture.status, picture.header("content-type")), (StatusCode::OK, "image/png"));
    assert!(
        picture.header("content-disposition").starts_with("inline; ")
            && picture.header("content-security-policy").contains("default-src 'none'")
    );
}

#[both_databases]
async fn attack_08_a_hostile_name_stays_a_name(desk: Desk) {
    let mut letter = mail(desk.support, "Look", "See attached");
    letter.files.push(file("a\"; filename=\"evil.exe\r\nSet-Cookie: x=1", "text/plain", b"plain"));
    let (number, _) = desk.receives(letter).await;

    let download = desk.gets("ana", "/attachments/1").await;
    let page = desk.gets("ana", &format!("/conversations/{number}")).await;

    assert_eq!(download.header("set-cookie"), "");
    assert_eq!(download.header("content-disposition").matches("filename=").count(), 1);
    assert!(page.text.contains("a&quot;; filename=&quot;evil.exe"), "the name is shown escaped");
}

#[both_databases]
async fn a_file_of_a_draft_is_its_authors_alone_and_named_harmlessly(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let token = desk.token("ana").await;

    let upload = desk
        .asks("ana", Method::POST, &format!("/conversations/{number}/files"))
        .header("x-csrf-token", &token)
        .file("../../etc/plan.txt", b"<html>")
        .answer()
        .await;
    let taken_off = desk.posts("ben", "/attachments/1/remove", "").await;

    assert_eq!(upload.status, StatusCode::OK, "{}", upload.text);
    assert!(upload.text.contains("<li class=\"attachment\"") && !upload.text.contains(".."), "{}", upload.text);
    assert_eq!(desk.gets("ben", "/attachments/1").await.status, StatusCode::NOT_FOUND, "Ben is not the author");
    assert_eq!(taken_off.status, StatusCode::NOT_FOUND);
    assert_eq!(desk.gets("ana", "/attachments/1").await.status, StatusCode::OK, "Ben took nothing off");
}

#[both_databases]
async fn a_file_outside_the_database_is_the_same_file_and_when_it_does_not_come_only_it_is_missing(desk: Desk) {
    let mut letter = mail(desk.support, "Look", "See attached");
    letter.files.push(file("real.png", "image/png", b"\x89PNG\r\n\x1a\nrest of it"));
    letter.files.push(file("list.txt", "text/plain", b"a kettle and a lid"));
    let (number, _) = desk.receives(letter).await;
    let ways = ["/attachments/1", "/attachments/1/inline", "/attachments/2", "/attachments/2/look"];
    let mut before = Vec::new();
    for way in ways {
        before.push(desk.gets("ana", way).await.text);
    }

    let shelf = Shelf::takes_all_of(desk.db()).await;
    for (way, before) in ways.iter().zip(&before) {
        let answer = desk.gets("ana", way).await;
        assert_eq!((answer.status, &answer.text), (StatusCode::OK, before), "{way}");
    }
    shelf.goes_away(true);
    for way in ways {
        let answer = desk.gets("ana", way).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{way}");
        assert!(answer.text.contains("frontline doctor") && !answer.text.contains("s3://kettle"), "{}", answer.text);
    }
    let page = desk.gets("ana", &format!("/conversations/{number}")).await;
    assert!(page.status == StatusCode::OK && page.text.contains("real.png"), "the conversation is there");
    assert_eq!(desk.gets("ana", "/attachments/4711").await.status, StatusCode::NOT_FOUND, "what is not there is not fetched");
}
