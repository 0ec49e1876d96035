//! Followers: agents who want to hear of it without working on it.

use crate::{Conversation, ConversationId, Event};
use db::{Trouble, Tx, Work, sql};

impl Conversation {
    pub fn follow(&self, work: &mut Work<'_>, agent: i64) -> Result<(), Trouble> {
        let rows = sql("INSERT INTO conversation_follower (conversation_id, agent_id) VALUES ($1, $2) ON CONFLICT (conversation_id, agent_id) DO NOTHING")
            .with(self.id)
            .with(agent)
            .run(work)?;
        if rows > 0 {
            work.record(&Event::Followed { conversation: self.id, agent })
        } else {
            Ok(())
        }
    }

    pub fn unfollow(&self, work: &mut Work<'_>, agent: i64) -> Result<(), Trouble> {
        let rows = sql("DELETE FROM conversation_follower WHERE conversation_id = $1 AND agent_id = $2")
            .with(self.id)
            .with(agent)
            .run(work)?;
        if rows > 0 {
            work.record(&Event::Unfollowed { conversation: self.id, agent })
        } else {
            Ok(())
        }
    }
}

/// The followers' keys.
pub fn followers(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<i64>, Trouble> {
    sql("SELECT agent_id FROM conversation_follower WHERE conversation_id = $1 ORDER BY agent_id")
        .with(conversation)
        .all(tx)
}
