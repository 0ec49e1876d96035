//! Who hears of what happened in a conversation: who works on it, who follows it, whose team it waits for.
//!
//! Called as a reaction, after the fact. Nobody is told of what they did themselves, of what a machine wrote, or of what they may
//! not see; nobody is told twice of one message.

use super::{Kind, give};
use crate::{Conversation, ConversationId, Event, MessageId, conversations, messages, viewer};
use db::{Trouble, Work, sql};
use std::collections::BTreeSet;

/// Tells those who want to know of this event. Mentions, assignments and failed deliveries are told by the verbs themselves.
pub fn tell(work: &mut Work<'_>, event: &Event) -> Result<(), Trouble> {
    work.keep_quietly("nobody wants to hear of it");
    match event {
        Event::ConversationOpened { conversation, automatic: false, .. } => tell_team(work, *conversation),
        Event::MessageArrived { conversation, message, automatic: false, .. } => tell_of_message(work, *conversation, *message, &[]),
        Event::MessageWritten { conversation, message, .. } => tell_of_message(work, *conversation, *message, &[]),
        Event::NoteAdded { conversation, message, mentions } => tell_of_message(work, *conversation, *message, mentions),
        other => crate::sides::tell(work, other),
    }
}

fn tell_team(work: &mut Work<'_>, conversation: ConversationId) -> Result<(), Trouble> {
    let now = conversations::find(work, conversation)?;
    let (Some(team), None) = (now.team_id, now.assignee_id) else { return Ok(()) };
    let Some(first) = conversations::last_message(work, conversation)? else { return Ok(()) };
    let first = messages::find(work, first)?;
    if !first.is_news(work.now) {
        return Ok(());
    }
    let members: Vec<i64> = sql("SELECT agent_id FROM team_member WHERE team_id = $1 ORDER BY agent_id").with(team).all(work)?;
    let wanting = members.into_iter().map(|agent| (agent, Kind::TeamWaiting)).collect();
    give_all(work, wanting, &now, None)
}

fn tell_of_message(work: &mut Work<'_>, conversation: ConversationId, message: MessageId, told: &[i64]) -> Result<(), Trouble> {
    // It may have been moved, or taken back, since it was written.
    let message = match messages::find(work, message) {
        Ok(message) if message.conversation_id == conversation => message,
        Ok(_) | Err(Trouble::NotFound(_)) => return Ok(()),
        Err(other) => return Err(other),
    };
    if !message.is_news(work.now) {
        return Ok(());
    }
    let now = conversations::find(work, conversation)?;
    let by_agent = message.author_id.filter(|_| message.author_kind == "agent");
    let mut told: BTreeSet<i64> = told.iter().copied().chain(by_agent).collect();
    let assignee = now.assignee_id.filter(|_| message.author_kind == "customer").map(|agent| (agent, Kind::Answered));
    let followers = crate::followers(work, conversation)?.into_iter().map(|agent| (agent, Kind::Followed));
    let wanting = assignee.into_iter().chain(followers).filter(|(agent, _)| told.insert(*agent)).collect();
    give_all(work, wanting, &now, Some(message.id))
}

pub(crate) fn give_all(
    work: &mut Work<'_>,
    wanting: Vec<(i64, Kind)>,
    now: &Conversation,
    message: Option<MessageId>,
) -> Result<(), Trouble> {
    let mut told = Vec::with_capacity(wanting.len());
    for (agent, kind) in wanting {
        if viewer::may_see(work, agent, now.inbox_id)? && give(work, agent, kind, now.id, message)? {
            told.push(agent);
        }
    }
    if told.is_empty() {
        return Ok(());
    }
    work.record(&Event::ColleaguesTold { conversation: now.id, agents: told })
}
