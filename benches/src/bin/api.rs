//! What programs create through the API, durably: eight callers hand in messages from customers, beside a bare loop that inserts as many
//! rows into as many tables with group commit on the same disk.
//!
//! `cargo build --release && cargo run --release -p benches --bin api -- target/release/frontline`

use benches::calling::{self, CALLERS};
use benches::program::{Running, fill};
use benches::stopwatch;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::mpsc;

const EACH: usize = 500;
/// What a row of the bare loop holds, about as much as ours.
const ROW_BYTES: usize = 200;

#[tokio::main]
async fn main() {
    let program = std::env::args().nth(1).unwrap_or_else(|| "target/release/frontline".into());
    let folder = tempfile::tempdir().expect("a folder");
    let token = fill(folder.path(), &(0..3_000).collect::<Vec<_>>(), 1).await.token;
    let running = Running::start_with(&program, folder.path(), &["--api-rate", "1000000"]);
    running.settle();
    // The first of each caller warms up; the rows that come in while one is handed in are counted on the way.
    let before = rows(folder.path());
    calling::from_all(running.http, &token, 10, "warm");
    running.settle();
    let after = rows(folder.path());
    let made: BTreeMap<String, usize> = after
        .into_iter()
        .map(|(table, count)| {
            let more = count - before.get(&table).copied().unwrap_or_default();
            (table, (more + CALLERS * 10 / 2) / (CALLERS * 10))
        })
        .filter(|(_, count)| *count > 0)
        .collect();
    let total: usize = made.values().sum();
    println!("one creation leaves {total} rows in {} tables: {made:?}", made.len());
    let limit = bare(folder.path(), &made);
    println!("bare loop, {CALLERS} callers, group commit: {limit:.0} creations/s");
    let (clock, cpu) = (stopwatch(), running.cpu_ticks());
    let waits = calling::from_all(running.http, &token, EACH, "timed");
    let (took, used) = (clock().as_secs_f64(), (running.cpu_ticks() - cpu) as f64 * 10.0);
    let rate = (CALLERS * EACH) as f64 / took;
    println!("{CALLERS} callers through the API: {rate:.0} creations/s, {:.2} × the bare loop", rate / limit);
    println!(
        "each waited {:.1} ms in the middle, {:.1} ms at the 99th of 100",
        calling::at(waits.clone(), 0.5).as_secs_f64() * 1e3,
        calling::at(waits, 0.99).as_secs_f64() * 1e3
    );
    println!(
        "{:.2} ms CPU of the program for one; it used {:.2} of its cores",
        used / (CALLERS * EACH) as f64,
        used / 1e3 / took
    );
    let bare_again = bare(folder.path(), &made);
    println!("the bare loop once more, after that: {bare_again:.0} creations/s");
}

/// How many rows each table has.
fn rows(folder: &Path) -> BTreeMap<String, usize> {
    let connection = Connection::open(folder.join("frontline.db")).expect("the database");
    let mut names = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").expect("tables");
    let names: Vec<String> = names.query_map([], |row| row.get(0)).expect("names").map(|name| name.expect("a name")).collect();
    let count = |name: &String| {
        let counted: i64 = connection
            .query_row(&format!("SELECT COUNT(*) FROM \"{name}\""), [], |row| row.get(0))
            .expect("a count");
        usize::try_from(counted).unwrap_or_default()
    };
    names.iter().map(|name| (name.clone(), count(name))).collect()
}

/// As many callers hand as many rows to one writer, which commits what waits together, each with an fsync.
fn bare(folder: &Path, made: &BTreeMap<String, usize>) -> f64 {
    let path = folder.join("bare.db");
    let _ = std::fs::remove_file(&path);
    let connection = Connection::open(&path).expect("a file");
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL").expect("durable");
    for table in made.keys() {
        connection
            .execute_batch(&format!(
                "CREATE TABLE \"{table}\" (id INTEGER PRIMARY KEY, at INTEGER, body TEXT); CREATE INDEX \"{table}_at\" ON \"{table}\" (at)"
            ))
            .expect("a table");
    }
    let (hand, waiting) = mpsc::channel::<mpsc::Sender<()>>();
    let clock = stopwatch();
    std::thread::scope(|scope| {
        for _ in 0..CALLERS {
            let hand = hand.clone();
            scope.spawn(move || {
                for _ in 0..EACH {
                    let (done, answered) = mpsc::channel();
                    hand.send(done).expect("the writer");
                    answered.recv().expect("kept");
                }
            });
        }
        drop(hand);
        write_what_waits(&connection, &waiting, made);
    });
    (CALLERS * EACH) as f64 / clock().as_secs_f64()
}

fn write_what_waits(connection: &Connection, waiting: &mpsc::Receiver<mpsc::Sender<()>>, made: &BTreeMap<String, usize>) {
    let body = "x".repeat(ROW_BYTES);
    let mut at = 0_i64;
    while let Ok(first) = waiting.recv() {
        let together: Vec<_> = std::iter::once(first).chain(waiting.try_iter()).collect();
        connection.execute_batch("BEGIN IMMEDIATE").expect("begun");
        for _ in &together {
            for (table, count) in made {
                for _ in 0..*count {
                    at += 1;
                    let mut insert = connection
                        .prepare_cached(&format!("INSERT INTO \"{table}\" (at, body) VALUES (?1, ?2)"))
                        .expect("an insert");
                    insert.execute((at * 7_919 % 1_000_003, &body)).expect("kept");
                }
            }
        }
        connection.execute_batch("COMMIT").expect("durable");
        for done in together {
            let _ = done.send(());
        }
    }
}
