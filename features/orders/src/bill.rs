//! The bill of an order or a charge: entries that are only ever added. What is owed is their sum; what one piece is worth
//! now is the sum of its own. Invoices and credit notes take entries up, so papers and ledger cannot drift apart.

use crate::exact::{fault, sum};
use crate::order::OrderId;
use crate::tax::{Taxed, parse_rate};
use crate::unit::UnitId;
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::{Currency, Moment, Money};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

db::id!(
    /// A bill entry's key.
    EntryId
);
db::id!(
    /// A charge's key; see [`crate::charge`].
    ChargeId
);

db::words!(
    /// What an entry is for.
    EntryKind {
        Unit = "unit",
        Shipping = "shipping",
        Discount = "discount",
        Fee = "fee",
        /// Taken off because the piece was cancelled, returned or exchanged.
        Credit = "credit",
        /// Part of the price given back while the customer keeps the piece.
        Reduction = "reduction",
        /// A fee or shipping we do without.
        Waiver = "waiver",
        /// A correction by hand, either way.
        Adjustment = "adjustment",
    }
);

/// Whose bill it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BillOf {
    Order(OrderId),
    Charge(ChargeId),
}

/// An entry as stored. Its sign is its direction: positive is owed to us.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Entry {
    pub id: EntryId,
    pub unit: Option<UnitId>,
    pub kind: EntryKind,
    pub label: String,
    pub tax_class: String,
    rate_text: String,
    net_minor: i64,
    tax_minor: i64,
    gross_minor: i64,
    pub currency: Currency,
    /// The invoice or credit note that took it up.
    pub paper: Option<i64>,
    pub action: Option<i64>,
    pub entered_at: Moment,
}

impl Entry {
    pub const fn amount(&self) -> Taxed {
        Taxed {
            net: Money::new(self.net_minor, self.currency),
            tax: Money::new(self.tax_minor, self.currency),
            gross: Money::new(self.gross_minor, self.currency),
        }
    }

    pub fn rate(&self) -> Result<Decimal, Trouble> {
        parse_rate(&self.rate_text)
    }
}

/// An entry to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewEntry {
    /// A unit that exists, or the position of one that comes with the same plan.
    pub unit: Option<UnitRef>,
    pub kind: EntryKind,
    pub label: String,
    pub tax_class: String,
    #[serde(with = "crate::tax::rate_text")]
    pub rate: Decimal,
    pub amount: Taxed,
}

/// A unit named by its key, or by its place among the units a plan adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitRef {
    Is(UnitId),
    New(usize),
}

/// Adds an entry.
pub(crate) fn enter(work: &mut Work<'_>, of: BillOf, unit: Option<UnitId>, new: &NewEntry, action: Option<i64>) -> Result<(), Trouble> {
    let now = work.now;
    let (order, charge) = of.columns();
    sql(
        "INSERT INTO bill_entry (order_id, charge_id, unit_id, kind, label, tax_class, tax_rate, net_minor, tax_minor, gross_minor,
                                 currency, action_id, entered_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .with(order)
    .with(charge)
    .with(unit)
    .with(new.kind)
    .with(&new.label)
    .with(&new.tax_class)
    .with(new.rate.normalize().to_string())
    .with(new.amount.net.minor)
    .with(new.amount.tax.minor)
    .with(new.amount.gross.minor)
    .with(new.amount.gross.currency)
    .with(action)
    .with(now)
    .run(work)?;
    Ok(())
}

impl BillOf {
    /// Its two columns: order, charge.
    pub(crate) const fn columns(self) -> (Option<i64>, Option<i64>) {
        match self {
            Self::Order(id) => (Some(id.0), None),
            Self::Charge(id) => (None, Some(id.0)),
        }
    }
}

/// All entries, oldest first.
pub fn of(tx: &mut Tx<'_>, of: BillOf) -> Result<Vec<Entry>, Trouble> {
    match of {
        BillOf::Order(id) => sql("SELECT id, unit_id, kind, label, tax_class, tax_rate, net_minor, tax_minor, gross_minor, currency,
                    paper_id, action_id, entered_at
               FROM bill_entry WHERE order_id = $1 ORDER BY id")
        .with(id)
        .all(tx),
        BillOf::Charge(id) => sql("SELECT id, unit_id, kind, label, tax_class, tax_rate, net_minor, tax_minor, gross_minor, currency,
                    paper_id, action_id, entered_at
               FROM bill_entry WHERE charge_id = $1 ORDER BY id")
        .with(id)
        .all(tx),
    }
}

/// What some entries add up to.
pub fn total(currency: Currency, entries: &[Entry]) -> Result<Taxed, Trouble> {
    let of = |part: fn(Taxed) -> Money| sum(currency, entries.iter().map(|entry| part(entry.amount())));
    Ok(Taxed { net: of(|t| t.net)?, tax: of(|t| t.tax)?, gross: of(|t| t.gross)? })
}

/// What one piece is worth now.
pub fn of_unit(currency: Currency, entries: &[Entry], unit: UnitId) -> Result<Taxed, Trouble> {
    let own: Vec<Entry> = entries.iter().filter(|entry| entry.unit == Some(unit)).cloned().collect();
    total(currency, &own)
}

/// What is owed now by tax class and rate, for spreading an amount over the whole bill; classes owed nothing are left out.
pub(crate) fn by_rate(currency: Currency, entries: &[Entry]) -> Result<Vec<(String, Decimal, Taxed)>, Trouble> {
    let mut groups: Vec<(String, Decimal, Taxed)> = Vec::new();
    for entry in entries {
        let (rate, amount) = (entry.rate()?, entry.amount());
        match groups.iter_mut().find(|(class, at, _)| *class == entry.tax_class && *at == rate) {
            Some((_, _, so_far)) => *so_far = so_far.plus(amount).map_err(fault)?,
            None => groups.push((entry.tax_class.clone(), rate, amount)),
        }
    }
    groups.retain(|(_, _, amount)| amount.gross.is_positive() && amount.gross.currency == currency);
    Ok(groups)
}
