//! Putting conversations together and taking them apart: merge, split, move. Each can be undone.
//!
//! A rearrangement writes down which messages went where; undoing it moves exactly those back. Messages keep their kind
//! and their people, so a note stays a note wherever it goes.

use crate::conversations::{self, Opening};
use crate::{Conversation, ConversationId, Event, InboxId, MessageId, Status};
use db::{Trouble, Work, sql};
use serde::{Deserialize, Serialize};

/// What was done, so that it can be undone and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rearranged {
    pub rearrangement: i64,
    /// Where the moved messages are now.
    pub conversation: ConversationId,
}

#[derive(Debug, Serialize, Deserialize)]
struct Detail {
    messages: Vec<MessageId>,
    participants: Vec<String>,
    status: Option<String>,
    inbox: Option<InboxId>,
}

impl Conversation {
    /// Moves everything of `other` here; `other` is locked and points here from now on.
    pub fn merge(&self, work: &mut Work<'_>, other: &Self) -> Result<Rearranged, Trouble> {
        self.unlocked()?;
        if other.id == self.id {
            return Err(Trouble::refused("desk-merge-with-itself"));
        }
        if other.merged_into.is_some() {
            return Err(Trouble::refused("desk-conversation-merged").with("number", other.number));
        }
        let messages: Vec<MessageId> = sql("SELECT id FROM message WHERE conversation_id = $1 ORDER BY id").with(other.id).all(work)?;
        let participants = self.take_participants(work, other.id)?;
        move_rows(work, &messages, self.id)?;
        sql("UPDATE conversation SET merged_into = $2, status = 'closed', waiting_since = NULL, snoozed_until = NULL WHERE id = $1")
            .with(other.id)
            .with(self.id)
            .run(work)?;
        self.inherit_waiting(work, other)?;
        let detail = Detail { messages, participants, status: Some(other.status.word().into()), inbox: None };
        let rearrangement = write_down(work, "merge", self.id, Some(other.id), &detail)?;
        self.link(work, other.id, "merged")?;
        work.record(&Event::Merged { conversation: self.id, other: other.id, rearrangement })?;
        Ok(Rearranged { rearrangement, conversation: self.id })
    }

