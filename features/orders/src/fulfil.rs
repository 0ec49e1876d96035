//! What the warehouse and the carrier tell us: sent, on its way, delivered, lost. These are facts, not requests, so no
//! policy judges them; an agent or a program needs the permission `orders.manage`.
//!
//! Sending captures what was authorised, lets go of what was authorised beyond what is due, and issues the invoice if there
//! is none yet.

use crate::bill::BillOf;
use crate::order::{Order, OrderId};
use crate::papers;
use crate::payments::{self, Movement, PaymentKind};
use crate::shipments::{self, Parcel, Shipment, ShipmentId, ShipmentKind, ShipmentState};
use crate::unit::{self, UnitId, UnitState};
use crate::{Event, ledger, may_manage};
use db::{Trouble, Work};
use kit::Moment;

/// What is sent, and by whom it can be followed.
#[derive(Debug, Clone)]
pub struct Sending {
    pub units: Vec<UnitId>,
    pub carrier: String,
    pub tracking: String,
}

/// These pieces have left the house. Only pieces that were still here can.
pub fn ship(work: &mut Work<'_>, order: OrderId, sending: &Sending) -> Result<ShipmentId, Trouble> {
    may_manage(work)?;
    let before = ledger::hold(work, order)?;
    let units = unit::of(work, order)?;
    let here = |id: &UnitId| units.iter().any(|unit| unit.id == *id && unit.state == UnitState::Ordered);
    if sending.units.is_empty() || !sending.units.iter().all(here) {
        return Err(Trouble::refused("orders-units-not-here").with("number", before.number));
    }
    let parcel = Parcel {
        kind: ShipmentKind::Order,
        carrier: &sending.carrier,
        tracking: &sending.tracking,
        units: &sending.units,
        action: None,
    };
    let id = shipments::add(work, order, &parcel)?;
    for unit in &sending.units {
        unit::becomes(work, *unit, UnitState::Shipped)?;
    }
    capture_what_is_due(work, &before)?;
    let after = ledger::refresh(work, order)?;
    papers::invoice_if_none(work, &after)?;
    work.record(&Event::OrderShipped { customer: after.customer.0, order: order.0, shipment: id.0 })?;
    Ok(id)
}

/// Draws on authorisations, oldest first, until nothing is due, and lets go of the rest.
fn capture_what_is_due(work: &mut Work<'_>, order: &Order) -> Result<(), Trouble> {
    let of = BillOf::Order(order.id);
    let mut due = order.due();
    let open = payments::capturable(&payments::of(work, of)?)?;
    for line in open.into_iter().filter(|line| line.left.is_positive()) {
        if !due.is_positive() {
            break;
        }
        let amount = due.least(line.left).map_err(crate::exact::fault)?;
        let movement = Movement {
            kind: PaymentKind::Capture,
            parent: Some(line.payment.id),
            amount,
            method_kind: line.payment.method_kind,
            method: line.payment.method,
            balance: line.payment.balance,
            reason: "shipped".into(),
        };
        payments::enter(work, of, order.customer, &movement, None)?;
        due = crate::exact::less(due, amount)?;
    }
    let lines = payments::of(work, of)?;
    for void in payments::surplus(order.currency, &lines, due, "shipped")? {
        payments::enter(work, of, order.customer, &void, None)?;
    }
    Ok(())
}

/// The carrier reports something; the same report again is kept once more, for carriers do repeat themselves.
pub fn passes(work: &mut Work<'_>, id: ShipmentId, what: &str, place: &str, at: Moment) -> Result<(), Trouble> {
    may_manage(work)?;
    let shipment = shipments::find(work, id)?;
    shipments::pass(work, id, what, place, at)?;
    let order = crate::orders::find(work, shipment.order)?;
    work.record(&Event::ShipmentPassed { customer: order.customer.0, order: order.id.0, shipment: id.0 })
}

/// It has arrived. Told twice, it changes nothing.
pub fn deliver(work: &mut Work<'_>, id: ShipmentId) -> Result<(), Trouble> {
    arrive_or_not(work, id, ShipmentState::Delivered, "delivered")
}

/// It will not arrive: an agent may now send again or refund.
pub fn lose(work: &mut Work<'_>, id: ShipmentId) -> Result<(), Trouble> {
    arrive_or_not(work, id, ShipmentState::Lost, "lost")
}

fn arrive_or_not(work: &mut Work<'_>, id: ShipmentId, state: ShipmentState, what: &str) -> Result<(), Trouble> {
    may_manage(work)?;
    let shipment: Shipment = shipments::find(work, id)?;
    ledger::hold(work, shipment.order)?;
    let shipment = shipments::find(work, shipment.id)?;
    if shipment.state == state {
        work.keep_quietly("an order held to look at, and nothing new of its parcel");
        return Ok(());
    }
    let now = work.now;
    shipments::becomes(work, id, state)?;
    shipments::pass(work, id, what, "", now)?;
    if state == ShipmentState::Delivered {
        for unit in shipments::units(work, id)? {
            if unit::find(work, unit)?.state == UnitState::Shipped {
                unit::becomes(work, unit, UnitState::Delivered)?;
            }
        }
    }
    let after = ledger::refresh(work, shipment.order)?;
    work.record(&Event::ShipmentEnded {
        customer: after.customer.0,
        order: after.id.0,
        shipment: id.0,
        how: state.word().into(),
    })
}

/// Issues the invoice of an order that has none, for companies that invoice before they ship.
pub fn invoice(work: &mut Work<'_>, order: OrderId) -> Result<(), Trouble> {
    may_manage(work)?;
    let held = ledger::hold(work, order)?;
    work.keep_quietly("an order held to look at, and it has its invoice");
    papers::invoice_if_none(work, &held)
}
