//! The shelf of receivers: one question per function.

use crate::{State, Webhook, WebhookId};
use db::{Trouble, Tx, sql};

/// The receiver with this key, unless it was taken away.
pub fn find(tx: &mut Tx<'_>, id: WebhookId) -> Result<Webhook, Trouble> {
    let sealed: Webhook = sql(
        "SELECT id, name, url, wanted, secret, old_secret, old_until, viewer, state, reason, failing_since, since_xid, since_id, added_at
           FROM webhook WHERE id = $1 AND archived_at IS NULL",
    )
    .with(id)
    .only(tx, "webhook")?;
    Ok(sealed.opened(tx))
}

/// All of them, by name.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Webhook>, Trouble> {
    let sealed: Vec<Webhook> = sql(
        "SELECT id, name, url, wanted, secret, old_secret, old_until, viewer, state, reason, failing_since, since_xid, since_id, added_at
           FROM webhook WHERE archived_at IS NULL ORDER BY name, id",
    )
    .all(tx)?;
    Ok(sealed.into_iter().map(|webhook| webhook.opened(tx)).collect())
}

/// Those that are told something.
pub fn hearing(tx: &mut Tx<'_>) -> Result<Vec<Webhook>, Trouble> {
    Ok(all(tx)?.into_iter().filter(|webhook| webhook.state != State::Paused).collect())
}

/// Whether there is one that is told something.
pub fn any_hears(tx: &mut Tx<'_>) -> Result<bool, Trouble> {
    let found: Option<i64> = sql("SELECT 1 FROM webhook WHERE archived_at IS NULL AND state <> 'paused' LIMIT 1").one(tx)?;
    Ok(found.is_some())
}
