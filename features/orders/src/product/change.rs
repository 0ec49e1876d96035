//! What of a product or a variant can change once it is on the shelf: how it is called and filed, how it is taxed, whether its
//! stock is counted, whether it is still sold at all. Orders placed keep what was agreed.

use super::{ProductId, VariantId, find, variant_of};
use crate::stored::one_line;
use crate::{Event, may_manage};
use db::{ToValue, Trouble, Work, sql};

/// What changes; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct ProductChange {
    pub name: Option<String>,
    pub description: Option<String>,
    pub category: Option<String>,
    /// Off the shelf with all its variants, or back on it.
    pub is_archived: Option<bool>,
}

/// The same of a variant.
#[derive(Debug, Clone, Default)]
pub struct VariantChange {
    pub tax_class: Option<String>,
    pub tracks_stock: Option<bool>,
    pub is_archived: Option<bool>,
}

/// Changes a product. What it was already, is not recorded.
pub fn change(work: &mut Work<'_>, id: ProductId, change: &ProductChange) -> Result<(), Trouble> {
    may_manage(work)?;
    find(work, id)?;
    if let Some(name) = &change.name {
        let name = needed(name, 200)?;
        set(work, id, "name", "UPDATE product SET name = $2 WHERE id = $1 AND name <> $2", name)?;
    }
    if let Some(description) = &change.description {
        let statement = "UPDATE product SET description = $2 WHERE id = $1 AND description <> $2";
        set(work, id, "description", statement, description.trim().to_owned())?;
    }
    if let Some(category) = &change.category {
        let statement = "UPDATE product SET category = $2 WHERE id = $1 AND category <> $2";
        set(work, id, "category", statement, one_line(category, 40))?;
    }
    match change.is_archived {
        Some(true) => {
            let now = work.now;
            set(work, id, "archive", "UPDATE product SET archived_at = $2 WHERE id = $1 AND archived_at IS NULL", now)
        }
        Some(false) => {
            let nothing: Option<kit::Moment> = None;
            set(work, id, "archive", "UPDATE product SET archived_at = $2 WHERE id = $1 AND archived_at IS NOT NULL", nothing)
        }
        None => Ok(()),
    }
}

fn set(work: &mut Work<'_>, id: ProductId, what: &str, statement: &'static str, value: impl ToValue) -> Result<(), Trouble> {
    let changed = sql(statement).with(id).with(value).run(work)?;
    if changed == 0 {
        return Ok(());
    }
    work.record(&Event::ProductChanged { product: id.0, what: what.into() })
}

/// Changes a variant. Stock that begins to be counted begins with what its ledger says, which is nothing if it has none.
pub fn change_variant(work: &mut Work<'_>, id: VariantId, change: &VariantChange) -> Result<(), Trouble> {
    may_manage(work)?;
    variant_of(work, id)?;
    if let Some(class) = &change.tax_class {
        let class = needed(class, 40)?;
        set_variant(work, id, "tax class", "UPDATE variant SET tax_class = $2 WHERE id = $1 AND tax_class <> $2", class)?;
    }
    if let Some(tracks) = change.tracks_stock {
        let statement = "UPDATE variant SET tracks_stock = $2 WHERE id = $1 AND tracks_stock <> $2";
        set_variant(work, id, "stock", statement, tracks)?;
    }
    match change.is_archived {
        Some(true) => {
            let now = work.now;
            set_variant(work, id, "archive", "UPDATE variant SET archived_at = $2 WHERE id = $1 AND archived_at IS NULL", now)
        }
        Some(false) => {
            let nothing: Option<kit::Moment> = None;
            set_variant(work, id, "archive", "UPDATE variant SET archived_at = $2 WHERE id = $1 AND archived_at IS NOT NULL", nothing)
        }
        None => Ok(()),
    }
}

fn set_variant(work: &mut Work<'_>, id: VariantId, what: &str, statement: &'static str, value: impl ToValue) -> Result<(), Trouble> {
    let changed = sql(statement).with(id).with(value).run(work)?;
    if changed == 0 {
        return Ok(());
    }
    let product = variant_of(work, id)?.product;
    work.record(&Event::VariantChanged { product: product.0, variant: id.0, what: what.into() })
}

fn needed(typed: &str, most: usize) -> Result<String, Trouble> {
    let line = one_line(typed, most);
    if line.is_empty() { Err(Trouble::refused("orders-name-missing")) } else { Ok(line) }
}
