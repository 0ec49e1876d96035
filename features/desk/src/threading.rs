//! Which conversation a message continues: the first clue that holds, and only for somebody who takes part.
//!
//! Order of trust: our own signed token → a message id we know → a number in the subject. A sender who is no participant
//! is given a conversation of their own, linked to the old one; a bare number convinces nobody.

use crate::{Arrival, Clue, Conversation, ConversationId, MessageId, conversations, messages, sides};
use db::{Trouble, Tx, sql};

/// What the clues amount to.
#[derive(Debug)]
pub(crate) enum Thread {
    Continues(Conversation),
    /// It points at this one, but the sender does not take part in it.
    Stranger(Conversation),
    New,
}

pub(crate) fn thread(tx: &mut Tx<'_>, arrival: &Arrival, customer: i64) -> Result<Thread, Trouble> {
    let mut stranger_of = None;
    for clue in &arrival.clues {
        for conversation in pointed_at(tx, clue)? {
            if takes_part(tx, &conversation, arrival, customer)? {
                return Ok(Thread::Continues(conversation));
            }
            if !matches!(clue, Clue::Subject { .. }) && stranger_of.is_none() {
                stranger_of = Some(conversation);
            }
        }
    }
    Ok(stranger_of.map_or(Thread::New, Thread::Stranger))
}

/// The conversation whose message has this fingerprint.
pub(crate) fn filed_before(tx: &mut Tx<'_>, fingerprint: &str) -> Result<Option<ConversationId>, Trouble> {
    sql("SELECT conversation_id FROM message WHERE fingerprint = $1").with(fingerprint).one(tx)
}

/// The conversations a clue may mean: several where strangers use one Message-ID.
pub(crate) fn pointed_at(tx: &mut Tx<'_>, clue: &Clue) -> Result<Vec<Conversation>, Trouble> {
    let meant: Vec<ConversationId> = match clue {
        Clue::Ours { conversation, message } => vec![message.map(|m| where_is(tx, m)).transpose()?.flatten().unwrap_or(*conversation)],
        Clue::Foreign { external_id } => messages::with_external_id(tx, external_id)?
            .into_iter()
            .map(|(_, conversation)| conversation)
            .collect(),
        Clue::Side { side } => match sides::find(tx, *side) {
            Ok(side) => vec![side.conversation_id],
            Err(Trouble::NotFound(_)) => Vec::new(),
            Err(other) => return Err(other),
        },
        Clue::Subject { number } => conversations::numbered(tx, *number)?.into_iter().map(|found| found.id).collect(),
    };
    let mut standing = Vec::new();
    for id in meant {
        standing.extend(conversations::surviving(tx, id)?);
    }
    Ok(standing)
}

/// A message may have been moved since it was sent; its conversation today counts.
fn where_is(tx: &mut Tx<'_>, message: MessageId) -> Result<Option<ConversationId>, Trouble> {
    sql("SELECT conversation_id FROM message WHERE id = $1").with(message).one(tx)
}

/// Senders nobody can tell share one customer, so that is no proof for them.
fn takes_part(tx: &mut Tx<'_>, conversation: &Conversation, arrival: &Arrival, customer: i64) -> Result<bool, Trouble> {
    let is_customer = arrival.identity.is_some() && conversation.customer_id == customer;
    Ok(is_customer || conversations::has_participant(tx, conversation.id, &arrival.from.address)?)
}
