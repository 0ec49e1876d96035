//! Mail that came back: exactly that message is marked, and nobody believes a report about anything else.

use crate::cast::{TestDesk, UNDO, email, reply_to};
use desk::notices::{self, Kind};
use desk::{BouncedRecipient, ConversationId, Delivery, MessageId, Recipients, Reply, Status, delivery, messages};
use testkit::both_databases;

async fn sent(desk: &TestDesk) -> (ConversationId, MessageId) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let recipients = Recipients::parse("mia@example.org", "leo@example.net", "").expect("addresses");
    let reply = Reply { recipients, ..reply_to("mia@example.org", "Dear Mia") };
    let message = desk.ana().with(&kettle, move |c, work| c.reply(work, &reply)).await;
    desk.later(UNDO);
    desk.posts().await;
    (kettle, message)
}

async fn reports(desk: &TestDesk, message: MessageId, address: &str, permanent: bool) -> bool {
    let report = [BouncedRecipient { address: address.into(), reason: "550 mailbox full".into(), permanent }];
    desk.does(move |work| {
        work.keep_quietly("a report that changes nothing");
        desk::bounced(work, message, &report)
    })
    .await
}

async fn told(desk: &TestDesk) -> Vec<Kind> {
    let eyes = desk.ana().eyes().await;
    desk.ask(move |tx| notices::of(tx, eyes, 10)).await.into_iter().map(|notice| notice.kind).collect()
}

#[both_databases]
async fn a_bounce_marks_its_message_tells_the_author_and_flags_the_address(desk: TestDesk) {
    let (kettle, first) = sent(&desk).await;
    let second = desk.ana().replies(&kettle, "P.S.").await;
    desk.later(UNDO);
    desk.posts().await;

    let believed = reports(&desk, first, "mia@example.org", true).await;

    let (bounced, other, found) = (desk.message(first).await, desk.message(second).await, desk.find(&kettle).await);
    assert!(believed);
    assert_eq!((bounced.delivery, other.delivery), (Some(Delivery::Bounced), Some(Delivery::Sent)));
    assert_eq!(bounced.delivery_reason.as_deref(), Some("mia@example.org: 550 mailbox full"));
    assert_eq!((found.status, found.trouble, told(&desk).await), (Status::Open, true, vec![Kind::NotDelivered]));
    assert!(
        desk.ask(|tx| customers::deliverability::undeliverable(tx, &email("mia@example.org")))
            .await
            .is_some()
    );
    assert!(desk.story(&kettle).await.contains(&"The desk got it back from mia@example.org".to_owned()));
}

#[both_databases]
async fn the_same_report_again_changes_nothing(desk: TestDesk) {
    let (kettle, message) = sent(&desk).await;
    reports(&desk, message, "mia@example.org", true).await;
    desk.ana().resolves(&kettle).await;
    let lines = desk.log_lines().await;

    let believed = reports(&desk, message, "mia@example.org", true).await;

    assert!(believed);
    assert_eq!(
        (desk.log_lines().await, told(&desk).await.len(), desk.find(&kettle).await.status),
        (lines, 1, Status::Resolved)
    );
}

#[both_databases]
async fn attack_14_a_report_is_believed_only_of_whom_the_message_was_sent_to(desk: TestDesk) {
    let (kettle, message) = sent(&desk).await;
    let incoming = desk.messages(&kettle).await[0].id;
    let lines = desk.log_lines().await;

    let nobody = reports(&desk, message, "victim@example.org", true).await;
    let not_ours = reports(&desk, incoming, "mia@example.org", true).await;
    let unknown = reports(&desk, MessageId(4_711), "mia@example.org", true).await;

    assert_eq!([nobody, not_ours, unknown], [false; 3]);
    assert_eq!((desk.log_lines().await, desk.message(message).await.delivery), (lines, Some(Delivery::Sent)));
    assert!(
        desk.ask(|tx| customers::deliverability::undeliverable(tx, &email("mia@example.org")))
            .await
            .is_none()
    );
}

#[both_databases]
async fn attack_14_a_report_of_a_message_that_has_not_left_does_not_keep_it_from_leaving(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let message = desk.ana().replies(&kettle, "Dear Mia").await;

    let believed = reports(&desk, message, "mia@example.org", true).await;
    desk.later(UNDO);

    assert!(!believed);
    assert_eq!(desk.posts().await.len(), 1);
}

#[both_databases]
async fn a_report_that_a_message_is_late_changes_nothing_but_the_shown_reason(desk: TestDesk) {
    let (kettle, message) = sent(&desk).await;

    let believed = reports(&desk, message, "mia@example.org", false).await;

    let mia = desk.ask(move |tx| messages::recipients(tx, message)).await.remove(0);
    assert!(believed);
    assert_eq!((mia.outcome.as_deref(), mia.reason.as_deref()), (Some("sent"), Some("550 mailbox full")));
    assert_eq!(
        (desk.message(message).await.delivery, desk.find(&kettle).await.status, told(&desk).await),
        (Some(Delivery::Sent), Status::Pending, vec![])
    );
}

#[both_databases]
async fn after_a_bounce_it_goes_again_only_to_who_missed_it(desk: TestDesk) {
    let (_, message) = sent(&desk).await;
    reports(&desk, message, "leo@example.net", true).await;

    desk.ana().does(move |work| delivery::send_again(work, message)).await;

    let recipients = desk.ask(move |tx| messages::recipients(tx, message)).await;
    let open: Vec<_> = recipients.iter().filter(|r| r.outcome.is_none()).map(|r| r.address.as_str()).collect();
    assert_eq!((open, desk.posts().await.len()), (vec!["leo@example.net"], 1));
}
