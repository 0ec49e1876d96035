//! Putting conversations together and taking them apart: merge, split, move. Each can be undone.
//!
//! A rearrangement writes down which messages went where; undoing it moves exactly those back. Messages keep their kind
//! and their people, so a note stays a note wherever it goes. Side conversations go along with a merge and stay put otherwise.

use crate::conversation::carry::carry;
use crate::conversation::undo::{Detail, Standing, close_towards, move_rows, share_waiting};
use crate::conversations::{self, Opening};
use crate::{Conversation, ConversationId, Event, InboxId, MessageId, shared, sides};
use customers::holds::Held;
use db::{Trouble, Work, sql};

/// What was done, so that it can be undone and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rearranged {
    pub rearrangement: i64,
    /// Where the moved messages are now.
    pub conversation: ConversationId,
}

impl Conversation {
    /// Moves everything of `other` here; `other` is locked and points here from now on.
    pub fn merge(&self, work: &mut Work<'_>, other: &Self) -> Result<Rearranged, Trouble> {
        if other.id == self.id {
            return Err(Trouble::refused("desk-merge-with-itself"));
        }
        let (kept, other) = (self.unlocked(work)?, other.unmerged(work)?);
        // A legal hold is on this very conversation: its messages stay in it.
        customers::holds::refuse_held_conversation(work, other.id.0)?;
        if other.customer_id != kept.customer_id {
            // Nor does what a held customer wrote become somebody else's.
            customers::holds::refuse_held_customer(work, customers::CustomerId(other.customer_id))?;
        }
        let messages: Vec<MessageId> = sql("SELECT id FROM message WHERE conversation_id = $1 ORDER BY id").with(other.id).all(work)?;
        let participants = kept.take_participants(work, other.id)?;
        let carried = carry(work, &kept, &other)?;
        move_rows(work, &messages, kept.id)?;
        let sides = sides::move_all(work, other.id, kept.id)?;
        let shared = shared::move_all(work, other.id, kept.id)?;
        close_towards(work, other.id, kept.id)?;
        let last_message = conversations::last_message(work, kept.id)?;
        let (before, emptied) = (Some(Standing::of(&kept)), Some(Standing::of(&other)));
        let detail = Detail {
            messages,
            participants,
            carried,
            sides,
            shared,
            before,
            emptied,
            last_message,
            ..Detail::default()
        };
        let rearrangement = write_down(work, "merge", kept.id, Some(other.id), &detail)?;
        kept.link(work, other.id, "merged")?;
        work.record(&Event::Merged { conversation: kept.id, other: other.id, rearrangement })?;
        kept.inherit(work, &other)?;
        Ok(Rearranged { rearrangement, conversation: kept.id })
    }

