//! Questions about messages, and adding one.

use crate::masking::{self, Masking};
use crate::{Conversation, ConversationId, Delivery, Message, MessageId, MessageKind, Person, Recipient, Role};
use db::{Trouble, Tx, Work, sql};
use kit::Moment;

/// What is written down of a new message.
pub(crate) struct NewMessage<'a> {
    pub conversation: ConversationId,
    pub kind: MessageKind,
    pub from_name: &'a str,
    pub from_address: &'a str,
    pub reply_to: &'a [String],
    pub subject: &'a str,
    pub text: &'a str,
    pub html: Option<&'a str>,
    pub sent_at: Option<Moment>,
    pub external_id: Option<&'a str>,
    pub fingerprint: Option<&'a str>,
    pub in_reply_to: Option<MessageId>,
    pub automatic: &'a str,
    pub authentic: &'a str,
    pub unreadable: Option<&'a str>,
    pub raw_id: Option<i64>,
    pub delivery: Option<Delivery>,
    pub due_at: Option<Moment>,
}

/// Writes it down, covered as its inbox covers.
pub(crate) fn add(work: &mut Work<'_>, new: &NewMessage<'_>) -> Result<MessageId, Trouble> {
    let now = work.now;
    add_at(work, new, now)
}

/// The same for a message of another time.
pub(crate) fn add_at(work: &mut Work<'_>, new: &NewMessage<'_>, at: Moment) -> Result<MessageId, Trouble> {
    let masking = masking::of_conversation(work, new.conversation)?;
    add_covered(work, new, at, masking)
}

