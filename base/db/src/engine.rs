//! The two engines behind one door. Nothing outside this room names either of them.

pub mod crash;
mod files;
pub mod postgres;
mod queue;
pub mod sqlite;

use crate::{Actor, Trouble, Tx, Work};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a change does; it may be asked twice where the engine wants the transaction again.
type Run = Box<dyn FnMut(&mut Work<'_>) -> Result<(), Trouble> + Send>;

/// A change waiting for its turn: run inside a transaction, settled once the commit is known.
pub(crate) struct Change {
    pub actor: Actor,
    pub run: Run,
    pub settle: Box<dyn FnOnce(Result<(), Trouble>) + Send>,
}

/// A question waiting for its turn.
pub(crate) type Question = Box<dyn FnOnce(Result<&mut Tx<'_>, Trouble>) + Send>;

/// Runs a change's closure; a panic becomes a trouble, so that one bad job cannot poison a batch.
pub(crate) fn guarded(change: &mut Change, work: &mut Work<'_>) -> Result<(), Trouble> {
    catch_unwind(AssertUnwindSafe(|| (change.run)(work))).unwrap_or_else(|panic| Err(Trouble::Panicked(panic_text(&*panic))))?;
    work.may_commit()
}

pub(crate) fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic without words".into())
}

/// Shortens a statement for an error message.
pub(crate) fn shortened(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(160).collect()
}
