//! Questions about conversations, and opening one.

use crate::masking::{self, Masking};
use crate::{Conversation, ConversationId, Event, InboxId, MessageId, Status, Viewer};
use db::{Trouble, Tx, Work, sql};
use kit::Moment;

/// What a new conversation starts from.
pub struct Opening<'a> {
    pub inbox: InboxId,
    pub customer: i64,
    pub subject: &'a str,
    pub automatic: bool,
}

/// Opens a conversation with the next number, in its inbox's team.
pub fn open(work: &mut Work<'_>, opening: &Opening<'_>) -> Result<Conversation, Trouble> {
    let number = work.next_number("conversation")?;
    let now = work.now;
    let subject = shortened(&masking::of_inbox(work, opening.inbox)?.covered(opening.subject), 500);
    let opened: Conversation = sql(
        "INSERT INTO conversation (number, inbox_id, customer_id, subject, status, team_id, opened_at, last_activity_at, automatic, subject_key)
                                  VALUES ($1, $2, $3, $4, 'open', (SELECT team_id FROM inbox WHERE id = $2), $5, $5, $6, $7)
         RETURNING id, number, inbox_id, customer_id, subject, status, snoozed_until, priority, category, team_id, assignee_id,
                   waiting_since, opened_at, last_activity_at, message_count, automatic, trouble, merged_into, version, due_at, due_for",
    )
    .with(number)
    .with(opening.inbox)
    .with(opening.customer)
    .with(&subject)
    .with(now)
    .with(opening.automatic)
    .with(filter::folded(&subject))
    .only(work, "conversation")?;
    work.record(&Event::ConversationOpened {
        conversation: opened.id,
        customer: opening.customer,
        inbox: opening.inbox,
        automatic: opening.automatic,
    })?;
    Ok(opened)
}

/// A conversation for the desk's own work, whoever is looking.
pub fn find(tx: &mut Tx<'_>, id: ConversationId) -> Result<Conversation, Trouble> {
    sql(
        "SELECT id, number, inbox_id, customer_id, subject, status, snoozed_until, priority, category, team_id, assignee_id,
                waiting_since, opened_at, last_activity_at, message_count, automatic, trouble, merged_into, version, due_at, due_for
           FROM conversation WHERE id = $1",
    )
    .with(id)
    .only(tx, "conversation")
}

/// Whether this customer has a complaint that is not settled, as far as the viewer may see.
pub fn complains(tx: &mut Tx<'_>, viewer: Viewer, customer: i64) -> Result<bool, Trouble> {
    let found: Option<i64> = sql("SELECT c.id FROM conversation c
          WHERE c.customer_id = $3 AND c.category = 'complaint' AND c.status NOT IN ('resolved', 'closed') AND c.merged_into IS NULL
            AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))
          ORDER BY c.last_activity_at DESC, c.id DESC LIMIT 1")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(customer)
    .one(tx)?;
    Ok(found.is_some())
}

/// The conversation as it stands, kept from everybody else's changes until this work ends. SQLite has one writer anyway.
pub(crate) fn for_change(work: &mut Work<'_>, id: ConversationId) -> Result<Conversation, Trouble> {
    if work.on_postgres() {
        sql("SELECT id FROM conversation WHERE id = $1 FOR UPDATE /* postgres */")
            .with(id)
            .one::<i64>(work)?;
    }
    find(work, id)
}

/// The same for a channel that only knows the number.
pub fn numbered(tx: &mut Tx<'_>, number: i64) -> Result<Option<Conversation>, Trouble> {
    sql(
        "SELECT id, number, inbox_id, customer_id, subject, status, snoozed_until, priority, category, team_id, assignee_id,
                waiting_since, opened_at, last_activity_at, message_count, automatic, trouble, merged_into, version, due_at, due_for
           FROM conversation WHERE number = $1",
    )
    .with(number)
    .one(tx)
}

