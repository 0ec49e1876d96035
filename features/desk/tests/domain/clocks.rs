//! A clock that jumps, a day ahead, an hour back, over a leap day and a change of the clocks: what was promised is neither broken at once nor
//! never, and each promise is kept, missed or told once.

use crate::cast::{A_DAY, TestDesk, reply_to};
use desk::follow_ups::{self, NewFollowUp, Whose};
use desk::lists::View;
use desk::{ConversationId, Reply, Status, conversations, targets};
use kit::{Moment, WorkingHours};
use testkit::{TUESDAY_MORNING, both_databases};

const HOUR: i64 = 3_600;

/// Moves the clock to so many seconds after the beginning, forward or back.
fn stand_at(desk: &TestDesk, seconds: i64) {
    desk.later(TUESDAY_MORNING.plus_seconds(seconds).seconds_since(desk.clock().now()));
}

/// What the reactions and the timers do.
async fn looks(desk: &TestDesk, waiting: &[ConversationId]) -> (usize, usize) {
    for id in waiting {
        let id = *id;
        desk.does(move |work| targets::settle(work, id)).await;
    }
    let (near, late) = (desk.ask(targets::near_now).await, desk.ask(targets::breached_now).await);
    for id in &near {
        let id = *id;
        desk.does(move |work| targets::warn(work, id)).await;
    }
    for id in &late {
        let id = *id;
        desk.does(move |work| targets::breach(work, id)).await;
    }
    (near.len(), late.len())
}

async fn told(desk: &TestDesk, conversation: &ConversationId, what: &str) -> usize {
    desk.story(conversation).await.iter().filter(|line| line.contains(what)).count()
}

#[both_databases]
async fn attack_43_a_target_is_told_near_and_missed_once_whatever_the_clock_does(desk: TestDesk) {
    desk.ben().does(|work| targets::promise(work, None, None, Some(120), Some(240))).await;
    let kettle = desk.mia().writes("The kettle leaks").await;
    assert_eq!(looks(&desk, &[kettle]).await, (0, 0));

    // Set back by an hour: whoever waits since before waits no shorter, and who writes now has two hours from now.
    stand_at(&desk, -HOUR);
    let lid = desk.leo().writes("The lid is gone").await;
    assert_eq!(looks(&desk, &[kettle, lid]).await, (0, 0), "nothing is late because the clock is early");
    let due = |found: desk::Conversation| found.due_at.map(|due| due.seconds_since(TUESDAY_MORNING));
    assert_eq!((due(desk.find(&kettle).await), due(desk.find(&lid).await)), (Some(2 * HOUR), Some(HOUR)));
    stand_at(&desk, HOUR / 2);
    assert_eq!(looks(&desk, &[kettle, lid]).await, (1, 0), "within the hour of one");

    // A day ahead for a moment and back: what was told late is told once, and stands as it stood.
    stand_at(&desk, A_DAY);
    assert_eq!(looks(&desk, &[kettle, lid]).await, (0, 2));
    stand_at(&desk, HOUR / 2);
    assert_eq!(looks(&desk, &[kettle, lid]).await, (0, 0), "it is not told again that one is near");
    assert_eq!(desk.find(&kettle).await.due_at, Some(TUESDAY_MORNING.plus_seconds(2 * HOUR)), "the promise has not moved");
    assert_eq!(desk.ana().looks_at(View::Breaching).await, [lid], "and only what is due within the hour is shown");

    stand_at(&desk, 3 * HOUR);
    assert_eq!(looks(&desk, &[kettle, lid]).await, (0, 0), "its time has come, and it was told");
    assert_eq!((told(&desk, &kettle, "missed").await, told(&desk, &lid, "missed").await), (1, 1));
    desk.ana().replies(&kettle, "Try a new lid").await;
    assert_eq!(looks(&desk, &[kettle, lid]).await, (0, 0));
    assert_eq!(desk.find(&kettle).await.due_at, None, "an answer ends it");
}

