//! The shelf of returns, exchanges and cancellations. They are opened and moved on by the actions of the same names.

use crate::order::OrderId;
use crate::stored::{one_line, written};
use crate::unit::UnitId;
use customers::CustomerId;
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::{Currency, Moment, Money};
use serde::{Deserialize, Serialize};

db::id!(
    /// A return's key.
    ReturnId
);

db::words!(
    /// How far a return has come.
    ReturnState {
        /// Agreed; the pieces are expected.
        Expected = "expected",
        /// Here, looked at, and settled.
        Received = "received",
        /// The pieces never came, or it was called off.
        Closed = "closed",
    }
);

db::words!(
    /// In what condition a piece came back.
    Condition {
        LikeNew = "like_new",
        Used = "used",
        Damaged = "damaged",
        /// It was not in the parcel.
        Missing = "missing",
    }
);

db::words!(
    /// Where money goes back to.
    RefundTo { Original = "original_method", StoreCredit = "store_credit" }
);

/// A return as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Return {
    pub id: ReturnId,
    pub number: String,
    pub order: OrderId,
    pub customer: CustomerId,
    pub state: ReturnState,
    pub reason: String,
    pub refund_to: RefundTo,
    /// The pieces were replaced already, so nothing is paid back when they come.
    pub is_exchange: bool,
    /// What the label says, for the carrier.
    pub label: String,
    pub opened_at: Moment,
    pub received_at: Option<Moment>,
    pub closed_at: Option<Moment>,
}

/// One piece of a return.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct ReturnUnit {
    pub unit: UnitId,
    pub condition: Option<Condition>,
    pub accepted: Option<bool>,
}

/// A return to be opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewReturn {
    pub units: Vec<UnitId>,
    pub reason: String,
    pub refund_to: RefundTo,
    pub is_exchange: bool,
}

/// An exchange as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Exchange {
    pub id: i64,
    pub return_id: Option<ReturnId>,
    difference_minor: i64,
    currency: Currency,
    pub opened_at: Moment,
}

impl Exchange {
    /// What the new pieces cost more than the old ones.
    pub const fn difference(&self) -> Money {
        Money::new(self.difference_minor, self.currency)
    }
}

/// The return with this key.
pub fn find(tx: &mut Tx<'_>, id: ReturnId) -> Result<Return, Trouble> {
    sql(
        "SELECT id, number, order_id, customer_id, state, reason, refund_to, is_exchange, label, opened_at, received_at, closed_at
           FROM goods_return WHERE id = $1",
    )
    .with(id)
    .only(tx, "return")
}

/// The returns of an order, oldest first.
pub fn of(tx: &mut Tx<'_>, order: OrderId) -> Result<Vec<Return>, Trouble> {
    sql(
        "SELECT id, number, order_id, customer_id, state, reason, refund_to, is_exchange, label, opened_at, received_at, closed_at
           FROM goods_return WHERE order_id = $1 ORDER BY id",
    )
    .with(order)
    .all(tx)
}

/// Returns in a state, the oldest first, page by page.
pub fn in_state(tx: &mut Tx<'_>, state: ReturnState, after: Option<ReturnId>, most: i64) -> Result<Vec<Return>, Trouble> {
    sql(
        "SELECT id, number, order_id, customer_id, state, reason, refund_to, is_exchange, label, opened_at, received_at, closed_at
           FROM goods_return WHERE state = $1 AND id > $2 ORDER BY id LIMIT $3",
    )
    .with(state)
    .with(after.map_or(0, |id| id.0))
    .with(most)
    .all(tx)
}

/// How long pieces are expected before the return is called off by itself.
pub const EXPECTED_DAYS: i64 = 60;

/// Returns whose pieces have been expected for [`EXPECTED_DAYS`], page by page.
pub fn overdue(tx: &mut Tx<'_>, after: Option<ReturnId>, most: i64) -> Result<Vec<ReturnId>, Trouble> {
    let before = tx.now().plus_seconds(-EXPECTED_DAYS * 86_400);
    sql("SELECT id FROM goods_return WHERE state = 'expected' AND id > $1 AND opened_at <= $2 ORDER BY id LIMIT $3")
        .with(after.map_or(0, |id| id.0))
        .with(before)
        .with(most)
        .all(tx)
}