/// A page of a customer's own conversations, the newest first. For the customer themselves: whoever reads for an agent asks
/// with a viewer.
pub fn of_customer(tx: &mut Tx<'_>, customer: i64, before: Option<ConversationId>, most: i64) -> Result<Vec<Conversation>, Trouble> {
    sql(
        "SELECT id, number, inbox_id, customer_id, subject, status, snoozed_until, priority, category, team_id, assignee_id,
                waiting_since, opened_at, last_activity_at, message_count, automatic, trouble, merged_into, version, due_at, due_for
           FROM conversation WHERE customer_id = $1 AND merged_into IS NULL AND id < $2 ORDER BY id DESC LIMIT $3",
    )
    .with(customer)
    .with(before.map_or(i64::MAX, |id| id.0))
    .with(most)
    .all(tx)
}

/// Where a conversation's story goes on: the one it was merged into, and so on.
pub fn surviving(tx: &mut Tx<'_>, id: ConversationId) -> Result<Option<Conversation>, Trouble> {
    let mut next = Some(id);
    for _ in 0..50 {
        let Some(id) = next else { return Ok(None) };
        match find(tx, id) {
            Ok(found) if found.merged_into.is_none() => return Ok(Some(found)),
            Ok(found) => next = found.merged_into,
            Err(Trouble::NotFound(_)) => return Ok(None),
            Err(other) => return Err(other),
        }
    }
    Ok(None)
}

pub(crate) fn seen_by(tx: &mut Tx<'_>, viewer: Viewer, id: ConversationId) -> Result<Option<Conversation>, Trouble> {
    sql(
        "SELECT id, number, inbox_id, customer_id, subject, status, snoozed_until, priority, category, team_id, assignee_id,
                waiting_since, opened_at, last_activity_at, message_count, automatic, trouble, merged_into, version, due_at, due_for
           FROM conversation
          WHERE id = $3 AND ($2 OR inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))",
    )
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(id)
    .one(tx)
}

pub(crate) fn seen_by_number(tx: &mut Tx<'_>, viewer: Viewer, number: i64) -> Result<Option<Conversation>, Trouble> {
    sql(
        "SELECT id, number, inbox_id, customer_id, subject, status, snoozed_until, priority, category, team_id, assignee_id,
                waiting_since, opened_at, last_activity_at, message_count, automatic, trouble, merged_into, version, due_at, due_for
           FROM conversation
          WHERE number = $3 AND ($2 OR inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))",
    )
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(number)
    .one(tx)
}

/// Snoozed conversations whose time has come.
pub fn due_to_wake(tx: &mut Tx<'_>) -> Result<Vec<ConversationId>, Trouble> {
    let now = tx.now();
    sql("SELECT id FROM conversation WHERE snoozed_until IS NOT NULL AND snoozed_until <= $1 AND status = 'snoozed' ORDER BY snoozed_until, id LIMIT 200")
        .with(now)
        .all(tx)
}

/// Whether this address takes part: it wrote, was written to, or belongs to the customer.
pub fn has_participant(tx: &mut Tx<'_>, conversation: ConversationId, address: &str) -> Result<bool, Trouble> {
    let known: Option<i64> = sql("SELECT 1 FROM participant WHERE conversation_id = $1 AND address = $2")
        .with(conversation)
        .with(address)
        .one(tx)?;
    Ok(known.is_some())
}

pub(crate) fn add_participant(work: &mut Work<'_>, conversation: ConversationId, address: &str) -> Result<(), Trouble> {
    if !address.is_empty() {
        sql("INSERT INTO participant (conversation_id, address) VALUES ($1, $2) ON CONFLICT (conversation_id, address) DO NOTHING")
            .with(conversation)
            .with(address)
            .run(work)?;
    }
    Ok(())
}

