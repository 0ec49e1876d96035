//! Carrying a bulk change on. Called at once by whoever began it, and by the runner for what is left over; any number of
//! both may be at it together, and a process may die at any moment: each conversation is changed once.

use super::items::{self, Item, Outcome, Progress, Reason};
use super::{Bulk, BulkId, Change, find, key};
use crate::{Event, Viewer, Visible, deeds, viewer};
use db::{Database, Trouble, Work, jobs, sql};

/// The promise to finish one.
pub const JOB: &str = "desk.bulk";

/// How many stand or fall in one transaction.
const AT_ONCE: usize = 25;

/// Changes up to `most` of those that wait, and says how far it is.
pub async fn carry_on(db: &Database, id: BulkId, most: usize) -> Result<Progress, Trouble> {
    let bulk = db.read(move |tx| find(tx, id)).await?;
    let mut left = most;
    while left > 0 {
        let next = left.min(AT_ONCE);
        let waiting = db.read(move |tx| items::waiting(tx, id, next)).await?;
        if waiting.is_empty() {
            break;
        }
        left -= waiting.len();
        change(db, &bulk, waiting).await?;
    }
    let progress = db.read(move |tx| items::progress(tx, id)).await?;
    if progress.is_over() && bulk.finished_at.is_none() {
        db.work(bulk.actor()?, move |work| finish(work, id, progress)).await?;
    }
    Ok(progress)
}

/// A few in one transaction; if one is refused, each by itself.
async fn change(db: &Database, bulk: &Bulk, waiting: Vec<Item>) -> Result<(), Trouble> {
    let (running, together) = (bulk.clone(), waiting.clone());
    let all = db.work(bulk.actor()?, move |work| together.iter().try_for_each(|item| one(work, &running, *item)));
    match all.await {
        Ok(()) => return Ok(()),
        Err(trouble) if trouble.may_pass() => return Err(trouble),
        Err(_) => {}
    }
    for item in waiting {
        let running = bulk.clone();
        let outcome = db.work(bulk.actor()?, move |work| one(work, &running, item)).await;
        match outcome {
            Ok(()) => {}
            Err(trouble) if trouble.may_pass() => return Err(trouble),
            Err(trouble) => refuse(db, bulk, item, &trouble).await?,
        }
    }
    Ok(())
}

/// Takes one and changes it, in one piece.
fn one(work: &mut Work<'_>, bulk: &Bulk, (place, id): Item) -> Result<(), Trouble> {
    work.keep_quietly("each change is recorded by its verb");
    if !items::settle(work, bulk.id, place, Outcome::Done, None)? {
        return Ok(());
    }
    let viewer = Viewer { agent: bulk.agent_id, sees_all: viewer::sees_all(work, bulk.agent_id)? };
    let change = bulk.change()?;
    let changed = match &change {
        Change::Undo(deed) => deeds::put_back(work, viewer, *deed, id)?,
        change => {
            let conversation = Visible::find(work, viewer, id)?;
            deeds::doing_as_part_of(work, bulk.deed_id, viewer.agent, &conversation, |work| {
                change.apply(work, viewer, &bulk.zone, &conversation)
            })?
        }
    };
    // A letter is one also where it changes nothing a person set.
    let written = matches!(change, Change::Answer { .. });
    if changed || written { Ok(()) } else { items::stood_so(work, bulk.id, place) }
}

async fn refuse(db: &Database, bulk: &Bulk, (place, _): Item, trouble: &Trouble) -> Result<(), Trouble> {
    let (id, reason) = (bulk.id, Reason::of(trouble));
    if reason.key == "desk-bulk-trouble" {
        tracing::warn!(bulk = id.0, %trouble, "one of a bulk change failed");
    }
    db.work(bulk.actor()?, move |work| {
        work.keep_quietly("why one was not changed; nothing happened to it");
        items::settle(work, id, place, Outcome::Failed, Some(&reason)).map(drop)
    })
    .await
}

/// Says once that it is over.
fn finish(work: &mut Work<'_>, id: BulkId, progress: Progress) -> Result<(), Trouble> {
    let now = work.now;
    let rows = sql("UPDATE bulk SET finished_at = $2 WHERE id = $1 AND finished_at IS NULL")
        .with(id)
        .with(now)
        .run(work)?;
    if rows == 0 {
        return Ok(());
    }
    jobs::take_back(work, &key(id))?;
    work.record(&Event::BulkFinished { bulk: id, done: progress.done, same: progress.same, failed: progress.failed })
}
