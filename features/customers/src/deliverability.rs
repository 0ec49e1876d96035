//! Whether mail reaches an address. Bounces say it does not; an agent or a later answer says it does again.

use crate::identities::IdentityId;
use crate::words::one_line;
use crate::{CustomerId, Event};
use db::{Trouble, Tx, Work, sql};
use kit::{EmailAddress, Moment};

/// Flags the address: mail to it fails, `because` in the server's words. The first reason stands until it is lifted.
/// An address nobody has is no news.
pub fn mark_undeliverable(work: &mut Work<'_>, address: &EmailAddress, because: &str) -> Result<(), Trouble> {
    let now = work.now;
    let flagged: Option<(IdentityId, CustomerId)> = sql("UPDATE customer_identity SET undeliverable_since = $1, undeliverable_because = $2
          WHERE kind = 'email' AND value = $3 AND undeliverable_since IS NULL
         RETURNING id, customer_id")
    .with(now)
    .with(one_line(because, 300))
    .with(address)
    .one(work)?;
    if let Some((identity, customer)) = flagged {
        work.record(&Event::EmailUndeliverable { customer: customer.0, identity: identity.0 })?;
    } else {
        work.keep_quietly("a bounce of an address already flagged, or of nobody's");
    }
    Ok(())
}

/// Lifts the flag.
pub fn mark_deliverable(work: &mut Work<'_>, address: &EmailAddress) -> Result<(), Trouble> {
    let lifted: Option<(IdentityId, CustomerId)> =
        sql("UPDATE customer_identity SET undeliverable_since = NULL, undeliverable_because = NULL
          WHERE kind = 'email' AND value = $1 AND undeliverable_since IS NOT NULL
         RETURNING id, customer_id")
        .with(address)
        .one(work)?;
    if let Some((identity, customer)) = lifted {
        work.record(&Event::EmailDeliverable { customer: customer.0, identity: identity.0 })?;
    } else {
        work.keep_quietly("an address that was not flagged");
    }
    Ok(())
}

/// Since when and why mail to the address fails; `None` while it reaches.
pub fn undeliverable(tx: &mut Tx<'_>, address: &EmailAddress) -> Result<Option<(Moment, String)>, Trouble> {
    sql("SELECT undeliverable_since, undeliverable_because FROM customer_identity
          WHERE kind = 'email' AND value = $1 AND undeliverable_since IS NOT NULL")
    .with(address)
    .one(tx)
}
