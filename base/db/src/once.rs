//! Requests that are carried out once: a program that had no answer asks again with the same key and gets the first answer.
//!
//! The answer is kept in the transaction of the change it reports, so a crash leaves both or neither. Two at once: the
//! second meets the first's row, is run again by the engine, and finds the answer.

use crate::{Trouble, Tx, Work, sql};

/// How long an answer is kept.
pub const KEPT_SECONDS: i64 = 24 * 60 * 60;
const AT_ONCE: i64 = 1_000;

/// Which request it is: whose, under which key, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub caller: String,
    pub key: String,
    /// A hash of everything the request says.
    pub fingerprint: String,
}

/// What is known of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Nobody has asked this.
    New,
    /// It was carried out, and answered so.
    Answered(String),
    /// The key belongs to a request that said something else.
    AnotherRequest,
}

/// Whether it was carried out before.
pub fn known(tx: &mut Tx<'_>, request: &Request) -> Result<Known, Trouble> {
    let since = tx.now().plus_seconds(-KEPT_SECONDS);
    let found: Option<(String, String)> =
        sql("SELECT fingerprint, answer FROM answered_request WHERE caller = $1 AND request_key = $2 AND answered_at > $3")
            .with(&request.caller)
            .with(&request.key)
            .with(since)
            .one(tx)?;
    Ok(match found {
        None => Known::New,
        Some((fingerprint, answer)) if fingerprint == request.fingerprint => Known::Answered(answer),
        Some(_) => Known::AnotherRequest,
    })
}

/// Keeps the answer beside the change it reports. A change that recorded nothing is still undone.
pub fn keep(work: &mut Work<'_>, request: &Request, answer: &str) -> Result<(), Trouble> {
    if !work.changed() {
        work.keep_quietly("an answer that reports no change");
    }
    let (now, since) = (work.now, work.now.plus_seconds(-KEPT_SECONDS));
    let kept = sql(
        "INSERT INTO answered_request (caller, request_key, fingerprint, answer, answered_at) VALUES ($1, $2, $3, $4, $5)
                    ON CONFLICT (caller, request_key) DO UPDATE SET fingerprint = $3, answer = $4, answered_at = $5
                     WHERE answered_request.answered_at <= $6",
    )
    .with(&request.caller)
    .with(&request.key)
    .with(&request.fingerprint)
    .with(answer)
    .with(now)
    .with(since)
    .run(work)?;
    if kept == 0 {
        Err(Trouble::Repeat("the same request is being carried out".into()))
    } else {
        Ok(())
    }
}

/// Takes its turn at a thing, before anything of it is read: of two works at once the second goes on when the first has
/// ended, and sees what it did. For changes whose rows lie in several tables, where the engine alone would let both pass.
/// SQLite has one writer anyway.
pub fn take_turn(work: &mut Work<'_>, thing: &str) -> Result<(), Trouble> {
    if work.on_postgres() {
        sql("SELECT CAST(1 AS BIGINT) FROM pg_advisory_xact_lock(hashtextextended($1, 0)) /* postgres */")
            .with(thing)
            .only::<i64>(work, "turn")?;
    }
    Ok(())
}

/// Forgets answers past their time, a thousand at most, and says how many.
pub fn forget_old(work: &mut Work<'_>) -> Result<u64, Trouble> {
    work.keep_quietly("answers past their time");
    let since = work.now.plus_seconds(-KEPT_SECONDS);
    sql("DELETE FROM answered_request WHERE (caller, request_key) IN
                (SELECT caller, request_key FROM answered_request WHERE answered_at <= $1 ORDER BY answered_at LIMIT $2)")
    .with(since)
    .with(AT_ONCE)
    .run(work)
}
