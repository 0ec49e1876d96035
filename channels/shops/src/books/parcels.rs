//! Parcels of theirs: sent pieces, and what arrived.

use super::pieces;
use crate::links::{self, Kind};
use crate::shop::Shop;
use crate::theirs::{TheirOrder, TheirParcel};
use db::{Trouble, Work};
use orders::shipments::{self, ShipmentId, ShipmentState};
use orders::unit::UnitState;
use orders::{OrderId, told};

pub(super) fn take_in(work: &mut Work<'_>, shop: &Shop, order: OrderId, told: &TheirOrder) -> Result<(), Trouble> {
    for parcel in &told.parcels {
        let known = links::find(work, shop.id, Kind::Parcel, &parcel.id)?;
        let shipment = match known {
            Some(link) => Some(ShipmentId(link.ours)),
            None => send(work, shop, order, parcel)?,
        };
        if let (Some(id), Some(since)) = (shipment, parcel.delivered_at) {
            deliver(work, order, id, since)?;
        }
    }
    Ok(())
}

fn send(work: &mut Work<'_>, shop: &Shop, order: OrderId, parcel: &TheirParcel) -> Result<Option<ShipmentId>, Trouble> {
    let mut units = Vec::new();
    for (line, quantity) in &parcel.lines {
        let here = pieces::of_line(work, shop, line)?.into_iter().filter(|unit| unit.state == UnitState::Ordered);
        units.extend(here.take(*quantity as usize).map(|unit| unit.id));
    }
    // An agent sent them here before the shop told of it.
    if units.is_empty() {
        return Ok(None);
    }
    let sent = told::Sent { units, carrier: parcel.carrier.clone(), tracking: parcel.tracking.clone() };
    let id = told::sent(work, order, &sent)?;
    links::put(work, shop.id, Kind::Parcel, &parcel.id, id.0)?;
    Ok(Some(id))
}

fn deliver(work: &mut Work<'_>, order: OrderId, id: ShipmentId, since: kit::Moment) -> Result<(), Trouble> {
    if shipments::find(work, id)?.state == ShipmentState::Delivered {
        return Ok(());
    }
    let units = shipments::units(work, id)?;
    orders::fulfil::deliver(work, id)?;
    // The day it arrived decides how long it may be returned, not the day we heard of it.
    told::arrived(work, order, &units, since)
}
