//! A database looked at from outside, for `frontline doctor`: on a connection of its own, migrating nothing, changing nothing.

use crate::engine::{postgres as pg, sqlite};
use crate::{Database, Migration, Place, Trouble};
use std::path::Path;

/// The most faults that are listed; one is enough to act.
const MOST_FAULTS: usize = 5;

/// What was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Name and version, such as `SQLite 3.50.4`.
    pub engine: String,
    /// What the engine's own check found broken; empty when all is well.
    pub faults: Vec<String>,
    /// Steps of the schema this program knows and the database has not taken, as `feature number`.
    pub pending: Vec<String>,
    /// Steps the database has taken and this program does not know: a newer version wrote it.
    pub unknown: Vec<String>,
    pub size_bytes: u64,
    /// The part of a SQLite database that is not in its main file yet.
    pub wal_bytes: u64,
}

impl Database {
    /// Looks at the database in `place`, which must exist. Blocking, and as long as reading the whole of it takes.
    pub fn check(place: &Place, migrations: &[Migration]) -> Result<Health, Trouble> {
        match place {
            Place::Sqlite(path) => check_sqlite(path, migrations),
            Place::Postgres(url) => std::thread::scope(|scope| {
                // The blocking client brings its own runtime, which may not start inside another.
                let checking = scope.spawn(|| check_postgres(url, migrations));
                checking.join().unwrap_or_else(|_| Err(Trouble::Opening("the check panicked; see the log".into())))
            }),
        }
    }
}

fn check_sqlite(path: &Path, migrations: &[Migration]) -> Result<Health, Trouble> {
    let size = |path: &Path| std::fs::metadata(path).map_or(0, |file| file.len());
    if !path.exists() {
        return Err(Trouble::Opening(format!("{} is not there. Run `frontline serve` once to make it.", path.display())));
    }
    let connection = sqlite::look_at(path)?;
    let mut health = Health {
        engine: format!("SQLite {}", rusqlite::version()),
        faults: sqlite_faults(&connection).unwrap_or_else(|e| vec![e.to_string()]),
        pending: Vec::new(),
        unknown: Vec::new(),
        size_bytes: size(path),
        wal_bytes: size(&path.with_extension("db-wal")),
    };
    if health.faults.is_empty() {
        let applied = connection.prepare("SELECT feature, number FROM migration").and_then(|mut statement| {
            statement
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<Vec<(String, i64)>, _>>()
        });
        health.compare(&applied.unwrap_or_default(), migrations);
    }
    Ok(health)
}

fn sqlite_faults(connection: &rusqlite::Connection) -> Result<Vec<String>, rusqlite::Error> {
    let mut quick_check = connection.prepare("PRAGMA quick_check(5)")?;
    let said = quick_check.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    let mut faults: Vec<String> = said.into_iter().filter(|line| line != "ok").collect();
    let mut dangling = connection.prepare("PRAGMA foreign_key_check")?;
    let orphans = dangling
        .query_map([], |row| row.get::<_, String>(0))?
        .take(MOST_FAULTS)
        .collect::<Result<Vec<_>, _>>()?;
    faults.extend(orphans.into_iter().map(|table| format!("a row of {table} points at nothing")));
    faults.truncate(MOST_FAULTS);
    Ok(faults)
}

fn check_postgres(url: &str, migrations: &[Migration]) -> Result<Health, Trouble> {
    let mut client = pg::connect(url)?;
    let failed = |e: postgres::Error| Trouble::Unavailable(format!("PostgreSQL did not answer: {e}"));
    let version: String = client.query_one("SHOW server_version", &[]).map_err(failed)?.get(0);
    let size: i64 = client.query_one("SELECT pg_database_size(current_database())", &[]).map_err(failed)?.get(0);
    let has_ledger: bool = client.query_one("SELECT to_regclass('migration') IS NOT NULL", &[]).map_err(failed)?.get(0);
    let applied = if has_ledger {
        client.query("SELECT feature, number FROM migration", &[]).map_err(failed)?
    } else {
        Vec::new()
    };
    let applied: Vec<(String, i64)> = applied.iter().map(|row| (row.get(0), row.get(1))).collect();
    let mut health = Health {
        engine: format!("PostgreSQL {version}"),
        faults: Vec::new(),
        pending: Vec::new(),
        unknown: Vec::new(),
        size_bytes: size.unsigned_abs(),
        wal_bytes: 0,
    };
    health.compare(&applied, migrations);
    Ok(health)
}

impl Health {
    fn compare(&mut self, applied: &[(String, i64)], known: &[Migration]) {
        let step = |feature: &str, number: i64| format!("{feature} {number}");
        let is_applied = |m: &&Migration| applied.iter().any(|(feature, number)| feature == m.feature && *number == m.number);
        self.pending = known.iter().filter(|m| !is_applied(m)).map(|m| step(m.feature, m.number)).collect();
        let is_known = |feature: &str, number: i64| known.iter().any(|m| m.feature == feature && m.number == number);
        self.unknown = applied
            .iter()
            .filter(|(feature, number)| !is_known(feature, *number))
            .map(|(feature, number)| step(feature, *number))
            .collect();
    }
}
