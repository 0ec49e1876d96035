//! Everything an order's page shows, read in one snapshot.

use crate::approvals::{self, Approval};
use crate::bill::{self, BillOf, Entry};
use crate::charge::{self, Charge};
use crate::order::Order;
use crate::papers::{self, Paper};
use crate::payments::{self, Payment};
use crate::returns::{self, Exchange, Return, ReturnUnit};
use crate::shipments::{self, Passage, Shipment};
use crate::unit::{self, Unit, UnitId};
use crate::verdict::{self, Kept};
use crate::{brand, orders};
use customers::name_of;
use db::{Actor, Trouble, Tx, sql};
use kit::{Moment, Money};
use std::collections::HashMap;

/// A parcel, what was in it, and its way so far.
pub(in crate::pages) struct Parcel {
    pub shipment: Shipment,
    pub units: Vec<UnitId>,
    pub passages: Vec<Passage>,
}

/// An action that was done with the order.
#[derive(db::FromRow)]
pub(in crate::pages) struct Deed {
    pub verb: String,
    pub reason: String,
    minor: i64,
    currency: kit::Currency,
    pub actor_kind: String,
    pub actor_id: Option<i64>,
    pub done_at: Moment,
}

impl Deed {
    pub const fn amount(&self) -> Money {
        Money::new(self.minor, self.currency)
    }
}

/// A column of the order that was changed, before and after.
#[derive(db::FromRow)]
pub(in crate::pages) struct Edited {
    pub what: String,
    pub before: String,
    pub after: String,
    pub actor_kind: String,
    pub actor_id: Option<i64>,
    pub edited_at: Moment,
}

/// A return with its pieces.
pub(in crate::pages) type CameBack = (Return, Vec<ReturnUnit>);
/// An exchange, and which piece replaced which: old, new.
pub(in crate::pages) type Swapped = (Exchange, Vec<(UnitId, UnitId)>);

/// Pieces that were cancelled together.
pub(in crate::pages) struct Cancelled {
    pub reason: String,
    pub units: Vec<UnitId>,
    pub cancelled_at: Moment,
}

/// An order with all its page says.
pub(in crate::pages) struct Sight {
    pub order: Order,
    pub customer: String,
    pub brand: String,
    pub units: Vec<Unit>,
    pub entries: Vec<Entry>,
    pub payments: Vec<Payment>,
    pub services: Vec<Charge>,
    pub parcels: Vec<Parcel>,
    pub returns: Vec<CameBack>,
    pub exchanges: Vec<Swapped>,
    pub cancelled: Vec<Cancelled>,
    pub papers: Vec<Paper>,
    pub deeds: Vec<Deed>,
    pub edits: Vec<Edited>,
    pub verdicts: Vec<Kept>,
    pub approvals: Vec<Approval>,
    names: HashMap<i64, String>,
}

/// How many verdicts the page lists; older ones are in the reports.
const VERDICTS: i64 = 20;

impl Sight {
    pub(in crate::pages) fn of(tx: &mut Tx<'_>, number: &str) -> Result<Self, Trouble> {
        let order = orders::by_number(tx, number)?.ok_or(Trouble::NotFound("order"))?;
        let (id, of) = (order.id, BillOf::Order(order.id));
        Ok(Self {
            customer: name_of(tx, order.customer)?,
            brand: brand::find(tx, order.brand)?.name,
            units: unit::of(tx, id)?,
            entries: bill::of(tx, of)?,
            payments: payments::of(tx, of)?,
            services: charge::of_order(tx, id)?,
            parcels: parcels(tx, &order)?,
            returns: back(tx, &order)?,
            exchanges: exchanged(tx, &order)?,
            cancelled: cancelled(tx, &order)?,
            papers: papers::of(tx, of)?,
            deeds: deeds(tx, &order)?,
            edits: edits(tx, &order)?,
            verdicts: verdict::of_order(tx, id, VERDICTS)?,
            approvals: approvals::of_order(tx, id)?,
            names: agent_names(tx)?,
            order,
        })
    }

    /// The piece with this key.
    pub(in crate::pages) fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.id == id)
    }

    /// The names of some pieces, as one reads them out.
    pub(in crate::pages) fn names_of(&self, ids: impl IntoIterator<Item = UnitId>) -> String {
        let names: Vec<String> = ids.into_iter().filter_map(|id| self.unit(id)).map(|unit| unit.name.clone()).collect();
        names.join(", ")
    }

    /// Who did something: an agent by name, anybody else by the word for what they are.
    pub(in crate::pages) fn who(&self, text: &web::Text, kind: &str, id: Option<i64>) -> String {
        by_name(&self.names, text, kind, id)
    }
}

/// Who did something, in the reader's language.
pub(in crate::pages) fn by_name(names: &HashMap<i64, String>, text: &web::Text, kind: &str, id: Option<i64>) -> String {
    match Actor::of(kind, id) {
        Actor::Agent(id) => names.get(&id).cloned().unwrap_or_else(|| super::super::wording::said(text, "actor", "agent")),
        _ => super::super::wording::said(text, "actor", kind),
    }
}

/// The names of everybody who works or worked here.
pub(in crate::pages) fn agent_names(tx: &mut Tx<'_>) -> Result<HashMap<i64, String>, Trouble> {
    let all: Vec<(i64, String)> = sql("SELECT id, name FROM agent").all(tx)?;
    Ok(all.into_iter().collect())
}

fn parcels(tx: &mut Tx<'_>, order: &Order) -> Result<Vec<Parcel>, Trouble> {
    let sent = shipments::of(tx, order.id)?;
    sent.into_iter()
        .map(|shipment| {
            let units = shipments::units(tx, shipment.id)?;
            Ok(Parcel { passages: shipments::passages(tx, shipment.id)?, units, shipment })
        })
        .collect()
}

fn back(tx: &mut Tx<'_>, order: &Order) -> Result<Vec<CameBack>, Trouble> {
    let all = returns::of(tx, order.id)?;
    all.into_iter()
        .map(|goods| {
            let units = returns::units(tx, goods.id)?;
            Ok((goods, units))
        })
        .collect()
}

fn exchanged(tx: &mut Tx<'_>, order: &Order) -> Result<Vec<Swapped>, Trouble> {
    let all = returns::exchanges(tx, order.id)?;
    all.into_iter()
        .map(|exchange| {
            let pairs = returns::pairs(tx, exchange.id)?;
            Ok((exchange, pairs))
        })
        .collect()
}

fn cancelled(tx: &mut Tx<'_>, order: &Order) -> Result<Vec<Cancelled>, Trouble> {
    let all: Vec<(String, String, Moment)> = sql("SELECT reason, units, cancelled_at FROM cancellation WHERE order_id = $1 ORDER BY id")
        .with(order.id)
        .all(tx)?;
    all.into_iter()
        .map(|(reason, units, cancelled_at)| Ok(Cancelled { reason, units: crate::stored::read("cancellation", &units)?, cancelled_at }))
        .collect()
}

fn deeds(tx: &mut Tx<'_>, order: &Order) -> Result<Vec<Deed>, Trouble> {
    sql("SELECT verb, reason, minor, currency, actor_kind, actor_id, done_at FROM action WHERE order_id = $1 ORDER BY id DESC LIMIT 100")
        .with(order.id)
        .all(tx)
}

fn edits(tx: &mut Tx<'_>, order: &Order) -> Result<Vec<Edited>, Trouble> {
    sql("SELECT what, before, after, actor_kind, actor_id, edited_at FROM order_edit WHERE order_id = $1 ORDER BY id DESC LIMIT 100")
        .with(order.id)
        .all(tx)
}
