//! Answering the customer, and writing to one first. A reply waits a few seconds in which it can be taken back.

use crate::conversations::{NewMessage, Opening};
use crate::drafts::DraftId;
use crate::{
    Conversation, ConversationId, Delivery, Event, Inbox, InboxId, Message, MessageId, MessageKind, Role, Status, acknowledge, attachments,
    conversations, delivery, drafts, inboxes, messages,
};
use customers::Identity;
use db::{Trouble, Work, sql};
use kit::{EmailAddress, Moment};

/// Who a message goes to: parsed addresses, none of them ours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recipients {
    pub to: Vec<EmailAddress>,
    pub cc: Vec<EmailAddress>,
    pub bcc: Vec<EmailAddress>,
}

/// What becomes of the conversation once the reply is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Then {
    /// They owe the next word.
    #[default]
    Pending,
    StaysOpen,
    Resolved,
}

/// A reply as the composer hands it over.
#[derive(Debug, Clone)]
pub struct Reply {
    pub recipients: Recipients,
    pub text: String,
    /// The message it answers; the newest one from outside if not said.
    pub answers: Option<MessageId>,
    pub draft: Option<DraftId>,
    pub then: Then,
    /// When it leaves, if not as soon as it can no longer be taken back.
    pub send_at: Option<Moment>,
}

impl Recipients {
    /// Reads what was typed, separated by commas, semicolons or line breaks; `Name <address>` is understood.
    pub fn parse(to: &str, cc: &str, bcc: &str) -> Result<Self, Trouble> {
        Ok(Self { to: addresses(to)?, cc: addresses(cc)?, bcc: addresses(bcc)? })
    }

    fn count(&self) -> usize {
        self.to.len() + self.cc.len() + self.bcc.len()
    }
}

fn addresses(typed: &str) -> Result<Vec<EmailAddress>, Trouble> {
    let mut found: Vec<EmailAddress> = Vec::new();
    for part in parts(typed).into_iter().map(str::trim).filter(|part| !part.is_empty()) {
        let bare = part.rsplit_once('<').map_or(part, |(_, rest)| rest.trim_end_matches('>'));
        let address = EmailAddress::parse(bare).map_err(|_| Trouble::refused("desk-recipient-not-an-address").with("typed", part))?;
        if !found.contains(&address) {
            found.push(address);
        }
    }
    Ok(found)
}

/// Splits at commas, semicolons and line breaks, except within the quotes of `"Kay, Mia" <mia@example.org>`.
fn parts(typed: &str) -> Vec<&str> {
    let mut quoted = false;
    typed
        .split(|c: char| {
            quoted ^= c == '"';
            c == '\n' || (!quoted && matches!(c, ',' | ';'))
        })
        .collect()
}

impl Then {
    const fn status(self) -> Status {
        match self {
            Self::Pending => Status::Pending,
            Self::StaysOpen => Status::Open,
            Self::Resolved => Status::Resolved,
        }
    }

    const fn event(self, conversation: ConversationId) -> Event {
        match self {
            Self::Pending => Event::MadePending { conversation },
            Self::StaysOpen => Event::Reopened { conversation },
            Self::Resolved => Event::Resolved { conversation },
        }
    }
}

impl Conversation {
    /// Writes a reply. It leaves after the inbox's undo seconds unless it is taken back.
    pub fn reply(&self, work: &mut Work<'_>, reply: &Reply) -> Result<MessageId, Trouble> {
        let now = self.unlocked(work)?;
        let inbox = inboxes::find(work, now.inbox_id)?;
        let answered = now.answered(work, reply.answers)?;
        let subject = acknowledge::reply_subject(
            answered
                .as_ref()
                .map_or(&now.subject, |m| if m.subject.is_empty() { &now.subject } else { &m.subject }),
        );
        let due = leaves_at(work, reply, &inbox)?;
        let letter = Letter { reply, subject: &subject, answers: answered.map(|m| m.id), due, joins: true };
        let message = write(work, &now, &inbox, &letter)?;
        now.answered_by(work, reply, message)?;
        Ok(message)
    }

    /// What a letter to the customer changes: they wait no longer, and the agent has chosen whose move it is.
    fn answered_by(&self, work: &mut Work<'_>, reply: &Reply, message: MessageId) -> Result<(), Trouble> {
        let status = reply.then.status();
        conversations::message_added(
            work,
            self,
            // Until it leaves they have no answer: a planned one ends the waiting when it is sent.
            &NewMessage {
                message: message.0,
                text: &reply.text,
                status: Some(status),
                waits: reply.send_at.map_or(Some(false), |_| None),
            },
        )?;
        work.record(&Event::MessageWritten { conversation: self.id, customer: self.customer_id, message })?;
        if self.status == status { Ok(()) } else { work.record(&reply.then.event(self.id)) }
    }

    /// The message a reply answers: the wanted one if it is here and no note, else the newest from outside.
    fn answered(&self, work: &mut Work<'_>, wanted: Option<MessageId>) -> Result<Option<Message>, Trouble> {
        let wanted = wanted.map(|id| messages::fit_for_outside(work, id)).transpose()?.flatten();
        match wanted.filter(|m| m.conversation_id == self.id) {
            Some(wanted) => Ok(Some(wanted)),
            None => messages::last_incoming(work, self.id),
        }
    }
}

