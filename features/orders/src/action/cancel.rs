//! Cancelling pieces that have not left the house; with the last of them the order, its shipping included.

use super::settle::settled;
use super::{Deed, Effect, Place, Plan, Stop, deny};
use crate::bill::{self, BillOf, EntryKind, NewEntry, UnitRef};
use crate::exact::fault;
use crate::order::OrderId;
use crate::payments::Movement;
use crate::returns::RefundTo;
use crate::tax::Taxed;
use crate::unit::{Unit, UnitId, UnitState};
use db::Tx;
use policy::Facts;
use serde::{Deserialize, Serialize};

/// Cancels pieces, or all that can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancel {
    pub order: OrderId,
    /// Nothing here: the whole order, and then all of it must still be here.
    #[serde(default)]
    pub units: Vec<UnitId>,
    pub reason: String,
    #[serde(default = "original")]
    pub refund_to: RefundTo,
}

pub(super) const fn original() -> RefundTo {
    RefundTo::Original
}

impl Cancel {
    fn chosen(&self, at: &Place) -> Result<Vec<Unit>, Stop> {
        let chosen = if self.units.is_empty() {
            at.units.iter().filter(|unit| unit.state != UnitState::Cancelled).cloned().collect()
        } else {
            at.named(&self.units)?
        };
        if chosen.is_empty() { deny("already_cancelled") } else { Ok(chosen) }
    }
}

impl Deed for Cancel {
    fn verb(&self) -> String {
        "cancel".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        Place::of_order(tx, self.order)
    }

