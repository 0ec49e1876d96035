//! Putting a conversation back to how it stood, part by part, by the verbs of the buttons. First it is asked whether each part is
//! still as the deed left it: who moved on meanwhile is named, and nothing changes.

use super::state::{self, Change, Part};
use super::{DeedId, changes_in};
use crate::{Category, Conversation, ConversationId, Priority, Status, Viewer, Visible, checklist, follow_ups, tags};
use db::{Trouble, Tx, Work, sql};
use kit::Moment;

/// Undoes what a deed did to one conversation. Undoing twice changes nothing; `false` says so. A closed one is unlocked only by
/// undoing its closing; in any other the verbs say what may be put back.
pub fn put_back(work: &mut Work<'_>, viewer: Viewer, deed: DeedId, id: ConversationId) -> Result<bool, Trouble> {
    let conversation = Visible::find(work, viewer, id)?;
    let now = conversation.unmerged(work)?;
    let Some(changed) = changes_in(work, deed, id)? else { return Ok(false) };
    let stands = state::of(work, viewer.agent, id)?;
    if let Some(moved) = changed.iter().find(|change| stands.get(&change.part) != change.after.as_ref()) {
        return Err(refusal(work, viewer, deed, &now, moved.part)?);
    }
    if changed.iter().any(Change::closed_it) {
        now.unlock(work)?;
    }
    for change in &changed {
        back(work, viewer, &now, change)?;
    }
    let at = work.now;
    sql("UPDATE deed_change SET undone_at = $3 WHERE deed_id = $1 AND conversation_id = $2")
        .with(deed)
        .with(id)
        .with(at)
        .run(work)?;
    Ok(true)
}

fn back(work: &mut Work<'_>, viewer: Viewer, now: &Conversation, change: &Change) -> Result<(), Trouble> {
    let before = change.before.as_deref();
    match change.part {
        Part::Subject => now.rename(work, before.unwrap_or_default()),
        Part::Priority => now.prioritise(work, before.and_then(Priority::of_word).unwrap_or(Priority::Normal)),
        Part::Category => now.categorise(work, before.and_then(Category::of_word)),
        Part::Field(field) => now.set_field(work, field, before.unwrap_or_default()),
        Part::Tag(tag) if before.is_some() => {
            let name = tags::name_of(work, tag)?;
            now.tag(work, &name)
        }
        Part::Tag(tag) => now.untag(work, tag),
        Part::Follows if before.is_some() => now.follow(work, viewer.agent),
        Part::Follows => now.unfollow(work, viewer.agent),
        Part::Link(other) => {
            let other = Visible::find(work, viewer, other)?;
            now.relink(work, &other, before)
        }
        Part::Item(item) => checklist::put_back(work, item, before),
        Part::FollowUp(one) => follow_ups::put_back(work, one, before),
        Part::Team => now.hand_to_team(work, key(before)),
        Part::Assignee => now.assign(work, key(before)),
        Part::Status => turn_back(work, now, before.unwrap_or_default()),
    }
}

fn key(word: Option<&str>) -> Option<i64> {
    word.and_then(|word| word.parse().ok())
}

/// A time that has passed meanwhile wakes it: it is open.
fn turn_back(work: &mut Work<'_>, now: &Conversation, before: &str) -> Result<(), Trouble> {
    let (word, until) = before.split_once(' ').unwrap_or((before, ""));
    match (Status::of_word(word), until.parse().ok().map(Moment)) {
        (Some(Status::Pending), _) => now.make_pending(work),
        (Some(Status::OnHold), _) => now.put_on_hold(work),
        (Some(Status::Resolved), _) => now.resolve(work),
        (Some(Status::Snoozed), Some(until)) if until > work.now => now.snooze(work, until),
        _ => now.reopen(work),
    }
}

/// Which part moved, and who moved it, as far as the log tells.
fn refusal(work: &mut Work<'_>, viewer: Viewer, deed: DeedId, now: &Conversation, part: Part) -> Result<Trouble, Trouble> {
    let who = who_moved(work, viewer, deed, now.id)?;
    let key = match part {
        Part::Subject => "desk-undo-moved-subject",
        Part::Priority => "desk-undo-moved-priority",
        Part::Category => "desk-undo-moved-category",
        Part::Field(_) => "desk-undo-moved-field",
        Part::Tag(_) => "desk-undo-moved-tags",
        Part::Follows => "desk-undo-moved-follows",
        Part::Link(_) => "desk-undo-moved-links",
        Part::Item(_) => "desk-undo-moved-checklist",
        Part::FollowUp(_) => "desk-undo-moved-follow-up",
        Part::Team => "desk-undo-moved-team",
        Part::Assignee => "desk-undo-moved-assignee",
        Part::Status => "desk-undo-moved-status",
    };
    Ok(Trouble::refused(key)
        .with("number", now.number)
        .with("name", who.map(|name| format!(" ({name})")).unwrap_or_default()))
}

/// The colleague who changed something here last since then.
fn who_moved(tx: &mut Tx<'_>, viewer: Viewer, deed: DeedId, id: ConversationId) -> Result<Option<String>, Trouble> {
    sql("SELECT a.name FROM activity e JOIN agent a ON a.id = e.actor_id
          WHERE e.conversation_id = $1 AND e.actor_kind = 'agent' AND e.actor_id <> $2
            AND e.happened_at >= (SELECT done_at FROM deed WHERE id = $3)
          ORDER BY e.id DESC LIMIT 1")
    .with(id)
    .with(viewer.agent)
    .with(deed)
    .one(tx)
}
