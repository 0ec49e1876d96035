//! A unit: one piece of an order, with a state of its own. The same variant twice is two units.

use crate::order::OrderId;
use crate::product::{Options, ProductId, VariantId};
use crate::stored::read;
use crate::suggestions::together;
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;

db::id!(
    /// A unit's key.
    UnitId
);

db::words!(
    /// Where one piece is.
    UnitState {
        Ordered = "ordered",
        Shipped = "shipped",
        Delivered = "delivered",
        /// On its way back, or expected.
        Returning = "returning",
        Returned = "returned",
        Cancelled = "cancelled",
    }
);

impl UnitState {
    /// Whether it is out of the house.
    pub const fn has_left(&self) -> bool {
        !matches!(self, Self::Ordered | Self::Cancelled)
    }

    /// Whether the customer has had it in hand.
    pub const fn has_arrived(&self) -> bool {
        matches!(self, Self::Delivered | Self::Returning | Self::Returned)
    }
}

/// One piece as stored. Its price is the one it was sold for, before discounts; what it is worth now, its bill entries say.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Unit {
    pub id: UnitId,
    pub order: OrderId,
    pub position: i64,
    pub variant: VariantId,
    pub product: ProductId,
    pub sku: String,
    pub name: String,
    options_json: String,
    pub category: String,
    pub tax_class: String,
    pub price_minor: i64,
    pub state: UnitState,
    pub delivered_at: Option<Moment>,
}

impl Unit {
    pub fn options(&self) -> Result<Options, Trouble> {
        read("order_unit", &self.options_json)
    }
}

/// The pieces of an order in their order, cancelled and returned ones too.
pub fn of(tx: &mut Tx<'_>, order: OrderId) -> Result<Vec<Unit>, Trouble> {
    sql(
        "SELECT id, order_id, position, variant_id, product_id, sku, name, options, category, tax_class, price_minor, state, delivered_at
           FROM order_unit WHERE order_id = $1 ORDER BY position",
    )
    .with(order)
    .all(tx)
}

/// The unit with this key.
pub fn find(tx: &mut Tx<'_>, id: UnitId) -> Result<Unit, Trouble> {
    sql(
        "SELECT id, order_id, position, variant_id, product_id, sku, name, options, category, tax_class, price_minor, state, delivered_at
           FROM order_unit WHERE id = $1",
    )
    .with(id)
    .only(tx, "unit")
}

/// Moves pieces of one order to other states, and keeps up what is bought together where some are cancelled.
pub(crate) fn become_together(work: &mut Work<'_>, order: OrderId, states: &[(UnitId, UnitState)]) -> Result<(), Trouble> {
    let is_cancelling = states.iter().any(|(_, state)| *state == UnitState::Cancelled);
    let before = if is_cancelling { together::products(work, order)? } else { together::counted([]) };
    for (unit, state) in states {
        becomes(work, *unit, *state)?;
    }
    if is_cancelling {
        let after = together::products(work, order)?;
        together::moved(work, &before, &after)?;
    }
    Ok(())
}

/// Moves one piece to another state that is not “cancelled”.
pub(crate) fn becomes(work: &mut Work<'_>, id: UnitId, state: UnitState) -> Result<(), Trouble> {
    let delivered = (state == UnitState::Delivered).then_some(work.now);
    sql("UPDATE order_unit SET state = $2, delivered_at = COALESCE(delivered_at, $3) WHERE id = $1")
        .with(id)
        .with(state)
        .with(delivered)
        .run(work)?;
    Ok(())
}
