//! The same form sent twice, by a double click or a browser that never had its answer, is one letter. The same words to somebody else
//! are another.

use super::{People, Side, SideId, open, participants};
use crate::conversation::forward;
use crate::{Conversation, MessageId};
use db::{Trouble, Tx, Work, sql};
use std::collections::BTreeSet;

/// Nobody means to write the same words to the same people twice within this time.
const AT_ONCE_SECONDS: i64 = 60;

impl Side {
    /// Whether this agent has just written these very words in it.
    pub fn written_just_now(&self, work: &mut Work<'_>, home: &Conversation, agent: i64, text: &str) -> Result<bool, Trouble> {
        Ok(just_now(work, home, agent, text)?.iter().any(|(side, _)| *side == self.id))
    }
}

/// The side this agent has just begun here with these very words, about the same, to the same people.
pub fn begun_just_now(
    work: &mut Work<'_>,
    home: &Conversation,
    agent: i64,
    subject: &str,
    people: &People,
    text: &str,
) -> Result<Option<SideId>, Trouble> {
    for (side, message) in just_now(work, home, agent, text)? {
        let first: Option<MessageId> = sql("SELECT m.id FROM message m JOIN side s ON s.id = m.side_id
              WHERE s.id = $1 AND s.subject = $2 ORDER BY m.id LIMIT 1")
        .with(side)
        .with(open::named(&crate::masking::of_inbox(work, home.inbox_id)?.covered(subject)))
        .one(work)?;
        if first == Some(message) && asks_these(work, side, people)? {
            return Ok(Some(side));
        }
    }
    Ok(None)
}

fn just_now(work: &mut Work<'_>, home: &Conversation, agent: i64, text: &str) -> Result<Vec<(SideId, MessageId)>, Trouble> {
    let home = home.as_it_stands(work)?;
    let text = &crate::masking::of_inbox(work, home.inbox_id)?.covered(text);
    let since = work.now.plus_seconds(-AT_ONCE_SECONDS);
    let recent: Vec<(SideId, MessageId, String)> = sql("SELECT side_id, id, text FROM message
          WHERE conversation_id = $1 AND side_id IS NOT NULL AND author_kind = 'agent' AND author_id = $2 AND written_at >= $3 ORDER BY id DESC")
    .with(home.id)
    .with(agent)
    .with(since)
    .all(work)?;
    let same = |written: &str| written == text || forward::is_forward(written, text, None);
    Ok(recent
        .into_iter()
        .filter(|(_, _, written)| same(written))
        .map(|(side, message, _)| (side, message))
        .collect())
}

fn asks_these(tx: &mut Tx<'_>, side: SideId, people: &People) -> Result<bool, Trouble> {
    let asked = participants(tx, side)?;
    let addresses: BTreeSet<&str> = asked.iter().filter_map(|one| one.address.as_deref()).collect();
    let agents: BTreeSet<i64> = asked.iter().filter_map(|one| one.agent_id).collect();
    let teams: BTreeSet<i64> = asked.iter().filter_map(|one| one.team_id).collect();
    Ok(addresses == people.addresses.iter().map(kit::EmailAddress::as_str).collect()
        && agents == people.agents.iter().copied().collect()
        && teams == people.teams.iter().copied().collect())
}
