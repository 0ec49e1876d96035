//! The arithmetic of quantities: what is included, tiers, begun stretches. Each gives steps that are not settled yet.

use crate::bill::What;
use crate::{Charge, Price, RateTrouble, Tier};
use rust_decimal::Decimal;

/// A step before it is settled in money.
pub(crate) struct Raw {
    pub what: What,
    pub quantity: Decimal,
    pub price: Decimal,
}

/// The steps of one charge for a quantity that is not negative.
pub(crate) fn steps(charge: &Charge, quantity: Decimal) -> Result<Vec<Raw>, RateTrouble> {
    let free = charge.included.unwrap_or_default().min(quantity);
    let charged = quantity - free;
    let mut steps = Vec::new();
    if !free.is_zero() {
        steps.push(Raw { what: What::Included, quantity: free, price: Decimal::ZERO });
    }
    match &charge.price {
        Price::Fixed(price) => steps.push(Raw { what: What::Fixed, quantity: charged, price: *price }),
        Price::PerUnit(price) => steps.push(Raw { what: What::PerUnit, quantity: charged, price: *price }),
        Price::Graduated(tiers) => steps.extend(graduated(tiers, charged)),
        Price::Volume(tiers) => steps.extend(volume(tiers, charged)),
        Price::Duration { minutes, price, at_least } => steps.push(duration(charge, charged, *minutes, *price, *at_least)?),
    }
    // A charge of which nothing is left to pay says what was included, and no “0 × …” beside it.
    let keeps_zero = steps.len() == 1;
    steps.retain(|step| keeps_zero || !step.quantity.is_zero());
    Ok(steps)
}

fn graduated(tiers: &[Tier], quantity: Decimal) -> Vec<Raw> {
    let mut steps = Vec::new();
    let mut above = Decimal::ZERO;
    for tier in tiers {
        let end = tier.up_to.unwrap_or(quantity).min(quantity);
        if end > above || (steps.is_empty() && quantity.is_zero()) {
            let what = What::Tier { above, up_to: tier.up_to.map(|up_to| up_to.to_string()) };
            steps.push(Raw { what, quantity: end - above, price: tier.price });
        }
        above = above.max(end);
    }
    steps
}

/// The first tier that reaches the quantity prices all of it.
fn volume(tiers: &[Tier], quantity: Decimal) -> Option<Raw> {
    let tier = tiers.iter().find(|tier| tier.up_to.is_none_or(|up_to| quantity <= up_to))?;
    Some(Raw { what: What::Volume, quantity, price: tier.price })
}

fn duration(charge: &Charge, charged: Decimal, stretch: i64, price: Decimal, at_least: Option<i64>) -> Result<Raw, RateTrouble> {
    use rust_decimal::prelude::ToPrimitive as _;
    if !charged.fract().is_zero() {
        return Err(RateTrouble::NotWhole(charge.name.clone()));
    }
    let minutes = charged.to_i64().ok_or(RateTrouble::TooLarge)?;
    let counted = if minutes == 0 { 0 } else { minutes.max(at_least.unwrap_or(0)) };
    let begun = counted / stretch + i64::from(counted % stretch > 0);
    Ok(Raw { what: What::Duration { minutes, stretch }, quantity: Decimal::from(begun), price })
}
