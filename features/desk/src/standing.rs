//! How we stand with a customer, in a few figures: what we owe them, how often they wrote, in what words lately. Only of the
//! conversations the asker may see.

use crate::Viewer;
use db::{FromRow, Trouble, Tx, sql};
use kit::Moment;

const DAY: i64 = 86_400;
/// Words older than this tell nothing of today.
const LATELY_DAYS: i64 = 90;

/// The figures.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct Standing {
    /// Conversations that are not over.
    pub under_way: i64,
    /// Of those, where the customer waits for us.
    pub waiting: i64,
    pub in_30_days: i64,
    pub in_365_days: i64,
    pub first_contact: Option<Moment>,
}

/// What was promised and is not done.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct Promises {
    pub follow_ups: i64,
    /// Of those, the ones that have fallen due.
    pub overdue: i64,
    pub next_due: Option<Moment>,
}

/// Reads the figures.
pub fn of(tx: &mut Tx<'_>, viewer: Viewer, customer: i64) -> Result<Standing, Trouble> {
    let now = tx.now();
    sql("SELECT CAST(COALESCE(SUM(CASE WHEN c.status NOT IN ('resolved', 'closed') THEN 1 ELSE 0 END), 0) AS BIGINT),
                CAST(COALESCE(SUM(CASE WHEN c.waiting_since IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT),
                CAST(COALESCE(SUM(CASE WHEN c.opened_at >= $4 THEN 1 ELSE 0 END), 0) AS BIGINT),
                CAST(COALESCE(SUM(CASE WHEN c.opened_at >= $5 THEN 1 ELSE 0 END), 0) AS BIGINT),
                MIN(c.opened_at)
           FROM conversation c
          WHERE c.customer_id = $3 AND c.merged_into IS NULL
            AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(customer)
    .with(now.plus_seconds(-30 * DAY))
    .with(now.plus_seconds(-365 * DAY))
    .only(tx, "standing")
}

/// The follow-ups that have not ended.
pub fn promises(tx: &mut Tx<'_>, viewer: Viewer, customer: i64) -> Result<Promises, Trouble> {
    sql(
        "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN f.fell_due_at IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT), MIN(f.due_at)
           FROM conversation c JOIN follow_up f ON f.conversation_id = c.id
          WHERE c.customer_id = $3 AND c.merged_into IS NULL AND f.ended_at IS NULL
            AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))",
    )
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(customer)
    .only(tx, "promises")
}

/// Replies written that leave later.
pub fn planned_replies(tx: &mut Tx<'_>, viewer: Viewer, customer: i64) -> Result<i64, Trouble> {
    sql("SELECT COUNT(*) FROM conversation c JOIN message m ON m.conversation_id = c.id
          WHERE c.customer_id = $3 AND c.merged_into IS NULL AND m.delivery = 'held'
            AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(customer)
    .only(tx, "planned replies")
}

/// How often something that was done had to be taken up again within a year.
pub fn reopened(tx: &mut Tx<'_>, viewer: Viewer, customer: i64) -> Result<i64, Trouble> {
    let since = tx.now().plus_seconds(-365 * DAY);
    sql("SELECT COUNT(*) FROM conversation c JOIN activity ON activity.conversation_id = c.id
          WHERE c.customer_id = $3 AND c.merged_into IS NULL AND activity.kind = 'conversation.reopened' AND activity.happened_at >= $4
            AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(customer)
    .with(since)
    .only(tx, "reopened")
}

/// What the customer wrote last, the newest first, on whatever matter.
pub fn last_written(tx: &mut Tx<'_>, viewer: Viewer, customer: i64, most: i64) -> Result<Vec<String>, Trouble> {
    let since = tx.now().plus_seconds(-LATELY_DAYS * DAY);
    sql("SELECT m.text FROM conversation c JOIN message m ON m.conversation_id = c.id
          WHERE c.customer_id = $3 AND c.merged_into IS NULL AND m.kind = 'incoming' AND m.automatic = 'no' AND m.written_at >= $4
            AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))
          ORDER BY m.id DESC LIMIT $5")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(customer)
    .with(since)
    .with(most)
    .all(tx)
}
