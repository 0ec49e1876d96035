//! Gift cards and store credit: money of customers that lies with us. A balance is what its entries add up to; each
//! carries the level after it, and the database refuses a level below zero whatever the code does.

use crate::Event;
use crate::exact::plus;
use crate::stored::one_line;
use customers::CustomerId;
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::{Currency, Moment, Money, sha256_hex};
use rand::Rng as _;

db::id!(
    /// A balance's key.
    BalanceId
);

db::words!(
    /// Whose money it is: whoever holds the card, or one customer.
    BalanceKind { GiftCard = "gift_card", StoreCredit = "store_credit" }
);

/// A balance as stored; its level is asked with [`level`].
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Balance {
    pub id: BalanceId,
    pub kind: BalanceKind,
    pub customer: Option<CustomerId>,
    /// The last letters of a gift card's code.
    pub ending: String,
    pub currency: Currency,
    pub opened_at: Moment,
    pub expires_at: Option<Moment>,
    pub closed_at: Option<Moment>,
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Entry {
    pub id: i64,
    pub minor: i64,
    pub level_after: i64,
    pub reason: String,
    pub payment: Option<i64>,
    pub action: Option<i64>,
    pub actor_kind: String,
    pub actor_id: Option<i64>,
    pub entered_at: Moment,
}

/// Why an entry is made, and what it belongs to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Because<'a> {
    pub reason: &'a str,
    pub payment: Option<i64>,
    pub action: Option<i64>,
}

/// Letters that nobody mistakes for others when reading a code out on the phone.
const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// Opens an empty gift card and gives its code, which is shown once and kept as a hash.
pub(crate) fn open_gift_card(
    work: &mut Work<'_>,
    currency: Currency,
    customer: Option<CustomerId>,
    expires_at: Option<Moment>,
) -> Result<(BalanceId, String), Trouble> {
    let mut dice = rand::rng();
    let code: String = (0..16).map(|_| char::from(LETTERS[dice.random_range(0..LETTERS.len())])).collect();
    let now = work.now;
    let id: BalanceId = sql("INSERT INTO balance (kind, customer_id, code_hash, ending, currency, opened_at, touched_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7) RETURNING id")
    .with(BalanceKind::GiftCard)
    .with(customer)
    .with(code_hash(&code))
    .with(&code[12..])
    .with(currency)
    .with(now)
    .with(expires_at)
    .only(work, "gift card")?;
    work.record(&Event::BalanceOpened {
        balance: id.0,
        customer: customer.map(|c| c.0),
        what: BalanceKind::GiftCard.word().into(),
    })?;
    Ok((id, code))
}

fn code_hash(code: &str) -> String {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    sha256_hex(plain.as_bytes())
}

/// The gift card with this code.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Option<Balance>, Trouble> {
    sql("SELECT id, kind, customer_id, ending, currency, opened_at, expires_at, closed_at FROM balance WHERE code_hash = $1")
        .with(code_hash(code))
        .one(tx)
}

/// The customer's store credit in this currency, opened if there is none.
pub fn store_credit(work: &mut Work<'_>, customer: CustomerId, currency: Currency) -> Result<BalanceId, Trouble> {
    if let Some(found) = store_credit_of(work, customer, currency)? {
        return Ok(found.id);
    }
    let now = work.now;
    let id: BalanceId =
        sql("INSERT INTO balance (kind, customer_id, currency, opened_at, touched_at) VALUES ($1, $2, $3, $4, $4) RETURNING id")
            .with(BalanceKind::StoreCredit)
            .with(customer)
            .with(currency)
            .with(now)
            .only(work, "store credit")?;
    work.record(&Event::BalanceOpened {
        balance: id.0,
        customer: Some(customer.0),
        what: BalanceKind::StoreCredit.word().into(),
    })?;
    Ok(id)
}

