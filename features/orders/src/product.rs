//! What we sell: a product with an options schema, its variants (options, SKU, tax class), and what each costs by currency.

mod change;

pub use change::{ProductChange, VariantChange, change, change_variant};

use crate::Event;
use crate::stored::{one_line, read, written};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::{Currency, Moment, Money};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

db::id!(
    /// A product's key.
    ProductId
);
db::id!(
    /// A variant's key.
    VariantId
);

/// One choice a product offers: its name and the values there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionSpec {
    pub name: String,
    pub values: Vec<String>,
}

/// The options of one variant, by name.
pub type Options = BTreeMap<String, String>;

/// A product as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Product {
    pub id: ProductId,
    pub code: String,
    pub name: String,
    pub description: String,
    /// What policies may ask about: `hygiene`, `personalised`, or empty.
    pub category: String,
    options_json: String,
    pub created_at: Moment,
    pub archived_at: Option<Moment>,
}

impl Product {
    pub fn options(&self) -> Result<Vec<OptionSpec>, Trouble> {
        read("product", &self.options_json)
    }
}

/// A variant as stored, with the name of its product.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Variant {
    pub id: VariantId,
    pub product: ProductId,
    pub sku: String,
    options_json: String,
    pub tax_class: String,
    pub tracks_stock: bool,
    pub is_available: bool,
    /// Its own, or its product's: a product takes its variants along.
    pub archived_at: Option<Moment>,
    pub product_name: String,
    pub category: String,
}

impl Variant {
    pub fn options(&self) -> Result<Options, Trouble> {
        read("variant", &self.options_json)
    }

    /// The product's name and what was chosen: “Kettle (red, 1.7 l)”.
    pub fn name(&self) -> Result<String, Trouble> {
        let chosen: Vec<String> = self.options()?.into_values().collect();
        Ok(if chosen.is_empty() {
            self.product_name.clone()
        } else {
            format!("{} ({})", self.product_name, chosen.join(", "))
        })
    }

    /// Whether it may be sold at all; stock is asked with [`crate::stock`].
    pub const fn is_on_sale(&self) -> bool {
        self.is_available && self.archived_at.is_none()
    }
}

/// What a variant is added with.
#[derive(Debug, Clone)]
pub struct NewVariant {
    pub sku: String,
    pub options: Options,
    pub tax_class: String,
    pub tracks_stock: bool,
    pub prices: Vec<Money>,
}

/// What a product is added with.
#[derive(Debug, Clone, Default)]
pub struct NewProduct {
    pub code: String,
    pub name: String,
    pub description: String,
    pub category: String,
    pub options: Vec<OptionSpec>,
}

/// Adds a product. Each option needs a name and at least one value.
pub fn add(work: &mut Work<'_>, new: &NewProduct) -> Result<ProductId, Trouble> {
    if new.options.iter().any(|option| option.name.trim().is_empty() || option.values.is_empty()) {
        return Err(Trouble::refused("orders-option-without-values"));
    }
    let now = work.now;
    let id: ProductId =
        sql("INSERT INTO product (code, name, description, category, options, created_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id")
            .with(one_line(&new.code, 60))
            .with(one_line(&new.name, 200))
            .with(&new.description)
            .with(one_line(&new.category, 40))
            .with(written(&new.options)?)
            .with(now)
            .only(work, "product")?;
    work.record(&Event::ProductAdded { product: id.0 })?;
    Ok(id)
}

/// Adds a variant; its options must be exactly those the product offers.
pub fn add_variant(work: &mut Work<'_>, product: ProductId, new: &NewVariant) -> Result<VariantId, Trouble> {
    let specs = find(work, product)?.options()?;
    if !fits(&specs, &new.options) {
        return Err(Trouble::refused("orders-options-do-not-fit").with("sku", &new.sku));
    }
    let id: VariantId =
        sql("INSERT INTO variant (product_id, sku, options, tax_class, tracks_stock) VALUES ($1, $2, $3, $4, $5) RETURNING id")
            .with(product)
            .with(one_line(&new.sku, 60))
            .with(written(&new.options)?)
            .with(one_line(&new.tax_class, 40))
            .with(new.tracks_stock)
            .only(work, "variant")?;
    for price in &new.prices {
        put_price(work, id, *price)?;
    }
    work.record(&Event::VariantAdded { product: product.0, variant: id.0 })?;
    Ok(id)
}