/// Writes to somebody first: opens a conversation from `inbox` with them.
pub fn start(work: &mut Work<'_>, inbox: InboxId, subject: &str, reply: &Reply) -> Result<(Conversation, MessageId), Trouble> {
    let Some(first) = reply.recipients.to.first() else {
        return Err(Trouble::refused("desk-no-recipient"));
    };
    if subject.trim().is_empty() {
        return Err(Trouble::refused("desk-subject-empty"));
    }
    let inbox = inboxes::find(work, inbox)?;
    let customer = customers::recognise(work, &Identity::Email(first.clone()), None)?.0;
    let conversation = conversations::open(work, &Opening { inbox: inbox.id, customer, subject: subject.trim(), automatic: false })?;
    let due = leaves_at(work, reply, &inbox)?;
    let message = write(work, &conversation, &inbox, &Letter { reply, subject: subject.trim(), answers: None, due, joins: true })?;
    conversation.answered_by(work, reply, message)?;
    Ok((conversation, message))
}

/// Nobody plans a letter further ahead than a year.
const FURTHEST_SECONDS: i64 = 366 * 86_400;

/// At the chosen time, or after the seconds in which it can be taken back.
fn leaves_at(work: &Work<'_>, reply: &Reply, inbox: &Inbox) -> Result<Moment, Trouble> {
    match reply.send_at {
        None => Ok(work.now.plus_seconds(inbox.undo_seconds)),
        Some(at) if at <= work.now => Err(Trouble::refused("desk-send-in-the-past")),
        Some(at) if at > work.now.plus_seconds(FURTHEST_SECONDS) => Err(Trouble::refused("desk-send-too-far")),
        Some(at) => Ok(at),
    }
}

pub(crate) struct Letter<'a> {
    pub reply: &'a Reply,
    pub subject: &'a str,
    pub answers: Option<MessageId>,
    pub due: Moment,
    /// Whether the recipients take part in the conversation from now on.
    pub joins: bool,
}

/// The step replies, forwards and first letters share: the message, its people, its files, its promise to leave.
pub(crate) fn write(work: &mut Work<'_>, conversation: &Conversation, inbox: &Inbox, letter: &Letter<'_>) -> Result<MessageId, Trouble> {
    let recipients = without_ours(work, &letter.reply.recipients)?;
    if letter.reply.text.trim().is_empty() {
        return Err(Trouble::refused("desk-message-empty"));
    }
    letter.reply.draft.map_or(Ok(()), |draft| drafts::must_be_own(work, draft))?;
    let held = letter.due > work.now;
    let message = messages::add(
        work,
        &messages::NewMessage {
            conversation: conversation.id,
            kind: MessageKind::Outgoing,
            from_name: &inbox.from_name,
            from_address: &inbox.address,
            reply_to: &[],
            subject: letter.subject,
            text: &letter.reply.text,
            html: None,
            sent_at: None,
            external_id: None,
            fingerprint: None,
            in_reply_to: letter.answers,
            automatic: "no",
            authentic: "pass",
            unreadable: None,
            raw_id: None,
            delivery: Some(if held { Delivery::Held } else { Delivery::Queued }),
            due_at: Some(letter.due),
        },
    )?;
    if letter.reply.send_at.is_some() {
        sql("UPDATE message SET planned = TRUE WHERE id = $1").with(message).run(work)?;
    }
    for (role, list) in [(Role::To, &recipients.to), (Role::Cc, &recipients.cc), (Role::Bcc, &recipients.bcc)] {
        for address in list {
            messages::add_recipient(work, message, role, "", address.as_str())?;
            if letter.joins && role != Role::Bcc {
                conversations::add_participant(work, conversation.id, address.as_str())?;
            }
        }
    }
    if let Some(draft) = letter.reply.draft {
        attachments::hand_to_message(work, draft.0, message)?;
        sql("DELETE FROM draft WHERE id = $1").with(draft).run(work)?;
    }
    delivery::promise(work, message, letter.due)?;
    Ok(message)
}

/// Our own addresses never receive our own messages: that would be a loop.
pub(crate) fn without_ours(work: &mut Work<'_>, wanted: &Recipients) -> Result<Recipients, Trouble> {
    let ours = inboxes::our_addresses(work)?;
    let others =
        |list: &[EmailAddress]| -> Vec<EmailAddress> { list.iter().filter(|a| !ours.iter().any(|o| is_ours(a, o))).cloned().collect() };
    let kept = Recipients { to: others(&wanted.to), cc: others(&wanted.cc), bcc: others(&wanted.bcc) };
    if kept.count() == 0 {
        return Err(Trouble::refused("desk-no-recipient"));
    }
    Ok(kept)
}

pub(crate) fn is_ours(address: &EmailAddress, our: &str) -> bool {
    let bare = address.local().split('+').next().unwrap_or("");
    address.as_str() == our || our == format!("{bare}@{}", address.domain())
}
