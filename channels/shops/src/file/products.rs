//! Products of a file, a row for each variant: `code`, `name`, `sku`, `options` (`colour=red; size=1 l`), `price`, `currency`,
//! `tax_class`, `category`, `description`, `available`.

use super::{Cells, Columns, Fault};
use crate::books::Taken;
use crate::links::{self, Kind};
use crate::shop::Shop;
use db::{Trouble, Work};
use kit::{Currency, Money};
use orders::product::{self, NewProduct, NewVariant, OptionSpec, Options, ProductId, Variant};

pub(super) const COLUMNS: Columns = Columns {
    known: &["code", "name", "sku", "options", "price", "currency", "tax_class", "category", "description", "available"],
    keys: &["sku"],
};

pub(super) fn take(work: &mut Work<'_>, shop: &Shop, group: &[Cells]) -> Result<Result<Taken, Fault>, Trouble> {
    let Some(row) = group.first() else { return Ok(Ok(Taken::Same)) };
    for (column, remedy) in [
        ("code", "Enter a code for the product"),
        ("name", "Enter a name for the product"),
        ("sku", "Enter the SKU of the variant"),
    ] {
        if row.text(column).is_empty() {
            return Ok(Err(row.fault(column, remedy)));
        }
    }
    let price = match price(row) {
        Ok(price) => price,
        Err(fault) => return Ok(Err(fault)),
    };
    let Some(options) = options(row.text("options")) else {
        return Ok(Err(row.fault("options", "Write options as name=value, with a semicolon between two")));
    };
    if let Some(known) = product::by_sku(work, row.text("sku"))? {
        return follow(work, row, &known, price).map(Ok);
    }
    let product = product_of(work, shop, row, &options)?;
    let known = product::variants(work, product)?;
    if known.first().is_some_and(|one| one.options().is_ok_and(|own| !own.keys().eq(options.keys()))) {
        return Ok(Err(row.fault("options", "Every variant of a product chooses the same options")));
    }
    if known.iter().any(|one| one.options().is_ok_and(|own| own == options)) {
        return Ok(Err(
            row.fault("options", "Another variant of this product has these options already. Correct the options or the SKU")
        ));
    }
    orders::told::offers(work, product, &options)?;
    let new = NewVariant {
        sku: row.text("sku").to_owned(),
        options,
        tax_class: Some(row.text("tax_class")).filter(|class| !class.is_empty()).unwrap_or("standard").to_owned(),
        tracks_stock: false,
        prices: price.into_iter().collect(),
    };
    let id = product::add_variant(work, product, &new)?;
    if row.text("available") == "no" {
        product::set_available(work, id, false)?;
    }
    Ok(Ok(Taken::New))
}

fn follow(work: &mut Work<'_>, row: &Cells, known: &Variant, price: Option<Money>) -> Result<Taken, Trouble> {
    let mut taken = Taken::Same;
    if let Some(price) = price
        && product::price_of(work, known.id, price.currency)? != Some(price)
    {
        product::set_price(work, known.id, price)?;
        taken = Taken::Changed;
    }
    let wanted = match row.text("available") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    if let Some(available) = wanted.filter(|available| *available != known.is_available) {
        product::set_available(work, known.id, available)?;
        taken = Taken::Changed;
    }
    Ok(taken)
}

fn price(row: &Cells) -> Result<Option<Money>, Fault> {
    if row.text("price").is_empty() {
        return Ok(None);
    }
    let currency = Currency::parse(row.text("currency")).map_err(|e| row.fault("currency", &e.to_string()))?;
    let price = Money::parse(row.text("price"), currency).map_err(|e| row.fault("price", &e.to_string()))?;
    if price.is_negative() {
        Err(row.fault("price", "A price is never below nothing"))
    } else {
        Ok(Some(price))
    }
}

fn options(text: &str) -> Option<Options> {
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| part.split_once('=').map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())))
        .collect()
}

fn product_of(work: &mut Work<'_>, shop: &Shop, row: &Cells, options: &Options) -> Result<ProductId, Trouble> {
    let code = row.text("code");
    if let Some(link) = links::find(work, shop.id, Kind::Product, code)? {
        return Ok(ProductId(link.ours));
    }
    let known = product::all(work)?.into_iter().find(|product| product.code == code).map(|product| product.id);
    let id = match known {
        Some(id) => id,
        None => {
            let specs = options.iter().map(|(name, value)| OptionSpec { name: name.clone(), values: vec![value.clone()] });
            let new = NewProduct {
                code: code.to_owned(),
                name: row.text("name").to_owned(),
                description: row.text("description").to_owned(),
                category: row.text("category").to_owned(),
                options: specs.collect(),
            };
            product::add(work, &new)?
        }
    };
    links::put(work, shop.id, Kind::Product, code, id.0)?;
    Ok(id)
}
