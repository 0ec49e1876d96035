//! What a receiver is told: each message with its tries, until it was taken, or given up and waiting for a button.

use crate::webhook::{self, Webhook, WebhookId};
use crate::{Event, webhooks};
use db::{FromRow, Trouble, Tx, Work, jobs, sql};
use kit::{Moment, Token};

db::id!(
    /// The key of a [`Message`].
    MessageId
);

db::words!(
    /// How far a message is.
    MessageState { Waiting = "waiting", Delivered = "delivered", Dead = "dead" }
);

/// What is kept of an answer.
const LONGEST_ANSWER: usize = 500;
/// How long a delivered message stays readable.
const KEPT_SECONDS: i64 = 30 * 86_400;
/// How many are taken away, or replayed, in one unit of work.
pub(crate) const STEP: usize = 500;

/// A message as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Message {
    pub id: MessageId,
    pub webhook: WebhookId,
    /// `msg_…`: the same on every try, so that a receiver tells a copy.
    pub message: String,
    pub kind: String,
    pub body: String,
    pub state: MessageState,
    pub tries: i64,
    pub made_at: Moment,
    pub ended_at: Option<Moment>,
}

/// One try.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Try {
    pub tried_at: Moment,
    /// Nothing: there was no answer.
    pub status: Option<i64>,
    pub milliseconds: i64,
    /// The beginning of the answer, or why there is none.
    pub answer: String,
}

/// Keeps a message and promises to carry it. `false`: this receiver was told of this line already.
pub(crate) fn make(work: &mut Work<'_>, to: WebhookId, kind: &str, line: Option<i64>, body: &str) -> Result<bool, Trouble> {
    let (now, message) = (work.now, format!("msg_{}", Token::random().reveal()));
    work.keep_quietly("a message of a webhook: its receiver has the log, and so have we");
    let made: Option<MessageId> = sql(
        "INSERT INTO webhook_message (webhook_id, message, kind, activity_id, body, state, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT DO NOTHING RETURNING id",
    )
    .with(to)
    .with(&message)
    .with(kind)
    .with(line)
    .with(body)
    .with(MessageState::Waiting)
    .with(now)
    .one(work)?;
    let Some(id) = made else { return Ok(false) };
    jobs::promise(work, &webhook::lane(to), &id.to_string(), Some(&message), now)?;
    Ok(true)
}

/// The message with this key.
pub fn find(tx: &mut Tx<'_>, id: MessageId) -> Result<Message, Trouble> {
    sql("SELECT id, webhook_id, message, kind, body, state, tries, made_at, ended_at FROM webhook_message WHERE id = $1 AND dropped_at IS NULL")
        .with(id)
        .only(tx, "message")
}

