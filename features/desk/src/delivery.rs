//! The outbox: what must leave, how far it has come, and telling its author when it did not arrive.
//!
//! The desk keeps the state; a channel takes [`Parcel`]s and reports what the other side said. A message keeps its
//! Message-ID over all tries, so that a receiver can tell a repeated one.

mod planned;

use crate::attachments::{self, FileContent, FileRow};
use crate::sides::SideId;
use crate::{
    Conversation, Delivery, Event, Inbox, Message, MessageId, Recipient, conversations, inboxes, messages, notices, sides, survey,
};
use db::{Database, Trouble, Tx, Work, jobs, sql};
use kit::Moment;
pub use planned::is_planned;
pub(crate) use planned::stop_all;

/// The channel of an inbox nobody is behind: what is written there is carried by whoever practises with the agent.
pub const PRACTICE: &str = "practice";
/// The job that carries it.
pub const PRACTICE_JOB: &str = "practise";

/// The kind of job that sends one message; its payload is the message's number.
pub const JOB: &str = "desk.send";
/// A message is given up after this many tries, about two days.
pub const TRIES: i64 = 40;

/// Everything a channel needs to send one message; its files are rows until they are fetched ([`Parcel::whole`]).
pub struct Parcel<File = FileContent> {
    pub message: Message,
    pub conversation: Conversation,
    pub inbox: Inbox,
    pub recipients: Vec<Recipient>,
    pub files: Vec<File>,
    /// Message-IDs of the conversation before this message, oldest first.
    pub references: Vec<String>,
    /// The side conversation it is written in, if it is: answers go there.
    pub side: Option<SideId>,
    /// The message it answers, if that is still there. Channels quote it, so it is never a note.
    pub answers: Option<Message>,
}

impl Parcel<FileRow> {
    /// With its files, fetched from wherever they lie. Not within a transaction.
    pub async fn whole(self, db: &Database) -> Result<Parcel, Trouble> {
        let mut files = Vec::with_capacity(self.files.len());
        for file in self.files {
            files.push(file.whole(db).await?);
        }
        Ok(Parcel {
            message: self.message,
            conversation: self.conversation,
            inbox: self.inbox,
            recipients: self.recipients,
            files,
            references: self.references,
            side: self.side,
            answers: self.answers,
        })
    }
}

/// What a letter says to its reader alone, instead of what the conversation keeps of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confided {
    pub text: String,
    pub html: String,
}

