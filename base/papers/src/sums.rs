//! The tax breakdown and the totals of a paper, worked out as EN 16931 does: lines are settled first, then summed by
//! category and rate, and the tax of each sum is settled once.

use crate::{Adjustment, Line, Particulars, Tax, words};
use kit::{Money, MoneyFault, Rounding, money};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// By category, then rate.
    pub taxes: Vec<TaxLine>,
    pub totals: Totals,
}

/// One line of the tax breakdown (BG-23).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxLine {
    pub tax: Tax,
    pub taxable: Money,
    pub amount: Money,
    /// Why nothing is charged, for the categories that must say so.
    pub reason: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// All lines (BT-106).
    pub lines: Money,
    /// All discounts on the whole paper (BT-107).
    pub discounts: Money,
    /// All charges on the whole paper, shipping among them (BT-108).
    pub charges: Money,
    /// Without tax (BT-109).
    pub net: Money,
    /// BT-110.
    pub tax: Money,
    /// With tax (BT-112).
    pub gross: Money,
    /// BT-113.
    pub paid: Money,
    /// Added to the amount due so that it can be paid, as with cash without small coins (BT-114).
    pub rounding: Money,
    /// BT-115. Below nothing if more was paid than owed.
    pub due: Money,
}

impl Sums {
    /// Works out the sums of lines and adjustments as they stand.
    pub fn of(paper: &Particulars, paid: Money) -> Result<Self, MoneyFault> {
        let taxes = breakdown(paper)?;
        let (lines, discounts, charges) = gathered(paper)?;
        let net = lines.minus(discounts)?.plus(charges)?;
        let tax = money::total(paper.currency, taxes.iter().map(|line| line.amount))?;
        let gross = net.plus(tax)?;
        let (rounding, due) = (paper.currency.zero(), gross.minus(paid)?);
        Ok(Self {
            taxes,
            totals: Totals { lines, discounts, charges, net, tax, gross, paid, rounding, due },
        })
    }
}

/// Lines, discounts and charges, each added up.
pub(crate) fn gathered(paper: &Particulars) -> Result<(Money, Money, Money), MoneyFault> {
    let (taken, added): (Vec<&Adjustment>, Vec<&Adjustment>) = paper.adjustments.iter().partition(|each| each.is_discount());
    let sum = |adjustments: Vec<&Adjustment>| money::total(paper.currency, adjustments.into_iter().map(Adjustment::amount));
    let lines = money::total(paper.currency, paper.lines.iter().map(|line| line.net))?;
    Ok((lines, sum(taken)?, sum(added)?))
}

/// What is taxed how: everything of one category and rate together.
pub(crate) fn taxable(paper: &Particulars) -> Result<BTreeMap<Tax, Money>, MoneyFault> {
    let lines = paper.lines.iter().map(|Line { tax, net, .. }| Ok((*tax, *net)));
    let adjustments = paper.adjustments.iter().map(|adjustment| Ok((adjustment.tax(), adjustment.signed()?)));
    let mut sums = BTreeMap::new();
    for part in lines.chain(adjustments) {
        let (tax, amount) = part?;
        let tax = Tax { rate: tax.rate.normalize(), ..tax };
        let sum = sums.entry(tax).or_insert(paper.currency.zero());
        *sum = sum.plus(amount)?;
    }
    Ok(sums)
}

fn breakdown(paper: &Particulars) -> Result<Vec<TaxLine>, MoneyFault> {
    let line = |(tax, taxable): (Tax, Money)| {
        let amount = tax_on(taxable, tax)?;
        Ok(TaxLine { tax, taxable, amount, reason: reason(paper, tax) })
    };
    taxable(paper)?.into_iter().map(line).collect()
}

/// A rate of a sum, settled once (BR-CO-17).
pub(crate) fn tax_on(taxable: Money, tax: Tax) -> Result<Money, MoneyFault> {
    let rate = tax.rate.checked_div(Decimal::ONE_HUNDRED).ok_or(MoneyFault::TooLarge)?;
    taxable.rate(rate, Rounding::HalfUp)
}

fn reason(paper: &Particulars, tax: Tax) -> Option<String> {
    match tax.category.reason_key() {
        Some(key) => Some(words::say(paper.language, key, &[])),
        None if tax.category == crate::Category::Exempt => paper.exempt_because.clone(),
        None => None,
    }
}
