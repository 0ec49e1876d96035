//! The noun: a person who writes to us, and the questions it can answer alone.

pub mod edit;
pub mod merge;
pub mod merges;
pub mod open;
pub mod past;
pub mod recognise;
pub mod take_over;
pub mod undo_merge;

use crate::identity::is_nobody;
use crate::{CompanyId, Identity, IdentityKind};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;

db::id!(
    /// A customer's key.
    CustomerId
);

/// A customer as stored. The name is empty while nobody has told it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Customer {
    pub id: CustomerId,
    pub name: String,
    pub company: Option<CompanyId>,
    pub language: Option<String>,
    pub created_at: Moment,
    pub last_seen_at: Moment,
    pub merged_into: Option<CustomerId>,
}

/// The customer as stored, merged away or not.
pub fn find(tx: &mut Tx<'_>, id: CustomerId) -> Result<Customer, Trouble> {
    sql("SELECT id, name, company_id, language, created_at, last_seen_at, merged_into FROM customer WHERE id = $1")
        .with(id)
        .only(tx, "customer")
}

/// The customer who stands for `id` now: itself, or the one it was merged into.
pub fn current(tx: &mut Tx<'_>, id: CustomerId) -> Result<CustomerId, Trouble> {
    let merged_into: Option<CustomerId> = sql("SELECT merged_into FROM customer WHERE id = $1").with(id).only(tx, "customer")?;
    merged_into.map_or(Ok(id), |next| current(tx, next))
}

/// Like [`current`], and nobody merges that customer away before this work ends.
pub(crate) fn standing(work: &mut Work<'_>, id: CustomerId) -> Result<CustomerId, Trouble> {
    let held = if work.on_postgres() {
        sql("SELECT merged_into FROM customer WHERE id = $1 FOR NO KEY UPDATE /* postgres */")
    } else {
        sql("SELECT merged_into FROM customer WHERE id = $1")
    };
    let merged_into: Option<CustomerId> = held.with(id).only(work, "customer")?;
    merged_into.map_or(Ok(id), |next| standing(work, next))
}

/// What to call the customer: the name, else the first thing we know them by, else nothing.
pub fn name_of(tx: &mut Tx<'_>, id: CustomerId) -> Result<String, Trouble> {
    let customer = find(tx, id)?;
    if customer.name.is_empty() {
        Ok(crate::identities::first_value(tx, id)?.filter(|value| !is_nobody(value)).unwrap_or_default())
    } else {
        Ok(customer.name)
    }
}

/// The address mail to this customer goes to: the primary one.
pub fn email_of(tx: &mut Tx<'_>, id: CustomerId) -> Result<Option<String>, Trouble> {
    sql("SELECT value FROM customer_identity WHERE customer_id = $1 AND kind = $2 ORDER BY is_primary DESC, id LIMIT 1")
        .with(id)
        .with(IdentityKind::Email)
        .one(tx)
}

/// The key lists sort a customer by who is known by this name and this one identity.
pub(crate) fn key_of(name: &str, identity: &Identity) -> String {
    let value = identity.value();
    crate::words::folded(match name {
        "" if is_nobody(&value) => "",
        "" => &value,
        name => name,
    })
}

/// Keeps the key lists are sorted by in step with the name and the identities.
pub(crate) fn refresh_key(work: &mut Work<'_>, id: CustomerId) -> Result<(), Trouble> {
    let key = crate::words::folded(&name_of(work, id)?);
    sql("UPDATE customer SET name_key = $1 WHERE id = $2 AND name_key <> $1")
        .with(key)
        .with(id)
        .run(work)?;
    Ok(())
}
