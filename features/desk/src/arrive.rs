//! The step every channel shares: what came in is filed in the right conversation, exactly once.
//!
//! Called by channels with a pure [`Arrival`]; the raw message is already kept by then. It decides by the clues the
//! channel found and by who takes part, never by what the sender claims alone.

use crate::conversations::{self, NewMessage, Opening};
use crate::sides::SideId;
use crate::threading::{self, Thread};
use crate::{
    Conversation, ConversationId, Event, InboxId, Masking, MessageId, MessageKind, Role, Status, attachments, delivery, masking, messages,
    sides,
};
use customers::Identity;
use db::{Actor, Trouble, Work};
use kit::Moment;

/// Somebody named in a message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    pub name: String,
    /// Normalised by the channel: lower-case for email.
    pub address: String,
}

/// A file that came with a message.
#[derive(Debug, Clone)]
pub struct ArrivedFile {
    pub name: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
    pub content_id: Option<String>,
    pub inline: bool,
}

/// A hint where a message belongs, in the order of trust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clue {
    /// A token of ours whose signature held: this conversation, perhaps this message of it.
    Ours { conversation: ConversationId, message: Option<MessageId> },
    /// Somebody else's message id that we may know.
    Foreign { external_id: String },
    /// A number in the subject, which anybody can write.
    Subject { number: i64 },
    /// A token of ours for a side conversation, whose signature held.
    Side { side: SideId },
}

/// One message from outside, read and ready to be filed.
#[derive(Debug, Clone)]
pub struct Arrival {
    pub inbox: InboxId,
    pub raw_id: Option<i64>,
    /// The id its sender gave it, or one made from its content.
    pub external_id: String,
    /// Tells the same message twice from two messages with one id.
    pub fingerprint: String,
    pub from: Person,
    /// Who `from` is to the customer directory; `None` if the sender cannot be told.
    pub identity: Option<Identity>,
    pub reply_to: Vec<String>,
    pub to: Vec<Person>,
    pub cc: Vec<Person>,
    pub subject: String,
    pub text: String,
    pub html: Option<String>,
    pub sent_at: Option<Moment>,
    pub files: Vec<ArrivedFile>,
    /// `no`, or the kind of machine that wrote it: such a message triggers nothing.
    pub automatic: String,
    /// `pass`, `fail` or `unknown`.
    pub authentic: String,
    pub unreadable: Option<String>,
    pub clues: Vec<Clue>,
}

impl Arrival {
    /// As a message that came from outside.
    pub(crate) fn as_message(&self, conversation: ConversationId, kind: MessageKind) -> messages::NewMessage<'_> {
        messages::NewMessage {
            conversation,
            kind,
            from_name: &self.from.name,
            from_address: &self.from.address,
            reply_to: &self.reply_to,
            subject: &self.subject,
            text: &self.text,
            html: self.html.as_deref(),
            sent_at: self.sent_at,
            external_id: Some(&self.external_id),
            fingerprint: Some(&self.fingerprint),
            in_reply_to: None,
            automatic: &self.automatic,
            authentic: &self.authentic,
            unreadable: self.unreadable.as_deref(),
            raw_id: self.raw_id,
            delivery: None,
            due_at: None,
        }
    }
}

/// Where a message went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filed {
    /// It was here already; nothing happened.
    Before(ConversationId),
    In(ConversationId, MessageId),
}

/// Files one arriving message. The same message may arrive twice; the second time nothing happens.
pub fn arrive(work: &mut Work<'_>, arrival: &Arrival) -> Result<Filed, Trouble> {
    if let Some(conversation) = threading::filed_before(work, &arrival.fingerprint)? {
        return Ok(Filed::Before(conversation));
    }
    if let Some(continued) = sides::continued(work, arrival)? {
        return sides::arrive(work, &continued, arrival);
    }
    let customer = recognise(work, arrival)?;
    work.acting_as(Actor::Customer(customer), |work| {
        let (conversation, is_new) = conversation_for(work, arrival, customer)?;
        let message = add(work, &conversation, arrival)?;
        let automatic = arrival.automatic != "no";
        work.record(&Event::MessageArrived { conversation: conversation.id, customer, message, automatic })?;
        if !automatic && !conversation.is_open() {
            work.record(&Event::Reopened { conversation: conversation.id })?;
        }
        // Nothing waits to be sent in one that has just been opened.
        if !automatic && !is_new {
            delivery::stop_all(work, conversation.id)?;
        }
        Ok(Filed::In(conversation.id, message))
    })
}

fn recognise(work: &mut Work<'_>, arrival: &Arrival) -> Result<i64, Trouble> {
    let identity = arrival
        .identity
        .clone()
        .unwrap_or_else(|| Identity::Handle { service: "unknown".into(), name: "sender".into() });
    let name = Some(arrival.from.name.as_str()).filter(|name| !name.trim().is_empty());
    customers::recognise(work, &identity, name).map(|customer| customer.0)
}

/// Where it belongs, and whether that was opened for it.
fn conversation_for(work: &mut Work<'_>, arrival: &Arrival, customer: i64) -> Result<(Conversation, bool), Trouble> {
    let opening = Opening {
        inbox: arrival.inbox,
        customer,
        subject: &arrival.subject,
        automatic: arrival.automatic != "no",
    };
    let opened = match threading::thread(work, arrival, customer)? {
        Thread::Continues(found) => match found.as_it_stands(work)? {
            ongoing if !ongoing.is_locked() => return Ok((ongoing, false)),
            merged if merged.merged_into.is_some() => return Err(Trouble::Repeat("the conversation was merged just now".into())),
            closed => linked(work, &opening, &closed, "continues"),
        },
        Thread::Stranger(old) => linked(work, &opening, &old, "stranger"),
        Thread::New => conversations::open(work, &opening),
    };
    Ok((opened?, true))
}

fn linked(work: &mut Work<'_>, opening: &Opening<'_>, old: &Conversation, reason: &'static str) -> Result<Conversation, Trouble> {
    let new = conversations::open(work, opening)?;
    new.link(work, old.id, reason)?;
    Ok(new)
}

fn add(work: &mut Work<'_>, conversation: &Conversation, arrival: &Arrival) -> Result<MessageId, Trouble> {
    let (now, masking) = (work.now, masking::of_inbox(work, conversation.inbox_id)?);
    let message = messages::add_covered(work, &arrival.as_message(conversation.id, MessageKind::Incoming), now, masking)?;
    note_people(work, conversation.id, message, arrival, masking)?;
    for file in &arrival.files {
        attachments::keep_arrived(work, message, file)?;
    }
    let personal = arrival.automatic == "no";
    let added = NewMessage {
        message: message.0,
        text: &arrival.text,
        status: personal.then_some(Status::Open),
        waits: personal.then_some(true),
    };
    conversations::covered_message_added(work, conversation, &added, masking)?;
    Ok(message)
}

fn note_people(
    work: &mut Work<'_>,
    conversation: ConversationId,
    message: MessageId,
    arrival: &Arrival,
    masking: Masking,
) -> Result<(), Trouble> {
    conversations::add_participant(work, conversation, &arrival.from.address)?;
    messages::add_named(work, message, &[(Role::To, &arrival.to), (Role::Cc, &arrival.cc)], masking)?;
    for person in arrival.to.iter().chain(&arrival.cc) {
        conversations::add_participant(work, conversation, &person.address)?;
    }
    Ok(())
}
