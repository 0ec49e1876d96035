//! Rates of tax and shipping, vouchers, plans, and why a class is taxed at nothing.

use super::{MANAGE, SHOP, key, parts};
use crate::brand::BrandId;
use crate::plans::{self, PlanId};
use crate::tax_class::{self, TaxCategory};
use crate::voucher::{self, VoucherId};
use crate::{shipping, tax};
use agents::changes::{Setting, read, written};
use db::{Trouble, Tx, Work};
use kit::{Currency, Moment, Money};
use policy::Words;
use serde::{Deserialize, Serialize};

/// The rates of one class in one country, with the moments they count from.
#[derive(Debug, Clone, Copy)]
pub struct TaxRateSetting;

impl TaxRateSetting {
    pub fn thing(country: &str, class: &str) -> String {
        format!("{country} {class}")
    }
}

impl Setting for TaxRateSetting {
    fn kind(&self) -> &'static str {
        "tax_rate"
    }

    fn needs(&self) -> &'static str {
        MANAGE
    }

    fn href(&self, _: &str) -> String {
        SHOP.to_owned()
    }

    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble> {
        let [country, class] = parts(thing)?;
        Ok((thing.to_owned(), written(&tax::rates(tx, country, class)?)?))
    }

    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        let [country, class] = parts(thing)?;
        let rates: Vec<(Moment, String)> = read(stood)?;
        tax::put_rates(work, country, class, &rates)
    }
}

/// What a way of shipping costs in a country.
#[derive(Debug, Clone, Copy)]
pub struct ShippingRateSetting;

impl ShippingRateSetting {
    pub fn thing(brand: BrandId, country: &str, currency: Currency, method: &str) -> String {
        format!("{brand} {country} {} {method}", currency.code())
    }
}

/// Brand, country, currency and way.
fn route(thing: &str) -> Result<(BrandId, &str, Currency, &str), Trouble> {
    let [brand, country, currency, method] = parts(thing)?;
    let currency = Currency::parse(currency).map_err(|_| Trouble::NotFound("change"))?;
    Ok((BrandId(key(brand)?), country, currency, method))
}

impl Setting for ShippingRateSetting {
    fn kind(&self) -> &'static str {
        "shipping_rate"
    }

    fn needs(&self) -> &'static str {
        MANAGE
    }

    fn href(&self, _: &str) -> String {
        SHOP.to_owned()
    }

    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble> {
        let (brand, country, currency, method) = route(thing)?;
        let price = shipping::rate_of(tx, brand, method, country, currency)?;
        Ok((format!("{method}, {country}"), written(&price.map(|price| price.minor))?))
    }

    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        let (brand, country, currency, method) = route(thing)?;
        match read::<Option<i64>>(stood)? {
            Some(minor) => shipping::set_rate(work, brand, method, country, Money::new(minor, currency)),
            None => shipping::withdraw(work, brand, method, country, currency),
        }
    }
}

/// A voucher: put back, it goes. One that was used keeps what it took off.
#[derive(Debug, Clone, Copy)]
pub struct VoucherSetting;

impl Setting for VoucherSetting {
    fn kind(&self) -> &'static str {
        "voucher"
    }

    fn needs(&self) -> &'static str {
        MANAGE
    }

    fn href(&self, _: &str) -> String {
        SHOP.to_owned()
    }

    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble> {
        let found = voucher::known(tx, VoucherId(key(thing)?))?;
        let name = found.as_ref().map_or_else(String::new, |voucher| voucher.code.clone());
        Ok((name, written(&found.map(|voucher| voucher.code))?))
    }

    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        let id = VoucherId(key(thing)?);
        match read::<Option<String>>(stood)? {
            Some(_) => Err(Trouble::NotFound("voucher")),
            None => voucher::withdraw(work, id),
        }
    }
}

/// A plan with its prices; put back where there was none, it is taken off the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct PlanSetting;

impl Setting for PlanSetting {
    fn kind(&self) -> &'static str {
        "plan"
    }

    fn needs(&self) -> &'static str {
        MANAGE
    }

    fn href(&self, _: &str) -> String {
        SHOP.to_owned()
    }

    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble> {
        let plan = plans::find(tx, PlanId(key(thing)?))?;
        if plan.archived_at.is_some() {
            return Ok((plan.name, "null".to_owned()));
        }
        let prices = plans::prices(tx, plan.id)?;
        Ok((plan.name, written(&Some(prices))?))
    }

    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        let id = PlanId(key(thing)?);
        match read::<Option<Vec<Money>>>(stood)? {
            Some(prices) => prices.into_iter().try_for_each(|price| plans::set_price(work, id, price)),
            None => plans::withdraw(work, id),
        }
    }
}

/// Why a class is taxed at nothing, if somebody said so.
#[derive(Debug, Clone, Copy)]
pub struct TaxClassSetting;

#[derive(Serialize, Deserialize)]
struct StoodClass {
    category: TaxCategory,
    reason: Option<Words>,
}

impl Setting for TaxClassSetting {
    fn kind(&self) -> &'static str {
        "tax_class"
    }

    fn needs(&self) -> &'static str {
        MANAGE
    }

    fn href(&self, _: &str) -> String {
        SHOP.to_owned()
    }

    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble> {
        let found = tax_class::find(tx, thing)?;
        let stands = match found {
            Some(class) => Some(StoodClass { category: class.category, reason: class.words()? }),
            None => None,
        };
        Ok((thing.to_owned(), written(&stands)?))
    }

    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        match read::<Option<StoodClass>>(stood)? {
            Some(class) => tax_class::describe(work, thing, class.category, class.reason.as_ref()),
            None => tax_class::forget(work, thing),
        }
    }
}