    /// Starts a conversation of its own from `from` and everything written after it.
    pub fn split(&self, work: &mut Work<'_>, from: MessageId) -> Result<Rearranged, Trouble> {
        self.unlocked()?;
        let messages: Vec<MessageId> = sql("SELECT m.id FROM message m JOIN message f ON f.id = $2
                                             WHERE m.conversation_id = $1 AND f.conversation_id = $1
                                               AND (m.written_at > f.written_at OR (m.written_at = f.written_at AND m.id >= f.id))
                                             ORDER BY m.written_at, m.id")
        .with(self.id)
        .with(from)
        .all(work)?;
        let first = sql("SELECT subject FROM message WHERE id = $1 AND conversation_id = $2").with(from).with(self.id).only::<String>(work, "message")?;
        if messages.len() as i64 >= self.message_count {
            return Err(Trouble::refused("desk-split-needs-a-rest"));
        }
        let customer = self.customer_of(work, from)?;
        let subject = if first.is_empty() { self.subject.clone() } else { first };
        let new = conversations::open(work, &Opening { inbox: self.inbox_id, customer, subject: &subject, automatic: false })?;
        let rearrangement = self.move_to(work, "split", &messages, &new)?;
        new.link(work, self.id, "split")?;
        work.record(&Event::Split { conversation: self.id, other: new.id, rearrangement })?;
        Ok(Rearranged { rearrangement, conversation: new.id })
    }

    /// Moves the whole conversation to another inbox, and so before other eyes.
    pub fn move_to_inbox(&self, work: &mut Work<'_>, inbox: InboxId) -> Result<Rearranged, Trouble> {
        self.unlocked()?;
        let to = crate::inboxes::find(work, inbox)?;
        if to.archived {
            return Err(Trouble::NotFound("inbox"));
        }
        let detail = Detail { messages: Vec::new(), participants: Vec::new(), status: None, inbox: Some(self.inbox_id) };
        let rearrangement = write_down(work, "inbox", self.id, None, &detail)?;
        sql("UPDATE conversation SET inbox_id = $2, version = version + 1 WHERE id = $1").with(self.id).with(inbox).run(work)?;
        work.record(&Event::InboxChanged { conversation: self.id, from: self.inbox_id, to: inbox, rearrangement })?;
        Ok(Rearranged { rearrangement, conversation: self.id })
    }

    fn move_to(&self, work: &mut Work<'_>, kind: &'static str, messages: &[MessageId], to: &Self) -> Result<i64, Trouble> {
        let participants = to.take_participants(work, self.id)?;
        move_rows(work, messages, to.id)?;
        conversations::recount(work, self.id)?;
        conversations::recount(work, to.id)?;
        let detail = Detail { messages: messages.to_vec(), participants, status: None, inbox: None };
        write_down(work, kind, self.id, Some(to.id), &detail)
    }

    /// Makes the other's participants ours too and says which are new.
    fn take_participants(&self, work: &mut Work<'_>, other: ConversationId) -> Result<Vec<String>, Trouble> {
        let new: Vec<String> = sql("SELECT address FROM participant WHERE conversation_id = $2
                                    EXCEPT SELECT address FROM participant WHERE conversation_id = $1")
        .with(self.id)
        .with(other)
        .all(work)?;
        for address in &new {
            conversations::add_participant(work, self.id, address)?;
        }
        Ok(new)
    }

    fn inherit_waiting(&self, work: &mut Work<'_>, other: &Self) -> Result<(), Trouble> {
        let earliest = match (self.waiting_since, other.waiting_since) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let status = if other.is_open() { Status::Open } else { self.status };
        sql("UPDATE conversation SET waiting_since = $2, status = $3 WHERE id = $1").with(self.id).with(earliest).with(status).run(work)?;
        conversations::recount(work, self.id)?;
        conversations::recount(work, other.id)
    }

    /// The customer who wrote the message, or ours.
    fn customer_of(&self, work: &mut Work<'_>, message: MessageId) -> Result<i64, Trouble> {
        let author: Option<i64> = sql("SELECT author_id FROM message WHERE id = $1 AND author_kind = 'customer'").with(message).one::<Option<i64>>(work)?.flatten();
        Ok(author.unwrap_or(self.customer_id))
    }
}

/// Moves chosen messages to another conversation.
pub fn move_messages(work: &mut Work<'_>, from: &Conversation, messages: &[MessageId], to: &Conversation) -> Result<Rearranged, Trouble> {
    from.unlocked()?;
    to.unlocked()?;
    if from.id == to.id || messages.is_empty() {
        return Err(Trouble::refused("desk-move-nowhere"));
    }
    for message in messages {
        sql("SELECT id FROM message WHERE id = $1 AND conversation_id = $2").with(*message).with(from.id).only::<i64>(work, "message")?;
    }
    let rearrangement = from.move_to(work, "move", messages, to)?;
    work.record(&Event::MessagesMoved { conversation: from.id, other: to.id, rearrangement })?;
    Ok(Rearranged { rearrangement, conversation: to.id })
}

/// Undoes a merge, split or move: exactly the messages that were moved go back. Undoing twice changes nothing.
pub fn undo(work: &mut Work<'_>, rearrangement: i64) -> Result<ConversationId, Trouble> {
    let (kind, conversation, other, detail): (String, ConversationId, Option<ConversationId>, String) =
        sql("SELECT kind, conversation_id, other_id, detail FROM rearrangement WHERE id = $1").with(rearrangement).only(work, "rearrangement")?;
    let detail: Detail = serde_json::from_str(&detail).map_err(|e| Trouble::Shape(format!("rearrangement {rearrangement}: {e}")))?;
    let now = work.now;
    let rows = sql("UPDATE rearrangement SET undone_at = $2 WHERE id = $1 AND undone_at IS NULL").with(rearrangement).with(now).run(work)?;
    if rows == 0 {
        return Ok(conversation);
    }
    match (kind.as_str(), other) {
        ("merge", Some(other)) => undo_merge(work, conversation, other, &detail)?,
        ("split" | "move", Some(other)) => undo_move(work, conversation, other, &detail)?,
        _ => undo_inbox(work, conversation, &detail)?,
    }
    work.record(&Event::RearrangementUndone { conversation, other, rearrangement })?;
    Ok(conversation)
}

fn undo_merge(work: &mut Work<'_>, kept: ConversationId, other: ConversationId, detail: &Detail) -> Result<(), Trouble> {
    move_back(work, &detail.messages, kept, other)?;
    let status = detail.status.as_deref().and_then(Status::of_word).unwrap_or(Status::Open);
    sql("UPDATE conversation SET merged_into = NULL, status = $2 WHERE id = $1").with(other).with(if status == Status::Snoozed { Status::Open } else { status }).run(work)?;
    forget_participants(work, kept, &detail.participants)?;
    sql("DELETE FROM conversation_link WHERE from_id = $1 AND to_id = $2 AND reason = 'merged'").with(kept).with(other).run(work)?;
    conversations::recount(work, kept)?;
    conversations::recount(work, other)
}

fn undo_move(work: &mut Work<'_>, from: ConversationId, to: ConversationId, detail: &Detail) -> Result<(), Trouble> {
    move_back(work, &detail.messages, to, from)?;
    forget_participants(work, to, &detail.participants)?;
    conversations::recount(work, from)?;
    conversations::recount(work, to)?;
    // What was split off and is empty again has nothing left to answer.
    sql("UPDATE conversation SET status = 'closed', merged_into = $2, waiting_since = NULL WHERE id = $1 AND message_count = 0").with(to).with(from).run(work)?;
    Ok(())
}

fn undo_inbox(work: &mut Work<'_>, conversation: ConversationId, detail: &Detail) -> Result<(), Trouble> {
    if let Some(inbox) = detail.inbox {
        sql("UPDATE conversation SET inbox_id = $2, version = version + 1 WHERE id = $1").with(conversation).with(inbox).run(work)?;
    }
    Ok(())
}

fn move_rows(work: &mut Work<'_>, messages: &[MessageId], to: ConversationId) -> Result<(), Trouble> {
    for message in messages {
        sql("UPDATE message SET conversation_id = $2 WHERE id = $1").with(*message).with(to).run(work)?;
    }
    Ok(())
}

/// Only what is still where it was moved to goes back: a later move of the same message stands.
fn move_back(work: &mut Work<'_>, messages: &[MessageId], from: ConversationId, to: ConversationId) -> Result<(), Trouble> {
    for message in messages {
        sql("UPDATE message SET conversation_id = $3 WHERE id = $1 AND conversation_id = $2").with(*message).with(from).with(to).run(work)?;
    }
    Ok(())
}

fn forget_participants(work: &mut Work<'_>, conversation: ConversationId, addresses: &[String]) -> Result<(), Trouble> {
    for address in addresses {
        sql("DELETE FROM participant
              WHERE conversation_id = $1 AND address = $2
                AND NOT EXISTS (SELECT 1 FROM message m WHERE m.conversation_id = $1 AND m.from_address = $2)
                AND NOT EXISTS (SELECT 1 FROM message m JOIN message_recipient r ON r.message_id = m.id
                                 WHERE m.conversation_id = $1 AND r.address = $2 AND r.role <> 'bcc')")
        .with(conversation)
        .with(address)
        .run(work)?;
    }
    Ok(())
}

fn write_down(work: &mut Work<'_>, kind: &'static str, conversation: ConversationId, other: Option<ConversationId>, detail: &Detail) -> Result<i64, Trouble> {
    let (now, actor) = (work.now, work.actor);
    let detail = serde_json::to_string(detail).map_err(|e| Trouble::Shape(e.to_string()))?;
    sql("INSERT INTO rearrangement (kind, conversation_id, other_id, detail, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id")
        .with(kind)
        .with(conversation)
        .with(other)
        .with(detail)
        .with(now)
        .with(actor.id())
        .only(work, "rearrangement")
}
