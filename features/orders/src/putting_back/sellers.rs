//! Brands and legal entities.

use super::{MANAGE, SHOP, key};
use crate::address::Address;
use crate::brand::{self, BrandChange, BrandId, EntityChange, LegalEntityId};
use agents::changes::{Setting, read, written};
use db::{Trouble, Tx, Work};
use serde::{Deserialize, Serialize};

/// A brand: its name, who issues for it, how its orders are numbered, where its days begin, how its papers look.
#[derive(Debug, Clone, Copy)]
pub struct BrandSetting;

#[derive(Serialize, Deserialize)]
struct StoodBrand {
    name: String,
    legal_entity: LegalEntityId,
    order_prefix: String,
    zone: String,
    colour: String,
    footer: String,
}

impl Setting for BrandSetting {
    fn kind(&self) -> &'static str {
        "brand"
    }

    fn needs(&self) -> &'static str {
        MANAGE
    }

    fn href(&self, _: &str) -> String {
        SHOP.to_owned()
    }

    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble> {
        let brand = brand::find(tx, BrandId(key(thing)?))?;
        let look = brand.look();
        let stands = StoodBrand {
            name: brand.name.clone(),
            legal_entity: brand.legal_entity,
            order_prefix: brand.order_prefix,
            zone: brand.zone,
            colour: look.colour,
            footer: look.footer,
        };
        Ok((brand.name, written(&stands)?))
    }

    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        let (id, stood): (BrandId, StoodBrand) = (BrandId(key(thing)?), read(stood)?);
        let change = BrandChange {
            name: Some(stood.name),
            legal_entity: Some(stood.legal_entity),
            order_prefix: Some(stood.order_prefix),
        };
        brand::change(work, id, &change)?;
        brand::set_zone(work, id, &stood.zone)?;
        let brand = brand::find(work, id)?;
        brand::set_look(work, &brand, &stood.colour, &stood.footer, None)
    }
}

/// A legal entity: what its next papers say of it.
#[derive(Debug, Clone, Copy)]
pub struct EntitySetting;

#[derive(Serialize, Deserialize)]
struct StoodEntity {
    name: String,
    tax_number: String,
    address: Address,
    bank: String,
}

impl Setting for EntitySetting {
    fn kind(&self) -> &'static str {
        "legal_entity"
    }

    fn needs(&self) -> &'static str {
        MANAGE
    }

    fn href(&self, _: &str) -> String {
        SHOP.to_owned()
    }

    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble> {
        let entity = brand::entity(tx, LegalEntityId(key(thing)?))?;
        let address = entity.address()?;
        let stands = StoodEntity {
            name: entity.name.clone(),
            tax_number: entity.tax_number,
            address,
            bank: entity.bank,
        };
        Ok((entity.name, written(&stands)?))
    }

    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        let stood: StoodEntity = read(stood)?;
        let change = EntityChange {
            name: Some(stood.name),
            tax_number: Some(stood.tax_number),
            address: Some(stood.address),
            bank: Some(stood.bank),
        };
        brand::change_entity(work, LegalEntityId(key(thing)?), &change)
    }
}