/// The same where it is known already what the conversation's inbox covers.
pub(crate) fn add_covered(work: &mut Work<'_>, new: &NewMessage<'_>, at: Moment, masking: Masking) -> Result<MessageId, Trouble> {
    let actor = work.actor;
    let reply_to = serde_json::to_string(new.reply_to).unwrap_or_else(|_| "[]".into());
    sql("INSERT INTO message (conversation_id, kind, author_kind, author_id, from_name, from_address, reply_to, subject, text, html, written_at,
                              sent_at, external_id, fingerprint, in_reply_to, automatic, authentic, unreadable, raw_id, delivery, due_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
         ON CONFLICT (fingerprint) WHERE fingerprint IS NOT NULL DO NOTHING RETURNING id")
    .with(new.conversation)
    .with(new.kind)
    .with(actor.kind())
    .with(actor.id())
    .with(masking.covered(new.from_name))
    .with(new.from_address)
    .with(reply_to)
    .with(masking.covered(new.subject))
    .with(masking.covered(new.text))
    .with(new.html.map(|html| masking.covered_html(html)))
    .with(at)
    .with(new.sent_at)
    .with(new.external_id)
    .with(new.fingerprint)
    .with(new.in_reply_to)
    .with(new.automatic)
    .with(new.authentic)
    .with(new.unreadable)
    .with(new.raw_id)
    .with(new.delivery)
    .with(new.due_at)
    .one(work)?
    .ok_or_else(|| Trouble::Repeat("the same message is being filed by somebody else".into()))
}

pub(crate) fn add_recipient(work: &mut Work<'_>, message: MessageId, role: Role, name: &str, address: &str) -> Result<(), Trouble> {
    sql("INSERT INTO message_recipient (message_id, role, name, address) VALUES ($1, $2, $3, $4)")
        .with(message)
        .with(role)
        .with(name)
        .with(address)
        .run(work)?;
    Ok(())
}

/// Whom a message that came from elsewhere names; what names say falls under the masking of its inbox.
pub(crate) fn add_named(work: &mut Work<'_>, message: MessageId, named: &[(Role, &[Person])], masking: Masking) -> Result<(), Trouble> {
    for (role, people) in named {
        for person in *people {
            add_recipient(work, message, *role, &masking.covered(&person.name), &person.address)?;
        }
    }
    Ok(())
}

/// One message, for the desk's own work; pages reach messages through a visible conversation.
pub fn find(tx: &mut Tx<'_>, id: MessageId) -> Result<Message, Trouble> {
    sql(
        "SELECT id, conversation_id, kind, author_kind, author_id, from_name, from_address, subject, text, html, written_at, sent_at,
                external_id, automatic, authentic, unreadable, raw_id, delivery, delivery_reason, due_at
           FROM message WHERE id = $1",
    )
    .with(id)
    .only(tx, "message")
}

/// Takes it away with whom it was for and what it says in other languages. Its files went elsewhere before.
pub(crate) fn take_away(work: &mut Work<'_>, id: MessageId) -> Result<(), Trouble> {
    sql("DELETE FROM message_recipient WHERE message_id = $1").with(id).run(work)?;
    sql("DELETE FROM message_translation WHERE message_id = $1").with(id).run(work)?;
    sql("DELETE FROM message WHERE id = $1").with(id).run(work)?;
    Ok(())
}

/// A message that may be quoted to people outside: a note is not there, nor is what was taken back.
pub(crate) fn fit_for_outside(tx: &mut Tx<'_>, id: MessageId) -> Result<Option<Message>, Trouble> {
    sql(
        "SELECT id, conversation_id, kind, author_kind, author_id, from_name, from_address, subject, text, html, written_at, sent_at,
                external_id, automatic, authentic, unreadable, raw_id, delivery, delivery_reason, due_at
           FROM message WHERE id = $1 AND kind <> 'note'",
    )
    .with(id)
    .one(tx)
}

/// The messages of a conversation, in the order they were written down; those of its side conversations stand there.
pub fn of(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<Message>, Trouble> {
    sql(
        "SELECT id, conversation_id, kind, author_kind, author_id, from_name, from_address, subject, text, html, written_at, sent_at,
                external_id, automatic, authentic, unreadable, raw_id, delivery, delivery_reason, due_at
           FROM message WHERE conversation_id = $1 AND side_id IS NULL ORDER BY written_at, id",
    )
    .with(conversation)
    .all(tx)
}

/// The newest message of a conversation and all beside it; 0 before there was one.
pub fn newest_of(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<i64, Trouble> {
    sql("SELECT COALESCE(MAX(id), 0) FROM message WHERE conversation_id = $1")
        .with(conversation)
        .only(tx, "message")
}

/// Whether one of our letters to the customer says just this.
pub fn says(tx: &mut Tx<'_>, conversation: ConversationId, text: &str) -> Result<bool, Trouble> {
    let text = masking::of_conversation(tx, conversation)?.covered(text);
    let one: Option<i64> = sql("SELECT id FROM message WHERE conversation_id = $1 AND kind = 'outgoing' AND text = $2 LIMIT 1")
        .with(conversation)
        .with(text)
        .one(tx)?;
    Ok(one.is_some())
}

/// The recipients of every message of a conversation, by message and in the order given.
pub fn recipients_of(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<Recipient>, Trouble> {
    sql("SELECT r.message_id, r.role, r.name, r.address, r.outcome, r.reason
           FROM message_recipient r JOIN message m ON m.id = r.message_id
          WHERE m.conversation_id = $1
          ORDER BY r.message_id, r.id")
    .with(conversation)
    .all(tx)
}

/// The recipients of one message.
pub fn recipients(tx: &mut Tx<'_>, message: MessageId) -> Result<Vec<Recipient>, Trouble> {
    sql("SELECT message_id, role, name, address, outcome, reason FROM message_recipient WHERE message_id = $1 ORDER BY id")
        .with(message)
        .all(tx)
}

/// The messages with this id, the newest first. Different mails may share one, by accident or on purpose.
pub fn with_external_id(tx: &mut Tx<'_>, external_id: &str) -> Result<Vec<(MessageId, ConversationId)>, Trouble> {
    sql("SELECT id, conversation_id FROM message WHERE external_id = $1 ORDER BY id DESC LIMIT 50")
        .with(external_id)
        .all(tx)
}

/// The Message-IDs of a conversation, oldest first: the References of the next reply.
pub fn external_ids(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<String>, Trouble> {
    sql("SELECT external_id FROM message WHERE conversation_id = $1 AND kind <> 'note' AND external_id IS NOT NULL ORDER BY written_at, id")
        .with(conversation)
        .all(tx)
}

/// The newest message from outside: what a reply answers.
pub fn last_incoming(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Option<Message>, Trouble> {
    sql(
        "SELECT id, conversation_id, kind, author_kind, author_id, from_name, from_address, subject, text, html, written_at, sent_at,
                external_id, automatic, authentic, unreadable, raw_id, delivery, delivery_reason, due_at
           FROM message WHERE conversation_id = $1 AND kind = 'incoming' ORDER BY written_at DESC, id DESC LIMIT 1",
    )
    .with(conversation)
    .one(tx)
}

/// What the customer of a conversation wrote in it last, themselves and not provably somebody else in their name.
pub(crate) fn last_of_customer(tx: &mut Tx<'_>, conversation: &Conversation) -> Result<Option<Message>, Trouble> {
    sql(
        "SELECT id, conversation_id, kind, author_kind, author_id, from_name, from_address, subject, text, html, written_at, sent_at,
                external_id, automatic, authentic, unreadable, raw_id, delivery, delivery_reason, due_at
           FROM message
          WHERE conversation_id = $1 AND kind = 'incoming' AND author_kind = 'customer' AND author_id = $2 AND automatic = 'no'
            AND authentic <> 'fail'
          ORDER BY written_at DESC, id DESC LIMIT 1",
    )
    .with(conversation.id)
    .with(conversation.customer_id)
    .one(tx)
}

/// What people wrote to us last, the newest first; what machines sent tells nothing of a mood.
pub fn last_written(tx: &mut Tx<'_>, conversation: ConversationId, most: i64) -> Result<Vec<String>, Trouble> {
    sql("SELECT text FROM message WHERE conversation_id = $1 AND kind = 'incoming' AND automatic = 'no'
          ORDER BY written_at DESC, id DESC LIMIT $2")
    .with(conversation)
    .with(most)
    .all(tx)
}

/// Where the answers to a message go, as its Reply-To header says; usually empty.
pub fn reply_to(tx: &mut Tx<'_>, message: MessageId) -> Result<Vec<String>, Trouble> {
    let listed: String = sql("SELECT reply_to FROM message WHERE id = $1").with(message).only(tx, "message")?;
    serde_json::from_str(&listed).map_err(|e| Trouble::Shape(format!("Reply-To of message {message}: {e}")))
}
