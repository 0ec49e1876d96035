//! What a rule would take away tonight, counted before it is saved. Changes nothing.

use super::{What, Where, Wish};
use db::{Trouble, Tx, sql};
use kit::Moment;

const DAY: i64 = 86_400_000_000;

/// What it comes to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effect {
    /// Conversations old enough.
    pub conversations: i64,
    /// Of these, held ones: they keep everything.
    pub held: i64,
    /// Messages, files, mails or values that would go from the others.
    pub things: i64,
}

/// Everything last touched before this is old enough.
pub(super) fn cutoff(now: Moment, days: i64) -> Moment {
    Moment(now.0.saturating_sub(days.saturating_mul(DAY)))
}

/// Counts.
pub fn effect(tx: &mut Tx<'_>, wish: &Wish) -> Result<Effect, Trouble> {
    let (mut counted, mut after) = (Effect::default(), 0);
    loop {
        let page = old_enough(tx, wish, after, 500)?;
        let Some(last) = page.last() else { return Ok(counted) };
        after = *last;
        for conversation in page {
            counted.conversations += 1;
            if is_held(tx, conversation)? {
                counted.held += 1;
            } else {
                counted.things += things(tx, wish, conversation)?;
            }
        }
    }
}

/// The next conversations a rule is about and has not been at, by their keys.
pub(super) fn old_enough(tx: &mut Tx<'_>, wish: &Wish, after: i64, limit: i64) -> Result<Vec<i64>, Trouble> {
    let (inbox, channel) = match wish.place() {
        Where::Everywhere => (None, None),
        Where::Inbox(inbox) => (Some(inbox), None),
        Where::Channel(channel) => (None, Some(channel)),
    };
    let before = cutoff(tx.now(), wish.days);
    sql("SELECT c.id FROM conversation c JOIN inbox i ON i.id = c.inbox_id
          WHERE c.id > $1 AND c.status IN ('resolved', 'closed') AND c.last_activity_at <= $2
            AND (CAST($3 AS BIGINT) IS NULL OR c.inbox_id = $3) AND (CAST($4 AS TEXT) IS NULL OR i.channel = $4)
            AND NOT EXISTS (SELECT 1 FROM retained r
                             WHERE r.conversation_id = c.id AND r.what IN ($5, 'conversation') AND r.gone_at >= c.last_activity_at)
            AND NOT EXISTS (SELECT 1 FROM activity a
                             WHERE a.conversation_id = c.id AND a.happened_at > $2
                               AND a.kind IN ('conversation.resolved', 'conversation.closed', 'conversation.reopened'))
          ORDER BY c.id LIMIT $6")
    .with(after)
    .with(before)
    .with(inbox)
    .with(channel)
    .with(wish.mark())
    .with(limit)
    .all(tx)
}

/// Whether a hold is on it, or on whose it is.
pub(super) fn is_held(tx: &mut Tx<'_>, conversation: i64) -> Result<bool, Trouble> {
    if customers::holds::is_conversation_held(tx, conversation)? {
        return Ok(true);
    }
    let customer: i64 = sql("SELECT customer_id FROM conversation WHERE id = $1")
        .with(conversation)
        .only(tx, "conversation")?;
    customers::holds::is_customer_held(tx, customers::CustomerId(customer))
}

fn things(tx: &mut Tx<'_>, wish: &Wish, conversation: i64) -> Result<i64, Trouble> {
    let question = match wish.what {
        What::Conversation => sql("SELECT COUNT(*) FROM message WHERE conversation_id = $1"),
        What::Attachments => sql("SELECT COUNT(*) FROM attachment WHERE message_id IN (SELECT id FROM message WHERE conversation_id = $1)"),
        What::RawMail => {
            sql("SELECT COUNT(*) FROM raw_mail WHERE bytes IS NOT NULL AND id IN (SELECT raw_id FROM message WHERE conversation_id = $1)")
        }
        What::Field => {
            return sql("SELECT COUNT(*) FROM conversation_field WHERE conversation_id = $1 AND field_id = $2")
                .with(conversation)
                .with(wish.field)
                .only(tx, "count");
        }
    };
    question.with(conversation).only(tx, "count")
}
