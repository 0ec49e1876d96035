//! Tax: rates by country and class, and how an amount splits into net and tax. Tax is worked out once on the sum of a
//! rate, as EN 16931 wants it, and shared out over the lines so that they add up to it exactly.

use crate::Event;
use crate::exact::fault;
use crate::tax_class;
use db::{Trouble, Tx, Work, sql};
use kit::{Moment, Money, MoneyFault, Rounding};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::str::FromStr as _;

/// An amount taken apart. `net + tax = gross`, always.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taxed {
    pub net: Money,
    pub tax: Money,
    pub gross: Money,
}

impl Taxed {
    /// What is left when `other` is taken off.
    pub fn minus(self, other: Self) -> Result<Self, MoneyFault> {
        Ok(Self {
            net: self.net.minus(other.net)?,
            tax: self.tax.minus(other.tax)?,
            gross: self.gross.minus(other.gross)?,
        })
    }

    pub fn plus(self, other: Self) -> Result<Self, MoneyFault> {
        Ok(Self {
            net: self.net.plus(other.net)?,
            tax: self.tax.plus(other.tax)?,
            gross: self.gross.plus(other.gross)?,
        })
    }

    pub fn negated(self) -> Result<Self, MoneyFault> {
        Ok(Self { net: self.net.negated()?, tax: self.tax.negated()?, gross: self.gross.negated()? })
    }
}

/// Splits one amount: with `inclusive` it holds the tax already, else the tax comes on top.
pub fn split(amount: Money, rate: Decimal, inclusive: bool) -> Result<Taxed, MoneyFault> {
    if inclusive {
        let inside = rate.checked_div(Decimal::ONE + rate).unwrap_or(Decimal::ZERO);
        let tax = amount.rate(inside, Rounding::HalfUp)?;
        Ok(Taxed { net: amount.minus(tax)?, tax, gross: amount })
    } else {
        let tax = amount.rate(rate, Rounding::HalfUp)?;
        Ok(Taxed { net: amount, tax, gross: amount.plus(tax)? })
    }
}

/// Splits several amounts of one rate and one sign: the tax of their sum, shared out by size.
pub fn split_together(amounts: &[Money], rate: Decimal, inclusive: bool) -> Result<Vec<Taxed>, MoneyFault> {
    let Some(first) = amounts.first() else { return Ok(Vec::new()) };
    let whole = split(kit::money::total(first.currency, amounts.iter().copied())?, rate, inclusive)?;
    let weights: Vec<u64> = amounts.iter().map(|amount| amount.minor.unsigned_abs()).collect();
    let shares = if weights.iter().all(|weight| *weight == 0) {
        vec![first.currency.zero(); amounts.len()]
    } else {
        whole.tax.shared_by(&weights)?
    };
    let one = |(amount, tax): (&Money, Money)| {
        if inclusive {
            Ok(Taxed { net: amount.minus(tax)?, tax, gross: *amount })
        } else {
            Ok(Taxed { net: *amount, tax, gross: amount.plus(tax)? })
        }
    };
    amounts.iter().zip(shares).map(one).collect()
}

/// A part of an amount that was taken apart before, by its gross: the tax goes along in proportion.
pub fn part_of(whole: Taxed, gross: Money) -> Result<Taxed, MoneyFault> {
    if whole.gross.is_zero() {
        return Ok(Taxed { net: gross, tax: gross.currency.zero(), gross });
    }
    let ratio = Decimal::from(whole.tax.minor) / Decimal::from(whole.gross.minor);
    let tax = gross.rate(ratio, Rounding::HalfUp)?;
    Ok(Taxed { net: gross.minus(tax)?, tax, gross })
}

/// As [`part_of`], by its net.
pub fn part_of_net(whole: Taxed, net: Money) -> Result<Taxed, MoneyFault> {
    if whole.net.is_zero() {
        return Ok(Taxed { net, tax: net.currency.zero(), gross: net });
    }
    let tax = net.rate(Decimal::from(whole.tax.minor) / Decimal::from(whole.net.minor), Rounding::HalfUp)?;
    Ok(Taxed { net, tax, gross: net.plus(tax)? })
}

