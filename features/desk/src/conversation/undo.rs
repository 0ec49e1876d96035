//! Undoing a merge, split or move: exactly what went comes back, and both conversations stand as they stood, except
//! where somebody wrote or changed something since. What was merged on into a third must be undone there first.

use crate::conversation::carry::Carried;
use crate::shared::{self, SharedId};
use crate::sides::{self, SideId};
use crate::{Conversation, ConversationId, Event, InboxId, MessageId, Status, conversations};
use db::{Trouble, Work, sql};
use kit::Moment;
use serde::{Deserialize, Serialize};

/// What was moved and how things stood before, as the rearrangement keeps it.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Detail {
    pub messages: Vec<MessageId>,
    /// Who takes part in the other conversation only since then.
    pub participants: Vec<String>,
    /// What people had said of the other, taken over by the kept one.
    pub carried: Carried,
    /// The side conversations that came along.
    pub sides: Vec<SideId>,
    /// The drafts shown to colleagues that came along.
    pub shared: Vec<SharedId>,
    /// How the one that was kept in a merge stood.
    pub before: Option<Standing>,
    /// How the one that was left without messages stood.
    pub emptied: Option<Standing>,
    /// The newest message of the kept one right after a merge.
    pub last_message: Option<MessageId>,
    /// A move to another inbox: from where, to where, and who could no longer see it there.
    pub inbox: Option<InboxId>,
    pub to_inbox: Option<InboxId>,
    pub assignee: Option<i64>,
}

/// Whose move it was, and since when somebody waited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Standing {
    pub status: Status,
    pub waiting_since: Option<Moment>,
    pub snoozed_until: Option<Moment>,
}

impl Standing {
    pub const fn of(conversation: &Conversation) -> Self {
        Self {
            status: conversation.status,
            waiting_since: conversation.waiting_since,
            snoozed_until: conversation.snoozed_until,
        }
    }

    /// How a conversation stands once it has taken in another.
    pub fn together_with(self, other: &Self) -> Self {
        let waiting_since = match (self.waiting_since, other.waiting_since) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let reopened = other.status == Status::Open && self.status != Status::Open;
        if reopened {
            Self { status: Status::Open, waiting_since, snoozed_until: None }
        } else {
            Self { waiting_since, ..self }
        }
    }

    fn restore(&self, work: &mut Work<'_>, conversation: ConversationId) -> Result<(), Trouble> {
        sql("UPDATE conversation SET status = $2, waiting_since = $3, snoozed_until = $4, merged_into = NULL, version = version + 1 WHERE id = $1")
            .with(conversation)
            .with(self.status)
            .with(self.waiting_since)
            .with(self.snoozed_until)
            .run(work)?;
        Ok(())
    }
}

/// Undoes a merge, split or move. Undoing twice changes nothing.
pub fn undo(work: &mut Work<'_>, rearrangement: i64) -> Result<ConversationId, Trouble> {
    let (kind, conversation, other, detail): (String, ConversationId, Option<ConversationId>, String) =
        sql("SELECT kind, conversation_id, other_id, detail FROM rearrangement WHERE id = $1")
            .with(rearrangement)
            .only(work, "rearrangement")?;
    let detail: Detail = serde_json::from_str(&detail).map_err(|e| Trouble::Shape(format!("rearrangement {rearrangement}: {e}")))?;
    let now = work.now;
    let rows = sql("UPDATE rearrangement SET undone_at = $2 WHERE id = $1 AND undone_at IS NULL")
        .with(rearrangement)
        .with(now)
        .run(work)?;
    if rows == 0 {
        return Ok(conversation);
    }
    match (kind.as_str(), other) {
        ("merge", Some(other)) => undo_merge(work, conversation, other, &detail)?,
        ("split", Some(other)) => undo_split(work, conversation, other, &detail)?,
        ("move", Some(other)) => undo_move(work, conversation, other, &detail)?,
        _ => undo_inbox(work, conversation, &detail)?,
    }
    work.record(&Event::RearrangementUndone { conversation, other, rearrangement })?;
    Ok(conversation)
}

fn undo_merge(work: &mut Work<'_>, kept: ConversationId, other: ConversationId, detail: &Detail) -> Result<(), Trouble> {
    let now = standing_by_itself(work, kept)?;
    let quiet_since = conversations::last_message(work, kept)? == detail.last_message;
    sides::move_those(work, &detail.sides, kept, other)?;
    shared::move_those(work, &detail.shared, kept, other)?;
    bring_home(work, &detail.sides, other)?;
    move_back(work, &detail.messages, kept, other)?;
    if let Some(merged) = &detail.emptied {
        merged.restore(work, other)?;
        if let Some(before) = detail.before.filter(|before| quiet_since && Standing::of(&now) == before.together_with(merged)) {
            before.restore(work, kept)?;
        }
    }
    forget_participants(work, kept, &detail.participants)?;
    detail.carried.give_up(work, kept)?;
    unlink(work, kept, other, "merged")?;
    conversations::recount(work, kept)?;
    conversations::recount(work, other)
}

