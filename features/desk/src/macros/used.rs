//! Using a macro on a conversation: its actions through the same verbs as the buttons.

use super::{Assign, Macro, MacroId, Values};
use crate::drafts::Draft;
use crate::{Conversation, Event, Recipients, Status, Viewer, checklist, inboxes};
use customers::{Identity, IdentityKind, identities};
use db::{Trouble, Tx, Work, sql};

/// What stands for the variables in this conversation.
pub fn values(tx: &mut Tx<'_>, agent: i64, conversation: &Conversation) -> Result<(Values, Option<String>), Trouble> {
    let (customer, language): (String, Option<String>) = sql("SELECT name, language FROM customer WHERE id = $1")
        .with(conversation.customer_id)
        .only(tx, "customer")?;
    let values = Values {
        customer,
        number: Some(conversation.number),
        subject: conversation.subject.clone(),
        agent: agent_name(tx, agent)?,
        inbox: inboxes::find(tx, conversation.inbox_id)?.name,
    };
    Ok((values, language))
}

/// What stands for them while a first message is written: the customer is who has the first address of `to`.
pub fn values_ahead(tx: &mut Tx<'_>, draft: &Draft, to: &str) -> Result<(Values, Option<String>), Trouble> {
    let to = Recipients::parse(to, "", "").unwrap_or_default().to.into_iter().next();
    let holder = match to.and_then(|address| Identity::parse(IdentityKind::Email, address.as_str(), None).ok()) {
        Some(identity) => identities::holder(tx, &identity)?,
        None => None,
    };
    let known = match holder {
        Some(customer) => Some(customers::find(tx, customer)?),
        None => None,
    };
    let inbox = match draft.inbox_id {
        Some(inbox) => inboxes::find(tx, inbox)?.name,
        None => String::new(),
    };
    let (customer, language) = known.map_or_else(Default::default, |known| (known.name, known.language));
    let values = Values {
        customer,
        number: None,
        subject: draft.subject.clone(),
        agent: agent_name(tx, draft.agent_id)?,
        inbox,
    };
    Ok((values, language))
}

fn agent_name(tx: &mut Tx<'_>, agent: i64) -> Result<String, Trouble> {
    Ok(sql("SELECT name FROM agent WHERE id = $1").with(agent).one(tx)?.unwrap_or_default())
}

/// Does what the macro does besides writing. `zone` is the clock of whoever uses it.
pub fn apply(work: &mut Work<'_>, viewer: Viewer, zone: &str, conversation: &Conversation, id: MacroId) -> Result<Macro, Trouble> {
    let used = super::of(work, viewer)?.into_iter().find(|one| one.id == id).ok_or(Trouble::NotFound("macro"))?;
    act(work, viewer, zone, conversation, &used)?;
    sql("UPDATE macro SET used = used + 1 WHERE id = $1").with(id).run(work)?;
    work.record(&Event::MacroUsed { conversation: conversation.id, macro_id: id, name: used.name.clone() })?;
    Ok(used)
}

fn act(work: &mut Work<'_>, viewer: Viewer, zone: &str, conversation: &Conversation, used: &Macro) -> Result<(), Trouble> {
    let (actions, stands) = (used.actions()?, conversation.unlocked(work)?);
    for name in &actions.tags {
        stands.tag(work, name)?;
    }
    let there = checklist::of(work, stands.id)?;
    for item in actions.checklist.iter().filter(|item| there.iter().all(|known| known.text != **item)) {
        stands.add_to_checklist(work, item)?;
    }
    if let Some(priority) = actions.priority {
        stands.prioritise(work, priority)?;
    }
    if actions.team.is_some() {
        stands.hand_to_team(work, actions.team)?;
    }
    match actions.assign {
        Some(Assign::Me) => stands.assign(work, Some(viewer.agent))?,
        Some(Assign::Nobody) => stands.assign(work, None)?,
        None => {}
    }
    turn(work, zone, &stands, &actions)
}

fn turn(work: &mut Work<'_>, zone: &str, conversation: &Conversation, actions: &super::Actions) -> Result<(), Trouble> {
    if let Some(words) = &actions.snooze {
        let until = kit::when(words, work.now, zone).map_err(|_| Trouble::refused("desk-macro-no-time").with("words", words))?;
        return conversation.snooze(work, until);
    }
    match actions.status {
        Some(Status::Open) => conversation.reopen(work),
        Some(Status::Pending) => conversation.make_pending(work),
        Some(Status::OnHold) => conversation.put_on_hold(work),
        Some(Status::Resolved) => conversation.resolve(work),
        Some(Status::Snoozed | Status::Closed) | None => Ok(()),
    }
}
