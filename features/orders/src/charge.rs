//! Charges: what a service costs, worked out by a rate card or set by hand, billed like an order and waived like a fee.

use crate::account::AccountId;
use crate::action::ActionId;
use crate::bill::{BillOf, ChargeId};
use crate::brand::BrandId;
use crate::order::OrderId;
use crate::stored::{one_line, read};
use customers::CustomerId;
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::{Currency, Moment, Money};
use serde::{Deserialize, Serialize};

db::words!(
    /// How a charge stands.
    ChargeState { Open = "open", Waived = "waived" }
);

/// A charge as stored; what is owed for it, its bill entries say.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Charge {
    pub id: ChargeId,
    pub customer: CustomerId,
    pub account: Option<AccountId>,
    /// The order whose bill it stands on, if it is for one.
    pub order: Option<OrderId>,
    pub subscription: Option<i64>,
    pub brand: BrandId,
    pub label: String,
    /// The version of the rate card it was worked out by.
    pub rate_card: Option<i64>,
    steps_json: String,
    /// Whether it is a fee, which may be waived as such.
    pub is_fee: bool,
    pub currency: Currency,
    total_minor: i64,
    pub state: ChargeState,
    pub charged_at: Moment,
}

impl Charge {
    /// What it came to when it was made.
    pub const fn total(&self) -> Money {
        Money::new(self.total_minor, self.currency)
    }

    /// How it was worked out.
    pub fn steps(&self) -> Result<serde_json::Value, Trouble> {
        read("charge", &self.steps_json)
    }

    /// The steps as the calculator made them; none if it was set by hand.
    pub fn worked_out(&self) -> Result<Vec<rates::Step>, Trouble> {
        let steps: Option<Vec<rates::Step>> = read("charge", &self.steps_json)?;
        Ok(steps.unwrap_or_default())
    }

    /// Whose bill its entries are on.
    pub const fn bill(&self) -> BillOf {
        match self.order {
            Some(order) => BillOf::Order(order),
            None => BillOf::Charge(self.id),
        }
    }
}

/// A charge to be made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewCharge {
    pub customer: CustomerId,
    pub account: Option<AccountId>,
    #[serde(default)]
    pub order: Option<OrderId>,
    pub subscription: Option<i64>,
    pub brand: BrandId,
    pub label: String,
    pub rate_card: Option<i64>,
    /// What the calculation was given.
    pub input: serde_json::Value,
    /// How it was worked out, step by step.
    pub steps: serde_json::Value,
    pub is_fee: bool,
    pub total: Money,
}

pub(crate) fn open(work: &mut Work<'_>, new: &NewCharge, action: ActionId) -> Result<ChargeId, Trouble> {
    let now = work.now;
    sql(
        "INSERT INTO charge (customer_id, account_id, subscription_id, brand_id, label, rate_card_id, input, steps, is_fee, currency, total_minor,
                             state, charged_at, action_id, order_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING id",
    )
    .with(new.customer)
    .with(new.account)
    .with(new.subscription)
    .with(new.brand)
    .with(one_line(&new.label, 200))
    .with(new.rate_card)
    .with(new.input.to_string())
    .with(new.steps.to_string())
    .with(new.is_fee)
    .with(new.total.currency)
    .with(new.total.minor)
    .with(ChargeState::Open)
    .with(now)
    .with(action)
    .with(new.order)
    .only(work, "charge")
}

/// Nobody else changes this charge before this work ends.
pub(crate) fn hold(work: &mut Work<'_>, id: ChargeId) -> Result<(), Trouble> {
    sql("UPDATE charge SET version = version WHERE id = $1").with(id).run(work)?;
    Ok(())
}

pub(crate) fn becomes(work: &mut Work<'_>, id: i64, state: ChargeState) -> Result<(), Trouble> {
    sql("UPDATE charge SET state = $2, version = version + 1 WHERE id = $1")
        .with(id)
        .with(state)
        .run(work)?;
    Ok(())
}

/// The charge with this key.
pub fn find(tx: &mut Tx<'_>, id: ChargeId) -> Result<Charge, Trouble> {
    sql(
        "SELECT id, customer_id, account_id, order_id, subscription_id, brand_id, label, rate_card_id, steps, is_fee, currency,
                total_minor, state, charged_at
           FROM charge WHERE id = $1",
    )
    .with(id)
    .only(tx, "charge")
}

/// A customer's charges, the newest first.
pub fn of(tx: &mut Tx<'_>, customer: CustomerId, most: i64) -> Result<Vec<Charge>, Trouble> {
    sql(
        "SELECT id, customer_id, account_id, order_id, subscription_id, brand_id, label, rate_card_id, steps, is_fee, currency,
                total_minor, state, charged_at
           FROM charge WHERE customer_id = $1 ORDER BY id DESC LIMIT $2",
    )
    .with(customer)
    .with(most)
    .all(tx)
}

/// What was charged for an order, the oldest first.
pub fn of_order(tx: &mut Tx<'_>, order: OrderId) -> Result<Vec<Charge>, Trouble> {
    sql(
        "SELECT id, customer_id, account_id, order_id, subscription_id, brand_id, label, rate_card_id, steps, is_fee, currency,
                total_minor, state, charged_at
           FROM charge WHERE order_id = $1 ORDER BY id",
    )
    .with(order)
    .all(tx)
}

/// The charges of a subscription made since a moment, the newest first.
pub(crate) fn since(tx: &mut Tx<'_>, subscription: i64, from: Moment) -> Result<Vec<ChargeId>, Trouble> {
    sql("SELECT id FROM charge WHERE subscription_id = $1 AND charged_at >= $2 ORDER BY id DESC LIMIT 100")
        .with(subscription)
        .with(from)
        .all(tx)
}

/// The last charge of a subscription.
pub(crate) fn last_of(tx: &mut Tx<'_>, subscription: i64) -> Result<Option<ChargeId>, Trouble> {
    sql("SELECT id FROM charge WHERE subscription_id = $1 ORDER BY id DESC LIMIT 1")
        .with(subscription)
        .one(tx)
}

/// A subscription's first charge is made before it has a key; this joins them.
pub(crate) fn belongs_to(work: &mut Work<'_>, id: ChargeId, subscription: i64) -> Result<(), Trouble> {
    sql("UPDATE charge SET subscription_id = $2 WHERE id = $1").with(id).with(subscription).run(work)?;
    Ok(())
}

/// What is owed on an account's charges, less what was paid for them.
pub fn owed_on(tx: &mut Tx<'_>, account: AccountId, currency: Currency) -> Result<Money, Trouble> {
    let billed: i64 = sql("SELECT CAST(COALESCE(SUM(b.gross_minor), 0) AS BIGINT)
           FROM charge c JOIN bill_entry b ON b.charge_id = c.id WHERE c.account_id = $1 AND b.currency = $2")
    .with(account)
    .with(currency)
    .only(tx, "charge")?;
    let paid: i64 = sql(
        "SELECT CAST(COALESCE(SUM(CASE p.kind WHEN 'capture' THEN p.minor WHEN 'refund' THEN -p.minor ELSE 0 END), 0) AS BIGINT)
           FROM charge c JOIN payment p ON p.charge_id = c.id WHERE c.account_id = $1 AND p.currency = $2 AND p.failed_at IS NULL",
    )
    .with(account)
    .with(currency)
    .only(tx, "charge")?;
    Ok(Money::new(billed - paid, currency))
}
