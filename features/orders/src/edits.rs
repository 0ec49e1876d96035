//! An order's edit history: what it was, what it became, who did it. Actions write it as they are carried out; so does a shop
//! that changes an order beside us.

use crate::Event;
use crate::action::{ActionId, NewUnit};
use crate::order::{Order, OrderId};
use crate::stored::written;
use crate::unit::{Unit, UnitId};
use db::{Trouble, Work, sql};
use serde::{Deserialize, Serialize};

/// A piece that was taken out or put in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Piece {
    pub unit: UnitId,
    pub sku: String,
    pub name: String,
}

impl From<&Unit> for Piece {
    fn from(unit: &Unit) -> Self {
        Self { unit: unit.id, sku: unit.sku.clone(), name: unit.name.clone() }
    }
}

/// New pieces with the keys they were given.
pub(crate) fn new_pieces(added: &[UnitId], units: &[NewUnit]) -> Vec<Piece> {
    let each = added.iter().zip(units);
    each.map(|(id, unit)| Piece { unit: *id, sku: unit.sku.clone(), name: unit.name.clone() }).collect()
}

/// Writes one edit down.
pub(crate) fn remember(
    work: &mut Work<'_>,
    order: OrderId,
    what: &str,
    before: &impl Serialize,
    after: &impl Serialize,
    action: Option<ActionId>,
) -> Result<(), Trouble> {
    let (now, actor) = (work.now, work.actor);
    sql("INSERT INTO order_edit (order_id, what, before, after, actor_kind, actor_id, action_id, edited_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .with(order)
    .with(what)
    .with(written(before)?)
    .with(written(after)?)
    .with(actor.kind())
    .with(actor.id())
    .with(action)
    .with(now)
    .run(work)?;
    Ok(())
}

/// The same for what a shop changed, which no action tells of: the log does.
pub(crate) fn told(work: &mut Work<'_>, order: &Order, what: &str, before: &impl Serialize, after: &impl Serialize) -> Result<(), Trouble> {
    remember(work, order.id, what, before, after, None)?;
    work.record(&Event::OrderEdited { customer: order.customer.0, order: order.id.0, what: what.into() })
}
