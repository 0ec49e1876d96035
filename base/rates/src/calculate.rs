//! The calculator: charges, then minimum and maximum, then surcharges, then tax.

use crate::bill::{Bill, Step, TaxLine, What};
use crate::tiers::{self, Raw};
use crate::{Charge, Extra, RateCard, RateTrouble, Surcharge, Tax, Usage};
use document::{Words, nearest};
use kit::{Money, money::total};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Works out what the use costs. Each step is settled once, by the card's rounding; tax is worked out on the sum of each
/// class, as EN 16931 does.
pub fn calculate(card: &RateCard, usage: &Usage) -> Result<Bill, RateTrouble> {
    known(card, usage)?;
    let mut steps = Vec::new();
    for charge in &card.charges {
        if let Some(quantity) = quantity(charge, usage)? {
            for raw in tiers::steps(charge, quantity)? {
                steps.push(settled(card, charge, raw)?);
            }
        }
    }
    steps.extend(limited(card, &steps)?);
    let charges = sum(card, &steps)?;
    for surcharge in &card.surcharges {
        if surcharge.when.as_ref().map_or(Ok(true), |when| when.is_so(usage))? {
            steps.push(surcharged(card, surcharge, charges)?);
        }
    }
    taxed(card, steps)
}

/// Refuses names the card does not have: a misspelt quantity would be a service for nothing.
fn known(card: &RateCard, usage: &Usage) -> Result<(), RateTrouble> {
    let charges = || card.charges.iter().map(|charge| charge.name.as_str());
    if let Some(name) = usage.quantities.keys().find(|name| !charges().any(|known| known == *name)) {
        let nearest = nearest(name, charges()).unwrap_or_default().to_owned();
        return Err(RateTrouble::NoCharge { name: name.clone(), nearest });
    }
    let flags = card.flags();
    if let Some(name) = usage.flags.iter().find(|name| !flags.contains(&name.as_str())) {
        let nearest = nearest(name, flags).unwrap_or_default().to_owned();
        return Err(RateTrouble::NoFlag { name: name.clone(), nearest });
    }
    Ok(())
}

/// How much is charged for; none if the charge is optional and was not used.
fn quantity(charge: &Charge, usage: &Usage) -> Result<Option<Decimal>, RateTrouble> {
    let fixed = matches!(charge.price, crate::Price::Fixed(_));
    match usage.quantities.get(&charge.name) {
        Some(quantity) if quantity.is_sign_negative() && !quantity.is_zero() => Err(RateTrouble::Negative(charge.name.clone())),
        Some(quantity) => Ok(Some(*quantity)),
        None if charge.optional => Ok(None),
        None if fixed => Ok(Some(Decimal::ONE)),
        None => Err(RateTrouble::NotGiven(charge.name.clone())),
    }
}

fn settled(card: &RateCard, charge: &Charge, raw: Raw) -> Result<Step, RateTrouble> {
    let exact = raw.quantity.checked_mul(raw.price).ok_or(RateTrouble::TooLarge)?;
    Ok(Step {
        of: charge.name.clone(),
        title: charge.title.clone(),
        what: raw.what,
        quantity: raw.quantity,
        price: raw.price,
        amount: Money::of_decimal(exact, card.currency, card.rounding)?,
        tax_class: class(card, charge.tax_class.as_ref()),
    })
}

/// The steps to the minimum or the maximum, shared over the tax classes as the charges are.
fn limited(card: &RateCard, steps: &[Step]) -> Result<Vec<Step>, RateTrouble> {
    let charges = sum(card, steps)?;
    let (what, limit) = match (card.minimum, card.maximum) {
        (Some(minimum), _) if charges.minor < minimum.minor => (What::Minimum { minimum }, minimum),
        (_, Some(maximum)) if charges.minor > maximum.minor => (What::Maximum { maximum }, maximum),
        _ => return Ok(vec![]),
    };
    let mut by_class: BTreeMap<Option<String>, u64> = BTreeMap::new();
    for step in steps {
        *by_class.entry(step.tax_class.clone()).or_default() += step.amount.minor.unsigned_abs();
    }
    if by_class.values().all(|amount| *amount == 0) {
        by_class = BTreeMap::from([(card.tax_class.clone(), 1)]);
    }
    let weights: Vec<u64> = by_class.values().copied().collect();
    let shares = limit.minus(charges)?.shared_by(&weights)?;
    let step = |(amount, tax_class): (Money, Option<String>)| Step {
        of: card.name.clone(),
        title: card.title.clone(),
        what: what.clone(),
        quantity: Decimal::ONE,
        price: amount.decimal(),
        amount,
        tax_class,
    };
    let shared = shares.into_iter().zip(by_class.into_keys());
    Ok(shared.filter(|(amount, _)| !amount.is_zero()).map(step).collect())
}

