//! Notes are for colleagues; a mention tells one of them.

use crate::cast::{Colleague, TestDesk};
use desk::notices::{self, Kind};
use desk::{Status, followers};
use testkit::both_databases;

async fn told(colleague: Colleague<'_>, desk: &TestDesk) -> Vec<(Kind, i64)> {
    let eyes = colleague.eyes().await;
    desk.ask(move |tx| notices::of(tx, eyes, 20))
        .await
        .into_iter()
        .map(|notice| (notice.kind, notice.number))
        .collect()
}

#[both_databases]
async fn a_note_changes_nothing_for_the_customer(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let before = desk.find(&kettle).await;
    desk.later(60);

    desk.ana().notes(&kettle, "She is a regular").await;

    let after = desk.find(&kettle).await;
    assert_eq!((after.status, after.waiting_since, after.message_count), (Status::Open, before.waiting_since, 2));
    assert_eq!(desk.waits_to_leave().await, 0);
    assert_eq!(desk.story(&kettle).await.last().map(String::as_str), Some("Ana noted"));
}

#[both_databases]
async fn a_mentioned_colleague_is_told_once_and_follows(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;

    desk.ana().notes(&kettle, "@Ben, what do you think? (@ben!)").await;
    let unread = desk.ben().eyes().await;
    let before = desk.ask(move |tx| notices::unread(tx, unread)).await;
    let ben = desk.ben().id;
    desk.ben().does(move |work| notices::read(work, ben, kettle)).await;

    assert_eq!(told(desk.ben(), &desk).await, [(Kind::Mentioned, 1)]);
    assert_eq!((before, desk.ask(move |tx| notices::unread(tx, unread)).await), (1, 0));
    assert_eq!(desk.ask(move |tx| followers(tx, kettle)).await, [ben]);
    assert_eq!(desk.story(&kettle).await[2..], ["Ana noted and mentioned", "Ana made somebody follow"]);
}

#[both_databases]
async fn a_name_within_a_word_or_an_address_mentions_nobody(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;

    desk.ana().notes(&kettle, "Ask @Benedict or mail kettles@ben.example, not @Bens").await;

    assert_eq!(told(desk.ben(), &desk).await, []);
}

#[both_databases]
async fn attack_26_a_mention_tells_nobody_who_cannot_see_the_conversation(desk: TestDesk) {
    let safe = desk.mia().to(desk.secret).mail("The safe is open").about("Vault code").files().await;

    desk.ana().notes(&safe, "@Lia @Ben look").await;

    assert_eq!(told(desk.lia(), &desk).await, []);
    assert_eq!(told(desk.ben(), &desk).await, [(Kind::Mentioned, 1)]);
}

#[both_databases]
async fn a_notice_follows_its_note_into_a_merged_conversation_and_back(desk: TestDesk) {
    let (kettle, lid) = (desk.mia().writes("The kettle leaks").await, desk.mia().writes("The lid too").await);
    desk.ana().notes(&lid, "@Ben?").await;

    let merge = desk.ana().merges(&lid, &kettle).await;
    let merged = told(desk.ben(), &desk).await;
    let listed = desk.ben().looks_at(desk::lists::View::Mentions).await;
    desk.ana().undoes(merge).await;

    assert_eq!((merged, listed), (vec![(Kind::Mentioned, 1)], vec![kettle]));
    assert_eq!(told(desk.ben(), &desk).await, [(Kind::Mentioned, 2)]);
}

#[both_databases]
async fn an_empty_note_and_a_note_on_what_was_merged_away_are_refused(desk: TestDesk) {
    let (kettle, lid) = (desk.mia().writes("The kettle leaks").await, desk.mia().writes("The lid too").await);
    desk.ana().merges(&lid, &kettle).await;

    let empty = desk.ana().is_refused(&kettle, |c, work| c.note(work, " \n", None)).await;
    let hidden = desk.ana().is_refused(&lid, |c, work| c.note(work, "Nobody would see this", None)).await;

    assert_eq!((empty, hidden), ("desk-message-empty", "desk-conversation-merged"));
}

#[both_databases]
async fn a_note_on_a_closed_conversation_is_kept(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    desk.ana().closes(&kettle).await;

    desk.ana().notes(&kettle, "She rang to say thanks").await;

    assert_eq!(desk.words(&kettle).await.len(), 2);
    assert_eq!(desk.find(&kettle).await.status, Status::Closed);
}
