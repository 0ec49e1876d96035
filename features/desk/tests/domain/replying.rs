//! Answering the customer, and writing to one first.

use crate::cast::{TestDesk, UNDO, refusal, reply_to};
use desk::{Delivery, MessageKind, Recipients, Reply, Role, Status, Then, messages};
use testkit::{TUESDAY_MORNING, both_databases};

fn parsed(typed: &str) -> Vec<String> {
    let recipients = Recipients::parse(typed, "", "").unwrap_or_else(|e| panic!("{typed:?}: {e}"));
    recipients.to.iter().map(ToString::to_string).collect()
}

#[test]
fn recipients_are_read_as_people_type_and_paste_them() {
    assert_eq!(parsed("mia@example.org"), ["mia@example.org"]);
    assert_eq!(parsed(" Mia@Example.ORG ; leo@example.net,\nmia@example.org"), ["mia@example.org", "leo@example.net"]);
    assert_eq!(parsed("Mia K <mia@example.org>, <leo@example.net>"), ["mia@example.org", "leo@example.net"]);
    assert_eq!(parsed("\"Kay, Mia\" <mia@example.org>, leo@example.net"), ["mia@example.org", "leo@example.net"]);
    assert_eq!(parsed(" , ;\n"), Vec::<String>::new());
}

#[test]
fn attack_12_what_is_no_address_is_named_and_refused() {
    for typed in [
        "Mia",
        "mia@",
        "mia@example.org leo@example.net",
        "mia@example.org\rBcc: all@example.org",
        "Mia <mia@example.org",
    ] {
        let outcome = Recipients::parse(typed, "", "");
        if typed.ends_with("<mia@example.org") {
            assert!(outcome.is_ok());
        } else {
            assert_eq!(refusal(outcome), "desk-recipient-not-an-address", "{typed:?}");
        }
    }
}

#[both_databases]
async fn a_reply_waits_its_seconds_then_leaves_once(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;

    let answer = desk.ana().replies(&kettle, "A new one is on its way").await;
    let held = desk.message(answer).await;
    desk.later(UNDO - 1);
    let early = desk.posts().await;
    desk.later(1);
    let posted = desk.posts().await;

    assert_eq!((held.delivery, held.due_at), (Some(Delivery::Held), Some(TUESDAY_MORNING.plus_seconds(UNDO))));
    assert_eq!((early.len(), posted.len(), desk.posts().await.len()), (0, 1, 0));
    assert_eq!(
        (posted[0].from.as_str(), posted[0].to.as_slice(), posted[0].subject.as_str()),
        ("support@kettle.example", &["mia@example.org".to_owned()][..], "Re: The kettle")
    );
    assert_eq!(posted[0].references, ["mail-0@example.org"]);
    assert_eq!(desk.message(answer).await.delivery, Some(Delivery::Sent));
    assert_eq!(desk.story(&kettle).await[2..], ["Ana answered", "Ana made it pending", "The desk sent it"]);
}

#[both_databases]
async fn our_own_addresses_never_receive_our_mail(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let recipients = Recipients::parse("mia@example.org, support+c7.x@kettle.example", "secret@kettle.example", "").expect("addresses");
    let reply = Reply { recipients, ..reply_to("mia@example.org", "Hello") };

    let answer = desk.ana().with(&kettle, move |c, work| c.reply(work, &reply)).await;
    let only_us = reply_to("support@kettle.example", "To ourselves");
    let refused = desk.ana().is_refused(&kettle, move |c, work| c.reply(work, &only_us)).await;

    let recipients = desk.ask(move |tx| messages::recipients(tx, answer)).await;
    assert_eq!(recipients.iter().map(|r| r.address.as_str()).collect::<Vec<_>>(), ["mia@example.org"]);
    assert_eq!(refused, "desk-no-recipient");
}

#[both_databases]
async fn whoever_is_written_to_takes_part_and_a_blind_copy_does_not(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let recipients = Recipients::parse("mia@example.org", "leo@example.net", "boss@kettle.test").expect("addresses");
    let reply = Reply { recipients, ..reply_to("mia@example.org", "Leo brings it") };
    desk.ana().with(&kettle, move |c, work| c.reply(work, &reply)).await;

    let leo = desk.leo().replies(&kettle, "On Friday").await;
    let boss = desk.somebody("Boss", "boss@kettle.test").replies(&kettle, "I was not to be seen").await;

    assert_eq!(leo, kettle);
    assert_ne!(boss, kettle);
}

