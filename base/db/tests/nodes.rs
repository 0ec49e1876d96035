//! Several nodes on one PostgreSQL: who is on duty, who takes over, what one hears of another, and what somebody who was away may not do any more.

use db::nodes::{self, Pace};
use db::{Actor, Database, Migration, Place, Trouble, jobs, sql};
use kit::{Clock, Moment};
use std::time::{Duration, Instant};
use testkit::{TestPlace, place_on_postgres};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

const LATER: Migration = Migration { feature: "db", number: 99, name: "later", sql: "CREATE TABLE later (id BIGINT)" };
/// So quick that a scene need not wait long for a death, and slow enough for a machine that is busy.
const QUICK: Pace = Pace { beat: Duration::from_millis(200), silent: Duration::from_millis(2_000) };
const LONG: Duration = Duration::from_secs(20);

/// `None`, with a word on standard error, where there is no PostgreSQL.
fn place() -> Option<TestPlace> {
    let place = place_on_postgres();
    if place.is_none() {
        eprintln!("left out: no PostgreSQL; start it with eval \"$(tests/servers/up)\"");
    }
    place
}

async fn node(place: &TestPlace, name: &str) -> Database {
    let db = Database::open(place.place(), db::MIGRATIONS, Clock::system()).unwrap();
    db.join(name, "1.0", QUICK).await.unwrap();
    db
}

/// What somebody on duty says: who, and whether they begin or end.
type Said = (&'static str, &'static str);

/// Somebody who is on duty whenever it is their turn.
struct Watchman {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Watchman {
    fn hired(db: &Database, name: &'static str, says: &UnboundedSender<Said>) -> Self {
        let (stop, says, db) = (CancellationToken::new(), says.clone(), db.clone());
        let until = stop.clone();
        let task = tokio::spawn(async move {
            let watching = |_, turn: CancellationToken| {
                let says = says.clone();
                async move {
                    let _ = says.send((name, "begins"));
                    turn.cancelled().await;
                    let _ = says.send((name, "ends"));
                }
            };
            db.on_duty("the watch", until, watching).await;
        });
        Self { stop, task }
    }

