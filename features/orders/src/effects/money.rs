//! What a rate of tax, a price of shipping, a voucher or the price of a plan would mean, by an example basket.

use super::Basket;
use crate::brand::{self, Brand};
use crate::exact::fault;
use crate::plans::{self, SubscriptionPlan};
use crate::shipping;
use crate::tax::{Taxed, rate_of, split};
use crate::voucher::Worth;
use db::{Trouble, Tx, sql};
use kit::{Money, Rounding};
use rust_decimal::Decimal;

/// A rate of tax, before and after.
#[derive(Debug, Clone)]
pub struct TaxEffect {
    /// What is charged now; `None` where nothing is said, so that nothing of the class is sold there.
    pub now: Option<Decimal>,
    pub basket: Basket,
    pub before: Option<Taxed>,
    pub after: Option<Taxed>,
    /// Open orders there with goods of the class: they keep what they were billed.
    pub open_orders: i64,
    /// Running subscriptions of the class: their next bill has the new rate.
    pub subscriptions: i64,
}

/// The rate is tried on goods of the class in the first brand of that country, or in the first of all.
pub fn tax(tx: &mut Tx<'_>, country: &str, class: &str, rate: Decimal) -> Result<Option<TaxEffect>, Trouble> {
    let Some(brand) = at_home_in(tx, country)? else { return Ok(None) };
    let basket = Basket::of(tx, brand, country, Some(class))?;
    let now = match rate_of(tx, country, class, tx.now()) {
        Ok(rate) => Some(rate),
        Err(Trouble::Refused(_)) => None,
        Err(other) => return Err(other),
    };
    let open_orders = sql("SELECT COUNT(DISTINCT o.id) FROM sales_order o JOIN order_unit u ON u.order_id = o.id
          WHERE o.status IN ('placed', 'partly_shipped') AND o.country = $1 AND u.tax_class = $2 AND u.state <> 'cancelled'")
    .with(country)
    .with(class)
    .only(tx, "count")?;
    let subscriptions = sql(
        "SELECT COUNT(*) FROM subscription s JOIN brand b ON b.id = s.brand_id JOIN legal_entity e ON e.id = b.legal_entity_id
          WHERE s.ended_at IS NULL AND s.tax_class = $2 AND e.country = $1",
    )
    .with(country)
    .with(class)
    .only(tx, "count")?;
    Ok(Some(TaxEffect {
        now,
        before: basket.priced(tx, None)?,
        after: basket.priced(tx, Some((class, rate)))?,
        basket,
        open_orders,
        subscriptions,
    }))
}

fn at_home_in(tx: &mut Tx<'_>, country: &str) -> Result<Option<Brand>, Trouble> {
    let all = brand::all(tx)?;
    for one in &all {
        if brand::entity(tx, one.legal_entity)?.country == country {
            return Ok(Some(one.clone()));
        }
    }
    Ok(all.into_iter().next())
}

/// A price of shipping, before and after.
#[derive(Debug, Clone)]
pub struct ShippingEffect {
    /// `None`: we do not ship that way there.
    pub now: Option<Money>,
    pub basket: Basket,
    pub before: Option<Taxed>,
    pub after: Option<Taxed>,
    /// Open orders that go this way: they keep what they were billed.
    pub open_orders: i64,
}

pub fn shipping(tx: &mut Tx<'_>, brand: Brand, method: &str, country: &str, price: Money) -> Result<ShippingEffect, Trouble> {
    let (id, currency) = (brand.id, brand.currency);
    let now = shipping::rate_of(tx, id, method, country, currency)?;
    let mut basket = Basket::of(tx, brand, country, None)?;
    basket.shipping = now.map(|now| (method.to_owned(), now));
    let before = if now.is_some() { basket.priced(tx, None)? } else { None };
    basket.shipping = Some((method.to_owned(), price));
    let open_orders = sql("SELECT COUNT(*) FROM sales_order
          WHERE status IN ('placed', 'partly_shipped') AND brand_id = $1 AND shipping_method = $2 AND country = $3 AND currency = $4")
    .with(id)
    .with(method)
    .with(country)
    .with(currency)
    .only(tx, "count")?;
    Ok(ShippingEffect { now, before, after: basket.priced(tx, None)?, basket, open_orders })
}

/// A voucher on the example basket.
#[derive(Debug, Clone)]
pub struct VoucherEffect {
    pub basket: Basket,
    pub off: Money,
    pub before: Option<Taxed>,
    pub after: Option<Taxed>,
}

/// In the first brand that sells in its currency; a part takes off in any.
pub fn voucher(tx: &mut Tx<'_>, worth: Worth) -> Result<Option<VoucherEffect>, Trouble> {
    let fits = |brand: &Brand| match worth {
        Worth::Part(_) => true,
        Worth::Amount(amount) => amount.currency == brand.currency,
    };
    let Some(brand) = brand::all(tx)?.into_iter().find(fits) else { return Ok(None) };
    let country = brand::entity(tx, brand.legal_entity)?.country;
    let mut basket = Basket::of(tx, brand, &country, None)?;
    let (before, goods) = (basket.priced(tx, None)?, basket.goods_total()?);
    let off = match worth {
        Worth::Part(part) => goods.rate(part, Rounding::HalfUp).map_err(fault)?,
        Worth::Amount(amount) => amount,
    };
    let off = off.least(goods).map_err(fault)?;
    let full = basket.goods.clone();
    let weights: Vec<u64> = full.iter().map(|(_, price, _)| price.minor.unsigned_abs()).collect();
    if off.is_positive() {
        for ((_, price, _), share) in basket.goods.iter_mut().zip(off.shared_by(&weights).map_err(fault)?) {
            *price = price.minus(share).map_err(fault)?;
        }
    }
    let after = basket.priced(tx, None)?;
    basket.goods = full;
    Ok(Some(VoucherEffect { basket, off, before, after }))
}

/// The price of a plan, before and after.
#[derive(Debug, Clone)]
pub struct PlanEffect {
    pub now: Option<Money>,
    pub price: Money,
    /// One period as a new customer would be billed; `None` where its class has no rate.
    pub billed: Option<Taxed>,
    /// Subscriptions that run by it and keep what was agreed.
    pub running: i64,
}

pub fn plan(tx: &mut Tx<'_>, brand: &Brand, known: Option<&SubscriptionPlan>, class: &str, price: Money) -> Result<PlanEffect, Trouble> {
    let country = brand::entity(tx, brand.legal_entity)?.country;
    let billed = match rate_of(tx, &country, class, tx.now()) {
        Ok(rate) => Some(split(price, rate, brand.prices_include_tax).map_err(fault)?),
        Err(Trouble::Refused(_)) => None,
        Err(other) => return Err(other),
    };
    let now = match known {
        Some(plan) => plans::price_of(tx, plan.id, brand.currency)?,
        None => None,
    };
    let running = sql("SELECT COUNT(*) FROM subscription WHERE plan_id = $1 AND ended_at IS NULL")
        .with(known.map_or(0, |plan| plan.id.0))
        .only(tx, "count")?;
    Ok(PlanEffect { now, price, billed, running })
}