#[both_databases]
async fn attack_21_a_blind_copy_stays_a_blind_copy(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let reply = Reply {
        recipients: Recipients::parse("mia@example.org", "", "boss@kettle.test").expect("addresses"),
        ..reply_to("mia@example.org", "Hello")
    };

    let answer = desk.ana().with(&kettle, move |c, work| c.reply(work, &reply)).await;
    desk.later(UNDO);
    let posted = desk.posts().await;

    let roles = desk.ask(move |tx| messages::recipients(tx, answer)).await;
    assert_eq!(roles.iter().map(|r| r.role).collect::<Vec<_>>(), [Role::To, Role::Bcc]);
    assert_eq!(
        (posted[0].bcc.as_slice(), posted[0].all_words().contains("boss")),
        (&["boss@kettle.test".to_owned()][..], false)
    );
}

#[both_databases]
async fn what_becomes_of_the_conversation_is_the_agents_choice(desk: TestDesk) {
    for (then, status, told) in [
        (Then::Pending, Status::Pending, Some("Ana made it pending")),
        (Then::StaysOpen, Status::Open, None),
        (Then::Resolved, Status::Resolved, Some("Ana resolved it")),
    ] {
        let kettle = desk.mia().writes("The kettle leaks").await;
        let reply = Reply { then, ..reply_to("mia@example.org", "Done") };

        desk.ana().with(&kettle, move |c, work| c.reply(work, &reply)).await;

        let found = desk.find(&kettle).await;
        assert_eq!((found.status, found.waiting_since), (status, None));
        assert_eq!(desk.story(&kettle).await.get(3).map(String::as_str), told);
    }
}

#[both_databases]
async fn writing_first_opens_a_conversation_they_owe_an_answer_in(desk: TestDesk) {
    let (support, reply) = (desk.support, reply_to("mia@example.org", "Your kettle is ready"));

    let (opened, first) = desk.ana().does(move |work| desk::start(work, support, " Your kettle ", &reply)).await;
    desk.later(UNDO);
    let posted = desk.posts().await;

    assert_eq!(
        (opened.subject.as_str(), posted[0].message, posted[0].subject.as_str()),
        ("Your kettle", first, "Your kettle")
    );
    assert_eq!(desk.find(&opened.id).await.status, Status::Pending);
    assert_eq!(desk.story(&opened.id).await, ["Ana opened it", "Ana answered", "Ana made it pending", "The desk sent it"]);
    assert_eq!(desk.mia().replies(&opened.id, "Thank you").await, opened.id);
}

#[both_databases]
async fn writing_first_needs_somebody_a_subject_and_words(desk: TestDesk) {
    let support = desk.support;
    let nobody = Reply { recipients: Recipients::default(), ..reply_to("mia@example.org", "Hello") };
    let mute = reply_to("mia@example.org", " \n");
    let good = reply_to("mia@example.org", "Hello");

    let refused = [
        refusal(desk.ana().tries(move |work| desk::start(work, support, "Hello", &nobody).map(drop)).await),
        refusal(desk.ana().tries(move |work| desk::start(work, support, " ", &good).map(drop)).await),
        refusal(desk.ana().tries(move |work| desk::start(work, support, "Hello", &mute).map(drop)).await),
    ];

    assert_eq!(refused, ["desk-no-recipient", "desk-subject-empty", "desk-message-empty"]);
    assert_eq!(desk.count("SELECT COUNT(*) FROM conversation").await, 0);
}

#[both_databases]
async fn attack_25_a_reply_never_quotes_a_note(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let note = desk.ana().notes(&kettle, "SECRET: she is a nuisance").await;
    let reply = Reply { answers: Some(note), ..reply_to("mia@example.org", "Dear Mia") };

    desk.ana().with(&kettle, move |c, work| c.reply(work, &reply)).await;
    desk.later(UNDO);
    let posted = desk.posts().await;

    assert!(!posted[0].all_words().contains("SECRET"), "{posted:?}");
    assert!(posted[0].quoted.contains("The kettle leaks"));
}

#[both_databases]
async fn a_reply_to_a_message_that_has_moved_away_answers_the_newest_one_here(desk: TestDesk) {
    let (kettle, toaster) = (desk.mia().writes("The kettle leaks").await, desk.leo().writes("The toaster burns").await);
    let elsewhere = desk.messages(&toaster).await[0].id;
    let reply = Reply { answers: Some(elsewhere), ..reply_to("mia@example.org", "Dear Mia") };

    desk.ana().with(&kettle, move |c, work| c.reply(work, &reply)).await;
    desk.later(UNDO);

    assert_eq!(desk.posts().await[0].quoted, "The kettle The kettle leaks");
    assert_eq!(desk.messages(&kettle).await[1].kind, MessageKind::Outgoing);
}
