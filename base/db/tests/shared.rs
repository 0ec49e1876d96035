//! Scenes of answers many ask for in one moment: found once, and never after something changed.

use db::{Actor, Database, Happening, Subject, Trouble, sql};
use serde::Serialize;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::{TestDatabase, both_databases};

/// Asks how many settings there are, by `key`; `found` counts how often that was looked up.
async fn asks(db: &Database, key: &'static str, found: &Arc<AtomicUsize>) -> i64 {
    let found = found.clone();
    let answer = db.read(move |tx| {
        tx.shared(key.to_owned(), |tx| {
            found.fetch_add(1, Ordering::Relaxed);
            sql("SELECT COUNT(*) FROM setting").only::<i64>(tx, "count")
        })
    });
    *answer.await.expect("an answer")
}

async fn add(db: &Database, name: &'static str) {
    let kept = db.work(Actor::System, move |work| {
        work.keep_quietly("a scene");
        sql("INSERT INTO setting (name, value) VALUES ($1, 'x')").with(name).run(work)
    });
    kept.await.expect("kept");
}

#[both_databases]
async fn a_row_that_several_look_up_in_one_moment_is_asked_for_once(desk: TestDatabase) {
    add(&desk.db, "one").await;
    let value = |name: &'static str| sql("SELECT value FROM setting WHERE name = $1").with(name);
    let before = desk.db.statements();
    let looked_up = desk.db.read(move |tx| {
        let of = |tx: &mut db::Tx<'_>, name| value(name).one::<String>(tx);
        Ok([of(tx, "one")?, of(tx, "two")?, of(tx, "one")?, of(tx, "two")?])
    });
    let one = Some("x".to_owned());
    assert_eq!(looked_up.await.expect("rows"), [one.clone(), None, one, None]);
    assert_eq!(desk.db.statements() - before, 2, "each once");

    let changed = desk.db.work(Actor::System, move |work| {
        work.keep_quietly("a scene");
        let first: Option<String> = value("one").one(work)?;
        sql("UPDATE setting SET value = 'y' WHERE name = 'one'").run(work)?;
        Ok((first, value("one").one::<String>(work)?))
    });
    assert_eq!(changed.await.expect("changed"), (Some("x".into()), Some("y".into())), "who changes sees what they changed");
}

#[both_databases]
async fn what_many_ask_is_found_once_until_something_changes(desk: TestDatabase) {
    let found = Arc::new(AtomicUsize::new(0));
    let before = asks(&desk.db, "settings", &found).await;
    for _ in 0..20 {
        assert_eq!(asks(&desk.db, "settings", &found).await, before);
    }
    assert_eq!(found.load(Ordering::Relaxed), 1);

    add(&desk.db, "one more").await;

    assert_eq!(asks(&desk.db, "settings", &found).await, before + 1, "who changed something finds it at once");
    assert_eq!(found.load(Ordering::Relaxed), 2);
    assert_eq!(asks(&desk.db, "settings of somebody else", &found).await, before + 1);
    assert_eq!(found.load(Ordering::Relaxed), 3, "another key is another question");
}

#[derive(Serialize)]
#[serde(tag = "kind")]
enum Event {
    #[serde(rename = "kettle.sold")]
    KettleSold,
}

impl Happening for Event {
    fn subject(&self) -> Subject {
        Subject::default()
    }
}

/// Something is kept aside, and then more or less is done in the same work.
async fn keeps_aside(db: &Database, name: &'static str, then: fn(&mut db::Work<'_>) -> Result<(), Trouble>) {
    let kept = db.work(Actor::System, move |work| {
        work.keep_aside("a scene");
        sql("INSERT INTO setting (name, value) VALUES ($1, 'x')").with(name).run(work)?;
        then(work)
    });
    kept.await.expect("kept");
}

#[both_databases]
async fn what_is_kept_aside_wakes_nobody_and_leaves_what_is_shared(desk: TestDatabase) {
    let (found, mut commits) = (Arc::new(AtomicUsize::new(0)), desk.db.commits());
    asks(&desk.db, "settings", &found).await;
    commits.mark_unchanged();

    keeps_aside(&desk.db, "aside", |_| Ok(())).await;
    asks(&desk.db, "settings", &found).await;
    assert_eq!(found.load(Ordering::Relaxed), 1);
    assert!(!commits.has_changed().expect("open"));
    let there: i64 = desk
        .db
        .read(|tx| sql("SELECT COUNT(*) FROM setting WHERE name = 'aside'").only(tx, "count"))
        .await
        .expect("counted");
    assert_eq!(there, 1, "it is kept all the same");

    keeps_aside(&desk.db, "quietly after all", |work| {
        work.keep_quietly("a scene");
        Ok(())
    })
    .await;
    asks(&desk.db, "settings", &found).await;
    assert_eq!(found.load(Ordering::Relaxed), 2, "whoever goes on quietly is told of");
    assert!(commits.has_changed().expect("open"));

    commits.mark_unchanged();
    keeps_aside(&desk.db, "and recorded", |work| work.record(&Event::KettleSold)).await;
    asks(&desk.db, "settings", &found).await;
    assert_eq!(found.load(Ordering::Relaxed), 3, "and so is whoever records something");
    assert!(commits.has_changed().expect("open"));
}

#[both_databases]
async fn nobody_who_was_told_yes_is_given_an_older_answer(desk: TestDatabase) {
    let found = Arc::new(AtomicUsize::new(0));
    let begun = asks(&desk.db, "settings", &found).await;
    let names: Vec<&'static str> = (0..60).map(|number| &*format!("kettle {number}").leak()).collect();
    let mut least = begun;
    for name in names {
        let others = tokio::spawn({
            let (db, found) = (desk.db.clone(), found.clone());
            async move { asks(&db, "settings", &found).await }
        });
        add(&desk.db, name).await;
        least += 1;
        assert!(asks(&desk.db, "settings", &found).await >= least, "after {name}");
        others.await.expect("others");
    }
}

#[both_databases]
async fn an_answer_outlives_a_second_only_by_being_found_again(desk: TestDatabase) {
    let found = Arc::new(AtomicUsize::new(0));
    asks(&desk.db, "settings", &found).await;
    desk.clock.forward_seconds(2);

    asks(&desk.db, "settings", &found).await;

    assert_eq!(found.load(Ordering::Relaxed), 2);
}

#[both_databases]
async fn a_change_sees_its_own_rows_and_a_fault_is_not_kept(desk: TestDatabase) {
    let found = Arc::new(AtomicUsize::new(0));
    let before = asks(&desk.db, "settings", &found).await;
    let counted = desk.db.work(Actor::System, |work| {
        work.keep_quietly("a scene");
        sql("INSERT INTO setting (name, value) VALUES ('own', 'x')").run(work)?;
        let seen = work.shared("settings".to_owned(), |tx| sql("SELECT COUNT(*) FROM setting").only::<i64>(tx, "count"))?;
        Ok(*seen)
    });
    assert_eq!(counted.await.expect("counted"), before + 1);

    let failed = desk
        .db
        .read(|tx| tx.shared("fault".to_owned(), |_| Err::<i64, _>(Trouble::NotFound("setting"))))
        .await;
    assert!(failed.is_err());
    let again = desk.db.read(|tx| tx.shared("fault".to_owned(), |_| Ok(7_i64))).await;
    assert_eq!(*again.expect("found"), 7);
}