/// Implemented by whoever writes letters with something secret in them, a link that opens a page, say. Asked anew at each try,
/// so that the secret is kept nowhere: not in the thread, not in the index, not in an export.
pub trait Confides: Send + Sync {
    /// The words of this message; `None` for one that hides nothing.
    fn words(&self, tx: &mut Tx<'_>, message: &Message) -> Result<Option<Confided>, Trouble>;
}

pub(crate) fn promise(work: &mut Work<'_>, message: MessageId, at: Moment) -> Result<(), Trouble> {
    let channel: String = sql(
        "SELECT i.channel FROM message m JOIN conversation c ON c.id = m.conversation_id JOIN inbox i ON i.id = c.inbox_id
          WHERE m.id = $1",
    )
    .with(message)
    .only(work, "message")?;
    let job = if channel == PRACTICE { PRACTICE_JOB } else { JOB };
    jobs::promise(work, job, &message.to_string(), Some(&key(message)), at)
}

pub(crate) fn key(message: MessageId) -> String {
    format!("send {message}")
}

/// Takes a message out of the outbox to send it. `None`: it was taken back, is done, or was planned and stopped by news.
pub fn begin(work: &mut Work<'_>, message: MessageId) -> Result<Option<Parcel<FileRow>>, Trouble> {
    if planned::stop_if_news(work, message)? {
        return Ok(None);
    }
    let rows = sql("UPDATE message SET delivery = 'sending', attempts = attempts + 1
                     WHERE id = $1 AND delivery IN ('held', 'queued', 'delayed', 'sending')")
    .with(message)
    .run(work)?;
    work.keep_quietly("a try to send; its outcome is recorded");
    if rows == 0 {
        return Ok(None);
    }
    parcel(work, message).map(Some)
}

fn parcel(tx: &mut Tx<'_>, id: MessageId) -> Result<Parcel<FileRow>, Trouble> {
    let message = messages::find(tx, id)?;
    let conversation = conversations::find(tx, message.conversation_id)?;
    let inbox = inboxes::find(tx, conversation.inbox_id)?;
    let answered: Option<MessageId> = sql("SELECT in_reply_to FROM message WHERE id = $1").with(id).only(tx, "message")?;
    let side = sides::of_message(tx, id)?;
    let references = sql("SELECT external_id FROM message
                           WHERE conversation_id = $1 AND external_id IS NOT NULL AND id < $2
                             AND (side_id = $3 OR (kind <> 'note' AND side_id IS NULL AND $3 = 0))
                           ORDER BY written_at, id")
    .with(conversation.id)
    .with(id)
    .with(side.map_or(0, |side| side.0))
    .all(tx)?;
    let answers = match (answered, side) {
        (None, _) => None,
        (Some(answered), None) => messages::fit_for_outside(tx, answered)?,
        (Some(answered), Some(side)) => sides::messages(tx, side)?.into_iter().find(|message| message.id == answered),
    };
    Ok(Parcel {
        recipients: messages::recipients(tx, id)?,
        files: attachments::contents_of(tx, id)?,
        message,
        conversation,
        inbox,
        side,
        references,
        answers,
    })
}

/// Writes down the Message-ID before the first try, so that every try has the same.
pub fn name(work: &mut Work<'_>, message: MessageId, external_id: &str) -> Result<(), Trouble> {
    sql("UPDATE message SET external_id = $2 WHERE id = $1 AND external_id IS NULL")
        .with(message)
        .with(external_id)
        .run(work)?;
    work.keep_quietly("the id a message will be sent with");
    Ok(())
}

/// The other side took it for everyone but `refused`, each with the reason.
pub fn sent(work: &mut Work<'_>, message: MessageId, refused: &[(String, String)]) -> Result<(), Trouble> {
    let now = work.now;
    sql("UPDATE message_recipient SET outcome = 'sent' WHERE message_id = $1 AND outcome IS NULL")
        .with(message)
        .run(work)?;
    for (address, reason) in refused {
        recipient_outcome(work, message, address, "failed", reason)?;
    }
    // Also who refused it at an earlier try, of which the author has heard.
    let failed = messages::recipients(work, message)?
        .into_iter()
        .find(|recipient| recipient.outcome.as_deref() == Some("failed"))
        .map(|recipient| format!("{}: {}", recipient.address, recipient.reason.unwrap_or_default()));
    let state = if failed.is_none() { Delivery::Sent } else { Delivery::Failed };
    sql("UPDATE message SET delivery = $2, delivery_reason = $3, sent_at = $4, due_at = NULL WHERE id = $1")
        .with(message)
        .with(state)
        .with(failed)
        .with(now)
        .run(work)?;
    let conversation = messages::find(work, message)?.conversation_id;
    ends_the_waiting(work, conversation, message)?;
    match first_of(refused) {
        None => work.record(&Event::MessageSent { conversation, message }),
        Some(reason) => tell_author(work, message, &Event::MessageFailed { conversation, message, reason }),
    }
}

/// The other side took it for some, and may take it later for those in `waiting`: it goes again to them alone.
pub fn partly_sent(
    work: &mut Work<'_>,
    message: MessageId,
    refused: &[(String, String)],
    waiting: &[(String, String)],
    again_at: Moment,
) -> Result<(), Trouble> {
    for (address, reason) in refused {
        recipient_outcome(work, message, address, "failed", reason)?;
    }
    for recipient in messages::recipients(work, message)?.into_iter().filter(|recipient| recipient.outcome.is_none()) {
        match waiting.iter().find(|(address, _)| *address == recipient.address) {
            Some((address, reason)) => late(work, message, address, reason)?,
            None => {
                recipient_outcome(work, message, &recipient.address, "sent", "")?;
            }
        }
    }
    delayed(work, message, &first_of(waiting).unwrap_or_default(), again_at)?;
    let conversation = messages::find(work, message)?.conversation_id;
    match first_of(refused) {
        Some(reason) => tell_author(work, message, &Event::MessageFailed { conversation, message, reason }),
        None => Ok(()),
    }
}

fn first_of(answers: &[(String, String)]) -> Option<String> {
    answers.first().map(|(address, reason)| format!("{address}: {reason}"))
}

/// The other side asked to come back later.
pub fn delayed(work: &mut Work<'_>, message: MessageId, reason: &str, again_at: Moment) -> Result<(), Trouble> {
    state(work, message, Delivery::Delayed, reason, Some(again_at))?;
    let conversation = messages::find(work, message)?.conversation_id;
    work.record(&Event::MessageDelayed { conversation, message, reason: reason.into() })
}

/// It will not be tried again: everybody refused it, or there were too many tries.
pub fn failed(work: &mut Work<'_>, message: MessageId, reason: &str) -> Result<(), Trouble> {
    sql("UPDATE message_recipient SET outcome = 'failed', reason = $2 WHERE message_id = $1 AND outcome IS NULL")
        .with(message)
        .with(reason)
        .run(work)?;
    state(work, message, Delivery::Failed, reason, None)?;
    let conversation = messages::find(work, message)?.conversation_id;
    tell_author(work, message, &Event::MessageFailed { conversation, message, reason: reason.into() })
}

/// The line broke after everything was said and before the answer: it may have arrived, so a person decides.
pub fn uncertain(work: &mut Work<'_>, message: MessageId, reason: &str) -> Result<(), Trouble> {
    state(work, message, Delivery::Uncertain, reason, None)?;
    let conversation = messages::find(work, message)?.conversation_id;
    tell_author(work, message, &Event::MessageUncertain { conversation, message, reason: reason.into() })
}

/// A person wants a failed or uncertain message tried again, with the same Message-ID.
pub fn send_again(work: &mut Work<'_>, message: MessageId) -> Result<(), Trouble> {
    let now = work.now;
    let rows = sql("UPDATE message SET delivery = 'queued', delivery_reason = NULL, due_at = $2, attempts = 0
                     WHERE id = $1 AND delivery IN ('failed', 'uncertain', 'bounced')")
    .with(message)
    .with(now)
    .run(work)?;
    if rows == 0 {
        return Ok(());
    }
    sql("UPDATE message_recipient SET outcome = NULL, reason = NULL WHERE message_id = $1 AND outcome IN ('failed', 'bounced')")
        .with(message)
        .run(work)?;
    promise(work, message, now)?;
    let conversation = messages::find(work, message)?.conversation_id;
    settle_trouble(work, conversation)?;
    work.record(&Event::MessageSendAgain { conversation, message })
}

/// A planned answer ends the waiting when it is sent, unless the customer has written since it was written.
fn ends_the_waiting(work: &mut Work<'_>, conversation: crate::ConversationId, message: MessageId) -> Result<(), Trouble> {
    sql("UPDATE conversation SET waiting_since = NULL
          WHERE id = $1 AND waiting_since IS NOT NULL
            AND EXISTS (SELECT 1 FROM message m WHERE m.id = $2 AND m.kind = 'outgoing' AND m.automatic = 'no' AND m.in_reply_to IS NOT NULL
                           AND m.written_at >= conversation.waiting_since)
            AND NOT EXISTS (SELECT 1 FROM message i, message o
                             WHERE o.id = $2 AND i.conversation_id = $1 AND i.kind = 'incoming' AND i.automatic = 'no' AND i.id > o.id)")
    .with(conversation)
    .with(message)
    .run(work)?;
    Ok(())
}

pub(crate) fn state(work: &mut Work<'_>, message: MessageId, state: Delivery, reason: &str, due: Option<Moment>) -> Result<(), Trouble> {
    sql("UPDATE message SET delivery = $2, delivery_reason = $3, due_at = $4 WHERE id = $1")
        .with(message)
        .with(state)
        .with(reason)
        .with(due)
        .run(work)?;
    Ok(())
}

pub(crate) fn recipient_outcome(
    work: &mut Work<'_>,
    message: MessageId,
    address: &str,
    outcome: &str,
    reason: &str,
) -> Result<u64, Trouble> {
    sql("UPDATE message_recipient SET outcome = $3, reason = $4 WHERE message_id = $1 AND address = $2")
        .with(message)
        .with(address)
        .with(outcome)
        .with(reason)
        .run(work)
}

/// Shows the trouble where its author works: a notice, and the conversation open again.
pub(crate) fn tell_author(work: &mut Work<'_>, message: MessageId, event: &Event) -> Result<(), Trouble> {
    let message = messages::find(work, message)?;
    let conversation = conversations::for_change(work, message.conversation_id)?;
    work.record(event)?;
    // Nobody waits for the question how it was: what is done stays done.
    if message.automatic == survey::AUTOMATIC {
        return Ok(());
    }
    sql("UPDATE conversation SET trouble = TRUE, version = version + 1 WHERE id = $1")
        .with(conversation.id)
        .run(work)?;
    conversation.touch(work)?;
    if !conversation.is_locked() {
        conversation.reopen(work)?;
    }
    match (message.author_id, message.author_kind.as_str()) {
        (Some(author), "agent") => notices::give(work, author, notices::Kind::NotDelivered, conversation.id, Some(message.id)).map(drop),
        _ => Ok(()),
    }
}

/// Somebody's mail server has it and is late: the reason is shown, nothing else changes.
pub(crate) fn late(work: &mut Work<'_>, message: MessageId, address: &str, reason: &str) -> Result<(), Trouble> {
    sql("UPDATE message_recipient SET reason = $3 WHERE message_id = $1 AND address = $2")
        .with(message)
        .with(address)
        .with(reason)
        .run(work)?;
    Ok(())
}

pub(crate) fn settle_trouble(work: &mut Work<'_>, conversation: crate::ConversationId) -> Result<(), Trouble> {
    sql("UPDATE conversation
            SET trouble = EXISTS (SELECT 1 FROM message m
                                   WHERE m.conversation_id = $1 AND m.delivery IN ('failed', 'uncertain', 'bounced') AND m.automatic <> 'survey')
          WHERE id = $1")
    .with(conversation)
    .run(work)?;
    Ok(())
}
