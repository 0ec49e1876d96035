//! Side conversations on the pages: begun from a conversation with the customer's files, answered on their own page, seen by nobody
//! who does not see the conversation.

use crate::stage::{Desk, file, mail};
use axum::http::StatusCode;
use testkit::both_databases;

const FORM: &str = "to=parts%40factory.test&subject=Lid%3F&body=Do+you+have+it%3F&hold=1&view=mine";

#[both_databases]
async fn a_side_conversation_is_begun_shown_and_settled(desk: Desk) {
    let mut letter = mail(desk.support, "Kettle leaks", "It drips.");
    letter.files.push(file("photo.png", "image/png", b"\x89PNG\r\n\x1a\nrest"));
    let (number, message) = desk.receives(letter).await;
    let at = format!("/conversations/{number}/sides");

    let form = desk.gets("ana", &format!("{at}/new?view=mine&message={message}")).await.text;
    let begun = desk.posts("ana", &at, &format!("{FORM}&message={message}&carry=1")).await;
    let again = desk.posts("ana", &at, &format!("{FORM}&message={message}&carry=1")).await;
    let page = desk.gets("ana", &format!("{at}/1?view=mine")).await.text;
    let thread = desk.gets("ana", &format!("/conversations/{number}?view=mine")).await.text;
    let settled = desk.posts("ana", &format!("{at}/1/state"), "done=1&view=mine").await;

    assert!(form.contains("photo.png") && form.contains("name=\"carry\" value=\"1\" checked"), "{form}");
    assert_eq!(begun.header("hx-redirect"), format!("{at}/1?view=mine"), "{}", begun.text);
    assert_eq!(again.header("hx-redirect"), begun.header("hx-redirect"), "the same form twice is one letter");
    assert!(page.contains("Do you have it?") && page.contains("photo.png") && page.contains("Leaves in 10 s"), "{page}");
    assert!(page.contains("Not seen by the customer") && page.contains("parts@factory.test"));
    assert!(thread.contains("Side conversation begun: Lid?") && thread.contains("id=\"panel-sides\""), "{thread}");
    assert!(!thread.contains("Do you have it?"), "its words stand on its own page");
    assert!(settled.header("hx-redirect").contains("/sides/1"));
    assert!(desk.gets("ana", &format!("{at}?view=mine")).await.text.contains("Done"));
    assert_eq!(desk.find(number).await.status, desk::Status::OnHold);
}

#[both_databases]
async fn what_was_refused_stands_in_the_form_again_and_what_was_typed_is_kept(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    let at = format!("/conversations/{number}/sides");
    desk.gets("ana", &format!("{at}/new")).await;

    let refused = desk.posts("ana", &at, "draft=1&to=mia%40castellano.example&subject=Lid%3F&body=Every+word").await;
    let begun = desk.posts("ana", &at, FORM).await;
    let side = begun.header("hx-redirect").split('?').next().unwrap_or_default().to_owned();
    let kept = desk.posts("ana", &format!("{side}/draft"), "body=And+the+price%3F").await;
    let page = desk.gets("ana", &side).await.text;
    let sent = desk.posts("ana", &format!("{side}/messages"), "body=And+the+price%3F").await;
    let undone = desk.posts("ana", "/undo", "").await;

    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("takes part in the customer") && refused.text.contains("Every word"), "{}", refused.text);
    assert!(kept.text.contains("\"version\"") && page.contains("And the price?"));
    assert!(sent.header("hx-redirect").contains(&side));
    assert!(undone.header("hx-redirect").contains(&side), "z leads back to where it was typed");
}

#[both_databases]
async fn the_same_words_to_somebody_else_are_another_letter_and_the_same_form_twice_is_one(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    let at = format!("/conversations/{number}/sides");
    let path = |answer: &crate::stage::Answer| answer.header("hx-redirect").split('?').next().unwrap_or_default().to_owned();
    let elsewhere = FORM.replace("parts%40factory", "lids%40carrier");

    let first = path(&desk.posts("ana", &at, FORM).await);
    let second = path(&desk.posts("ana", &at, &elsewhere).await);
    let again = path(&desk.posts("ana", &at, &elsewhere).await);
    for side in [&first, &second, &second] {
        let sent = desk.posts("ana", &format!("{side}/messages"), "body=And+the+price%3F").await;
        assert_eq!(&path(&sent), side);
    }

    assert!(first.contains("/sides/") && first != second && second == again, "{first} {second} {again}");
    for side in [first, second] {
        let page = desk.gets("ana", &format!("{side}/thread")).await.text;
        assert_eq!(page.matches("id=\"message-").count(), 2, "{page}");
    }
}

