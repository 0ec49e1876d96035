//! What of a legal entity or a brand can change: a company moves, banks elsewhere, takes another name. Papers issued say for
//! ever what was so on their day; the next one says what is so now. The code of an entity stays: it stands in their numbers.

use super::{BrandId, LegalEntityId, entity, find};
use crate::address::Address;
use crate::stored::{one_line, written};
use crate::{Event, may_manage};
use db::{Trouble, Work, sql};

/// What changes; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct EntityChange {
    pub name: Option<String>,
    pub tax_number: Option<String>,
    pub address: Option<Address>,
    pub bank: Option<String>,
}

/// The same of a brand.
#[derive(Debug, Clone, Default)]
pub struct BrandChange {
    pub name: Option<String>,
    /// Who issues its papers from now on.
    pub legal_entity: Option<LegalEntityId>,
    /// What the numbers of its next orders begin with.
    pub order_prefix: Option<String>,
}

/// Changes a legal entity. Told what it was already, nothing is recorded.
pub fn change_entity(work: &mut Work<'_>, id: LegalEntityId, change: &EntityChange) -> Result<(), Trouble> {
    may_manage(work)?;
    let now = entity(work, id)?;
    let address = match &change.address {
        Some(address) => address.clone().checked()?,
        None => now.address()?,
    };
    let name = change.name.as_deref().map_or_else(|| now.name.clone(), |name| one_line(name, 200));
    if name.is_empty() {
        return Err(Trouble::refused("orders-name-missing"));
    }
    let changed = sql("UPDATE legal_entity SET name = $2, tax_number = $3, country = $4, address = $5, bank = $6
          WHERE id = $1 AND (name <> $2 OR tax_number <> $3 OR country <> $4 OR address <> $5 OR bank <> $6)")
    .with(id)
    .with(name)
    .with(change.tax_number.as_deref().map_or(now.tax_number, |number| one_line(number, 40)))
    .with(&address.country)
    .with(written(&address)?)
    .with(change.bank.as_deref().map_or(now.bank, |bank| one_line(bank, 200)))
    .run(work)?;
    if changed > 0 { work.record(&Event::EntityChanged { entity: id.0 }) } else { Ok(()) }
}

/// Changes a brand. Orders placed keep their numbers.
pub fn change(work: &mut Work<'_>, id: BrandId, change: &BrandChange) -> Result<(), Trouble> {
    may_manage(work)?;
    let now = find(work, id)?;
    let name = change.name.as_deref().map_or_else(|| now.name.clone(), |name| one_line(name, 200));
    if name.is_empty() {
        return Err(Trouble::refused("orders-name-missing"));
    }
    let issuer = change.legal_entity.unwrap_or(now.legal_entity);
    entity(work, issuer)?;
    let changed = sql("UPDATE brand SET name = $2, legal_entity_id = $3, order_prefix = $4
          WHERE id = $1 AND (name <> $2 OR legal_entity_id <> $3 OR order_prefix <> $4)")
    .with(id)
    .with(name)
    .with(issuer)
    .with(change.order_prefix.as_deref().map_or(now.order_prefix, |prefix| one_line(prefix, 10)))
    .run(work)?;
    if changed > 0 { work.record(&Event::BrandChanged { brand: id.0 }) } else { Ok(()) }
}
