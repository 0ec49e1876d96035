//! Those who follow the activity log: reactions that change rows, signals to browsers, the search index.
//!
//! Each keeps its own place. Reactions move theirs in the transaction that does the work, on one node at a time; the index of
//! each node commits its place with its content; browsers start at the end, because a page that loads now sees the present.

use crate::background::Background;
use crate::event::Event;
use crate::indexing::Stale;
use crate::reactions::{self, Reaction};
use crate::{indexing, story};
use db::activity::{self, Entry, Position};
use db::{Actor, Database, News, Trouble, Tx, sql};
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::CancellationToken;
use web::{Signal, Site};

const STEP: i64 = 200;
/// Each step costs a reading whatever it finds.
const BREATH: Duration = Duration::from_millis(10);
/// The same for the index: each of its commits writes files and makes others be merged.
const INDEX_BREATH: Duration = Duration::from_millis(200);
/// How many lines of the log the index reads for one commit.
const INDEX_STEP: i64 = 1_000;
/// How many things the index changes in one commit, and about how many bytes of words they have: some are long papers.
const PORTION: usize = 500;
const PORTION_BYTES: usize = 8 * 1024 * 1024;

/// Does what follows from each event, once.
pub async fn react(db: Database, stop: CancellationToken) {
    let mut news = News::of(&db, BREATH);
    while !stop.is_cancelled() {
        match react_once(&db).await {
            Ok(count) if is_full(count, STEP) => continue,
            // Or another node is at it.
            Ok(_) | Err(Trouble::InUse(_)) => {}
            Err(trouble) => tracing::error!(%trouble, "a reaction failed; it is tried again"),
        }
        news.next(&stop).await;
    }
}

/// There may be more where a step found all it may read.
fn is_full(count: usize, step: i64) -> bool {
    i64::try_from(count).is_ok_and(|count| count >= step)
}

const REACTIONS: &str = "reactions";

/// One step of the reactions; says how many events it dealt with.
pub async fn react_once(db: &Database) -> Result<usize, Trouble> {
    let (seen, entries) = db
        .read(|tx| {
            let seen = activity::seen_by(tx, REACTIONS)?;
            Ok((seen, activity::tail(tx, seen, STEP)?))
        })
        .await?;
    let Some(last) = entries.last().map(Entry::position) else { return Ok(0) };
    let count = entries.len();
    // A step without consequences only moves the place, and not on every line: the log would otherwise feed on itself.
    let events: Vec<(Position, Event)> = entries
        .iter()
        .filter_map(|entry| Some((entry.position(), Event::of(entry)?)))
        .filter(|(_, event)| reactions::changes_rows(event))
        .collect();
    let together = events.clone();
    let outcome = db
        .work(Actor::System, move |work| {
            activity::move_on(work, REACTIONS, seen, last)?;
            if together.is_empty() {
                work.keep_aside("a follower's place in the log");
            }
            reactions::react(work, together.iter().map(|(_, event)| event))
        })
        .await;
    match outcome {
        Err(trouble) if !trouble.may_pass() && !matches!(trouble, Trouble::InUse(_)) => one_by_one(db, events, seen, last).await?,
        other => other?,
    }
    Ok(count)
}

/// One reaction that always fails must not hold up all others: each on its own, and the failing one is named and passed over.
/// Those that succeed here succeed for the first time: the step they failed in was undone.
async fn one_by_one(db: &Database, events: Vec<(Position, Event)>, seen: Position, last: Position) -> Result<(), Trouble> {
    let mut place = seen;
    for (at, event) in events {
        let this = event.clone();
        let outcome = db
            .work(Actor::System, move |work| {
                activity::move_on(work, REACTIONS, place, at)?;
                reactions::react(work, [&this])
            })
            .await;
        match outcome {
            Err(trouble) if trouble.may_pass() || matches!(trouble, Trouble::InUse(_)) => return Err(trouble),
            Err(trouble) => {
                tracing::error!(%trouble, ?event, "what follows from this event failed and is passed over; report it");
                db.work(Actor::System, move |work| activity::move_on(work, REACTIONS, place, at)).await?;
            }
            Ok(()) => {}
        }
        place = at;
    }
    if place == last {
        return Ok(());
    }
    db.work(Actor::System, move |work| activity::move_on(work, REACTIONS, place, last)).await
}

/// Tells browsers what changed.
pub async fn signal(site: Site, stop: CancellationToken) {
    let mut news = News::of(site.db(), BREATH);
    let mut seen = loop {
        match site.db().read(activity::end).await {
            Ok(end) => break end,
            Err(_) if stop.is_cancelled() => return,
            Err(trouble) => tracing::warn!(%trouble, "the end of the log could not be read; it is tried again"),
        }
        news.next(&stop).await;
    };
    while !stop.is_cancelled() {
        let from = seen;
        let step = site.db().read(move |tx| {
            let entries = activity::tail(tx, from, STEP)?;
            let signals = entries.iter().filter_map(|entry| signal_of(tx, entry).transpose()).collect::<Result<Vec<_>, _>>()?;
            Ok((signals, entries.last().map(Entry::position), entries.len()))
        });
        match step.await {
            Ok((signals, last, count)) => {
                signals.into_iter().flatten().for_each(|signal| site.live().send(signal));
                seen = last.unwrap_or(seen);
                if is_full(count, STEP) {
                    continue;
                }
            }
            Err(trouble) => tracing::warn!(%trouble, "browsers could not be told; their pages ask again by themselves"),
        }
        news.next(&stop).await;
    }
}

