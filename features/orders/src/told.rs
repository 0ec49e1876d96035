//! What a shop beside us tells: orders as they stand there, money that moved there, pieces it sent, cancelled or took back.
//!
//! These are facts, not requests, so no policy judges them; an agent or a program needs the permission `orders.manage`.
//! The ledgers are added to as by any action, and papers issued here follow the bill; none is issued because a shop tells.

use crate::action::{NewOrder, NewUnit, apply::new_order};
use crate::address::Address;
use crate::bill::{self, BillOf, NewEntry, UnitRef};
use crate::edits::{self, Piece, new_pieces};
use crate::order::{Order, OrderId};
use crate::papers::{self, Subject};
use crate::payments::{self, Movement, PaymentId};
use crate::shipments::{self, Parcel, ShipmentId, ShipmentKind};
use crate::stored::{one_line, read, written};
use crate::suggestions::shown;
use crate::unit::{self, UnitId, UnitState};
use crate::{Event, Request, ledger, may_manage};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;

/// An order as a shop placed it.
#[derive(Debug, Clone)]
pub struct Placed {
    pub order: NewOrder,
    pub placed_at: Moment,
    pub units: Vec<NewUnit>,
    /// The bill; new units are named by their place among `units`.
    pub entries: Vec<NewEntry>,
}

/// Money that moved in the shop, and what its provider calls it.
#[derive(Debug, Clone)]
pub struct Moved {
    pub movement: Movement,
    pub reference: String,
}

/// A parcel the shop sent.
#[derive(Debug, Clone)]
pub struct Sent {
    pub units: Vec<UnitId>,
    pub carrier: String,
    pub tracking: String,
}

/// Writes down an order that was placed in a shop. Its number is the shop's; where another order has it, our own is given.
pub fn place(work: &mut Work<'_>, told: &Placed) -> Result<(OrderId, Vec<UnitId>), Trouble> {
    may_manage(work)?;
    let mut new = told.order.clone();
    if let Some(number) = &new.number {
        let taken = crate::orders::by_number(work, number)?.is_some();
        new.number = (!taken && !number.trim().is_empty()).then(|| number.clone());
    }
    let order = new_order::open(work, &new)?;
    sql("UPDATE sales_order SET placed_at = $2 WHERE id = $1")
        .with(order)
        .with(told.placed_at)
        .run(work)?;
    let units = new_order::add_units(work, order, &told.units)?;
    enter(work, order, &units, &told.entries)?;
    shown::bought(work, order, &units, told.placed_at)?;
    let after = ledger::refresh(work, order)?;
    let (minor, currency) = (after.total().minor, after.currency.code().to_owned());
    work.record(&Event::OrderPlaced { customer: after.customer.0, order: order.0, minor, currency })?;
    Ok((order, units))
}

/// Adds pieces that came into the order later, with their bill.
pub fn add(work: &mut Work<'_>, order: OrderId, units: &[NewUnit], entries: &[NewEntry]) -> Result<Vec<UnitId>, Trouble> {
    may_manage(work)?;
    let held = ledger::hold(work, order)?;
    let added = new_order::add_units(work, order, units)?;
    enter(work, order, &added, entries)?;
    let now = work.now;
    shown::bought(work, order, &added, now)?;
    let after = settle(work, order)?;
    if !units.is_empty() {
        let none: [Piece; 0] = [];
        edits::told(work, &after, "items", &none, &new_pieces(&added, units))?;
    } else if after.total() != held.total() {
        edits::told(work, &after, "bill", &held.total(), &after.total())?;
    }
    Ok(added)
}

/// Adds to the bill of an order.
pub fn bill(work: &mut Work<'_>, order: OrderId, entries: &[NewEntry]) -> Result<(), Trouble> {
    add(work, order, &[], entries).map(drop)
}

fn enter(work: &mut Work<'_>, order: OrderId, added: &[UnitId], entries: &[NewEntry]) -> Result<(), Trouble> {
    let missing = || Trouble::Shape("a bill names a unit that did not come with it".into());
    for entry in entries {
        let unit = match entry.unit {
            Some(UnitRef::Is(id)) => Some(id),
            Some(UnitRef::New(place)) => Some(*added.get(place).ok_or_else(missing)?),
            None => None,
        };
        bill::enter(work, BillOf::Order(order), unit, entry, None)?;
    }
    Ok(())
}

/// Pieces became something in the shop: sent, delivered, cancelled, returned.
pub fn units_are(work: &mut Work<'_>, order: OrderId, units: &[UnitId], state: UnitState, since: Moment) -> Result<(), Trouble> {
    may_manage(work)?;
    ledger::hold(work, order)?;
    let mut gone = Vec::new();
    for id in units {
        let found = unit::find(work, *id)?;
        if found.order != order {
            return Err(Trouble::Shape("a piece of another order was told of".into()));
        }
        if state == UnitState::Cancelled && found.state != state {
            gone.push(Piece::from(&found));
        }
    }
    let states: Vec<(UnitId, UnitState)> = units.iter().map(|id| (*id, state)).collect();
    unit::become_together(work, order, &states)?;
    for id in units.iter().filter(|_| state == UnitState::Delivered) {
        sql("UPDATE order_unit SET delivered_at = $2 WHERE id = $1").with(*id).with(since).run(work)?;
    }
    let after = settle(work, order)?;
    let none: [Piece; 0] = [];
    if gone.is_empty() { Ok(()) } else { edits::told(work, &after, "items", &gone, &none) }
}

