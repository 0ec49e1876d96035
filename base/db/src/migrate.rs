//! Bringing a database to the newest schema, once, under a lock, each step in its own transaction: whoever dies between two steps, or in
//! the middle of one, goes on behind the last that was taken. A database of a newer program is refused before anything is changed.
//!
//! Migrations are SQL with a few `{words}` where the engines must differ: `{id}` an identity key, `{bytes}` a byte
//! string, `{xid}` the transaction that wrote a log line.

use crate::engine::crash::CrashPoint;
use crate::engine::{postgres as pg, sqlite};
use crate::upgrade::Standing;
use crate::whole::Step;
use crate::{Place, Trouble};
use kit::Clock;

/// One step of a feature's schema. Once released it never changes.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    pub feature: &'static str,
    pub number: i64,
    pub name: &'static str,
    pub sql: &'static str,
}

const LEDGER: &str = "CREATE TABLE IF NOT EXISTS migration (
    feature TEXT NOT NULL, number BIGINT NOT NULL, name TEXT NOT NULL, applied_at BIGINT NOT NULL, PRIMARY KEY (feature, number))";
/// Nodes with an older program are off duty from this moment: they would pass over what only this one understands.
const RELIEVE: &str = "UPDATE duty SET node_id = NULL, epoch = epoch + 1";
/// Any number will do as long as nobody else uses it.
pub(crate) const LOCK: i64 = 0x0046_524f_4e54;

/// A desk nobody has used yet, in memory: what a database holds that is as good as empty.
pub(crate) fn unused(migrations: &[Migration]) -> Result<rusqlite::Connection, Trouble> {
    let failed = |e: rusqlite::Error| Trouble::Opening(format!("an empty desk cannot be made in memory: {e}. Report it."));
    let connection = rusqlite::Connection::open_in_memory().map_err(failed)?;
    for migration in migrations {
        connection.execute_batch(&for_sqlite(migration.sql)).map_err(failed)?;
    }
    Ok(connection)
}

pub(crate) fn bring_up_to_date(place: &Place, migrations: &[Migration], clock: &Clock) -> Result<(), Trouble> {
    if let Some(standing) = Standing::of(place, migrations)? {
        refuse_the_future(&standing.unknown)?;
        if standing.pending.is_empty() {
            return Ok(());
        }
    }
    match place {
        Place::Sqlite(path) => migrate_sqlite(path, migrations, clock)?,
        Place::Postgres(url) => on_a_thread(|| migrate_postgres(url, migrations, clock))?,
    }
    // A newer program may have come while this one waited for its turn.
    Standing::of(place, migrations)?.map_or(Ok(()), |standing| refuse_the_future(&standing.unknown))
}

/// The blocking client brings its own runtime, which may not start inside another.
pub(crate) fn on_a_thread<T: Send>(body: impl FnOnce() -> Result<T, Trouble> + Send) -> Result<T, Trouble> {
    std::thread::scope(|scope| {
        scope
            .spawn(body)
            .join()
            .unwrap_or_else(|_| Err(Trouble::Opening("migrating panicked; see the log".into())))
    })
}

fn migrate_sqlite(path: &std::path::Path, migrations: &[Migration], clock: &Clock) -> Result<(), Trouble> {
    let connection = sqlite::connect(path, false)?;
    let failed = |name: &str| {
        let name = name.to_owned();
        move |e: rusqlite::Error| {
            Trouble::Opening(format!("migration “{name}” failed: {e}. The database is as it was before this step; report it."))
        }
    };
    let crash = CrashPoint::from_environment();
    connection.execute_batch(LEDGER).map_err(failed("ledger"))?;
    for migration in migrations {
        connection.execute_batch("BEGIN EXCLUSIVE").map_err(failed(migration.name))?;
        let done: i64 = connection
            .query_row(
                "SELECT COUNT(*) FROM migration WHERE feature = ?1 AND number = ?2",
                (migration.feature, migration.number),
                |row| row.get(0),
            )
            .map_err(failed(migration.name))?;
        if done == 0 {
            crash.pass("step-begun");
            connection.execute_batch(&for_sqlite(migration.sql)).map_err(failed(migration.name))?;
            connection
                .execute(
                    "INSERT INTO migration VALUES (?1, ?2, ?3, ?4)",
                    (migration.feature, migration.number, migration.name, clock.now().0),
                )
                .map_err(failed(migration.name))?;
            crash.pass("step-run");
        }
        connection.execute_batch("COMMIT").map_err(failed(migration.name))?;
        if done == 0 {
            crash.pass("step-taken");
        }
    }
    Ok(())
}

fn migrate_postgres(url: &str, migrations: &[Migration], clock: &Clock) -> Result<(), Trouble> {
    let mut client = pg::connect(url)?;
    let failed = |name: &str| {
        let name = name.to_owned();
        move |e: postgres::Error| {
            Trouble::Opening(format!("migration “{name}” failed: {e}. The database is as it was before this step; report it."))
        }
    };
    let crash = CrashPoint::from_environment();
    client.execute("SELECT pg_advisory_lock($1)", &[&LOCK]).map_err(failed("lock"))?;
    client.batch_execute(LEDGER).map_err(failed("ledger"))?;
    let mut is_newer = false;
    for migration in migrations {
        let mut step = client.transaction().map_err(failed(migration.name))?;
        let done = step
            .query("SELECT 1 FROM migration WHERE feature = $1 AND number = $2", &[&migration.feature, &migration.number])
            .map_err(failed(migration.name))?;
        if done.is_empty() {
            crash.pass("step-begun");
            step.batch_execute(&for_postgres(migration.sql)).map_err(failed(migration.name))?;
            step.execute(
                "INSERT INTO migration VALUES ($1, $2, $3, $4)",
                &[&migration.feature, &migration.number, &migration.name, &clock.now().0],
            )
            .map_err(failed(migration.name))?;
            is_newer = true;
            crash.pass("step-run");
        }
        step.commit().map_err(failed(migration.name))?;
        if done.is_empty() {
            crash.pass("step-taken");
        }
    }
    let has_duties: bool = client.query_one("SELECT to_regclass('duty') IS NOT NULL", &[]).map_err(failed("duties"))?.get(0);
    if is_newer && has_duties {
        client.execute(RELIEVE, &[]).map_err(failed("duties"))?;
    }
    client.execute("SELECT pg_advisory_unlock($1)", &[&LOCK]).map(drop).map_err(failed("lock"))
}

/// A database written by a newer program is not touched.
fn refuse_the_future(unknown: &[Step]) -> Result<(), Trouble> {
    match unknown.first() {
        None => Ok(()),
        Some(Step { feature, number }) => Err(Trouble::Opening(format!(
            "this database was written by a newer Frontline ({feature} {number}). Nothing was changed. Run that version; or put back the state from \
             before it came with `frontline rollback`, which says first what would be lost."
        ))),
    }
}

fn for_sqlite(sql: &str) -> String {
    sql.replace("{id}", "INTEGER PRIMARY KEY AUTOINCREMENT")
        .replace("{bytes}", "BLOB")
        .replace("{xid}", "BIGINT NOT NULL DEFAULT 0")
}

fn for_postgres(sql: &str) -> String {
    sql.replace("{id}", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY")
        .replace("{bytes}", "BYTEA")
        .replace("{xid}", "BIGINT NOT NULL DEFAULT (pg_current_xact_id()::text::bigint)")
}
