//! Where an action happens: read once, and the same for plan, facts and verdict.

use super::{Stop, deny};
use crate::balance::{self, BalanceId};
use crate::bill::{self, BillOf, ChargeId, Entry};
use crate::brand::{self, Brand};
use crate::charge;
use crate::order::{Order, OrderId};
use crate::orders;
use crate::payments::{self, Payment};
use crate::unit::{self, Unit, UnitId};
use customers::CustomerId;
use db::{Actor, Tx};
use kit::Currency;

/// The order (if it is about one), whose it is, and by whose rules it goes.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub order: Option<Order>,
    pub charge: Option<ChargeId>,
    pub subscription: Option<i64>,
    pub units: Vec<Unit>,
    pub entries: Vec<Entry>,
    pub payments: Vec<Payment>,
    /// Balances something was paid from that are closed or have expired: nothing goes back to them.
    pub gone: Vec<BalanceId>,
    pub customer: Option<CustomerId>,
    pub brand: Brand,
    pub country: String,
    pub currency: Currency,
}

impl Place {
    /// At an order.
    pub(super) fn of_order(tx: &mut Tx<'_>, id: OrderId) -> Result<Self, Stop> {
        let order = orders::find(tx, id)?;
        let bill = BillOf::Order(id);
        let payments = payments::of(tx, bill)?;
        Ok(Self {
            units: unit::of(tx, id)?,
            entries: bill::of(tx, bill)?,
            gone: gone(tx, &payments)?,
            payments,
            customer: Some(order.customer),
            brand: brand::find(tx, order.brand)?,
            country: order.country.clone(),
            currency: order.currency,
            charge: None,
            subscription: None,
            order: Some(order),
        })
    }

    /// With a customer, under a brand.
    pub(super) fn of_customer(
        tx: &mut Tx<'_>,
        customer: Option<CustomerId>,
        brand: Brand,
        country: &str,
        currency: Currency,
    ) -> Result<Self, Stop> {
        let customer = customer.map(|id| customers::current(tx, id)).transpose()?;
        Ok(Self {
            order: None,
            charge: None,
            subscription: None,
            units: Vec::new(),
            entries: Vec::new(),
            payments: Vec::new(),
            gone: Vec::new(),
            customer,
            brand,
            country: country.into(),
            currency,
        })
    }

    /// At a charge, with its bill and what was paid for it.
    pub(super) fn of_charge(tx: &mut Tx<'_>, id: ChargeId) -> Result<Self, Stop> {
        let found = charge::find(tx, id)?;
        let brand = brand::find(tx, found.brand)?;
        let country = brand::entity(tx, brand.legal_entity)?.country;
        let place = Self::of_customer(tx, Some(found.customer), brand, &country, found.currency)?;
        let bill = BillOf::Charge(id);
        let payments = payments::of(tx, bill)?;
        Ok(Self {
            charge: Some(id),
            entries: bill::of(tx, bill)?,
            gone: gone(tx, &payments)?,
            payments,
            ..place
        })
    }

    /// The order it is about; an action on an order always has one.
    pub(super) fn the_order(&self) -> Result<&Order, Stop> {
        self.order.as_ref().ok_or(Stop::Denied("no_order"))
    }

    /// The pieces named, each once and all of this order.
    pub(super) fn named(&self, ids: &[UnitId]) -> Result<Vec<Unit>, Stop> {
        let mut found = Vec::new();
        for id in ids {
            let Some(unit) = self.units.iter().find(|unit| unit.id == *id) else {
                return deny("unit_not_of_order");
            };
            if found.iter().any(|seen: &Unit| seen.id == *id) {
                return deny("unit_named_twice");
            }
            found.push(unit.clone());
        }
        if found.is_empty() { deny("nothing_chosen") } else { Ok(found) }
    }

    /// A customer acts for nobody but themselves.
    pub(super) fn may_be_seen_by(&self, actor: Actor) -> bool {
        match actor {
            Actor::Customer(id) => self.customer == Some(CustomerId(id)),
            _ => true,
        }
    }
}

fn gone(tx: &mut Tx<'_>, payments: &[Payment]) -> Result<Vec<BalanceId>, Stop> {
    let mut gone = Vec::new();
    for id in payments.iter().filter_map(|line| line.balance) {
        if !gone.contains(&id) && balance::is_gone(tx, id)? {
            gone.push(id);
        }
    }
    Ok(gone)
}