/// Money moved in the shop: it is written down as settled, under the provider's reference.
pub fn moved(work: &mut Work<'_>, order: OrderId, told: &Moved) -> Result<PaymentId, Trouble> {
    may_manage(work)?;
    let held = ledger::hold(work, order)?;
    let id = payments::enter(work, BillOf::Order(order), held.customer, &told.movement, None)?;
    let now = work.now;
    sql("UPDATE payment SET settled_at = COALESCE(settled_at, $2), reference = $3 WHERE id = $1")
        .with(id)
        .with(now)
        .with(one_line(&told.reference, 200))
        .run(work)?;
    settle(work, order)?;
    Ok(id)
}

/// A refund that was settled came back: the bank could not deliver it. It counts no more, and is owed again.
pub fn unsettled(work: &mut Work<'_>, payment: PaymentId, reason: &str) -> Result<(), Trouble> {
    may_manage(work)?;
    payments::unsettled(work, payment, reason)
}

/// The shop sent a parcel.
pub fn sent(work: &mut Work<'_>, order: OrderId, told: &Sent) -> Result<ShipmentId, Trouble> {
    may_manage(work)?;
    let held = ledger::hold(work, order)?;
    let parcel = Parcel {
        kind: ShipmentKind::Order,
        carrier: &told.carrier,
        tracking: &told.tracking,
        units: &told.units,
        action: None,
    };
    let id = shipments::add(work, order, &parcel)?;
    for unit in &told.units {
        if unit::find(work, *unit)?.state == UnitState::Ordered {
            unit::becomes(work, *unit, UnitState::Shipped)?;
        }
    }
    settle(work, order)?;
    work.record(&Event::OrderShipped { customer: held.customer.0, order: order.0, shipment: id.0 })?;
    Ok(id)
}

/// The shop sends it elsewhere. `false`: it was going there already.
pub fn readdressed(work: &mut Work<'_>, order: OrderId, ship_to: &Address) -> Result<bool, Trouble> {
    may_manage(work)?;
    let before = ledger::hold(work, order)?.ship_to()?;
    if before == *ship_to {
        work.keep_quietly("an order held to look at, and the address is the same");
        return Ok(false);
    }
    sql("UPDATE sales_order SET ship_to = $2 WHERE id = $1")
        .with(order)
        .with(written(ship_to)?)
        .run(work)?;
    let after = settle(work, order)?;
    edits::told(work, &after, "ship_to", &before, ship_to)?;
    Ok(true)
}

/// Brings the order in step, and the papers that were issued for it.
fn settle(work: &mut Work<'_>, order: OrderId) -> Result<Order, Trouble> {
    let after: Order = ledger::refresh(work, order)?;
    papers::keep_up(work, &Subject::of_order(&after), None)?;
    Ok(after)
}

/// What was asked in an action, and by whom: for whoever carries it out elsewhere.
#[derive(Debug, Clone)]
pub struct Deed {
    pub request: Request,
    pub agent: Option<i64>,
}

#[derive(FromRow)]
struct Row {
    request: String,
    actor_kind: String,
    actor_id: Option<i64>,
}

/// The action with this key.
pub fn deed(tx: &mut Tx<'_>, action: i64) -> Result<Deed, Trouble> {
    let row: Row = sql("SELECT request, actor_kind, actor_id FROM action WHERE id = $1")
        .with(action)
        .only(tx, "action")?;
    Ok(Deed {
        request: read("action", &row.request)?,
        agent: row.actor_id.filter(|_| row.actor_kind == "agent"),
    })
}

/// Widens what a product offers by one variant's options, so that the variant fits.
pub fn offers(work: &mut Work<'_>, product: crate::product::ProductId, options: &crate::product::Options) -> Result<(), Trouble> {
    may_manage(work)?;
    let mut specs = crate::product::find(work, product)?.options()?;
    for spec in &mut specs {
        if let Some(value) = options.get(&spec.name).filter(|value| !spec.values.contains(value)) {
            spec.values.push(value.clone());
        }
    }
    sql("UPDATE product SET options = $2 WHERE id = $1")
        .with(product)
        .with(written(&specs)?)
        .run(work)?;
    work.keep_quietly("what a product offers follows from its variants, whose adding is recorded");
    Ok(())
}

/// The moment pieces arrived, where the shop knows it better than we do.
pub fn arrived(work: &mut Work<'_>, order: OrderId, units: &[UnitId], since: Moment) -> Result<(), Trouble> {
    may_manage(work)?;
    for id in units {
        sql("UPDATE order_unit SET delivered_at = $3 WHERE id = $1 AND order_id = $2 AND delivered_at IS NOT NULL")
            .with(*id)
            .with(order)
            .with(since)
            .run(work)?;
    }
    sql("UPDATE sales_order SET delivered_at = $2 WHERE id = $1 AND delivered_at IS NOT NULL")
        .with(order)
        .with(since)
        .run(work)?;
    Ok(())
}
