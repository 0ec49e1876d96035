//! Sealing anew, in small steps: what stands unsealed, and what an older key sealed. It can be stopped at any point and goes on where it was.

use super::{MARK, SecretColumn};
use crate::{Actor, Database, Sql, Trouble, Tx, Work, sql};
use std::borrow::Cow;

/// Rows in one step.
const STEP: i64 = 100;

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sealed {
    pub looked_at: u64,
    pub anew: u64,
    /// Those that do not open and stay as they are, by column and row: they must be entered again.
    pub unreadable: Vec<String>,
}

/// Seals with the newest key whatever is not.
pub async fn reseal(db: &Database, columns: &'static [SecretColumn]) -> Result<Sealed, Trouble> {
    let mut sealed = Sealed::default();
    for column in columns {
        let mut after = i64::MIN;
        loop {
            let step = db.work(Actor::System, move |work| step(work, column, after)).await?;
            sealed.looked_at += step.rows;
            sealed.anew += step.anew;
            sealed.unreadable.extend(step.unreadable);
            let Some(last) = step.last else { break };
            after = last;
        }
    }
    Ok(sealed)
}

/// Whether anything that can be read stands unsealed or sealed with an older key. Within a change nobody seals anything else meanwhile.
pub fn anything_old(work: &mut Work<'_>, columns: &[SecretColumn]) -> Result<bool, Trouble> {
    alone(work)?;
    let ring = work.vault().newest()?;
    for column in columns {
        let mut after = i64::MIN;
        while let Some((last, rows)) = listed(work, column, after)? {
            let readable = |row: i64, stored: &str| ring.open(&column.place(row), stored).is_ok();
            if rows.iter().any(|(row, stored)| ring.is_old(stored) && readable(*row, stored)) {
                return Ok(true);
            }
            after = last;
        }
    }
    Ok(false)
}

/// How many secrets stand sealed, and how many of them open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Openings {
    pub sealed: u64,
    pub open: u64,
}

/// Tries every sealed secret of these columns.
pub fn openings(tx: &mut Tx<'_>, columns: &[SecretColumn]) -> Result<Openings, Trouble> {
    let mut all = Openings::default();
    for column in columns {
        let mut after = i64::MIN;
        while let Some((last, rows)) = listed(tx, column, after)? {
            for (row, stored) in rows.iter().filter(|(_, stored)| stored.starts_with(MARK)) {
                all.sealed += 1;
                all.open += u64::from(column.try_open(tx, *row, stored).is_some());
            }
            after = last;
        }
    }
    Ok(all)
}

struct Step {
    rows: u64,
    anew: u64,
    unreadable: Vec<String>,
    last: Option<i64>,
}

fn step(work: &mut Work<'_>, column: &SecretColumn, after: i64) -> Result<Step, Trouble> {
    work.keep_quietly("the same secrets, sealed anew");
    take_turn(work)?;
    let ring = work.vault().newest()?;
    let Some((last, rows)) = listed(work, column, after)? else {
        return Ok(Step { rows: 0, anew: 0, unreadable: Vec::new(), last: None });
    };
    let (mut anew, mut unreadable) = (0, Vec::new());
    for (row, stored) in &rows {
        match column.try_open(work, *row, stored) {
            None => unreadable.push(format!("{}:{row}", column.name)),
            Some(plain) if ring.is_old(stored) => {
                let sealed = ring.seal(&column.place(*row), &plain)?;
                anew += asked(column.put).with(*row).with(sealed).with(stored).run(work)?;
            }
            Some(_) => {}
        }
    }
    Ok(Step { rows: rows.len() as u64, anew, unreadable, last: Some(last) })
}

type Rows = (i64, Vec<(i64, String)>);

fn listed(tx: &mut Tx<'_>, column: &SecretColumn, after: i64) -> Result<Option<Rows>, Trouble> {
    let rows: Vec<(i64, String)> = asked(column.list).with(after).with(STEP).all(tx)?;
    let last = rows.last().map(|(last, _)| *last);
    Ok(last.map(|last| (last, rows)))
}

/// A question a room wrote down beside its tables.
fn asked(text: &'static str) -> Sql {
    Sql { text: Cow::Borrowed(text), values: Vec::new() }
}

/// Those who seal may do so side by side, but not while a key is given up. SQLite has one writer anyway.
pub(super) fn take_turn(work: &mut Work<'_>) -> Result<(), Trouble> {
    if work.on_postgres() {
        sql("SELECT CAST(1 AS BIGINT) FROM (SELECT pg_advisory_xact_lock_shared(7306093)) AS held /* postgres */").one::<i64>(work)?;
    }
    Ok(())
}

fn alone(work: &mut Work<'_>) -> Result<(), Trouble> {
    if work.on_postgres() {
        sql("SELECT CAST(1 AS BIGINT) FROM (SELECT pg_advisory_xact_lock(7306093)) AS held /* postgres */").one::<i64>(work)?;
    }
    Ok(())
}
