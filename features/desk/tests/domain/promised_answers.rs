//! When an answer is due: by the target of inbox and priority, in minutes of work, from when the customer began to wait.

use crate::cast::TestDesk;
use desk::lists::View;
use desk::targets::{self, DueFor};
use desk::{Conversation, ConversationId, Priority};
use kit::{Moment, WorkingHours};
use testkit::{TUESDAY_MORNING, both_databases};

/// What the reaction does after each event.
async fn settles(desk: &TestDesk, id: &ConversationId) -> (Option<i64>, Option<DueFor>) {
    let id = *id;
    desk.does(move |work| targets::settle(work, id)).await;
    let now = desk.find(&id).await;
    (now.due_at.map(|due| due.seconds_since(TUESDAY_MORNING) / 60), now.due_for)
}

async fn promises(desk: &TestDesk, inbox: Option<desk::InboxId>, priority: Option<Priority>, first: i64, next: i64) {
    desk.ben().does(move |work| targets::promise(work, inbox, priority, Some(first), Some(next))).await;
}

#[both_databases]
async fn the_first_answer_and_each_next_one_have_their_own_target(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    assert_eq!(settles(&desk, &kettle).await, (None, None), "nothing is promised");
    promises(&desk, None, None, 120, 480).await;
    promises(&desk, Some(desk.support), Some(Priority::Urgent), 15, 30).await;

    assert_eq!(settles(&desk, &kettle).await, (Some(120), Some(DueFor::First)));
    desk.ana().with(&kettle, |c, work| c.prioritise(work, Priority::Urgent)).await;
    assert_eq!(settles(&desk, &kettle).await, (Some(15), Some(DueFor::First)));

    desk.later(600);
    desk.ana().replies(&kettle, "Try a new lid").await;
    assert_eq!(settles(&desk, &kettle).await, (None, None), "nobody waits");
    desk.later(600);
    desk.mia().replies(&kettle, "It still leaks").await;
    assert_eq!(settles(&desk, &kettle).await, (Some(20 + 30), Some(DueFor::Next)));

    desk.ana().with(&kettle, |c, work| c.snooze(work, TUESDAY_MORNING.plus_seconds(86_400))).await;
    assert_eq!(settles(&desk, &kettle).await, (Some(20 + 30), Some(DueFor::Next)), "sleeping moves no promise");
    desk.ana().with(&kettle, Conversation::resolve).await;
    assert_eq!(settles(&desk, &kettle).await, (None, None));
}

#[both_databases]
async fn only_minutes_of_work_count(desk: TestDesk) {
    // Tuesday from nine to ten in UTC; the mail comes at the test's Tuesday morning.
    let hour = desk.clock().now().in_zone("UTC").hour();
    let opens = i64::from(hour) * 60;
    let mut days = [None; 7];
    days[1] = Some((opens, opens + 60));
    days[2] = Some((opens, opens + 60));
    desk.ben()
        .does(move |work| targets::keep_hours(work, &WorkingHours { days, ..WorkingHours::always() }))
        .await;
    promises(&desk, None, None, 90, 90).await;
    let kettle = desk.mia().writes("The kettle leaks").await;

    let (due, _) = settles(&desk, &kettle).await;

    let minute = i64::from(desk.clock().now().in_zone("UTC").minute());
    assert_eq!(due, Some(24 * 60 + 30), "an hour today less {minute} minutes, the rest tomorrow");
}

#[both_databases]
async fn the_view_lists_what_is_due_within_the_hour_first_due_first(desk: TestDesk) {
    promises(&desk, None, None, 90, 90).await;
    promises(&desk, None, Some(Priority::Urgent), 30, 30).await;
    let calm = desk.mia().writes("Calm").await;
    let urgent = desk.leo().writes("Urgent").await;
    desk.ana().with(&urgent, |c, work| c.prioritise(work, Priority::Urgent)).await;
    settles(&desk, &calm).await;
    settles(&desk, &urgent).await;

    assert_eq!(desk.ana().looks_at(View::Breaching).await, [urgent]);
    desk.later(40 * 60);
    assert_eq!(desk.ana().looks_at(View::Breaching).await, [urgent, calm]);
    let eyes = desk.ana().eyes().await;
    assert_eq!(desk.ask(move |tx| desk::lists::counts(tx, eyes)).await.breaching, 2);
}

#[both_databases]
async fn a_target_missed_is_recorded_once(desk: TestDesk) {
    promises(&desk, None, None, 30, 30).await;
    let kettle = desk.mia().writes("The kettle leaks").await;
    settles(&desk, &kettle).await;
    assert!(desk.ask(targets::breached_now).await.is_empty());
    desk.later(31 * 60);

    for _ in 0..2 {
        for id in desk.ask(targets::breached_now).await {
            desk.does(move |work| targets::breach(work, id)).await;
        }
    }

    let story = desk.story(&kettle).await;
    assert_eq!(story.last().map(String::as_str), Some("The desk missed the first answer"));
    assert_eq!(story.iter().filter(|line| line.contains("missed")).count(), 1);
}

#[both_databases]
async fn a_changed_target_settles_everybody_who_waits(desk: TestDesk) {
    let mut waiting = Vec::new();
    for number in 0..3 {
        waiting.push(desk.mia().writes(&format!("Kettle {number}")).await);
    }
    promises(&desk, None, None, 45, 45).await;
    let jobs = desk.does(|work| db::jobs::lease(work, targets::JOB, "test", Moment(i64::MAX), 5)).await;
    assert_eq!(jobs.len(), 1);

    targets::settle_everything(desk.db(), jobs[0].id).await.expect("it is worked off");

    for one in &waiting {
        let due = desk.find(one).await.due_at.map(|due| due.seconds_since(TUESDAY_MORNING) / 60);
        assert_eq!(due, Some(45));
    }
    let dropped = desk.ben().does(|work| targets::drop_target(work, 1));
    dropped.await;
    assert!(desk.ask(targets::all).await.is_empty());
}
