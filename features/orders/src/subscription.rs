//! Subscriptions: a price for each period, charged when the period begins. Periods are days of the brand's calendar, all
//! counted from one anchor: a month from the 31st ends with February and comes back to the 31st.

use crate::account::AccountId;
use crate::brand::{self, BrandId};
use crate::days::{begin_of, day_at};
use crate::plans::PlanId;
use crate::stored::one_line;
use customers::CustomerId;
use db::{FromRow, Trouble, Tx, Work, sql};
use jiff::civil::Date;
use kit::{Currency, Moment, Money};
use rates::{Every, Period, period_of};
use serde::{Deserialize, Serialize};

/// How long a renewal that failed waits before it is tried again.
const RETRY_SECONDS: i64 = 3_600;

db::words!(
    /// How a subscription stands.
    SubscriptionState {
        Active = "active",
        /// The paid period runs out, and none is charged until it is taken up again.
        Paused = "paused",
        Ended = "ended",
    }
);

db::words!(
    /// What periods are counted in.
    PeriodUnit { Days = "days", Weeks = "weeks", Months = "months", Years = "years" }
);

impl PeriodUnit {
    /// So many of them.
    pub fn every(self, count: i64) -> Every {
        let count = i32::try_from(count).unwrap_or(i32::MAX);
        match self {
            Self::Days => Every::Days(count),
            Self::Weeks => Every::Weeks(count),
            Self::Months => Every::Months(count),
            Self::Years => Every::Years(count),
        }
    }

    /// The unit of a period, and how many of it.
    pub fn of(every: Every) -> (Self, i64) {
        let (unit, count) = match every {
            Every::Days(count) => (Self::Days, count),
            Every::Weeks(count) => (Self::Weeks, count),
            Every::Months(count) => (Self::Months, count),
            Every::Years(count) => (Self::Years, count),
        };
        (unit, i64::from(count))
    }

    /// A period of more than ten years is a slip of the hand.
    pub(crate) fn is_sensible(every: Every) -> bool {
        let (unit, count) = Self::of(every);
        let most = match unit {
            Self::Days => 3_660,
            Self::Weeks => 520,
            Self::Months => 120,
            Self::Years => 10,
        };
        (1..=most).contains(&count)
    }
}

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
    pub period_unit: PeriodUnit,
    pub period_count: i64,
    anchor_on: Option<String>,
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

    /// How long each period is.
    pub fn every(&self) -> Every {
        self.period_unit.every(self.period_count)
    }

    /// The days of the running period.
    pub(crate) fn period(&self, zone: &str) -> Period {
        let from = day_at(self.period_from, zone);
        Period { from, until: day_at(self.period_until, zone).max(from) }
    }

    /// The day its periods are counted from.
    pub(crate) fn anchor(&self, zone: &str) -> Date {
        let told = self.anchor_on.as_deref().and_then(|day| day.parse().ok());
        told.unwrap_or_else(|| day_at(self.period_from, zone))
    }

    /// When the period after the running one is over.
    pub(crate) fn next_until(&self, zone: &str) -> Result<Moment, Trouble> {
        let next = period_of(self.anchor(zone), self.every(), day_at(self.period_until, zone));
        begin_of(next.ok_or_else(beyond)?.until, zone)
    }
}

fn beyond() -> Trouble {
    Trouble::Shape("a subscription's period lies beyond the calendar".into())
}

/// A subscription to be started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSubscription {
    pub customer: CustomerId,
    pub account: Option<AccountId>,
    pub brand: BrandId,
    pub plan: String,
    /// The plan of the catalogue it was started by.
    pub plan_id: Option<PlanId>,
    pub price: Money,
    pub tax_class: String,
    pub every: Every,
}

/// What a subscription is for from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTerms {
    pub plan: String,
    pub plan_id: Option<PlanId>,
    pub price: Money,
    pub tax_class: String,
    /// Periods of another length: they begin anew.
    pub anew: Option<NewPeriods>,
}

/// Periods that begin anew, counted from their first day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPeriods {
    pub every: Every,
    pub anchor_on: String,
    pub period_from: i64,
    pub period_until: i64,
}

/// The day the periods of what begins now are counted from, and when the first of them is over.
fn first_period(every: Every, now: Moment, zone: &str) -> Result<(Date, Moment), Trouble> {
    let anchor = day_at(now, zone);
    let next = every.boundary(anchor, 1).ok_or_else(beyond)?;
    Ok((anchor, begin_of(next, zone)?))
}

pub(crate) fn open(work: &mut Work<'_>, new: &NewSubscription) -> Result<i64, Trouble> {
    let zone = brand::find(work, new.brand)?.zone;
    let now = work.now;
    let ((anchor, until), (unit, count)) = (first_period(new.every, now, &zone)?, PeriodUnit::of(new.every));
    sql(
        "INSERT INTO subscription (customer_id, account_id, brand_id, plan, plan_id, currency, price_minor, tax_class, period_unit,
                                   period_count, anchor_on, state, period_from, period_until, started_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'active', $12, $13, $12) RETURNING id",
    )
    .with(new.customer)
    .with(new.account)
    .with(new.brand)
    .with(one_line(&new.plan, 100))
    .with(new.plan_id)
    .with(new.price.currency)
    .with(new.price.minor)
    .with(&new.tax_class)
    .with(unit)
    .with(count)
    .with(anchor.to_string())
    .with(now)
    .with(until)
    .only(work, "subscription")
}

