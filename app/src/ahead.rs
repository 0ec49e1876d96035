//! What was made while the clock stood ahead, and lies in the future since it was put right: found by the doctor, put right by
//! `frontline put-times-right`.
//!
//! Left alone, a conversation would stand on top of every list for a year, a letter would leave in a year, and a session would not end before. Each
//! row that says when it was made is made *now* instead, and what was reckoned from that moment is as far away as it was meant to be: nothing is due
//! at once, and nothing never. The log is not touched: it says what the clock said, and its order is that of its numbers.
//!
//! Nothing of this happens by itself: a clock that stands years *behind* makes everything look like the future. Who is asked looks at it first.

mod sheet;

use crate::house::House;
use crate::people::said;
use crate::terminal::outln;
use db::{Actor, Trouble, Tx, Work, jobs, sql};
use kit::Moment;
use sheet::SHEET;

/// Closer than this nobody notices.
const TOLERATED_SECONDS: i64 = 600;
/// How the log says that it was done; what lies before it is dealt with.
const DONE: &str = "times.put_right";

/// What lies ahead of the clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ahead {
    /// How many rows of which table.
    pub rows: Vec<(&'static str, i64)>,
    /// The last moment the log knows, if that lies ahead.
    pub until: Option<Moment>,
    /// Lines of the log that lie ahead, and all there are since it was last put right.
    pub lines: (i64, i64),
}

impl Ahead {
    pub fn is_nothing(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether it is rather the clock that stands behind: more lies ahead of it than not.
    pub const fn is_the_clock(&self) -> bool {
        self.lines.0 * 2 > self.lines.1
    }

    /// How many of what, in words.
    pub fn words(&self) -> String {
        let rows: Vec<String> = self.rows.iter().map(|(table, count)| format!("{count} of {table}")).collect();
        rows.join(", ")
    }
}

/// Looks and changes nothing.
pub fn look(tx: &mut Tx<'_>) -> Result<Ahead, Trouble> {
    let limit = tx.now().plus_seconds(TOLERATED_SECONDS);
    let mut rows = Vec::new();
    for made in SHEET {
        let count: i64 = sql(made.ahead).with(limit).only(tx, "count")?;
        rows.extend((count > 0).then_some((made.table, count)));
    }
    let since = last_time(tx)?;
    let snoozed: i64 = sql("SELECT COUNT(*) FROM conversation
          WHERE status = 'snoozed' AND (SELECT CASE WHEN a.id > $2 THEN a.happened_at END FROM activity a
                  WHERE a.conversation_id = conversation.id AND a.kind = 'conversation.snoozed' ORDER BY a.id DESC LIMIT 1) > $1")
    .with(limit)
    .with(since)
    .only(tx, "count")?;
    rows.extend((snoozed > 0).then_some(("conversation (snoozed)", snoozed)));
    let (ahead, all, until): (Option<i64>, i64, Option<Moment>) = sql(
        "SELECT CAST(SUM(CASE WHEN happened_at > $1 THEN 1 ELSE 0 END) AS BIGINT), COUNT(*), MAX(happened_at) FROM activity WHERE id > $2",
    )
    .with(limit)
    .with(since)
    .only(tx, "log")?;
    Ok(Ahead {
        rows,
        until: until.filter(|until| *until > limit),
        lines: (ahead.unwrap_or(0), all),
    })
}

/// The line of the log that says it was put right before, or none.
fn last_time(tx: &mut Tx<'_>) -> Result<i64, Trouble> {
    let last: Option<i64> = sql("SELECT MAX(id) FROM activity WHERE kind = $1").with(DONE).only(tx, "log")?;
    Ok(last.unwrap_or(0))
}

/// The last moment the log knows since it was put right, for whoever holds the clock against it.
pub fn last_moment(tx: &mut Tx<'_>) -> Result<Option<Moment>, Trouble> {
    let since = last_time(tx)?;
    sql("SELECT MAX(happened_at) FROM activity WHERE id > $1").with(since).only(tx, "log")
}

/// Puts right whatever lies ahead of the clock and says what it was. Done twice, it changes and records nothing.
pub fn put_right(work: &mut Work<'_>) -> Result<Ahead, Trouble> {
    let found = look(work)?;
    if found.is_nothing() {
        return Ok(found);
    }
    let (now, limit) = (work.now, work.now.plus_seconds(TOLERATED_SECONDS));
    sleep_as_long(work, limit)?;
    for made in SHEET {
        sql(made.mend).with(limit).with(now).run(work)?;
    }
    // When answers are due follows from who waits since when.
    jobs::promise(work, desk::targets::JOB, "0", None, now)?;
    let rows = found.rows.iter().map(|(_, count)| count).sum();
    let seconds = found.until.map_or(0, |until| until.seconds_since(now));
    work.record(&audit::Event::TimesPutRight { rows, seconds })?;
    Ok(found)
}

/// Who was put to sleep while the clock stood ahead sleeps as long as was meant. The log alone knows when that was.
fn sleep_as_long(work: &mut Work<'_>, limit: Moment) -> Result<(), Trouble> {
    let (now, since) = (work.now, last_time(work)?);
    sql(
        "UPDATE conversation SET version = version + 1, snoozed_until = snoozed_until - ((SELECT a.happened_at FROM activity a
                  WHERE a.conversation_id = conversation.id AND a.kind = 'conversation.snoozed' ORDER BY a.id DESC LIMIT 1) - $2)
          WHERE status = 'snoozed' AND (SELECT CASE WHEN a.id > $3 THEN a.happened_at END FROM activity a
                  WHERE a.conversation_id = conversation.id AND a.kind = 'conversation.snoozed' ORDER BY a.id DESC LIMIT 1) > $1",
    )
    .with(limit)
    .with(now)
    .with(since)
    .run(work)?;
    Ok(())
}

/// `frontline put-times-right`.
pub async fn run(house: &House, dry_run: bool, sure: bool) -> Result<(), Box<dyn std::error::Error>> {
    let found = house.db.read(look).await.map_err(said)?;
    let now = house.db.clock().now();
    if found.is_nothing() {
        outln!("Nothing lies ahead of the clock, which says {}.", now.rfc3339());
        return Ok(());
    }
    outln!("The clock says {}. Ahead of it lie: {}.", now.rfc3339(), found.words());
    if let Some(until) = found.until {
        outln!("The last of it happened at {} by the clock of then.", until.rfc3339());
    }
    if dry_run {
        return Ok(());
    }
    if found.is_the_clock() && !sure {
        let (ahead, all) = found.lines;
        return Err(format!(
            "{ahead} of {all} lines of the log lie ahead: rather the clock stands behind. Set it with `timedatectl set-ntp true`; if it is right, run this again with --sure"
        )
        .into());
    }
    house.db.work(Actor::System, put_right).await.map_err(said)?;
    outln!("They count from now on. What was meant to come later comes as much later as it was meant to. It is in the log.");
    Ok(())
}