/// Whether each option is chosen once, from the values there are, and nothing else is.
pub fn fits(specs: &[OptionSpec], chosen: &Options) -> bool {
    specs.len() == chosen.len() && specs.iter().all(|spec| chosen.get(&spec.name).is_some_and(|value| spec.values.contains(value)))
}

/// Sets what it costs in one currency from now on; orders placed keep their price.
pub fn set_price(work: &mut Work<'_>, variant: VariantId, price: Money) -> Result<(), Trouble> {
    if price_of(work, variant, price.currency)? == Some(price) {
        return Ok(());
    }
    put_price(work, variant, price)?;
    let product = variant_of(work, variant)?.product;
    work.record(&Event::VariantChanged { product: product.0, variant: variant.0, what: "price".into() })
}

fn put_price(work: &mut Work<'_>, variant: VariantId, price: Money) -> Result<(), Trouble> {
    if price.is_negative() {
        return Err(Trouble::refused("orders-negative-price"));
    }
    sql("INSERT INTO variant_price (variant_id, currency, minor) VALUES ($1, $2, $3)
         ON CONFLICT (variant_id, currency) DO UPDATE SET minor = $3")
    .with(variant)
    .with(price.currency)
    .with(price.minor)
    .run(work)?;
    Ok(())
}

/// Sells it no more in this currency; orders placed keep their price.
pub fn withdraw_price(work: &mut Work<'_>, variant: VariantId, currency: Currency) -> Result<(), Trouble> {
    let gone = sql("DELETE FROM variant_price WHERE variant_id = $1 AND currency = $2")
        .with(variant)
        .with(currency)
        .run(work)?;
    if gone == 0 {
        return Ok(());
    }
    let product = variant_of(work, variant)?.product;
    work.record(&Event::VariantChanged { product: product.0, variant: variant.0, what: "price".into() })
}

/// Whether the variant itself was taken off the shelf, whatever its product.
pub fn is_archived(tx: &mut Tx<'_>, variant: VariantId) -> Result<bool, Trouble> {
    sql("SELECT archived_at IS NOT NULL FROM variant WHERE id = $1").with(variant).only(tx, "variant")
}

/// Says whether it may be sold.
pub fn set_available(work: &mut Work<'_>, variant: VariantId, is_available: bool) -> Result<(), Trouble> {
    let changed = sql("UPDATE variant SET is_available = $2 WHERE id = $1 AND is_available <> $2")
        .with(variant)
        .with(is_available)
        .run(work)?;
    if changed > 0 {
        let product = variant_of(work, variant)?.product;
        work.record(&Event::VariantChanged { product: product.0, variant: variant.0, what: "availability".into() })?;
    }
    Ok(())
}

/// The product with this key.
pub fn find(tx: &mut Tx<'_>, id: ProductId) -> Result<Product, Trouble> {
    sql("SELECT id, code, name, description, category, options, created_at, archived_at FROM product WHERE id = $1")
        .with(id)
        .only(tx, "product")
}

/// The product with this code.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Option<Product>, Trouble> {
    sql("SELECT id, code, name, description, category, options, created_at, archived_at FROM product WHERE code = $1")
        .with(one_line(code, 60))
        .one(tx)
}

/// Products, the newest first, page by page; only the one with a code, or the one that has a variant, if either is named.
pub fn newest(
    tx: &mut Tx<'_>,
    code: Option<&str>,
    sku: Option<&str>,
    before: Option<ProductId>,
    most: i64,
) -> Result<Vec<Product>, Trouble> {
    let mut narrow = db::Conditions::new();
    narrow.add_with("product.id < $?", before.map_or(i64::MAX, |id| id.0));
    if let Some(code) = code {
        narrow.add_with("product.code = $?", code);
    }
    if let Some(sku) = sku {
        narrow.add_with("product.id IN (SELECT product_id FROM variant WHERE sku = $?)", sku);
    }
    sql("SELECT id, code, name, description, category, options, created_at, archived_at FROM product")
        .narrowed(narrow, &format!("ORDER BY id DESC LIMIT {most}"))
        .all(tx)
}

