//! Writing in a side conversation. Those with an address get a letter, by the outbox and after the undo seconds like any other;
//! colleagues get a notice.

use super::people::{addresses, must_be_third_parties};
use super::{Letter, Side};
use crate::conversation::forward;
use crate::{Conversation, Delivery, Event, MessageId, MessageKind, Role, acknowledge, attachments, conversations, delivery, drafts};
use crate::{inboxes, messages};
use db::{Trouble, Tx, Work, sql};
use kit::Moment;

impl Side {
    /// Writes to everybody who takes part.
    pub fn write(&self, work: &mut Work<'_>, letter: &Letter) -> Result<MessageId, Trouble> {
        self.add(work, letter, false)
    }

    pub(super) fn write_first(&self, work: &mut Work<'_>, letter: &Letter) -> Result<MessageId, Trouble> {
        self.add(work, letter, true)
    }

    fn add(&self, work: &mut Work<'_>, letter: &Letter, first: bool) -> Result<MessageId, Trouble> {
        let home = conversations::find(work, self.conversation_id)?.unlocked(work)?;
        let to = addresses(work, self.id)?;
        must_be_third_parties(work, &home, &to)?;
        let text = words(work, &home, letter)?;
        let inbox = inboxes::find(work, home.inbox_id)?;
        let leaves_at = (!to.is_empty()).then(|| work.now.plus_seconds(inbox.undo_seconds));
        letter.draft.map_or(Ok(()), |draft| drafts::must_be_own(work, draft))?;
        let (answers, now) = (self.last_from_outside(work)?, work.now);
        let message = messages::add(
            work,
            &messages::NewMessage {
                conversation: home.id,
                kind: MessageKind::Note,
                from_name: &inbox.from_name,
                from_address: &inbox.address,
                reply_to: &[],
                subject: &if first { self.subject.clone() } else { acknowledge::reply_subject(&self.subject) },
                text: &text,
                html: None,
                sent_at: None,
                external_id: None,
                fingerprint: None,
                in_reply_to: answers,
                automatic: "no",
                authentic: "pass",
                unreadable: None,
                raw_id: None,
                delivery: leaves_at.map(|at| if at > now { Delivery::Held } else { Delivery::Queued }),
                due_at: leaves_at,
            },
        )?;
        self.takes(work, message)?;
        for address in &to {
            messages::add_recipient(work, message, Role::To, "", address.as_str())?;
        }
        self.carry_files(work, &home, letter, message)?;
        leaves_at.map_or(Ok(()), |at| delivery::promise(work, message, at))?;
        self.moved_on(work, None)?;
        home.touch(work)?;
        work.record(&Event::SideWritten { conversation: home.id, side: self.id, message, first })?;
        Ok(message)
    }

    /// The message is one of this side from now on, and no customer's to read.
    pub(super) fn takes(&self, work: &mut Work<'_>, message: MessageId) -> Result<(), Trouble> {
        sql("UPDATE message SET side_id = $2 WHERE id = $1 AND kind = 'note'")
            .with(message)
            .with(self.id)
            .run(work)?;
        Ok(())
    }

    /// Something was said: it is open, and answered or not.
    pub(super) fn moved_on(&self, work: &mut Work<'_>, answered_at: Option<Moment>) -> Result<(), Trouble> {
        let now = work.now;
        sql("UPDATE side SET last_at = $2, done_at = NULL, answered_at = $3, version = version + 1 WHERE id = $1")
            .with(self.id)
            .with(now)
            .with(answered_at)
            .run(work)?;
        Ok(())
    }

    fn carry_files(&self, work: &mut Work<'_>, home: &Conversation, letter: &Letter, message: MessageId) -> Result<(), Trouble> {
        for file in &letter.files {
            attachments::copy_from_thread(work, home.id, self.id, *file, message)?;
        }
        if let Some(draft) = letter.draft {
            attachments::hand_to_message(work, draft.0, message)?;
            sql("DELETE FROM draft WHERE id = $1").with(draft).run(work)?;
        }
        Ok(())
    }

    fn last_from_outside(&self, tx: &mut Tx<'_>) -> Result<Option<MessageId>, Trouble> {
        sql("SELECT id FROM message WHERE side_id = $1 AND delivery IS NULL AND external_id IS NOT NULL ORDER BY id DESC LIMIT 1")
            .with(self.id)
            .one(tx)
    }
}

/// What was typed, and below it what is passed on.
fn words(tx: &mut Tx<'_>, home: &Conversation, letter: &Letter) -> Result<String, Trouble> {
    let Some(forwards) = letter.forwards else {
        return if letter.text.trim().is_empty() {
            Err(Trouble::refused("desk-message-empty"))
        } else {
            Ok(letter.text.clone())
        };
    };
    let passed_on = messages::fit_for_outside(tx, forwards)?.filter(|message| message.conversation_id == home.id);
    let passed_on = passed_on.ok_or(Trouble::NotFound("message"))?;
    Ok(forward::words(&letter.text, &passed_on))
}