/// The pieces of a return.
pub fn units(tx: &mut Tx<'_>, id: ReturnId) -> Result<Vec<ReturnUnit>, Trouble> {
    sql("SELECT unit_id, condition, accepted FROM return_unit WHERE return_id = $1 ORDER BY unit_id")
        .with(id)
        .all(tx)
}

/// The exchanges of an order, oldest first.
pub fn exchanges(tx: &mut Tx<'_>, order: OrderId) -> Result<Vec<Exchange>, Trouble> {
    sql("SELECT id, return_id, difference_minor, currency, opened_at FROM exchange WHERE order_id = $1 ORDER BY id")
        .with(order)
        .all(tx)
}

/// Which piece replaced which: old, new.
pub fn pairs(tx: &mut Tx<'_>, exchange: i64) -> Result<Vec<(UnitId, UnitId)>, Trouble> {
    sql("SELECT old_unit_id, new_unit_id FROM exchange_pair WHERE exchange_id = $1 ORDER BY old_unit_id")
        .with(exchange)
        .all(tx)
}

pub(crate) fn open(work: &mut Work<'_>, order: OrderId, customer: CustomerId, new: &NewReturn, action: i64) -> Result<ReturnId, Trouble> {
    let number = format!("R{}", 1000 + work.next_number("return")?);
    let now = work.now;
    let id: ReturnId = sql(
        "INSERT INTO goods_return (number, order_id, customer_id, state, reason, refund_to, is_exchange, label, opened_at, action_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $1, $8, $9) RETURNING id",
    )
    .with(number)
    .with(order)
    .with(customer)
    .with(ReturnState::Expected)
    .with(one_line(&new.reason, 200))
    .with(new.refund_to)
    .with(new.is_exchange)
    .with(now)
    .with(action)
    .only(work, "return")?;
    for unit in &new.units {
        sql("INSERT INTO return_unit (return_id, unit_id) VALUES ($1, $2)").with(id).with(*unit).run(work)?;
    }
    Ok(id)
}

pub(crate) fn look_at(work: &mut Work<'_>, id: ReturnId, unit: UnitId, condition: Condition, accepted: bool) -> Result<(), Trouble> {
    sql("UPDATE return_unit SET condition = $3, accepted = $4 WHERE return_id = $1 AND unit_id = $2")
        .with(id)
        .with(unit)
        .with(condition)
        .with(accepted)
        .run(work)?;
    Ok(())
}

pub(crate) fn becomes(work: &mut Work<'_>, id: ReturnId, state: ReturnState) -> Result<(), Trouble> {
    let now = work.now;
    let received = (state == ReturnState::Received).then_some(now);
    sql("UPDATE goods_return SET state = $2, received_at = COALESCE(received_at, $3), closed_at = COALESCE(closed_at, $4) WHERE id = $1")
        .with(id)
        .with(state)
        .with(received)
        .with(now)
        .run(work)?;
    Ok(())
}

/// Old pieces and the new ones in their stead.
pub(crate) fn exchanged(
    work: &mut Work<'_>,
    order: OrderId,
    return_id: Option<ReturnId>,
    difference: Money,
    pairs: &[(UnitId, UnitId)],
    action: i64,
) -> Result<(), Trouble> {
    let now = work.now;
    let id: i64 = sql("INSERT INTO exchange (order_id, return_id, difference_minor, currency, opened_at, action_id)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id")
    .with(order)
    .with(return_id)
    .with(difference.minor)
    .with(difference.currency)
    .with(now)
    .with(action)
    .only(work, "exchange")?;
    for (old, new) in pairs {
        sql("INSERT INTO exchange_pair (exchange_id, old_unit_id, new_unit_id) VALUES ($1, $2, $3)")
            .with(id)
            .with(*old)
            .with(*new)
            .run(work)?;
    }
    Ok(())
}

pub(crate) fn cancelled(work: &mut Work<'_>, order: OrderId, reason: &str, units: &[UnitId], action: i64) -> Result<(), Trouble> {
    let now = work.now;
    sql("INSERT INTO cancellation (order_id, reason, units, cancelled_at, action_id) VALUES ($1, $2, $3, $4, $5)")
        .with(order)
        .with(one_line(reason, 200))
        .with(written(&units)?)
        .with(now)
        .with(action)
        .run(work)?;
    Ok(())
}
