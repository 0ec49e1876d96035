//! Undo send: within its seconds a reply returns to the composer as if it had never been sent.

use crate::cast::{TestDesk, UNDO, refusal, reply_to};
use desk::drafts::{self, DraftKind, Typed};
use desk::{ConversationId, MessageId, Recipients, Reply, Status, Then, attachments, delivery};
use testkit::{TUESDAY_MORNING, both_databases};

/// Ana's reply with a copy, a blind copy and a file.
async fn reply_with_everything(desk: &TestDesk, kettle: &ConversationId, then: Then) -> MessageId {
    let ana = desk.ana().id;
    let draft = desk
        .ana()
        .with(kettle, move |c, work| drafts::in_conversation(work, ana, c, DraftKind::Reply))
        .await;
    desk.ana()
        .does(move |work| attachments::attach_to_draft(work, ana, draft.id.0, "bill.txt", "text/plain", b"12").map(drop))
        .await;
    let recipients = Recipients::parse("mia@example.org", "leo@example.net", "boss@kettle.test").expect("addresses");
    let reply = Reply {
        recipients,
        draft: Some(draft.id),
        then,
        ..reply_to("mia@example.org", "Dear Mia")
    };
    desk.ana().with(kettle, move |c, work| c.reply(work, &reply)).await
}

async fn takes_back(desk: &TestDesk, kettle: &ConversationId, message: MessageId) -> drafts::Draft {
    let ana = desk.ana().id;
    let draft = desk.ana().with(kettle, move |c, work| c.take_back(work, ana, message)).await;
    desk.ask(move |tx| drafts::own(tx, ana, draft)).await
}

async fn is_too_late(desk: &TestDesk, kettle: &ConversationId, message: MessageId) -> &'static str {
    let ana = desk.ana().id;
    desk.ana().is_refused(kettle, move |c, work| c.take_back(work, ana, message)).await
}

#[both_databases]
async fn a_reply_taken_back_returns_with_words_people_and_files(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let reply = reply_with_everything(&desk, &kettle, Then::Pending).await;
    desk.later(UNDO - 1);

    let draft = takes_back(&desk, &kettle, reply).await;
    desk.later(60);

    assert_eq!((draft.text.as_str(), draft.kind), ("Dear Mia", DraftKind::Reply));
    assert_eq!(
        [draft.to_text.as_str(), &draft.cc_text, &draft.bcc_text],
        ["mia@example.org", "leo@example.net", "boss@kettle.test"]
    );
    assert_eq!(desk.ask(move |tx| attachments::of_draft(tx, draft.id.0)).await[0].name, "bill.txt");
    assert_eq!((desk.posts().await.len(), desk.words(&kettle).await.len()), (0, 1));
    assert_eq!(desk.story(&kettle).await.last().map(String::as_str), Some("Ana reopened it"));
}

#[both_databases]
async fn the_customer_waits_again_since_their_first_unanswered_word(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    desk.later(1_800);
    desk.mia().replies(&kettle, "Hello?").await;
    desk.later(600);
    let reply = reply_with_everything(&desk, &kettle, Then::Resolved).await;

    takes_back(&desk, &kettle, reply).await;

    let found = desk.find(&kettle).await;
    assert_eq!((found.status, found.waiting_since, found.message_count), (Status::Open, Some(TUESDAY_MORNING), 2));
}

#[both_databases]
async fn a_customer_who_had_their_answer_does_not_wait_because_a_second_one_is_taken_back(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    desk.ana().replies(&kettle, "A new one comes").await;
    let second = desk.ana().replies(&kettle, "On Friday").await;

    takes_back(&desk, &kettle, second).await;

    assert_eq!(desk.find(&kettle).await.waiting_since, None);
}

#[both_databases]
async fn what_was_typed_since_is_kept_below_what_comes_back(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let reply = reply_with_everything(&desk, &kettle, Then::Pending).await;
    let ana = desk.ana().id;
    let next = desk
        .ana()
        .with(&kettle, move |c, work| drafts::in_conversation(work, ana, c, DraftKind::Reply))
        .await;
    desk.ana()
        .does(move |work| {
            drafts::save(
                work,
                ana,
                next.id,
                &Typed {
                    to: "Mia <mia@example.org>, tess@example.org".into(),
                    text: "P.S.".into(),
                    ..Typed::default()
                },
                None,
            )
        })
        .await;

    let draft = takes_back(&desk, &kettle, reply).await;

    assert_eq!(draft.text, "Dear Mia\n\nP.S.");
    assert_eq!((draft.to_text.as_str(), draft.cc_text.as_str()), ("mia@example.org, tess@example.org", "leo@example.net"));
}

