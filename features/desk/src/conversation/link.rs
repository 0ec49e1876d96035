//! Links between conversations: told apart by why they are linked.

use crate::{Conversation, ConversationId, Event, Status, Viewer, incident};
use db::{FromRow, Trouble, Tx, Work, sql};

/// The other end of a link.
#[derive(Debug, Clone, FromRow)]
pub struct Linked {
    pub conversation: ConversationId,
    pub number: i64,
    pub subject: String,
    pub status: Status,
    pub reason: String,
}

impl Conversation {
    /// Links it to another; `reason` is one of `related`, `stranger`, `continues`, `split`, `merged`, `incident`.
    pub fn link(&self, work: &mut Work<'_>, other: ConversationId, reason: &'static str) -> Result<(), Trouble> {
        if other == self.id {
            return Err(Trouble::refused("desk-link-to-itself"));
        }
        let there: Option<i64> =
            sql("SELECT 1 FROM conversation_link WHERE (from_id = $1 AND to_id = $2) OR (from_id = $2 AND to_id = $1)")
                .with(self.id)
                .with(other)
                .one(work)?;
        if there.is_some() {
            return Ok(());
        }
        sql("INSERT INTO conversation_link (from_id, to_id, reason) VALUES ($1, $2, $3) ON CONFLICT (from_id, to_id) DO NOTHING")
            .with(self.id)
            .with(other)
            .with(reason)
            .run(work)?;
        work.record(&Event::Linked { conversation: self.id, other, reason: reason.into() })
    }

    pub fn unlink(&self, work: &mut Work<'_>, other: ConversationId) -> Result<(), Trouble> {
        let rows = sql("DELETE FROM conversation_link WHERE (from_id = $1 AND to_id = $2) OR (from_id = $2 AND to_id = $1)")
            .with(self.id)
            .with(other)
            .run(work)?;
        if rows > 0 {
            work.record(&Event::Unlinked { conversation: self.id, other })
        } else {
            Ok(())
        }
    }

    /// Puts the link to another back to what a word of [`words`] says, from the end it was made at; `None`: there was none.
    pub(crate) fn relink(&self, work: &mut Work<'_>, other: &Self, word: Option<&str>) -> Result<(), Trouble> {
        self.unlink(work, other.id)?;
        let Some((end, reason)) = word.and_then(|word| word.split_once(' ')) else {
            return Ok(());
        };
        let (from, to) = if end == "to" { (self, other) } else { (other, self) };
        match reason_of_word(reason) {
            // It may hang on another problem by now.
            incident::REASON => to.troubled_by(work, from),
            reason => from.link(work, to.id, reason),
        }
    }
}

/// The reason a stored word names.
fn reason_of_word(word: &str) -> &'static str {
    const REASONS: [&str; 5] = ["stranger", "continues", "split", "merged", incident::REASON];
    REASONS.into_iter().find(|reason| *reason == word).unwrap_or("related")
}

/// What a conversation is linked to, each as a word: from which end, and why.
pub(crate) fn words(tx: &mut Tx<'_>, id: ConversationId) -> Result<Vec<(ConversationId, String)>, Trouble> {
    let links: Vec<(ConversationId, ConversationId, String)> =
        sql("SELECT from_id, to_id, reason FROM conversation_link WHERE from_id = $1 OR to_id = $1 ORDER BY id")
            .with(id)
            .all(tx)?;
    let word = |(from, to, reason)| if from == id { (to, format!("to {reason}")) } else { (from, format!("from {reason}")) };
    Ok(links.into_iter().map(word).collect())
}

/// The conversations linked to this one that the viewer may see.
pub fn links(tx: &mut Tx<'_>, viewer: Viewer, conversation: ConversationId) -> Result<Vec<Linked>, Trouble> {
    sql("SELECT c.id, c.number, c.subject, c.status, l.reason
           FROM conversation_link l
           JOIN conversation c ON c.id = CASE WHEN l.from_id = $3 THEN l.to_id ELSE l.from_id END
          WHERE (l.from_id = $3 OR l.to_id = $3)
            AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))
          ORDER BY c.number")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(conversation)
    .all(tx)
}
