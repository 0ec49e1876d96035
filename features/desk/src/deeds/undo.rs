//! Undoing a deed, whatever its way back is. Only who did it may, once, and within a day.

use super::{Change, Deed, DeedId, Part, Way, conversations_of, own, put_back, read};
use crate::bulk::{self, BulkId};
use crate::sides::{self, SideId};
use crate::{ConversationId, Viewer, Visible, drafts, messages, rearrangements};
use db::{Trouble, Tx, Work, sql};

/// Older deeds have been built upon.
pub(super) const UNDONE_WITHIN_SECONDS: i64 = 86_400;

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undone {
    /// This conversation stands as it stood.
    Conversation(ConversationId),
    /// Words are back in the composer of this conversation.
    Composer(ConversationId),
    /// Words are back where this side conversation is written.
    Beside(ConversationId, SideId),
    /// A draft of a conversation yet to be begun is back.
    Draft(drafts::DraftId),
    /// Many are being put back.
    Bulk(BulkId),
}

/// What one must be allowed to, to undo it.
pub fn needs(tx: &mut Tx<'_>, agent: i64, id: DeedId) -> Result<Vec<&'static str>, Trouble> {
    let deed = own(tx, agent, id)?;
    let mut needs = match deed.way()? {
        Way::Change | Way::Bulk => of_changes(tx, id)?,
        Way::Rearrangement(_) => vec!["conversations.merge"],
        Way::Message(_) => vec!["conversations.reply"],
        Way::Draft(_) | Way::None => Vec::new(),
    };
    needs.sort_unstable();
    needs.dedup();
    Ok(needs)
}

fn of_changes(tx: &mut Tx<'_>, id: DeedId) -> Result<Vec<&'static str>, Trouble> {
    let changed: Vec<String> = sql("SELECT DISTINCT changed FROM deed_change WHERE deed_id = $1 AND undone_at IS NULL")
        .with(id)
        .all(tx)?;
    let mut needs = Vec::new();
    for text in changed {
        needs.extend(read(&text)?.iter().filter_map(permission));
    }
    Ok(needs)
}

/// Opening what one closed wants what closing wants.
fn permission(change: &Change) -> Option<&'static str> {
    match change.part {
        Part::Follows | Part::FollowUp(_) => None,
        Part::Team | Part::Assignee => Some("conversations.assign"),
        Part::Link(_) => Some("conversations.merge"),
        Part::Item(_) => Some("conversations.note"),
        Part::Status if change.closed_it() => Some("conversations.close"),
        Part::Subject | Part::Priority | Part::Category | Part::Field(_) | Part::Tag(_) | Part::Status => Some("conversations.resolve"),
    }
}

/// Undoes it. `zone` is the clock of whoever does.
pub fn undo(work: &mut Work<'_>, viewer: Viewer, zone: &str, id: DeedId) -> Result<Undone, Trouble> {
    let deed = own(work, viewer.agent, id)?;
    if deed.is_undone {
        return Err(Trouble::refused("desk-undo-undone"));
    }
    end(work, &deed)?;
    work.keep_quietly("each thing taken back is recorded by its verb");
    match deed.way()? {
        Way::Change => {
            let changed = conversations_of(work, id)?.first().copied().ok_or(Trouble::NotFound("deed"))?;
            put_back(work, viewer, id, changed)?;
            Ok(Undone::Conversation(changed))
        }
        Way::None => Err(Trouble::refused("desk-undo-too-old")),
        Way::Bulk => Ok(Undone::Bulk(bulk::undo(work, viewer, zone, id)?)),
        Way::Rearrangement(rearrangement) => {
            rearrangements::must_see_all_of(work, viewer, rearrangement)?;
            Ok(Undone::Conversation(crate::undo(work, rearrangement)?))
        }
        Way::Message(message) => {
            let message = messages::find(work, message).map_err(|_| Trouble::refused("desk-too-late-to-take-back"))?;
            let conversation = Visible::find(work, viewer, message.conversation_id)?;
            let side = sides::of_message(work, message.id)?;
            conversation.take_back(work, viewer.agent, message.id)?;
            Ok(side.map_or(Undone::Composer(conversation.id), |side| Undone::Beside(conversation.id, side)))
        }
        Way::Draft(thrown) => {
            let draft = drafts::bring_back(work, viewer, &thrown)?;
            Ok(draft.conversation_id.map_or(Undone::Draft(draft.id), Undone::Composer))
        }
    }
}

/// Marks it undone; too late is too late.
fn end(work: &mut Work<'_>, deed: &Deed) -> Result<(), Trouble> {
    let now = work.now;
    let rows = sql("UPDATE deed SET undone_at = $2 WHERE id = $1 AND undone_at IS NULL AND done_at >= $3")
        .with(deed.id)
        .with(now)
        .with(now.plus_seconds(-UNDONE_WITHIN_SECONDS))
        .run(work)?;
    if rows == 0 { Err(Trouble::refused("desk-undo-too-old")) } else { Ok(()) }
}