#[both_databases]
async fn attack_43_a_target_never_falls_into_hours_that_are_not_there(desk: TestDesk) {
    // Sunday 29 March 2026: at two it is three in Madrid. Whoever works from two to four at night works an hour.
    let nights = WorkingHours {
        zone: "Europe/Madrid".into(),
        days: [Some((120, 240)); 7],
        ..WorkingHours::always()
    };
    desk.ben().does(move |work| targets::keep_hours(work, &nights)).await;
    desk.ben().does(|work| targets::promise(work, None, None, Some(90), Some(90))).await;
    let at = |text: &str| Moment(text.parse::<jiff::Timestamp>().expect("a time").as_microsecond());
    stand_at(&desk, at("2026-03-28T20:00:00Z").seconds_since(TUESDAY_MORNING));
    let kettle = desk.mia().writes("The kettle leaks").await;
    looks(&desk, &[kettle]).await;
    assert_eq!(desk.find(&kettle).await.due_at, Some(at("2026-03-30T00:30:00Z")), "an hour on Sunday, half an hour on Monday");

    // The same schedule in another zone: everybody who waits is worked out again.
    let there = WorkingHours {
        zone: "America/New_York".into(),
        days: [Some((120, 240)); 7],
        ..WorkingHours::always()
    };
    desk.ben().does(move |work| targets::keep_hours(work, &there)).await;
    let jobs = desk.does(|work| db::jobs::lease(work, targets::JOB, "test", Moment(i64::MAX), 9)).await;
    for job in jobs {
        targets::settle_everything(desk.db(), job.id).await.expect("worked off");
    }
    assert_eq!(desk.find(&kettle).await.due_at, Some(at("2026-03-29T07:30:00Z")), "half past three in New York");
}

#[both_databases]
async fn attack_43_what_sleeps_and_what_is_to_follow_wakes_once_whatever_the_clock_does(desk: TestDesk) {
    // The day after is a leap day.
    stand_at(&desk, Moment::from_seconds(1_835_352_000).seconds_since(TUESDAY_MORNING));
    let start = desk.clock().now().seconds_since(TUESDAY_MORNING);
    let (kettle, lid) = (desk.mia().writes("The kettle leaks").await, desk.leo().writes("The lid").await);
    let tomorrow = desk.clock().now().plus_seconds(A_DAY);
    desk.ana().with(&kettle, move |c, work| c.snooze(work, tomorrow)).await;
    let new = NewFollowUp {
        whose: Whose::Agent(desk.ana().id),
        due_at: tomorrow,
        unless_answered: false,
        note: "Did it fit?".into(),
    };
    desk.ana().with(&lid, move |c, work| c.follow_up(work, &new)).await;
    let wakes = async || {
        let (due, fallen) = (desk.ask(conversations::due_to_wake).await, desk.ask(follow_ups::to_fall_due).await);
        for id in &due {
            let id = *id;
            desk.does(move |work| conversations::find(work, id)?.wake(work)).await;
        }
        for id in &fallen {
            let id = *id;
            desk.does(move |work| follow_ups::fall_due(work, id)).await;
        }
        (due.len(), fallen.len())
    };

    for (seconds, woken) in [(-HOUR, 0), (HOUR, 0), (A_DAY - 1, 0), (-A_DAY, 0), (A_DAY + HOUR, 1), (0, 0), (A_DAY, 0), (400 * A_DAY, 0)] {
        stand_at(&desk, start + seconds);
        assert_eq!(wakes().await, (woken, woken), "{seconds}");
    }

    assert_eq!(desk.find(&kettle).await.status, Status::Open);
    assert_eq!(told(&desk, &kettle, "woke").await + told(&desk, &kettle, "Woke").await, 1, "{:?}", desk.story(&kettle).await);
}

#[both_databases]
async fn attack_43_a_planned_answer_leaves_once_and_not_before_whatever_the_clock_does(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    desk.ana()
        .with(&kettle, |c, work| {
            let send_at = Some(work.now.plus_seconds(A_DAY));
            c.reply(work, &Reply { send_at, ..reply_to("mia@example.org", "On Thursday, then") })
        })
        .await;

    let mut left = Vec::new();
    for seconds in [-HOUR, A_DAY - 1, 0, A_DAY, -A_DAY, A_DAY + HOUR, 300 * A_DAY] {
        stand_at(&desk, seconds);
        left.push(desk.posts().await.len());
    }

    assert_eq!(left, [0, 0, 0, 1, 0, 0, 0]);
    assert_eq!(desk.find(&kettle).await.waiting_since, None);
}
