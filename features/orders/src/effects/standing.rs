//! What stands under a brand, a legal entity or a tax class, and keeps what was said when it was made.

use crate::brand::{BrandId, LegalEntityId};
use db::{Trouble, Tx, sql};

/// What a brand has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BrandEffect {
    /// They keep their numbers.
    pub orders: i64,
    /// They keep their issuer and their look.
    pub papers: i64,
}

pub fn brand(tx: &mut Tx<'_>, id: BrandId) -> Result<BrandEffect, Trouble> {
    Ok(BrandEffect {
        orders: sql("SELECT COUNT(*) FROM sales_order WHERE brand_id = $1").with(id).only(tx, "count")?,
        papers: sql(
            "SELECT COUNT(*) FROM paper p LEFT JOIN sales_order o ON o.id = p.order_id LEFT JOIN charge c ON c.id = p.charge_id
              WHERE o.brand_id = $1 OR c.brand_id = $1",
        )
        .with(id)
        .only(tx, "count")?,
    })
}

/// What a legal entity has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntityEffect {
    /// They say for ever what was so on their day.
    pub papers: i64,
    /// The brands that issue by it.
    pub brands: Vec<String>,
}

pub fn entity(tx: &mut Tx<'_>, id: LegalEntityId) -> Result<EntityEffect, Trouble> {
    Ok(EntityEffect {
        papers: sql("SELECT COUNT(*) FROM paper WHERE legal_entity_id = $1").with(id).only(tx, "count")?,
        brands: sql("SELECT name FROM brand WHERE legal_entity_id = $1 ORDER BY name, id").with(id).all(tx)?,
    })
}

/// What is of a tax class.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ClassUse {
    pub variants: i64,
    pub plans: i64,
    /// Rates above nothing: with them the class cannot be said to be taxed at nothing.
    pub rates: i64,
}

pub fn class_use(tx: &mut Tx<'_>, class: &str) -> Result<ClassUse, Trouble> {
    let count = |tx: &mut Tx<'_>, statement: &'static str| sql(statement).with(class).only(tx, "count");
    Ok(ClassUse {
        variants: count(tx, "SELECT COUNT(*) FROM variant WHERE tax_class = $1 AND archived_at IS NULL")?,
        plans: count(tx, "SELECT COUNT(*) FROM plan WHERE tax_class = $1 AND archived_at IS NULL")?,
        rates: count(tx, "SELECT COUNT(*) FROM tax_rate WHERE tax_class = $1 AND rate <> '0'")?,
    })
}