    async fn goes_home(self) {
        self.stop.cancel();
        self.task.await.unwrap();
    }
}

async fn next(said: &mut UnboundedReceiver<Said>) -> Said {
    tokio::time::timeout(LONG, said.recv()).await.expect("somebody says something").unwrap()
}

/// Asks until the answer is yes.
async fn until(db: &Database, question: &'static str) {
    let began = Instant::now();
    loop {
        let count: i64 = db.read(move |tx| sql(question).only(tx, "count")).await.unwrap();
        if count > 0 {
            return;
        }
        assert!(began.elapsed() < LONG, "it never came about: {question}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// A change nobody needs to know of.
async fn quietly(db: &Database, statement: &'static str) -> Result<u64, Trouble> {
    db.work(Actor::System, move |work| {
        work.keep_quietly("for the scene");
        sql(statement).run(work)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn one_node_is_on_duty_and_another_follows_at_once_when_it_goes() {
    let Some(place) = place() else { return };
    let (says, mut said) = unbounded_channel();
    let (first, second) = (node(&place, "first").await, node(&place, "second").await);
    let watches = Watchman::hired(&first, "first", &says);
    assert_eq!(next(&mut said).await, ("first", "begins"));
    let waits = Watchman::hired(&second, "second", &says);
    tokio::time::sleep(3 * QUICK.beat).await;
    assert!(said.try_recv().is_err(), "one is enough");

    let went = Instant::now();
    watches.goes_home().await;

    assert_eq!([next(&mut said).await, next(&mut said).await], [("first", "ends"), ("second", "begins")]);
    assert!(went.elapsed() < QUICK.silent, "given back, not waited for: {:?}", went.elapsed());
    first.leave().await;
    waits.goes_home().await;
    second.leave().await;
    let left: i64 = second.read(|tx| sql("SELECT COUNT(*) FROM node").only(tx, "count")).await.unwrap();
    assert_eq!(left, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_41_who_was_stopped_and_wakes_up_changes_nothing() {
    let Some(place) = place() else { return };
    let db = node(&place, "sleeper").await;

    let (before, after, elsewhere) = db
        .alone("the watch", |on_duty| {
            let db = db.clone();
            async move {
                let before = quietly(&on_duty, "INSERT INTO setting (name, value) VALUES ('a', '')").await;
                // Another node took it over while this one slept.
                quietly(&db, "UPDATE duty SET node_id = 0, epoch = epoch + 1").await.unwrap();
                let after = quietly(&on_duty, "INSERT INTO setting (name, value) VALUES ('b', '')").await;
                (before, after, quietly(&db, "INSERT INTO setting (name, value) VALUES ('c', '')").await)
            }
        })
        .await;

    assert!(before.is_ok() && elsewhere.is_ok());
    assert!(matches!(after, Err(Trouble::InUse(_))), "{after:?}");
    let kept: Vec<String> = db.read(|tx| sql("SELECT name FROM setting ORDER BY name").all(tx)).await.unwrap();
    assert_eq!(kept, ["a", "c"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_node_commits_or_says_another_hears() {
    let Some(place) = place() else { return };
    let (one, other) = (node(&place, "one").await, node(&place, "other").await);
    let (mut told, mut own) = (other.told(), one.told());
    let mut slowest = Duration::ZERO;
    for _ in 0..10 {
        let mut commits = other.commits();
        commits.mark_unchanged();
        quietly(
            &one,
            "INSERT INTO counter (name, value) VALUES ('scene', 1) ON CONFLICT (name) DO UPDATE SET value = counter.value + 1",
        )
        .await
        .unwrap();
        let committed = Instant::now();
        tokio::time::timeout(LONG, commits.changed()).await.expect("the other hears of it").unwrap();
        slowest = slowest.max(committed.elapsed());
    }
    eprintln!("the slowest of ten commits was heard of after {slowest:?}");
    assert!(slowest < Duration::from_secs(2), "{slowest:?}");

    one.tell("the kettle is on");
    one.tell(&"x".repeat(nodes::LONGEST + 1));
    one.tell("and off");

    for words in ["the kettle is on", "and off"] {
        assert_eq!(tokio::time::timeout(LONG, told.recv()).await.expect("words").unwrap(), words);
    }
    assert!(own.try_recv().is_err(), "nobody hears themselves");
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_44_of_a_flood_of_words_a_few_hundred_are_heard_and_that_there_were_more() {
    let Some(place) = place() else { return };
    let (one, other) = (node(&place, "one").await, node(&place, "other").await);
    let mut told = other.told();
    let listening = tokio::spawn(async move {
        let mut heard = 0;
        loop {
            match tokio::time::timeout(LONG, told.recv()).await.expect("it is said that some were missed") {
                Ok(words) if words == nodes::MISSED => return heard,
                Ok(_) => heard += 1,
                Err(RecvError::Lagged(count)) => heard += count,
                Err(RecvError::Closed) => panic!("nobody is there any more"),
            }
        }
    });

    for number in 0..20_000 {
        one.tell(&number.to_string());
    }

    let heard = listening.await.expect("heard");
    assert!((1..10_000).contains(&heard), "{heard}");
    let mut told = other.told();
    one.tell("and on");
    while tokio::time::timeout(LONG, told.recv()).await.expect("words") != Ok("and on".to_owned()) {}
}

/// A job that a node with this number has leased for an hour.
async fn leased_by(db: &Database, node: i64) {
    db.work(Actor::System, move |work| {
        work.keep_quietly("for the scene");
        jobs::promise(work, "mail", "", None, Moment(0))?;
        let until = work.now.plus_seconds(3_600);
        sql("UPDATE job SET leased_until = $2, node_id = $1 WHERE node_id IS NULL")
            .with(node)
            .with(until)
            .run(work)
    })
    .await
    .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_dead_node_had_leased_is_due_again_and_what_a_stopped_one_has_is_not() {
    let Some(place) = place() else { return };
    let db = node(&place, "survivor").await;
    // 1,001 is dead; 1,002 is stopped: nobody hears of it, and its line is still open.
    quietly(
        &db,
        "INSERT INTO node (id, name, version, joined_at, heard_at, clock_off) VALUES (1001, 'dead', '', 0, 0, 0), (1002, 'stopped', '', 0, 0, 0)",
    )
    .await
    .unwrap();
    let url = match place.place() {
        Place::Postgres(url) => url,
        Place::Sqlite(_) => unreachable!("it is on PostgreSQL"),
    };
    let held = std::thread::spawn(move || {
        let mut stopped = postgres::Client::connect(&url, postgres::NoTls).unwrap();
        stopped
            .execute("SELECT pg_advisory_lock(hashtext('frontline node ' || current_schema()), 1002)", &[])
            .unwrap();
        stopped
    })
    .join()
    .unwrap();
    leased_by(&db, 1001).await;
    leased_by(&db, 1002).await;

    until(&db, "SELECT COUNT(*) FROM job WHERE leased_until IS NULL").await;

    let leases: Vec<Option<i64>> = db.read(|tx| sql("SELECT node_id FROM job ORDER BY id").all(tx)).await.unwrap();
    let traces: Vec<String> = db.read(nodes::all).await.unwrap().into_iter().map(|node| node.name).collect();
    assert_eq!(leases, [None, Some(1002)]);
    assert_eq!(traces, ["survivor", "stopped"]);
    std::thread::spawn(move || drop(held)).join().unwrap();
    until(&db, "SELECT COUNT(*) FROM (SELECT 1 FROM node HAVING COUNT(*) = 1) one").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_41_of_a_job_another_node_has_taken_up_nobody_else_says_that_it_is_done() {
    let Some(place) = place() else { return };
    let (slow, quick) = (node(&place, "slow").await, node(&place, "quick").await);
    quietly(&slow, "INSERT INTO job (kind, payload, run_at) VALUES ('mail', '', 0)").await.unwrap();
    let lease = |db: Database| async move {
        db.work(Actor::System, |work| {
            let until = work.now.plus_seconds(60);
            jobs::lease(work, "mail", "scene", until, 5)
        })
        .await
        .unwrap()
    };
    let job = lease(slow.clone()).await.pop().unwrap().id;
    assert!(lease(quick.clone()).await.is_empty(), "it is leased");
    quietly(&slow, "UPDATE job SET leased_until = 0").await.unwrap();
    assert_eq!(lease(quick.clone()).await.len(), 1);

    let late = slow.work(Actor::System, move |work| jobs::done(work, job)).await;
    let put_off = slow.work(Actor::System, move |work| jobs::put_off(work, job, "", Moment(0))).await;
    let done = quick.work(Actor::System, move |work| jobs::done(work, job)).await;
    let gone = slow.work(Actor::System, move |work| jobs::done(work, job)).await;

    assert!(matches!((&late, &put_off), (Err(Trouble::InUse(_)), Err(Trouble::InUse(_)))), "{late:?} {put_off:?}");
    assert!(done.is_ok() && gone.is_ok(), "what is gone is done");
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_44_a_node_with_an_older_program_is_off_duty_as_soon_as_a_newer_one_comes() {
    let Some(place) = place() else { return };
    let (says, mut said) = unbounded_channel();
    let older = node(&place, "older").await;
    let watches = Watchman::hired(&older, "older", &says);
    assert_eq!(next(&mut said).await, ("older", "begins"));
    quietly(&older, "INSERT INTO job (kind, payload, run_at) VALUES ('mail', '', 0)").await.unwrap();

    let newer = Database::open(place.place(), &[db::MIGRATIONS, &[LATER]].concat(), Clock::system()).unwrap();
    newer.join("newer", "2.0", QUICK).await.unwrap();
    let follows = Watchman::hired(&newer, "newer", &says);

    let both = [next(&mut said).await, next(&mut said).await];
    assert!(both.contains(&("older", "ends")) && both.contains(&("newer", "begins")), "{both:?}");
    // It is off duty at once, and says so from its next beat on.
    let mut why = older.rests();
    for _ in 0..100 {
        if why.is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        why = older.rests();
    }
    let why = why.expect("it rests");
    assert!(why.contains("db 99") && why.contains("Upgrade it"), "{why}");
    assert_eq!(newer.rests(), None);
    let lease = |db: Database| async move {
        db.work(Actor::System, |work| jobs::lease(work, "mail", "scene", Moment(i64::MAX), 5))
            .await
            .unwrap()
    };
    assert!(lease(older.clone()).await.is_empty(), "it takes no new work");
    assert_eq!(lease(newer.clone()).await.len(), 1);
    // While it rests it takes nothing, though nobody else holds it.
    follows.goes_home().await;
    assert_eq!(next(&mut said).await, ("newer", "ends"));
    tokio::time::sleep(3 * QUICK.beat).await;
    assert!(said.try_recv().is_err(), "the older one stays off duty");
    watches.goes_home().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_44_a_cut_line_is_opened_again_and_who_was_on_duty_stays() {
    let Some(place) = place() else { return };
    let (says, mut said) = unbounded_channel();
    let db = node(&place, "cut-off-and-back").await;
    let mut told = db.told();
    let watches = Watchman::hired(&db, "cut", &says);
    assert_eq!(next(&mut said).await, ("cut", "begins"));

    let cut: i64 = db
        .read(|tx| {
            sql("SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'frontline cut-off-and-back' /* postgres */")
                .only(tx, "count")
        })
        .await
        .unwrap();
    assert_eq!(cut, 1);
    tokio::time::sleep(QUICK.silent + QUICK.beat).await;

    assert_eq!(told.try_recv().as_deref(), Ok(nodes::MISSED), "what others said meanwhile was not heard");
    assert!(said.try_recv().is_err(), "nobody else was there to take it, and it was back in time");
    let nodes = db.read(nodes::all).await.unwrap();
    assert_eq!(nodes.len(), 1, "it is the same node: {nodes:?}");
    watches.goes_home().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_44_two_that_open_an_empty_database_at_once_migrate_it_once() {
    let Some(place) = place() else { return };
    let opening: Vec<_> = (0..3)
        .map(|_| {
            let place = place.place();
            std::thread::spawn(move || Database::open(place, db::MIGRATIONS, Clock::system()).map(drop))
        })
        .collect();

    for opened in opening {
        opened.join().unwrap().unwrap();
    }

    let health = tokio::task::spawn_blocking(move || (Database::check(&place.place(), db::MIGRATIONS).unwrap(), place))
        .await
        .unwrap()
        .0;
    assert_eq!((health.pending, health.unknown), (vec![], vec![]));
}

#[testkit::both_databases]
async fn of_two_that_read_the_same_stretch_of_the_log_one_moves_on(stage: testkit::TestDatabase) {
    use db::activity::{Position, move_on, seen_by};
    let at = |id| Position { xid: 0, id };
    let moves = |from, to| {
        let db = stage.db.clone();
        async move { db.work(Actor::System, move |work| move_on(work, "reactions", from, to)).await }
    };

    assert!(moves(at(0), at(5)).await.is_ok());
    assert!(matches!(moves(at(0), at(5)).await, Err(Trouble::InUse(_))));
    assert!(moves(at(5), at(9)).await.is_ok());
    assert!(matches!(moves(at(5), at(7)).await, Err(Trouble::InUse(_))));
    assert_eq!(stage.db.read(|tx| seen_by(tx, "reactions")).await.unwrap(), at(9));
}

#[testkit::both_databases]
async fn where_nobody_joined_everything_is_ones_own_duty(stage: testkit::TestDatabase) {
    let (says, mut said) = unbounded_channel();
    let watches = Watchman::hired(&stage.db, "alone", &says);
    assert_eq!(next(&mut said).await, ("alone", "begins"));
    stage
        .db
        .alone("opening", |db| async move { quietly(&db, "INSERT INTO setting (name, value) VALUES ('a', '')").await })
        .await
        .unwrap();
    stage.db.tell("nobody");
    watches.goes_home().await;
    let written: i64 = stage.db.read(|tx| sql("SELECT COUNT(*) FROM duty").only(tx, "count")).await.unwrap();
    assert_eq!(written, 0);
}
