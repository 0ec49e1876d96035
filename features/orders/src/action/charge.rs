//! Charging for a service: an amount with its tax, on a bill of its own.

use super::account::{refuse_unless_theirs, with_customer};
use super::{Deed, Effect, Place, Plan, Stop, deny};
use crate::account::AccountId;
use crate::bill::{BillOf, EntryKind, NewEntry};
use crate::charge::NewCharge;
use crate::exact::{fault, sum};
use crate::order::{OrderId, OrderStatus};
use crate::rate_cards::{self, Kept};
use crate::tax::{Taxed, rate_of, split};
use customers::CustomerId;
use db::{Trouble, Tx};
use jiff::civil::DateTime;
use kit::{Moment, Money};
use policy::Facts;
use rates::{RateCard, Usage};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::str::FromStr as _;

/// Charges a customer: an amount, or what a rate card makes of what was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakeCharge {
    pub brand: String,
    pub customer: CustomerId,
    #[serde(default)]
    pub account: Option<AccountId>,
    /// For an order of the customer's: it then stands on the order's bill.
    #[serde(default)]
    pub order: Option<OrderId>,
    pub label: String,
    /// As the brand's prices are: with tax for people, without for businesses. Not beside a rate card.
    #[serde(default)]
    pub amount: Option<Money>,
    #[serde(default = "standard")]
    pub tax_class: String,
    #[serde(default)]
    pub by_card: Option<ByCard>,
    /// A fee can be waived later.
    #[serde(default)]
    pub is_fee: bool,
    #[serde(default)]
    pub reason: String,
}

/// What was used, by the names on a rate card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByCard {
    pub rate_card: String,
    /// Quantities, or minutes, as decimal texts.
    #[serde(default)]
    pub quantities: BTreeMap<String, String>,
    #[serde(default)]
    pub flags: Vec<String>,
    /// When it was done, for prices by the hour or the day of the week: `2026-03-28T22:30`, as a clock on the wall where the
    /// brand is shows it, or a moment such as `2026-03-28T21:30:00Z`.
    #[serde(default)]
    pub at: Option<String>,
}

impl ByCard {
    fn found(&self, tx: &mut Tx<'_>) -> Result<(Kept, RateCard), Stop> {
        let Some(kept) = rate_cards::current(tx, &self.rate_card)? else {
            return deny("unknown_rate_card");
        };
        let card = kept.card()?;
        Ok((kept, card))
    }

    fn usage(&self, zone: &str) -> Result<Usage, Stop> {
        let mut usage = Usage::new();
        if let Some(typed) = &self.at {
            usage = usage.at(on_the_wall(typed, zone)?);
        }
        for (name, quantity) in &self.quantities {
            let quantity = Decimal::from_str(quantity).map_err(|_| Stop::Denied("usage_does_not_fit"))?;
            usage = usage.with(name, quantity);
        }
        Ok(self.flags.iter().fold(usage, |usage, flag| usage.flagged(flag)))
    }

    /// The charge with one entry for each rate of tax, and the steps that led to it.
    fn plan(&self, tx: &mut Tx<'_>, at: &Place, label: &str, new: NewCharge) -> Result<Plan, Stop> {
        let (kept, card) = self.found(tx)?;
        if card.currency != at.currency {
            return deny("two_currencies");
        }
        let Ok(bill) = rates::calculate(&card, &self.usage(&at.brand.zone)?) else {
            return deny("usage_does_not_fit");
        };
        if !bill.total.is_positive() {
            return deny("nothing_chosen");
        }
        let mut entries = Vec::new();
        for line in &bill.taxes {
            let amount = Taxed { net: line.net, tax: line.tax, gross: line.net.plus(line.tax).map_err(fault)? };
            let (label, tax_class) = (label.to_owned(), line.class.clone());
            entries.push(NewEntry { unit: None, kind: EntryKind::Fee, label, tax_class, rate: line.rate, amount });
        }
        if bill.taxes.is_empty() {
            let amount = Taxed { net: bill.total, tax: bill.total.currency.zero(), gross: bill.total };
            let (label, rate) = (label.to_owned(), Decimal::ZERO);
            entries.push(NewEntry { unit: None, kind: EntryKind::Fee, label, tax_class: UNTAXED.into(), rate, amount });
        }
        let billed = sum(bill.total.currency, entries.iter().map(|entry| entry.amount.gross))?;
        if billed != bill.total {
            return Err(Trouble::Shape(format!("rate card {}: {billed} would be billed of {}", self.rate_card, bill.total)).into());
        }
        let effect = Effect::MakesCharge(NewCharge {
            rate_card: Some(kept.id),
            input: serde_json::json!({ "quantities": self.quantities, "flags": self.flags, "at": self.at }),
            steps: serde_json::to_value(&bill.steps).unwrap_or_default(),
            total: bill.total,
            ..new
        });
        Ok(Plan { entries, effects: vec![effect], ..Plan::default() })
    }
}

