//! Erasing one customer: asked for with a typed confirmation, carried out in steps that a crash does not lose, proven at the end.
//!
//! The steps: every conversation of theirs is emptied; then what they wrote elsewhere, who they are and what hangs on their orders; then
//! everything is read for what they are known by until nothing is found; then the index; then everything once more, as the proof; then the
//! files of the database are written anew. Only then is the erasure over. Orders, payments and amounts stay, with a name of ours.

mod begin;
mod carry_on;
mod certificate;
mod coded;
pub(crate) mod conversation;
mod documents;
mod found;
mod links;
mod needles;
mod places;
mod sweep;

pub(crate) use begin::begin_again;
pub use begin::{Wish, begin, try_again};
pub use carry_on::{Around, carry_on};
pub use certificate::Certificate;
pub use found::{Found, Line, found};
pub use places::Counts;

use db::{FromRow, Trouble, Tx, sql};
use kit::Moment;

db::id!(
    /// An erasure's key.
    ErasureId
);

db::words!(
    /// How far it is.
    State {
        Conversations = "conversations",
        Person = "person",
        Sweeping = "sweeping",
        Indexing = "indexing",
        Verifying = "verifying",
        Scrubbing = "scrubbing",
        Done = "done",
        /// Something is found again and again: somebody has to look.
        Stuck = "stuck",
    }
);

db::words!(
    /// What becomes of issued papers.
    Papers {
        /// The buyer is replaced; number, lines and amounts stay.
        Replaced = "replaced",
        /// They stay as they were issued, where the law wants that.
        Kept = "kept",
    }
);

/// The job that carries it out; its payload is the erasure's key.
pub const JOB: &str = "privacy.erase";

/// One erasure.
#[derive(Debug, Clone, FromRow)]
pub struct Erasure {
    pub id: ErasureId,
    pub customer: i64,
    /// What stands where the person stood.
    pub pseudonym: String,
    pub why: String,
    /// `asked`, or `backup` where an older state of the desk brought the person back.
    pub origin: String,
    pub papers: Papers,
    pub asked_by_kind: String,
    pub asked_by: Option<i64>,
    pub asked_at: Moment,
    pub state: State,
    pub(crate) place: i64,
    counts: String,
    wanted: String,
    pub(crate) swept_xid: Option<i64>,
    pub(crate) swept_id: Option<i64>,
    pub problem: String,
    certificate: Option<String>,
    pub sha256: Option<String>,
    pub finished_at: Option<Moment>,
}

impl Erasure {
    /// What was erased so far, by table.
    pub fn counts(&self) -> Result<Counts, Trouble> {
        serde_json::from_str(&self.counts).map_err(|e| Trouble::Shape(e.to_string()))
    }

    /// What is looked for everywhere; nothing once it is over.
    fn wanted(&self) -> Result<Vec<String>, Trouble> {
        serde_json::from_str(&self.wanted).map_err(|e| Trouble::Shape(e.to_string()))
    }

    /// The proof as it was written, once there is one.
    pub fn certificate(&self) -> Option<&str> {
        self.certificate.as_deref()
    }

    pub const fn is_over(&self) -> bool {
        self.finished_at.is_some()
    }
}

/// The erasure of this key.
pub fn find(tx: &mut Tx<'_>, id: ErasureId) -> Result<Erasure, Trouble> {
    sql(
        "SELECT id, customer_id, pseudonym, why, origin, papers, asked_by_kind, asked_by_id, asked_at, state, place, counts, wanted,
                swept_xid, swept_id, problem, certificate, sha256, finished_at
           FROM erasure WHERE id = $1",
    )
    .with(id)
    .only(tx, "erasure")
}

/// The erasures of a customer, the newest first.
pub fn of_customer(tx: &mut Tx<'_>, customer: i64) -> Result<Vec<Erasure>, Trouble> {
    sql(
        "SELECT id, customer_id, pseudonym, why, origin, papers, asked_by_kind, asked_by_id, asked_at, state, place, counts, wanted,
                swept_xid, swept_id, problem, certificate, sha256, finished_at
           FROM erasure WHERE customer_id = $1 ORDER BY id DESC",
    )
    .with(customer)
    .all(tx)
}

/// All there were before `before`, the newest first.
pub fn newest(tx: &mut Tx<'_>, before: Option<i64>, limit: i64) -> Result<Vec<Erasure>, Trouble> {
    sql(
        "SELECT id, customer_id, pseudonym, why, origin, papers, asked_by_kind, asked_by_id, asked_at, state, place, counts, wanted,
                swept_xid, swept_id, problem, certificate, sha256, finished_at
           FROM erasure WHERE id < $1 ORDER BY id DESC LIMIT $2",
    )
    .with(before.unwrap_or(i64::MAX))
    .with(limit)
    .all(tx)
}

/// The customer and everybody who was merged into them, however long ago.
pub(crate) fn family(tx: &mut Tx<'_>, customer: i64) -> Result<Vec<i64>, Trouble> {
    let mut all = vec![customer];
    let mut at = 0;
    while let Some(one) = all.get(at).copied() {
        let others: Vec<i64> = sql("SELECT id FROM customer WHERE merged_into = $1 AND id <> $1 ORDER BY id").with(one).all(tx)?;
        all.extend(others.into_iter().filter(|other| !all.contains(other)).collect::<Vec<_>>());
        at += 1;
    }
    Ok(all)
}

/// Refuses while a hold is in force on the customer, on a conversation of theirs or on one in which they wrote.
pub(crate) fn refuse_held(tx: &mut Tx<'_>, customer: i64) -> Result<(), Trouble> {
    for one in family(tx, customer)? {
        customers::holds::refuse_held_customer(tx, customers::CustomerId(one))?;
        let held: Option<i64> = sql("SELECT 1 FROM legal_hold h JOIN conversation c ON c.id = h.conversation_id
              WHERE h.lifted_at IS NULL
                AND (c.customer_id = $1
                 OR EXISTS (SELECT 1 FROM message m WHERE m.conversation_id = c.id AND m.author_kind = 'customer' AND m.author_id = $1))
              LIMIT 1")
        .with(one)
        .one(tx)?;
        if held.is_some() {
            return Err(Trouble::refused("privacy-refused-conversation-held"));
        }
    }
    Ok(())
}
