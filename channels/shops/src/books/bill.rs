//! What pieces and costs come to, exactly as the shop reckoned: its own tax, shared over the pieces so that they add up.

use super::fault;
use crate::theirs::{TheirCost, TheirLine, TheirOrder};
use db::{Trouble, Work};
use kit::{Currency, Money, MoneyFault};
use orders::bill::{BillOf, Entry, EntryKind, NewEntry, UnitRef};
use orders::tax::{Taxed, part_of};
use orders::unit::Unit;
use orders::{OrderId, bill, told};
use rust_decimal::Decimal;

/// One piece: its price, and what was taken off it (nothing, or less than nothing).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Worth {
    pub full: Taxed,
    pub discount: Taxed,
}

/// Each piece of a line. Price, discount and tax are shared out; the sums are the line's own.
pub(super) fn of_line(order: &TheirOrder, line: &TheirLine) -> Result<Vec<Worth>, MoneyFault> {
    let pieces = line.quantity as usize;
    if pieces == 0 {
        return Ok(Vec::new());
    }
    let even = vec![1_u64; pieces];
    let discounts = line.discount.shared_by(&even)?;
    let taxes = line.tax.amount.shared_by(&even)?;
    discounts
        .into_iter()
        .zip(taxes)
        .map(|(discount, tax)| {
            let sold = taxed(line.price.minus(discount)?, tax, order.prices_include_tax)?;
            let full = before_discount(line.price, sold, order.prices_include_tax)?;
            Ok(Worth { full, discount: sold.minus(full)? })
        })
        .collect()
}

/// The whole price, with tax in proportion to what was paid on the discounted one.
fn before_discount(price: Money, sold: Taxed, inclusive: bool) -> Result<Taxed, MoneyFault> {
    let base = if inclusive { sold.gross } else { sold.net };
    if base == price || base.is_zero() {
        return if base == price { Ok(sold) } else { taxed(price, price.currency.zero(), inclusive) };
    }
    let rate = Decimal::from(sold.tax.minor) / Decimal::from(base.minor);
    taxed(price, price.rate(rate, kit::Rounding::HalfUp)?, inclusive)
}

fn taxed(amount: Money, tax: Money, inclusive: bool) -> Result<Taxed, MoneyFault> {
    Ok(if inclusive {
        Taxed { net: amount.minus(tax)?, tax, gross: amount }
    } else {
        Taxed { net: amount, tax, gross: amount.plus(tax)? }
    })
}

/// Shipping and fees.
pub(super) fn of_cost(order: &TheirOrder, cost: &TheirCost) -> Result<NewEntry, Trouble> {
    Ok(NewEntry {
        unit: None,
        kind: if cost.is_shipping { EntryKind::Shipping } else { EntryKind::Fee },
        label: cost.label.clone(),
        tax_class: "standard".into(),
        rate: cost.tax.rate,
        amount: taxed(cost.amount, cost.tax.amount, order.prices_include_tax).map_err(fault)?,
    })
}

/// An amount without tax of its own.
pub(super) fn plain(kind: EntryKind, label: &str, amount: Money) -> NewEntry {
    NewEntry {
        unit: None,
        kind,
        label: label.into(),
        tax_class: "none".into(),
        rate: Decimal::ZERO,
        amount: Taxed { net: amount, tax: amount.currency.zero(), gross: amount },
    }
}

/// What the shop itself put on the bill before anything went back.
fn is_base(entry: &Entry) -> bool {
    use EntryKind::{Adjustment, Discount, Fee, Shipping, Unit};
    entry.action.is_none() && matches!(entry.kind, Unit | Discount | Shipping | Fee | Adjustment)
}

/// Tips, duties, roundings: whatever the shop's total has beyond what its lines say becomes one entry of its own.
pub(super) fn reach_total(work: &mut Work<'_>, order: OrderId, told: &TheirOrder) -> Result<(), Trouble> {
    let entries = bill::of(work, BillOf::Order(order))?;
    let base: Vec<Entry> = entries.into_iter().filter(is_base).collect();
    let ours = bill::total(told.currency, &base)?.gross;
    let rest = told.total.minus(ours).map_err(fault)?;
    if rest.is_zero() {
        return Ok(());
    }
    told::bill(work, order, &[plain(EntryKind::Adjustment, "shop", rest)])
}

/// What a piece is worth now.
pub(super) fn worth_now(work: &mut Work<'_>, order: OrderId, currency: Currency, unit: &Unit) -> Result<Taxed, Trouble> {
    let entries = bill::of(work, BillOf::Order(order))?;
    bill::of_unit(currency, &entries, unit.id)
}

/// Takes a piece's worth off the bill; nothing if it is worth nothing.
pub(super) fn off(worth: &Taxed, unit: &Unit, kind: EntryKind) -> Result<Vec<NewEntry>, Trouble> {
    if worth.gross.is_zero() && worth.tax.is_zero() {
        return Ok(Vec::new());
    }
    let rate = if worth.net.is_zero() {
        Decimal::ZERO
    } else {
        (Decimal::from(worth.tax.minor) / Decimal::from(worth.net.minor)).round_dp(4)
    };
    Ok(vec![NewEntry {
        unit: Some(UnitRef::Is(unit.id)),
        kind,
        label: unit.name.clone(),
        tax_class: unit.tax_class.clone(),
        rate,
        amount: worth.negated().map_err(fault)?,
    }])
}

/// An amount off (or, for less than nothing, onto) the whole bill, with tax in proportion to what is owed now.
pub(super) fn reduction(work: &mut Work<'_>, order: OrderId, amount: Money, label: &str) -> Result<Vec<NewEntry>, Trouble> {
    if amount.is_zero() {
        return Ok(Vec::new());
    }
    let owed = bill::total(amount.currency, &bill::of(work, BillOf::Order(order))?)?;
    let part = part_of(owed, amount).and_then(Taxed::negated).map_err(fault)?;
    let kind = if amount.is_positive() { EntryKind::Reduction } else { EntryKind::Credit };
    Ok(vec![NewEntry { amount: part, ..plain(kind, label, amount) }])
}
