//! When an answer is due: worked out from who waits since when, kept in the conversation's row, and recorded when it is missed.

use super::{DueFor, Target, all, chosen, hours};
use crate::{Conversation, ConversationId, Event, InboxId, Priority, Viewer, conversations};
use db::{Database, Trouble, Tx, Work, jobs, sql};
use kit::Moment;

/// The promise to work out every due time again.
pub const JOB: &str = "desk.targets";

/// How many in one transaction.
const AT_ONCE: i64 = 100;

/// Works out anew when our next answer is due here. Whoever waits is owed one also while it sleeps or is on hold: setting it
/// aside does not move the promise. Machines are promised nothing.
pub fn settle(work: &mut Work<'_>, id: ConversationId) -> Result<(), Trouble> {
    work.keep_quietly("when an answer is due follows from what is recorded");
    let conversation = conversations::for_change(work, id)?;
    let due = due(work, &conversation)?;
    if due == (conversation.due_at, conversation.due_for) {
        return Ok(());
    }
    sql("UPDATE conversation SET due_at = $2, due_for = $3 WHERE id = $1")
        .with(id)
        .with(due.0)
        .with(due.1)
        .run(work)?;
    Ok(())
}

fn due(tx: &mut Tx<'_>, conversation: &Conversation) -> Result<(Option<Moment>, Option<DueFor>), Trouble> {
    let Some(since) = conversation.waiting_since.filter(|_| !conversation.automatic && !conversation.is_locked()) else {
        return Ok((None, None));
    };
    let targets = all(tx)?;
    if targets.is_empty() {
        return Ok((None, None));
    }
    let due_for = if answered_before(tx, conversation.id, since)? { DueFor::Next } else { DueFor::First };
    let target = chosen(&targets, conversation.inbox_id, conversation.priority, due_for);
    let Some(minutes) = target.and_then(|target| target.minutes(due_for)) else {
        return Ok((None, None));
    };
    let at = hours(tx)?.after(since, minutes);
    Ok((at, at.map(|_| due_for)))
}

/// What a target would mean for those who wait now and whom this viewer sees: for how many it would count, and how many of those
/// would have waited too long already. It takes the place of the one for the same inbox and priority.
pub fn effect(tx: &mut Tx<'_>, viewer: Viewer, wanted: &Target) -> Result<(i64, i64), Trouble> {
    let mut targets = all(tx)?;
    targets.retain(|known| (known.inbox_id, known.priority) != (wanted.inbox_id, wanted.priority));
    targets.push(*wanted);
    let waiting: Vec<(ConversationId, InboxId, Priority, Moment)> =
        sql("SELECT c.id, c.inbox_id, c.priority, c.waiting_since FROM conversation c
          WHERE c.waiting_since IS NOT NULL AND c.automatic = FALSE AND c.status <> 'closed'
            AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))
          ORDER BY c.waiting_since, c.id LIMIT 2000")
        .with(viewer.agent)
        .with(viewer.sees_all)
        .all(tx)?;
    let (hours, now) = (hours(tx)?, tx.now());
    let (mut concerned, mut late) = (0, 0);
    for (id, inbox, priority, since) in waiting {
        let due_for = if answered_before(tx, id, since)? { DueFor::Next } else { DueFor::First };
        let Some(target) = chosen(&targets, inbox, priority, due_for).filter(|target| target.id == wanted.id) else {
            continue;
        };
        concerned += 1;
        let due = target.minutes(due_for).and_then(|minutes| hours.after(since, minutes));
        late += i64::from(due.is_some_and(|due| due < now));
    }
    Ok((concerned, late))
}

/// Whether a person of ours had written to them before they began to wait.
fn answered_before(tx: &mut Tx<'_>, conversation: ConversationId, since: Moment) -> Result<bool, Trouble> {
    let answer: Option<i64> =
        sql("SELECT id FROM message WHERE conversation_id = $1 AND kind = 'outgoing' AND automatic = 'no' AND written_at < $2 LIMIT 1")
            .with(conversation)
            .with(since)
            .one(tx)?;
    Ok(answer.is_some())
}

/// Keeps one promise of [`JOB`]: works out whoever waits, a few at a time, and ends the job.
pub async fn settle_everything(db: &Database, job: i64) -> Result<(), Trouble> {
    let mut after = 0;
    loop {
        let some: Vec<ConversationId> = db.read(move |tx| concerned(tx, after)).await?;
        let Some(last) = some.last().copied() else { break };
        after = last.0;
        db.work(db::Actor::System, move |work| some.iter().try_for_each(|id| settle(work, *id))).await?;
    }
    db.work(db::Actor::System, move |work| jobs::done(work, job)).await
}

fn concerned(tx: &mut Tx<'_>, after: i64) -> Result<Vec<ConversationId>, Trouble> {
    sql("SELECT id FROM conversation WHERE id > $1 AND (waiting_since IS NOT NULL OR due_at IS NOT NULL) ORDER BY id LIMIT $2")
        .with(after)
        .with(AT_ONCE)
        .all(tx)
}

/// Conversations whose answer has just become late.
pub fn breached_now(tx: &mut Tx<'_>) -> Result<Vec<ConversationId>, Trouble> {
    let now = tx.now();
    sql("SELECT id FROM conversation
          WHERE due_at IS NOT NULL AND (breach_told_at IS NULL OR breach_told_at <> due_at) AND due_at <= $1 ORDER BY due_at, id LIMIT 200")
    .with(now)
    .all(tx)
}

/// Records that the answer is late, once.
pub fn breach(work: &mut Work<'_>, id: ConversationId) -> Result<(), Trouble> {
    let now = work.now;
    let missed: Option<(Moment, DueFor)> = sql("UPDATE conversation SET breach_told_at = due_at
          WHERE id = $1 AND due_at IS NOT NULL AND (breach_told_at IS NULL OR breach_told_at <> due_at) AND due_at <= $2
         RETURNING due_at, due_for")
    .with(id)
    .with(now)
    .one(work)?;
    missed.map_or(Ok(()), |(due_at, due_for)| {
        work.record(&Event::TargetMissed { conversation: id, due_for: due_for.word().into(), due_at })
    })
}
