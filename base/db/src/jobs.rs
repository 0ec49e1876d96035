//! Promises to do something later, made in the same transaction as their cause.
//!
//! A job is leased, done, and forgotten; or put off with back-off; or, after its last attempt, kept as dead with its
//! error until somebody replays it. A lease that runs out (the process was killed) makes the job due again; a node that
//! died leaves nothing leased. Of a job another node has taken up since, nobody else says that it is done.

use crate::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;

/// A leased promise.
#[derive(Debug, Clone, FromRow)]
pub struct Job {
    pub id: i64,
    pub kind: String,
    pub payload: String,
    pub attempts: i64,
    /// Why it was put off before, if it was.
    pub last_error: Option<String>,
}

/// Promises `kind` with `payload` (JSON) at `run_at`. With a `key`, a second promise under the same key changes nothing.
pub fn promise(work: &mut Work<'_>, kind: &str, payload: &str, key: Option<&str>, run_at: Moment) -> Result<(), Trouble> {
    let set_at = work.now;
    sql("INSERT INTO job (kind, payload, key, run_at, set_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (key) DO NOTHING")
        .with(kind)
        .with(payload)
        .with(key)
        .with(run_at)
        .with(set_at)
        .run(work)?;
    Ok(())
}

/// Leases up to `limit` due jobs of `kind` to `owner` until `until`; none to a node that takes no new work.
pub fn lease(work: &mut Work<'_>, kind: &str, owner: &str, until: Moment, limit: i64) -> Result<Vec<Job>, Trouble> {
    lease_set_since(work, kind, owner, until, limit, None)
}

