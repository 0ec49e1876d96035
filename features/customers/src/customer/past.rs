//! Who was this? Recognising somebody in mail from before the desk, silently and as of then.

use crate::customer::{key_of, standing};
use crate::words::called;
use crate::{CustomerId, Event, Identity, Source, companies, identities};
use db::{Trouble, Work, sql};
use kit::Moment;

/// The customer with this identity; one who was first heard of `at` that time if nobody has it. Who is known already was
/// heard of that early, too.
pub fn recognise_past(work: &mut Work<'_>, identity: &Identity, name: &str, at: Moment) -> Result<CustomerId, Trouble> {
    for _ in 0..3 {
        if let Some(known) = identities::holder(work, identity)? {
            return heard_of(work, known, at);
        }
        if let Some(new) = begin(work, identity, &called(name), at)? {
            return Ok(new);
        }
    }
    Err(Trouble::Repeat("an identity changed hands while it was looked up".into()))
}

fn heard_of(work: &mut Work<'_>, known: CustomerId, at: Moment) -> Result<CustomerId, Trouble> {
    let customer = standing(work, known)?;
    sql("UPDATE customer SET created_at = CASE WHEN created_at > $1 THEN $1 ELSE created_at END,
                             last_seen_at = CASE WHEN last_seen_at < $1 THEN $1 ELSE last_seen_at END
          WHERE id = $2 AND (created_at > $1 OR last_seen_at < $1)")
    .with(at)
    .with(customer)
    .run(work)?;
    work.keep_quietly("when a customer was heard of; the message itself is recorded by its verb");
    Ok(customer)
}

fn begin(work: &mut Work<'_>, identity: &Identity, name: &str, at: Moment) -> Result<Option<CustomerId>, Trouble> {
    let name = if name.eq_ignore_ascii_case(&identity.value()) { "" } else { name };
    let company = companies::of_identity(work, identity)?;
    let customer: CustomerId =
        sql("INSERT INTO customer (name, name_key, company_id, created_at, last_seen_at) VALUES ($1, $2, $3, $4, $4) RETURNING id")
            .with(name)
            .with(key_of(name, identity))
            .with(company)
            .with(at)
            .only(work, "customer")?;
    if identities::insert(work, customer, identity, Source::Message)?.is_none() {
        // Another node was faster: its row is the customer, ours never was.
        sql("DELETE FROM customer WHERE id = $1").with(customer).run(work)?;
        return Ok(None);
    }
    work.record(&Event::CustomerImported { customer: customer.0 })?;
    Ok(Some(customer))
}
