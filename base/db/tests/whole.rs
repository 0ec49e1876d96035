//! Scenes of databases as a whole: read in one snapshot, poured into an empty one, all or nothing.

use db::whole::{self, Filling, Fingerprint, Snapshot};
use db::{Actor, Database, Happening, MIGRATIONS, Place, Subject, Trouble, Value, activity, sql};
use kit::Clock;
use serde::Serialize;
use testkit::{TestDatabase, both_databases, every_row, everywhere, off, place_on_postgres, place_on_sqlite};

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

async fn sell(db: &Database, kettle: i64) {
    let sold = db.work(Actor::Agent(7), move |work| {
        sql("INSERT INTO setting (name, value) VALUES ($1, 'día')")
            .with(format!("kettle {kettle}"))
            .run(work)?;
        work.record(&Event::KettleSold { kettle })
    });
    sold.await.expect("sold");
}

fn moved(from: Place, to: Place) -> Result<u64, Trouble> {
    let clock = Clock::set_to(testkit::TUESDAY_MORNING);
    let mut source = Snapshot::take(&from, MIGRATIONS)?;
    let mut target = Filling::begin(&to, MIGRATIONS, &clock)?;
    assert_eq!(target.tables(), source.tables(), "both engines tell of the same tables");
    let mut altered = 0;
    for table in source.tables().to_vec() {
        altered += target.pour(&table, &mut |keep| source.rows(&table, keep))?.altered;
    }
    target.finish(&source.last_numbers()?, 0)?;
    Ok(altered)
}

fn rows(place: &Place) -> testkit::Rows {
    every_row(place, MIGRATIONS)
}

/// Everything a follower that stands at `seen` is told; waits for `lines`.
async fn told(db: &Database, seen: activity::Position, lines: usize) -> Vec<activity::Entry> {
    loop {
        let entries = db.read(move |tx| activity::tail(tx, seen, 100)).await.expect("tail");
        if entries.len() >= lines {
            return entries;
        }
        tokio::task::yield_now().await;
    }
}

