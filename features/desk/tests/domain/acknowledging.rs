//! The automatic first answer: polite, once, and never in the way of a person's.

use crate::cast::TestDesk;
use desk::{Delivery, Status};
use testkit::both_databases;

async fn acknowledged(desk: &TestDesk, conversation: desk::ConversationId) -> Option<desk::MessageId> {
    desk.does(move |work| desk::conversations::find(work, conversation)?.acknowledge(work)).await
}

#[both_databases]
async fn an_acknowledgement_leaves_at_once_and_the_customer_still_waits(desk: TestDesk) {
    desk.welcomes_with("We have it.").await;
    let kettle = desk.mia().writes("The kettle leaks").await;

    let answer = acknowledged(&desk, kettle).await.expect("acknowledged");

    let (found, message) = (desk.find(&kettle).await, desk.message(answer).await);
    assert_eq!((found.status, found.waiting_since.is_some(), found.message_count), (Status::Open, true, 2));
    assert_eq!((message.delivery, message.author_kind.as_str()), (Some(Delivery::Queued), "system"));
    assert_eq!(desk.posts().await[0].subject, "Kettle Support [#1]");
    assert_eq!(desk.story(&kettle).await, ["Mia opened it", "Mia wrote", "The desk answered", "The desk sent it"]);
}

#[both_databases]
async fn an_inbox_without_words_acknowledges_nothing(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;

    let answer = acknowledged(&desk, kettle).await;

    assert_eq!((answer, desk.waits_to_leave().await), (None, 0));
}

#[both_databases]
async fn a_person_who_was_faster_is_not_followed_by_a_machine(desk: TestDesk) {
    desk.welcomes_with("We have it.").await;
    let kettle = desk.mia().writes("The kettle leaks").await;
    desk.ana().replies(&kettle, "A new one is on its way").await;

    let answer = acknowledged(&desk, kettle).await;

    assert_eq!(answer, None);
}
