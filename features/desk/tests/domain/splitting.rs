//! Taking a conversation apart, moving messages and moving whole conversations.

use crate::cast::TestDesk;
use desk::{ConversationId, MessageId, Status};
use testkit::{TUESDAY_MORNING, both_databases};

/// Mia writes of a kettle, then of a toaster: (conversation, the toaster mail).
async fn two_things_in_one(desk: &TestDesk) -> (ConversationId, MessageId) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    desk.later(60);
    let (_, toaster) = desk
        .mia()
        .mail("And the toaster burns")
        .about("Toaster")
        .answers(&kettle, desk.messages(&kettle).await[0].id)
        .is_filed()
        .await;
    desk.later(60);
    desk.ana().notes(&kettle, "Two things").await;
    (kettle, toaster)
}

#[both_databases]
async fn a_split_starts_a_conversation_from_that_message_on(desk: TestDesk) {
    let (kettle, toaster) = two_things_in_one(&desk).await;

    let (split, _) = desk.ana().splits(&kettle, toaster).await;

    let (rest, new) = (desk.find(&kettle).await, desk.find(&split).await);
    assert_eq!(
        (desk.words(&kettle).await, desk.words(&split).await),
        (vec!["The kettle leaks".to_owned()], vec!["And the toaster burns".to_owned(), "Two things".to_owned()])
    );
    assert_eq!((new.subject.as_str(), new.status, new.message_count, rest.message_count), ("Toaster", Status::Open, 2, 1));
    assert_eq!((rest.waiting_since, new.waiting_since), (Some(TUESDAY_MORNING), Some(TUESDAY_MORNING.plus_seconds(60))));
    assert_eq!(desk.linked_to(&split).await, [(kettle, "split".to_owned())]);
}

#[both_databases]
async fn a_split_by_another_customers_mail_belongs_to_that_customer(desk: TestDesk) {
    let kettle = desk.mia().mail("The kettle leaks").cc("leo@example.net").files().await;
    let (_, leos) = desk
        .leo()
        .mail("My toaster burns")
        .answers(&kettle, desk.messages(&kettle).await[0].id)
        .is_filed()
        .await;
    let other = desk.leo().writes("To know who Leo is").await;

    let (split, _) = desk.ana().splits(&kettle, leos).await;

    assert_eq!(desk.find(&split).await.customer_id, desk.find(&other).await.customer_id);
}

#[both_databases]
async fn a_split_must_leave_something_behind(desk: TestDesk) {
    let (kettle, _) = two_things_in_one(&desk).await;
    let first = desk.messages(&kettle).await[0].id;
    let elsewhere = desk.messages(&desk.leo().writes("The toaster burns").await).await[0].id;

    let all = desk.ana().is_refused(&kettle, move |c, work| c.split(work, first)).await;
    let foreign = desk.ana().is_refused(&kettle, move |c, work| c.split(work, elsewhere)).await;

    assert_eq!((all, foreign), ("desk-split-needs-a-rest", "not found"));
}

#[both_databases]
async fn undoing_a_split_leaves_the_empty_half_pointing_home(desk: TestDesk) {
    let (kettle, toaster) = two_things_in_one(&desk).await;
    let before = desk.words(&kettle).await;
    let (split, rearrangement) = desk.ana().splits(&kettle, toaster).await;

    desk.ana().undoes(rearrangement).await;

    let empty = desk.find(&split).await;
    assert_eq!((desk.words(&kettle).await, desk.find(&kettle).await.waiting_since), (before, Some(TUESDAY_MORNING)));
    assert_eq!((empty.status, empty.merged_into, empty.message_count), (Status::Closed, Some(kettle), 0));
    assert_eq!(desk.linked_to(&kettle).await, [], "a link would lead back to where it stands");
    assert_eq!(desk.mia().replies(&split, "Still burning").await, kettle);
}

#[both_databases]
async fn undoing_a_split_keeps_what_was_written_in_it_since(desk: TestDesk) {
    let (kettle, toaster) = two_things_in_one(&desk).await;
    let (split, rearrangement) = desk.ana().splits(&kettle, toaster).await;
    desk.mia().replies(&split, "Still burning").await;

    desk.ana().undoes(rearrangement).await;

    assert_eq!(desk.words(&split).await, ["Still burning"]);
    assert_eq!(desk.find(&split).await.status, Status::Open);
}

