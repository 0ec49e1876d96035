//! Bringing a database to the newest schema, once, under a lock, each step in its own transaction.
//!
//! Migrations are SQL with a few `{words}` where the engines must differ: `{id}` an identity key, `{bytes}` a byte
//! string, `{xid}` the transaction that wrote a log line.

use crate::engine::{postgres as pg, sqlite};
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
/// Any number will do as long as nobody else uses it.
const LOCK: i64 = 0x0046_524f_4e54;

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
    match place {
        Place::Sqlite(path) => migrate_sqlite(path, migrations, clock),
        Place::Postgres(url) => on_a_thread(|| migrate_postgres(url, migrations, clock)),
    }
}

/// The blocking client brings its own runtime, which may not start inside another.
fn on_a_thread(body: impl FnOnce() -> Result<(), Trouble> + Send) -> Result<(), Trouble> {
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
            connection.execute_batch(&for_sqlite(migration.sql)).map_err(failed(migration.name))?;
            connection
                .execute(
                    "INSERT INTO migration VALUES (?1, ?2, ?3, ?4)",
                    (migration.feature, migration.number, migration.name, clock.now().0),
                )
                .map_err(failed(migration.name))?;
        }
        connection.execute_batch("COMMIT").map_err(failed(migration.name))?;
    }
    refuse_the_future(
        connection
            .prepare("SELECT feature, number FROM migration")
            .and_then(|mut s| s.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<Vec<(String, i64)>, _>>())
            .map_err(failed("ledger"))?,
        migrations,
    )
}

fn migrate_postgres(url: &str, migrations: &[Migration], clock: &Clock) -> Result<(), Trouble> {
    let mut client = pg::connect(url)?;
    let failed = |name: &str| {
        let name = name.to_owned();
        move |e: postgres::Error| {
            Trouble::Opening(format!("migration “{name}” failed: {e}. The database is as it was before this step; report it."))
        }
    };
    client.execute("SELECT pg_advisory_lock($1)", &[&LOCK]).map_err(failed("lock"))?;
    client.batch_execute(LEDGER).map_err(failed("ledger"))?;
    for migration in migrations {
        let mut step = client.transaction().map_err(failed(migration.name))?;
        let done = step
            .query("SELECT 1 FROM migration WHERE feature = $1 AND number = $2", &[&migration.feature, &migration.number])
            .map_err(failed(migration.name))?;
        if done.is_empty() {
            step.batch_execute(&for_postgres(migration.sql)).map_err(failed(migration.name))?;
            step.execute(
                "INSERT INTO migration VALUES ($1, $2, $3, $4)",
                &[&migration.feature, &migration.number, &migration.name, &clock.now().0],
            )
            .map_err(failed(migration.name))?;
        }
        step.commit().map_err(failed(migration.name))?;
    }
    let applied = client.query("SELECT feature, number FROM migration", &[]).map_err(failed("ledger"))?;
    client.execute("SELECT pg_advisory_unlock($1)", &[&LOCK]).map_err(failed("lock"))?;
    refuse_the_future(applied.iter().map(|row| (row.get(0), row.get(1))).collect(), migrations)
}

/// A database written by a newer program is not touched.
fn refuse_the_future(applied: Vec<(String, i64)>, known: &[Migration]) -> Result<(), Trouble> {
    match applied
        .into_iter()
        .find(|(feature, number)| !known.iter().any(|m| m.feature == feature && m.number == *number))
    {
        None => Ok(()),
        Some((feature, number)) => Err(Trouble::Opening(format!(
            "this database was written by a newer Frontline ({feature} {number}). Run that version, or restore the backup made before the upgrade."
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