/// The tax class of what a rate card charges without saying anything of tax.
const UNTAXED: &str = "none";

/// A moment as a clock in `zone` shows it; a time without a zone is read as it stands.
fn on_the_wall(typed: &str, zone: &str) -> Result<DateTime, Stop> {
    if let Ok(instant) = typed.parse::<jiff::Timestamp>() {
        return Ok(Moment(instant.as_microsecond()).in_zone(zone).datetime());
    }
    typed.parse().map_err(|_| Stop::Denied("usage_does_not_fit"))
}

pub(crate) fn standard() -> String {
    super::pricing::STANDARD.into()
}

/// At an order, if it is this customer's.
fn at_order_of(tx: &mut Tx<'_>, order: OrderId, customer: CustomerId) -> Result<Place, Stop> {
    let place = Place::of_order(tx, order)?;
    if place.customer == Some(customers::current(tx, customer)?) {
        Ok(place)
    } else {
        deny("order_not_theirs")
    }
}

/// A plan that charges this much.
pub(super) fn charging(tx: &mut Tx<'_>, at: &Place, class: &str, label: &str, amount: Money, new: NewCharge) -> Result<Plan, Stop> {
    let rate = rate_of(tx, &at.country, class, tx.now())?;
    let taxed = split(amount, rate, at.brand.prices_include_tax).map_err(fault)?;
    let entry = NewEntry {
        unit: None,
        kind: EntryKind::Fee,
        label: label.into(),
        tax_class: class.into(),
        rate,
        amount: taxed,
    };
    let effect = Effect::MakesCharge(NewCharge { total: taxed.gross, ..new });
    Ok(Plan { entries: vec![entry], effects: vec![effect], ..Plan::default() })
}

impl Deed for MakeCharge {
    fn verb(&self) -> String {
        "add_charge".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        if let Some(order) = self.order {
            return at_order_of(tx, order, self.customer);
        }
        let mut place = with_customer(tx, &self.brand, Some(self.customer))?;
        place.currency = match (&self.by_card, self.amount) {
            (Some(by), _) => by.found(tx)?.1.currency,
            (None, Some(amount)) => amount.currency,
            (None, None) => place.currency,
        };
        Ok(place)
    }

    fn facts(&self, _: &mut Tx<'_>, _: &Place, facts: Facts) -> Result<Facts, Stop> {
        let taxed_as = if self.by_card.is_some() { "by_rate_card" } else { self.tax_class.as_str() };
        Ok(facts
            .with("charge.kind", if self.is_fee { "late_fee" } else { "charge" })
            .with("charge.tax_class", taxed_as))
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let amount = self.amount.unwrap_or_else(|| at.currency.zero());
        if self.label.trim().is_empty() || (self.by_card.is_none() && !amount.is_positive()) {
            return deny("nothing_chosen");
        }
        if at.order.as_ref().is_some_and(|order| order.status == OrderStatus::Cancelled) {
            return deny("order_cancelled");
        }
        refuse_unless_theirs(tx, at, self.account)?;
        let new = NewCharge {
            customer: at.customer.unwrap_or(self.customer),
            account: self.account,
            order: self.order,
            subscription: None,
            brand: at.brand.id,
            label: self.label.clone(),
            rate_card: None,
            input: serde_json::Value::Null,
            steps: serde_json::Value::Null,
            is_fee: self.is_fee,
            total: amount,
        };
        let mut plan = match &self.by_card {
            Some(by) => by.plan(tx, at, &self.label, new)?,
            None if amount.currency != at.currency => return deny("two_currencies"),
            None => charging(tx, at, &self.tax_class, &self.label, amount, new)?,
        };
        plan.bill = self.order.map(BillOf::Order);
        Ok(plan)
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}
