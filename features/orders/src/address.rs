//! Postal addresses: as a value that orders and papers copy, and as a customer's own list with one default of each kind.

use crate::Event;
use crate::stored::{one_line, read, written};
use customers::CustomerId;
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;
use serde::{Deserialize, Serialize};

db::id!(
    /// The key of an address in a customer's list.
    AddressId
);

db::words!(
    /// What an address is for.
    AddressKind { Shipping = "shipping", Billing = "billing" }
);

/// Where somebody lives. Orders and papers keep a copy, so that a move changes no past.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    pub name: String,
    pub line1: String,
    pub line2: String,
    pub postcode: String,
    pub city: String,
    pub region: String,
    /// Two letters, ISO 3166.
    pub country: String,
}

impl Address {
    /// Tidied; refused if a letter could not find it.
    pub fn checked(self) -> Result<Self, Trouble> {
        let tidy = Self {
            name: one_line(&self.name, 200),
            line1: one_line(&self.line1, 200),
            line2: one_line(&self.line2, 200),
            postcode: one_line(&self.postcode, 20),
            city: one_line(&self.city, 100),
            region: one_line(&self.region, 100),
            country: self.country.trim().to_ascii_uppercase(),
        };
        let is_country = tidy.country.len() == 2 && tidy.country.bytes().all(|b| b.is_ascii_uppercase());
        if tidy.name.is_empty() || tidy.line1.is_empty() || tidy.city.is_empty() || !is_country {
            return Err(Trouble::refused("orders-address-incomplete"));
        }
        Ok(tidy)
    }
}

/// An address of a customer's list.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Held {
    pub id: AddressId,
    pub customer: CustomerId,
    pub kind: AddressKind,
    address_json: String,
    pub is_default: bool,
    pub added_at: Moment,
}

impl Held {
    pub fn address(&self) -> Result<Address, Trouble> {
        read("postal_address", &self.address_json)
    }
}

/// Adds an address; the first of its kind is the default.
pub fn add(
    work: &mut Work<'_>,
    customer: CustomerId,
    kind: AddressKind,
    address: &Address,
    as_default: bool,
) -> Result<AddressId, Trouble> {
    let address = address.clone().checked()?;
    let first = default_of(work, customer, kind)?.is_none();
    if as_default {
        no_default(work, customer, kind)?;
    }
    let now = work.now;
    let id: AddressId = sql("INSERT INTO postal_address (customer_id, kind, address, is_default, added_at)
         VALUES ($1, $2, $3, $4, $5) RETURNING id")
    .with(customer)
    .with(kind)
    .with(written(&address)?)
    .with(first || as_default)
    .with(now)
    .only(work, "address")?;
    work.record(&Event::AddressAdded { customer: customer.0, address: id.0 })?;
    Ok(id)
}

/// Makes it the one used unless somebody says otherwise.
pub fn make_default(work: &mut Work<'_>, id: AddressId) -> Result<(), Trouble> {
    let held = find(work, id)?;
    if held.is_default {
        return Ok(());
    }
    no_default(work, held.customer, held.kind)?;
    sql("UPDATE postal_address SET is_default = TRUE WHERE id = $1").with(id).run(work)?;
    work.record(&Event::AddressChanged { customer: held.customer.0, address: id.0 })
}

/// Takes it out of the list. Orders keep their copies.
pub fn remove(work: &mut Work<'_>, id: AddressId) -> Result<(), Trouble> {
    let held = find(work, id)?;
    let now = work.now;
    sql("UPDATE postal_address SET archived_at = $2, is_default = FALSE WHERE id = $1")
        .with(id)
        .with(now)
        .run(work)?;
    if held.is_default {
        sql("UPDATE postal_address SET is_default = TRUE
              WHERE id = (SELECT MIN(id) FROM postal_address WHERE customer_id = $1 AND kind = $2 AND archived_at IS NULL)")
        .with(held.customer)
        .with(held.kind)
        .run(work)?;
    }
    work.record(&Event::AddressRemoved { customer: held.customer.0, address: id.0 })
}

fn no_default(work: &mut Work<'_>, customer: CustomerId, kind: AddressKind) -> Result<(), Trouble> {
    sql("UPDATE postal_address SET is_default = FALSE WHERE customer_id = $1 AND kind = $2 AND is_default")
        .with(customer)
        .with(kind)
        .run(work)?;
    Ok(())
}

/// An address that is still in somebody's list.
pub fn find(tx: &mut Tx<'_>, id: AddressId) -> Result<Held, Trouble> {
    sql("SELECT id, customer_id, kind, address, is_default, added_at FROM postal_address WHERE id = $1 AND archived_at IS NULL")
        .with(id)
        .only(tx, "address")
}

/// The customer's list, defaults first.
pub fn of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Vec<Held>, Trouble> {
    sql("SELECT id, customer_id, kind, address, is_default, added_at
           FROM postal_address
          WHERE customer_id = $1 AND archived_at IS NULL
          ORDER BY kind DESC, is_default DESC, id")
    .with(customer)
    .all(tx)
}

/// The one used unless somebody says otherwise.
pub fn default_of(tx: &mut Tx<'_>, customer: CustomerId, kind: AddressKind) -> Result<Option<Held>, Trouble> {
    sql("SELECT id, customer_id, kind, address, is_default, added_at
           FROM postal_address
          WHERE customer_id = $1 AND kind = $2 AND is_default AND archived_at IS NULL
          ORDER BY id LIMIT 1")
    .with(customer)
    .with(kind)
    .one(tx)
}
