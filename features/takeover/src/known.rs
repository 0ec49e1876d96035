//! What is remembered of a thing that was taken over.

use db::{FromRow, Trouble, Tx, Work, sql};
use foreign::Kind;

/// A thing as it was last taken.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(crate) struct Known {
    /// What it became; 0 where it became nothing of its own.
    pub our_id: i64,
    /// Of what it was there; empty where it should be looked at again.
    pub fingerprint: String,
    /// How it stood, as whoever took it wrote it down.
    pub stood: String,
}

pub(crate) fn find(tx: &mut Tx<'_>, source: &str, kind: Kind, their_id: &str) -> Result<Option<Known>, Trouble> {
    sql("SELECT our_id, fingerprint, stood FROM taken_over WHERE source = $1 AND kind = $2 AND their_id = $3")
        .with(source)
        .with(kind.word())
        .with(their_id)
        .one(tx)
}

/// What it became, if it became something.
pub(crate) fn ours(tx: &mut Tx<'_>, source: &str, kind: Kind, their_id: &str) -> Result<Option<i64>, Trouble> {
    Ok(find(tx, source, kind, their_id)?.map(|known| known.our_id).filter(|id| *id != 0))
}

/// Whether something of that desk became this already.
pub(crate) fn is_taken(tx: &mut Tx<'_>, source: &str, kind: Kind, our_id: i64) -> Result<bool, Trouble> {
    let taken: Option<i64> = sql("SELECT our_id FROM taken_over WHERE kind = $1 AND our_id = $2 AND source = $3 LIMIT 1")
        .with(kind.word())
        .with(our_id)
        .with(source)
        .one(tx)?;
    Ok(taken.is_some())
}

pub(crate) fn remember(work: &mut Work<'_>, source: &str, kind: Kind, their_id: &str, known: &Known) -> Result<(), Trouble> {
    let now = work.now;
    sql(
        "INSERT INTO taken_over (source, kind, their_id, our_id, fingerprint, stood, taken_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (source, kind, their_id) DO UPDATE SET our_id = $4, fingerprint = $5, stood = $6, taken_at = $7",
    )
    .with(source)
    .with(kind.word())
    .with(their_id)
    .with(known.our_id)
    .with(&known.fingerprint)
    .with(&known.stood)
    .with(now)
    .run(work)?;
    Ok(())
}
