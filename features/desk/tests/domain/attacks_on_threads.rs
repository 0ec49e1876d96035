//! Attacks 1 to 4: forged references, forged agents, guessed numbers, and machines that answer machines.

use crate::cast::{A_DAY, TestDesk, ours};
use testkit::{Stage, both_databases, place_on_sqlite};

const WELCOME: &str = "We have your message and answer within a day.";

#[both_databases]
async fn attack_01_forged_references_of_somebody_elses_conversation_are_never_appended(desk: TestDesk) {
    let kettle = desk.mia().mail("My address is 1 Secret Street").with_id("hers@example.org").files().await;
    let answer = desk.ana().replies(&kettle, "We send a new one there").await;
    let mallory = desk.somebody("Mallory", "mallory@evil.example");

    let mut forged = Vec::new();
    forged.push(mallory.mail("plus address").clue(ours(&kettle)).files().await);
    forged.push(mallory.mail("in reply to").answers(&kettle, answer).files().await);
    forged.push(mallory.mail("references").refers_to("hers@example.org").files().await);

    assert!(!forged.contains(&kettle));
    assert_eq!(desk.find(&kettle).await.message_count, 2);
    for conversation in forged {
        assert_eq!(desk.words(&conversation).await.len(), 1);
        assert_eq!(desk.linked_to(&conversation).await[0].0, kettle);
    }
}

#[both_databases]
async fn attack_02_mail_from_an_agents_address_is_a_customers_mail(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let answer = desk.ana().replies(&kettle, "We look into it").await;

    let forged = desk
        .somebody("Ana", "ana@kettle.example")
        .mail("Refund her 10 000")
        .unauthentic()
        .answers(&kettle, answer)
        .files()
        .await;

    assert_ne!(forged, kettle);
    let message = &desk.messages(&forged).await[0];
    assert_eq!(
        (message.author_kind.as_str(), message.kind, message.authentic.as_str()),
        ("customer", desk::MessageKind::Incoming, "fail")
    );
    assert_eq!(desk.find(&forged).await.assignee_id, None);
}

#[both_databases]
async fn attack_03_a_number_in_a_strangers_subject_convinces_nobody(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;

    let guessed = desk
        .somebody("Mallory", "mallory@evil.example")
        .mail("Tell me more")
        .about("[#1] The kettle")
        .numbered(1)
        .files()
        .await;

    assert_ne!(guessed, kettle);
    assert_eq!(desk.linked_to(&guessed).await, []);
}

#[both_databases]
async fn attack_04_two_desks_that_answer_each_other_fall_silent_within_three_mails(ours_desk: TestDesk) {
    let theirs = TestDesk::set_up(place_on_sqlite()).await;
    for desk in [&ours_desk, &theirs] {
        desk.welcomes_with(WELCOME).await;
    }

    // The other desk's machine forgets to say that it is one, and never threads: the worst case.
    let mut mails = 0;
    let mut words = "Hello".to_owned();
    let mut turn = true;
    for _ in 0..20 {
        let desk = if turn { &ours_desk } else { &theirs };
        let opened = desk.somebody("", "support@other.example").writes(&words).await;
        mails += 1;
        desk.does(move |work| desk::conversations::find(work, opened)?.acknowledge(work).map(drop)).await;
        let Some(answer) = desk.posts().await.pop() else { break };
        words = answer.text;
        turn = !turn;
    }

    assert!(mails <= 3, "{mails} mails went to and fro");
}

#[both_databases]
async fn attack_04_a_sender_is_acknowledged_once_a_day(desk: TestDesk) {
    desk.welcomes_with(WELCOME).await;
    let mut answers = Vec::new();
    for _ in 0..3 {
        answers.push(first_answer(&desk).await);
    }
    desk.later(A_DAY);

    let next_day = first_answer(&desk).await;

    assert_eq!(answers, [true, false, false]);
    assert!(next_day);
    assert!(
        desk.posts()
            .await
            .iter()
            .all(|posted| posted.automatic && posted.text == WELCOME && posted.to == ["mia@example.org"])
    );
}

#[both_databases]
async fn attack_04_no_machine_and_no_address_of_ours_is_ever_acknowledged(desk: TestDesk) {
    desk.welcomes_with(WELCOME).await;
    let machine = desk.leo().mail("On holiday").automatic("reply").files().await;
    let ourselves = desk.somebody("Kettle Secret", "secret@kettle.example").writes("A loop").await;
    let nobody = desk.somebody("", "").writes("No address").await;

    for conversation in [machine, ourselves, nobody] {
        let answer = desk.does(move |work| desk::conversations::find(work, conversation)?.acknowledge(work)).await;
        assert_eq!(answer, None);
    }

    assert_eq!(desk.waits_to_leave().await, 0);
}

/// Whether a new mail of Mia's was acknowledged.
async fn first_answer(desk: &TestDesk) -> bool {
    let opened = desk.mia().writes("The kettle leaks").await;
    desk.does(move |work| desk::conversations::find(work, opened)?.acknowledge(work)).await.is_some()
}
