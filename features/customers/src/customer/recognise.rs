//! Who is this? Finds the customer an identity belongs to, or opens one. Every channel asks first.

use crate::customer::{open, refresh_key, standing};
use crate::words::called;
use crate::{CustomerId, Event, Identity, Source, identities};
use db::{Trouble, Work, sql};

/// The customer with this identity; a new one if nobody has it. Two at once agree on one customer.
pub fn recognise(work: &mut Work<'_>, identity: &Identity, name: Option<&str>) -> Result<CustomerId, Trouble> {
    let name = name.map(called).unwrap_or_default();
    for _ in 0..3 {
        if let Some(known) = identities::holder(work, identity)? {
            return seen_again(work, known, identity, &name);
        }
        if let Some(new) = open::of_a_stranger(work, &name, identity, Source::Message)? {
            return Ok(new);
        }
    }
    Err(Trouble::Repeat("an identity changed hands while it was looked up".into()))
}

/// Notes when they were last heard of, and the name if we had none.
fn seen_again(work: &mut Work<'_>, known: CustomerId, identity: &Identity, name: &str) -> Result<CustomerId, Trouble> {
    let customer = standing(work, known)?;
    let now = work.now;
    sql("UPDATE customer SET last_seen_at = $1 WHERE id = $2 AND last_seen_at < $1")
        .with(now)
        .with(customer)
        .run(work)?;
    work.keep_quietly("when a customer was last heard of; the message itself is recorded by its verb");
    if !name.is_empty() && !name.eq_ignore_ascii_case(&identity.value()) {
        let named = sql("UPDATE customer SET name = $1 WHERE id = $2 AND name = ''")
            .with(name)
            .with(customer)
            .run(work)?;
        if named > 0 {
            refresh_key(work, customer)?;
            work.record(&Event::CustomerRenamed { customer: customer.0 })?;
        }
    }
    Ok(customer)
}