/// Products on sale, by name.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Product>, Trouble> {
    sql("SELECT id, code, name, description, category, options, created_at, archived_at FROM product WHERE archived_at IS NULL ORDER BY name, id")
        .all(tx)
}

/// Products off the shelf, by name.
pub fn archived(tx: &mut Tx<'_>) -> Result<Vec<Product>, Trouble> {
    sql("SELECT id, code, name, description, category, options, created_at, archived_at
           FROM product WHERE archived_at IS NOT NULL ORDER BY name, id LIMIT 200")
    .all(tx)
}

/// The variant with this key.
pub fn variant_of(tx: &mut Tx<'_>, id: VariantId) -> Result<Variant, Trouble> {
    sql(
        "SELECT v.id, v.product_id, v.sku, v.options, v.tax_class, v.tracks_stock, v.is_available, COALESCE(v.archived_at, p.archived_at), p.name, p.category
           FROM variant v JOIN product p ON p.id = v.product_id WHERE v.id = $1",
    )
    .with(id)
    .only(tx, "variant")
}

/// The variant with this SKU.
pub fn by_sku(tx: &mut Tx<'_>, sku: &str) -> Result<Option<Variant>, Trouble> {
    sql(
        "SELECT v.id, v.product_id, v.sku, v.options, v.tax_class, v.tracks_stock, v.is_available, COALESCE(v.archived_at, p.archived_at), p.name, p.category
           FROM variant v JOIN product p ON p.id = v.product_id WHERE v.sku = $1",
    )
    .with(sku)
    .one(tx)
}

/// A product's variants by SKU.
pub fn variants(tx: &mut Tx<'_>, product: ProductId) -> Result<Vec<Variant>, Trouble> {
    sql(
        "SELECT v.id, v.product_id, v.sku, v.options, v.tax_class, v.tracks_stock, v.is_available, COALESCE(v.archived_at, p.archived_at), p.name, p.category
           FROM variant v JOIN product p ON p.id = v.product_id WHERE v.product_id = $1 ORDER BY v.sku",
    )
    .with(product)
    .all(tx)
}

/// What it costs in this currency, if it is sold in it.
pub fn price_of(tx: &mut Tx<'_>, variant: VariantId, currency: Currency) -> Result<Option<Money>, Trouble> {
    let minor: Option<i64> = sql("SELECT minor FROM variant_price WHERE variant_id = $1 AND currency = $2")
        .with(variant)
        .with(currency)
        .one(tx)?;
    Ok(minor.map(|minor| Money::new(minor, currency)))
}

/// What it costs, in every currency it is sold in.
pub fn prices(tx: &mut Tx<'_>, variant: VariantId) -> Result<Vec<Money>, Trouble> {
    let all: Vec<(Currency, i64)> = sql("SELECT currency, minor FROM variant_price WHERE variant_id = $1 ORDER BY currency")
        .with(variant)
        .all(tx)?;
    Ok(all.into_iter().map(|(currency, minor)| Money::new(minor, currency)).collect())
}

#[cfg(test)]
mod tests {
    use super::{OptionSpec, Options, fits};

    #[test]
    fn a_variant_chooses_each_option_once_from_what_there_is() {
        let specs = [
            OptionSpec { name: "colour".into(), values: vec!["red".into(), "blue".into()] },
            OptionSpec { name: "size".into(), values: vec!["1 l".into()] },
        ];
        let chosen = |pairs: &[(&str, &str)]| -> Options { pairs.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect() };
        for (pairs, good) in [
            (vec![("colour", "red"), ("size", "1 l")], true),
            (vec![("colour", "green"), ("size", "1 l")], false),
            (vec![("colour", "red")], false),
            (vec![("colour", "red"), ("size", "1 l"), ("lid", "yes")], false),
        ] {
            assert_eq!(fits(&specs, &chosen(&pairs)), good, "{pairs:?}");
        }
        assert!(fits(&[], &Options::new()));
    }
}
