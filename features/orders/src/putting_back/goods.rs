//! Products and variants: their words, how they are taxed and counted, what they cost, whether they are sold.

use super::{MANAGE, key, parts};
use crate::product::{self, ProductChange, ProductId, VariantChange, VariantId};
use agents::changes::{Setting, read, written};
use db::{Trouble, Tx, Work};
use kit::Money;
use serde::{Deserialize, Serialize};

/// A product.
#[derive(Debug, Clone, Copy)]
pub struct ProductSetting;

#[derive(Serialize, Deserialize)]
struct StoodProduct {
    name: String,
    description: String,
    category: String,
    is_archived: bool,
}

impl Setting for ProductSetting {
    fn kind(&self) -> &'static str {
        "product"
    }

    fn needs(&self) -> &'static str {
        MANAGE
    }

    fn href(&self, thing: &str) -> String {
        format!("/settings/products/{thing}")
    }

    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble> {
        let product = product::find(tx, ProductId(key(thing)?))?;
        let stands = StoodProduct {
            name: product.name.clone(),
            description: product.description,
            category: product.category,
            is_archived: product.archived_at.is_some(),
        };
        Ok((product.name, written(&stands)?))
    }

    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        let stood: StoodProduct = read(stood)?;
        let change = ProductChange {
            name: Some(stood.name),
            description: Some(stood.description),
            category: Some(stood.category),
            is_archived: Some(stood.is_archived),
        };
        product::change(work, ProductId(key(thing)?), &change)
    }
}

/// A variant of a product.
#[derive(Debug, Clone, Copy)]
pub struct VariantSetting;

#[derive(Serialize, Deserialize)]
struct StoodVariant {
    tax_class: String,
    tracks_stock: bool,
    is_available: bool,
    prices: Vec<Money>,
    is_archived: bool,
}

impl VariantSetting {
    pub fn thing(product: ProductId, variant: VariantId) -> String {
        format!("{product} {variant}")
    }
}

impl Setting for VariantSetting {
    fn kind(&self) -> &'static str {
        "variant"
    }

    fn needs(&self) -> &'static str {
        MANAGE
    }

    fn href(&self, thing: &str) -> String {
        let product = thing.split(' ').next().unwrap_or_default();
        format!("/settings/products/{product}")
    }

    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble> {
        let id = variant(thing)?;
        let found = product::variant_of(tx, id)?;
        let stands = StoodVariant {
            tax_class: found.tax_class.clone(),
            tracks_stock: found.tracks_stock,
            is_available: found.is_available,
            prices: product::prices(tx, id)?,
            is_archived: product::is_archived(tx, id)?,
        };
        Ok((found.name()?, written(&stands)?))
    }

    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        let (id, stood): (VariantId, StoodVariant) = (variant(thing)?, read(stood)?);
        let change = VariantChange {
            tax_class: Some(stood.tax_class),
            tracks_stock: Some(stood.tracks_stock),
            is_archived: Some(stood.is_archived),
        };
        product::change_variant(work, id, &change)?;
        product::set_available(work, id, stood.is_available)?;
        for price in product::prices(work, id)? {
            if !stood.prices.iter().any(|stood| stood.currency == price.currency) {
                product::withdraw_price(work, id, price.currency)?;
            }
        }
        stood.prices.into_iter().try_for_each(|price| product::set_price(work, id, price))
    }
}

fn variant(thing: &str) -> Result<VariantId, Trouble> {
    let [_, variant] = parts(thing)?;
    Ok(VariantId(key(variant)?))
}
