//! What was said before the desk: a message filed where it belongs, with its own time, and nobody is told.
//!
//! Called by channels that take old mail in. Nothing waits for an answer because of it, no automatic answer leaves, no notice is
//! given and no webhook is told: the one line [`recorded`] leaves in the log only lets the search index read the conversation.

use crate::conversations::{add_participant, has_participant, looked_at, preview, shortened};
use crate::{
    Arrival, Clue, Conversation, ConversationId, Delivery, Event, MessageId, MessageKind, Role, Status, attachments, masking, messages,
    threading,
};
use db::{Actor, Trouble, Tx, Work, sql};
use kit::Moment;

/// Who wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    Customer,
    Agent(i64),
    /// One of our addresses, and nobody knows who.
    House,
}

/// A message of old.
pub struct Past<'a> {
    pub arrival: &'a Arrival,
    /// Its bytes as they are kept.
    pub raw_id: i64,
    pub author: Author,
    /// Who it was written by, or to.
    pub customer: i64,
    pub at: Moment,
    /// What a conversation it begins is.
    pub status: Status,
}

/// Whether this message is here already, and where.
pub fn known(tx: &mut Tx<'_>, fingerprint: &str) -> Result<Option<ConversationId>, Trouble> {
    threading::filed_before(tx, fingerprint)
}

/// Files it. Says where, and whether it begins that conversation.
pub fn file(work: &mut Work<'_>, past: &Past<'_>) -> Result<(ConversationId, MessageId, bool), Trouble> {
    let found = continues(work, past)?;
    let (conversation, begins) = match found {
        Some(found) => (found.id, false),
        None => (begin(work, past)?, true),
    };
    let message = add(work, conversation, past)?;
    note_people(work, conversation, message, past)?;
    for file in &past.arrival.files {
        attachments::keep_arrived(work, message, file)?;
    }
    count(work, conversation, message, past)?;
    Ok((conversation, message, begins))
}

/// Leaves the one line in the log that stands for all messages filed there in this work.
pub fn recorded(work: &mut Work<'_>, conversation: ConversationId, customer: i64, messages: i64) -> Result<(), Trouble> {
    work.record(&Event::ConversationImported { conversation, customer, messages })
}

/// By the same clues as today's mail. A locked conversation takes in what belongs to its past.
fn continues(tx: &mut Tx<'_>, past: &Past<'_>) -> Result<Option<Conversation>, Trouble> {
    for clue in &past.arrival.clues {
        // A number of another desk in the subject means nothing here, unless today's desk wrote it.
        if matches!(clue, Clue::Subject { .. }) {
            continue;
        }
        for conversation in threading::pointed_at(tx, clue)? {
            if takes_part(tx, &conversation, past)? {
                return Ok(Some(conversation));
            }
        }
    }
    Ok(None)
}

fn takes_part(tx: &mut Tx<'_>, conversation: &Conversation, past: &Past<'_>) -> Result<bool, Trouble> {
    if conversation.customer_id == past.customer {
        return Ok(true);
    }
    let written_to = past.arrival.to.iter().chain(&past.arrival.cc);
    let people = match past.author {
        Author::Customer => vec![&past.arrival.from],
        Author::Agent(_) | Author::House => written_to.collect(),
    };
    for person in people {
        if has_participant(tx, conversation.id, &person.address)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn begin(work: &mut Work<'_>, past: &Past<'_>) -> Result<ConversationId, Trouble> {
    let number = work.next_number("conversation")?;
    let subject = shortened(&masking::of_inbox(work, past.arrival.inbox)?.covered(&past.arrival.subject), 500);
    sql(
        "INSERT INTO conversation (number, inbox_id, customer_id, subject, status, team_id, opened_at, last_activity_at, automatic, subject_key)
                                  VALUES ($1, $2, $3, $4, $5, (SELECT team_id FROM inbox WHERE id = $2), $6, $6, $7, $8) RETURNING id",
    )
    .with(number)
    .with(past.arrival.inbox)
    .with(past.customer)
    .with(&subject)
    .with(past.status)
    .with(past.at)
    .with(past.arrival.automatic != "no")
    .with(filter::folded(&subject))
    .only(work, "conversation")
}

fn add(work: &mut Work<'_>, conversation: ConversationId, past: &Past<'_>) -> Result<MessageId, Trouble> {
    let arrival = past.arrival;
    let ours = past.author != Author::Customer;
    let actor = match past.author {
        Author::Customer => Actor::Customer(past.customer),
        Author::Agent(agent) => Actor::Agent(agent),
        Author::House => Actor::System,
    };
    let answers: Option<MessageId> = if ours { newest_incoming(work, conversation)? } else { None };
    let kind = if ours { MessageKind::Outgoing } else { MessageKind::Incoming };
    let new = messages::NewMessage {
        sent_at: Some(past.at),
        in_reply_to: answers,
        authentic: if ours { "pass" } else { &arrival.authentic },
        raw_id: Some(past.raw_id),
        delivery: ours.then_some(Delivery::Sent),
        ..arrival.as_message(conversation, kind)
    };
    work.acting_as(actor, |work| messages::add_at(work, &new, past.at))
}

fn newest_incoming(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Option<MessageId>, Trouble> {
    sql("SELECT MAX(id) FROM message WHERE conversation_id = $1 AND kind = 'incoming'")
        .with(conversation)
        .only(tx, "message")
}

fn note_people(work: &mut Work<'_>, conversation: ConversationId, message: MessageId, past: &Past<'_>) -> Result<(), Trouble> {
    if past.author == Author::Customer {
        add_participant(work, conversation, &past.arrival.from.address)?;
    }
    let masking = masking::of_conversation(work, conversation)?;
    messages::add_named(work, message, &[(Role::To, &past.arrival.to), (Role::Cc, &past.arrival.cc)], masking)?;
    for person in past.arrival.to.iter().chain(&past.arrival.cc) {
        add_participant(work, conversation, &person.address)?;
    }
    Ok(())
}

/// What lists show: its place in time among the others decides, not when it was brought here. Nobody begins to wait.
fn count(work: &mut Work<'_>, conversation: ConversationId, message: MessageId, past: &Past<'_>) -> Result<(), Trouble> {
    // Covered before it is cut: half a number is no number any more, and stays readable.
    let preview = preview(&masking::of_conversation(work, conversation)?.covered(looked_at(&past.arrival.text)));
    sql("UPDATE conversation
            SET message_count = message_count + 1, version = version + 1,
                opened_at = CASE WHEN opened_at > $2 THEN $2 ELSE opened_at END,
                last_message_id = CASE WHEN last_message_id IS NULL OR last_activity_at <= $2 THEN $3 ELSE last_message_id END,
                preview = CASE WHEN last_message_id IS NULL OR last_activity_at <= $2 THEN $4 ELSE preview END,
                preview_key = CASE WHEN last_message_id IS NULL OR last_activity_at <= $2 THEN $5 ELSE preview_key END,
                last_activity_at = CASE WHEN last_activity_at < $2 THEN $2 ELSE last_activity_at END
          WHERE id = $1")
    .with(conversation)
    .with(past.at)
    .with(message)
    .with(&preview)
    .with(filter::folded(&preview))
    .run(work)?;
    Ok(())
}
