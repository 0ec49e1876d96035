//! Subscriptions: started with a first charge, renewed by the next, ended with what was not used taken off its last charge.

use super::account::with_customer;
use super::cancel::with_money_final;
use super::charge::{charging, standard};
use super::settle::settled_charge;
use super::{Deed, Effect, Place, Plan, Stop, deny};
use crate::account::AccountId;
use crate::bill::{self, BillOf, ChargeId, EntryKind, NewEntry};
use crate::brand;
use crate::charge::{self, NewCharge};
use crate::exact::{fault, sum};
use crate::payments;
use crate::subscription::{self, NewSubscription, Subscription, SubscriptionState, seconds};
use crate::tax::{Taxed, part_of, rate_of, split};
use customers::CustomerId;
use db::Tx;
use kit::{Moment, Money};
use policy::Facts;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Starts a subscription; the first period is charged at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartSubscription {
    pub brand: String,
    pub customer: CustomerId,
    #[serde(default)]
    pub account: Option<AccountId>,
    pub plan: String,
    pub price: Money,
    #[serde(default = "standard")]
    pub tax_class: String,
    pub period_days: i64,
}

/// Charges the next period. Done before the last one is over, it is impossible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenewSubscription {
    pub subscription: i64,
}

/// Ends a subscription now; days that are charged and not used are taken off the last charge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndSubscription {
    pub subscription: i64,
    pub reason: String,
}

pub(super) fn at_subscription(tx: &mut Tx<'_>, id: i64) -> Result<Place, Stop> {
    let found = subscription::find(tx, id)?;
    let brand = brand::find(tx, found.brand)?;
    let mut place = with_customer(tx, &brand.code, Some(found.customer))?;
    place.currency = found.price().currency;
    Ok(place)
}

pub(super) fn facts_of(tx: &mut Tx<'_>, at: &Place, id: i64, facts: Facts) -> Result<Facts, Stop> {
    let found = subscription::find(tx, id)?;
    let status = match found.state {
        SubscriptionState::Active => "active",
        SubscriptionState::Paused => "paused",
        SubscriptionState::Ended => "closed",
    };
    Ok(facts
        .with("subscription.status", status)
        .with("subscription.renews_on", super::facts::day_of(found.period_until, &at.brand.zone)))
}

pub(super) fn new_charge(at: &Place, found: &Subscription) -> NewCharge {
    NewCharge {
        customer: at.customer.unwrap_or(found.customer),
        account: found.account,
        order: None,
        subscription: Some(found.id),
        brand: at.brand.id,
        label: found.plan.clone(),
        rate_card: None,
        input: serde_json::Value::Null,
        steps: serde_json::Value::Null,
        is_fee: false,
        total: found.price(),
    }
}

impl Deed for StartSubscription {
    fn verb(&self) -> String {
        "start_subscription".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        let mut place = with_customer(tx, &self.brand, Some(self.customer))?;
        place.currency = self.price.currency;
        Ok(place)
    }

    fn facts(&self, _: &mut Tx<'_>, _: &Place, facts: Facts) -> Result<Facts, Stop> {
        Ok(facts)
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        if self.plan.trim().is_empty() || !self.price.is_positive() || !(1..=3_660).contains(&self.period_days) {
            return deny("nothing_chosen");
        }
        let customer = at.customer.unwrap_or(self.customer);
        let new = NewCharge {
            customer,
            account: self.account,
            order: None,
            subscription: None,
            brand: at.brand.id,
            label: self.plan.clone(),
            rate_card: None,
            input: serde_json::Value::Null,
            steps: serde_json::Value::Null,
            is_fee: false,
            total: self.price,
        };
        let mut plan = charging(tx, at, &self.tax_class, &self.plan, self.price, new)?;
        plan.effects.push(Effect::StartsSubscription(NewSubscription {
            customer,
            account: self.account,
            brand: at.brand.id,
            plan: self.plan.clone(),
            price: self.price,
            tax_class: self.tax_class.clone(),
            period_days: self.period_days,
        }));
        Ok(plan)
    }

    fn reason(&self) -> &'static str {
        "subscription"
    }
}

