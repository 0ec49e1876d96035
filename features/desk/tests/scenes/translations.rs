//! What a message says in another language: offered where it is likely to be missed, written down by a colleague, never the customer's.

use crate::stage::{Desk, mail};
use axum::http::{Method, StatusCode};
use testkit::both_databases;

async fn from_mexico(desk: &Desk) -> i64 {
    let (number, _) = desk.receives(mail(desk.support, "Gotea", "La tetera gotea.")).await;
    let known = desk.db().work(db::Actor::System, |work| {
        work.keep_quietly("a language of a test");
        db::sql("UPDATE customer SET language = 'es-MX'").run(work)
    });
    known.await.expect("a language");
    number
}

#[both_databases]
async fn a_message_in_a_foreign_language_has_a_place_for_what_it_says(desk: Desk) {
    let number = from_mexico(&desk).await;
    let at = format!("/conversations/{number}?view=open");

    let before = desk.gets("ana", &at).await.text;
    let page = desk.gets("ana", "/messages/1/translation?view=open").await.text;
    let empty = desk.posts("ana", "/messages/1/translation", "language=en&text=+&view=open").await;
    let kept = desk.posts("ana", "/messages/1/translation", "language=en&text=The+kettle+leaks.&view=open").await;
    let after = desk.gets("ben", &at).await.text;
    let again = desk.gets("ben", "/messages/1/translation?language=en&view=open").await.text;

    assert!(before.contains("/messages/1/translation?language=en&amp;view=open"), "{before}");
    assert!(page.contains("La tetera gotea.") && page.contains("name=\"text\""), "{page}");
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text.contains("Write what the message says."));
    assert!(kept.header("hx-redirect").ends_with("#message-1"), "{}", kept.header("hx-redirect"));
    assert!(after.contains("The kettle leaks.") && after.contains("written by Ana"), "{after}");
    assert!(!after.contains("Write down what this says in your language"), "it is no longer missed");
    assert!(again.contains("The kettle leaks.</textarea>"));

    desk.posts("ben", "/messages/1/translation/remove", "language=en&view=open").await;
    assert!(!desk.gets("ana", &at).await.text.contains("The kettle leaks."));
}

#[both_databases]
async fn who_may_not_see_the_conversation_finds_no_message(desk: Desk) {
    from_mexico(&desk).await;

    for (method, path, body) in [
        (Method::GET, "/messages/1/translation", ""),
        (Method::POST, "/messages/1/translation", "language=en&text=x"),
        (Method::POST, "/messages/1/translation/remove", "language=en"),
    ] {
        let answer = match method {
            Method::GET => desk.gets("sam", path).await,
            _ => desk.posts("sam", path, body).await,
        };
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let unreadable = desk.posts("ana", "/messages/1/translation", "language=tlh&text=x").await;
    assert_eq!(unreadable.status, StatusCode::NOT_FOUND, "a language the desk does not speak");
}