fn surcharged(card: &RateCard, surcharge: &Surcharge, charges: Money) -> Result<Step, RateTrouble> {
    let (what, quantity, price, exact) = match &surcharge.extra {
        Extra::Fixed(amount) => (What::FixedSurcharge, Decimal::ONE, *amount, Some(*amount)),
        Extra::Percent(percent) => {
            let exact = charges.decimal().checked_mul(*percent).map(|whole| whole / Decimal::ONE_HUNDRED);
            (What::Percent, *percent, charges.decimal(), exact)
        }
    };
    Ok(Step {
        of: surcharge.name.clone(),
        title: surcharge.title.clone(),
        what,
        quantity,
        price,
        amount: Money::of_decimal(exact.ok_or(RateTrouble::TooLarge)?, card.currency, card.rounding)?,
        tax_class: class(card, surcharge.tax_class.as_ref()),
    })
}

fn taxed(card: &RateCard, steps: Vec<Step>) -> Result<Bill, RateTrouble> {
    let charged = sum(card, &steps)?;
    let Some(tax) = &card.tax else {
        return Ok(Bill { steps, taxes: vec![], net: charged, tax: card.currency.zero(), total: charged });
    };
    let mut by_class: BTreeMap<&str, Money> = BTreeMap::new();
    for step in &steps {
        let class = step.tax_class.as_deref().unwrap_or_default();
        let so_far = by_class.entry(class).or_insert(card.currency.zero());
        *so_far = so_far.plus(step.amount)?;
    }
    let taxes: Vec<TaxLine> = by_class.into_iter().map(|(class, sum)| tax_line(card, tax, class, sum)).collect::<Result<_, _>>()?;
    let net = total(card.currency, taxes.iter().map(|line| line.net))?;
    let sum_of_tax = total(card.currency, taxes.iter().map(|line| line.tax))?;
    Ok(Bill { steps, taxes, net, tax: sum_of_tax, total: net.plus(sum_of_tax)? })
}

/// Tax on top of a net sum, or the part of it in a gross sum: what is left of it without tax, settled once.
fn tax_line(card: &RateCard, tax: &Tax, class: &str, sum: Money) -> Result<TaxLine, RateTrouble> {
    let rate = tax.classes.get(class).copied().unwrap_or_default();
    let (net, of_it) = if tax.inclusive {
        let net = sum.decimal().checked_div(Decimal::ONE + rate).ok_or(RateTrouble::TooLarge)?;
        let net = Money::of_decimal(net, card.currency, card.rounding)?;
        (net, sum.minus(net)?)
    } else {
        (sum, sum.rate(rate, card.rounding)?)
    };
    Ok(TaxLine { class: class.to_owned(), rate, net, tax: of_it })
}

fn sum(card: &RateCard, steps: &[Step]) -> Result<Money, RateTrouble> {
    Ok(total(card.currency, steps.iter().map(|step| step.amount))?)
}

fn class(card: &RateCard, own: Option<&String>) -> Option<String> {
    own.or(card.tax_class.as_ref()).cloned()
}

impl Bill {
    /// The steps in one language, one line each.
    pub fn said(&self, locale: kit::Locale) -> Vec<String> {
        self.steps.iter().map(|step| step.said(locale)).collect()
    }

    /// The total as words.
    pub fn total_words(&self) -> Words {
        Words::each(|locale| document::say::money(self.total, locale))
    }
}