impl Deed for RenewSubscription {
    fn verb(&self) -> String {
        "renew_subscription".into()
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
        if found.state == SubscriptionState::Paused {
            return deny("subscription_paused");
        }
        if tx.now() < found.period_until {
            return deny("period_not_over");
        }
        let mut plan = charging(tx, at, &found.tax_class, &found.plan, found.price(), new_charge(at, &found))?;
        plan.effects.push(Effect::SubscriptionBecomes {
            subscription: found.id,
            ended: false,
            paused: false,
            period_from: found.period_until.0,
            period_until: found.period_until.plus_seconds(seconds(found.period_days)).0,
        });
        Ok(plan)
    }

    fn reason(&self) -> &'static str {
        "subscription"
    }
}

impl Deed for EndSubscription {
    fn verb(&self) -> String {
        "cancel_subscription".into()
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
        let mut plan = Plan::default().finally("subscription_ended");
        let now = tx.now();
        plan.effects.push(Effect::SubscriptionBecomes {
            subscription: found.id,
            ended: true,
            paused: false,
            period_from: found.period_from.0,
            period_until: found.period_until.0.min(now.0.max(found.period_from.0)),
        });
        give_unused_back(tx, at, &found, &mut plan, &self.reason)?;
        Ok(with_money_final(plan))
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}

/// Takes the days that have not begun off a charge of the running period, at the price that counts now.
fn give_unused_back(tx: &mut Tx<'_>, at: &Place, found: &Subscription, plan: &mut Plan, reason: &str) -> Result<(), Stop> {
    let now = tx.now();
    let rate = rate_of(tx, &at.country, &found.tax_class, now)?;
    let price = unused(found, now, found.price());
    let off = split(price, rate, at.brand.prices_include_tax).map_err(fault)?.gross;
    let bears = charge_that_bears(tx, found, off.negated().map_err(fault)?)?;
    let Some(charge) = bears.or(charge::last_of(tx, found.id)?) else { return Ok(()) };
    let there = with_bill_of(tx, at, charge)?;
    for (class, rate, owed) in bill::by_rate(at.currency, &there.entries)? {
        let off = if bears.is_some() {
            off.least(owed.gross).map_err(fault)?
        } else {
            unused(found, now, owed.gross)
        };
        if off.is_positive() {
            plan.entries.push(credit(class, rate, part_of(owed, off).and_then(Taxed::negated).map_err(fault)?));
        }
    }
    let change = sum(at.currency, plan.entries.iter().map(|entry| entry.amount.gross))?;
    plan.movements = settled_charge(&there, change, reason)?;
    plan.bill = Some(BillOf::Charge(charge));
    Ok(())
}

/// The newest charge of the running period that owes at least what is taken off, an amount below zero.
pub(super) fn charge_that_bears(tx: &mut Tx<'_>, found: &Subscription, change: Money) -> Result<Option<ChargeId>, Stop> {
    for charge in charge::since(tx, found.id, found.period_from)? {
        let owed = bill::total(found.price().currency, &bill::of(tx, BillOf::Charge(charge))?)?.gross;
        if owed.minor >= change.minor.saturating_abs() {
            return Ok(Some(charge));
        }
    }
    Ok(None)
}

/// The subscription's place with a charge's bill and payments in it.
pub(super) fn with_bill_of(tx: &mut Tx<'_>, at: &Place, charge: ChargeId) -> Result<Place, Stop> {
    let bill = BillOf::Charge(charge);
    Ok(Place { entries: bill::of(tx, bill)?, payments: payments::of(tx, bill)?, ..at.clone() })
}

fn credit(tax_class: String, rate: Decimal, amount: Taxed) -> NewEntry {
    NewEntry {
        unit: None,
        kind: EntryKind::Credit,
        label: "unused days".into(),
        tax_class,
        rate,
        amount,
    }
}

/// What the days that have not begun are worth of an amount for the whole period: the amount less what the days before
/// cost, which is rounded down as in the crate `rates`.
fn unused(found: &Subscription, now: Moment, amount: Money) -> Money {
    let days = found.period_days.max(1);
    let left = found.period_until.seconds_since(now).div_euclid(86_400).clamp(0, days);
    let before = i128::from(amount.minor) * i128::from(days - left) / i128::from(days);
    Money::new(amount.minor - i64::try_from(before).unwrap_or(amount.minor), amount.currency)
}
