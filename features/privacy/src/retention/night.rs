//! The nightly work of the rules: a few conversations in each unit of work, which also writes down how far it is. Whoever dies leaves the
//! night where it was; two nodes at once do not do it twice.

use super::effect::{is_held, old_enough};
use super::{Rule, RuleId, What, all, find};
use crate::Event;
use crate::erasure::Counts;
use crate::erasure::conversation;
use db::{FromRow, Trouble, Work, sql};

/// So many conversations in one unit of work.
const PORTION: i64 = 20;
const DAY: i64 = 86_400_000_000;
/// Nights begin at two o'clock, Greenwich.
const BEGINS: i64 = 2 * 3_600_000_000;
/// What stands where words stood.
const GONE: &str = "—";

#[derive(FromRow)]
struct Run {
    id: i64,
    rule: RuleId,
    place: i64,
    conversations: i64,
    rows: i64,
    held: i64,
}

/// Opens tonight's run of every rule that has none yet, and says how many there are to carry on.
pub fn tonight(work: &mut Work<'_>) -> Result<i64, Trouble> {
    work.keep_quietly("which night it is");
    let (now, night) = (work.now, (work.now.0 - BEGINS).div_euclid(DAY));
    let rules: Vec<Rule> = all(work)?.into_iter().filter(|rule| rule.is_on).collect();
    for rule in rules {
        sql("INSERT INTO retention_run (rule_id, night, begun_at) VALUES ($1, $2, $3) ON CONFLICT (rule_id, night) DO NOTHING")
            .with(rule.id)
            .with(night)
            .with(now)
            .run(work)?;
    }
    sql("SELECT COUNT(*) FROM retention_run WHERE ended_at IS NULL").only(work, "count")
}

/// A portion of the first run that has not ended. `false`: there is nothing more to do tonight.
pub fn carry_on(work: &mut Work<'_>) -> Result<bool, Trouble> {
    let run: Option<Run> =
        sql("SELECT id, rule_id, place, conversations, rows_gone, held FROM retention_run WHERE ended_at IS NULL ORDER BY id LIMIT 1")
            .one(work)?;
    let Some(run) = run else {
        work.keep_quietly("there is nothing to do");
        return Ok(false);
    };
    let rule = find(work, run.rule)?;
    let page = if rule.removed_at.is_none() && rule.is_on {
        old_enough(work, &rule.wish(), run.place, PORTION)?
    } else {
        Vec::new()
    };
    let Some(last) = page.last().copied() else {
        end(work, &run)?;
        return Ok(true);
    };
    let (mut gone, mut held, mut counts) = (0, 0, Counts::new());
    for one in page {
        if is_held(work, one)? {
            held += 1;
        } else {
            take_away(work, &rule, one, &mut counts)?;
            gone += 1;
        }
    }
    let rows: i64 = counts.values().sum();
    let moved = sql(
        "UPDATE retention_run SET place = $2, conversations = conversations + $3, rows_gone = rows_gone + $4, held = held + $5
                      WHERE id = $1 AND place = $6 AND ended_at IS NULL",
    )
    .with(run.id)
    .with(last)
    .with(gone)
    .with(rows)
    .with(held)
    .with(run.place)
    .run(work)?;
    work.keep_quietly("counted when the night is over; each conversation is in the log");
    // Another node was here: what was done is undone with this.
    if moved == 0 { Err(Trouble::Changed("the night of a rule")) } else { Ok(true) }
}

fn take_away(work: &mut Work<'_>, rule: &Rule, one: i64, counts: &mut Counts) -> Result<(), Trouble> {
    let before: i64 = counts.values().sum();
    match (rule.what, rule.field) {
        (What::Conversation, _) => conversation::empty(work, one, GONE, counts)?,
        (What::Attachments, _) => conversation::without_files(work, one, counts)?,
        (What::RawMail, _) => conversation::without_raw_mails(work, one, counts)?,
        (What::Field, Some(field)) => conversation::without_field(work, one, field, counts)?,
        (What::Field, None) => {}
    }
    let now = work.now;
    sql("INSERT INTO retained (conversation_id, what, gone_at) VALUES ($1, $2, $3)
         ON CONFLICT (conversation_id, what) DO UPDATE SET gone_at = $3")
    .with(one)
    .with(rule.wish().mark())
    .with(now)
    .run(work)?;
    if counts.values().sum::<i64>() == before {
        return Ok(());
    }
    work.record(&match rule.what {
        What::Conversation => Event::ConversationEmptied { conversation: one },
        what => Event::ConversationThinned { conversation: one, what: what.word().to_owned() },
    })
}

fn end(work: &mut Work<'_>, run: &Run) -> Result<(), Trouble> {
    let now = work.now;
    let ended = sql("UPDATE retention_run SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL")
        .with(run.id)
        .with(now)
        .run(work)?;
    work.keep_quietly("a night without anything to do");
    if ended == 0 || run.conversations + run.held == 0 {
        return Ok(());
    }
    work.record(&Event::RuleKept {
        rule: run.rule.0,
        conversations: run.conversations,
        rows: run.rows,
        held: run.held,
    })
}
