//! Links between conversations: told apart by why they are linked.

use crate::{Conversation, ConversationId, Event, Status, Viewer};
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
}

/// The reason a stored word names.
pub(crate) fn reason_of_word(word: &str) -> &'static str {
    const REASONS: [&str; 5] = ["stranger", "continues", "split", "merged", crate::incident::REASON];
    REASONS.into_iter().find(|reason| *reason == word).unwrap_or("related")
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