/// What was said in these sides since stays with them.
fn bring_home(work: &mut Work<'_>, sides: &[SideId], home: ConversationId) -> Result<(), Trouble> {
    for side in sides {
        let theirs: Vec<MessageId> =
            sql("SELECT m.id FROM message m JOIN side s ON s.id = m.side_id WHERE s.id = $1 AND s.conversation_id = $2 ORDER BY m.id")
                .with(*side)
                .with(home)
                .all(work)?;
        move_rows(work, &theirs, home)?;
    }
    Ok(())
}

fn undo_move(work: &mut Work<'_>, from: ConversationId, to: ConversationId, detail: &Detail) -> Result<(), Trouble> {
    let now = standing_by_itself(work, to)?;
    if let Some(emptied) = &detail.emptied {
        emptied.restore(work, from)?;
    }
    let home = standing_by_itself(work, from)?;
    move_back(work, &detail.messages, to, from)?;
    forget_participants(work, to, &detail.participants)?;
    share_waiting(work, &home, &now)
}

/// The half that was split off and is empty again has nothing left to answer.
fn undo_split(work: &mut Work<'_>, from: ConversationId, to: ConversationId, detail: &Detail) -> Result<(), Trouble> {
    undo_move(work, from, to, detail)?;
    match conversations::last_message(work, to)? {
        None => {
            unlink(work, to, from, "split")?;
            close_towards(work, to, from)
        }
        Some(_) => Ok(()),
    }
}

/// Takes away the link a rearrangement made; one made by hand stays.
fn unlink(work: &mut Work<'_>, from: ConversationId, to: ConversationId, reason: &'static str) -> Result<(), Trouble> {
    sql("DELETE FROM conversation_link WHERE from_id = $1 AND to_id = $2 AND reason = $3")
        .with(from)
        .with(to)
        .with(reason)
        .run(work)?;
    Ok(())
}

/// A later move stands.
fn undo_inbox(work: &mut Work<'_>, conversation: ConversationId, detail: &Detail) -> Result<(), Trouble> {
    let now = conversations::for_change(work, conversation)?;
    let Some(inbox) = detail.inbox.filter(|_| detail.to_inbox == Some(now.inbox_id)) else {
        return Ok(());
    };
    sql("UPDATE conversation SET inbox_id = $2, version = version + 1 WHERE id = $1")
        .with(conversation)
        .with(inbox)
        .run(work)?;
    match detail.assignee.filter(|_| now.assignee_id.is_none()) {
        Some(agent) if crate::viewer::may_see(work, agent, inbox)? => now.give_to(work, Some(agent)),
        _ => Ok(()),
    }
}

/// Refuses to move anything into or out of what was merged away meanwhile: it would be lost from sight.
fn standing_by_itself(work: &mut Work<'_>, id: ConversationId) -> Result<Conversation, Trouble> {
    conversations::find(work, id)?.unmerged(work)
}

/// Locks an emptied conversation; its story goes on in `to`.
pub(crate) fn close_towards(work: &mut Work<'_>, emptied: ConversationId, to: ConversationId) -> Result<(), Trouble> {
    sql("UPDATE conversation SET merged_into = $2, status = 'closed', waiting_since = NULL, snoozed_until = NULL, version = version + 1 WHERE id = $1")
        .with(emptied)
        .with(to)
        .run(work)?;
    Ok(())
}

/// Moves messages, and with them what people were told of them.
pub(crate) fn move_rows(work: &mut Work<'_>, messages: &[MessageId], to: ConversationId) -> Result<(), Trouble> {
    for message in messages {
        sql("UPDATE message SET conversation_id = $2 WHERE id = $1").with(*message).with(to).run(work)?;
        sql("UPDATE notice SET conversation_id = $2 WHERE message_id = $1")
            .with(*message)
            .with(to)
            .run(work)?;
    }
    Ok(())
}

/// Only what is still where it was moved to goes back: a later move of the same message stands.
fn move_back(work: &mut Work<'_>, messages: &[MessageId], from: ConversationId, to: ConversationId) -> Result<(), Trouble> {
    for message in messages {
        let here: Option<i64> = sql("SELECT 1 FROM message WHERE id = $1 AND conversation_id = $2")
            .with(*message)
            .with(from)
            .one(work)?;
        if here.is_some() {
            move_rows(work, &[*message], to)?;
        }
    }
    Ok(())
}

/// After messages went from one to the other: counts them anew, and whoever waits, waits where their words are.
pub(crate) fn share_waiting(work: &mut Work<'_>, one: &Conversation, other: &Conversation) -> Result<(), Trouble> {
    for conversation in [one, other] {
        conversations::recount(work, conversation.id)?;
        let owed = matches!(conversation.status, Status::Open | Status::OnHold | Status::Snoozed);
        if owed && (one.waiting_since.is_some() || other.waiting_since.is_some()) {
            let since = conversations::unanswered_since(work, conversation.id)?;
            sql("UPDATE conversation SET waiting_since = $2 WHERE id = $1")
                .with(conversation.id)
                .with(since)
                .run(work)?;
        }
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
