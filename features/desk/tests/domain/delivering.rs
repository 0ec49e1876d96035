//! The outbox: what the other side said of a message, and telling its author when it did not arrive.

use crate::cast::{TestDesk, UNDO, reply_to};
use desk::notices::{self, Kind};
use desk::{ConversationId, Delivery, MessageId, Recipients, Reply, Status, delivery, messages};
use testkit::{TUESDAY_MORNING, both_databases};

/// Ana's reply to Mia and Leo, in the hands of the channel.
async fn under_way(desk: &TestDesk) -> (ConversationId, MessageId) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let recipients = Recipients::parse("mia@example.org", "leo@example.net", "").expect("addresses");
    let reply = Reply { recipients, ..reply_to("mia@example.org", "Dear Mia") };
    let message = desk.ana().with(&kettle, move |c, work| c.reply(work, &reply)).await;
    desk.later(UNDO);
    desk.takes_from_outbox().await;
    (kettle, message)
}

async fn told(desk: &TestDesk) -> Vec<Kind> {
    let eyes = desk.ana().eyes().await;
    desk.ask(move |tx| notices::of(tx, eyes, 10)).await.into_iter().map(|notice| notice.kind).collect()
}

async fn outcomes(desk: &TestDesk, message: MessageId) -> Vec<(String, Option<String>)> {
    desk.ask(move |tx| messages::recipients(tx, message))
        .await
        .into_iter()
        .map(|r| (r.address, r.outcome))
        .collect()
}

fn outcome(address: &str, outcome: Option<&str>) -> (String, Option<String>) {
    (address.to_owned(), outcome.map(str::to_owned))
}

#[both_databases]
async fn a_message_everybody_took_is_sent(desk: TestDesk) {
    let (kettle, message) = under_way(&desk).await;
    let sending = desk.message(message).await.delivery;

    desk.hears(message, move |work| delivery::sent(work, message, &[])).await;

    let sent = desk.message(message).await;
    assert_eq!(
        (sending, sent.delivery, sent.sent_at),
        (Some(Delivery::Sending), Some(Delivery::Sent), Some(TUESDAY_MORNING.plus_seconds(UNDO)))
    );
    assert_eq!(
        outcomes(&desk, message).await,
        [outcome("mia@example.org", Some("sent")), outcome("leo@example.net", Some("sent"))]
    );
    assert_eq!((told(&desk).await, desk.find(&kettle).await.status), (vec![], Status::Pending));
}

#[both_databases]
async fn a_message_one_refused_tells_its_author_and_goes_again_to_that_one_only(desk: TestDesk) {
    let (kettle, message) = under_way(&desk).await;
    let refused = [("leo@example.net".to_owned(), "550 no such person".to_owned())];

    desk.hears(message, move |work| delivery::sent(work, message, &refused)).await;
    let (failed, found) = (desk.message(message).await, desk.find(&kettle).await);
    let after = outcomes(&desk, message).await;
    desk.ana().does(move |work| delivery::send_again(work, message)).await;

    assert_eq!(
        (failed.delivery, failed.delivery_reason.as_deref()),
        (Some(Delivery::Failed), Some("leo@example.net: 550 no such person"))
    );
    assert_eq!((found.status, found.trouble, told(&desk).await), (Status::Open, true, vec![Kind::NotDelivered]));
    assert_eq!(after, [outcome("mia@example.org", Some("sent")), outcome("leo@example.net", Some("failed"))]);
    assert_eq!(outcomes(&desk, message).await, [outcome("mia@example.org", Some("sent")), outcome("leo@example.net", None)]);
}

#[both_databases]
async fn attack_19_a_message_one_may_take_later_goes_again_and_is_sent_when_they_do(desk: TestDesk) {
    let (kettle, message) = under_way(&desk).await;
    let busy = [("leo@example.net".to_owned(), "452 mailbox full".to_owned())];
    let again = desk.clock().now().plus_seconds(300);

    desk.does(move |work| delivery::partly_sent(work, message, &[], &busy, again)).await;
    let (delayed, between) = (desk.message(message).await, outcomes(&desk, message).await);
    desk.hears(message, move |work| delivery::sent(work, message, &[])).await;

    assert_eq!(
        (delayed.delivery, delayed.delivery_reason.as_deref(), delayed.due_at),
        (Some(Delivery::Delayed), Some("leo@example.net: 452 mailbox full"), Some(again))
    );
    assert_eq!(between, [outcome("mia@example.org", Some("sent")), outcome("leo@example.net", None)]);
    assert_eq!(desk.message(message).await.delivery, Some(Delivery::Sent));
    assert_eq!((told(&desk).await, desk.find(&kettle).await.trouble), (vec![], false));
}

