//! Shipments: what left the house, how it is tracked, and what happened to it on the way.

use crate::order::OrderId;
use crate::stored::one_line;
use crate::unit::UnitId;
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;

db::id!(
    /// A shipment's key.
    ShipmentId
);

db::words!(
    /// Why something was sent.
    ShipmentKind {
        Order = "order",
        /// Sent once more, because the first was lost or broken.
        Again = "again",
    }
);

db::words!(
    /// How far a parcel has come.
    ShipmentState { Sent = "sent", Delivered = "delivered", Lost = "lost" }
);

/// A shipment as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Shipment {
    pub id: ShipmentId,
    pub order: OrderId,
    pub kind: ShipmentKind,
    pub carrier: String,
    pub tracking: String,
    pub state: ShipmentState,
    pub created_at: Moment,
    pub delivered_at: Option<Moment>,
}

/// Something the carrier reported.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Passage {
    pub what: String,
    pub place: String,
    pub happened_at: Moment,
}

/// The shipments of an order, oldest first.
pub fn of(tx: &mut Tx<'_>, order: OrderId) -> Result<Vec<Shipment>, Trouble> {
    sql("SELECT id, order_id, kind, carrier, tracking, state, created_at, delivered_at FROM shipment WHERE order_id = $1 ORDER BY id")
        .with(order)
        .all(tx)
}

/// The shipment with this key.
pub fn find(tx: &mut Tx<'_>, id: ShipmentId) -> Result<Shipment, Trouble> {
    sql("SELECT id, order_id, kind, carrier, tracking, state, created_at, delivered_at FROM shipment WHERE id = $1")
        .with(id)
        .only(tx, "shipment")
}

/// What was in it.
pub fn units(tx: &mut Tx<'_>, id: ShipmentId) -> Result<Vec<UnitId>, Trouble> {
    sql("SELECT unit_id FROM shipment_unit WHERE shipment_id = $1 ORDER BY unit_id").with(id).all(tx)
}

/// Its way so far, oldest first.
pub fn passages(tx: &mut Tx<'_>, id: ShipmentId) -> Result<Vec<Passage>, Trouble> {
    sql("SELECT what, place, happened_at FROM shipment_event WHERE shipment_id = $1 ORDER BY happened_at, id")
        .with(id)
        .all(tx)
}

/// A parcel to be written down.
#[derive(Debug, Clone)]
pub(crate) struct Parcel<'a> {
    pub kind: ShipmentKind,
    pub carrier: &'a str,
    pub tracking: &'a str,
    pub units: &'a [UnitId],
    pub action: Option<i64>,
}

pub(crate) fn add(work: &mut Work<'_>, order: OrderId, parcel: &Parcel<'_>) -> Result<ShipmentId, Trouble> {
    let now = work.now;
    let id: ShipmentId = sql("INSERT INTO shipment (order_id, kind, carrier, tracking, state, created_at, action_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id")
    .with(order)
    .with(parcel.kind)
    .with(one_line(parcel.carrier, 60))
    .with(one_line(parcel.tracking, 100))
    .with(ShipmentState::Sent)
    .with(now)
    .with(parcel.action)
    .only(work, "shipment")?;
    for unit in parcel.units {
        sql("INSERT INTO shipment_unit (shipment_id, unit_id) VALUES ($1, $2)")
            .with(id)
            .with(*unit)
            .run(work)?;
    }
    pass(work, id, "sent", "", now)?;
    Ok(id)
}

pub(crate) fn pass(work: &mut Work<'_>, id: ShipmentId, what: &str, place: &str, at: Moment) -> Result<(), Trouble> {
    sql("INSERT INTO shipment_event (shipment_id, what, place, happened_at) VALUES ($1, $2, $3, $4)")
        .with(id)
        .with(one_line(what, 100))
        .with(one_line(place, 100))
        .with(at)
        .run(work)?;
    Ok(())
}

pub(crate) fn becomes(work: &mut Work<'_>, id: ShipmentId, state: ShipmentState) -> Result<(), Trouble> {
    let delivered = (state == ShipmentState::Delivered).then_some(work.now);
    sql("UPDATE shipment SET state = $2, delivered_at = COALESCE(delivered_at, $3) WHERE id = $1")
        .with(id)
        .with(state)
        .with(delivered)
        .run(work)?;
    Ok(())
}