#[both_databases]
async fn what_is_poured_is_row_for_row_what_was_there_and_the_log_goes_on_behind_it(desk: TestDatabase) {
    for kettle in 0..3 {
        sell(&desk.db, kettle).await;
    }
    let seen = told(&desk.db, activity::Position::default(), 3).await[2].position();
    desk.db
        .work(Actor::System, move |work| activity::mark_seen(work, "reactions", seen))
        .await
        .expect("marked");

    for target in everywhere() {
        let (from, to) = (desk.place.place(), target.place());
        let (before, after) = off(move || {
            moved(from.clone(), to.clone()).expect("moved");
            (rows(&from), rows(&to))
        });
        assert_eq!(before, after);

        let copy = TestDatabase::open(target, MIGRATIONS);
        let place = copy.db.read(|tx| activity::seen_by(tx, "reactions")).await.expect("place");
        assert_eq!(place, seen);
        sell(&copy.db, 9).await;
        let news = told(&copy.db, place, 1).await;
        assert_eq!(
            news.iter().map(|line| (line.id, line.detail.as_str())).collect::<Vec<_>>(),
            [(4, r#"{"kettle":9,"kind":"kettle.sold"}"#)]
        );
        assert!(news[0].position() > seen);
        assert_eq!(copy.db.read(activity::end).await.expect("end"), news[0].position());
    }
}

#[both_databases]
async fn a_row_that_is_no_longer_what_was_read_is_not_written_over(desk: TestDatabase) {
    sell(&desk.db, 1).await;
    let place = desk.place.place();
    let (table, row) = off(move || {
        let mut snapshot = Snapshot::take(&place, MIGRATIONS).expect("a snapshot");
        let table = snapshot.tables().iter().find(|table| table.name == "setting").expect("settings").clone();
        let mut read = None;
        let mut keep = |row| {
            read = Some(row);
            Ok(())
        };
        snapshot.rows(&table, &mut keep).expect("read");
        (table, read.expect("a setting"))
    });
    let value = table.place_of("value").expect("a column");
    let written = async |text: &str| {
        let (table, row, cell) = (table.clone(), row.clone(), (value, Value::Text(text.into())));
        let put = desk.db.work(Actor::System, move |work| {
            work.keep_quietly("a test");
            let is_as_read = whole::is_as_read(work, &table, &row, &[value])?;
            Ok((is_as_read, whole::put(work, &table, &row, &[value], std::slice::from_ref(&cell))?))
        });
        put.await.expect("asked")
    };

    assert_eq!(written("first").await, (true, true));
    assert_eq!(written("second").await, (false, false), "it holds “first” now, not what was read");
    let kept: String = desk.db.read(|tx| sql("SELECT value FROM setting").only(tx, "setting")).await.expect("kept");
    assert_eq!(kept, "first");
}

#[both_databases]
async fn a_target_where_anything_is_kept_is_refused_and_stays(desk: TestDatabase) {
    sell(&desk.db, 1).await;
    for target in everywhere() {
        let other = TestDatabase::open(target, MIGRATIONS);
        sell(&other.db, 2).await;
        let (from, to) = (desk.place.place(), other.place.place());

        let (refused, still) = off(move || (moved(from, to.clone()), rows(&to)));

        assert!(refused.unwrap_err().to_string().contains("not empty"));
        assert!(still.iter().any(|(table, rows)| table == "setting" && rows[0][0] == Value::Text("kettle 2".into())));
    }
}

const LATER: db::Migration = db::Migration { feature: "later", number: 1, name: "later", sql: "CREATE TABLE later (id {id})" };

/// A refused target was neither migrated nor given a ledger.
#[both_databases]
async fn a_refused_target_keeps_its_schema(desk: TestDatabase) {
    sell(&desk.db, 1).await;
    for target in everywhere() {
        let other = TestDatabase::open(target, MIGRATIONS);
        sell(&other.db, 2).await;
        let newer = [MIGRATIONS, &[LATER]].concat();
        let to = other.place.place();
        let begun = move || Filling::begin(&to, &newer, &Clock::system()).err().expect("refused").to_string();

        let refused = off(begun.clone());
        let to = other.place.place();
        off(move || Snapshot::take(&to, MIGRATIONS).map(drop)).expect("a schema without the later step");
        let dropped = other.db.work(Actor::System, |work| {
            work.keep_quietly("somebody else's tables");
            sql("DROP TABLE migration").run(work)
        });
        dropped.await.expect("dropped");
        let foreign = off(begun);

        assert!(refused.contains("not empty"), "{refused}");
        assert!(foreign.contains("nothing says that Frontline made it"), "{foreign}");
        let ledger = other.db.read(|tx| sql("SELECT COUNT(*) FROM migration").only::<i64>(tx, "steps")).await;
        assert!(ledger.is_err(), "{ledger:?}");
    }
}

#[both_databases]
async fn what_was_not_finished_leaves_an_empty_place_that_can_be_filled_again(desk: TestDatabase) {
    sell(&desk.db, 1).await;
    for target in everywhere() {
        let (from, to) = (desk.place.place(), target.place());
        off(move || {
            let mut source = Snapshot::take(&from, MIGRATIONS).expect("a snapshot");
            let mut filling = Filling::begin(&to, MIGRATIONS, &Clock::system()).expect("begun");
            let table = source.tables().iter().find(|table| table.name == "activity").cloned().expect("the log");
            filling.pour(&table, &mut |keep| source.rows(&table, keep)).expect("poured");
            drop(filling);
            assert!(rows(&to).iter().all(|(_, rows)| rows.is_empty()));
            moved(from, to).expect("moved now");
        });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn text_postgres_cannot_keep_is_counted_and_everything_else_is_as_it_was() {
    let desk = TestDatabase::open(place_on_sqlite(), MIGRATIONS);
    let kept = desk.db.work(Actor::System, |work| {
        work.keep_quietly("a test");
        sql("INSERT INTO setting (name, value) VALUES ('nul', $1)").with("a\0b").run(work)
    });
    kept.await.expect("kept");
    let Some(target) = place_on_postgres() else { return };
    let (from, to) = (desk.place.place(), target.place());

    let (altered, after) = off(move || (moved(from, to.clone()).expect("moved"), rows(&to)));

    assert_eq!(altered, 1);
    let (_, settings) = after.iter().find(|(table, _)| table == "setting").expect("settings");
    assert_eq!(settings[0][1], Value::Text("a\u{fffd}b".into()));
}

#[both_databases]
async fn a_snapshot_does_not_see_what_comes_later_and_holds_nobody_up(desk: TestDatabase) {
    sell(&desk.db, 1).await;
    let place = desk.place.place();
    let (ready, is_ready) = tokio::sync::oneshot::channel();
    let (go, gone) = std::sync::mpsc::channel::<()>();
    let reading = std::thread::spawn(move || {
        let mut snapshot = Snapshot::take(&place, MIGRATIONS).expect("a snapshot");
        ready.send(()).expect("heard");
        gone.recv().expect("told");
        let table = snapshot.tables().iter().find(|table| table.name == "setting").cloned().expect("settings");
        snapshot.fingerprint(&table).expect("read")
    });
    is_ready.await.expect("ready");

    sell(&desk.db, 2).await;
    go.send(()).expect("heard");
    let (count, hash) = tokio::task::spawn_blocking(move || reading.join().expect("no panic")).await.expect("joined");

    let mut one = Fingerprint::default();
    one.add(&[Value::Text("kettle 1".into()), Value::Text("día".into())]);
    assert_eq!((count, hash), one.finish());
}