/// Nobody else changes this subscription before this work ends.
pub(crate) fn hold(work: &mut Work<'_>, id: i64) -> Result<(), Trouble> {
    sql("UPDATE subscription SET state = state WHERE id = $1").with(id).run(work)?;
    Ok(())
}

/// The next period begins.
pub(crate) fn renew(work: &mut Work<'_>, id: i64, from: i64, until: i64) -> Result<(), Trouble> {
    sql("UPDATE subscription SET period_from = $2, period_until = $3, retry_at = NULL WHERE id = $1")
        .with(id)
        .with(from)
        .with(until)
        .run(work)?;
    Ok(())
}

/// No further period begins, or they do again.
pub(crate) fn pause(work: &mut Work<'_>, id: i64, paused: bool) -> Result<(), Trouble> {
    let state = if paused { SubscriptionState::Paused } else { SubscriptionState::Active };
    sql("UPDATE subscription SET state = $2, retry_at = NULL WHERE id = $1")
        .with(id)
        .with(state)
        .run(work)?;
    Ok(())
}

/// A paused one whose period is over goes on now; its periods are counted anew from today.
pub(crate) fn resume(work: &mut Work<'_>, id: i64) -> Result<(), Trouble> {
    let found = find(work, id)?;
    let zone = brand::find(work, found.brand)?.zone;
    let now = work.now;
    let (anchor, until) = first_period(found.every(), now, &zone)?;
    sql("UPDATE subscription SET state = 'active', anchor_on = $2, period_from = $3, period_until = $4, retry_at = NULL WHERE id = $1")
        .with(id)
        .with(anchor.to_string())
        .with(now)
        .with(until)
        .run(work)?;
    Ok(())
}

/// It ends now, and its running period with it.
pub(crate) fn end(work: &mut Work<'_>, id: i64) -> Result<(), Trouble> {
    let now = work.now;
    sql("UPDATE subscription
            SET period_until = CASE WHEN period_until > $2 THEN $2 ELSE period_until END, ended_at = $2, state = 'ended'
          WHERE id = $1")
    .with(id)
    .with(now)
    .run(work)?;
    Ok(())
}

pub(crate) fn becomes(work: &mut Work<'_>, id: i64, terms: &NewTerms) -> Result<(), Trouble> {
    sql("UPDATE subscription SET plan = $2, plan_id = $3, price_minor = $4, tax_class = $5 WHERE id = $1")
        .with(id)
        .with(one_line(&terms.plan, 100))
        .with(terms.plan_id)
        .with(terms.price.minor)
        .with(&terms.tax_class)
        .run(work)?;
    let Some(anew) = &terms.anew else { return Ok(()) };
    let (unit, count) = PeriodUnit::of(anew.every);
    sql("UPDATE subscription SET period_unit = $2, period_count = $3, anchor_on = $4, period_from = $5, period_until = $6 WHERE id = $1")
        .with(id)
        .with(unit)
        .with(count)
        .with(&anew.anchor_on)
        .with(anew.period_from)
        .with(anew.period_until)
        .run(work)?;
    Ok(())
}

/// A renewal failed: it is tried again in an hour, and those behind it do not wait until then.
pub fn put_off(work: &mut Work<'_>, id: i64) -> Result<(), Trouble> {
    work.keep_quietly("when a renewal is tried again");
    let later = work.now.plus_seconds(RETRY_SECONDS);
    sql("UPDATE subscription SET retry_at = $2 WHERE id = $1 AND ended_at IS NULL")
        .with(id)
        .with(later)
        .run(work)?;
    Ok(())
}

/// The subscription with this key.
pub fn find(tx: &mut Tx<'_>, id: i64) -> Result<Subscription, Trouble> {
    sql(
        "SELECT id, customer_id, account_id, brand_id, plan, currency, price_minor, tax_class, period_unit, period_count, anchor_on, state,
                period_from, period_until, started_at, ended_at
           FROM subscription WHERE id = $1",
    )
    .with(id)
    .only(tx, "subscription")
}

/// A customer's subscriptions, running ones first.
pub fn of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Vec<Subscription>, Trouble> {
    sql(
        "SELECT id, customer_id, account_id, brand_id, plan, currency, price_minor, tax_class, period_unit, period_count, anchor_on, state,
                period_from, period_until, started_at, ended_at
           FROM subscription WHERE customer_id = $1
          ORDER BY CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END, id",
    )
    .with(customer)
    .all(tx)
}

/// Running subscriptions whose period is over, for whoever renews them; paused ones are left alone, and those put off wait for
/// their time.
pub fn due(tx: &mut Tx<'_>, most: i64) -> Result<Vec<i64>, Trouble> {
    let now = tx.now();
    sql("SELECT id FROM subscription
          WHERE ended_at IS NULL AND state = 'active' AND period_until <= $1 AND (retry_at IS NULL OR retry_at <= $1)
          ORDER BY period_until, id LIMIT $2")
    .with(now)
    .with(most)
    .all(tx)
}
