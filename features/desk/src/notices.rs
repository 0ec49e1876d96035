//! What an agent must hear of: a mention, a message that did not arrive.

use crate::{ConversationId, MessageId, Viewer};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;

db::words!(
    /// Why an agent is told.
    Kind { Mentioned = "mentioned", NotDelivered = "not_delivered", Assigned = "assigned", Decided = "decided" }
);

/// One notice, with the conversation it points to.
#[derive(Debug, Clone, FromRow)]
pub struct Notice {
    pub id: i64,
    pub kind: Kind,
    pub number: i64,
    pub subject: String,
    pub message_id: Option<MessageId>,
    pub made_at: Moment,
    pub read: bool,
}

pub(crate) fn give(
    work: &mut Work<'_>,
    agent: i64,
    kind: Kind,
    conversation: ConversationId,
    message: Option<MessageId>,
) -> Result<(), Trouble> {
    let now = work.now;
    sql("INSERT INTO notice (agent_id, kind, conversation_id, message_id, made_at) VALUES ($1, $2, $3, $4, $5)")
        .with(agent)
        .with(kind)
        .with(conversation)
        .with(message)
        .with(now)
        .run(work)?;
    Ok(())
}

/// Somebody decided on what this agent asked for in a conversation. Told again before it is read, it is one notice.
pub fn decided(work: &mut Work<'_>, agent: i64, conversation: ConversationId) -> Result<(), Trouble> {
    let known: Option<i64> =
        sql("SELECT id FROM notice WHERE agent_id = $1 AND conversation_id = $2 AND kind = $3 AND read_at IS NULL LIMIT 1")
            .with(agent)
            .with(conversation)
            .with(Kind::Decided)
            .one(work)?;
    if known.is_some() {
        return Ok(());
    }
    work.keep_quietly("a notice; the decision is recorded where it was made");
    give(work, agent, Kind::Decided, conversation, None)
}

/// An agent's newest notices about conversations they may see.
pub fn of(tx: &mut Tx<'_>, viewer: Viewer, limit: i64) -> Result<Vec<Notice>, Trouble> {
    sql("SELECT n.id, n.kind, c.number, c.subject, n.message_id, n.made_at, n.read_at IS NOT NULL
           FROM notice n JOIN conversation c ON c.id = n.conversation_id
          WHERE n.agent_id = $1 AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))
          ORDER BY n.id DESC LIMIT $3")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(limit)
    .all(tx)
}

/// How many are unread.
pub fn unread(tx: &mut Tx<'_>, viewer: Viewer) -> Result<i64, Trouble> {
    sql("SELECT COUNT(*)
           FROM notice n JOIN conversation c ON c.id = n.conversation_id
          WHERE n.agent_id = $1 AND n.read_at IS NULL AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .only(tx, "count")
}

/// The agent has seen what this conversation's notices say.
pub fn read(work: &mut Work<'_>, agent: i64, conversation: ConversationId) -> Result<(), Trouble> {
    let now = work.now;
    sql("UPDATE notice SET read_at = $3 WHERE agent_id = $1 AND conversation_id = $2 AND read_at IS NULL")
        .with(agent)
        .with(conversation)
        .with(now)
        .run(work)?;
    work.keep_quietly("reading a notice is nobody's history");
    Ok(())
}
