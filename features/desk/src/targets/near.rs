//! Answers that are due within the hour: whoever works on the conversation hears of it once, while there is time; where nobody
//! does, its team.

use crate::notices::{self, Kind};
use crate::{ConversationId, conversations};
use db::{Trouble, Tx, Work, sql};

/// Conversations whose answer has come near, a few at a time.
pub fn near_now(tx: &mut Tx<'_>) -> Result<Vec<ConversationId>, Trouble> {
    let now = tx.now();
    sql("SELECT id FROM conversation
          WHERE due_at IS NOT NULL AND due_at > $1 AND due_at <= $2 AND (breach_near_told_at IS NULL OR breach_near_told_at <> due_at)
          ORDER BY due_at, id LIMIT 200")
    .with(now)
    .with(now.plus_seconds(filter::SOON_SECONDS))
    .all(tx)
}

/// Tells them, once for each promise.
pub fn warn(work: &mut Work<'_>, id: ConversationId) -> Result<(), Trouble> {
    let now = work.now;
    work.keep_quietly("nobody works on it, or it was told before");
    let near: Option<i64> = sql("UPDATE conversation SET breach_near_told_at = due_at
          WHERE id = $1 AND due_at > $2 AND due_at <= $3 AND (breach_near_told_at IS NULL OR breach_near_told_at <> due_at)
         RETURNING id")
    .with(id)
    .with(now)
    .with(now.plus_seconds(filter::SOON_SECONDS))
    .one(work)?;
    if near.is_none() {
        return Ok(());
    }
    let conversation = conversations::find(work, id)?;
    let whom: Vec<i64> = match (conversation.assignee_id, conversation.team_id) {
        (Some(agent), _) => vec![agent],
        (None, Some(team)) => sql("SELECT agent_id FROM team_member WHERE team_id = $1 ORDER BY agent_id").with(team).all(work)?,
        (None, None) => Vec::new(),
    };
    notices::tell_all(work, &whom, Kind::Breaching, &conversation)
}
