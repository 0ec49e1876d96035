//! Everything that happened to a customer, on every channel, from the activity log; what happened to customers merged
//! into them included. Lines of conversations the reader may not see are not fetched.

use crate::CustomerId;
use db::activity::Entry;
use db::{Conditions, Trouble, Tx, Value, sql};

/// Which conversations a reader may see: a condition over `activity.conversation_id` with `$?` for each value.
pub type Seen = (&'static str, Vec<Value>);

/// For a reader who may see no conversation.
pub const NO_CONVERSATION: &str = "activity.conversation_id IS NULL";

/// The newest `limit` lines before the log line `before`, newest first.
pub fn timeline(tx: &mut Tx<'_>, customer: CustomerId, seen: Seen, before: Option<i64>, limit: i64) -> Result<Vec<Entry>, Trouble> {
    let mut wanted = Conditions::new();
    wanted.add_all(seen.0, seen.1);
    wanted.add_with("activity.id < $?", before.unwrap_or(i64::MAX));
    sql("WITH RECURSIVE same (id) AS (
             SELECT id FROM customer WHERE id = $1
              UNION
             SELECT c.id FROM customer c JOIN same ON c.merged_into = same.id)
         SELECT id, xid, happened_at, actor_kind, actor_id, kind, conversation_id, customer_id, agent_id, detail
           FROM activity
          WHERE customer_id IN (SELECT id FROM same)")
    .with(customer)
    .narrowed(wanted, &format!("ORDER BY activity.id DESC LIMIT {limit}"))
    .all(tx)
}
