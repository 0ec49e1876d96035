//! Takes out of the files what was deleted from the tables. SQLite leaves the bytes of deleted rows in free pages, in gaps of used ones and
//! in the write-ahead log until something is written over them; PostgreSQL keeps dead rows until it vacuums.

use crate::engine::{postgres, sqlite};
use crate::{Place, Trouble};
use std::path::Path;
use std::time::Duration;

/// How often somebody who reads may keep the write-ahead log from being emptied, a quarter of a second each.
const TRIES: u32 = 40;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scrubbed {
    /// The file was written anew and the write-ahead log emptied: nothing deleted is left in either.
    Rewritten,
    /// The server was asked to make room; when it writes over the pages, and how long its own log keeps them, is its business.
    Vacuumed,
}

/// Blocking, and who writes meanwhile waits. Fails, and may be tried again, while somebody holds an old snapshot.
pub fn scrub(place: &Place) -> Result<Scrubbed, Trouble> {
    match place {
        Place::Sqlite(path) => of_sqlite(path),
        Place::Postgres(url) => of_postgres(url),
    }
}

fn of_sqlite(path: &Path) -> Result<Scrubbed, Trouble> {
    let connection = sqlite::connect(path, false)?;
    let run = |text: &str| connection.execute_batch(text).map_err(|e| sqlite::trouble(e, text));
    // The copy it is written from is as large as the database: on the disk, not in memory.
    run("PRAGMA temp_store = FILE")?;
    run("VACUUM")?;
    for _ in 0..TRIES {
        let busy: i64 = connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
            .map_err(|e| sqlite::trouble(e, "wal_checkpoint"))?;
        if busy == 0 {
            return Ok(Scrubbed::Rewritten);
        }
        std::thread::sleep(Duration::from_millis(250));
    }
    Err(Trouble::Unavailable(
        "somebody reads an old state of the database, a backup perhaps; its log is emptied when they are done".into(),
    ))
}

fn of_postgres(url: &str) -> Result<Scrubbed, Trouble> {
    let mut client = postgres::connect(url)?;
    client.batch_execute("VACUUM").map_err(|e| Trouble::Unavailable(e.to_string()))?;
    Ok(Scrubbed::Vacuumed)
}
