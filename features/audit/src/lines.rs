//! Finding lines, the newest first. A page looks at a bounded stretch of the log, so that a rare kind in a log of ten million lines
//! costs no more than a common one; days are found by halving, for lines are kept in the order they happened.

use crate::asked::Asked;
use db::activity::Entry;
use db::{Conditions, ToValue as _, Trouble, Tx, sql};
use kit::Moment;

/// How far one page looks back.
const STRETCH: i64 = 200_000;

/// What the reader may see besides what concerns the desk itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sight {
    pub conversations: bool,
    pub customers: bool,
}

/// Lines, and from where to look on; `None`: that was all.
#[derive(Debug, Default)]
pub struct Found {
    pub lines: Vec<Entry>,
    pub further: Option<i64>,
}

/// What fits, from just before `before` on (from the end without it), at most `limit` lines.
pub fn find(tx: &mut Tx<'_>, asked: &Asked, sight: Sight, zone: &str, before: Option<i64>, limit: usize) -> Result<Found, Trouble> {
    let (from, until) = asked.between(zone);
    let newest: i64 = sql("SELECT COALESCE(MAX(id), 0) FROM activity").only(tx, "line")?;
    let mut top = before.unwrap_or(newest + 1).min(newest + 1);
    if let Some(until) = until {
        top = top.min(first_at(tx, until, newest)?);
    }
    let lowest = match from {
        Some(from) => first_at(tx, from, newest)?,
        None => 0,
    };
    let bottom = (top - STRETCH).max(lowest);
    let lines: Vec<Entry> = sql(
        "SELECT l.id, l.xid, l.happened_at, l.actor_kind, l.actor_id, l.kind, l.conversation_id, l.customer_id, l.agent_id, l.detail
               FROM activity l WHERE l.id < $1 AND l.id >= $2",
    )
    .with(top)
    .with(bottom)
    .narrowed(narrow(asked, sight), &format!("ORDER BY l.id DESC LIMIT {}", limit + 1))
    .all(tx)?;
    let is_full = lines.len() > limit;
    let lines: Vec<Entry> = lines.into_iter().take(limit).collect();
    let further = if is_full {
        lines.last().map(|line| line.id)
    } else {
        Some(bottom).filter(|bottom| *bottom > lowest && *bottom > 1)
    };
    Ok(Found { lines, further })
}

fn narrow(asked: &Asked, sight: Sight) -> Conditions {
    let mut narrow = Conditions::new();
    if let Some(by) = asked.by {
        narrow.add_with("l.actor_kind = 'agent' AND l.actor_id = $?", by);
    }
    let beginnings = asked.beginnings();
    if !beginnings.is_empty() {
        let each = vec!["l.kind LIKE $?"; beginnings.len()].join(" OR ");
        narrow.add_built(format!("({each})"), beginnings.iter().map(|kind| format!("{kind}%").to_value()).collect());
    }
    if !sight.conversations {
        narrow.add("l.conversation_id IS NULL");
    }
    if !sight.customers {
        narrow.add("l.customer_id IS NULL AND l.kind NOT LIKE 'customer.%'");
        // Customers' companies; but how this one is called concerns the desk.
        narrow.add("(l.kind NOT LIKE 'company.%' OR l.kind = 'company.named')");
    }
    narrow
}

/// The first line that happened at this moment or later; behind the newest if none did.
fn first_at(tx: &mut Tx<'_>, moment: Moment, newest: i64) -> Result<i64, Trouble> {
    let (mut low, mut high) = (1, newest + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        let found: Option<(i64, Moment)> = sql("SELECT id, happened_at FROM activity WHERE id >= $1 ORDER BY id LIMIT 1")
            .with(middle)
            .one(tx)?;
        match found {
            Some((_, at)) if at < moment => low = middle + 1,
            _ => high = middle,
        }
    }
    Ok(low)
}
