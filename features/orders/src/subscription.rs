//! Subscriptions: a price for each period, charged when the period begins.

use crate::account::AccountId;
use crate::brand::BrandId;
use crate::stored::one_line;
use customers::CustomerId;
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::{Currency, Moment, Money};
use serde::{Deserialize, Serialize};

db::words!(
    /// How a subscription stands.
    SubscriptionState {
        Active = "active",
        /// The paid period runs out, and none is charged until it is taken up again.
        Paused = "paused",
        Ended = "ended",
    }
);

/// A subscription as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Subscription {
    pub id: i64,
    pub customer: CustomerId,
    pub account: Option<AccountId>,
    pub brand: BrandId,
    pub plan: String,
    currency: Currency,
    price_minor: i64,
    pub tax_class: String,
    pub period_days: i64,
    pub state: SubscriptionState,
    pub period_from: Moment,
    pub period_until: Moment,
    pub started_at: Moment,
    pub ended_at: Option<Moment>,
}

impl Subscription {
    /// What each period costs.
    pub const fn price(&self) -> Money {
        Money::new(self.price_minor, self.currency)
    }
}

/// A subscription to be started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSubscription {
    pub customer: CustomerId,
    pub account: Option<AccountId>,
    pub brand: BrandId,
    pub plan: String,
    pub price: Money,
    pub tax_class: String,
    pub period_days: i64,
}

/// Seconds in so many days.
pub(crate) const fn seconds(days: i64) -> i64 {
    days.saturating_mul(86_400)
}

pub(crate) fn open(work: &mut Work<'_>, new: &NewSubscription) -> Result<i64, Trouble> {
    let now = work.now;
    sql("INSERT INTO subscription (customer_id, account_id, brand_id, plan, currency, price_minor, tax_class, period_days, state, period_from,
                                   period_until, started_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $11, $9, $10, $9) RETURNING id")
    .with(new.customer)
    .with(new.account)
    .with(new.brand)
    .with(one_line(&new.plan, 100))
    .with(new.price.currency)
    .with(new.price.minor)
    .with(&new.tax_class)
    .with(new.period_days)
    .with(now)
    .with(now.plus_seconds(seconds(new.period_days)))
    .with(SubscriptionState::Active)
    .only(work, "subscription")
}

pub(crate) fn becomes(work: &mut Work<'_>, id: i64, state: SubscriptionState, from: i64, until: i64) -> Result<(), Trouble> {
    let now = work.now;
    sql("UPDATE subscription SET period_from = $2, period_until = $3, ended_at = $4, state = $5 WHERE id = $1")
        .with(id)
        .with(from)
        .with(until)
        .with((state == SubscriptionState::Ended).then_some(now))
        .with(state)
        .run(work)?;
    Ok(())
}

pub(crate) fn becomes_plan(work: &mut Work<'_>, id: i64, plan: &str, price: Money) -> Result<(), Trouble> {
    sql("UPDATE subscription SET plan = $2, price_minor = $3 WHERE id = $1")
        .with(id)
        .with(one_line(plan, 100))
        .with(price.minor)
        .run(work)?;
    Ok(())
}

/// The subscription with this key.
pub fn find(tx: &mut Tx<'_>, id: i64) -> Result<Subscription, Trouble> {
    sql(
        "SELECT id, customer_id, account_id, brand_id, plan, currency, price_minor, tax_class, period_days, state, period_from, period_until,
                started_at, ended_at
           FROM subscription WHERE id = $1",
    )
    .with(id)
    .only(tx, "subscription")
}

/// A customer's subscriptions, running ones first.
pub fn of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Vec<Subscription>, Trouble> {
    sql(
        "SELECT id, customer_id, account_id, brand_id, plan, currency, price_minor, tax_class, period_days, state, period_from, period_until,
                started_at, ended_at
           FROM subscription WHERE customer_id = $1
          ORDER BY CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END, id",
    )
    .with(customer)
    .all(tx)
}

/// Running subscriptions whose period is over, for whoever renews them; paused ones are left alone.
pub fn due(tx: &mut Tx<'_>, most: i64) -> Result<Vec<i64>, Trouble> {
    let now = tx.now();
    sql("SELECT id FROM subscription WHERE ended_at IS NULL AND state = 'active' AND period_until <= $1 ORDER BY period_until, id LIMIT $2")
        .with(now)
        .with(most)
        .all(tx)
}
