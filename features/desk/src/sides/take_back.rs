//! A letter to a third party taken back before it left: its words and files return to where it was typed.

use super::{SideId, drafted};
use crate::drafts::{self, DraftId, Typed};
use crate::{Conversation, Delivery, Event, Message, attachments, deeds, delivery, messages};
use db::{Trouble, Work, jobs};

pub(crate) fn take_back(work: &mut Work<'_>, home: &Conversation, agent: i64, side: SideId, message: &Message) -> Result<DraftId, Trouble> {
    let untried = matches!(message.delivery, Some(Delivery::Held | Delivery::Queued)) && message.external_id.is_none();
    let own = message.author_kind == "agent" && message.author_id == Some(agent) && message.conversation_id == home.id;
    if !untried || !own || !jobs::take_back(work, &delivery::key(message.id))? {
        return Err(Trouble::refused("desk-too-late-to-take-back"));
    }
    let draft = drafted(work, agent, home, Some(side))?;
    let words: Vec<&str> = [message.text.trim_end(), draft.text.trim()].into_iter().filter(|text| !text.is_empty()).collect();
    drafts::save(work, agent, draft.id, &Typed { text: words.join("\n\n"), ..draft.typed() }, None)?;
    attachments::hand_back(work, message.id, draft.id.0)?;
    messages::take_away(work, message.id)?;
    deeds::message_taken_back(work, message.id)?;
    work.record(&Event::MessageTakenBack { conversation: home.id, message: message.id, note: false })?;
    Ok(draft.id)
}
