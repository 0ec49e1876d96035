//! Products and variants: found by link, then by SKU, else added. Their stock is counted in the shop, not here.

use super::{Taken, fingerprint, newer};
use crate::links::{self, Kind, Link};
use crate::shop::Shop;
use crate::theirs::TheirProduct;
use db::{Trouble, Work};
use kit::Money;
use orders::product::{self, NewProduct, NewVariant, OptionSpec, Options, ProductId, Variant, VariantId};

/// The tax class of what we did not class ourselves; the shop brings its own rates.
const TAX_CLASS: &str = "standard";

/// A variant as it is asked for, by a product or by a line of an order.
pub(super) struct Wanted<'a> {
    pub product: &'a str,
    pub product_name: &'a str,
    pub variant: &'a str,
    pub sku: &'a str,
    pub options: &'a Options,
    pub price: Option<Money>,
}

pub(super) fn product(work: &mut Work<'_>, shop: &Shop, told: &TheirProduct) -> Result<Taken, Trouble> {
    let known = links::find(work, shop.id, Kind::Product, &told.id)?;
    let print = fingerprint(told);
    let Some(taken) = newer(known.as_ref().filter(|link| link.version > 0), told.version, &print) else {
        return Ok(Taken::Same);
    };
    let mut ours = known.map_or(0, |link| link.ours);
    for variant in &told.variants {
        let wanted = Wanted {
            product: &told.id,
            product_name: &told.name,
            variant: &variant.id,
            sku: &variant.sku,
            options: &variant.options,
            price: variant.price,
        };
        let found = self::variant(work, shop, &wanted)?;
        if let Some(price) = variant.price {
            product::set_price(work, found.id, price)?;
        }
        product::set_available(work, found.id, variant.is_available)?;
        ours = found.product.0;
    }
    let link = Link { ours, version: told.version.0, fingerprint: print };
    links::put_version(work, shop.id, Kind::Product, &told.id, &link)?;
    Ok(taken)
}

/// The variant of ours that stands for theirs.
pub(super) fn variant(work: &mut Work<'_>, shop: &Shop, wanted: &Wanted<'_>) -> Result<Variant, Trouble> {
    let sku = if wanted.sku.trim().is_empty() {
        format!("SHOP{}-{}", shop.id, tail(if wanted.variant.is_empty() { wanted.product_name } else { wanted.variant }))
    } else {
        wanted.sku.trim().chars().take(60).collect()
    };
    let key = if wanted.variant.is_empty() { format!("sku:{sku}") } else { wanted.variant.to_owned() };
    if let Some(link) = links::find(work, shop.id, Kind::Variant, &key)? {
        return product::variant_of(work, VariantId(link.ours));
    }
    let found = match product::by_sku(work, &sku)? {
        Some(found) => found,
        None => add(work, shop, wanted, &sku)?,
    };
    links::put(work, shop.id, Kind::Variant, &key, found.id.0)?;
    Ok(found)
}

fn add(work: &mut Work<'_>, shop: &Shop, wanted: &Wanted<'_>, sku: &str) -> Result<Variant, Trouble> {
    let product = product_for(work, shop, wanted)?;
    if let Some(twin) = product::variants(work, product)?
        .into_iter()
        .find(|one| one.options().is_ok_and(|o| o == *wanted.options))
    {
        return Ok(twin);
    }
    orders::told::offers(work, product, wanted.options)?;
    let new = NewVariant {
        sku: sku.to_owned(),
        options: wanted.options.clone(),
        tax_class: TAX_CLASS.into(),
        tracks_stock: false,
        prices: wanted.price.into_iter().collect(),
    };
    let id = product::add_variant(work, product, &new)?;
    product::variant_of(work, id)
}

fn product_for(work: &mut Work<'_>, shop: &Shop, wanted: &Wanted<'_>) -> Result<ProductId, Trouble> {
    let key = if wanted.product.is_empty() {
        format!("name:{}", wanted.product_name)
    } else {
        wanted.product.to_owned()
    };
    if let Some(link) = links::find(work, shop.id, Kind::Product, &key)? {
        let product = ProductId(link.ours);
        let fits = |one: &Variant| one.options().is_ok_and(|o| o.keys().eq(wanted.options.keys()));
        // Another set of options is another product here: one product has one schema.
        if product::variants(work, product)?.first().is_none_or(fits) {
            return Ok(product);
        }
    }
    let names: Vec<&str> = wanted.options.keys().map(String::as_str).collect();
    let new = NewProduct {
        code: format!("shop{}-{}-{}", shop.id, tail(&key), fingerprint(&names)),
        name: wanted.product_name.to_owned(),
        options: wanted
            .options
            .iter()
            .map(|(name, value)| OptionSpec { name: name.clone(), values: vec![value.clone()] })
            .collect(),
        ..NewProduct::default()
    };
    let id = product::add(work, &new)?;
    // Version 0: a line of an order named it, the product itself was not told yet.
    links::put(work, shop.id, Kind::Product, &key, id.0)?;
    Ok(id)
}

/// The end of one of their ids, which tells one from another: the number behind the last slash.
fn tail(id: &str) -> String {
    let end = id.rsplit('/').next().unwrap_or(id);
    end.chars().filter(char::is_ascii_alphanumeric).take(30).collect()
}
