//! Correcting a bill by hand: a credit, an adjustment either way, a fee or shipping we do without.

use super::cancel::{original, owed_at, with_money_final};
use super::change::the_lesser;
use super::facts::day_of;
use super::pay::Pay;
use super::pricing::{STANDARD, gross};
use super::refund::spread;
use super::settle::{settled, settled_charge, take};
use super::{Deed, Effect, Place, Plan, Stop, deny};
use crate::bill::{self, BillOf, ChargeId, EntryKind, NewEntry};
use crate::charge::{self, ChargeState};
use crate::exact::{fault, less, plus};
use crate::order::OrderId;
use crate::payments::{self, Movement};
use crate::returns::RefundTo;
use crate::tax::{rate_of, taken_apart};
use db::{Tx, sql};
use kit::Money;
use policy::Facts;
use serde::{Deserialize, Serialize};

/// Takes an amount off an order and, if it was invoiced, issues the credit note. What was paid too much goes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    pub order: OrderId,
    pub amount: Money,
    pub reason: String,
    #[serde(default = "original")]
    pub refund_to: RefundTo,
}

impl Deed for Credit {
    fn verb(&self) -> String {
        "credit".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        Place::of_order(tx, self.order)
    }

    fn facts(&self, _: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        Ok(facts.with_known("charge.billed_on", at.order.as_ref().map(|order| day_of(order.placed_at, &at.brand.zone))))
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let mut plan = Plan::on(BillOf::Order(self.order));
        plan.entries = spread(at, self.amount, EntryKind::Adjustment)?;
        let change = gross(at, &plan.entries)?;
        plan.movements = settled(tx, at, change, self.refund_to, None, &self.reason)?;
        Ok(with_money_final(plan))
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}

/// Corrects the bill of an order or a charge by an amount with tax: up if positive, down if negative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdjustBill {
    #[serde(default)]
    pub order: Option<OrderId>,
    #[serde(default)]
    pub charge: Option<ChargeId>,
    pub amount: Money,
    pub reason: String,
    #[serde(default)]
    pub pay: Option<Pay>,
}

/// The bill of an order or of a charge, whichever is named.
fn on_one_of(tx: &mut Tx<'_>, order: Option<OrderId>, charge: Option<ChargeId>) -> Result<Place, Stop> {
    match (order, charge) {
        (Some(order), None) => Place::of_order(tx, order),
        (None, Some(id)) => Place::of_charge(tx, id),
        _ => deny("nothing_chosen"),
    }
}

/// The charge can be corrected where it stands.
fn still_open(tx: &mut Tx<'_>, id: ChargeId) -> Result<(), Stop> {
    let found = charge::find(tx, id)?;
    if found.order.is_some() {
        return deny("charge_on_order");
    }
    if found.state == ChargeState::Open { Ok(()) } else { deny("charge_is_closed") }
}

impl AdjustBill {
    /// What moves after the bill changed by `change`.
    fn movements(&self, tx: &mut Tx<'_>, at: &Place, change: Money) -> Result<Vec<Movement>, Stop> {
        if self.order.is_some() {
            return settled(tx, at, change, RefundTo::Original, self.pay.as_ref(), &self.reason);
        }
        let mut movements = settled_charge(at, change, &self.reason)?;
        let owed = plus(bill::total(at.currency, &at.entries)?.gross, change)?;
        let due = less(owed, payments::paid(at.currency, &at.payments)?)?;
        if let Some(pay) = self.pay.as_ref().filter(|_| due.is_positive()) {
            movements.push(take(tx, at.customer, due, &Pay { authorise_only: false, ..pay.clone() }, &self.reason)?);
        }
        Ok(movements)
    }
}

impl Deed for AdjustBill {
    fn verb(&self) -> String {
        "adjust_bill".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        on_one_of(tx, self.order, self.charge)
    }

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        let charged = self.charge.map(|id| charge::find(tx, id)).transpose()?.map(|charge| charge.charged_at);
        let billed = charged.or(at.order.as_ref().map(|order| order.placed_at));
        Ok(facts.with_known("charge.billed_on", billed.map(|moment| day_of(moment, &at.brand.zone))))
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        if self.amount.currency != at.currency {
            return deny("two_currencies");
        }
        if self.amount.is_zero() {
            return deny("nothing_changes");
        }
        if let Some(id) = self.charge {
            still_open(tx, id)?;
        }
        let bill = self.order.map(BillOf::Order).or(self.charge.map(BillOf::Charge));
        let mut plan = bill.map_or_else(|| deny("nothing_chosen"), |bill| Ok(Plan::on(bill)))?;
        plan.entries = if self.amount.is_positive() {
            let rate = rate_of(tx, &at.country, STANDARD, tx.now())?;
            vec![NewEntry {
                unit: None,
                kind: EntryKind::Adjustment,
                label: EntryKind::Adjustment.word().into(),
                tax_class: STANDARD.into(),
                rate,
                amount: taken_apart(self.amount, rate, true)?,
            }]
        } else {
            spread(at, self.amount.negated().map_err(fault)?, EntryKind::Adjustment)?
        };
        let change = gross(at, &plan.entries)?;
        plan.movements = self.movements(tx, at, change)?;
        Ok(with_money_final(plan))
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}