/// The rate of a class in a country at a moment. A country without rates for it is refused, never taken as free of tax,
/// unless the class itself says why nothing is charged.
pub fn rate_of(tx: &mut Tx<'_>, country: &str, class: &str, at: Moment) -> Result<Decimal, Trouble> {
    let text: Option<String> = sql("SELECT rate FROM tax_rate WHERE country = $1 AND tax_class = $2 AND valid_from <= $3
          ORDER BY valid_from DESC LIMIT 1")
    .with(country)
    .with(class)
    .with(at)
    .one(tx)?;
    match text {
        Some(text) => parse_rate(&text),
        None if tax_class::find(tx, class)?.is_some() => Ok(Decimal::ZERO),
        None => Err(Trouble::refused("orders-no-tax-rate").with("country", country).with("class", class)),
    }
}

/// Reads a stored rate.
pub(crate) fn parse_rate(text: &str) -> Result<Decimal, Trouble> {
    Decimal::from_str(text).map_err(|e| Trouble::Shape(format!("tax rate “{text}”: {e}")))
}

/// Rates in JSON are texts such as `0.19`: a JSON number would be a floating one somewhere on its way.
pub(crate) mod rate_text {
    use rust_decimal::Decimal;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};
    use std::str::FromStr as _;

    pub(crate) fn serialize<S: Serializer>(rate: &Decimal, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&rate.normalize())
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
        Decimal::from_str(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}

/// Sets a rate (0.19 for 19 %) from a moment on; what was billed before keeps its own.
pub fn set_rate(work: &mut Work<'_>, country: &str, class: &str, rate: Decimal, valid_from: Moment) -> Result<(), Trouble> {
    if rate.is_sign_negative() || rate >= Decimal::ONE {
        return Err(Trouble::refused("orders-tax-rate-out-of-range"));
    }
    if !rate.is_zero() && tax_class::find(work, class)?.is_some() {
        return Err(Trouble::refused("orders-tax-class-has-rates").with("class", class));
    }
    sql("INSERT INTO tax_rate (country, tax_class, rate, valid_from) VALUES ($1, $2, $3, $4)
         ON CONFLICT (country, tax_class, valid_from) DO UPDATE SET rate = $3")
    .with(country)
    .with(class)
    .with(rate.normalize().to_string())
    .with(valid_from)
    .run(work)?;
    work.record(&Event::TaxRateSet { country: country.into(), class: class.into() })
}

/// What was said about a class in a country: each rate with the moment it counts from.
pub fn rates(tx: &mut Tx<'_>, country: &str, class: &str) -> Result<Vec<(Moment, String)>, Trouble> {
    sql("SELECT valid_from, rate FROM tax_rate WHERE country = $1 AND tax_class = $2 ORDER BY valid_from")
        .with(country)
        .with(class)
        .all(tx)
}

/// Makes exactly these what was said. What was billed meanwhile keeps its own rate.
pub(crate) fn put_rates(work: &mut Work<'_>, country: &str, class: &str, wanted: &[(Moment, String)]) -> Result<(), Trouble> {
    crate::may_manage(work)?;
    let now = rates(work, country, class)?;
    if now == wanted {
        return Ok(());
    }
    if !wanted.iter().all(|(_, rate)| rate == "0") && tax_class::find(work, class)?.is_some() {
        return Err(Trouble::refused("orders-tax-class-has-rates").with("class", class));
    }
    for (from, _) in now.iter().filter(|one| !wanted.contains(one)) {
        sql("DELETE FROM tax_rate WHERE country = $1 AND tax_class = $2 AND valid_from = $3")
            .with(country)
            .with(class)
            .with(*from)
            .run(work)?;
    }
    for (from, rate) in wanted.iter().filter(|one| !now.contains(one)) {
        parse_rate(rate)?;
        sql("INSERT INTO tax_rate (country, tax_class, rate, valid_from) VALUES ($1, $2, $3, $4)")
            .with(country)
            .with(class)
            .with(rate)
            .with(*from)
            .run(work)?;
    }
    if wanted.is_empty() {
        return work.record(&Event::Withdrawn { what: "tax_rate".into(), name: format!("{country} {class}") });
    }
    work.record(&Event::TaxRateSet { country: country.into(), class: class.into() })
}

/// Like [`split`], inside a unit of work.
pub(crate) fn taken_apart(amount: Money, rate: Decimal, inclusive: bool) -> Result<Taxed, Trouble> {
    split(amount, rate, inclusive).map_err(fault)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::Currency;
    use proptest::prelude::*;

    #[test]
    fn tax_is_settled_by_the_rules_of_the_currency() {
        for (minor, code, rate, inclusive, tax) in [
            (11_900, "EUR", 19, true, 1_900),
            (10_000, "EUR", 19, false, 1_900),
            (999, "USD", 21, true, 173),
            (1_000, "JPY", 10, true, 91),
            (105, "JPY", 10, false, 11),
            (1_234, "KWD", 5, false, 62),
            (0, "EUR", 19, true, 0),
            (-11_900, "EUR", 19, true, -1_900),
        ] {
            let amount = Money::new(minor, Currency::parse(code).expect(code));
            let taxed = split(amount, Decimal::new(rate, 2), inclusive).expect("small");
            assert_eq!(taxed.tax.minor, tax, "{minor} {code} {rate} % {inclusive}");
            assert_eq!(taxed.net.plus(taxed.tax), Ok(taxed.gross));
        }
    }

    proptest! {
        #[test]
        fn shares_of_the_tax_add_up_to_the_tax_of_the_sum(
            minors in proptest::collection::vec(0_i64..1_000_000, 1..12),
            rate in 0_i64..30,
            inclusive in any::<bool>(),
            code in prop::sample::select(vec!["JPY", "USD", "KWD"]),
        ) {
            let currency = Currency::parse(code).expect("a currency");
            let amounts: Vec<Money> = minors.iter().map(|minor| Money::new(*minor, currency)).collect();
            let rate = Decimal::new(rate, 2);
            let parts = split_together(&amounts, rate, inclusive).expect("small");
            let whole = split(kit::money::total(currency, amounts).expect("small"), rate, inclusive).expect("small");
            let sum = |of: fn(&Taxed) -> Money| kit::money::total(currency, parts.iter().map(of)).expect("small");
            prop_assert_eq!((sum(|t| t.net), sum(|t| t.tax), sum(|t| t.gross)), (whole.net, whole.tax, whole.gross));
            for part in &parts {
                prop_assert_eq!(part.net.plus(part.tax), Ok(part.gross));
            }
        }
    }
}
