//! Around an upgrade: how a database and a program stand to each other, the copy of a SQLite file that is made before its schema moves on,
//! that copy put back, and steps that were changed after somebody had taken them, made up for.
//!
//! Promises: a copy with its name is whole and durable, whenever the process or the machine dies; what a copy takes the place of stays
//! under a name of its own; neither is done while another program has the file open. Everything here blocks.

mod copy;
mod mend;

pub use copy::{copy_beside, put_back};
pub use mend::{Mend, mend};

use crate::engine::{postgres as pg, sqlite};
use crate::migrate::{LOCK, on_a_thread};
use crate::whole::Step;
use crate::{Migration, Place, Trouble};
use std::path::Path;

/// Runs `body` while no other program looks at what its upgrade would do, or takes steps: on PostgreSQL several may start at once. A SQLite
/// file has one owner. `body` must take no steps itself.
pub fn alone<T: Send>(place: &Place, body: impl FnOnce() -> Result<T, Trouble> + Send) -> Result<T, Trouble> {
    let Place::Postgres(url) = place else { return body() };
    on_a_thread(|| {
        // Given back with the connection.
        let mut client = pg::connect(url)?;
        client
            .execute("SELECT pg_advisory_lock($1)", &[&LOCK])
            .map_err(|e| Trouble::Opening(format!("the turn to upgrade could not be waited for: {e}. Start again.")))?;
        body()
    })
}

/// How a database and a program stand to each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Steps both know.
    pub taken: Vec<Step>,
    /// Steps the program knows and the database has not taken, in the order they are taken in.
    pub pending: Vec<Step>,
    /// Steps of a newer program.
    pub unknown: Vec<Step>,
    /// Whether anything ever happened in it.
    pub is_used: bool,
}

impl Standing {
    /// Looks, and changes nothing; `None` where no tables of ours are.
    pub fn of(place: &Place, migrations: &[Migration]) -> Result<Option<Self>, Trouble> {
        let found = match place {
            Place::Sqlite(path) => in_sqlite(path)?,
            Place::Postgres(url) => on_a_thread(|| in_postgres(url))?,
        };
        Ok(found.map(|(steps, is_used)| Self::compared(steps, is_used, migrations)))
    }

    fn compared(steps: Vec<Step>, is_used: bool, migrations: &[Migration]) -> Self {
        let is = |step: &Step, migration: &Migration| step.feature == migration.feature && step.number == migration.number;
        let (taken, unknown): (Vec<_>, Vec<_>) = steps.into_iter().partition(|step| migrations.iter().any(|m| is(step, m)));
        let missing = migrations.iter().filter(|m| !taken.iter().any(|step| is(step, m)));
        let pending = missing.map(|m| Step { feature: m.feature.to_owned(), number: m.number }).collect();
        Self { taken, pending, unknown, is_used }
    }
}

type Found = Option<(Vec<Step>, bool)>;

const STEPS: &str = "SELECT feature, number FROM migration ORDER BY feature, number";
const IS_USED: &str = "SELECT EXISTS (SELECT 1 FROM activity)";

fn in_sqlite(path: &Path) -> Result<Found, Trouble> {
    if !path.exists() {
        return Ok(None);
    }
    let connection = sqlite::look_at(path)?;
    let failed = |e| sqlite::trouble(e, STEPS);
    let has = |table: &str| {
        let question = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1)";
        connection.query_row(question, [table], |row| row.get::<_, bool>(0)).map_err(failed)
    };
    if !has("migration")? {
        return Ok(None);
    }
    let mut statement = connection.prepare(STEPS).map_err(failed)?;
    let steps = statement
        .query_map([], |row| Ok(Step { feature: row.get(0)?, number: row.get(1)? }))
        .map_err(failed)?;
    let steps = steps.collect::<Result<Vec<_>, _>>().map_err(failed)?;
    let is_used = has("activity")? && connection.query_row(IS_USED, [], |row| row.get(0)).map_err(failed)?;
    Ok(Some((steps, is_used)))
}

fn in_postgres(url: &str) -> Result<Found, Trouble> {
    let mut client = pg::connect(url)?;
    let failed = |e: postgres::Error| pg::trouble(&e, STEPS);
    let has = |client: &mut postgres::Client, table: &str| -> Result<bool, Trouble> {
        let row = client.query_one("SELECT to_regclass($1::text) IS NOT NULL", &[&table]).map_err(failed)?;
        Ok(row.get(0))
    };
    if !has(&mut client, "migration")? {
        return Ok(None);
    }
    let rows = client.query(STEPS, &[]).map_err(failed)?;
    let steps = rows.iter().map(|row| Step { feature: row.get(0), number: row.get(1) }).collect();
    let is_used = has(&mut client, "activity")? && client.query_one(IS_USED, &[]).map_err(failed)?.get(0);
    Ok(Some((steps, is_used)))
}

/// How many bytes a database takes, its write-ahead log included.
pub fn size_bytes(place: &Place) -> Result<u64, Trouble> {
    let size = |path: &Path| std::fs::metadata(path).map_or(0, |file| file.len());
    match place {
        Place::Sqlite(path) => Ok(size(path) + size(&path.with_extension("db-wal"))),
        Place::Postgres(url) => on_a_thread(|| {
            const QUESTION: &str = "SELECT COALESCE(SUM(pg_total_relation_size(oid)), 0)::BIGINT FROM pg_class
                WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace";
            let size: i64 = pg::connect(url)?.query_one(QUESTION, &[]).map_err(|e| pg::trouble(&e, QUESTION))?.get(0);
            Ok(size.unsigned_abs())
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_taken_wait_or_are_of_a_newer_program() {
        let step = |feature: &str, number| Step { feature: feature.into(), number };
        let migration = |feature, number| Migration { feature, number, name: "", sql: "" };
        let known = [migration("a", 1), migration("b", 1), migration("a", 2)];

        let standing = Standing::compared(vec![step("a", 1), step("a", 3)], true, &known);

        assert_eq!(standing.taken, [step("a", 1)]);
        assert_eq!(standing.pending, [step("b", 1), step("a", 2)]);
        assert_eq!(standing.unknown, [step("a", 3)]);
    }
}
