//! A step that was changed after somebody had taken it: their database lacks what came to it. Released steps never change; where one did,
//! what they lack is made up for, once, before the steps that wait.

use crate::engine::{postgres as pg, sqlite};
use crate::migrate::{LOCK, on_a_thread};
use crate::{Place, Trouble};
use std::path::Path;

/// What a database lacks that took a step before it was changed, and the SQL that adds it on both engines.
#[derive(Debug, Clone, Copy)]
pub struct Mend {
    pub feature: &'static str,
    pub number: i64,
    /// It lacks this column of this table, both of which the step makes now.
    pub lacks: (&'static str, &'static str),
    pub sql: &'static str,
}

/// Adds what is lacking, each in its own transaction; says how much was. Where the step was never taken, or nothing lacks, nothing happens.
pub fn mend(place: &Place, mends: &[Mend]) -> Result<usize, Trouble> {
    match place {
        Place::Sqlite(path) if path.exists() => in_sqlite(path, mends),
        Place::Sqlite(_) => Ok(0),
        Place::Postgres(url) => on_a_thread(|| in_postgres(url, mends)),
    }
}

fn in_sqlite(path: &Path, mends: &[Mend]) -> Result<usize, Trouble> {
    let looking = sqlite::look_at(path)?;
    let lacking: Vec<&Mend> = mends.iter().filter(|mend| lacks_in_sqlite(&looking, mend).unwrap_or(false)).collect();
    drop(looking);
    if lacking.is_empty() {
        return Ok(0);
    }
    let connection = sqlite::connect(path, false)?;
    for mend in &lacking {
        let failed = |e| sqlite::trouble(e, mend.sql);
        connection.execute_batch("BEGIN EXCLUSIVE").map_err(failed)?;
        if lacks_in_sqlite(&connection, mend).map_err(failed)? {
            connection.execute_batch(mend.sql).map_err(failed)?;
        }
        connection.execute_batch("COMMIT").map_err(failed)?;
    }
    Ok(lacking.len())
}

fn lacks_in_sqlite(connection: &rusqlite::Connection, mend: &Mend) -> Result<bool, rusqlite::Error> {
    const TAKEN: &str = "SELECT EXISTS (SELECT 1 FROM migration WHERE feature = ?1 AND number = ?2)";
    const HAS: &str = "SELECT EXISTS (SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2)";
    let taken: bool = connection.query_row(TAKEN, (mend.feature, mend.number), |row| row.get(0))?;
    let has: bool = connection.query_row(HAS, mend.lacks, |row| row.get(0))?;
    Ok(taken && !has)
}

fn in_postgres(url: &str, mends: &[Mend]) -> Result<usize, Trouble> {
    let mut client = pg::connect(url)?;
    let mut mended = 0;
    for mend in mends {
        let failed = |e: postgres::Error| pg::trouble(&e, mend.sql);
        if !lacks_in_postgres(&mut client, mend)? {
            continue;
        }
        let mut step = client.transaction().map_err(failed)?;
        step.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK]).map_err(failed)?;
        if lacks_in_postgres(&mut step, mend)? {
            step.batch_execute(mend.sql).map_err(failed)?;
            mended += 1;
        }
        step.commit().map_err(failed)?;
    }
    Ok(mended)
}

fn lacks_in_postgres(client: &mut impl postgres::GenericClient, mend: &Mend) -> Result<bool, Trouble> {
    const TAKEN: &str = "SELECT EXISTS (SELECT 1 FROM migration WHERE feature = $1 AND number = $2)";
    const HAS: &str = "SELECT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass($1::text) AND attname = $2::text)";
    let failed = |e: postgres::Error| pg::trouble(&e, TAKEN);
    let ledger: bool = client.query_one("SELECT to_regclass('migration') IS NOT NULL", &[]).map_err(failed)?.get(0);
    if !ledger {
        return Ok(false);
    }
    let taken: bool = client.query_one(TAKEN, &[&mend.feature, &mend.number]).map_err(failed)?.get(0);
    let has: bool = client.query_one(HAS, &[&mend.lacks.0, &mend.lacks.1]).map_err(failed)?.get(0);
    Ok(taken && !has)
}
