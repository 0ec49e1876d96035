//! Who sells: a legal entity, which issues papers under its own numbers, and a brand, the face customers see.

mod change;
mod look;

pub use change::{BrandChange, EntityChange, change, change_entity};
pub use look::{Look, colour_of, set_look};

use crate::Event;
use crate::address::Address;
use crate::stored::{one_line, read, written};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Currency;

db::id!(
    /// A legal entity's key.
    LegalEntityId
);
db::id!(
    /// A brand's key.
    BrandId
);

/// A company in the sense of the law.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct LegalEntity {
    pub id: LegalEntityId,
    /// Stands in the numbers of its papers.
    pub code: String,
    pub name: String,
    pub country: String,
    pub tax_number: String,
    address_json: String,
    /// How to pay an invoice: IBAN and the like, as one line.
    pub bank: String,
}

impl LegalEntity {
    pub fn address(&self) -> Result<Address, Trouble> {
        read("legal_entity", &self.address_json)
    }
}

/// What a legal entity is founded with.
#[derive(Debug, Clone)]
pub struct NewLegalEntity {
    pub code: String,
    pub name: String,
    pub tax_number: String,
    pub address: Address,
    pub bank: String,
}

/// A brand as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Brand {
    pub id: BrandId,
    /// The word policies name it by.
    pub code: String,
    pub name: String,
    pub legal_entity: LegalEntityId,
    /// The currency it sells in unless an order says otherwise.
    pub currency: Currency,
    /// Whether its prices include tax (shops for people) or not (for businesses).
    pub prices_include_tax: bool,
    /// What its order numbers begin with.
    pub order_prefix: String,
    /// Where its days begin: an IANA zone. UTC until somebody says otherwise.
    pub zone: String,
    colour: String,
    footer: String,
    logo: String,
}

impl Brand {
    /// How its papers look.
    pub fn look(&self) -> Look {
        Look {
            colour: self.colour.clone(),
            footer: self.footer.clone(),
            logo: self.logo.clone(),
        }
    }
}

/// What a brand begins with.
#[derive(Debug, Clone)]
pub struct NewBrand {
    pub code: String,
    pub name: String,
    pub legal_entity: LegalEntityId,
    pub currency: Currency,
    pub prices_include_tax: bool,
    pub order_prefix: String,
}

/// Founds a legal entity.
pub fn add_entity(work: &mut Work<'_>, new: &NewLegalEntity) -> Result<LegalEntityId, Trouble> {
    let address = new.address.clone().checked()?;
    let id: LegalEntityId = sql("INSERT INTO legal_entity (code, name, country, tax_number, address, bank)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id")
    .with(one_line(&new.code, 20))
    .with(one_line(&new.name, 200))
    .with(&address.country)
    .with(one_line(&new.tax_number, 40))
    .with(written(&address)?)
    .with(one_line(&new.bank, 200))
    .only(work, "legal entity")?;
    work.record(&Event::EntityAdded { entity: id.0 })?;
    Ok(id)
}

/// Adds a brand.
pub fn add(work: &mut Work<'_>, new: &NewBrand) -> Result<BrandId, Trouble> {
    let id: BrandId = sql("INSERT INTO brand (code, name, legal_entity_id, currency, prices_include_tax, order_prefix)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id")
    .with(one_line(&new.code, 40))
    .with(one_line(&new.name, 200))
    .with(new.legal_entity)
    .with(new.currency)
    .with(new.prices_include_tax)
    .with(one_line(&new.order_prefix, 10))
    .only(work, "brand")?;
    work.record(&Event::BrandAdded { brand: id.0 })?;
    Ok(id)
}

/// Gives the brand a colour: `#rrggbb`.
pub fn set_colour(work: &mut Work<'_>, id: BrandId, colour: &str) -> Result<(), Trouble> {
    let changed = sql("UPDATE brand SET colour = $2 WHERE id = $1 AND colour <> $2").with(id).with(colour).run(work)?;
    if changed > 0 { work.record(&Event::BrandChanged { brand: id.0 }) } else { Ok(()) }
}

/// Its colour, if somebody chose one.
pub fn colour(tx: &mut Tx<'_>, id: BrandId) -> Result<Option<String>, Trouble> {
    let chosen: String = sql("SELECT colour FROM brand WHERE id = $1").with(id).only(tx, "brand")?;
    Ok(Some(chosen).filter(|chosen| !chosen.is_empty()))
}

/// Says in which zone the brand's days begin: deadlines and a day's limits are counted in it.
pub fn set_zone(work: &mut Work<'_>, id: BrandId, zone: &str) -> Result<(), Trouble> {
    crate::may_manage(work)?;
    let zone = zone.trim();
    if jiff::tz::TimeZone::get(zone).is_err() {
        return Err(Trouble::refused("orders-zone-unknown").with("zone", one_line(zone, 60)));
    }
    let changed = sql("UPDATE brand SET zone = $2 WHERE id = $1 AND zone <> $2").with(id).with(zone).run(work)?;
    if changed > 0 { work.record(&Event::BrandChanged { brand: id.0 }) } else { Ok(()) }
}

/// The brand with this key.
pub fn find(tx: &mut Tx<'_>, id: BrandId) -> Result<Brand, Trouble> {
    sql("SELECT id, code, name, legal_entity_id, currency, prices_include_tax, order_prefix, zone, colour, footer, logo FROM brand WHERE id = $1")
        .with(id)
        .only(tx, "brand")
}

/// The brand with this code.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Option<Brand>, Trouble> {
    sql("SELECT id, code, name, legal_entity_id, currency, prices_include_tax, order_prefix, zone, colour, footer, logo FROM brand WHERE code = $1")
        .with(code)
        .one(tx)
}

/// All brands by name.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Brand>, Trouble> {
    sql("SELECT id, code, name, legal_entity_id, currency, prices_include_tax, order_prefix, zone, colour, footer, logo FROM brand ORDER BY name, id").all(tx)
}

/// The legal entity with this key.
pub fn entity(tx: &mut Tx<'_>, id: LegalEntityId) -> Result<LegalEntity, Trouble> {
    sql("SELECT id, code, name, country, tax_number, address, bank FROM legal_entity WHERE id = $1")
        .with(id)
        .only(tx, "legal entity")
}

/// All legal entities by name.
pub fn entities(tx: &mut Tx<'_>) -> Result<Vec<LegalEntity>, Trouble> {
    sql("SELECT id, code, name, country, tax_number, address, bank FROM legal_entity ORDER BY name, id").all(tx)
}
