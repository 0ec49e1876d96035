//! Subscriptions: started with a first charge, renewed by the next, ended with what was not used taken off its last charge.

use super::account::with_customer;
use super::charge::{charging, standard};
use super::{Deed, Effect, Place, Plan, Stop, deny};
use crate::account::AccountId;
use crate::bill::{self, BillOf, EntryKind, NewEntry};
use crate::brand;
use crate::charge::{self, NewCharge};
use crate::exact::fault;
use crate::subscription::{self, NewSubscription, Subscription, seconds};
use crate::tax::{Taxed, part_of};
use customers::CustomerId;
use db::Tx;
use kit::{Moment, Money, Rounding};
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

fn at_subscription(tx: &mut Tx<'_>, id: i64) -> Result<Place, Stop> {
    let found = subscription::find(tx, id)?;
    let brand = brand::find(tx, found.brand)?;
    let mut place = with_customer(tx, &brand.code, Some(found.customer))?;
    place.currency = found.price().currency;
    Ok(place)
}

fn facts_of(tx: &mut Tx<'_>, id: i64, facts: Facts) -> Result<Facts, Stop> {
    let found = subscription::find(tx, id)?;
    let status = if found.ended_at.is_some() { "closed" } else { "active" };
    Ok(facts
        .with("subscription.status", status)
        .with("subscription.renews_on", super::facts::day_of(found.period_until)))
}

fn new_charge(at: &Place, found: &Subscription) -> NewCharge {
    NewCharge {
        customer: at.customer.unwrap_or(found.customer),
        account: found.account,
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

    fn facts(&self, tx: &mut Tx<'_>, _: &Place, facts: Facts) -> Result<Facts, Stop> {
        facts_of(tx, self.subscription, facts)
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let found = subscription::find(tx, self.subscription)?;
        if found.ended_at.is_some() {
            return deny("subscription_ended");
        }
        if tx.now() < found.period_until {
            return deny("period_not_over");
        }
        let mut plan = charging(tx, at, &found.tax_class, &found.plan, found.price(), new_charge(at, &found))?;
        plan.effects.push(Effect::SubscriptionBecomes {
            subscription: found.id,
            ended: false,
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

    fn facts(&self, tx: &mut Tx<'_>, _: &Place, facts: Facts) -> Result<Facts, Stop> {
        facts_of(tx, self.subscription, facts)
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
            period_from: found.period_from.0,
            period_until: found.period_until.0.min(now.0.max(found.period_from.0)),
        });
        if let Some(charge) = charge::last_of(tx, found.id)? {
            let entries = bill::of(tx, BillOf::Charge(charge))?;
            for (class, rate, owed) in bill::by_rate(at.currency, &entries)? {
                let off = owed.gross.rate(unused(&found, now), Rounding::Down).map_err(fault)?;
                if off.is_positive() {
                    plan.entries.push(credit(class, rate, part_of(owed, off).and_then(Taxed::negated).map_err(fault)?));
                }
            }
            plan.bill = Some(BillOf::Charge(charge));
        }
        Ok(plan)
    }

    fn reason(&self) -> &str {
        &self.reason
    }
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

/// The part of the period whose days have not begun.
fn unused(found: &Subscription, now: Moment) -> Decimal {
    let left = found.period_until.seconds_since(now).div_euclid(86_400).clamp(0, found.period_days);
    Decimal::from(left) / Decimal::from(found.period_days.max(1))
}
