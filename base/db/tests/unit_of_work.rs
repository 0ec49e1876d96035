//! Scenes of the unit of work: what commits, what does not, and what a bad neighbour may spoil.

use db::{Actor, Database, Happening, Subject, Trouble, activity, jobs, sql};
use serde::Serialize;
use std::time::Duration;
use testkit::{Stage as _, TestDatabase, both_databases, place_on_sqlite};

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
    sql("INSERT INTO setting (name, value) VALUES ($1, $2)")
        .with(format!("kettle {kettle}"))
        .with("sold")
        .run(work)?;
    work.record(&Event::KettleSold { kettle })
}

async fn sold(db: &Database) -> i64 {
    db.read(|tx| sql("SELECT COUNT(*) FROM setting").only(tx, "count")).await.expect("count")
}

/// The log once it has `lines` lines: on PostgreSQL other tests' open transactions hold its newest lines back for a moment.
async fn story(db: &Database, lines: usize) -> Vec<String> {
    loop {
        let entries = db.read(|tx| activity::tail(tx, activity::Position::default(), 1000)).await.expect("tail");
        if entries.len() >= lines {
            return entries.into_iter().map(|entry| entry.detail).collect();
        }
        tokio::task::yield_now().await;
    }
}

#[both_databases]
async fn a_change_and_its_record_are_kept_together(desk: TestDatabase) {
    desk.db.work(Actor::Agent(7), |work| sell(work, 1)).await.expect("sold");

    assert_eq!(sold(&desk.db).await, 1);
    assert_eq!(story(&desk.db, 1).await, [r#"{"kettle":1,"kind":"kettle.sold"}"#]);
}

#[both_databases]
async fn what_fails_within_a_work_is_undone_and_costs_nothing_else(desk: TestDatabase) {
    let twice = |work: &mut db::Work<'_>| {
        sell(work, 1)?;
        let again = work.or_undone(|work| {
            sell(work, 2)?;
            sell(work, 1)
        });
        assert!(again.is_err(), "one kettle is sold once");
        work.or_undone(|work| sell(work, 3))
    };
    desk.db.work(Actor::System, twice).await.expect("sold");

    assert_eq!(sold(&desk.db).await, 2);
    assert_eq!(story(&desk.db, 2).await, [r#"{"kettle":1,"kind":"kettle.sold"}"#, r#"{"kettle":3,"kind":"kettle.sold"}"#]);
}

#[both_databases]
async fn a_change_without_a_record_is_undone(desk: TestDatabase) {
    let outcome = desk
        .db
        .work(Actor::System, |work| sql("INSERT INTO setting (name, value) VALUES ('quiet', 'x')").run(work))
        .await;

    assert!(matches!(outcome, Err(Trouble::Unrecorded(_))), "{outcome:?}");
    assert_eq!(sold(&desk.db).await, 0);
}

#[both_databases]
async fn a_change_that_found_nothing_needs_no_record(desk: TestDatabase) {
    let changed = |name: &'static str| {
        move |work: &mut db::Work<'_>| sql("UPDATE setting SET value = 'x' WHERE name = $1 RETURNING value").with(name).one::<String>(work)
    };
    assert_eq!(desk.db.work(Actor::System, changed("nobody's")).await.expect("nothing to do"), None);

    desk.db.work(Actor::System, |work| sell(work, 1)).await.expect("sold");
    let outcome = desk.db.work(Actor::System, changed("kettle 1")).await;
    assert!(matches!(outcome, Err(Trouble::Unrecorded(_))), "{outcome:?}");
}

#[both_databases]
async fn a_panic_or_an_error_spoils_its_own_work_only(desk: TestDatabase) {
    let good = (0..40).map(|n| desk.db.work(Actor::System, move |work| sell(work, n)));
    let panicking = (100..110).map(|n| {
        desk.db.work(Actor::System, move |work| {
            sell(work, n)?;
            if n % 2 == 0 {
                panic!("kettle {n} exploded")
            }
            Err(Trouble::refused("out-of-kettles"))
        })
    });

    let (good, bad) = tokio::join!(futures_all(good), futures_all(panicking));

    assert!(good.iter().all(Result::is_ok));
    assert!(
        bad.iter()
            .all(|r: &Result<(), Trouble>| matches!(r, Err(Trouble::Panicked(_) | Trouble::Refused(_)))),
        "{bad:?}"
    );
    assert_eq!(sold(&desk.db).await, 40);
    assert_eq!(story(&desk.db, 40).await.len(), 40);
}

/// Sells after a while in which others queue up behind, and fails afterwards if it is to.
async fn sell_slowly(db: &Database, kettle: i64, fails: bool) -> Result<(), Trouble> {
    db.work(Actor::System, move |work| {
        sell(work, kettle)?;
        std::thread::sleep(Duration::from_millis(20));
        if fails { Err(Trouble::refused("out-of-kettles")) } else { Ok(()) }
    })
    .await
}

#[both_databases]
async fn whoever_fails_first_in_a_queue_or_later_takes_nobody_along(desk: TestDatabase) {
    for first_fails in [true, false] {
        let (of, db) = (|n: i64| n + i64::from(first_fails) * 10, &desk.db);
        let (first, second, third, fourth) = tokio::join!(
            sell_slowly(db, of(1), first_fails),
            sell_slowly(db, of(2), false),
            sell_slowly(db, of(3), true),
            sell_slowly(db, of(4), false),
        );
        assert_eq!((first.is_err(), second.is_ok(), third.is_err(), fourth.is_ok()), (first_fails, true, true, true));
    }

    let kept = desk.db.read(|tx| sql("SELECT name FROM setting ORDER BY name").all::<String>(tx)).await;
    assert_eq!(kept.expect("kettles"), ["kettle 1", "kettle 12", "kettle 14", "kettle 2", "kettle 4"]);
    assert_eq!(story(&desk.db, 5).await.len(), 5);
}

#[tokio::test]
async fn attack_42_a_full_disk_is_told_to_everybody_of_the_batch_and_nothing_of_it_stays() {
    let desk = TestDatabase::set_up(place_on_sqlite()).await;
    desk.db.work(Actor::System, may_not_grow).await.expect("a limit");

    // They stand in the queue at once and share a transaction: one before the disk is full, one that fills it, one after.
    let (before, filling, after) = tokio::join!(
        desk.db.work(Actor::System, |work| sell(work, 1)),
        desk.db.work(Actor::System, |work| {
            work.keep_quietly("a test");
            sql("INSERT INTO setting (name, value) VALUES ('huge', $1)").with("x".repeat(1 << 20)).run(work)
        }),
        desk.db.work(Actor::System, |work| sell(work, 2)),
    );
    let kept = sold(&desk.db).await;

    assert!(matches!(filling, Err(Trouble::Unavailable(_))), "{filling:?}");
    let told = [before, after].iter().filter(|told| told.is_ok()).count() as i64;
    assert_eq!(kept, told, "who was told yes is kept, who was told no is not");
}

/// From now on the file has no room but what it has.
fn may_not_grow(work: &mut db::Work<'_>) -> Result<i64, Trouble> {
    work.keep_quietly("a test");
    sql("PRAGMA max_page_count = 1").only(work, "pragma")
}

#[both_databases]
async fn a_follower_sees_everything_once_while_many_write(desk: TestDatabase) {
    let writer = {
        let db = desk.db.clone();
        tokio::spawn(async move { futures_all((0..200).map(|n| db.work(Actor::System, move |work| sell(work, n)))).await })
    };
    let (mut seen, mut at) = (Vec::new(), activity::Position::default());
    while seen.len() < 200 {
        let batch = desk.db.read(move |tx| activity::tail(tx, at, 17)).await.expect("tail");
        at = batch.last().map_or(at, activity::Entry::position);
        seen.extend(batch.into_iter().map(|entry| entry.detail));
    }
    writer.await.expect("writer");

    let distinct: std::collections::HashSet<_> = seen.iter().collect();
    assert_eq!((seen.len(), distinct.len()), (200, 200));
}

#[both_databases]
async fn a_promise_is_leased_once_and_comes_back_when_the_lease_runs_out(desk: TestDatabase) {
    desk.db
        .work(Actor::System, |work| {
            let now = work.now;
            work.keep_quietly("a test");
            jobs::promise(work, "mail", "{}", Some("m1"), now)?;
            jobs::promise(work, "mail", "{}", Some("m1"), now)
        })
        .await
        .expect("promise");
    let lease = |owner: &'static str| {
        desk.db.work(Actor::System, move |work| {
            let until = work.now.plus_seconds(60);
            jobs::lease(work, "mail", owner, until, 10)
        })
    };

    let (first, second) = (lease("a").await.expect("lease"), lease("b").await.expect("lease"));
    desk.clock.forward_seconds(61);
    let third = lease("c").await.expect("lease");

    assert_eq!((first.len(), second.len(), third.len()), (1, 0, 1));
    assert_eq!(third[0].attempts, 2);
}

#[both_databases]
async fn a_job_is_due_when_it_could_be_leased(desk: TestDatabase) {
    let is_due = async || desk.db.read(|tx| jobs::is_due(tx, "mail")).await.expect("an answer");
    desk.db
        .work(Actor::System, |work| {
            work.keep_quietly("a promise");
            let soon = work.now.plus_seconds(30);
            jobs::promise(work, "mail", "{}", None, soon)
        })
        .await
        .expect("promise");
    let early = is_due().await;
    desk.clock.forward_seconds(30);
    let in_time = is_due().await;
    let leased = desk
        .db
        .work(Actor::System, |work| {
            let until = work.now.plus_seconds(60);
            jobs::lease(work, "mail", "a", until, 1)
        })
        .await
        .expect("lease");
    let under_way = is_due().await;
    desk.clock.forward_seconds(61);
    let given_up_on = is_due().await;
    let job = leased[0].id;
    desk.db.work(Actor::System, move |work| jobs::bury(work, job, "no use")).await.expect("bury");

    assert_eq!((early, in_time, under_way, given_up_on, is_due().await), (false, true, false, true, false));
}

#[both_databases]
async fn numbers_are_given_out_once_each(desk: TestDatabase) {
    let numbers = futures_all((0..30).map(|_| {
        desk.db.work(Actor::System, |work| {
            work.keep_quietly("a test");
            work.next_number("kettle")
        })
    }))
    .await;

    let mut numbers: Vec<i64> = numbers.into_iter().map(|n| n.expect("number")).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=30).collect::<Vec<_>>());
}

