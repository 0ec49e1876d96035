//! Times in words on the pages: snoozing, sending later; and a reply that is held because somebody wrote meanwhile.

use crate::stage::{Desk, mail};
use axum::http::StatusCode;
use desk::Status;
use testkit::both_databases;

/// The newest message a drawn composer knows.
fn seen(page: &str) -> &str {
    page.split_once("name=\"seen\" value=\"")
        .and_then(|(_, rest)| rest.split('"').next())
        .expect("a composer")
}

#[both_databases]
async fn snoozing_understands_words_and_says_what_it_does_not(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    let path = format!("/conversations/{number}/snooze");

    let shown = desk.gets("ana", "/when?q=ma%C3%B1ana+9").await.text;
    let snoozed = desk.posts("ana", &path, "at=ma%C3%B1ana+9&view=mine").await;
    let unread = desk.posts("ana", &path, "at=someday&view=mine").await;

    // Tuesday 10 March 2026 in Madrid; nine the next morning there is eight in UTC.
    let until = desk.find(number).await.snoozed_until.expect("snoozed").rfc3339();
    assert_eq!((snoozed.status, until.as_str()), (StatusCode::OK, "2026-03-11T08:00:00Z"));
    assert!(shown.contains("9:00"), "{shown}");
    assert!(unread.status.is_client_error() && unread.text.contains("Not a time one can read."));
}

#[both_databases]
async fn dates_are_read_as_the_agent_sees_them_and_begin_at_nine(desk: Desk) {
    // Ana reads English. It is Tuesday 10 March 2026.
    for (typed, wanted) in [
        ("2026-12-24", "Dec 24, 2026 9:00 AM"),
        ("2026-12-24T18:30", "Dec 24, 2026 6:30 PM"),
        ("1/2", "Jan 2, 2027 9:00 AM"),
        ("25/12", "Dec 25, 2026 9:00 AM"),
        ("half+past+five", "Mar 10, 2026 5:30 PM"),
        ("20201231", "Not a time one can read."),
        ("2020-12-31T10:00", "That time is over."),
    ] {
        let shown = desk.gets("ana", &format!("/when?q={typed}")).await.text;

        assert!(shown.contains(wanted), "{typed}: {shown}");
    }
}

#[both_databases]
async fn a_reply_is_planned_shown_and_cancelled(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    let path = format!("/conversations/{number}/messages");
    let form = "kind=reply&to=mia%40castellano.example&body=On+Thursday&view=mine";

    let unclear = desk.posts("ana", &path, &format!("{form}&send_at=tomorrow+9")).await;
    let wrong = desk.posts("ana", &path, &format!("{form}&send_at=someday&later=1")).await;
    let planned = desk.posts("ana", &path, &format!("{form}&send_at=tomorrow+9&later=1")).await;

    assert_eq!((unclear.status, wrong.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert!(
        unclear.text.contains("Press Send later") && unclear.text.contains("value=\"tomorrow 9\"") && unclear.text.contains("On Thursday")
    );
    assert!(wrong.text.contains("“someday” is not a time"));
    assert!(
        planned.status.is_success() && planned.text.contains("Leaves ") && planned.text.contains("Cancel and edit"),
        "{}",
        planned.text
    );
    assert_eq!(desk.find(number).await.status, Status::Pending);
}

#[both_databases]
async fn a_planned_reply_she_overtakes_is_shown_as_stopped_and_sent_after_a_look(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    let form = "kind=reply&to=mia%40castellano.example&body=On+Thursday&view=mine&send_at=tomorrow+9&later=1";
    desk.posts("ana", &format!("/conversations/{number}/messages"), form).await;
    let again = desk::Arrival {
        clues: vec![desk::Clue::Ours { conversation: desk.find(number).await.id, message: None }],
        ..mail(desk.support, "Re: Kettle leaks", "Never mind, it was the lid.")
    };
    let newest = desk.receives(again).await.1;

    let page = desk.gets("ana", &format!("/conversations/{number}")).await.text;
    let unseen = desk.posts("ana", "/messages/2/send-now", "seen=1").await;
    let sent = desk.posts("ana", "/messages/2/send-now", &format!("seen={newest}&view=mine")).await;

    assert!(page.contains("Not sent: the customer has written since") && page.contains("/messages/2/take-back"), "{page}");
    assert!(unseen.status.is_client_error());
    assert!(sent.status.is_success() && sent.text.contains("Leaves in 10 s"), "{}", sent.text);
    assert_eq!(desk.posts("sam", "/messages/2/send-now", "").await.status, StatusCode::NOT_FOUND);
}

#[both_databases]
async fn a_reply_written_past_a_new_message_is_held_until_it_was_seen(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    let page = desk.gets("ana", &format!("/conversations/{number}")).await.text;
    let path = format!("/conversations/{number}/messages");
    let form = |seen: &str| format!("kind=reply&to=mia%40castellano.example&body=Hello&view=mine&seen={seen}");
    let again = desk::Arrival {
        clues: vec![desk::Clue::Ours { conversation: desk.find(number).await.id, message: None }],
        ..mail(desk.support, "Re: Kettle leaks", "Never mind, it was the lid.")
    };
    desk.receives(again).await;

    let held = desk.posts("ana", &path, &form(seen(&page))).await;
    let sent = desk.posts("ana", &path, &form(seen(&held.text))).await;

    assert_eq!(held.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(held.text.contains("Mia Castellano wrote while you were writing") && held.text.contains("Send anyway"));
    assert!(held.text.contains(">Hello<") || held.text.contains("\nHello"), "no word is lost");
    assert!(held.text.matches("it was the lid").count() > 1, "and the new message is shown in the thread");
    assert!(sent.status.is_success() && !sent.text.contains("Send anyway"));
}

#[both_databases]
async fn the_strip_names_who_writes_to_colleagues_and_not_to_strangers(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    let path = format!("/conversations/{number}/onlookers");

    desk.posts("ana", &path, "doing=writes").await;

    assert!(desk.gets("ben", &format!("/conversations/{number}")).await.text.contains("Ana is writing here"));
    assert!(desk.posts("ben", &path, "doing=looks").await.text.contains("Ana is writing here"));
    assert_eq!(desk.gets("sam", &path).await.status, StatusCode::NOT_FOUND);
    desk.posts("ana", &path, "doing=").await;
    assert!(!desk.gets("ben", &path).await.text.contains("Ana"));
}
