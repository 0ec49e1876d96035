//! What programs create through the API, durably: eight callers hand in messages from customers, beside a bare loop that inserts the same
//! rows into tables of the same shape, with their indexes, with group commit on the same disk.
//!
//! `cargo build --release && cargo run --release -p benches --bin api -- target/release/frontline`

use benches::calling::{self, CALLERS};
use benches::program::{Running, fill};
use benches::stopwatch;
use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::mpsc;

const EACH: usize = 500;
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

/// As many callers hand the same rows to one writer, which commits what waits together, each with an fsync.
fn bare(folder: &Path, made: &BTreeMap<String, usize>) -> f64 {
    let path = folder.join("bare.db");
    let _ = std::fs::remove_file(&path);
    let ours = Connection::open(folder.join("frontline.db")).expect("the database");
    let bare = Connection::open(&path).expect("a file");
    bare.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA foreign_keys = OFF")
        .expect("durable");
    let inserts: Vec<Insert> = made.iter().flat_map(|(table, count)| Insert::like(&ours, &bare, table, *count)).collect();
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
        write_what_waits(&bare, &waiting, &inserts);
    });
    (CALLERS * EACH) as f64 / clock().as_secs_f64()
}

/// One row the program wrote, to be written again and again.
struct Insert {
    sql: String,
    values: Vec<Value>,
    /// The places of values of which no two rows may have the same.
    unique: Vec<usize>,
}

impl Insert {
    /// The newest rows of a table of the program's, which is made anew with its indexes in `bare`.
    fn like(ours: &Connection, bare: &Connection, table: &str, count: usize) -> Vec<Self> {
        let mut shape = ours
            .prepare(
                "SELECT sql FROM sqlite_schema WHERE tbl_name = ?1 AND type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type DESC",
            )
            .expect("a shape");
        for sql in shape.query_map([table], |row| row.get::<_, String>(0)).expect("a shape") {
            bare.execute_batch(&sql.expect("a statement")).expect("the same shape");
        }
        let mut columns = ours
            .prepare("SELECT name FROM pragma_table_info(?1) WHERE NOT (pk = 1 AND type IN ('INTEGER', 'BIGINT') AND (SELECT COUNT(*) FROM pragma_table_info(?1) WHERE pk > 0) = 1)")
            .expect("columns");
        let columns: Vec<String> = columns
            .query_map([table], |row| row.get(0))
            .expect("columns")
            .map(|name| name.expect("a name"))
            .collect();
        let mut unique = ours
            .prepare("SELECT DISTINCT i.name FROM pragma_index_list(?1) l JOIN pragma_index_info(l.name) i WHERE l.\"unique\" = 1")
            .expect("what is unique");
        let unique: Vec<String> = unique
            .query_map([table], |row| row.get(0))
            .expect("names")
            .map(|name| name.expect("a name"))
            .collect();
        let unique: Vec<usize> = (0..columns.len()).filter(|place| unique.contains(&columns[*place])).collect();
        let named: Vec<String> = columns.iter().map(|name| format!("\"{name}\"")).collect();
        let marks: Vec<String> = (1..=columns.len()).map(|place| format!("?{place}")).collect();
        let sql = format!("INSERT INTO \"{table}\" ({}) VALUES ({})", named.join(", "), marks.join(", "));
        let mut rows = ours
            .prepare(&format!("SELECT {} FROM \"{table}\" ORDER BY rowid DESC LIMIT {count}", named.join(", ")))
            .expect("rows");
        let rows = rows.query_map([], |row| (0..columns.len()).map(|place| row.get(place)).collect::<Result<Vec<Value>, _>>());
        rows.expect("rows")
            .map(|values| Self { sql: sql.clone(), values: values.expect("a row"), unique: unique.clone() })
            .collect()
    }

    fn again(&self, connection: &Connection, time: i64) {
        let mut insert = connection.prepare_cached(&self.sql).expect("an insert");
        let mut values = self.values.clone();
        for place in &self.unique {
            values[*place] = match &values[*place] {
                Value::Integer(number) => Value::Integer(number + time),
                Value::Text(text) => Value::Text(format!("{:0width$x}", time * 7_919 % 1_000_003 + time * 1_000_003, width = text.len())),
                Value::Blob(bytes) => Value::Blob([&time.to_be_bytes()[..], bytes.get(8..).unwrap_or_default()].concat()),
                other => other.clone(),
            };
        }
        insert.execute(rusqlite::params_from_iter(values)).expect("kept");
    }
}

fn write_what_waits(connection: &Connection, waiting: &mpsc::Receiver<mpsc::Sender<()>>, inserts: &[Insert]) {
    let mut time = 0_i64;
    while let Ok(first) = waiting.recv() {
        let together: Vec<_> = std::iter::once(first).chain(waiting.try_iter()).collect();
        connection.execute_batch("BEGIN IMMEDIATE").expect("begun");
        for _ in &together {
            for insert in inserts {
                time += 1;
                insert.again(connection, time);
            }
        }
        connection.execute_batch("COMMIT").expect("durable");
        for done in together {
            let _ = done.send(());
        }
    }
}
