//! When two customers turn out to be one person, their conversations and the messages they wrote go along, and come back
//! if the merge is undone.

use crate::{ConversationId, Event, MessageId, conversations};
use customers::{CustomerId, Follows};
use db::{Trouble, Work, sql};
use serde::{Deserialize, Serialize};

/// Moves conversations with their customer.
#[derive(Debug, Clone, Copy, Default)]
pub struct FollowCustomers;

#[derive(Debug, Serialize, Deserialize)]
struct Moved {
    from: i64,
    to: i64,
    conversations: Vec<ConversationId>,
    messages: Vec<MessageId>,
}

impl Follows for FollowCustomers {
    fn feature(&self) -> &'static str {
        "desk"
    }

    fn move_customer(&self, work: &mut Work<'_>, from: CustomerId, to: CustomerId) -> Result<serde_json::Value, Trouble> {
        let conversations: Vec<ConversationId> =
            sql("SELECT id FROM conversation WHERE customer_id = $1 ORDER BY id").with(from).all(work)?;
        let messages: Vec<MessageId> = sql("SELECT id FROM message WHERE author_kind = 'customer' AND author_id = $1 ORDER BY id")
            .with(from)
            .all(work)?;
        for conversation in &conversations {
            conversations::find(work, *conversation)?.belongs_to(work, to.0)?;
        }
        sql("UPDATE message SET author_id = $2 WHERE author_kind = 'customer' AND author_id = $1")
            .with(from)
            .with(to)
            .run(work)?;
        let moved = Moved { from: from.0, to: to.0, conversations, messages };
        serde_json::to_value(moved).map_err(|e| Trouble::Shape(format!("moved conversations did not serialise: {e}")))
    }

    /// What was filed under a third customer since then stays there.
    fn move_back(&self, work: &mut Work<'_>, moved: serde_json::Value) -> Result<(), Trouble> {
        let moved: Moved = serde_json::from_value(moved).map_err(|e| Trouble::Shape(format!("moved conversations: {e}")))?;
        for id in &moved.conversations {
            let conversation = conversations::find(work, *id)?;
            if conversation.customer_id == moved.to {
                sql("UPDATE conversation SET customer_id = $2, version = version + 1 WHERE id = $1")
                    .with(*id)
                    .with(moved.from)
                    .run(work)?;
                work.record(&Event::CustomerChanged { conversation: *id, from: moved.to, to: moved.from })?;
            }
        }
        for message in &moved.messages {
            sql("UPDATE message SET author_id = $2 WHERE id = $1 AND author_kind = 'customer' AND author_id = $3")
                .with(*message)
                .with(moved.from)
                .with(moved.to)
                .run(work)?;
        }
        Ok(())
    }
}