/// Passes on to the browsers of this node what the pages of others tell theirs and no log holds: who looks, who writes.
pub async fn overhear(site: Site, stop: CancellationToken) {
    let mut told = site.db().told();
    loop {
        let words = tokio::select! {
            () = stop.cancelled() => return,
            words = told.recv() => words,
        };
        match words {
            // So much was said at once, or while the line was down, that some of it was missed: every page looks again.
            Ok(words) if words == db::nodes::MISSED => site.live().send(Signal::rights_changed()),
            Ok(words) => site.heard(&words),
            Err(RecvError::Lagged(_)) => site.live().send(Signal::rights_changed()),
            Err(RecvError::Closed) => return,
        }
    }
}

fn signal_of(tx: &mut Tx<'_>, entry: &Entry) -> Result<Option<Vec<Signal>>, Trouble> {
    let Some(event) = Event::of(entry) else { return Ok(None) };
    let mut signals = Vec::new();
    if reactions::follows(&event).contains(&Reaction::RightsMoved) {
        signals.push(Signal::rights_changed());
    }
    if reactions::follows(&event).contains(&Reaction::TellBrowsers) {
        let inbox: Option<i64> = match entry.conversation_id {
            Some(conversation) => sql("SELECT inbox_id FROM conversation WHERE id = $1").with(conversation).one(tx)?,
            None => None,
        };
        let (here, everywhere) = story::split(&event, story::topics(&event, entry));
        let told = Signal::about(here);
        signals.push(match inbox {
            Some(inbox) => told.in_inbox(inbox),
            None => told,
        });
        if !everywhere.is_empty() {
            signals.push(Signal::about(everywhere));
        }
        signals.extend(elsewhere(&event));
        signals.extend(story::personal(tx, &event)?.into_iter().map(|agent| Signal::about(["notices"]).only_for(agent)));
    }
    Ok(Some(signals))
}

/// A conversation that left an inbox is missed by those who see only that one: their counts change, and no more is told.
fn elsewhere(event: &Event) -> Option<Signal> {
    match event {
        Event::Desk(desk::Event::InboxChanged { from, .. }) => Some(Signal::about(["counts"]).in_inbox(from.0)),
        Event::Desk(desk::Event::RearrangementUndone { .. }) => Some(Signal::about(["counts"])),
        _ => None,
    }
}

/// Keeps the search index up to date.
pub async fn index(db: Database, index: search::Index, background: Background, stop: CancellationToken) {
    let mut news = News::of(&db, INDEX_BREATH);
    let mut quiet = 0;
    while !stop.is_cancelled() {
        if db.rests().is_some() {
            // What a newer program wrote is passed over here, and would be for good: the index keeps its place.
            news.next(&stop).await;
            continue;
        }
        match index_once(&db, &index, &background).await {
            Ok(0) => {
                quiet += 1;
                if quiet == 20 {
                    let resting = index.clone();
                    // It merges what is small, for a second or more where others need the processor: whoever stops does not wait for that.
                    tokio::select! {
                        () = stop.cancelled() => {}
                        rested = background.run(move || resting.rest()) => {
                            if let Err(trouble) = rested {
                                tracing::warn!(%trouble, "the search index was not laid to rest");
                            }
                        }
                    }
                }
            }
            Ok(count) => {
                quiet = 0;
                if is_full(count, INDEX_STEP) {
                    continue;
                }
            }
            Err(trouble) => tracing::error!(%trouble, "the search index is behind; it is tried again"),
        }
        news.next(&stop).await;
    }
}

/// One step of the index; says how many events it read. What they made stale is read in portions, for one event may touch
/// any number of conversations; the place in the log is reached with the last of them.
pub async fn index_once(db: &Database, index: &search::Index, background: &Background) -> Result<usize, Trouble> {
    let from: Position = index.position();
    let (count, last, stale, purges) = db
        .read(move |tx| {
            let entries = activity::tail(tx, from, INDEX_STEP)?;
            let last = entries.last().map(Entry::position);
            let events: Vec<Event> = entries.iter().filter_map(Event::of).collect();
            let purges = events.iter().any(|event| reactions::follows(event).contains(&Reaction::PurgeIndex));
            Ok((entries.len(), last, indexing::stale(tx, &events)?, purges))
        })
        .await?;
    let Some(last) = last else { return Ok(0) };
    let mut left = stale;
    loop {
        let portion: Vec<Stale> = left.iter().take(PORTION).copied().collect();
        let (changes, done) = db.read(move |tx| indexing::changes(tx, &portion, PORTION_BYTES)).await?;
        left.drain(..done);
        let is_last = left.is_empty();
        // What is erased is gone from the index before its place says so: after a crash it is purged again.
        apply((index, background), changes, if is_last && !purges { last } else { from }).await?;
        if is_last && purges {
            purge((index, background), last).await?;
        }
        if is_last {
            return Ok(count);
        }
    }
}

/// Where it is written, and by whom.
type Writing<'a> = (&'a search::Index, &'a Background);

async fn purge((index, background): Writing<'_>, position: Position) -> Result<(), Trouble> {
    let index = index.clone();
    let purged = background.run(move || index.purge().and_then(|()| index.apply(&[], position))).await?;
    purged.map_err(|e| Trouble::Unavailable(e.to_string()))
}

async fn apply((index, background): Writing<'_>, changes: Vec<search::Change>, position: Position) -> Result<(), Trouble> {
    let index = index.clone();
    let applied = background.run(move || index.apply(&changes, position)).await?;
    applied.map_err(|e| Trouble::Unavailable(e.to_string()))
}