/// Since when the customer waits, read from the messages: the first personal one no person has answered.
pub(crate) fn unanswered_since(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Option<Moment>, Trouble> {
    sql("SELECT MIN(m.written_at) FROM message m
          WHERE m.conversation_id = $1 AND m.kind = 'incoming' AND m.automatic = 'no'
            AND NOT EXISTS (SELECT 1 FROM message o
                             WHERE o.conversation_id = $1 AND o.kind = 'outgoing' AND o.automatic = 'no' AND o.in_reply_to IS NOT NULL
                               AND (o.written_at > m.written_at OR (o.written_at = m.written_at AND o.id > m.id)))")
    .with(conversation)
    .only(tx, "moment")
}

/// The newest message, whatever it is.
pub(crate) fn last_message(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Option<MessageId>, Trouble> {
    sql("SELECT MAX(id) FROM message WHERE conversation_id = $1").with(conversation).only(tx, "message")
}

/// Recounts what the lists show of a conversation from its messages, after messages moved in or out.
pub(crate) fn recount(work: &mut Work<'_>, conversation: ConversationId) -> Result<(), Trouble> {
    sql("UPDATE conversation
            SET message_count = (SELECT COUNT(*) FROM message m WHERE m.conversation_id = $1 AND m.side_id IS NULL),
                last_message_id = (SELECT MAX(m.id) FROM message m WHERE m.conversation_id = $1 AND m.side_id IS NULL),
                version = version + 1
          WHERE id = $1")
    .with(conversation)
    .run(work)?;
    let last: Option<String> =
        sql("SELECT text FROM message WHERE conversation_id = $1 AND side_id IS NULL ORDER BY written_at DESC, id DESC LIMIT 1")
            .with(conversation)
            .one(work)?;
    let preview = preview(&last.unwrap_or_default());
    sql("UPDATE conversation SET preview = $2, preview_key = $3 WHERE id = $1")
        .with(conversation)
        .with(&preview)
        .with(filter::folded(&preview))
        .run(work)?;
    crate::delivery::settle_trouble(work, conversation)
}

/// What a message changed in the conversation's row.
pub(crate) struct NewMessage<'a> {
    pub message: i64,
    pub text: &'a str,
    /// The status it leads to, if another.
    pub status: Option<Status>,
    /// `Some(true)`: the customer waits from now on, unless they already do; `Some(false)`: no longer.
    pub waits: Option<bool>,
}

pub(crate) fn message_added(work: &mut Work<'_>, conversation: &Conversation, new: &NewMessage<'_>) -> Result<(), Trouble> {
    let masking = masking::of_inbox(work, conversation.inbox_id)?;
    covered_message_added(work, conversation, new, masking)
}

/// The same where it is known already what the conversation's inbox covers.
pub(crate) fn covered_message_added(
    work: &mut Work<'_>,
    conversation: &Conversation,
    new: &NewMessage<'_>,
    masking: Masking,
) -> Result<(), Trouble> {
    let now = work.now;
    let waiting_since = match new.waits {
        Some(true) => conversation.waiting_since.or(Some(now)),
        Some(false) => None,
        None => conversation.waiting_since,
    };
    let status = new.status.unwrap_or(conversation.status);
    let snoozed_until = if status == Status::Snoozed { conversation.snoozed_until } else { None };
    // Covered before it is cut: half a number is no number any more, and stays readable.
    let preview = preview(&masking.covered(looked_at(new.text)));
    sql("UPDATE conversation
            SET last_activity_at = $2, last_message_id = $3, message_count = message_count + 1, preview = $4, status = $5,
                waiting_since = $6, snoozed_until = $7, preview_key = $8, version = version + 1
          WHERE id = $1")
    .with(conversation.id)
    .with(now)
    .with(new.message)
    .with(&preview)
    .with(status)
    .with(waiting_since)
    .with(snoozed_until)
    .with(filter::folded(&preview))
    .run(work)?;
    Ok(())
}

/// As much of a text as its first words are looked for in.
const LOOKED_AT: usize = 20_000;

/// As much of a text as must be covered for its [`preview`]: a number over that border is whole.
pub(crate) fn looked_at(text: &str) -> &str {
    &text[..text.floor_char_boundary(LOOKED_AT + 200)]
}

/// The first words of a message, on one line, for lists: what is new in it, not what it quotes.
pub(crate) fn preview(text: &str) -> String {
    let start = &text[..text.floor_char_boundary(LOOKED_AT)];
    let fresh = mail::fold_text(start).fresh;
    let said = if fresh.trim().is_empty() { start } else { &fresh };
    let words = said.split_whitespace().take(60).collect::<Vec<_>>().join(" ");
    shortened(&words, 180)
}

pub(crate) fn shortened(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// The first words of its newest message, as lists show them.
pub fn preview_of(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<String, Trouble> {
    sql("SELECT preview FROM conversation WHERE id = $1").with(conversation).only(tx, "conversation")
}
