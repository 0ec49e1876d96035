//! What a way of shipping costs: by brand, country and currency. Nobody who asks for an order names the price.

use crate::Event;
use crate::brand::BrandId;
use crate::stored::one_line;
use db::{Trouble, Tx, Work, sql};
use kit::{Currency, Money};

/// Sets what a way of shipping costs in a country from now on.
pub fn set_rate(work: &mut Work<'_>, brand: BrandId, method: &str, country: &str, price: Money) -> Result<(), Trouble> {
    sql("INSERT INTO shipping_rate (brand_id, method, country, currency, minor) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (brand_id, method, country, currency) DO UPDATE SET minor = $5")
    .with(brand)
    .with(one_line(method, 60))
    .with(country)
    .with(price.currency)
    .with(price.minor)
    .run(work)?;
    work.record(&Event::ShippingRateSet { brand: brand.0, method: method.into(), country: country.into() })
}

/// Ships that way there no more. Orders placed keep it.
pub fn withdraw(work: &mut Work<'_>, brand: BrandId, method: &str, country: &str, currency: Currency) -> Result<(), Trouble> {
    crate::may_manage(work)?;
    let gone = sql("DELETE FROM shipping_rate WHERE brand_id = $1 AND method = $2 AND country = $3 AND currency = $4")
        .with(brand)
        .with(method)
        .with(country)
        .with(currency)
        .run(work)?;
    if gone > 0 {
        work.record(&Event::Withdrawn { what: "shipping_rate".into(), name: format!("{method} {country}") })
    } else {
        Ok(())
    }
}

/// What it costs, if we ship that way there in that currency.
pub fn rate_of(tx: &mut Tx<'_>, brand: BrandId, method: &str, country: &str, currency: Currency) -> Result<Option<Money>, Trouble> {
    let minor: Option<i64> = sql("SELECT minor FROM shipping_rate WHERE brand_id = $1 AND method = $2 AND country = $3 AND currency = $4")
        .with(brand)
        .with(method)
        .with(country)
        .with(currency)
        .one(tx)?;
    Ok(minor.map(|minor| Money::new(minor, currency)))
}

/// The ways we ship to a country, the cheapest first.
pub fn methods(tx: &mut Tx<'_>, brand: BrandId, country: &str, currency: Currency) -> Result<Vec<(String, i64)>, Trouble> {
    sql("SELECT method, minor FROM shipping_rate WHERE brand_id = $1 AND country = $2 AND currency = $3 ORDER BY minor, method")
        .with(brand)
        .with(country)
        .with(currency)
        .all(tx)
}
