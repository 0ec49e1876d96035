//! Undo send: a reply nobody has begun to send returns to the composer, and the customer waits again. A note does for a moment.

use crate::drafts::{self, DraftId, DraftKind, Typed};
use crate::{
    Conversation, Delivery, Event, Message, MessageId, MessageKind, Role, attachments, conversations, deeds, delivery, messages, notices,
    sides,
};
use db::{Trouble, Work, jobs, sql};

/// So long whoever wrote a note may take it back. Colleagues read it at once, and what they read should stand.
pub(crate) const NOTE_SECONDS: i64 = 60;

impl Conversation {
    /// Takes a message back that nobody has begun to send; its text and files return to the composer. One's own, or, since somebody has
    /// to look at it, whoever's was stopped. One's own note for [`NOTE_SECONDS`].
    pub fn take_back(&self, work: &mut Work<'_>, agent: i64, message: MessageId) -> Result<DraftId, Trouble> {
        let now = self.as_it_stands(work)?;
        let found = messages::find(work, message)?;
        if let Some(side) = sides::of_message(work, message)? {
            return sides::take_back(work, &now, agent, side, &found);
        }
        if found.kind == MessageKind::Note {
            return self.take_back_note(work, agent, &found);
        }
        // A message is named before the first try, and what was tried once may have arrived.
        let untried = matches!(found.delivery, Some(Delivery::Held | Delivery::Queued)) && found.external_id.is_none();
        let stopped = found.delivery == Some(Delivery::Stopped) && found.external_id.is_none();
        let own = stopped || (found.author_kind == "agent" && found.author_id == Some(agent));
        let here = found.conversation_id == self.id && found.kind == MessageKind::Outgoing;
        if !here || !own || !(stopped || (untried && jobs::take_back(work, &delivery::key(message))?)) {
            return Err(Trouble::refused("desk-too-late-to-take-back"));
        }
        let typed = self.as_typed(work, &found)?;
        let draft = drafts::put_back(work, agent, self, DraftKind::Reply, &typed)?;
        attachments::hand_back(work, message, draft.0)?;
        messages::take_away(work, message)?;
        conversations::recount(work, self.id)?;
        deeds::message_taken_back(work, message)?;
        work.record(&Event::MessageTakenBack { conversation: self.id, message, note: false })?;
        now.owes_again(work)?;
        Ok(draft)
    }

    fn take_back_note(&self, work: &mut Work<'_>, agent: i64, note: &Message) -> Result<DraftId, Trouble> {
        let own = note.author_kind == "agent" && note.author_id == Some(agent) && note.conversation_id == self.id;
        if !own || work.now.seconds_since(note.written_at) > NOTE_SECONDS {
            return Err(Trouble::refused("desk-note-too-late"));
        }
        let typed = Typed { text: note.text.clone(), ..Typed::default() };
        let draft = drafts::put_back(work, agent, self, DraftKind::Note, &typed)?;
        attachments::hand_back(work, note.id, draft.0)?;
        notices::withdraw_message(work, note.id)?;
        messages::take_away(work, note.id)?;
        conversations::recount(work, self.id)?;
        work.record(&Event::MessageTakenBack { conversation: self.id, message: note.id, note: true })?;
        Ok(draft)
    }

    fn as_typed(&self, work: &mut Work<'_>, message: &Message) -> Result<Typed, Trouble> {
        let recipients = messages::recipients(work, message.id)?;
        let listed = |role: Role| {
            recipients
                .iter()
                .filter(|r| r.role == role)
                .map(|r| r.address.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        };
        Ok(Typed {
            to: listed(Role::To),
            cc: listed(Role::Cc),
            bcc: listed(Role::Bcc),
            subject: message.subject.clone(),
            text: message.text.clone(),
        })
    }

    /// The customer waits again, since the first word nobody answered. A closed conversation stays closed.
    fn owes_again(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        if self.is_locked() {
            return Ok(());
        }
        self.reopen(work)?;
        let since = conversations::unanswered_since(work, self.id)?;
        sql("UPDATE conversation SET waiting_since = $2 WHERE id = $1")
            .with(self.id)
            .with(since)
            .run(work)?;
        Ok(())
    }
}
