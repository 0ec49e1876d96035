//! Opening a customer: by the first message of a stranger, or by an agent's hand.

use crate::customer::key_of;
use crate::words::{called, folded};
use crate::{CompanyId, CustomerId, Event, Identity, Source, companies, identities};
use db::{Trouble, Work, sql};

/// What an agent types to open a customer.
#[derive(Debug, Clone)]
pub struct NewCustomer {
    pub name: String,
    pub identity: Option<Identity>,
}

/// Opens a customer by hand. Refuses an identity that somebody has already, and a customer nobody could recognise.
pub fn open(work: &mut Work<'_>, new: &NewCustomer) -> Result<CustomerId, Trouble> {
    let name = called(&new.name);
    let Some(identity) = &new.identity else {
        if name.is_empty() {
            return Err(Trouble::refused("customers-needs-a-name"));
        }
        return bare(work, &name);
    };
    match with_identity(work, &name, identity, Source::Agent)? {
        Some(customer) => Ok(customer),
        None => Err(identities::taken(work, identity)?),
    }
}

/// A customer with one identity, filed under the company of its domain; `None` if somebody else has the identity.
pub(crate) fn with_identity(work: &mut Work<'_>, name: &str, identity: &Identity, source: Source) -> Result<Option<CustomerId>, Trouble> {
    if identities::holder(work, identity)?.is_some() {
        return Ok(None);
    }
    of_a_stranger(work, name, identity, source)
}

/// The same once nobody was found who has the identity; `None` if somebody took it meanwhile.
pub(crate) fn of_a_stranger(work: &mut Work<'_>, name: &str, identity: &Identity, source: Source) -> Result<Option<CustomerId>, Trouble> {
    let name = if name.eq_ignore_ascii_case(&identity.value()) { "" } else { name };
    let company = companies::of_identity(work, identity)?;
    let customer = insert(work, name, &key_of(name, identity), company)?;
    let Some(row) = identities::insert(work, customer, identity, source)? else {
        // Another node was faster: its row is the customer, ours never was.
        sql("DELETE FROM customer WHERE id = $1").with(customer).run(work)?;
        return Ok(None);
    };
    work.record(&Event::CustomerCreated { customer: customer.0 })?;
    work.record(&Event::IdentityAdded { customer: customer.0, identity: row.0, what: identity.kind().word().to_owned() })?;
    Ok(Some(customer))
}

fn bare(work: &mut Work<'_>, name: &str) -> Result<CustomerId, Trouble> {
    let customer = insert(work, name, &folded(name), None)?;
    work.record(&Event::CustomerCreated { customer: customer.0 })?;
    Ok(customer)
}

fn insert(work: &mut Work<'_>, name: &str, key: &str, company: Option<CompanyId>) -> Result<CustomerId, Trouble> {
    let now = work.now;
    sql("INSERT INTO customer (name, name_key, company_id, created_at, last_seen_at) VALUES ($1, $2, $3, $4, $4) RETURNING id")
        .with(name)
        .with(key)
        .with(company)
        .with(now)
        .only(work, "customer")
}