/// The same of those that were promised, or last put off, at this moment or later: for whoever doubts the clock by which older ones are due.
pub fn lease_set_since(
    work: &mut Work<'_>,
    kind: &str,
    owner: &str,
    until: Moment,
    limit: i64,
    since: Option<Moment>,
) -> Result<Vec<Job>, Trouble> {
    work.keep_quietly("leases are not history");
    if work.rests() {
        return Ok(Vec::new());
    }
    let (now, node) = (work.now, Some(work.node()).filter(|node| *node != 0));
    let skip = if work.on_postgres() {
        sql("UPDATE job SET leased_by = $1, leased_until = $2, node_id = $6, attempts = attempts + 1
              WHERE id IN (SELECT id FROM job
                            WHERE kind = $3 AND dead_at IS NULL AND run_at <= $4 AND (leased_until IS NULL OR leased_until < $4)
                              AND (CAST($7 AS BIGINT) IS NULL OR set_at >= $7)
                            ORDER BY run_at, id LIMIT $5 FOR UPDATE SKIP LOCKED)
             RETURNING id, kind, payload, attempts, last_error /* postgres */")
    } else {
        sql("UPDATE job SET leased_by = $1, leased_until = $2, node_id = $6, attempts = attempts + 1
              WHERE id IN (SELECT id FROM job
                            WHERE kind = $3 AND dead_at IS NULL AND run_at <= $4 AND (leased_until IS NULL OR leased_until < $4)
                              AND (CAST($7 AS BIGINT) IS NULL OR set_at >= $7)
                            ORDER BY run_at, id LIMIT $5)
             RETURNING id, kind, payload, attempts, last_error")
    };
    let asked = skip.with(owner).with(until).with(kind).with(now).with(limit).with(node);
    asked.with(since).all(work)
}

/// Holds a leased job until `until`, and says whether it still is ours.
pub fn hold(work: &mut Work<'_>, job: i64, until: Moment) -> Result<bool, Trouble> {
    work.keep_quietly("leases are not history");
    let rows =
        sql("UPDATE job SET leased_until = $3 WHERE id = $1 AND leased_until IS NOT NULL AND (node_id IS NULL OR node_id = $2 OR $2 = 0)")
            .with(job)
            .with(work.node())
            .with(until)
            .run(work)?;
    Ok(rows > 0)
}

/// The promise is kept.
pub fn done(work: &mut Work<'_>, job: i64) -> Result<(), Trouble> {
    let rows = sql("DELETE FROM job WHERE id = $1 AND (node_id IS NULL OR node_id = $2 OR $2 = 0)")
        .with(job)
        .with(work.node())
        .run(work)?;
    work.keep_quietly("a kept promise leaves no row; what it did is recorded by its verb");
    not_anothers(work, job, rows)
}

/// Tries again at `run_at`; the reason stays readable.
pub fn put_off(work: &mut Work<'_>, job: i64, reason: &str, run_at: Moment) -> Result<(), Trouble> {
    let set_at = work.now;
    let rows = sql(
        "UPDATE job SET leased_by = NULL, leased_until = NULL, node_id = NULL, last_error = $2, run_at = $3, set_at = $5
                     WHERE id = $1 AND (node_id IS NULL OR node_id = $4 OR $4 = 0)",
    )
    .with(job)
    .with(reason)
    .with(run_at)
    .with(work.node())
    .with(set_at)
    .run(work)?;
    work.keep_quietly("a postponed promise");
    not_anothers(work, job, rows)
}

/// Gives up until somebody replays it.
pub fn bury(work: &mut Work<'_>, job: i64, reason: &str) -> Result<(), Trouble> {
    let now = work.now;
    let rows = sql("UPDATE job SET leased_by = NULL, leased_until = NULL, node_id = NULL, last_error = $2, dead_at = $3
                     WHERE id = $1 AND (node_id IS NULL OR node_id = $4 OR $4 = 0)")
    .with(job)
    .with(reason)
    .with(now)
    .with(work.node())
    .run(work)?;
    work.keep_quietly("a dead job; its verb records the failure");
    not_anothers(work, job, rows)
}

/// Whoever was stopped for so long that another node has taken the job up speaks for it no more: all they say with it is undone.
fn not_anothers(work: &mut Work<'_>, job: i64, rows: u64) -> Result<(), Trouble> {
    if rows > 0 || work.node() == 0 {
        return Ok(());
    }
    let is_there: Option<i64> = sql("SELECT id FROM job WHERE id = $1 AND node_id IS NOT NULL").with(job).one(work)?;
    match is_there {
        Some(_) => Err(Trouble::InUse("another node has taken this job up meanwhile".into())),
        None => Ok(()),
    }
}

/// Takes back a promise nobody started on. `false`: it is gone or under way.
pub fn take_back(work: &mut Work<'_>, key: &str) -> Result<bool, Trouble> {
    let now = work.now;
    let rows = sql("DELETE FROM job WHERE key = $1 AND (leased_until IS NULL OR leased_until < $2)")
        .with(key)
        .with(now)
        .run(work)?;
    Ok(rows > 0)
}

/// Takes back every promise of `kind`: whom it was made to is gone.
pub fn forget(work: &mut Work<'_>, kind: &str) -> Result<(), Trouble> {
    sql("DELETE FROM job WHERE kind = $1").with(kind).run(work)?;
    Ok(())
}

/// How many jobs of `kind` wait, dead ones left out.
pub fn waiting(tx: &mut Tx<'_>, kind: &str) -> Result<i64, Trouble> {
    sql("SELECT COUNT(*) FROM job WHERE kind = $1 AND dead_at IS NULL").with(kind).only(tx, "count")
}

/// Whether a job of `kind` could be leased now. However many wait, this looks at those that are due only.
pub fn is_due(tx: &mut Tx<'_>, kind: &str) -> Result<bool, Trouble> {
    if tx.rests() {
        return Ok(false);
    }
    let due: Option<i64> = sql("SELECT 1 FROM job
          WHERE kind = $1 AND dead_at IS NULL AND run_at <= $2 AND (leased_until IS NULL OR leased_until < $2)
          ORDER BY run_at LIMIT 1")
    .with(kind)
    .with(tx.now())
    .one(tx)?;
    Ok(due.is_some())
}

/// When the next job of `kind` falls due, leases counted; never on a node that takes no new work.
pub fn next_due(tx: &mut Tx<'_>, kind: &str) -> Result<Option<Moment>, Trouble> {
    if tx.rests() {
        return Ok(None);
    }
    sql("SELECT MIN(CASE WHEN leased_until IS NULL OR leased_until < run_at THEN run_at ELSE leased_until END)
           FROM job WHERE kind = $1 AND dead_at IS NULL")
    .with(kind)
    .only(tx, "job")
}

/// Seconds to wait before attempt `attempts + 1`: 5 s, 10 s, 20 s … at most an hour.
pub fn back_off(attempts: i64) -> i64 {
    5i64.saturating_mul(1 << attempts.clamp(1, 12).saturating_sub(1)).min(3_600)
}

/// Voids every lease on jobs of `kind`: for a process that knows it is the only one.
pub fn release(work: &mut Work<'_>, kind: &str) -> Result<(), Trouble> {
    sql("UPDATE job SET leased_by = NULL, leased_until = NULL, node_id = NULL WHERE kind = $1 AND leased_until IS NOT NULL AND dead_at IS NULL")
        .with(kind)
        .run(work)?;
    Ok(())
}
