//! Changing what a subscription is for: the rest of the running period is credited at the old price and charged at the new
//! one, day by day exact by the rule of the crate `rates`. What it costs more is a charge of its own; what it costs less is
//! taken off a charge of the subscription, and what was paid too much goes back.

use super::cancel::with_money_final;
use super::settle::settled_charge;
use super::subscribe::{at_subscription, charge_that_bears, facts_of, new_charge, with_bill_of};
use super::{Deed, Effect, Place, Plan, Stop, deny};
use crate::bill::{EntryKind, NewEntry};
use crate::charge::NewCharge;
use crate::exact::{fault, sum};
use crate::subscription::{self, Subscription};
use crate::tax::{rate_of, split};
use db::Tx;
use kit::Money;
use policy::{Facts, Words};
use rates::{Change, Every, Line};
use serde::{Deserialize, Serialize};

/// Changes plan and price of a subscription from today on; its periods stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeSubscription {
    pub subscription: i64,
    pub plan: String,
    pub price: Money,
    #[serde(default)]
    pub reason: String,
}

impl ChangeSubscription {
    /// What the rest of the running period is credited and charged; nothing if it is over.
    fn lines(&self, at: &Place, found: &Subscription, now: kit::Moment) -> Result<Vec<Line>, Stop> {
        let zone = at.brand.zone.as_str();
        let begins = found.period_from.in_zone(zone).date();
        let today = now.in_zone(zone).date().max(begins);
        let Ok(days) = i32::try_from(found.period_days) else { return deny("nothing_chosen") };
        let plan = |name: &str, price| rates::Plan { name: name.into(), title: Words::same(name), price, every: Every::Days(days) };
        let old = rates::Subscription {
            starts_on: begins,
            anchor: begins,
            trial_until: None,
            plan: plan(&found.plan, found.price()),
            changes: Vec::new(),
        };
        let new = rates::Subscription {
            changes: vec![Change { on: today, to: Some(plan(&self.plan, self.price)) }],
            ..old.clone()
        };
        let Some(ends) = Every::Days(days).boundary(begins, 1) else {
            return deny("nothing_chosen");
        };
        if today >= ends {
            return Ok(Vec::new());
        }
        let of = |subscription: &rates::Subscription| rates::lines(subscription, begins, ends).map_err(|_| Stop::Denied("nothing_chosen"));
        // What is billed with the change, less what was billed without it: on the first day that credits the whole period.
        let (before, mut after) = (of(&old)?, of(&new)?);
        for billed in before {
            if let Some(place) = after.iter().position(|line| *line == billed) {
                after.remove(place);
            } else {
                let amount = billed.amount.negated().map_err(fault)?;
                after.insert(0, Line { kind: rates::LineKind::Credit, amount, ..billed });
            }
        }
        Ok(after)
    }
}

impl Deed for ChangeSubscription {
    fn verb(&self) -> String {
        "change_subscription".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        at_subscription(tx, self.subscription)
    }

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        facts_of(tx, at, self.subscription, facts)
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let found = subscription::find(tx, self.subscription)?;
        if found.ended_at.is_some() {
            return deny("subscription_ended");
        }
        if self.price.currency != at.currency {
            return deny("two_currencies");
        }
        if self.plan.trim().is_empty() || !self.price.is_positive() {
            return deny("nothing_chosen");
        }
        if self.plan == found.plan && self.price == found.price() {
            return deny("nothing_changes");
        }
        let now = tx.now();
        let rate = rate_of(tx, &at.country, &found.tax_class, now)?;
        let mut plan = Plan::default();
        for line in self.lines(at, &found, now)? {
            let credit = line.kind == rates::LineKind::Credit;
            let amount = split(line.amount, rate, at.brand.prices_include_tax).map_err(fault)?;
            let kind = if credit { EntryKind::Credit } else { EntryKind::Fee };
            plan.entries.push(NewEntry {
                unit: None,
                kind,
                label: line.plan,
                tax_class: found.tax_class.clone(),
                rate,
                amount,
            });
        }
        billed(tx, at, &found, &mut plan, self)?;
        plan.effects
            .push(Effect::SubscriptionChanges { subscription: found.id, plan: self.plan.clone(), price: self.price });
        Ok(plan)
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}

/// Puts the lines on a bill: a new charge if it costs more, else a charge that can bear the difference.
fn billed(tx: &mut Tx<'_>, at: &Place, found: &Subscription, plan: &mut Plan, asked: &ChangeSubscription) -> Result<(), Stop> {
    let difference = sum(at.currency, plan.entries.iter().map(|entry| entry.amount.gross))?;
    if difference.is_positive() {
        let new = NewCharge { label: asked.plan.clone(), total: difference, ..new_charge(at, found) };
        plan.effects.push(Effect::MakesCharge(new));
    } else if difference.is_zero() {
        plan.entries.clear();
    } else {
        let Some(charge) = charge_that_bears(tx, found, difference)? else {
            return deny("more_than_is_owed");
        };
        let there = with_bill_of(tx, at, charge)?;
        plan.bill = Some(crate::bill::BillOf::Charge(charge));
        plan.movements = settled_charge(&there, difference, &asked.reason)?;
        *plan = with_money_final(std::mem::take(plan));
    }
    Ok(())
}