#[both_databases]
async fn only_who_may_resolve_puts_on_hold(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    let at = format!("/conversations/{number}/sides");
    let (support, ana) = (desk.support, desk.ana);
    let lea = desk.read(|tx| db::sql("SELECT id FROM agent WHERE name = 'Lea'").only::<i64>(tx, "agent")).await;
    desk.db()
        .work(db::Actor::System, move |work| desk::inboxes::find(work, support)?.let_see(work, false, &[], &[lea, ana]))
        .await
        .expect("Lea sees Support");
    let form = format!("agent={ana}&subject=Safe%3F&body=Is+it%3F");

    let hers = desk.gets("lea", &format!("{at}/new")).await.text;
    let anas = desk.gets("ana", &format!("{at}/new")).await.text;
    let begun = desk.posts("lea", &at, &format!("{form}&hold=1")).await;
    let without = desk.posts("lea", &at, &form).await;
    let side = without.header("hx-redirect").split('?').next().unwrap_or_default().to_owned();
    let written = desk.posts("lea", &format!("{side}/messages"), "body=Well%3F&hold=1").await;

    assert!(!hers.contains("name=\"hold\"") && anas.contains("name=\"hold\""));
    assert!(side.contains("/sides/"), "{} {}", without.status, without.text);
    assert_eq!((begun.status, written.status), (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN));
    assert!(desk.find(number).await.is_open());
}

#[both_databases]
async fn what_a_late_save_brings_is_no_draft_again_and_a_draft_is_found_where_it_is_written(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    let at = format!("/conversations/{number}/sides");
    let side = desk
        .posts("ana", &at, FORM)
        .await
        .header("hx-redirect")
        .split('?')
        .next()
        .unwrap_or_default()
        .to_owned();
    desk.posts("ana", &format!("{side}/draft"), "body=And+the+price%3F").await;
    let draft = desk.read(|tx| db::sql("SELECT id FROM draft").only::<i64>(tx, "draft")).await;

    let listed = desk.gets("ana", "/drafts").await.text;
    let led = desk.gets("ana", &format!("/drafts/{draft}")).await;
    desk.posts("ana", &format!("{side}/messages"), "body=And+the+price%3F").await;
    let late = desk
        .posts("ana", &format!("{side}/draft"), &format!("draft={draft}&version=2&body=And+the+pri"))
        .await;
    let left = desk.read(|tx| db::sql("SELECT COUNT(*) FROM draft").only::<i64>(tx, "count")).await;
    let begun = desk.posts("ana", &format!("{side}/draft"), "draft=&version=0&body=More").await;
    desk.gets("ana", &format!("{at}/new")).await;
    let new = desk.read(|tx| db::sql("SELECT id FROM draft WHERE side_id IS NULL").only::<i64>(tx, "draft")).await;

    assert!(listed.contains(&format!("href=\"{side}?")), "{listed}");
    assert!(led.header("location").starts_with(&side), "{}", led.header("location"));
    assert_eq!((late.status, left), (StatusCode::CONFLICT, 0));
    assert!(begun.status.is_success());
    assert!(desk.gets("ana", &format!("/drafts/{new}")).await.header("location").contains("/sides/new"));
}

#[both_databases]
async fn attack_22_attack_26_a_stranger_finds_no_side_and_who_may_only_note_writes_to_nobody_outside(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    let other = desk.receives(mail(desk.orders, "Salaries", "Secret")).await.0;
    let at = format!("/conversations/{number}/sides");
    desk.posts("ana", &at, FORM).await;

    for (path, form) in [
        ("", ""),
        ("/1", ""),
        ("/1/thread", ""),
        ("/1/messages", "body=x"),
        ("/1/state", "done=1"),
        ("/1/people", "to=x%40y.example"),
        ("/1/draft", "body=x"),
    ] {
        let path = format!("{at}{path}");
        let answer = if form.is_empty() {
            desk.gets("sam", &path).await
        } else {
            desk.posts("sam", &path, form).await
        };
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.text.contains("Lid?") && !answer.text.contains("factory"));
    }
    assert_eq!(
        desk.gets("ben", &format!("/conversations/{other}/sides/1")).await.status,
        StatusCode::NOT_FOUND,
        "it is another's"
    );
    let support = desk.support;
    let (ana, lea) = (desk.ana, desk.read(|tx| db::sql("SELECT id FROM agent WHERE name = 'Lea'").only::<i64>(tx, "agent")).await);
    desk.db()
        .work(db::Actor::System, move |work| desk::inboxes::find(work, support)?.let_see(work, false, &[], &[lea, ana]))
        .await
        .expect("Lea sees Support");
    let outside = desk.posts("lea", &at, FORM).await;
    let into = desk.posts("lea", &format!("{at}/1/messages"), "body=x").await;
    let inside = desk.posts("lea", &at, &format!("agent={ana}&subject=Safe%3F&body=Is+it%3F")).await;
    assert_eq!((outside.status, into.status), (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN));
    assert!(inside.header("hx-redirect").contains("/sides/2"), "{}", inside.text);
}
