//! Notes about a customer, for colleagues only.

use crate::customer::standing;
use crate::words::lines;
use crate::{CustomerId, Event};
use db::{Actor, FromRow, Trouble, Tx, Work, sql};
use kit::Moment;

db::id!(
    /// A note's key.
    NoteId
);

/// A note as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Note {
    pub id: NoteId,
    pub text: String,
    pub written_at: Moment,
    written_by_kind: String,
    written_by_id: Option<i64>,
}

impl Note {
    pub fn written_by(&self) -> Actor {
        Actor::of(&self.written_by_kind, self.written_by_id)
    }
}

/// The notes about a customer, newest first.
pub fn of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Vec<Note>, Trouble> {
    sql("SELECT id, text, written_at, written_by_kind, written_by_id FROM customer_note WHERE customer_id = $1 ORDER BY id DESC")
        .with(customer)
        .all(tx)
}

/// Writes a note.
pub fn write(work: &mut Work<'_>, customer: CustomerId, text: &str) -> Result<NoteId, Trouble> {
    let customer = standing(work, customer)?;
    // A note belongs to no inbox: it is covered as one is that nobody set otherwise.
    let text = lines(&mask::text(mask::Policy::default(), text).text, 10_000);
    if text.is_empty() {
        return Err(Trouble::refused("customers-note-is-empty"));
    }
    let (now, actor) = (work.now, work.actor);
    let note: NoteId = sql("INSERT INTO customer_note (customer_id, text, written_at, written_by_kind, written_by_id)
         VALUES ($1, $2, $3, $4, $5) RETURNING id")
    .with(customer)
    .with(text)
    .with(now)
    .with(actor.kind())
    .with(actor.id())
    .only(work, "note")?;
    work.record(&Event::NoteWritten { customer: customer.0, note: note.0 })?;
    Ok(note)
}

/// Removes a note of this customer; another customer's is not found.
pub fn remove(work: &mut Work<'_>, customer: CustomerId, note: NoteId) -> Result<(), Trouble> {
    let customer = standing(work, customer)?;
    crate::holds::refuse_held_customer(work, customer)?;
    let gone = sql("DELETE FROM customer_note WHERE id = $1 AND customer_id = $2")
        .with(note)
        .with(customer)
        .run(work)?;
    if gone == 0 {
        return Err(Trouble::NotFound("note"));
    }
    work.record(&Event::NoteRemoved { customer: customer.0, note: note.0 })
}
