//! Refunds: pieces the customer keeps, an amount of the whole order, or goodwill; to where the money came from or as credit.

use super::cancel::{credits, less_what_was_reduced, original, owed_at, with_money_final};
use super::facts::of_units;
use super::pricing::{gross, shares};
use super::settle::refunded;
use super::{Deed, Grant, Place, Plan, Stop, deny};
use crate::bill::{self, BillOf, EntryKind, NewEntry, UnitRef};
use crate::exact::fault;
use crate::order::OrderId;
use crate::payments;
use crate::returns::RefundTo;
use crate::tax::part_of;
use crate::unit::{UnitId, UnitState};
use db::Tx;
use kit::Money;
use policy::Facts;
use serde::{Deserialize, Serialize};

/// What is refunded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum RefundWhat {
    /// All that is still paid.
    Everything,
    /// All these pieces are worth; the customer keeps them.
    Units { units: Vec<UnitId> },
    /// A part of the price of one piece.
    Part { unit: UnitId, amount: Money },
    /// A part of the whole order.
    Amount { amount: Money },
    /// For the trouble: as credit it is a gift and takes nothing off the bill, else it is an [`RefundWhat::Amount`].
    Goodwill { amount: Money },
}

/// Refunds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    pub order: OrderId,
    pub refund: RefundWhat,
    pub reason: String,
    #[serde(default = "original")]
    pub refund_to: RefundTo,
}

impl Refund {
    fn entries(&self, at: &Place) -> Result<Vec<NewEntry>, Stop> {
        let order = at.the_order()?;
        match &self.refund {
            RefundWhat::Everything => spread(at, order.paid(), EntryKind::Reduction),
            RefundWhat::Units { units } => {
                let chosen = at.named(units)?;
                if chosen.iter().any(|unit| matches!(unit.state, UnitState::Returned | UnitState::Cancelled)) {
                    return deny("already_returned");
                }
                let mut entries = credits(at, &chosen)?;
                entries.extend(less_what_was_reduced(at, &entries)?);
                Ok(entries)
            }
            RefundWhat::Part { unit, amount } => part_of_unit(at, *unit, *amount),
            RefundWhat::Amount { amount } | RefundWhat::Goodwill { amount } => spread(at, *amount, EntryKind::Reduction),
        }
    }

    fn is_gift(&self) -> bool {
        matches!(self.refund, RefundWhat::Goodwill { .. }) && self.refund_to == RefundTo::StoreCredit
    }
}

impl Deed for Refund {
    fn verb(&self) -> String {
        if matches!(self.refund, RefundWhat::Goodwill { .. }) {
            "goodwill".into()
        } else {
            "refund".into()
        }
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        Place::of_order(tx, self.order)
    }

    fn facts(&self, _: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        // What was asked for, also when it is impossible: so the policy can say what is wrong with the amount.
        let asked = match &self.refund {
            RefundWhat::Part { amount, .. } | RefundWhat::Amount { amount } | RefundWhat::Goodwill { amount } => Some(*amount),
            RefundWhat::Everything | RefundWhat::Units { .. } => None,
        };
        let facts = facts
            .with("refund.target", self.refund_to.word())
            .with_known("action.amount", asked.filter(|amount| amount.is_positive()));
        Ok(match &self.refund {
            RefundWhat::Units { units } => of_units(at, &at.named(units)?, facts),
            RefundWhat::Part { unit, .. } => of_units(at, &at.named(&[*unit])?, facts),
            _ => facts.with("items.in_order", true).with("items.already_returned", false),
        })
    }

    fn plan(&self, _: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let mut plan = Plan::on(BillOf::Order(self.order));
        if let (true, RefundWhat::Goodwill { amount }, Some(customer)) = (self.is_gift(), &self.refund, at.customer) {
            if amount.currency != at.currency {
                return deny("two_currencies");
            }
            if !amount.is_positive() {
                return deny("nothing_to_refund");
            }
            plan.grants.push(Grant { customer, amount: *amount, reason: "goodwill".into() });
            return Ok(with_money_final(plan));
        }
        plan.entries = self.entries(at)?;
        let change = gross(at, &plan.entries)?;
        if !change.is_negative() {
            return deny("nothing_to_refund");
        }
        let paid = payments::paid(at.currency, &at.payments)?;
        if paid.minor < change.minor.saturating_abs() {
            return deny("refund_exceeds_paid");
        }
        plan.movements = refunded(at, change, self.refund_to, &self.reason)?;
        Ok(with_money_final(plan))
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}

/// Takes an amount off the whole bill, in proportion to what is owed at each rate.
pub(super) fn spread(at: &Place, amount: Money, kind: EntryKind) -> Result<Vec<NewEntry>, Stop> {
    if amount.currency != at.currency {
        return deny("two_currencies");
    }
    if !amount.is_positive() {
        return deny("nothing_to_refund");
    }
    let groups = bill::by_rate(at.currency, &at.entries)?;
    let owed: Vec<Money> = groups.iter().map(|(_, _, owed)| owed.gross).collect();
    if crate::exact::sum(at.currency, owed.iter().copied())?.minor < amount.minor {
        return deny("more_than_is_owed");
    }
    let parts = shares(amount, &owed)?;
    let mut entries = Vec::new();
    for ((class, rate, owed), part) in groups.into_iter().zip(parts).filter(|(_, part)| part.is_positive()) {
        entries.push(NewEntry {
            unit: None,
            kind,
            label: kind.word().into(),
            tax_class: class,
            rate,
            amount: part_of(owed, part).and_then(crate::tax::Taxed::negated).map_err(fault)?,
        });
    }
    Ok(entries)
}

fn part_of_unit(at: &Place, unit: UnitId, amount: Money) -> Result<Vec<NewEntry>, Stop> {
    let unit = at.named(&[unit])?.remove(0);
    let worth = bill::of_unit(at.currency, &at.entries, unit.id)?;
    if amount.currency != at.currency {
        return deny("two_currencies");
    }
    if !amount.is_positive() {
        return deny("nothing_to_refund");
    }
    if amount.minor > worth.gross.minor {
        return deny("refund_exceeds_paid");
    }
    let first = at.entries.iter().find(|entry| entry.unit == Some(unit.id));
    let rate = first.map(bill::Entry::rate).transpose()?.unwrap_or_default();
    // What was taken off the whole order before may have left less at this rate than the piece still costs.
    if amount.minor > owed_at(at, &unit.tax_class, rate)?.gross.minor {
        return deny("more_than_is_owed");
    }
    Ok(vec![NewEntry {
        unit: Some(UnitRef::Is(unit.id)),
        kind: EntryKind::Reduction,
        label: unit.name.clone(),
        tax_class: unit.tax_class.clone(),
        rate,
        amount: part_of(worth, amount).and_then(crate::tax::Taxed::negated).map_err(fault)?,
    }])
}