/// Does without the shipping of an order, or without a charge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaiveFee {
    #[serde(default)]
    pub order: Option<OrderId>,
    #[serde(default)]
    pub charge: Option<ChargeId>,
    pub reason: String,
}

impl WaiveFee {
    fn of_order(&self, tx: &mut Tx<'_>, at: &Place, order: OrderId) -> Result<Plan, Stop> {
        let mut plan = Plan::on(BillOf::Order(order));
        let waivable = [EntryKind::Shipping, EntryKind::Fee, EntryKind::Waiver];
        let fees: Vec<bill::Entry> = at.entries.iter().filter(|entry| waivable.contains(&entry.kind)).cloned().collect();
        plan.entries = waivers(&fees, Some(at))?;
        let change = gross(at, &plan.entries)?;
        if !change.is_negative() {
            return deny("nothing_to_waive");
        }
        plan.movements = settled(tx, at, change, RefundTo::Original, None, &self.reason)?;
        Ok(with_money_final(plan))
    }

    fn of_charge(&self, tx: &mut Tx<'_>, at: &Place, id: ChargeId) -> Result<Plan, Stop> {
        still_open(tx, id)?;
        let mut plan = Plan::on(BillOf::Charge(id));
        plan.entries = waivers(&at.entries, None)?;
        if plan.entries.is_empty() {
            return deny("nothing_to_waive");
        }
        plan.movements = settled_charge(at, gross(at, &plan.entries)?, &self.reason)?;
        plan.effects.push(Effect::ChargeBecomes { charge: id.0, state: ChargeState::Waived });
        Ok(with_money_final(plan))
    }
}

/// What is left of each rate, taken off; of an order no more than is owed at that rate of its whole bill.
fn waivers(entries: &[bill::Entry], of: Option<&Place>) -> Result<Vec<NewEntry>, Stop> {
    let Some(first) = entries.first() else { return Ok(Vec::new()) };
    let mut waivers = Vec::new();
    for (class, rate, billed) in bill::by_rate(first.currency, entries)? {
        let amount = match of {
            Some(at) => the_lesser(billed, owed_at(at, &class, rate)?),
            None => billed,
        };
        if amount.gross.is_positive() {
            let label = EntryKind::Waiver.word().into();
            let amount = amount.negated().map_err(fault)?;
            waivers.push(NewEntry { unit: None, kind: EntryKind::Waiver, label, tax_class: class, rate, amount });
        }
    }
    Ok(waivers)
}

impl Deed for WaiveFee {
    fn verb(&self) -> String {
        "waive_fee".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        on_one_of(tx, self.order, self.charge)
    }

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        let year_ago = tx.now().plus_seconds(-365 * 86_400);
        let waived: i64 = sql("WITH RECURSIVE same (id) AS (
                 SELECT id FROM customer WHERE id = $1
                  UNION
                 SELECT c.id FROM customer c JOIN same ON c.merged_into = same.id)
             SELECT COUNT(*) FROM action WHERE customer_id IN (SELECT id FROM same) AND verb = 'waive_fee' AND done_at > $2")
        .with(at.customer)
        .with(year_ago)
        .only(tx, "action")?;
        let charge = self.charge.map(|id| charge::find(tx, id)).transpose()?;
        let kind = charge.as_ref().map_or("shipping_fee", |charge| if charge.is_fee { "late_fee" } else { "charge" });
        let billed = charge.map_or_else(|| at.order.as_ref().map(|order| order.placed_at), |charge| Some(charge.charged_at));
        Ok(facts
            .with("charge.kind", kind)
            .with("charge.waived_last_year", waived)
            .with_known("charge.billed_on", billed.map(|at_time| day_of(at_time, &at.brand.zone))))
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        match (self.order, self.charge) {
            (Some(order), _) => self.of_order(tx, at, order),
            (_, Some(charge)) => self.of_charge(tx, at, charge),
            _ => deny("nothing_chosen"),
        }
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}
