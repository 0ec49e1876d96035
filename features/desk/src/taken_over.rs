//! Conversations of another desk, taken over as they stood there: with their own times and numbers, and nobody is told.
//!
//! Called by whoever moves a company in. Nothing waits for an answer because of it and no target begins to run; one line in the
//! log stands for all that was brought to a conversation at once, from which only the search index follows. What an agent may
//! not see or is not there to do is left out, and said.

mod entry;
mod standing;

use crate::{ConversationId, Event, InboxId, Status, former_numbers};
use db::{Trouble, Tx, Work, sql};
pub use entry::{Entry, Writer, add, add_files, rewrite};
use kit::Moment;
pub use standing::{Standing, field_label, merged, put, standing, tag_name};

/// The highest number that is kept from elsewhere: numbers here go on behind it.
const HIGHEST: i64 = 9_999_999;

/// What a conversation is taken over with; the rest is put on it.
#[derive(Debug, Clone)]
pub struct Opening<'a> {
    pub source: &'a str,
    pub their_id: &'a str,
    pub number: &'a str,
    pub inbox: InboxId,
    pub customer: i64,
    pub at: Moment,
}

/// Opens it under the number it had, if nobody here has that; else under the next. Either way the old number finds it.
pub fn open(work: &mut Work<'_>, opening: &Opening<'_>) -> Result<ConversationId, Trouble> {
    let number = match kept_number(work, opening.number)? {
        Some(kept) => kept,
        None => work.next_number("conversation")?,
    };
    let id: ConversationId = sql(
        "INSERT INTO conversation (number, inbox_id, customer_id, subject, status, opened_at, last_activity_at, subject_key)
         VALUES ($1, $2, $3, '', 'open', $4, $4, '') RETURNING id",
    )
    .with(number)
    .with(opening.inbox)
    .with(opening.customer)
    .with(opening.at)
    .only(work, "conversation")?;
    former_numbers::remember(work, id, opening.source, opening.number, opening.their_id)?;
    Ok(id)
}

/// The number as ours, if it is free; the counter goes on behind it before anybody looks.
fn kept_number(work: &mut Work<'_>, written: &str) -> Result<Option<i64>, Trouble> {
    let Some(number) = written.parse::<i64>().ok().filter(|number| (1..=HIGHEST).contains(number)) else {
        return Ok(None);
    };
    sql("INSERT INTO counter (name, value) VALUES ('conversation', $1)
         ON CONFLICT (name) DO UPDATE SET value = CASE WHEN counter.value < $1 THEN $1 ELSE counter.value END")
    .with(number)
    .run(work)?;
    let taken: Option<i64> = sql("SELECT id FROM conversation WHERE number = $1").with(number).one(work)?;
    Ok(taken.is_none().then_some(number))
}

/// Works out anew what lists show: the last message, how many there are, when something last happened.
pub fn settle(work: &mut Work<'_>, id: ConversationId) -> Result<(), Trouble> {
    let last: Option<(i64, String, Moment)> = sql("SELECT id, text, written_at FROM message
          WHERE conversation_id = $1 AND side_id IS NULL ORDER BY written_at DESC, id DESC LIMIT 1")
    .with(id)
    .one(work)?;
    let Some((message, text, at)) = last else { return Ok(()) };
    let preview = crate::conversations::preview(&text);
    sql("UPDATE conversation
            SET message_count = (SELECT COUNT(*) FROM message m WHERE m.conversation_id = $1 AND m.side_id IS NULL),
                last_message_id = $2, preview = $3, preview_key = $4, version = version + 1,
                opened_at = CASE WHEN opened_at > $5 THEN $5 ELSE opened_at END,
                last_activity_at = CASE WHEN last_activity_at < $5 THEN $5 ELSE last_activity_at END
          WHERE id = $1")
    .with(id)
    .with(message)
    .with(&preview)
    .with(filter::folded(&preview))
    .with(at)
    .run(work)?;
    Ok(())
}

/// Leaves the one line in the log.
pub fn recorded(work: &mut Work<'_>, conversation: ConversationId, messages: i64) -> Result<(), Trouble> {
    let customer: i64 = sql("SELECT customer_id FROM conversation WHERE id = $1")
        .with(conversation)
        .only(work, "conversation")?;
    work.record(&Event::ConversationImported { conversation, customer, messages })
}

/// Says that two belong together, as [`crate::Conversation::link`] does, and tells nobody. `true`: they did not yet.
pub fn link(work: &mut Work<'_>, from: ConversationId, to: ConversationId, reason: &'static str) -> Result<bool, Trouble> {
    let there: Option<i64> = sql("SELECT 1 FROM conversation_link WHERE (from_id = $1 AND to_id = $2) OR (from_id = $2 AND to_id = $1)")
        .with(from)
        .with(to)
        .one(work)?;
    if there.is_some() || from == to {
        return Ok(false);
    }
    sql("INSERT INTO conversation_link (from_id, to_id, reason) VALUES ($1, $2, $3) ON CONFLICT (from_id, to_id) DO NOTHING")
        .with(from)
        .with(to)
        .with(reason)
        .run(work)?;
    recorded(work, from, 0)?;
    Ok(true)
}

/// Where new messages of a conversation taken over before belong: it may have been merged here. None: it is gone.
pub fn lives_on(tx: &mut Tx<'_>, id: ConversationId) -> Result<Option<ConversationId>, Trouble> {
    Ok(crate::conversations::surviving(tx, id)?.map(|found| found.id))
}

/// The status a snooze that is over has come to.
pub fn awake(status: Status, until: Option<Moment>, now: Moment) -> (Status, Option<Moment>) {
    match (status, until) {
        (Status::Snoozed, Some(until)) if until > now => (Status::Snoozed, Some(until)),
        (Status::Snoozed, _) => (Status::Open, None),
        (other, _) => (other, None),
    }
}

/// Whoever else was written to there takes part here.
pub fn takes_part(work: &mut Work<'_>, id: ConversationId, address: &str) -> Result<(), Trouble> {
    crate::conversations::add_participant(work, id, address)
}