#[both_databases]
async fn who_refused_at_an_earlier_try_is_not_forgotten_when_the_others_have_it(desk: TestDesk) {
    let (kettle, message) = under_way(&desk).await;
    let (never, busy) = (
        [("leo@example.net".to_owned(), "550 no such person".to_owned())],
        [("mia@example.org".to_owned(), "452 mailbox full".to_owned())],
    );
    let again = desk.clock().now().plus_seconds(300);

    desk.does(move |work| delivery::partly_sent(work, message, &never, &busy, again)).await;
    let told_at_once = told(&desk).await;
    desk.hears(message, move |work| delivery::sent(work, message, &[])).await;

    let failed = desk.message(message).await;
    assert_eq!(
        (failed.delivery, failed.delivery_reason.as_deref()),
        (Some(Delivery::Failed), Some("leo@example.net: 550 no such person"))
    );
    assert_eq!((told_at_once, told(&desk).await), (vec![Kind::NotDelivered], vec![Kind::NotDelivered]));
    assert!(desk.find(&kettle).await.trouble, "it stays among the undelivered");
}

#[both_databases]
async fn a_delayed_message_keeps_its_name_over_all_tries(desk: TestDesk) {
    let (kettle, message) = under_way(&desk).await;
    let named = desk.message(message).await.external_id;
    let again = desk.clock().now().plus_seconds(300);

    desk.does(move |work| {
        delivery::delayed(work, message, "451 later", again)?;
        let job: i64 = db::sql("SELECT id FROM job").only(work, "job")?;
        db::jobs::put_off(work, job, "451 later", again)
    })
    .await;
    let delayed = desk.message(message).await;
    desk.later(299);
    let early = desk.takes_from_outbox().await.len();
    desk.later(1);
    let late = desk.takes_from_outbox().await.len();

    assert_eq!((delayed.delivery, delayed.due_at), (Some(Delivery::Delayed), Some(again)));
    assert_eq!((early, late, desk.message(message).await.external_id), (0, 1, named));
    assert_eq!((told(&desk).await, desk.find(&kettle).await.trouble), (vec![], false));
}

#[both_databases]
async fn a_failed_message_is_shown_to_its_author_and_reopens_the_conversation(desk: TestDesk) {
    let (kettle, message) = under_way(&desk).await;

    desk.hears(message, move |work| delivery::failed(work, message, "550 no")).await;

    let found = desk.find(&kettle).await;
    assert_eq!((found.status, found.trouble, told(&desk).await), (Status::Open, true, vec![Kind::NotDelivered]));
    assert_eq!(desk.ana().looks_at(desk::lists::View::Trouble).await, [kettle]);
    assert_eq!(desk.story(&kettle).await[4..], ["The desk could not deliver: 550 no", "The desk reopened it"]);
}

#[both_databases]
async fn a_failure_in_a_closed_conversation_is_told_and_leaves_it_closed(desk: TestDesk) {
    let (kettle, message) = under_way(&desk).await;
    desk.ana().closes(&kettle).await;

    desk.hears(message, move |work| delivery::failed(work, message, "550 no")).await;

    let found = desk.find(&kettle).await;
    assert_eq!((found.status, found.trouble, told(&desk).await), (Status::Closed, true, vec![Kind::NotDelivered]));
}

#[both_databases]
async fn an_uncertain_message_waits_for_a_person_and_goes_again_under_the_same_name(desk: TestDesk) {
    let (kettle, message) = under_way(&desk).await;
    desk.hears(message, move |work| delivery::uncertain(work, message, "the line broke after the final dot"))
        .await;
    let (uncertain, waiting) = (desk.message(message).await, desk.waits_to_leave().await);

    for _ in 0..2 {
        desk.ana().does(move |work| delivery::send_again(work, message)).await;
    }
    let posted = desk.posts().await;

    let sent = desk.message(message).await;
    assert_eq!((uncertain.delivery, waiting, told(&desk).await), (Some(Delivery::Uncertain), 0, vec![Kind::NotDelivered]));
    assert_eq!((posted.len(), sent.delivery, sent.external_id), (1, Some(Delivery::Sent), uncertain.external_id));
    assert!(!desk.find(&kettle).await.trouble);
    assert_eq!(desk.story(&kettle).await.iter().filter(|line| line.ends_with("sends it again")).count(), 1);
}

#[both_databases]
async fn a_message_that_was_sent_is_not_taken_up_again(desk: TestDesk) {
    let (_, message) = under_way(&desk).await;
    desk.hears(message, move |work| delivery::sent(work, message, &[])).await;

    let again = desk.does(move |work| Ok(delivery::begin(work, message)?.is_some())).await;
    desk.ana().does(move |work| delivery::send_again(work, message)).await;

    assert!(!again);
    assert_eq!(desk.waits_to_leave().await, 0);
}

#[both_databases]
async fn attack_20_a_process_that_died_while_sending_tries_again_under_the_same_name(desk: TestDesk) {
    let (_, message) = under_way(&desk).await;
    let named = desk.message(message).await.external_id;
    desk.later(901);

    let again = desk.takes_from_outbox().await;

    assert_eq!((again.len(), desk.message(message).await.external_id), (1, named));
}