#[both_databases]
async fn once_the_outbox_has_it_it_is_too_late(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let reply = reply_with_everything(&desk, &kettle, Then::Pending).await;
    desk.later(UNDO);
    desk.takes_from_outbox().await;
    let under_way = is_too_late(&desk, &kettle, reply).await;
    desk.hears(reply, move |work| delivery::sent(work, reply, &[])).await;

    let sent = is_too_late(&desk, &kettle, reply).await;

    assert_eq!((under_way, sent), ("desk-too-late-to-take-back", "desk-too-late-to-take-back"));
    assert_eq!(desk.words(&kettle).await, ["The kettle leaks", "Dear Mia"]);
}

#[both_databases]
async fn what_may_have_arrived_is_never_taken_back_also_when_it_waits_for_another_try(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let reply = reply_with_everything(&desk, &kettle, Then::Pending).await;
    desk.later(UNDO);
    desk.takes_from_outbox().await;
    desk.hears(reply, move |work| delivery::uncertain(work, reply, "the line broke")).await;
    desk.ana().does(move |work| delivery::send_again(work, reply)).await;

    let refused = is_too_late(&desk, &kettle, reply).await;

    assert_eq!(refused, "desk-too-late-to-take-back");
}

#[both_databases]
async fn nobody_takes_back_the_words_of_another(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let reply = desk.ana().replies(&kettle, "Dear Mia").await;
    let toaster = desk.leo().writes("The toaster burns").await;
    let (ana, ben) = (desk.ana().id, desk.ben().id);

    let another = desk.ben().is_refused(&kettle, move |c, work| c.take_back(work, ben, reply)).await;
    let elsewhere = desk.ana().is_refused(&toaster, move |c, work| c.take_back(work, ana, reply)).await;

    assert_eq!((another, elsewhere), ("desk-too-late-to-take-back", "desk-too-late-to-take-back"));
}

#[both_databases]
async fn a_conversation_closed_meanwhile_stays_closed(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let reply = desk.ana().replies(&kettle, "Dear Mia").await;
    desk.ana().closes(&kettle).await;

    takes_back(&desk, &kettle, reply).await;

    assert_eq!(desk.find(&kettle).await.status, Status::Closed);
}

#[both_databases]
async fn a_reply_that_answers_one_taken_back_still_leaves(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let first = desk.ana().replies(&kettle, "Dear Mia").await;
    let second = Reply { answers: Some(first), ..reply_to("mia@example.org", "P.S.") };
    desk.ana().with(&kettle, move |c, work| c.reply(work, &second)).await;

    takes_back(&desk, &kettle, first).await;
    desk.later(UNDO);

    assert_eq!(desk.posts().await.iter().map(|posted| posted.text.as_str()).collect::<Vec<_>>(), ["P.S."]);
    let ghost = Reply { answers: Some(first), ..reply_to("mia@example.org", "P.P.S.") };
    assert!(
        desk.ana()
            .tries(move |work| desk::conversations::find(work, kettle)?.reply(work, &ghost))
            .await
            .is_ok()
    );
    assert_eq!(refusal(desk.ask(move |tx| Ok(desk::messages::find(tx, first))).await), "not found");
}

#[both_databases]
async fn a_note_is_taken_back_for_a_minute_by_whoever_wrote_it(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let (ana, ben) = (desk.ana().id, desk.ben().id);
    let note = desk.ana().notes(&kettle, "Meant for the other one").await;
    desk.ben()
        .with(&kettle, move |c, work| {
            let written = desk::messages::find(work, note)?;
            c.translate(work, &written, kit::Locale::Es, "Era para el otro")
        })
        .await;

    let by_another = desk.ben().is_refused(&kettle, move |c, work| c.take_back(work, ben, note)).await;
    desk.later(59);
    let draft = takes_back(&desk, &kettle, note).await;
    let again = desk.ana().notes(&kettle, "Meant for this one").await;
    desk.later(61);
    let late = desk.ana().is_refused(&kettle, move |c, work| c.take_back(work, ana, again)).await;

    assert_eq!((draft.text.as_str(), draft.kind), ("Meant for the other one", DraftKind::Note));
    assert_eq!((by_another, late), ("desk-note-too-late", "desk-note-too-late"));
    assert_eq!(desk.words(&kettle).await, ["The kettle leaks", "Meant for this one"]);
}
