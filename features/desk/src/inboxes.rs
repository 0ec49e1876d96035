//! Questions about inboxes.

use crate::{Inbox, InboxId, Viewer};
use db::{Trouble, Tx, sql};

/// One inbox, for administrators and channels.
pub fn find(tx: &mut Tx<'_>, id: InboxId) -> Result<Inbox, Trouble> {
    sql("SELECT id, channel, name, address, from_name, signature, team_id, open_to_all, undo_seconds, acknowledgement, archived_at IS NOT NULL
           FROM inbox WHERE id = $1")
    .with(id)
    .only(tx, "inbox")
}

/// Every inbox in use, by name, for administrators and channels.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Inbox>, Trouble> {
    sql("SELECT id, channel, name, address, from_name, signature, team_id, open_to_all, undo_seconds, acknowledgement, archived_at IS NOT NULL
           FROM inbox WHERE archived_at IS NULL ORDER BY name, id")
    .all(tx)
}

/// The inboxes in use that this agent sees, by name.
pub fn seen_by(tx: &mut Tx<'_>, viewer: Viewer) -> Result<Vec<Inbox>, Trouble> {
    let key = format!("desk.inboxes {}", sight(tx, viewer)?);
    Ok((*tx.shared(key, |tx| find_seen_by(tx, viewer))?).clone())
}

/// Which inboxes a viewer sees, as a word that all who see the same have in common.
pub(crate) fn sight(tx: &mut Tx<'_>, viewer: Viewer) -> Result<String, Trouble> {
    if viewer.sees_all {
        return Ok("all".to_owned());
    }
    let seen = tx.shared(format!("desk.sight {}", viewer.agent), |tx| {
        let mut seen = keys_seen_by(tx, viewer)?;
        seen.sort_unstable();
        Ok(format!("{seen:?}"))
    })?;
    Ok((*seen).clone())
}

fn find_seen_by(tx: &mut Tx<'_>, viewer: Viewer) -> Result<Vec<Inbox>, Trouble> {
    sql("SELECT id, channel, name, address, from_name, signature, team_id, open_to_all, undo_seconds, acknowledgement, archived_at IS NOT NULL
           FROM inbox
          WHERE archived_at IS NULL AND ($2 OR id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))
          ORDER BY name, id")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .all(tx)
}

/// Which inbox an address of ours belongs to. The address is compared as stored: lower case, no plus part.
pub fn owning(tx: &mut Tx<'_>, address: &str) -> Result<Option<InboxId>, Trouble> {
    sql("SELECT id FROM inbox WHERE address = $1 UNION ALL SELECT inbox_id FROM inbox_alias WHERE address = $1 LIMIT 1")
        .with(address)
        .one(tx)
}

/// The inbox in use that takes what is sent to this address; an archived one takes nothing more.
pub fn receiving(tx: &mut Tx<'_>, address: &str) -> Result<Option<InboxId>, Trouble> {
    sql("SELECT id FROM inbox WHERE address = $1 AND archived_at IS NULL
         UNION ALL
         SELECT i.id FROM inbox_alias a JOIN inbox i ON i.id = a.inbox_id WHERE a.address = $1 AND i.archived_at IS NULL
         LIMIT 1")
    .with(address)
    .one(tx)
}

/// Every address that is ours: never a recipient, never a customer.
pub fn our_addresses(tx: &mut Tx<'_>) -> Result<Vec<String>, Trouble> {
    sql("SELECT address FROM inbox UNION SELECT address FROM inbox_alias").all(tx)
}

/// The other addresses of an inbox.
pub fn aliases(tx: &mut Tx<'_>, inbox: InboxId) -> Result<Vec<String>, Trouble> {
    sql("SELECT address FROM inbox_alias WHERE inbox_id = $1 ORDER BY address").with(inbox).all(tx)
}

/// Who may see a closed inbox: (teams, agents).
pub fn access(tx: &mut Tx<'_>, inbox: InboxId) -> Result<(Vec<i64>, Vec<i64>), Trouble> {
    let teams = sql("SELECT team_id FROM inbox_access WHERE inbox_id = $1 AND team_id IS NOT NULL ORDER BY team_id")
        .with(inbox)
        .all(tx)?;
    let agents = sql("SELECT agent_id FROM inbox_access WHERE inbox_id = $1 AND agent_id IS NOT NULL ORDER BY agent_id")
        .with(inbox)
        .all(tx)?;
    Ok((teams, agents))
}

/// The service tokens a closed inbox is open to.
pub fn programs(tx: &mut Tx<'_>, inbox: InboxId) -> Result<Vec<i64>, Trouble> {
    sql("SELECT x.token_id FROM inbox_access x JOIN api_token t ON t.id = x.token_id
          WHERE x.inbox_id = $1 AND t.revoked_at IS NULL ORDER BY x.token_id")
    .with(inbox)
    .all(tx)
}

/// The keys of the inboxes an agent sees, archived ones too; for live updates and search.
pub fn keys_seen_by(tx: &mut Tx<'_>, viewer: Viewer) -> Result<Vec<i64>, Trouble> {
    sql("SELECT id FROM inbox WHERE $2 OR id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1)")
        .with(viewer.agent)
        .with(viewer.sees_all)
        .all(tx)
}
