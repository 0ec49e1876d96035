//! Targets: how soon a customer has our first answer and each next one, in minutes of work, by inbox and priority.
//!
//! When an answer is due stands in the conversation's own row. [`settle`] works it out again after whatever moves it, as a
//! reaction; lists and counts only compare it. A target missed is recorded once, by a timer.

mod due;
mod hours;
mod near;

pub use due::{JOB, breach, breached_now, effect, settle, settle_everything};
pub use hours::{hours, keep_hours};
pub use near::{near_now, warn};

use crate::{Event, Inbox, InboxId, Priority};
use db::{FromRow, Trouble, Tx, Work, jobs, sql};

db::words!(
    /// Which answer is due.
    DueFor {
        First = "first",
        Next = "next",
    }
);

/// One row of the table of targets; `None` for the inbox or priority is any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Target {
    pub id: i64,
    pub inbox_id: Option<InboxId>,
    pub priority: Option<Priority>,
    pub first_minutes: Option<i64>,
    pub next_minutes: Option<i64>,
}

impl Target {
    /// The minutes promised for this answer.
    pub const fn minutes(&self, due_for: DueFor) -> Option<i64> {
        match due_for {
            DueFor::First => self.first_minutes,
            DueFor::Next => self.next_minutes,
        }
    }

    const fn fits(&self, inbox: InboxId, priority: Priority) -> bool {
        let here = match self.inbox_id {
            Some(own) => own.0 == inbox.0,
            None => true,
        };
        let so = match self.priority {
            Some(own) => own as u8 == priority as u8,
            None => true,
        };
        here && so
    }
}

/// The most particular target that promises this answer: one for inbox and priority, for the inbox, for the priority, for all.
pub fn chosen(targets: &[Target], inbox: InboxId, priority: Priority, due_for: DueFor) -> Option<Target> {
    let fitting = targets.iter().filter(|target| target.fits(inbox, priority) && target.minutes(due_for).is_some());
    fitting.max_by_key(|target| (target.inbox_id.is_some(), target.priority.is_some())).copied()
}

/// Every target, those of one inbox together.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Target>, Trouble> {
    sql("SELECT id, inbox_id, priority, first_minutes, next_minutes FROM reply_target ORDER BY COALESCE(inbox_id, 0), id").all(tx)
}

/// One of them.
pub fn find(tx: &mut Tx<'_>, id: i64) -> Result<Target, Trouble> {
    sql("SELECT id, inbox_id, priority, first_minutes, next_minutes FROM reply_target WHERE id = $1")
        .with(id)
        .only(tx, "target")
}

/// Promises something else for the same inbox and priority. What stands so already is not recorded.
pub fn change(work: &mut Work<'_>, id: i64, first: Option<i64>, next: Option<i64>) -> Result<(), Trouble> {
    let target = find(work, id)?;
    must_promise(first, next)?;
    if (target.first_minutes, target.next_minutes) == (first, next) {
        work.keep_quietly("it promised so before");
        return Ok(());
    }
    sql("UPDATE reply_target SET first_minutes = $2, next_minutes = $3 WHERE id = $1")
        .with(id)
        .with(first)
        .with(next)
        .run(work)?;
    settle_later(work)?;
    let name = name_of(work, target.inbox_id)?;
    let priority = target.priority.map(|p| p.word().into());
    work.record(&Event::TargetSet { inbox: target.inbox_id, name, priority, first, next })
}

/// Something, and within reason.
fn must_promise(first: Option<i64>, next: Option<i64>) -> Result<(), Trouble> {
    const MOST: i64 = 60 * 24 * 90;
    if first.is_none() && next.is_none() {
        return Err(Trouble::refused("desk-target-empty"));
    }
    if first.into_iter().chain(next).any(|minutes| !(1..=MOST).contains(&minutes)) {
        return Err(Trouble::refused("desk-target-minutes"));
    }
    Ok(())
}

fn name_of(work: &mut Work<'_>, inbox: Option<InboxId>) -> Result<String, Trouble> {
    inbox.map_or(Ok(String::new()), |inbox| crate::inboxes::find(work, inbox).map(|inbox: Inbox| inbox.name))
}

/// Promises answers within so many minutes; the target there was for the same inbox and priority is replaced.
pub fn promise(
    work: &mut Work<'_>,
    inbox: Option<InboxId>,
    priority: Option<Priority>,
    first: Option<i64>,
    next: Option<i64>,
) -> Result<(), Trouble> {
    must_promise(first, next)?;
    let name = name_of(work, inbox)?;
    forget_same(work, inbox, priority)?;
    sql("INSERT INTO reply_target (inbox_id, priority, first_minutes, next_minutes) VALUES ($1, $2, $3, $4)")
        .with(inbox)
        .with(priority)
        .with(first)
        .with(next)
        .run(work)?;
    settle_later(work)?;
    work.record(&Event::TargetSet { inbox, name, priority: priority.map(|p| p.word().into()), first, next })
}

fn forget_same(work: &mut Work<'_>, inbox: Option<InboxId>, priority: Option<Priority>) -> Result<(), Trouble> {
    let same: Vec<i64> = all(work)?
        .into_iter()
        .filter(|known| known.inbox_id == inbox && known.priority == priority)
        .map(|known| known.id)
        .collect();
    for id in same {
        sql("DELETE FROM reply_target WHERE id = $1").with(id).run(work)?;
    }
    Ok(())
}

/// Promises no longer what this target did. Done twice, it records nothing.
pub fn drop_target(work: &mut Work<'_>, id: i64) -> Result<(), Trouble> {
    let Some(target) = all(work)?.into_iter().find(|target| target.id == id) else {
        return Ok(());
    };
    sql("DELETE FROM reply_target WHERE id = $1").with(id).run(work)?;
    settle_later(work)?;
    let name = name_of(work, target.inbox_id)?;
    work.record(&Event::TargetDropped { inbox: target.inbox_id, name, priority: target.priority.map(|p| p.word().into()) })
}

/// Whoever waits has their due time worked out again, a few at a time.
fn settle_later(work: &mut Work<'_>) -> Result<(), Trouble> {
    let now = work.now;
    jobs::promise(work, JOB, "0", None, now)
}

#[cfg(test)]
mod tests {
    use super::{DueFor, Target, chosen};
    use crate::{InboxId, Priority};

    #[test]
    fn the_most_particular_target_counts() {
        let row = |id, inbox: Option<i64>, priority, first_minutes, next_minutes| Target {
            id,
            inbox_id: inbox.map(InboxId),
            priority,
            first_minutes,
            next_minutes,
        };
        let table = [
            row(1, None, None, Some(480), Some(480)),
            row(2, None, Some(Priority::Urgent), Some(60), None),
            row(3, Some(7), None, Some(120), Some(240)),
            row(4, Some(7), Some(Priority::Urgent), Some(15), None),
        ];
        let first = |inbox, priority| chosen(&table, InboxId(inbox), priority, DueFor::First).map(|target| target.id);

        assert_eq!([first(1, Priority::Low), first(1, Priority::Urgent)], [Some(1), Some(2)]);
        assert_eq!([first(7, Priority::Low), first(7, Priority::Urgent)], [Some(3), Some(4)]);
        // What says nothing of the next answer leaves it to the others.
        assert_eq!(chosen(&table, InboxId(7), Priority::Urgent, DueFor::Next).map(|target| target.id), Some(3));
        assert_eq!(chosen(&[], InboxId(7), Priority::Urgent, DueFor::Next), None);
    }
}