#[both_databases]
async fn chosen_messages_move_and_come_back(desk: TestDesk) {
    let (kettle, toaster) = two_things_in_one(&desk).await;
    let other = desk.mia().writes("About the toaster").await;

    let moved = desk.ana().moves(&[toaster], &kettle, &other).await;
    let there = desk.words(&other).await;
    desk.ana().undoes(moved).await;

    assert_eq!(there, ["And the toaster burns", "About the toaster"]);
    assert_eq!(desk.words(&kettle).await, ["The kettle leaks", "And the toaster burns", "Two things"]);
    assert_eq!((desk.find(&kettle).await.message_count, desk.find(&other).await.message_count), (3, 1));
}

#[both_databases]
async fn a_move_needs_messages_of_the_one_and_another_to_go_to(desk: TestDesk) {
    let (kettle, toaster) = two_things_in_one(&desk).await;
    let other = desk.leo().writes("The toaster burns").await;
    let foreign = desk.messages(&other).await[0].id;

    let tries = [(vec![], other), (vec![toaster], kettle), (vec![foreign], other)];
    let mut refused = Vec::new();
    for (messages, to) in tries {
        refused.push(
            desk.ana()
                .is_refused(&kettle, move |c, work| {
                    let to = desk::conversations::find(work, to)?;
                    desk::move_messages(work, c, &messages, &to)
                })
                .await,
        );
    }

    assert_eq!(refused, ["desk-move-nowhere", "desk-move-nowhere", "not found"]);
}

#[both_databases]
async fn a_move_into_what_is_locked_is_refused(desk: TestDesk) {
    let (kettle, toaster) = two_things_in_one(&desk).await;
    let other = desk.mia().writes("Closed").await;
    desk.ana().closes(&other).await;

    let refused = desk
        .ana()
        .is_refused(&kettle, move |c, work| {
            let other = desk::conversations::find(work, other)?;
            desk::move_messages(work, c, &[toaster], &other)
        })
        .await;

    assert_eq!(refused, "desk-conversation-closed");
}

#[both_databases]
async fn a_conversation_moved_to_another_inbox_comes_back_unless_it_moved_on(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let (support, secret) = (desk.support, desk.secret);
    let third = desk
        .does(|work| desk::Inbox::add(work, "email", "third@kettle.example", &crate::cast::settings("Third")))
        .await;
    let first = desk.ana().with(&kettle, move |c, work| c.move_to_inbox(work, secret)).await;
    let second = desk.ana().with(&kettle, move |c, work| c.move_to_inbox(work, third)).await;

    desk.ana().undoes(first.rearrangement).await;
    let moved_on = desk.find(&kettle).await.inbox_id;
    desk.ana().undoes(second.rearrangement).await;
    let back = desk.find(&kettle).await.inbox_id;

    assert_eq!((moved_on, back), (third, secret));
    assert_ne!(back, support);
}

#[both_databases]
async fn a_conversation_does_not_move_to_an_archived_inbox(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let secret = desk.secret;
    desk.does(move |work| desk::inboxes::find(work, secret)?.archive(work)).await;

    let archived = desk.ana().is_refused(&kettle, move |c, work| c.move_to_inbox(work, secret)).await;

    assert_eq!((archived, desk.find(&kettle).await.inbox_id), ("not found", desk.support));
}

#[both_databases]
async fn a_conversation_whose_last_message_moves_away_points_to_where_it_went_until_that_is_undone(desk: TestDesk) {
    let (kettle, lid) = (desk.mia().writes("The kettle leaks").await, desk.mia().writes("The lid too").await);
    let only = desk.messages(&lid).await[0].id;

    let moved = desk.ana().moves(&[only], &lid, &kettle).await;
    let (emptied, answered) = (desk.find(&lid).await, desk.mia().replies(&lid, "And?").await);
    desk.ana().undoes(moved).await;

    assert_eq!((emptied.status, emptied.merged_into, answered), (Status::Closed, Some(kettle), kettle));
    let again = desk.find(&lid).await;
    assert_eq!(
        (again.status, again.merged_into, again.waiting_since, again.message_count),
        (Status::Open, None, Some(TUESDAY_MORNING), 1)
    );
}

#[both_databases]
async fn undoing_into_what_was_merged_away_meanwhile_is_refused(desk: TestDesk) {
    let (kettle, toaster) = two_things_in_one(&desk).await;
    let (split, rearrangement) = desk.ana().splits(&kettle, toaster).await;
    let merge = desk.ana().merges(&kettle, &split).await;

    let early = crate::cast::refusal(desk.ana().tries(move |work| desk::undo(work, rearrangement)).await);
    desk.ana().undoes(merge).await;
    desk.ana().undoes(rearrangement).await;

    assert_eq!(early, "desk-conversation-merged");
    assert_eq!(desk.words(&kettle).await.len(), 3);
}