    /// Starts a conversation of its own from `from` and everything written after it.
    pub fn split(&self, work: &mut Work<'_>, from: MessageId) -> Result<Rearranged, Trouble> {
        let now = self.unlocked(work)?;
        let messages: Vec<MessageId> = sql("SELECT m.id FROM message m JOIN message f ON f.id = $2
                                             WHERE m.conversation_id = $1 AND f.conversation_id = $1 AND m.side_id IS NULL AND f.side_id IS NULL
                                               AND (m.written_at > f.written_at OR (m.written_at = f.written_at AND m.id >= f.id))
                                             ORDER BY m.written_at, m.id")
        .with(now.id)
        .with(from)
        .all(work)?;
        let first = sql("SELECT subject FROM message WHERE id = $1 AND conversation_id = $2 AND side_id IS NULL")
            .with(from)
            .with(now.id)
            .only::<String>(work, "message")?;
        if messages.len() as i64 >= now.message_count {
            return Err(Trouble::refused("desk-split-needs-a-rest"));
        }
        let customer = now.customer_of(work, from)?;
        let subject = if first.is_empty() { &now.subject } else { &first };
        let new = conversations::open(work, &Opening { inbox: now.inbox_id, customer, subject, automatic: false })?;
        let rearrangement = now.move_to(work, "split", &messages, &new)?;
        new.link(work, now.id, "split")?;
        work.record(&Event::Split { conversation: now.id, other: new.id, rearrangement })?;
        Ok(Rearranged { rearrangement, conversation: new.id })
    }

    /// Moves the whole conversation to another inbox, and so before other eyes. An agent who does not see it there loses it.
    pub fn move_to_inbox(&self, work: &mut Work<'_>, inbox: InboxId) -> Result<Rearranged, Trouble> {
        let now = self.unlocked(work)?;
        let to = crate::inboxes::find(work, inbox)?;
        if to.archived {
            return Err(Trouble::NotFound("inbox"));
        }
        let lost = match now.assignee_id {
            Some(agent) if !crate::viewer::may_see(work, agent, inbox)? => Some(agent),
            _ => None,
        };
        let detail = Detail {
            inbox: Some(now.inbox_id),
            to_inbox: Some(inbox),
            assignee: lost,
            ..Detail::default()
        };
        let rearrangement = write_down(work, "inbox", now.id, None, &detail)?;
        sql("UPDATE conversation SET inbox_id = $2, version = version + 1 WHERE id = $1")
            .with(now.id)
            .with(inbox)
            .run(work)?;
        work.record(&Event::InboxChanged { conversation: now.id, from: now.inbox_id, to: inbox, rearrangement })?;
        if lost.is_some() {
            now.give_to(work, None)?;
        }
        Ok(Rearranged { rearrangement, conversation: now.id })
    }

    /// What a split and a move share. A conversation that is left without a message points to where they went.
    fn move_to(&self, work: &mut Work<'_>, kind: &'static str, messages: &[MessageId], to: &Self) -> Result<i64, Trouble> {
        let participants = to.take_participants(work, self.id)?;
        customers::holds::carry(work, Held::Conversation(self.id.0), Held::Conversation(to.id.0))?;
        move_rows(work, messages, to.id)?;
        share_waiting(work, self, to)?;
        let emptied = conversations::last_message(work, self.id)?.is_none().then(|| Standing::of(self));
        if emptied.is_some() {
            close_towards(work, self.id, to.id)?;
        }
        let detail = Detail { messages: messages.to_vec(), participants, emptied, ..Detail::default() };
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

    /// Takes on what the other owed: it is open if either was, and the customer waits since the earlier moment.
    fn inherit(&self, work: &mut Work<'_>, other: &Self) -> Result<(), Trouble> {
        let then = Standing::of(self).together_with(&Standing::of(other));
        if other.is_open() {
            self.reopen(work)?;
        }
        sql("UPDATE conversation SET waiting_since = $2 WHERE id = $1")
            .with(self.id)
            .with(then.waiting_since)
            .run(work)?;
        conversations::recount(work, self.id)?;
        conversations::recount(work, other.id)
    }

    /// The customer who wrote the message, or ours.
    fn customer_of(&self, work: &mut Work<'_>, message: MessageId) -> Result<i64, Trouble> {
        let author: Option<i64> = sql("SELECT author_id FROM message WHERE id = $1 AND author_kind = 'customer'")
            .with(message)
            .one::<Option<i64>>(work)?
            .flatten();
        Ok(author.unwrap_or(self.customer_id))
    }
}

/// Moves chosen messages to another conversation.
pub fn move_messages(work: &mut Work<'_>, from: &Conversation, messages: &[MessageId], to: &Conversation) -> Result<Rearranged, Trouble> {
    if from.id == to.id || messages.is_empty() {
        return Err(Trouble::refused("desk-move-nowhere"));
    }
    let (from, to) = (from.unlocked(work)?, to.unlocked(work)?);
    for message in messages {
        sql("SELECT id FROM message WHERE id = $1 AND conversation_id = $2 AND side_id IS NULL")
            .with(*message)
            .with(from.id)
            .only::<i64>(work, "message")?;
    }
    let rearrangement = from.move_to(work, "move", messages, &to)?;
    work.record(&Event::MessagesMoved { conversation: from.id, other: to.id, rearrangement })?;
    Ok(Rearranged { rearrangement, conversation: to.id })
}

fn write_down(
    work: &mut Work<'_>,
    kind: &'static str,
    conversation: ConversationId,
    other: Option<ConversationId>,
    detail: &Detail,
) -> Result<i64, Trouble> {
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
