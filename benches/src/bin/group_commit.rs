//! The writer under load: group commit against a commit a change, with panics and slow closures among them.
//!
//! `cargo run --release -p benches --bin group_commit`

use benches::stopwatch;
use db::{Actor, Database, Happening, Place, Subject, Trouble};
use kit::Clock;
use serde::Serialize;

#[derive(Serialize)]
#[serde(tag = "kind")]
enum Event {
    #[serde(rename = "bench.written")]
    Written,
}

impl Happening for Event {
    fn subject(&self) -> Subject {
        Subject::default()
    }
}

const CHANGES: usize = 20_000;
const CALLERS: usize = 64;

#[tokio::main]
async fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    let folder = tempfile::tempdir().expect("a folder");
    let alone = bare(folder.path(), 2_000);
    println!("bare loop, one commit a change: {alone:.0} changes/s");
    let db = Database::open(Place::Sqlite(folder.path().join("group.db")), db::MIGRATIONS, Clock::system()).expect("a database");
    for (name, panics, slow) in [("plain", false, false), ("one in 50 panics", true, false), ("one in 500 takes 20 ms", false, true)] {
        let clock = stopwatch();
        let good = load(&db, panics, slow).await;
        let rate = CHANGES as f64 / clock().as_secs_f64();
        println!("{CALLERS} callers, {name}: {rate:.0} changes/s ({good} kept), {:.1} × the bare loop", rate / alone);
    }
}

async fn load(db: &Database, panics: bool, slow: bool) -> usize {
    let callers = (0..CALLERS).map(|caller| {
        let db = db.clone();
        tokio::spawn(async move {
            let mut kept = 0;
            for number in (caller..CHANGES).step_by(CALLERS) {
                kept += usize::from(db.work(Actor::System, move |work| change(work, number, panics, slow)).await.is_ok());
            }
            kept
        })
    });
    let mut kept = 0;
    for caller in callers.collect::<Vec<_>>() {
        kept += caller.await.expect("a caller");
    }
    kept
}

fn change(work: &mut db::Work<'_>, number: usize, panics: bool, slow: bool) -> Result<(), Trouble> {
    db::sql("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2")
        .with(format!("k{number}"))
        .with("v")
        .run(work)?;
    if slow && number.is_multiple_of(500) {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert!(!(panics && number.is_multiple_of(50)), "on purpose");
    work.record(&Event::Written)
}

fn bare(folder: &std::path::Path, count: usize) -> f64 {
    let connection = rusqlite::Connection::open(folder.join("alone.db")).expect("a file");
    connection
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT); CREATE TABLE activity (id INTEGER PRIMARY KEY, detail TEXT)")
        .expect("tables");
    let clock = stopwatch();
    for number in 0..count {
        connection.execute_batch("BEGIN IMMEDIATE").expect("begun");
        connection
            .execute("INSERT INTO setting VALUES (?1, 'v') ON CONFLICT DO NOTHING", [format!("k{number}")])
            .expect("kept");
        connection
            .execute("INSERT INTO activity (detail) VALUES ('{\"kind\":\"bench.written\"}')", [])
            .expect("kept");
        connection.execute_batch("COMMIT").expect("durable");
    }
    count as f64 / clock().as_secs_f64()
}
