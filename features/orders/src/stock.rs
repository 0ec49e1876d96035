//! Stock: entries in and out, each with the level after it; the database refuses a level below zero.

use crate::Event;
use crate::product::{VariantId, variant_of};
use crate::stored::one_line;
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;

/// One line of a variant's stock ledger.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Entry {
    pub id: i64,
    pub quantity: i64,
    pub level_after: i64,
    pub reason: String,
    pub action: Option<i64>,
    pub entered_at: Moment,
}

/// How many there are. A variant whose stock is not counted has as many as anyone wants: `None`.
pub fn level(tx: &mut Tx<'_>, variant: VariantId) -> Result<Option<i64>, Trouble> {
    if !variant_of(tx, variant)?.tracks_stock {
        return Ok(None);
    }
    Ok(Some(last_step(tx, variant)?.map_or(0, |(_, level)| level)))
}

fn last_step(tx: &mut Tx<'_>, variant: VariantId) -> Result<Option<(i64, i64)>, Trouble> {
    sql("SELECT step, level_after FROM stock_entry WHERE variant_id = $1 ORDER BY step DESC LIMIT 1")
        .with(variant)
        .one(tx)
}

/// The ledger, oldest first.
pub fn entries(tx: &mut Tx<'_>, variant: VariantId) -> Result<Vec<Entry>, Trouble> {
    sql("SELECT id, quantity, level_after, reason, action_id, entered_at FROM stock_entry WHERE variant_id = $1 ORDER BY step")
        .with(variant)
        .all(tx)
}

/// Takes pieces in (positive) or out (negative). What is not counted changes nothing; below zero is refused.
pub fn enter(work: &mut Work<'_>, variant: VariantId, quantity: i64, reason: &str, action: Option<i64>) -> Result<(), Trouble> {
    let (now, actor) = (work.now, work.actor);
    // The variant's row is the lock: two sales at once must not take the same last piece.
    sql("UPDATE variant SET is_available = is_available WHERE id = $1").with(variant).run(work)?;
    let Some(level) = level(work, variant)? else { return Ok(()) };
    let after = level.saturating_add(quantity);
    if after < 0 {
        let sku = variant_of(work, variant)?.sku;
        return Err(Trouble::refused("orders-stock-too-low").with("sku", sku));
    }
    let step = last_step(work, variant)?.map_or(1, |(step, _)| step + 1);
    sql(
        "INSERT INTO stock_entry (variant_id, step, quantity, level_after, reason, action_id, actor_kind, actor_id, entered_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .with(variant)
    .with(step)
    .with(quantity)
    .with(after)
    .with(one_line(reason, 200))
    .with(action)
    .with(actor.kind())
    .with(actor.id())
    .with(now)
    .run(work)?;
    work.record(&Event::StockEntered { variant: variant.0, quantity, level: after })
}