/// The messages of a receiver, the newest first, from before a key on; all, or those in one state.
pub fn of(
    tx: &mut Tx<'_>,
    id: WebhookId,
    state: Option<MessageState>,
    before: Option<MessageId>,
    limit: i64,
) -> Result<Vec<Message>, Trouble> {
    let before = before.map_or(i64::MAX, |id| id.0);
    if let Some(state) = state {
        return sql("SELECT id, webhook_id, message, kind, body, state, tries, made_at, ended_at
                      FROM webhook_message WHERE webhook_id = $1 AND state = $2 AND id < $3 AND dropped_at IS NULL ORDER BY id DESC LIMIT $4")
        .with(id)
        .with(state)
        .with(before)
        .with(limit)
        .all(tx);
    }
    sql("SELECT id, webhook_id, message, kind, body, state, tries, made_at, ended_at
           FROM webhook_message WHERE webhook_id = $1 AND id < $2 AND dropped_at IS NULL ORDER BY id DESC LIMIT $3")
    .with(id)
    .with(before)
    .with(limit)
    .all(tx)
}

/// How many wait and how many are dead.
pub fn counts(tx: &mut Tx<'_>, id: WebhookId) -> Result<(i64, i64), Trouble> {
    let mut count = |state: MessageState| {
        sql("SELECT COUNT(*) FROM webhook_message WHERE webhook_id = $1 AND state = $2 AND dropped_at IS NULL")
            .with(id)
            .with(state)
            .only::<i64>(tx, "count")
    };
    Ok((count(MessageState::Waiting)?, count(MessageState::Dead)?))
}

/// The tries of a message, the first one first.
pub fn tries(tx: &mut Tx<'_>, id: MessageId) -> Result<Vec<Try>, Trouble> {
    sql("SELECT tried_at, status, milliseconds, answer FROM webhook_try WHERE message_id = $1 ORDER BY id")
        .with(id)
        .all(tx)
}

/// Writes a try down.
pub(crate) fn tried(work: &mut Work<'_>, id: MessageId, try_: &Try) -> Result<(), Trouble> {
    work.keep_quietly("a try of a webhook's message is in its delivery log");
    sql("INSERT INTO webhook_try (message_id, tried_at, status, milliseconds, answer) VALUES ($1, $2, $3, $4, $5)")
        .with(id)
        .with(try_.tried_at)
        .with(try_.status)
        .with(try_.milliseconds)
        .with(try_.answer.chars().filter(|c| *c != '\0').take(LONGEST_ANSWER).collect::<String>())
        .run(work)?;
    sql("UPDATE webhook_message SET tries = tries + 1 WHERE id = $1").with(id).run(work)?;
    Ok(())
}

/// It was taken.
pub(crate) fn delivered(work: &mut Work<'_>, id: MessageId) -> Result<(), Trouble> {
    ends(work, id, MessageState::Delivered)
}

/// It was given up: it waits for a button.
pub(crate) fn dies(work: &mut Work<'_>, message: &Message) -> Result<(), Trouble> {
    ends(work, message.id, MessageState::Dead)?;
    work.record(&Event::MessageDead { webhook: message.webhook.0, message: message.id.0, about: message.kind.clone() })
}

fn ends(work: &mut Work<'_>, id: MessageId, state: MessageState) -> Result<(), Trouble> {
    let now = work.now;
    work.keep_quietly("a webhook's message has its end in the delivery log");
    sql("UPDATE webhook_message SET state = $2, ended_at = $3 WHERE id = $1 AND state = 'waiting'")
        .with(id)
        .with(state)
        .with(now)
        .run(work)?;
    Ok(())
}

/// Sends a message that is over once more, with all its tries before it.
pub fn replay(work: &mut Work<'_>, id: MessageId) -> Result<(), Trouble> {
    let message = find(work, id)?;
    if message.state == MessageState::Waiting {
        return Err(Trouble::refused("webhooks-refused-waiting"));
    }
    again(work, &message)?;
    work.record(&Event::Replayed { webhook: message.webhook.0, messages: 1 })
}

/// Sends what is dead once more, the oldest first; says how many. What is left is for the next press.
pub fn replay_dead(work: &mut Work<'_>, id: WebhookId) -> Result<i64, Trouble> {
    webhooks::find(work, id)?;
    let dead: Vec<Message> = sql("SELECT id, webhook_id, message, kind, body, state, tries, made_at, ended_at
           FROM webhook_message WHERE webhook_id = $1 AND state = 'dead' AND dropped_at IS NULL ORDER BY id LIMIT $2")
    .with(id)
    .with(STEP as i64)
    .all(work)?;
    for message in &dead {
        again(work, message)?;
    }
    let messages = dead.len() as i64;
    if messages > 0 {
        work.record(&Event::Replayed { webhook: id.0, messages })?;
    }
    Ok(messages)
}

fn again(work: &mut Work<'_>, message: &Message) -> Result<(), Trouble> {
    let now = work.now;
    sql("UPDATE webhook_message SET state = $2, ended_at = NULL WHERE id = $1")
        .with(message.id)
        .with(MessageState::Waiting)
        .run(work)?;
    jobs::promise(work, &webhook::lane(message.webhook), &message.id.to_string(), Some(&message.message), now)
}

/// It changes hands: what was told for other eyes is seen by nobody, and goes nowhere.
pub(crate) fn drop_all(work: &mut Work<'_>, to: &Webhook) -> Result<(), Trouble> {
    let now = work.now;
    jobs::forget(work, &to.lane())?;
    sql("UPDATE webhook_message SET dropped_at = $2 WHERE webhook_id = $1 AND dropped_at IS NULL")
        .with(to.id)
        .with(now)
        .run(work)?;
    Ok(())
}

/// A message that says only that the line works.
pub fn test(work: &mut Work<'_>, to: &Webhook) -> Result<(), Trouble> {
    let body = crate::fan_out::body("webhook.test", work.now, &serde_json::json!({ "webhook": to.id.0 }));
    make(work, to.id, "webhook.test", None, &body).map(drop)
}

/// Takes away, a step at a time, what was delivered long ago and what was told to a receiver that is gone; says how many.
pub fn sweep(work: &mut Work<'_>) -> Result<usize, Trouble> {
    let long_ago = work.now.plus_seconds(-KEPT_SECONDS);
    work.keep_quietly("what was delivered long ago");
    let mut old: Vec<i64> = sql("SELECT id FROM webhook_message WHERE state = 'delivered' AND ended_at < $1 ORDER BY ended_at LIMIT $2")
        .with(long_ago)
        .with(STEP as i64)
        .all(work)?;
    let gone: Vec<i64> =
        sql("SELECT m.id FROM webhook w JOIN webhook_message m ON m.webhook_id = w.id WHERE w.archived_at IS NOT NULL LIMIT $1")
            .with((STEP - old.len()) as i64)
            .all(work)?;
    old.extend(gone);
    let dropped: Vec<i64> = sql("SELECT id FROM webhook_message WHERE dropped_at IS NOT NULL ORDER BY id LIMIT $1")
        .with(STEP.saturating_sub(old.len()) as i64)
        .all(work)?;
    old.extend(dropped);
    old.sort_unstable();
    old.dedup();
    for id in &old {
        sql("DELETE FROM webhook_try WHERE message_id = $1").with(*id).run(work)?;
        sql("DELETE FROM webhook_message WHERE id = $1").with(*id).run(work)?;
    }
    Ok(old.len())
}
