//! What pieces cost: price by currency, discount shared over them, tax by country and class, worked out once a rate.

use super::parts::{MOST_PIECES, Wanted};
use super::{NewUnit, Place, Stop, deny};
use crate::bill::{EntryKind, NewEntry, UnitRef};
use crate::exact::{fault, less, sum};
use crate::product::{by_sku, price_of};
use crate::tax::{Taxed, rate_of, split, split_together};
use crate::{shipping, stock};
use db::Tx;
use kit::Money;
use rust_decimal::Decimal;

/// The tax class of shipping and of fees.
pub(super) const STANDARD: &str = "standard";

/// Pieces with the entries that bill them.
#[derive(Debug, Clone, Default)]
pub(super) struct Priced {
    pub units: Vec<NewUnit>,
    pub entries: Vec<NewEntry>,
}

/// The pieces wanted, each with its price. Denied if one is not sold, has no price in the currency, or is not there.
pub(super) fn pieces(tx: &mut Tx<'_>, at: &Place, wanted: &[Wanted]) -> Result<Vec<NewUnit>, Stop> {
    let mut units = Vec::new();
    let count: i64 = wanted.iter().map(|line| line.count.clamp(0, MOST_PIECES + 1)).sum();
    if wanted.is_empty() || wanted.iter().any(|line| line.count < 1) {
        return deny("nothing_chosen");
    }
    if count > MOST_PIECES {
        return deny("too_many_pieces");
    }
    for line in wanted {
        let Some(variant) = by_sku(tx, &line.sku)? else { return deny("unknown_sku") };
        if !variant.is_on_sale() {
            return deny("not_on_sale");
        }
        let Some(price) = price_of(tx, variant.id, at.currency)? else { return deny("no_price") };
        let taken = units.iter().filter(|unit: &&NewUnit| unit.variant == variant.id).count() as i64;
        if stock::level(tx, variant.id)?.is_some_and(|level| level < line.count + taken) {
            return deny("not_in_stock");
        }
        let unit = NewUnit {
            variant: variant.id,
            product: variant.product,
            sku: variant.sku.clone(),
            name: variant.name()?,
            options: variant.options()?,
            category: variant.category.clone(),
            tax_class: variant.tax_class.clone(),
            price,
        };
        units.extend(std::iter::repeat_n(unit, line.count as usize));
    }
    Ok(units)
}

/// A way of shipping and what it costs.
#[derive(Debug, Clone)]
pub(super) struct Shipping {
    pub method: String,
    pub price: Money,
}

/// Bills these pieces, with a discount shared over them by price, and their shipping: one sum of tax for each class.
pub(super) fn billed(
    tx: &mut Tx<'_>,
    at: &Place,
    inclusive: bool,
    units: Vec<NewUnit>,
    discount: Money,
    shipping: Option<Shipping>,
) -> Result<Priced, Stop> {
    let prices: Vec<Money> = units.iter().map(|unit| unit.price).collect();
    let off = shares(discount, &prices)?;
    let shipping = shipping.filter(|shipping| shipping.price.is_positive());
    let mut classes: Vec<&str> = units.iter().map(|unit| unit.tax_class.as_str()).chain(shipping.iter().map(|_| STANDARD)).collect();
    classes.sort_unstable();
    classes.dedup();
    let (mut entries, mut carried) = (Vec::new(), None);
    for class in classes {
        let rate = rate_of(tx, &at.country, class, tx.now())?;
        let places: Vec<usize> = (0..units.len()).filter(|place| units[*place].tax_class == class).collect();
        let mut amounts = Vec::new();
        for place in &places {
            amounts.push(less(prices[*place], off[*place])?);
        }
        let with_it = shipping.as_ref().filter(|_| class == STANDARD);
        amounts.extend(with_it.map(|shipping| shipping.price));
        let mut together = split_together(&amounts, rate, inclusive).map_err(fault)?;
        if let Some(shipping) = with_it {
            carried = together.pop().map(|amount| carriage(&shipping.method, rate, amount));
        }
        for (place, whole) in places.into_iter().zip(together) {
            entries.push((place, unit_entries(&units[place], place, rate, whole, off[place], inclusive)?));
        }
    }
    entries.sort_by_key(|(place, _)| *place);
    let entries = entries.into_iter().flat_map(|(_, entries)| entries).chain(carried).collect();
    Ok(Priced { units, entries })
}

fn carriage(method: &str, rate: Decimal, amount: Taxed) -> NewEntry {
    NewEntry {
        unit: None,
        kind: EntryKind::Shipping,
        label: method.into(),
        tax_class: STANDARD.into(),
        rate,
        amount,
    }
}

/// The entry of a piece at its full price, and that of its discount; together they are what the piece costs.
fn unit_entries(unit: &NewUnit, place: usize, rate: Decimal, whole: Taxed, off: Money, inclusive: bool) -> Result<Vec<NewEntry>, Stop> {
    let discount = split(off, rate, inclusive).map_err(fault)?;
    let entry = |kind, amount| NewEntry {
        unit: Some(UnitRef::New(place)),
        kind,
        label: unit.name.clone(),
        tax_class: unit.tax_class.clone(),
        rate,
        amount,
    };
    let mut entries = vec![entry(EntryKind::Unit, whole.plus(discount).map_err(fault)?)];
    if off.is_positive() {
        entries.push(entry(EntryKind::Discount, discount.negated().map_err(fault)?));
    }
    Ok(entries)
}

/// Shares an amount by what each costs; nothing costs nothing.
pub(super) fn shares(amount: Money, by: &[Money]) -> Result<Vec<Money>, Stop> {
    let weights: Vec<u64> = by.iter().map(|price| price.minor.unsigned_abs()).collect();
    if amount.is_zero() || weights.iter().all(|weight| *weight == 0) {
        return Ok(vec![amount.currency.zero(); by.len()]);
    }
    Ok(amount.shared_by(&weights).map_err(fault)?)
}

/// What shipping costs that way.
pub(super) fn shipping_by(tx: &mut Tx<'_>, at: &Place, method: &str) -> Result<Shipping, Stop> {
    match shipping::rate_of(tx, at.brand.id, method, &at.country, at.currency)? {
        Some(price) => Ok(Shipping { method: method.into(), price }),
        None => deny("no_such_shipping"),
    }
}

/// The same as an entry of its own; `None` if it is free.
pub(super) fn shipping_entry(tx: &mut Tx<'_>, at: &Place, inclusive: bool, method: &str) -> Result<Option<NewEntry>, Stop> {
    let by = shipping_by(tx, at, method)?;
    if by.price.is_zero() {
        return Ok(None);
    }
    let rate = rate_of(tx, &at.country, STANDARD, tx.now())?;
    Ok(Some(carriage(method, rate, split(by.price, rate, inclusive).map_err(fault)?)))
}

/// What entries add up to, with tax.
pub(super) fn gross(at: &Place, entries: &[NewEntry]) -> Result<Money, Stop> {
    Ok(sum(at.currency, entries.iter().map(|entry| entry.amount.gross))?)
}