    fn facts(&self, _: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        // Of an order that is cancelled already, all its pieces are told: that it is, the plan says.
        let chosen = self
            .chosen(at)
            .or_else(|_| if self.units.is_empty() { Ok(at.units.clone()) } else { at.named(&self.units) })?;
        Ok(super::facts::of_units(at, &chosen, facts))
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let chosen = self.chosen(at)?;
        if chosen.iter().any(|unit| unit.state == UnitState::Cancelled) {
            return deny("already_cancelled");
        }
        if chosen.iter().any(|unit| unit.state != UnitState::Ordered) {
            return deny("already_shipped");
        }
        let mut plan = Plan::on(BillOf::Order(self.order)).finally("pieces_cancelled");
        plan.entries = credits(at, &chosen)?;
        let stays = at
            .units
            .iter()
            .any(|unit| unit.state != UnitState::Cancelled && !chosen.iter().any(|gone| gone.id == unit.id));
        let more = if stays {
            less_what_was_reduced(at, &plan.entries)?
        } else {
            rest_of_bill(at, &plan.entries)?
        };
        plan.entries.extend(more);
        plan.unit_states = chosen.iter().map(|unit| (unit.id, UnitState::Cancelled)).collect();
        plan.stock = chosen.iter().map(|unit| (unit.variant, 1)).collect();
        let change = super::pricing::gross(at, &plan.entries)?;
        plan.movements = settled(tx, at, change, self.refund_to, None, &self.reason)?;
        plan.effects
            .push(Effect::Cancels { units: chosen.iter().map(|unit| unit.id).collect(), reason: self.reason.clone() });
        Ok(with_money_final(plan))
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}

/// Says that money leaves or is taken, if it is; and where nobody but people moves it: no provider is asked to reserve or
/// take money, what is entered here happens outside.
pub(super) fn with_money_final(plan: Plan) -> Plan {
    use crate::payments::PaymentKind::{Authorise, Capture, Refund};
    let leaves = plan.all_movements().any(|movement| movement.kind == Refund) || !plan.grants.is_empty();
    let taken = plan.all_movements().any(|movement| movement.kind == Capture);
    let plan = if leaves { plan.finally("money_given_back") } else { plan };
    let outside = |movement: &Movement| matches!(movement.kind, Authorise | Capture) && movement.balance.is_none();
    let outside = plan.all_movements().any(outside);
    let plan = if taken { plan.finally("money_taken") } else { plan };
    if outside { plan.finally("recorded_here") } else { plan }
}

/// Takes what each piece is worth now off the bill.
pub(super) fn credits(at: &Place, units: &[Unit]) -> Result<Vec<NewEntry>, Stop> {
    let mut entries = Vec::new();
    for unit in units {
        let worth = bill::of_unit(at.currency, &at.entries, unit.id)?;
        if worth.gross.is_zero() && worth.tax.is_zero() {
            continue;
        }
        if worth.gross.is_negative() {
            return deny("more_than_is_owed");
        }
        let first = at.entries.iter().find(|entry| entry.unit == Some(unit.id));
        let rate = first.map(bill::Entry::rate).transpose()?.unwrap_or_default();
        entries.push(NewEntry {
            unit: Some(UnitRef::Is(unit.id)),
            kind: EntryKind::Credit,
            label: unit.name.clone(),
            tax_class: unit.tax_class.clone(),
            rate,
            amount: worth.negated().map_err(fault)?,
        });
    }
    Ok(entries)
}

/// What was taken off the whole order before counts now: a piece whose price was given back in part with it brings only
/// the rest, so that no rate of the bill falls below zero.
pub(super) fn less_what_was_reduced(at: &Place, entries: &[NewEntry]) -> Result<Vec<NewEntry>, Stop> {
    let mut back = Vec::new();
    for (class, rate, owed) in all_by_rate(at)? {
        let mut left = owed;
        for entry in entries.iter().filter(|entry| entry.tax_class == class && entry.rate == rate) {
            left = left.plus(entry.amount).map_err(fault)?;
        }
        if left.gross.is_negative() {
            let amount = left.negated().map_err(fault)?;
            let label = EntryKind::Reduction.word().into();
            back.push(NewEntry { unit: None, kind: EntryKind::Reduction, label, tax_class: class, rate, amount });
        }
    }
    Ok(back)
}

/// What is left on the bill after these entries (shipping, fees), taken off too, rate by rate.
pub(super) fn rest_of_bill(at: &Place, taken_off: &[NewEntry]) -> Result<Vec<NewEntry>, Stop> {
    let mut rest = Vec::new();
    for (class, rate, owed) in all_by_rate(at)? {
        let mut left = owed;
        for entry in taken_off.iter().filter(|entry| entry.tax_class == class && entry.rate == rate) {
            left = left.plus(entry.amount).map_err(fault)?;
        }
        if left.gross.is_zero() && left.tax.is_zero() {
            continue;
        }
        rest.push(NewEntry {
            unit: None,
            kind: EntryKind::Credit,
            label: "rest".into(),
            tax_class: class,
            rate,
            amount: left.negated().map_err(fault)?,
        });
    }
    Ok(rest)
}

/// What is owed now at one rate of the bill.
pub(super) fn owed_at(at: &Place, class: &str, rate: rust_decimal::Decimal) -> Result<Taxed, Stop> {
    let zero = at.currency.zero();
    let found = all_by_rate(at)?.into_iter().find(|(own, at_rate, _)| own == class && *at_rate == rate);
    Ok(found.map_or(Taxed { net: zero, tax: zero, gross: zero }, |(_, _, owed)| owed))
}

fn all_by_rate(at: &Place) -> Result<Vec<(String, rust_decimal::Decimal, Taxed)>, Stop> {
    let mut groups: Vec<(String, rust_decimal::Decimal, Taxed)> = Vec::new();
    for entry in &at.entries {
        let (rate, amount) = (entry.rate()?, entry.amount());
        match groups.iter_mut().find(|(class, known, _)| *class == entry.tax_class && *known == rate) {
            Some((_, _, so_far)) => *so_far = so_far.plus(amount).map_err(fault)?,
            None => groups.push((entry.tax_class.clone(), rate, amount)),
        }
    }
    Ok(groups)
}
