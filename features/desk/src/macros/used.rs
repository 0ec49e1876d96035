//! Using a macro on a conversation: its actions through the same verbs as the buttons, and a note of what they changed, so
//! that one click takes all of it back.

use super::{Assign, Macro, MacroId, MacroUseId, Values, json, read};
use crate::{Conversation, ConversationId, Event, Priority, Status, Viewer, Visible, tags};
use db::{Trouble, Tx, Work, sql};
use kit::Moment;
use serde::{Deserialize, Serialize};

/// What was so before, where the macro changed it.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Changed {
    status: Option<(Status, Option<Moment>, Status)>,
    priority: Option<(Priority, Priority)>,
    assignee: Option<(Option<i64>, Option<i64>)>,
    team: Option<(Option<i64>, Option<i64>)>,
    tags: Vec<i64>,
}

/// What stands for the variables in this conversation.
pub fn values(tx: &mut Tx<'_>, agent: i64, conversation: &Conversation) -> Result<(Values, Option<String>), Trouble> {
    let (customer, language): (String, Option<String>) = sql("SELECT name, language FROM customer WHERE id = $1")
        .with(conversation.customer_id)
        .only(tx, "customer")?;
    let agent: Option<String> = sql("SELECT name FROM agent WHERE id = $1").with(agent).one(tx)?;
    let inbox = crate::inboxes::find(tx, conversation.inbox_id)?.name;
    let values = Values {
        customer,
        number: conversation.number,
        subject: conversation.subject.clone(),
        agent: agent.unwrap_or_default(),
        inbox,
    };
    Ok((values, language))
}

/// Does what the macro does besides writing. `zone` is the clock of whoever uses it.
pub fn apply(
    work: &mut Work<'_>,
    viewer: Viewer,
    zone: &str,
    conversation: &Conversation,
    id: MacroId,
) -> Result<(MacroUseId, Macro), Trouble> {
    let used = super::of(work, viewer)?.into_iter().find(|one| one.id == id).ok_or(Trouble::NotFound("macro"))?;
    let changed = act(work, viewer, zone, conversation, &used)?;
    let now = work.now;
    sql("UPDATE macro SET used = used + 1 WHERE id = $1").with(id).run(work)?;
    let used_as: MacroUseId =
        sql("INSERT INTO macro_use (macro_id, conversation_id, agent_id, changed, used_at) VALUES ($1, $2, $3, $4, $5) RETURNING id")
            .with(id)
            .with(conversation.id)
            .with(viewer.agent)
            .with(json(&changed)?)
            .with(now)
            .only(work, "macro")?;
    work.record(&Event::MacroUsed { conversation: conversation.id, macro_id: id, name: used.name.clone() })?;
    Ok((used_as, used))
}

fn act(work: &mut Work<'_>, viewer: Viewer, zone: &str, conversation: &Conversation, used: &Macro) -> Result<Changed, Trouble> {
    let (actions, before) = (used.actions()?, conversation.unlocked(work)?);
    let mut changed = Changed::default();
    for name in &actions.tags {
        let tag = tags::known_or_new(work, name)?.id;
        if !tags::of(work, before.id)?.iter().any(|on_it| on_it.id == tag) {
            before.tag(work, name)?;
            changed.tags.push(tag);
        }
    }
    if let Some(priority) = actions.priority.filter(|priority| *priority != before.priority) {
        before.prioritise(work, priority)?;
        changed.priority = Some((before.priority, priority));
    }
    if let Some(team) = actions.team.filter(|team| Some(*team) != before.team_id) {
        before.hand_to_team(work, Some(team))?;
        changed.team = Some((before.team_id, Some(team)));
    }
    let assignee = actions.assign.map(|assign| if assign == Assign::Me { Some(viewer.agent) } else { None });
    if let Some(assignee) = assignee.filter(|assignee| *assignee != before.assignee_id) {
        before.assign(work, assignee)?;
        changed.assignee = Some((before.assignee_id, assignee));
    }
    let after = status_after(work, zone, &before, &actions)?;
    if after != before.status {
        changed.status = Some((before.status, before.snoozed_until, after));
    }
    Ok(changed)
}

fn status_after(work: &mut Work<'_>, zone: &str, conversation: &Conversation, actions: &super::Actions) -> Result<Status, Trouble> {
    if let Some(words) = &actions.snooze {
        let until = kit::when(words, work.now, zone).map_err(|_| Trouble::refused("desk-macro-no-time").with("words", words))?;
        conversation.snooze(work, until)?;
        return Ok(Status::Snoozed);
    }
    match actions.status {
        Some(Status::Open) => conversation.reopen(work)?,
        Some(Status::Pending) => conversation.make_pending(work)?,
        Some(Status::OnHold) => conversation.put_on_hold(work)?,
        Some(Status::Resolved) => conversation.resolve(work)?,
        Some(Status::Snoozed | Status::Closed) | None => return Ok(conversation.status),
    }
    Ok(actions.status.unwrap_or(conversation.status))
}

/// Takes back what a use changed, unless somebody has changed it since. Only who used it may, and once.
pub fn undo_use(work: &mut Work<'_>, viewer: Viewer, id: MacroUseId) -> Result<ConversationId, Trouble> {
    let now = work.now;
    let (conversation, text): (ConversationId, String) = sql("UPDATE macro_use SET undone_at = $3
          WHERE id = $1 AND agent_id = $2 AND undone_at IS NULL RETURNING conversation_id, changed")
    .with(id)
    .with(viewer.agent)
    .with(now)
    .only(work, "macro")?;
    let changed: Changed = read(&text)?;
    work.keep_quietly("each thing taken back is recorded by its verb");
    let stands = Visible::find(work, viewer, conversation)?.unlocked(work)?;
    if let Some((before, until, _)) = changed.status.filter(|(.., after)| *after == stands.status) {
        back_to(work, &stands, before, until)?;
    }
    if let Some((before, _)) = changed.assignee.filter(|(_, after)| *after == stands.assignee_id) {
        stands.assign(work, before)?;
    }
    if let Some((before, _)) = changed.team.filter(|(_, after)| *after == stands.team_id) {
        stands.hand_to_team(work, before)?;
    }
    if let Some((before, _)) = changed.priority.filter(|(_, after)| *after == stands.priority) {
        stands.prioritise(work, before)?;
    }
    for tag in changed.tags {
        stands.untag(work, tag)?;
    }
    Ok(conversation)
}

fn back_to(work: &mut Work<'_>, conversation: &Conversation, before: Status, until: Option<Moment>) -> Result<(), Trouble> {
    match (before, until) {
        (Status::Pending, _) => conversation.make_pending(work),
        (Status::OnHold, _) => conversation.put_on_hold(work),
        (Status::Snoozed, Some(until)) if until > work.now => conversation.snooze(work, until),
        (Status::Resolved, _) => conversation.resolve(work),
        _ => conversation.reopen(work),
    }
}
