//! What comes in is filed in the right conversation, exactly once.

use crate::cast::{TestDesk, refusal};
use desk::{Conversation, Filed, Status, attachments};
use testkit::{TUESDAY_MORNING, both_databases};

#[both_databases]
async fn a_first_mail_opens_a_conversation_that_waits_for_us(desk: TestDesk) {
    let kettle = desk
        .mia()
        .mail("The kettle leaks.\n\nSince   Monday.")
        .with_file("photo.txt", b"drip")
        .files()
        .await;

    let found = desk.find(&kettle).await;
    assert_eq!((found.number, found.status, found.waiting_since), (1, Status::Open, Some(TUESDAY_MORNING)));
    assert_eq!((found.subject.as_str(), found.message_count, found.inbox_id), ("The kettle", 1, desk.support));
    assert_eq!(desk.ana().sees(Default::default()).await[0].preview, "The kettle leaks. Since Monday.");
    assert_eq!(desk.ask(move |tx| attachments::of(tx, kettle)).await[0].name, "photo.txt");
    assert_eq!(desk.story(&kettle).await, ["Mia opened it", "Mia wrote"]);
}

#[both_databases]
async fn an_answer_with_our_token_continues_the_conversation(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    desk.later(60);

    let answered = desk.mia().replies(&kettle, "It still leaks").await;

    let found = desk.find(&kettle).await;
    assert_eq!(answered, kettle);
    assert_eq!((found.message_count, found.waiting_since), (2, Some(TUESDAY_MORNING)));
    assert_eq!(desk.words(&kettle).await, ["The kettle leaks", "It still leaks"]);
}

#[both_databases]
async fn an_answer_to_a_message_that_has_moved_goes_where_the_message_is_now(desk: TestDesk) {
    let (kettle, _) = desk.mia().mail("The kettle leaks").is_filed().await;
    let lid = desk.ana().replies(&kettle, "And the lid?").await;
    let (split, _) = desk.ana().splits(&kettle, lid).await;

    let answered = desk.mia().mail("The lid is fine").answers(&kettle, lid).files().await;

    assert_eq!(answered, split);
}

#[both_databases]
async fn somebody_in_copy_continues_it_by_the_message_id_of_another(desk: TestDesk) {
    let kettle = desk.mia().mail("The kettle leaks").with_id("first@example.org").cc("leo@example.net").files().await;

    let answered = desk
        .leo()
        .mail("I saw it drip")
        .refers_to("unknown@example.org")
        .refers_to("first@example.org")
        .files()
        .await;

    assert_eq!(answered, kettle);
}

#[both_databases]
async fn a_number_in_the_subject_is_believed_from_who_takes_part(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;

    let hers = desk.mia().mail("By the way").numbered(1).files().await;

    assert_eq!(hers, kettle);
}

#[both_databases]
async fn a_stranger_with_a_token_gets_a_conversation_of_their_own_beside_the_old_one(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;

    let strange = desk.leo().replies(&kettle, "Forwarded to me: what is this?").await;

    assert_ne!(strange, kettle);
    assert_eq!(desk.linked_to(&strange).await, [(kettle, "stranger".to_owned())]);
    assert_eq!(desk.find(&kettle).await.message_count, 1);
    assert_eq!(desk.story(&strange).await, ["Leo opened it", "Leo linked it: stranger", "Leo wrote"]);
}

#[both_databases]
async fn an_answer_to_a_closed_conversation_opens_a_linked_new_one(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    desk.ana().closes(&kettle).await;

    let next = desk.mia().replies(&kettle, "Again!").await;

    assert_eq!(desk.find(&kettle).await.status, Status::Closed);
    assert_eq!(desk.linked_to(&next).await, [(kettle, "continues".to_owned())]);
    assert_eq!(desk.words(&next).await, ["Again!"]);
}

#[both_databases]
async fn a_reply_reopens_a_resolved_conversation(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    desk.ana().resolves(&kettle).await;
    desk.later(60);

    desk.mia().replies(&kettle, "It still leaks").await;

    let found = desk.find(&kettle).await;
    assert_eq!((found.status, found.waiting_since), (Status::Open, Some(TUESDAY_MORNING.plus_seconds(60))));
    assert_eq!(desk.story(&kettle).await, ["Mia opened it", "Mia wrote", "Ana resolved it", "Mia wrote", "Mia reopened it"]);
}

#[both_databases]
async fn the_same_mail_by_two_mailboxes_is_filed_once(desk: TestDesk) {
    let mail = desk.mia().mail("The kettle leaks");
    let (kettle, _) = mail.is_filed().await;
    let lines = desk.log_lines().await;

    let again = desk
        .mia()
        .to(desk.secret)
        .mail("The kettle leaks")
        .with_fingerprint(&mail.arrival.fingerprint)
        .arrives()
        .await;

    assert_eq!(again.ok(), Some(Filed::Before(kettle)));
    assert_eq!((desk.count("SELECT COUNT(*) FROM message").await, desk.log_lines().await), (1, lines));
}