#[both_databases]
async fn opening_again_migrates_nothing_and_a_newer_database_is_refused(desk: TestDatabase) {
    let place = desk.place.place();
    let again = Database::open(place.clone(), db::MIGRATIONS, desk.clock.clone());
    let older = Database::open(place, &[], desk.clock.clone());

    assert!(again.is_ok());
    assert!(matches!(older, Err(Trouble::Opening(why)) if why.contains("newer Frontline")));
}

async fn futures_all<T: Send + 'static>(all: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    // Polled together, so that the jobs stand in the queue at once and share commits.
    let mut waiting: Vec<_> = all.map(Box::pin).map(|f| (f, None)).collect();
    std::future::poll_fn(move |cx| {
        for (future, outcome) in &mut waiting {
            if outcome.is_none()
                && let std::task::Poll::Ready(value) = future.as_mut().poll(cx)
            {
                *outcome = Some(value);
            }
        }
        if waiting.iter().all(|(_, outcome)| outcome.is_some()) {
            std::task::Poll::Ready(waiting.iter_mut().filter_map(|(_, outcome)| outcome.take()).collect())
        } else {
            std::task::Poll::Pending
        }
    })
    .await
}

#[both_databases]
async fn a_parameter_takes_its_own_value_wherever_it_stands(desk: TestDatabase) {
    desk.db.work(Actor::Agent(7), |work| sell(work, 1)).await.expect("sold");

    let changed = desk
        .db
        .work(Actor::System, |work| {
            work.keep_quietly("a test");
            sql("UPDATE setting SET value = $2 WHERE name = $1").with("kettle 1").with("returned").run(work)
        })
        .await
        .expect("changed");

    let value: String = desk
        .db
        .read(|tx| {
            sql("SELECT value FROM setting WHERE $2 = 'x' AND name = $1")
                .with("kettle 1")
                .with("x")
                .only(tx, "setting")
        })
        .await
        .expect("value");
    assert_eq!((changed, value.as_str()), (1, "returned"));
}

