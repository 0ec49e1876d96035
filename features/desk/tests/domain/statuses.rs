//! Whose move it is: each status once, doing it twice changes nothing, and a locked conversation refuses.

use crate::cast::{Colleague, TestDesk};
use db::{Trouble, Work};
use desk::{Conversation, ConversationId, Status};
use testkit::{TUESDAY_MORNING, both_databases};

type Verb = fn(&Conversation, &mut Work<'_>) -> Result<(), Trouble>;

fn snooze_an_hour(conversation: &Conversation, work: &mut Work<'_>) -> Result<(), Trouble> {
    conversation.snooze(work, TUESDAY_MORNING.plus_seconds(3_600))
}

const VERBS: [(Verb, Status, &str); 6] = [
    (Conversation::make_pending, Status::Pending, "Ana made it pending"),
    (Conversation::put_on_hold, Status::OnHold, "Ana put it on hold"),
    (snooze_an_hour, Status::Snoozed, "Ana snoozed it"),
    (Conversation::resolve, Status::Resolved, "Ana resolved it"),
    (Conversation::reopen, Status::Open, "Ana reopened it"),
    (Conversation::close, Status::Closed, "Ana closed it"),
];

#[both_databases]
async fn every_status_is_recorded_once_however_often_it_is_chosen(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    for (verb, status, told) in VERBS {
        for _ in 0..3 {
            desk.ana().with(&kettle, verb).await;
        }

        let story = desk.story(&kettle).await;

        assert_eq!(desk.find(&kettle).await.status, status);
        assert_eq!(story.iter().filter(|line| *line == told).count(), 1, "{story:?}");
    }
}

#[both_databases]
async fn two_people_who_looked_before_either_acted_leave_one_line(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let looked = desk.find(&kettle).await;

    for colleague in [desk.ana(), desk.ben()] {
        stale(&colleague, &looked, Conversation::resolve).await;
    }

    assert_eq!(desk.story(&kettle).await, ["Mia opened it", "Mia wrote", "Ana resolved it"]);
}

#[both_databases]
async fn what_was_closed_meanwhile_takes_no_change_from_an_old_page(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let looked = desk.find(&kettle).await;
    desk.ben().closes(&kettle).await;

    let reply = crate::cast::reply_to("mia@example.org", "Too late");
    let old = looked.clone();
    let answered = crate::cast::refusal(desk.ana().tries(move |work| old.reply(work, &reply)).await);
    let reopened = crate::cast::refusal(desk.ana().tries(move |work| looked.reopen(work)).await);

    assert_eq!((answered, reopened), ("desk-conversation-closed", "desk-conversation-closed"));
    assert_eq!(desk.find(&kettle).await.status, Status::Closed);
}

#[both_databases]
async fn a_closed_and_a_merged_conversation_refuse_every_status(desk: TestDesk) {
    let (closed, merged, kept) = (desk.mia().writes("one").await, desk.mia().writes("two").await, desk.mia().writes("three").await);
    desk.ana().closes(&closed).await;
    desk.ana().merges(&merged, &kept).await;
    let lines = desk.log_lines().await;

    for (verb, ..) in &VERBS[..5] {
        assert_eq!(desk.ana().is_refused(&closed, verb).await, "desk-conversation-closed");
        assert_eq!(desk.ana().is_refused(&merged, verb).await, "desk-conversation-merged");
    }

    assert_eq!(desk.log_lines().await, lines);
}

#[both_databases]
async fn a_snoozed_conversation_wakes_when_its_time_has_come_and_not_before(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    desk.ana().with(&kettle, snooze_an_hour).await;
    desk.later(3_599);
    let early = due(&desk).await;
    desk.later(1);

    let woken = due(&desk).await;
    for id in woken.clone() {
        desk.does(move |work| desk::conversations::find(work, id)?.wake(work)).await;
        desk.does(move |work| desk::conversations::find(work, id)?.wake(work)).await;
    }

    assert_eq!((early, woken), (vec![], vec![kettle]));
    let found = desk.find(&kettle).await;
    assert_eq!((found.status, found.snoozed_until), (Status::Open, None));
    assert_eq!(desk.story(&kettle).await.last().map(String::as_str), Some("The desk woke it"));
}

#[both_databases]
async fn a_conversation_snoozed_again_meanwhile_sleeps_on(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    desk.ana().with(&kettle, snooze_an_hour).await;
    desk.later(3_600);
    let due = due(&desk).await;
    desk.ana().with(&kettle, |c, work| c.snooze(work, TUESDAY_MORNING.plus_seconds(9_000))).await;

    for id in due {
        desk.does(move |work| desk::conversations::find(work, id)?.wake(work)).await;
    }

    assert_eq!(desk.find(&kettle).await.status, Status::Snoozed);
}

#[both_databases]
async fn whoever_owes_the_next_word_does_not_wait_and_reopening_brings_the_waiting_back(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let mut waits = Vec::new();

    for verb in [Conversation::make_pending, Conversation::reopen, Conversation::resolve, Conversation::reopen] {
        desk.ana().with(&kettle, verb).await;
        waits.push(desk.find(&kettle).await.waiting_since);
    }

    assert_eq!(waits, [None, Some(TUESDAY_MORNING), None, Some(TUESDAY_MORNING)]);
}

async fn stale(colleague: &Colleague<'_>, looked: &Conversation, verb: Verb) {
    let looked = looked.clone();
    colleague.does(move |work| verb(&looked, work)).await;
}

async fn due(desk: &TestDesk) -> Vec<ConversationId> {
    desk.ask(desk::conversations::due_to_wake).await
}