#[both_databases]
async fn attack_15_two_different_mails_with_one_message_id_are_both_kept(desk: TestDesk) {
    let first = desk.mia().mail("The kettle leaks").with_id("same@example.org").files().await;

    let second = desk.mia().mail("The toaster burns").with_id("same@example.org").files().await;

    assert_ne!(first, second);
    assert_eq!(desk.words(&second).await, ["The toaster burns"]);
}

#[both_databases]
async fn attack_15_a_borrowed_message_id_does_not_draw_an_answer_away_from_its_conversation(desk: TestDesk) {
    let kettle = desk.mia().mail("The kettle leaks").with_id("hers@example.org").files().await;
    desk.leo().mail("I know her Message-ID").with_id("hers@example.org").files().await;

    let answered = desk.mia().mail("It still leaks").refers_to("hers@example.org").files().await;

    assert_eq!(answered, kettle);
}

#[both_databases]
async fn a_merged_conversation_continues_in_the_one_that_stayed(desk: TestDesk) {
    let (kettle, lid) = (
        desk.mia().writes("The kettle leaks").await,
        desk.mia().mail("The lid too").with_id("lid@example.org").files().await,
    );
    desk.ana().merges(&lid, &kettle).await;

    let by_token = desk.mia().replies(&lid, "By token").await;
    let by_id = desk.mia().mail("By id").refers_to("lid@example.org").files().await;
    let by_number = desk.mia().mail("By number").numbered(2).files().await;

    assert_eq!([by_token, by_id, by_number], [kettle; 3]);
}

#[both_databases]
async fn automatic_mail_is_kept_and_neither_reopens_nor_makes_anybody_wait(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    desk.ana().resolves(&kettle).await;

    desk.mia()
        .mail("I am on holiday")
        .automatic("reply")
        .answers(&kettle, desk.messages(&kettle).await[0].id)
        .files()
        .await;
    let newsletter = desk.leo().mail("10 % off").automatic("list").files().await;

    let found = desk.find(&kettle).await;
    assert_eq!((found.status, found.waiting_since, found.message_count), (Status::Resolved, None, 2));
    let new = desk.find(&newsletter).await;
    assert_eq!((new.automatic, new.waiting_since), (true, None));
}

#[both_databases]
async fn an_answer_wakes_a_snoozed_conversation_and_an_automatic_one_lets_it_sleep(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    desk.ana().with(&kettle, |c, work| c.snooze(work, TUESDAY_MORNING.plus_seconds(3_600))).await;

    desk.mia().mail("On holiday").automatic("reply").clue(crate::cast::ours(&kettle)).files().await;
    let asleep = desk.find(&kettle).await;
    desk.mia().replies(&kettle, "Back again").await;

    let awake = desk.find(&kettle).await;
    assert_eq!((asleep.status, asleep.snoozed_until.is_some()), (Status::Snoozed, true));
    assert_eq!((awake.status, awake.snoozed_until), (Status::Open, None));
}

#[both_databases]
async fn senders_nobody_can_tell_do_not_take_part_in_each_others_conversations(desk: TestDesk) {
    let first = desk.somebody("", "").mail("I have no address").with_id("nobody@example.org").files().await;

    let second = desk.somebody("", "").mail("Nor have I").refers_to("nobody@example.org").files().await;

    assert_ne!(first, second);
}

#[both_databases]
async fn the_same_mail_filed_by_two_nodes_at_once_is_there_once(desk: TestDesk) {
    let (mail, copy) = (
        desk.mia().mail("The kettle leaks").with_fingerprint("same"),
        desk.mia().mail("The kettle leaks").with_fingerprint("same"),
    );

    let (one, other) = tokio::join!(mail.arrives(), copy.arrives());

    assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
    assert_eq!(desk.count("SELECT COUNT(*) FROM message").await, 1);
    assert_eq!(desk.count("SELECT COUNT(*) FROM conversation").await, 1);
}

#[both_databases]
async fn a_number_is_given_once_and_without_a_gap(desk: TestDesk) {
    let mails = [desk.mia().mail("one"), desk.leo().mail("two"), desk.mia().mail("three")];

    let (a, b, c) = tokio::join!(mails[0].files(), mails[1].files(), mails[2].files());

    let mut numbers = vec![desk.find(&a).await.number, desk.find(&b).await.number, desk.find(&c).await.number];
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2, 3]);
    assert_eq!(
        desk.ana().is_refused(&a, |c, work| Conversation::snooze(c, work, TUESDAY_MORNING)).await,
        "desk-snooze-in-the-past"
    );
    assert_eq!(refusal(desk.ana().tries(|work| desk::conversations::find(work, desk::ConversationId(99))).await), "not found");
}

#[both_databases]
async fn a_list_shows_what_is_new_in_an_answer_and_not_what_it_quotes(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let before =
        "On Mon, 9 Mar 2026 at 10:00, Kettle & Co. <support@kettle.example> wrote:\n> Which kettle?\n> The red one?\n\nThe blue one.";
    desk.mia().replies(&kettle, before).await;

    assert_eq!(desk.ana().sees(Default::default()).await[0].preview, "The blue one.");

    desk.mia().replies(&kettle, "> Which kettle?").await;

    assert_eq!(desk.ana().sees(Default::default()).await[0].preview, "> Which kettle?", "nothing new, yet something");
}
