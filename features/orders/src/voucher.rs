//! Vouchers: a code that takes a part or an amount off, for a time and a number of uses.

use crate::Event;
use crate::exact::fault;
use crate::stored::one_line;
use crate::tax::parse_rate;
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::{Currency, Moment, Money, Rounding};
use rust_decimal::Decimal;

db::id!(
    /// A voucher's key.
    VoucherId
);

/// A voucher as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Voucher {
    pub id: VoucherId,
    pub code: String,
    percent: Option<String>,
    minor: Option<i64>,
    currency: Option<Currency>,
    pub valid_from: Moment,
    pub valid_until: Option<Moment>,
    pub most_uses: Option<i64>,
    pub uses: i64,
}

/// What a voucher takes off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// 0.10 for ten per cent.
    Part(Decimal),
    Amount(Money),
}

/// Adds a voucher.
pub fn add(work: &mut Work<'_>, code: &str, worth: Worth, until: Option<Moment>, most_uses: Option<i64>) -> Result<VoucherId, Trouble> {
    let (part, amount) = match worth {
        Worth::Part(part) => (Some(part.normalize().to_string()), None),
        Worth::Amount(amount) => (None, Some(amount)),
    };
    let now = work.now;
    let id: VoucherId = sql("INSERT INTO voucher (code, percent, minor, currency, valid_from, valid_until, most_uses)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id")
    .with(one_line(code, 40).to_uppercase())
    .with(part)
    .with(amount.map(|amount| amount.minor))
    .with(amount.map(|amount| amount.currency))
    .with(now)
    .with(until)
    .with(most_uses)
    .only(work, "voucher")?;
    work.record(&Event::VoucherAdded { voucher: id.0 })?;
    Ok(id)
}

/// The voucher with this code.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Option<Voucher>, Trouble> {
    sql("SELECT id, code, percent, minor, currency, valid_from, valid_until, most_uses, uses
           FROM voucher WHERE code = $1 AND archived_at IS NULL")
    .with(code.trim().to_uppercase())
    .one(tx)
}

/// The voucher with this key, if it was not withdrawn.
pub fn known(tx: &mut Tx<'_>, id: VoucherId) -> Result<Option<Voucher>, Trouble> {
    sql("SELECT id, code, percent, minor, currency, valid_from, valid_until, most_uses, uses
           FROM voucher WHERE id = $1 AND archived_at IS NULL")
    .with(id)
    .one(tx)
}

/// Whether this code is taken, by a voucher or by one that was withdrawn: customers may still have it on paper.
pub fn is_taken(tx: &mut Tx<'_>, code: &str) -> Result<bool, Trouble> {
    let found: Option<i64> = sql("SELECT id FROM voucher WHERE code = $1").with(code.trim().to_uppercase()).one(tx)?;
    Ok(found.is_some())
}

/// Takes it out of use. Orders it was used in keep what it took off.
pub fn withdraw(work: &mut Work<'_>, id: VoucherId) -> Result<(), Trouble> {
    crate::may_manage(work)?;
    let now = work.now;
    let code: Option<String> = sql("UPDATE voucher SET archived_at = $2 WHERE id = $1 AND archived_at IS NULL RETURNING code")
        .with(id)
        .with(now)
        .one(work)?;
    match code {
        Some(code) => work.record(&Event::Withdrawn { what: "voucher".into(), name: code }),
        None => Ok(()),
    }
}

impl Voucher {
    /// Why it cannot be used now, as a deny code; `None` if it can.
    pub fn fault_at(&self, now: Moment, currency: Currency) -> Option<&'static str> {
        if now < self.valid_from || self.valid_until.is_some_and(|until| until <= now) {
            Some("voucher_expired")
        } else if self.most_uses.is_some_and(|most| self.uses >= most) {
            Some("voucher_used_up")
        } else if self.currency.is_some_and(|own| own != currency) {
            Some("two_currencies")
        } else {
            None
        }
    }

    /// What it takes off `goods`: never more than they cost.
    pub fn worth_on(&self, goods: Money) -> Result<Money, Trouble> {
        if let Some(part) = &self.percent {
            return goods.rate(parse_rate(part)?, Rounding::HalfUp).and_then(|off| off.least(goods)).map_err(fault);
        }
        let amount = Money::new(self.minor.unwrap_or(0), self.currency.unwrap_or(goods.currency));
        amount.least(goods).map_err(fault)
    }
}

/// Counts a use; the database refuses one too many.
pub(crate) fn used(work: &mut Work<'_>, id: VoucherId) -> Result<(), Trouble> {
    let counted = sql("UPDATE voucher SET uses = uses + 1 WHERE id = $1 AND (most_uses IS NULL OR uses < most_uses)")
        .with(id)
        .run(work)?;
    if counted == 0 { Err(Trouble::Changed("voucher")) } else { Ok(()) }
}
