//! Everything of an order that its customer may see, read at one moment.

use crate::pages::frame::Face;
use crate::pages::known::Known;
use crate::pages::ways::{self, Way};
use crate::theirs::{self, Theirs};
use crate::told::Told;
use db::{Trouble, Tx};
use kit::Money;
use orders::Order;
use orders::address::Address;
use orders::bill::{self, BillOf, EntryKind};
use orders::papers::{self, Paper};
use orders::payments::{self, Payment};
use orders::returns::{self, Return};
use orders::shipments::{self, Passage, Shipment};
use orders::unit::{self, Unit};

/// A parcel and its way so far.
type Parcel = (Shipment, Vec<Passage>);
/// A return and the names of its pieces.
type Back = (Return, Vec<String>);

pub(super) struct Sight {
    pub order: Theirs<Order>,
    pub face: Face,
    pub told: Told,
    pub units: Vec<Unit>,
    pub shipments: Vec<Parcel>,
    pub returns: Vec<Back>,
    pub payments: Vec<Payment>,
    /// What the bill has besides the pieces, by kind: shipping, discounts, what was taken off.
    pub besides: Vec<(EntryKind, Money)>,
    pub papers: Vec<Paper>,
    pub ship_to: Address,
    pub bill_to: Address,
    pub ways: Vec<Way>,
    /// The time zone it is read in.
    pub zone: String,
}

pub(super) fn of(tx: &mut Tx<'_>, who: &Known, number: &str) -> Result<Sight, Trouble> {
    let order = theirs::order(tx, who.customer, number)?;
    let units = unit::of(tx, order.id)?;
    Ok(Sight {
        face: Face::of(tx, order.brand)?,
        told: Told::of(tx, &order, who)?,
        shipments: parcels(tx, &order)?,
        returns: coming_back(tx, &order, &units)?,
        besides: besides(tx, &order)?,
        payments: payments::of(tx, BillOf::Order(order.id))?,
        papers: papers::of(tx, BillOf::Order(order.id))?,
        ship_to: order.ship_to()?,
        bill_to: order.bill_to()?,
        ways: ways::of(tx, who, &order, &units)?,
        units,
        order,
        zone: who.zone.clone(),
    })
}

fn besides(tx: &mut Tx<'_>, order: &Order) -> Result<Vec<(EntryKind, Money)>, Trouble> {
    let mut sums: Vec<(EntryKind, Money)> = Vec::new();
    for entry in bill::of(tx, BillOf::Order(order.id))?.iter().filter(|entry| entry.kind != EntryKind::Unit) {
        let gross = entry.amount().gross;
        match sums.iter_mut().find(|(kind, _)| *kind == entry.kind) {
            Some((_, sum)) => *sum = sum.plus(gross).map_err(|fault| Trouble::Shape(fault.to_string()))?,
            None => sums.push((entry.kind, gross)),
        }
    }
    Ok(sums)
}

fn parcels(tx: &mut Tx<'_>, order: &Order) -> Result<Vec<Parcel>, Trouble> {
    let all = shipments::of(tx, order.id)?;
    all.into_iter()
        .map(|shipment| {
            let passages = shipments::passages(tx, shipment.id)?;
            Ok((shipment, passages))
        })
        .collect()
}

fn coming_back(tx: &mut Tx<'_>, order: &Order, units: &[Unit]) -> Result<Vec<Back>, Trouble> {
    let all = returns::of(tx, order.id)?;
    all.into_iter()
        .map(|found| {
            let back = returns::units(tx, found.id)?;
            let named = units.iter().filter(|unit| back.iter().any(|one| one.unit == unit.id));
            Ok((found, named.map(|unit| unit.name.clone()).collect()))
        })
        .collect()
}
