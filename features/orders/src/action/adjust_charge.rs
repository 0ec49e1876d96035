//! Correcting a charge by hand, up or down. If it was invoiced, the credit note or the further invoice follows by itself.

use super::cancel::with_money_final;
use super::facts::day_of;
use super::pay::Pay;
use super::pricing::gross;
use super::refund::spread;
use super::settle::{settled_charge, take};
use super::{Deed, Place, Plan, Stop, deny};
use crate::bill::{self, BillOf, ChargeId, EntryKind, NewEntry};
use crate::charge::{self, ChargeState};
use crate::exact::{fault, less, plus};
use crate::payments;
use crate::tax::{rate_of, taken_apart};
use db::Tx;
use kit::Money;
use policy::Facts;
use serde::{Deserialize, Serialize};

/// Corrects a charge by an amount with tax: up if positive, down if negative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdjustCharge {
    pub charge: ChargeId,
    pub amount: Money,
    pub reason: String,
    /// How what is due then is taken at once.
    #[serde(default)]
    pub pay: Option<Pay>,
}

impl AdjustCharge {
    /// Up: one entry, taxed as the charge was.
    fn up(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Vec<NewEntry>, Stop> {
        let class = at.entries.first().map_or(super::pricing::STANDARD, |entry| entry.tax_class.as_str());
        let rate = rate_of(tx, &at.country, class, tx.now())?;
        Ok(vec![NewEntry {
            unit: None,
            kind: EntryKind::Adjustment,
            label: EntryKind::Adjustment.word().into(),
            tax_class: class.into(),
            rate,
            amount: taken_apart(self.amount, rate, true)?,
        }])
    }
}

impl Deed for AdjustCharge {
    /// Policies and reports know one word for correcting a bill.
    fn verb(&self) -> String {
        "adjust_bill".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        Place::of_charge(tx, self.charge)
    }

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        let billed_on = day_of(charge::find(tx, self.charge)?.charged_at, &at.brand.zone);
        Ok(facts.with("charge.billed_on", billed_on))
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        if charge::find(tx, self.charge)?.state != ChargeState::Open {
            return deny("charge_is_closed");
        }
        if self.amount.currency != at.currency {
            return deny("two_currencies");
        }
        if self.amount.is_zero() {
            return deny("nothing_changes");
        }
        let mut plan = Plan::on(BillOf::Charge(self.charge));
        plan.entries = if self.amount.is_positive() {
            self.up(tx, at)?
        } else {
            spread(at, self.amount.negated().map_err(fault)?, EntryKind::Adjustment)?
        };
        let change = gross(at, &plan.entries)?;
        plan.movements = settled_charge(at, change, &self.reason)?;
        let owed = plus(bill::total(at.currency, &at.entries)?.gross, change)?;
        let due = less(owed, payments::paid(at.currency, &at.payments)?)?;
        if let Some(pay) = self.pay.as_ref().filter(|_| due.is_positive()) {
            let pay = Pay { authorise_only: false, ..pay.clone() };
            plan.movements.push(take(tx, at.customer, due, &pay, &self.reason)?);
        }
        Ok(with_money_final(plan))
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}
