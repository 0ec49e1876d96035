//! Passing a message on to somebody outside, with its files. Notes never go along.

use crate::conversation::reply::{self, Letter, Then};
use crate::conversations::NewMessage;
use crate::drafts::DraftId;
use crate::{Conversation, Event, Message, MessageId, MessageKind, Recipients, Reply, attachments, conversations, inboxes, messages};
use db::{Trouble, Work};

const MARK: &str = "---------- Forwarded message ----------";

/// What is passed on, to whom, with which words.
#[derive(Debug, Clone)]
pub struct Forward {
    pub message: MessageId,
    pub recipients: Recipients,
    pub text: String,
    pub draft: Option<DraftId>,
}

impl Conversation {
    /// Forwards one message. Whoever answers is no participant of the customer's thread until an agent makes them one,
    /// so their answer opens a linked conversation.
    pub fn forward(&self, work: &mut Work<'_>, forward: &Forward) -> Result<MessageId, Trouble> {
        let now = self.unlocked(work)?;
        let passed_on = messages::find(work, forward.message)?;
        if passed_on.conversation_id != self.id || passed_on.kind == MessageKind::Note {
            return Err(Trouble::NotFound("message"));
        }
        let inbox = inboxes::find(work, now.inbox_id)?;
        let text = words(&forward.text, &passed_on);
        let subject = format!("Fwd: {}", if passed_on.subject.is_empty() { &now.subject } else { &passed_on.subject });
        let due = work.now.plus_seconds(inbox.undo_seconds);
        let letter = Reply {
            recipients: forward.recipients.clone(),
            text: text.clone(),
            answers: None,
            draft: forward.draft,
            then: Then::StaysOpen,
            send_at: None,
        };
        let message = reply::write(work, &now, &inbox, &Letter { reply: &letter, subject: &subject, answers: None, due, joins: false })?;
        attachments::copy(work, forward.message, message)?;
        conversations::message_added(work, &now, &NewMessage { message: message.0, text: &text, status: None, waits: None })?;
        work.record(&Event::MessageWritten { conversation: self.id, customer: now.customer_id, message })?;
        Ok(message)
    }
}

/// What a forward says: what was typed, and below it the message passed on.
pub(crate) fn words(typed: &str, passed_on: &Message) -> String {
    format!("{}\n\n{}", typed.trim_end(), quoted(passed_on))
}

/// Whether `text` is a forward with these typed words; of this message, if one is named.
pub(crate) fn is_forward(text: &str, typed: &str, passed_on: Option<&Message>) -> bool {
    match passed_on {
        Some(message) => text == words(typed, message),
        None => text.starts_with(&format!("{}\n\n{MARK}\n", typed.trim_end())),
    }
}

fn quoted(message: &Message) -> String {
    let date = message
        .sent_at
        .unwrap_or(message.written_at)
        .in_zone("UTC")
        .strftime("%Y-%m-%d %H:%M UTC")
        .to_string();
    format!(
        "{MARK}\nFrom: {} <{}>\nDate: {date}\nSubject: {}\n\n{}",
        message.from_name, message.from_address, message.subject, message.text
    )
}
