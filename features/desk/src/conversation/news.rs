//! The guard against answering what one has not read: a reply is held if somebody wrote while it was being written.

use crate::{Conversation, MessageId};
use db::{Trouble, Work, sql};

/// The refusal that holds a reply.
pub const NEWS: &str = "desk-news-arrived";
const MOST_LETTERS: usize = 160;

impl Conversation {
    /// Refuses if a message by anybody else came after `seen`, the newest the writer was shown. Notes hold nothing: the customer
    /// never reads them. Whoever says nothing of what they saw (the API) is not held.
    pub fn nothing_new_since(&self, work: &mut Work<'_>, agent: i64, seen: Option<MessageId>) -> Result<(), Trouble> {
        let Some(seen) = seen else { return Ok(()) };
        self.as_it_stands(work)?;
        let newer: Option<(String, String)> = sql("SELECT COALESCE(a.name, m.from_name), m.text
               FROM message m LEFT JOIN agent a ON m.author_kind = 'agent' AND a.id = m.author_id
              WHERE m.conversation_id = $1 AND m.id > $2 AND m.kind <> 'note' AND m.automatic = 'no'
                AND NOT (m.author_kind = 'agent' AND m.author_id IS NOT NULL AND m.author_id = $3)
              ORDER BY m.id DESC LIMIT 1")
        .with(self.id)
        .with(seen)
        .with(agent)
        .one(work)?;
        match newer {
            None => Ok(()),
            Some((name, text)) => {
                let words = crate::conversations::shortened(&text.split_whitespace().collect::<Vec<_>>().join(" "), MOST_LETTERS);
                Err(Trouble::refused(NEWS).with("name", name).with("words", words))
            }
        }
    }
}
