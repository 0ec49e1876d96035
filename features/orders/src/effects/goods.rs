//! What changing goods would mean: a price or a tax class by one piece of it, and where what is taken off sale still stands.

use crate::brand;
use crate::exact::fault;
use crate::product::{self, ProductId, Variant, VariantId};
use crate::tax::{Taxed, rate_of, split};
use db::{Trouble, Tx, sql};
use kit::{Currency, Money};

/// Where a piece of goods stands now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stands {
    /// Orders with a piece of it that has not left: they keep it.
    pub open_orders: i64,
    /// Requests that wait for somebody's yes and name it: they will be denied.
    pub waiting: i64,
    /// Rules that suggest it, or look for it.
    pub rules: i64,
}

/// Where a product stands with all its variants.
pub fn stands_product(tx: &mut Tx<'_>, id: ProductId) -> Result<Stands, Trouble> {
    let skus: Vec<String> = product::variants(tx, id)?.into_iter().map(|variant| variant.sku).collect();
    Ok(Stands {
        open_orders: sql("SELECT COUNT(DISTINCT order_id) FROM order_unit WHERE product_id = $1 AND state = 'ordered'")
            .with(id)
            .only(tx, "count")?,
        waiting: waiting(tx, &skus)?,
        rules: sql("SELECT COUNT(*) FROM suggestion_rule WHERE removed_at IS NULL AND (product_id = $1 OR has_product_id = $1)")
            .with(id)
            .only(tx, "count")?,
    })
}

/// Where one variant stands. A rule that suggests whichever is there stands on its product.
pub fn stands_variant(tx: &mut Tx<'_>, id: VariantId) -> Result<Stands, Trouble> {
    let variant = product::variant_of(tx, id)?;
    Ok(Stands {
        open_orders: sql("SELECT COUNT(DISTINCT order_id) FROM order_unit WHERE product_id = $1 AND variant_id = $2 AND state = 'ordered'")
            .with(variant.product)
            .with(id)
            .only(tx, "count")?,
        waiting: waiting(tx, &[variant.sku])?,
        rules: sql("SELECT COUNT(*) FROM suggestion_rule WHERE removed_at IS NULL AND variant_id = $1")
            .with(id)
            .only(tx, "count")?,
    })
}

/// So many requests that wait name one of these.
fn waiting(tx: &mut Tx<'_>, skus: &[String]) -> Result<i64, Trouble> {
    let named: Vec<String> = skus
        .iter()
        .filter_map(|sku| serde_json::to_string(sku).ok())
        .map(|sku| format!("\"sku\":{sku}"))
        .collect();
    let requests: Vec<String> = sql("SELECT request FROM approval WHERE state = 'waiting' ORDER BY id").all(tx)?;
    Ok(requests.iter().filter(|request| named.iter().any(|sku| request.contains(sku.as_str()))).count() as i64)
}

/// A price, before and after, by one piece.
#[derive(Debug, Clone)]
pub struct PriceEffect {
    pub now: Option<Money>,
    pub price: Money,
    pub before: Option<Taxed>,
    pub after: Option<Taxed>,
    pub stands: Stands,
}

pub fn price(tx: &mut Tx<'_>, id: VariantId, price: Money) -> Result<PriceEffect, Trouble> {
    let variant = product::variant_of(tx, id)?;
    let now = product::price_of(tx, id, price.currency)?;
    let before = match now {
        Some(now) => sold_at(tx, &variant.tax_class, now)?,
        None => None,
    };
    Ok(PriceEffect {
        now,
        price,
        before,
        after: sold_at(tx, &variant.tax_class, price)?,
        stands: stands_variant(tx, id)?,
    })
}

/// A tax class, before and after, by one piece at its price.
#[derive(Debug, Clone)]
pub struct ClassEffect {
    pub variant: Variant,
    /// `None`: it has no price yet.
    pub price: Option<Money>,
    pub before: Option<Taxed>,
    pub after: Option<Taxed>,
    pub stands: Stands,
}

pub fn class(tx: &mut Tx<'_>, id: VariantId, class: &str) -> Result<ClassEffect, Trouble> {
    let variant = product::variant_of(tx, id)?;
    let price = product::prices(tx, id)?.into_iter().next();
    let (before, after) = match price {
        Some(price) => (sold_at(tx, &variant.tax_class, price)?, sold_at(tx, class, price)?),
        None => (None, None),
    };
    Ok(ClassEffect { variant, price, before, after, stands: stands_variant(tx, id)? })
}

/// At home in the first brand that sells in this currency; `None` where the class has no rate there.
fn sold_at(tx: &mut Tx<'_>, class: &str, price: Money) -> Result<Option<Taxed>, Trouble> {
    let Some((country, inclusive)) = home_of(tx, price.currency)? else { return Ok(None) };
    match rate_of(tx, &country, class, tx.now()) {
        Ok(rate) => Ok(Some(split(price, rate, inclusive).map_err(fault)?)),
        Err(Trouble::Refused(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

fn home_of(tx: &mut Tx<'_>, currency: Currency) -> Result<Option<(String, bool)>, Trouble> {
    let Some(brand) = brand::all(tx)?.into_iter().find(|brand| brand.currency == currency) else {
        return Ok(None);
    };
    Ok(Some((brand::entity(tx, brand.legal_entity)?.country, brand.prices_include_tax)))
}

/// So many rules look for this category of goods.
pub fn category(tx: &mut Tx<'_>, word: &str) -> Result<i64, Trouble> {
    sql("SELECT COUNT(*) FROM suggestion_rule WHERE removed_at IS NULL AND has = 'category' AND word = $1")
        .with(word)
        .only(tx, "count")
}
