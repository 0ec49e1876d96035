//! What was changed and cancelled on an order since it was placed.

use super::rows::{Cancellation, Edit};
use crate::order::OrderId;
use crate::stored::read;
use db::{FromRow, Trouble, Tx, sql};
use kit::Moment;

#[derive(FromRow)]
struct KeptEdit {
    id: i64,
    what: String,
    before: String,
    after: String,
    actor_kind: String,
    actor_id: Option<i64>,
    edited_at: Moment,
}

/// The edit history, oldest first.
pub(super) fn edits(tx: &mut Tx<'_>, order: OrderId) -> Result<Vec<Edit>, Trouble> {
    let kept: Vec<KeptEdit> =
        sql("SELECT id, what, before, after, actor_kind, actor_id, edited_at FROM order_edit WHERE order_id = $1 ORDER BY id")
            .with(order)
            .all(tx)?;
    kept.into_iter()
        .map(|edit| {
            Ok(Edit {
                before: read("order_edit", &edit.before)?,
                after: read("order_edit", &edit.after)?,
                id: edit.id,
                what: edit.what,
                actor_kind: edit.actor_kind,
                actor_id: edit.actor_id,
                edited_at: edit.edited_at.into(),
            })
        })
        .collect()
}

/// What was cancelled, oldest first.
pub(super) fn cancellations(tx: &mut Tx<'_>, order: OrderId) -> Result<Vec<Cancellation>, Trouble> {
    let kept: Vec<(i64, String, String, Moment)> =
        sql("SELECT id, reason, units, cancelled_at FROM cancellation WHERE order_id = $1 ORDER BY id")
            .with(order)
            .all(tx)?;
    kept.into_iter()
        .map(|(id, reason, units, at)| Ok(Cancellation { id, reason, units: read("cancellation", &units)?, cancelled_at: at.into() }))
        .collect()
}
