//! The shelf of identities: who holds which, adding, removing, verifying, choosing the one we write to.

use crate::customer::{refresh_key, standing};
use crate::{CustomerId, Event, Identity, IdentityKind, Source, name_of};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;

db::id!(
    /// An identity's key.
    IdentityId
);

/// An identity as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Held {
    pub id: IdentityId,
    pub customer: CustomerId,
    pub kind: IdentityKind,
    pub value: String,
    pub source: Source,
    pub is_primary: bool,
    pub added_at: Moment,
    pub verified_at: Option<Moment>,
    pub undeliverable_since: Option<Moment>,
    pub undeliverable_because: Option<String>,
}

/// Everything a customer is known by: emails first, the primary one of each kind first.
pub fn of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Vec<Held>, Trouble> {
    sql(
        "SELECT id, customer_id, kind, value, source, is_primary, added_at, verified_at, undeliverable_since, undeliverable_because
           FROM customer_identity
          WHERE customer_id = $1
          ORDER BY CASE kind WHEN 'email' THEN 1 WHEN 'phone' THEN 2 ELSE 3 END, is_primary DESC, id",
    )
    .with(customer)
    .all(tx)
}

/// One identity of this customer; another customer's is not found.
pub fn find(tx: &mut Tx<'_>, customer: CustomerId, identity: IdentityId) -> Result<Held, Trouble> {
    sql(
        "SELECT id, customer_id, kind, value, source, is_primary, added_at, verified_at, undeliverable_since, undeliverable_because
           FROM customer_identity
          WHERE id = $1 AND customer_id = $2",
    )
    .with(identity)
    .with(customer)
    .only(tx, "identity")
}

/// The customer who has this identity.
pub fn holder(tx: &mut Tx<'_>, identity: &Identity) -> Result<Option<CustomerId>, Trouble> {
    sql("SELECT customer_id FROM customer_identity WHERE kind = $1 AND value = $2")
        .with(identity.kind())
        .with(identity.value())
        .one(tx)
}

/// The first thing a customer is known by.
pub fn first_value(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Option<String>, Trouble> {
    Ok(of(tx, customer)?.into_iter().next().map(|identity| identity.value))
}

/// Adds an identity. Adding it again changes nothing; one that another customer has is refused by name.
pub fn add(work: &mut Work<'_>, customer: CustomerId, identity: &Identity, source: Source) -> Result<(), Trouble> {
    let customer = standing(work, customer)?;
    if holder(work, identity)? == Some(customer) {
        return Ok(());
    }
    let Some(row) = insert(work, customer, identity, source)? else {
        return Err(taken(work, identity)?);
    };
    refresh_key(work, customer)?;
    work.record(&Event::IdentityAdded { customer: customer.0, identity: row.0, what: word(identity.kind()) })
}

/// The refusal that names who has it.
pub(crate) fn taken(tx: &mut Tx<'_>, identity: &Identity) -> Result<Trouble, Trouble> {
    let holder = holder(tx, identity)?.ok_or_else(|| Trouble::Repeat("an identity changed hands".into()))?;
    Ok(Trouble::refused("customers-identity-taken")
        .with("value", identity.value())
        .with("name", name_of(tx, holder)?))
}

/// Writes the row; the first of its kind is the primary one. `None` if somebody has it.
pub(crate) fn insert(
    work: &mut Work<'_>,
    customer: CustomerId,
    identity: &Identity,
    source: Source,
) -> Result<Option<IdentityId>, Trouble> {
    let now = work.now;
    sql("INSERT INTO customer_identity (customer_id, kind, value, source, is_primary, added_at)
         VALUES ($1, $2, $3, $4,
                 NOT EXISTS (SELECT 1 FROM customer_identity WHERE customer_id = $1 AND kind = $2 AND is_primary), $5)
         ON CONFLICT (kind, value) DO NOTHING
         RETURNING id")
    .with(customer)
    .with(identity.kind())
    .with(identity.value())
    .with(source)
    .with(now)
    .one(work)
}

/// Takes an identity away; if it was the primary one, the oldest left of its kind takes its place.
pub fn remove(work: &mut Work<'_>, customer: CustomerId, identity: IdentityId) -> Result<(), Trouble> {
    let customer = standing(work, customer)?;
    crate::holds::refuse_held_customer(work, customer)?;
    let gone = find(work, customer, identity)?;
    sql("DELETE FROM customer_identity WHERE id = $1").with(identity).run(work)?;
    if gone.is_primary {
        sql("UPDATE customer_identity SET is_primary = TRUE
              WHERE id = (SELECT MIN(id) FROM customer_identity WHERE customer_id = $1 AND kind = $2)")
        .with(customer)
        .with(gone.kind)
        .run(work)?;
    }
    refresh_key(work, customer)?;
    work.record(&Event::IdentityRemoved { customer: customer.0, identity: identity.0, what: word(gone.kind) })
}

/// Makes it the one of its kind we use first.
pub fn make_primary(work: &mut Work<'_>, customer: CustomerId, identity: IdentityId) -> Result<(), Trouble> {
    let customer = standing(work, customer)?;
    let chosen = find(work, customer, identity)?;
    if chosen.is_primary {
        return Ok(());
    }
    sql("UPDATE customer_identity SET is_primary = FALSE WHERE customer_id = $1 AND kind = $2 AND is_primary")
        .with(customer)
        .with(chosen.kind)
        .run(work)?;
    sql("UPDATE customer_identity SET is_primary = TRUE WHERE id = $1").with(identity).run(work)?;
    refresh_key(work, customer)?;
    work.record(&Event::PrimaryChosen { customer: customer.0, identity: identity.0, what: word(chosen.kind) })
}

/// Says that the identity is proven to be theirs.
pub fn verify(work: &mut Work<'_>, customer: CustomerId, identity: IdentityId) -> Result<(), Trouble> {
    let customer = standing(work, customer)?;
    let held = find(work, customer, identity)?;
    let now = work.now;
    let proven = sql("UPDATE customer_identity SET verified_at = $1 WHERE id = $2 AND verified_at IS NULL")
        .with(now)
        .with(identity)
        .run(work)?;
    if proven > 0 {
        work.record(&Event::IdentityVerified { customer: customer.0, identity: identity.0, what: word(held.kind) })?;
    }
    Ok(())
}

/// Takes the proof back.
pub fn doubt(work: &mut Work<'_>, customer: CustomerId, identity: IdentityId) -> Result<(), Trouble> {
    let customer = standing(work, customer)?;
    let held = find(work, customer, identity)?;
    let doubted = sql("UPDATE customer_identity SET verified_at = NULL WHERE id = $1 AND verified_at IS NOT NULL")
        .with(identity)
        .run(work)?;
    if doubted > 0 {
        work.record(&Event::IdentityDoubted { customer: customer.0, identity: identity.0, what: word(held.kind) })?;
    }
    Ok(())
}

fn word(kind: IdentityKind) -> String {
    kind.word().to_owned()
}
