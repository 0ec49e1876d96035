//! Who hears of a side conversation: colleagues who are asked in it; and of an answer from outside, who works on the conversation,
//! who follows it and who wrote in the side.

use super::{SideId, people};
use crate::notices::{Kind, give_all};
use crate::{ConversationId, Event, MessageId, conversations, messages};
use db::{Trouble, Work, sql};
use std::collections::BTreeSet;

pub(crate) fn tell(work: &mut Work<'_>, event: &Event) -> Result<(), Trouble> {
    match event {
        Event::SideWritten { conversation, side, message, .. } => tell_of(work, *conversation, *side, *message, Kind::SideAsked),
        Event::SideArrived { conversation, side, message, automatic: false } => {
            tell_of(work, *conversation, *side, *message, Kind::SideAnswered)
        }
        other => crate::shared::tell(work, other),
    }
}

fn tell_of(work: &mut Work<'_>, conversation: ConversationId, side: SideId, message: MessageId, kind: Kind) -> Result<(), Trouble> {
    // It may have been taken back, or merged away with its conversation, since.
    let message = match messages::find(work, message) {
        Ok(message) if message.conversation_id == conversation && message.is_news(work.now) => message,
        Ok(_) | Err(Trouble::NotFound(_)) => return Ok(()),
        Err(other) => return Err(other),
    };
    let now = conversations::find(work, conversation)?;
    let mut told: BTreeSet<i64> = message.author_id.filter(|_| message.author_kind == "agent").into_iter().collect();
    let mut wanting = people::colleagues(work, side)?;
    if kind == Kind::SideAnswered {
        wanting.extend(now.assignee_id);
        wanting.extend(crate::followers(work, conversation)?);
        wanting.extend(authors(work, side)?);
    }
    let wanting = wanting.into_iter().filter(|agent| told.insert(*agent)).map(|agent| (agent, kind)).collect();
    give_all(work, wanting, &now, Some(message.id))
}

fn authors(work: &mut Work<'_>, side: SideId) -> Result<Vec<i64>, Trouble> {
    sql("SELECT DISTINCT author_id FROM message WHERE side_id = $1 AND author_kind = 'agent' AND author_id IS NOT NULL ORDER BY author_id")
        .with(side)
        .all(work)
}
