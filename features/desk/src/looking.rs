//! Who looks at a conversation and who writes in it, so that two do not answer one customer. A browser says so every few
//! seconds; what it said last counts for [`SECONDS`] and is then forgotten. No history, nothing anybody is measured by.

use crate::{Conversation, Viewer};
use crate::{ConversationId, Visible, conversations};
use db::{FromRow, Trouble, Tx, Work, sql};
use std::collections::BTreeMap;

db::words!(
    /// What somebody does there.
    Doing { Looks = "looks", Writes = "writes" }
);

/// How long a word counts. Browsers speak twice within it.
pub const SECONDS: i64 = 45;

/// Somebody else on the same conversation.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Onlooker {
    pub agent: i64,
    pub name: String,
    pub doing: Doing,
}

/// Says what `agent` does on a conversation; nothing when they leave it. Whether anybody else sees a difference.
pub fn say(work: &mut Work<'_>, agent: i64, conversation: &Visible<Conversation>, doing: Option<Doing>) -> Result<bool, Trouble> {
    work.keep_quietly("who looks at what is momentary");
    let now = work.now;
    let before: Option<Doing> = sql("SELECT doing FROM looking WHERE conversation_id = $1 AND agent_id = $2 AND until > $3")
        .with(conversation.id)
        .with(agent)
        .with(now)
        .one(work)?;
    sql("DELETE FROM looking WHERE until <= $1").with(now).run(work)?;
    match doing {
        Some(doing) => sql("INSERT INTO looking (conversation_id, agent_id, doing, until) VALUES ($1, $2, $3, $4)
                            ON CONFLICT (conversation_id, agent_id) DO UPDATE SET doing = $3, until = $4")
        .with(conversation.id)
        .with(agent)
        .with(doing)
        .with(now.plus_seconds(SECONDS))
        .run(work)?,
        None => sql("DELETE FROM looking WHERE conversation_id = $1 AND agent_id = $2")
            .with(conversation.id)
            .with(agent)
            .run(work)?,
    };
    Ok(before != doing)
}

/// A row of who is where: the conversation, who, what they do, and whether they see its inbox by choice.
type There = (ConversationId, i64, String, Doing, Option<i64>);

/// Where others are at this moment among these, as far as the viewer sees them: the marks in the rows of a list.
pub fn among(tx: &mut Tx<'_>, viewer: Viewer, which: &[ConversationId]) -> Result<Vec<(ConversationId, Onlooker)>, Trouble> {
    let now = tx.now();
    let there: Vec<There> = sql("SELECT l.conversation_id, l.agent_id, a.name, l.doing, s.agent_id
           FROM looking l
           JOIN agent a ON a.id = l.agent_id
           JOIN conversation c ON c.id = l.conversation_id
           LEFT JOIN inbox_seen s ON s.inbox_id = c.inbox_id AND s.agent_id = l.agent_id
          WHERE l.until > $1 AND l.agent_id <> $2 AND a.deactivated_at IS NULL
          ORDER BY l.conversation_id, l.doing DESC, a.name, a.id")
    .with(now)
    .with(viewer.agent)
    .all(tx)?;
    let mut see_all = BTreeMap::new();
    let mut found = Vec::new();
    for (id, agent, name, doing, seen) in there.into_iter().filter(|(id, ..)| which.contains(id)) {
        if seen.is_some() || sees_everything(tx, agent, &mut see_all)? {
            found.push((id, Onlooker { agent, name, doing }));
        }
    }
    Ok(found)
}

/// Asked of each once, wherever they are.
fn sees_everything(tx: &mut Tx<'_>, agent: i64, known: &mut BTreeMap<i64, bool>) -> Result<bool, Trouble> {
    if let Some(known) = known.get(&agent) {
        return Ok(*known);
    }
    let sees = crate::viewer::sees_all(tx, agent)?;
    known.insert(agent, sees);
    Ok(sees)
}

/// The others who are there now, whoever writes first. Somebody who may no longer see the inbox is not named.
pub fn others(tx: &mut Tx<'_>, viewer: Viewer, conversation: ConversationId) -> Result<Vec<Onlooker>, Trouble> {
    let now = tx.now();
    let inbox = conversations::find(tx, conversation)?.inbox_id;
    let found: Vec<Onlooker> = sql("SELECT l.agent_id, a.name, l.doing
           FROM looking l JOIN agent a ON a.id = l.agent_id
          WHERE l.conversation_id = $1 AND l.agent_id <> $2 AND l.until > $3 AND a.deactivated_at IS NULL
          ORDER BY l.doing DESC, a.name, a.id")
    .with(conversation)
    .with(viewer.agent)
    .with(now)
    .all(tx)?;
    let mut there = Vec::with_capacity(found.len());
    for one in found {
        if crate::viewer::may_see(tx, one.agent, inbox)? {
            there.push(one);
        }
    }
    Ok(there)
}
