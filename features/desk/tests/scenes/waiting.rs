//! What waited on a device without a connection: sent once, by whoever wrote it, and not over what a customer wrote meanwhile.

use crate::stage::{Desk, mail};
use axum::http::StatusCode;
use desk::messages;
use testkit::both_databases;

const REPLY: &str = "kind=reply&to=mia%40castellano.example&body=Unplug+it&key=first";

async fn texts(desk: &Desk, number: i64) -> Vec<String> {
    let conversation = desk.find(number).await.id;
    let all = desk.read(move |tx| messages::of(tx, conversation)).await;
    all.into_iter().map(|message| message.text).collect()
}

#[both_databases]
async fn attack_41_what_arrived_before_the_line_went_is_not_sent_again(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let conversation = format!("/conversations/{number}");
    desk.posts("ana", &format!("{conversation}/messages"), REPLY).await;
    // Later than any double click, and with something else begun in the composer.
    desk.later(7_200);
    desk.posts("ana", &format!("{conversation}/draft"), "kind=reply&body=Something+else").await;

    let again = desk.posts("ana", &format!("{conversation}/waiting"), REPLY).await;
    let once_more = desk.posts("ana", &format!("{conversation}/waiting"), REPLY).await;

    assert_eq!(
        (again.status, again.text.as_str(), once_more.text.as_str()),
        (StatusCode::OK, r#"{"held":null}"#, r#"{"held":null}"#)
    );
    assert_eq!(texts(&desk, number).await, ["It leaks", "Unplug it"]);
}

#[both_databases]
async fn what_never_arrived_is_sent_once_however_often_it_is_tried(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let waiting = format!("/conversations/{number}/waiting");

    for form in [REPLY, REPLY, "kind=note&body=She+is+a+regular&key=second", "kind=note&body=She+is+a+regular&key=second"] {
        assert_eq!(desk.posts("ana", &waiting, form).await.text, r#"{"held":null}"#);
        desk.later(600);
    }

    assert_eq!(texts(&desk, number).await, ["It leaks", "Unplug it", "She is a regular"]);
    desk.posts("ben", &waiting, "kind=note&body=Mine&key=second").await;
    assert_eq!(texts(&desk, number).await.len(), 4, "another agent's key is another key");
}

#[both_databases]
async fn a_reply_written_before_the_customers_next_word_is_held_and_a_note_is_not(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let waiting = format!("/conversations/{number}/waiting");
    let conversation = desk.find(number).await.id;
    let seen = desk.read(move |tx| messages::of(tx, conversation)).await[0].id;
    let mut news = mail(desk.support, "Re: The kettle leaks", "Never mind, I found it");
    news.clues = vec![desk::Clue::Ours { conversation, message: None }];
    desk.receives(news).await;

    let reply = desk.posts("ana", &waiting, &format!("{REPLY}&seen={seen}")).await;
    let note = desk.posts("ana", &waiting, &format!("kind=note&body=For+us&key=third&seen={seen}")).await;

    assert!(reply.text.contains("Never mind, I found it"), "{}", reply.text);
    assert_eq!(note.text, r#"{"held":null}"#);
    assert_eq!(texts(&desk, number).await, ["It leaks", "Never mind, I found it", "For us"]);
}

#[both_databases]
async fn what_waited_takes_nothing_of_what_was_begun_since(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let (draft, waiting) = (format!("/conversations/{number}/draft"), format!("/conversations/{number}/waiting"));
    desk.posts("ana", &draft, "kind=note&body=For+us+alone").await;

    let sent = desk.posts("ana", &waiting, &format!("{REPLY}&draft=99")).await;
    let shown = desk
        .posts("ana", &waiting, "kind=reply&to=mia%40castellano.example&body=Look+first&key=other&share=1&share_with=agent-1")
        .await;

    assert_eq!(sent.text, r#"{"held":null}"#);
    assert!(shown.text.contains("has not seen it"), "{}", shown.text);
    assert_eq!(texts(&desk, number).await, ["It leaks", "Unplug it"], "what a colleague was to look at first went nowhere");
    let page = desk.gets("ana", &format!("/conversations/{number}")).await.text;
    assert!(page.contains("For us alone"), "the note that was begun since is still there");
}

#[both_databases]
async fn each_composer_names_its_sending_anew(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let key = |page: String| {
        page.split("name=\"key\" value=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .map(str::to_owned)
    };

    let one = key(desk.gets("ana", &format!("/conversations/{number}")).await.text).expect("a key");
    let other = key(desk.gets("ana", &format!("/conversations/{number}")).await.text).expect("a key");

    assert!(one.len() > 20 && one != other);
}
