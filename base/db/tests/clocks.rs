//! A clock that jumps, by an hour, over a leap day, to 2038 and 2100 and back: what happened keeps its order, and a promise is kept once.

use db::{Actor, Happening, Subject, Trouble, activity, jobs};
use kit::Moment;
use serde::Serialize;
use testkit::{TestDatabase, both_databases};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

#[derive(Serialize)]
#[serde(tag = "kind")]
enum Event {
    #[serde(rename = "kettle.sold")]
    KettleSold { kettle: i64 },
}

impl Happening for Event {
    fn subject(&self) -> Subject {
        Subject::default()
    }
}

fn sell(work: &mut db::Work<'_>, kettle: i64) -> Result<(), Trouble> {
    work.record(&Event::KettleSold { kettle })
}

/// Moves the clock to a moment, forward or back.
fn stand_at(desk: &TestDatabase, seconds: i64) {
    desk.clock.forward_seconds(seconds - desk.clock.now().seconds());
}

#[both_databases]
async fn attack_43_the_log_is_in_the_order_of_what_happened_whatever_the_clock_says(desk: TestDatabase) {
    let start = desk.clock.now().seconds();
    let (leap_day, year_2038, year_2100) = (1_835_438_400, 2_147_483_648, 4_107_542_400);
    let jumps = [0, HOUR, -HOUR, leap_day - start, leap_day + DAY - start, year_2038 - start, year_2100 - start, 1 - start, 7];
    for (number, jump) in jumps.iter().enumerate() {
        stand_at(&desk, start + jump);
        desk.db.work(Actor::System, move |work| sell(work, number as i64)).await.expect("sold");
    }

    let (mut at, mut heard) = (activity::Position::default(), Vec::new());
    while heard.len() < jumps.len() {
        let entries = desk.db.read(move |tx| activity::tail(tx, at, 2)).await.expect("the log");
        at = entries.last().map_or(at, activity::Entry::position);
        heard.extend(entries.into_iter().map(|entry| (entry.detail, entry.happened_at)));
        tokio::task::yield_now().await;
    }
    for (number, ((detail, moment), jump)) in heard.iter().zip(jumps).enumerate() {
        assert!(detail.contains(&format!("\"kettle\":{number}")), "{number}: {detail}");
        assert_eq!(*moment, Moment::from_seconds(start + jump), "each with the time the clock showed");
    }
}

#[both_databases]
async fn attack_43_a_promise_is_kept_once_and_neither_at_once_nor_never_when_the_clock_jumps(desk: TestDatabase) {
    let start = desk.clock.now().seconds();
    desk.db
        .work(Actor::System, |work| {
            let in_an_hour = work.now.plus_seconds(HOUR);
            work.keep_quietly("a test");
            jobs::promise(work, "ring", "{}", Some("mia"), in_an_hour)
        })
        .await
        .expect("promised");
    let leased = async || {
        let lease = |work: &mut db::Work<'_>| {
            let until = work.now.plus_seconds(600);
            jobs::lease(work, "ring", "somebody", until, 1)
        };
        desk.db.work(Actor::System, lease).await.expect("leased").pop()
    };

    stand_at(&desk, start - HOUR);
    assert!(leased().await.is_none(), "set back, it waits until its moment comes");
    stand_at(&desk, start + HOUR);
    let job = leased().await.expect("due");
    stand_at(&desk, start);
    assert!(leased().await.is_none(), "set back again, whoever has it still has it");
    stand_at(&desk, start + HOUR + 601);
    assert_eq!(leased().await.expect("whoever had it died").id, job.id);
    let id = job.id;
    desk.db.work(Actor::System, move |work| jobs::done(work, id)).await.expect("done");
    stand_at(&desk, start + 200 * 365 * DAY);
    assert!(leased().await.is_none(), "kept once");
}

#[both_databases]
async fn a_lease_that_is_held_on_to_does_not_run_out_and_one_that_ran_out_is_no_longer_held(desk: TestDatabase) {
    let now = desk.clock.now();
    let promise = move |work: &mut db::Work<'_>| {
        work.keep_quietly("a test");
        jobs::promise(work, "ring", "{}", None, now)
    };
    desk.db.work(Actor::System, promise).await.expect("promised");
    let leased = async || {
        let lease = |work: &mut db::Work<'_>| {
            let until = work.now.plus_seconds(600);
            jobs::lease(work, "ring", "somebody", until, 1)
        };
        desk.db.work(Actor::System, lease).await.expect("leased").pop()
    };
    let id = leased().await.expect("due").id;
    let held = async || {
        let hold = move |work: &mut db::Work<'_>| {
            let until = work.now.plus_seconds(600);
            jobs::hold(work, id, until)
        };
        desk.db.work(Actor::System, hold).await.expect("asked")
    };

    desk.clock.forward_seconds(400);
    assert!(held().await);
    desk.clock.forward_seconds(400);
    assert!(leased().await.is_none(), "800 seconds after it was leased for 600");
    desk.clock.forward_seconds(201);
    assert!(leased().await.is_some(), "nobody held on to it");

    let put_off = move |work: &mut db::Work<'_>| {
        let later = work.now.plus_seconds(HOUR);
        jobs::put_off(work, id, "busy", later)
    };
    desk.db.work(Actor::System, put_off).await.expect("put off");
    assert!(!held().await, "whoever gave it back has nothing to hold");
}
