//! Answering the customer, and writing to one first. A reply waits a few seconds in which it can be taken back.

use crate::conversations::{NewMessage, Opening};
use crate::drafts::{DraftId, DraftKind, Typed};
use crate::{Conversation, Delivery, Event, Inbox, InboxId, MessageId, MessageKind, Role, Status, acknowledge, attachments, conversations, delivery, drafts, inboxes, messages};
use customers::Identity;
use db::{Trouble, Work, jobs, sql};
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
    for part in typed.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
        let bare = part.rsplit_once('<').map_or(part, |(_, rest)| rest.trim_end_matches('>'));
        let address = EmailAddress::parse(bare).map_err(|_| Trouble::refused("desk-recipient-not-an-address").with("typed", part))?;
        if !found.contains(&address) {
            found.push(address);
        }
    }
    Ok(found)
}

impl Conversation {
    /// Writes a reply. It leaves after the inbox's undo seconds unless it is taken back.
    pub fn reply(&self, work: &mut Work<'_>, reply: &Reply) -> Result<MessageId, Trouble> {
        self.unlocked()?;
        let inbox = inboxes::find(work, self.inbox_id)?;
        let answered = match reply.answers {
            Some(id) => Some(messages::find(work, id)?).filter(|m| m.conversation_id == self.id),
            None => messages::last_incoming(work, self.id)?,
        };
        let subject = acknowledge::reply_subject(answered.as_ref().map_or(&self.subject, |m| if m.subject.is_empty() { &self.subject } else { &m.subject }));
        let due = work.now.plus_seconds(inbox.undo_seconds);
        let message = write(work, self, &inbox, &Letter { reply, subject: &subject, answers: answered.map(|m| m.id), due })?;
        let status = match reply.then {
            Then::Pending => Status::Pending,
            Then::StaysOpen => Status::Open,
            Then::Resolved => Status::Resolved,
        };
        conversations::message_added(work, self, &NewMessage { message: message.0, text: &reply.text, status: Some(status), waits: Some(false) })?;
        work.record(&Event::MessageWritten { conversation: self.id, customer: self.customer_id, message })?;
        match reply.then {
            Then::Resolved if self.status != Status::Resolved => work.record(&Event::Resolved { conversation: self.id })?,
            Then::Pending if self.status != Status::Pending => work.record(&Event::MadePending { conversation: self.id })?,
            Then::StaysOpen if self.status != Status::Open => work.record(&Event::Reopened { conversation: self.id })?,
            _ => {}
        }
        Ok(message)
    }

    /// Takes a message back that has not left yet; its text and files return to the composer.
    pub fn take_back(&self, work: &mut Work<'_>, agent: i64, message: MessageId) -> Result<DraftId, Trouble> {
        let found = messages::find(work, message)?;
        let waits = matches!(found.delivery, Some(Delivery::Held | Delivery::Queued)) && found.conversation_id == self.id;
        if !waits || found.author_id != Some(agent) || !jobs::take_back(work, &delivery::key(message))? {
            return Err(Trouble::refused("desk-too-late-to-take-back"));
        }
        let typed = self.as_typed(work, &found)?;
        let draft = drafts::put_back(work, agent, self, DraftKind::Reply, &typed)?;
        attachments::hand_back(work, message, draft.0)?;
        sql("DELETE FROM message_recipient WHERE message_id = $1").with(message).run(work)?;
        sql("DELETE FROM message WHERE id = $1").with(message).run(work)?;
        self.reopen_after_take_back(work)?;
        work.record(&Event::MessageTakenBack { conversation: self.id, message })?;
        Ok(draft)
    }

    fn as_typed(&self, work: &mut Work<'_>, message: &crate::Message) -> Result<Typed, Trouble> {
        let recipients = messages::recipients(work, message.id)?;
        let listed = |role: Role| recipients.iter().filter(|r| r.role == role).map(|r| r.address.as_str()).collect::<Vec<_>>().join(", ");
        Ok(Typed { to: listed(Role::To), cc: listed(Role::Cc), bcc: listed(Role::Bcc), subject: message.subject.clone(), text: message.text.clone() })
    }

    /// The customer waits again, since when they last wrote.
    fn reopen_after_take_back(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        let since: Option<Moment> = messages::last_incoming(work, self.id)?.map(|m| m.written_at);
        sql("UPDATE conversation SET status = 'open', waiting_since = $2 WHERE id = $1").with(self.id).with(since).run(work)?;
        conversations::recount(work, self.id)
    }
}

/// Writes to somebody first: opens a conversation from `inbox` with them.
pub fn start(work: &mut Work<'_>, inbox: InboxId, subject: &str, reply: &Reply) -> Result<(Conversation, MessageId), Trouble> {
    let Some(first) = reply.recipients.to.first() else { return Err(Trouble::refused("desk-no-recipient")) };
    if subject.trim().is_empty() {
        return Err(Trouble::refused("desk-subject-empty"));
    }
    let inbox = inboxes::find(work, inbox)?;
    let customer = customers::recognise(work, &Identity::Email(first.clone()), None)?.0;
    let conversation = conversations::open(work, &Opening { inbox: inbox.id, customer, subject: subject.trim(), automatic: false })?;
    let due = work.now.plus_seconds(inbox.undo_seconds);
    let message = write(work, &conversation, &inbox, &Letter { reply, subject: subject.trim(), answers: None, due })?;
    conversations::message_added(work, &conversation, &NewMessage { message: message.0, text: &reply.text, status: Some(Status::Pending), waits: Some(false) })?;
    work.record(&Event::MessageWritten { conversation: conversation.id, customer, message })?;
    Ok((conversation, message))
}

pub(crate) struct Letter<'a> {
    pub reply: &'a Reply,
    pub subject: &'a str,
    pub answers: Option<MessageId>,
    pub due: Moment,
}

/// The step replies, forwards and first letters share: the message, its people, its files, its promise to leave.
pub(crate) fn write(work: &mut Work<'_>, conversation: &Conversation, inbox: &Inbox, letter: &Letter<'_>) -> Result<MessageId, Trouble> {
    let recipients = without_ours(work, &letter.reply.recipients)?;
    if letter.reply.text.trim().is_empty() {
        return Err(Trouble::refused("desk-message-empty"));
    }
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
    for (role, list) in [(Role::To, &recipients.to), (Role::Cc, &recipients.cc), (Role::Bcc, &recipients.bcc)] {
        for address in list {
            messages::add_recipient(work, message, role, "", address.as_str())?;
            if role != Role::Bcc {
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
fn without_ours(work: &mut Work<'_>, wanted: &Recipients) -> Result<Recipients, Trouble> {
    let ours = inboxes::our_addresses(work)?;
    let others = |list: &[EmailAddress]| -> Vec<EmailAddress> { list.iter().filter(|a| !ours.iter().any(|o| is_ours(a, o))).cloned().collect() };
    let kept = Recipients { to: others(&wanted.to), cc: others(&wanted.cc), bcc: others(&wanted.bcc) };
    if kept.count() == 0 {
        return Err(Trouble::refused("desk-no-recipient"));
    }
    Ok(kept)
}

fn is_ours(address: &EmailAddress, our: &str) -> bool {
    let bare = address.local().split('+').next().unwrap_or("");
    address.as_str() == our || our == format!("{bare}@{}", address.domain())
}