#[tokio::test]
async fn attack_42_a_log_that_was_deleted_under_the_desk_loses_nothing() {
    let desk = TestDatabase::set_up(place_on_sqlite()).await;
    let log = desk.place.folder().expect("a folder").join("frontline.db-wal");
    for round in 0..3 {
        desk.db.work(Actor::System, move |work| sell(work, 10 * round)).await.expect("sold");
        assert_eq!(sold(&desk.db).await, 2 * round + 1);
        std::fs::remove_file(&log).expect("deleted");

        desk.db
            .work(Actor::System, move |work| sell(work, 10 * round + 1))
            .await
            .expect("sold, and found again");

        assert!(log.exists(), "a new log");
        assert_eq!(sold(&desk.db).await, 2 * round + 2, "every reader sees it");
        let again = Database::open(desk.place.place(), db::MIGRATIONS, desk.clock.clone()).expect("opened by somebody else");
        assert_eq!(sold(&again).await, 2 * round + 2, "and so does who opens it anew");
    }
    let health: String = desk
        .db
        .read(|tx| sql("PRAGMA integrity_check /* sqlite */").only(tx, "answer"))
        .await
        .expect("answer");
    assert_eq!(health, "ok");
}

#[tokio::test]
async fn attack_42_while_the_database_is_taken_away_nothing_is_kept_and_everything_once_it_is_back() {
    let desk = TestDatabase::set_up(place_on_sqlite()).await;
    let (file, aside) = (
        desk.place.folder().expect("a folder").join("frontline.db"),
        desk.place.folder().expect("a folder").join("aside"),
    );
    desk.db.work(Actor::System, |work| sell(work, 1)).await.expect("sold");
    desk.db.keeps_changes().await.expect("nothing is wrong");

    std::fs::rename(&file, &aside).expect("taken away");
    std::fs::write(&file, b"").expect("and another put there");
    let refused = desk.db.work(Actor::System, |work| sell(work, 2)).await;
    let told = desk.db.keeps_changes().await;
    assert_eq!(sold(&desk.db).await, 1, "what is open is still read");
    std::fs::rename(&aside, &file).expect("put back");

    assert!(matches!(refused, Err(Trouble::Unavailable(_))), "{refused:?}");
    assert!(told.as_ref().is_err_and(|why| why.to_string().contains("removed or replaced")), "{told:?}");
    desk.db.keeps_changes().await.expect("it is kept again");
    desk.db.work(Actor::System, |work| sell(work, 3)).await.expect("sold");
    assert_eq!(sold(&desk.db).await, 3, "two kettles, and what was tried");
}

#[tokio::test]
async fn who_asks_a_moment_after_another_whether_changes_are_kept_has_the_same_answer() {
    let desk = TestDatabase::set_up(place_on_sqlite()).await;
    let folder = desk.place.folder().expect("a folder").to_owned();
    let (file, aside) = (folder.join("frontline.db"), folder.join("aside"));
    std::fs::rename(&file, &aside).expect("taken away");
    std::fs::write(&file, b"").expect("and another put there");
    desk.db.work(Actor::System, |work| sell(work, 1)).await.expect_err("not kept");
    let asks = || desk.db.kept_changes_lately(Duration::from_secs(600));

    let first = asks().await;
    std::fs::rename(&aside, &file).expect("put back");
    let second = asks().await;

    for told in [first, second] {
        assert!(told.as_ref().is_err_and(|why| why.to_string().contains("removed or replaced")), "{told:?}");
    }
    desk.db.keeps_changes().await.expect("it is kept again");
    asks().await.expect("and everybody hears of it");
}
