//! Attack 43: the clock stood four hundred days ahead while people worked, and was set right. What they made then is found and put right.

use crate::stage::{Desk, personal};
use db::{Actor, jobs, sql};
use desk::follow_ups::{NewFollowUp, Whose};
use desk::{ConversationId, Recipients, Reply, Then, conversations, targets};
use frontline::ahead;
use kit::{EmailAddress, Moment};
use std::time::Instant;
use testkit::both_databases;

const DAY: i64 = 86_400;
const AHEAD: i64 = 400 * DAY;

/// What was made while the clock stood ahead: the conversation that was put to sleep, and the one whose customer waits.
async fn works_by_the_wrong_clock(desk: &Desk) -> (ConversationId, ConversationId) {
    desk.by(desk.noor, |work| targets::promise(work, None, None, Some(60), Some(60))).await;
    desk.clock.forward_seconds(AHEAD);
    let (noor, kettle) = (desk.noor, ConversationId(desk.kettle));
    desk.by(noor, move |work| {
        let tomorrow = work.now.plus_seconds(DAY);
        let found = conversations::find(work, kettle)?;
        let to = vec![EmailAddress::parse("mia@mail.example").expect("an address")];
        let planned = Reply {
            recipients: Recipients { to, ..Recipients::default() },
            text: "On Thursday, then".into(),
            answers: None,
            draft: None,
            then: Then::StaysOpen,
            send_at: Some(tomorrow),
        };
        found.reply(work, &planned)?;
        let whose = Whose::Agent(noor.0);
        found.follow_up(work, &NewFollowUp { whose, due_at: tomorrow, unless_answered: false, note: String::new() })?;
        found.snooze(work, tomorrow)
    })
    .await;
    let lid = ConversationId(desk.mia_writes("The lid is gone").await);
    desk.by(noor, move |work| targets::settle(work, lid)).await;
    desk.clock.forward_seconds(-AHEAD);
    (kettle, lid)
}

async fn moments(desk: &Desk, question: &'static str) -> Vec<i64> {
    let now = desk.clock.now();
    let found: Vec<Option<Moment>> = desk.read(move |tx| sql(question).all(tx)).await;
    found
        .into_iter()
        .map(|moment| moment.map_or(i64::MIN, |moment| moment.seconds_since(now)))
        .collect()
}

#[both_databases]
async fn attack_43_what_was_made_while_the_clock_stood_far_ahead_counts_from_now_once_it_is_put_right(desk: Desk) {
    let (kettle, lid) = works_by_the_wrong_clock(&desk).await;
    let found = desk.read(ahead::look).await;
    for table in ["conversation", "message", "job", "follow_up", "conversation (snoozed)"] {
        assert!(found.rows.iter().any(|(name, count)| *name == table && *count > 0), "{table}: {found:?}");
    }
    assert!(
        desk.read(ahead::last_moment)
            .await
            .is_some_and(|last| last.seconds_since(desk.clock.now()) > AHEAD - DAY)
    );

    let done = desk.db().work(Actor::System, ahead::put_right).await.expect("put right");
    let again = desk.db().work(Actor::System, ahead::put_right).await.expect("put right");

    assert!(done == found && again.is_nothing(), "{again:?}");
    assert_eq!(desk.times("times.put_right").await, 1, "in the log, once");
    assert!(desk.read(ahead::last_moment).await.is_none_or(|last| last <= desk.clock.now()), "the doctor is content");
    let (sleeper, waiting) = desk.read(move |tx| Ok((conversations::find(tx, kettle)?, conversations::find(tx, lid)?))).await;
    let now = desk.clock.now();
    assert_eq!(sleeper.snoozed_until, Some(now.plus_seconds(DAY)), "it sleeps until tomorrow, as was meant");
    assert_eq!((waiting.waiting_since, waiting.last_activity_at), (Some(now), now), "nobody stands on top for a year");
    assert_eq!(moments(&desk, "SELECT due_at FROM message WHERE planned = TRUE").await, [DAY]);
    assert_eq!(moments(&desk, "SELECT run_at FROM job WHERE kind = 'desk.send'").await, [DAY], "it leaves tomorrow");
    assert_eq!(moments(&desk, "SELECT due_at FROM follow_up").await, [DAY]);

    let jobs = desk
        .db()
        .work(Actor::System, |work| jobs::lease(work, targets::JOB, "test", Moment(i64::MAX), 9))
        .await
        .expect("leased");
    for job in jobs {
        targets::settle_everything(desk.db(), job.id).await.expect("settled");
    }
    let due = desk.read(move |tx| conversations::find(tx, lid)).await.due_at;
    assert_eq!(due, Some(now.plus_seconds(3_600)), "she is answered within the hour, counted from now");
}

#[both_databases]
async fn attack_43_a_clock_that_stands_behind_is_not_taken_for_a_desk_that_lies_ahead(desk: Desk) {
    personal(desk.db(), desk.ana, "").await;
    desk.clock.forward_seconds(-AHEAD);

    let found = desk.read(ahead::look).await;

    assert!(!found.is_nothing() && found.is_the_clock(), "{found:?}");
    desk.clock.forward_seconds(AHEAD);
    assert!(desk.read(ahead::look).await.is_nothing(), "and nothing was changed");
}

/// Whether what cannot be put back may happen now, for a program that starts.
async fn trusts_the_clock(desk: &Desk) -> bool {
    let mut caution = db::activity::begin_cautiously(desk.db()).await.expect("the log");
    caution.look(desk.clock.now(), Instant::now()).irreversible
}

#[both_databases]
async fn attack_43_a_doubt_is_not_forgotten_by_whoever_starts_next(desk: Desk) {
    desk.clock.forward_seconds(7_200);
    assert!(trusts_the_clock(&desk).await, "two hours after the last thing happened");
    desk.clock.forward_seconds(400 * 86_400);
    assert!(!trusts_the_clock(&desk).await, "a year later");

    // Somebody works while the clock is doubted, and the program is started again.
    works_by_the_wrong_clock(&desk).await;
    desk.clock.forward_seconds(60);

    assert!(!trusts_the_clock(&desk).await, "what was written down meanwhile proves nothing");
    desk.clock.forward_seconds(3_700);
    assert!(trusts_the_clock(&desk).await, "an hour later it is the time");
}
