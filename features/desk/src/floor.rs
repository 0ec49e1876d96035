//! Everybody at work now, with what lies on them, and what lies on nobody: what a supervisor sees at one glance. It is the present
//! only; nothing here is kept.

use crate::{InboxId, Viewer};
use agents::Presence;
use db::{FromRow, Trouble, Tx, sql};
use kit::Moment;

/// Somebody who works here, with their open conversations as far as the viewer sees them.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Load {
    pub agent: i64,
    pub name: String,
    pub presence: Presence,
    pub presence_since: Moment,
    /// Theirs and open.
    pub open: i64,
    /// Of these, how many wait for an answer, and since when the longest does.
    pub waiting: i64,
    pub longest_since: Option<Moment>,
    /// Of these, how many are past what was promised.
    pub late: i64,
}

/// Everybody who is not deactivated: who has most late first, then who has most waiting.
pub fn people(tx: &mut Tx<'_>, viewer: Viewer) -> Result<Vec<Load>, Trouble> {
    let now = tx.now();
    sql("SELECT a.id, a.name, a.presence, a.presence_since,
                COUNT(c.id),
                COUNT(c.waiting_since),
                MIN(c.waiting_since),
                COUNT(CASE WHEN c.due_at < $3 THEN 1 END)
           FROM agent a
           LEFT JOIN conversation c ON c.assignee_id = a.id AND c.status = 'open'
                 AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))
          WHERE a.deactivated_at IS NULL
          GROUP BY a.id, a.name, a.presence, a.presence_since
          ORDER BY 8 DESC, 6 DESC, 5 DESC, a.name, a.id")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(now)
    .all(tx)
}

/// What lies on nobody in an inbox.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Unclaimed {
    pub inbox: InboxId,
    pub name: String,
    pub open: i64,
    pub longest_since: Option<Moment>,
    pub late: i64,
}

/// By inbox, where there is any; the one with most late first.
pub fn unclaimed(tx: &mut Tx<'_>, viewer: Viewer) -> Result<Vec<Unclaimed>, Trouble> {
    let now = tx.now();
    sql("SELECT i.id, i.name, COUNT(*), MIN(c.waiting_since), COUNT(CASE WHEN c.due_at < $3 THEN 1 END)
           FROM conversation c JOIN inbox i ON i.id = c.inbox_id
          WHERE c.assignee_id IS NULL AND c.status = 'open'
            AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))
          GROUP BY i.id, i.name
          ORDER BY 5 DESC, 3 DESC, i.name, i.id")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(now)
    .all(tx)
}

/// Which conversations somebody looks at or writes in now, by agent.
pub fn whereabouts(tx: &mut Tx<'_>, viewer: Viewer) -> Result<Vec<(i64, i64, bool)>, Trouble> {
    let now = tx.now();
    let there: Vec<(i64, i64, crate::looking::Doing)> = sql("SELECT l.agent_id, c.number, l.doing
           FROM looking l JOIN conversation c ON c.id = l.conversation_id
          WHERE l.until > $3 AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))
          ORDER BY l.agent_id, l.doing DESC, c.number")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(now)
    .all(tx)?;
    Ok(there
        .into_iter()
        .map(|(agent, number, doing)| (agent, number, doing == crate::looking::Doing::Writes))
        .collect())
}
