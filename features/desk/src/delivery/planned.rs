//! A planned reply and a customer who writes before it leaves: it is stopped, its author is told, and a person decides.
//!
//! Stopped twice over: when the customer's words are filed, and again when its time comes, for words that came in by a merge.
//! What a channel has begun to send is not stopped; nothing stopped leaves by itself.

use super::{key, promise};
use crate::{Conversation, ConversationId, Delivery, Event, Message, MessageId, conversations, inboxes, messages, notices};
use db::{Trouble, Work, jobs, sql};
use kit::Moment;

/// Stops what was planned here: somebody outside has just written.
pub(crate) fn stop_all(work: &mut Work<'_>, conversation: ConversationId) -> Result<(), Trouble> {
    let planned: Vec<MessageId> = sql("SELECT id FROM message
          WHERE conversation_id = $1 AND planned = TRUE AND delivery = 'held' AND external_id IS NULL ORDER BY id")
    .with(conversation)
    .all(work)?;
    for message in planned {
        if jobs::take_back(work, &key(message))? {
            stop(work, message)?;
        }
    }
    Ok(())
}

/// Stops a message whose time has come if somebody outside has written since it was planned. `true`: it does not leave.
pub(crate) fn stop_if_news(work: &mut Work<'_>, message: MessageId) -> Result<bool, Trouble> {
    let news: Option<i64> = sql("SELECT i.id FROM message m JOIN message i ON i.conversation_id = m.conversation_id
          WHERE m.id = $1 AND m.planned = TRUE AND m.delivery = 'held' AND m.external_id IS NULL
            AND i.kind = 'incoming' AND i.automatic = 'no' AND i.id > m.id
          ORDER BY i.id LIMIT 1")
    .with(message)
    .one(work)?;
    if news.is_some() {
        stop(work, message)?;
    }
    Ok(news.is_some())
}

fn stop(work: &mut Work<'_>, message: MessageId) -> Result<(), Trouble> {
    super::state(work, message, Delivery::Stopped, "", None)?;
    let found = messages::find(work, message)?;
    work.record(&Event::MessageStopped { conversation: found.conversation_id, message })?;
    match author(work, &found)? {
        Some(agent) => notices::give(work, agent, notices::Kind::Stopped, found.conversation_id, Some(message)).map(drop),
        None => Ok(()),
    }
}

/// Who planned it; what a program planned is its conversation's assignee's to look at.
fn author(work: &mut Work<'_>, message: &Message) -> Result<Option<i64>, Trouble> {
    match (message.author_kind.as_str(), message.author_id) {
        ("agent", Some(agent)) => Ok(Some(agent)),
        _ => Ok(conversations::find(work, message.conversation_id)?.assignee_id),
    }
}

impl Conversation {
    /// Sends what was stopped, or what is planned for later, now: somebody has looked. It waits the undo seconds like any reply, and from
    /// now on it is the newest word. `seen` is the newest message they were shown. Says when it leaves.
    pub fn send_now(&self, work: &mut Work<'_>, agent: i64, message: MessageId, seen: Option<MessageId>) -> Result<Moment, Trouble> {
        let now = self.unlocked(work)?;
        let found = messages::find(work, message)?;
        let waits = is_planned(work, message)? && found.external_id.is_none();
        let waits = found.conversation_id == self.id
            && match found.delivery {
                Some(Delivery::Stopped) => waits,
                Some(Delivery::Held) => waits && jobs::take_back(work, &key(message))?,
                _ => false,
            };
        if !waits {
            return Err(Trouble::refused("desk-nothing-to-send"));
        }
        now.nothing_new_since(work, agent, seen)?;
        let (written_at, leaves_at) = (work.now, work.now.plus_seconds(inboxes::find(work, now.inbox_id)?.undo_seconds));
        sql("UPDATE message SET delivery = 'held', delivery_reason = NULL, due_at = $2, written_at = $3, planned = FALSE WHERE id = $1")
            .with(message)
            .with(leaves_at)
            .with(written_at)
            .run(work)?;
        promise(work, message, leaves_at)?;
        work.record(&Event::MessageReleased { conversation: self.id, message })?;
        now.make_pending(work)?;
        sql("UPDATE conversation SET waiting_since = NULL WHERE id = $1").with(self.id).run(work)?;
        now.touch(work)?;
        conversations::recount(work, self.id)?;
        Ok(leaves_at)
    }
}

/// Whether it was planned for a time of its own.
pub fn is_planned(tx: &mut db::Tx<'_>, message: MessageId) -> Result<bool, Trouble> {
    sql("SELECT planned FROM message WHERE id = $1").with(message).only(tx, "message")
}