/// The customer's store credit in this currency, if it was ever opened.
pub fn store_credit_of(tx: &mut Tx<'_>, customer: CustomerId, currency: Currency) -> Result<Option<Balance>, Trouble> {
    sql("SELECT id, kind, customer_id, ending, currency, opened_at, expires_at, closed_at
           FROM balance
          WHERE customer_id = $1 AND kind = 'store_credit' AND currency = $2 AND closed_at IS NULL
          ORDER BY id LIMIT 1")
    .with(customer)
    .with(currency)
    .one(tx)
}

/// Every balance of a customer, open ones first.
pub fn of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Vec<Balance>, Trouble> {
    sql("SELECT id, kind, customer_id, ending, currency, opened_at, expires_at, closed_at
           FROM balance WHERE customer_id = $1
          ORDER BY CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END, id")
    .with(customer)
    .all(tx)
}

/// The balance with this key.
pub fn find(tx: &mut Tx<'_>, id: BalanceId) -> Result<Balance, Trouble> {
    sql("SELECT id, kind, customer_id, ending, currency, opened_at, expires_at, closed_at FROM balance WHERE id = $1")
        .with(id)
        .only(tx, "balance")
}

/// What lies there now.
pub fn level(tx: &mut Tx<'_>, id: BalanceId) -> Result<Money, Trouble> {
    let currency: Currency = sql("SELECT currency FROM balance WHERE id = $1").with(id).only(tx, "balance")?;
    let last: Option<(i64, i64)> = last_step(tx, id)?;
    Ok(Money::new(last.map_or(0, |(_, level)| level), currency))
}

/// What can be spent now: nothing once it is closed or has expired.
pub fn spendable(tx: &mut Tx<'_>, id: BalanceId) -> Result<Money, Trouble> {
    if is_gone(tx, id)? { Ok(find(tx, id)?.currency.zero()) } else { level(tx, id) }
}

/// Whether it is closed or has expired.
pub fn is_gone(tx: &mut Tx<'_>, id: BalanceId) -> Result<bool, Trouble> {
    let balance = find(tx, id)?;
    Ok(balance.closed_at.is_some() || balance.expires_at.is_some_and(|at| at <= tx.now()))
}

fn last_step(tx: &mut Tx<'_>, id: BalanceId) -> Result<Option<(i64, i64)>, Trouble> {
    sql("SELECT step, level_after FROM balance_entry WHERE balance_id = $1 ORDER BY step DESC LIMIT 1")
        .with(id)
        .one(tx)
}

/// The whole ledger, oldest first.
pub fn entries(tx: &mut Tx<'_>, id: BalanceId) -> Result<Vec<Entry>, Trouble> {
    sql("SELECT id, minor, level_after, reason, payment_id, action_id, actor_kind, actor_id, entered_at
           FROM balance_entry WHERE balance_id = $1 ORDER BY step")
    .with(id)
    .all(tx)
}

/// Enters an amount, positive or negative. Refused if the level would fall below zero or the balance is closed.
pub fn enter(work: &mut Work<'_>, id: BalanceId, amount: Money, because: Because<'_>) -> Result<(), Trouble> {
    let (now, actor) = (work.now, work.actor);
    // The row is the lock: two entries at once must not both build on the same level.
    let open = sql("UPDATE balance SET touched_at = $2 WHERE id = $1 AND closed_at IS NULL")
        .with(id)
        .with(now)
        .run(work)?;
    if open == 0 {
        return Err(Trouble::refused("orders-balance-closed"));
    }
    let level = level(work, id)?;
    let after = plus(level, amount)?;
    if after.is_negative() {
        return Err(Trouble::refused("orders-balance-too-low").with("level", level));
    }
    let step = last_step(work, id)?.map_or(1, |(step, _)| step + 1);
    sql(
        "INSERT INTO balance_entry (balance_id, step, minor, level_after, reason, payment_id, action_id, actor_kind, actor_id, entered_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .with(id)
    .with(step)
    .with(amount.minor)
    .with(after.minor)
    .with(one_line(because.reason, 200))
    .with(because.payment)
    .with(because.action)
    .with(actor.kind())
    .with(actor.id())
    .with(now)
    .run(work)?;
    let customer = find(work, id)?.customer.map(|c| c.0);
    work.record(&Event::BalanceEntered {
        balance: id.0,
        customer,
        minor: amount.minor,
        currency: amount.currency.code().into(),
    })
}

/// Closes an empty balance for good.
pub fn close(work: &mut Work<'_>, id: BalanceId) -> Result<(), Trouble> {
    let now = work.now;
    let closed = sql("UPDATE balance SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL")
        .with(id)
        .with(now)
        .run(work)?;
    if closed == 0 {
        return Ok(());
    }
    let level = level(work, id)?;
    if !level.is_zero() {
        return Err(Trouble::refused("orders-balance-not-empty").with("level", level));
    }
    let customer = find(work, id)?.customer.map(|c| c.0);
    work.record(&Event::BalanceClosed { balance: id.0, customer })
}
