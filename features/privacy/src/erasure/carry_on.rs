//! Carrying an erasure out, one step at a time. Each step is a unit of work that also writes down how far it is, so that whoever dies in
//! between leaves it where the next goes on.

use super::certificate::{self, Searched, word};
use super::documents::{out_of_papers, take_out};
use super::links::only_words;
use super::needles::Needles;
use super::places::{self, Counts, go_through};
use super::sweep::{self, Reading};
use super::{Erasure, ErasureId, Papers, State, conversation, family, find, refuse_held};
use crate::{Event, erased};
use db::activity::{self, Position};
use db::elsewhere::Reach;
use db::{Actor, Database, Migration, Trouble, Tx, Work, sql, whole};
use std::sync::Arc;

/// A sweep that finds something so often is stuck: somebody writes the person down again and again.
const MOST_SWEEPS: i64 = 5;

/// What the erasure needs of the program around it.
pub trait Around: Send + Sync {
    /// Every room's tables.
    fn migrations(&self) -> Vec<Migration>;
    /// Whether the search index of this node has read the log up to here. True where there is no index.
    fn is_indexed_up_to(&self, position: Position) -> bool;
    /// Has the index thrown away and filled again.
    fn begin_index_anew(&self) -> Result<(), Trouble>;
    /// How many things the index still finds by one of these; nothing where there is no index.
    fn found_in_index(&self, words: &[String]) -> Result<Option<i64>, Trouble>;
}

/// Does the next step and says how things stand after it. A held customer is refused, and may go on later.
pub async fn carry_on(db: &Database, id: ErasureId, around: &Arc<dyn Around>) -> Result<State, Trouble> {
    let erasure = db
        .read(move |tx| {
            let erasure = find(tx, id)?;
            if !erasure.is_over() {
                refuse_mixed(tx, &erasure)?;
            }
            Ok(erasure)
        })
        .await?;
    match erasure.state {
        State::Conversations => empty_next(db, erasure).await,
        State::Person => forget_person(db, erasure).await,
        State::Sweeping => sweep_once(db, erasure, around).await,
        State::Indexing => wait_for_index(db, erasure, around).await,
        State::Verifying => verify(db, erasure, around).await,
        State::Scrubbing => scrub(db, erasure).await,
        State::Done | State::Stuck => Ok(erasure.state),
    }
}

/// While it goes on nobody is merged with whom it is about: whose is whose could not be told any more. It goes on when that is undone.
fn refuse_mixed(tx: &mut Tx<'_>, erasure: &Erasure) -> Result<(), Trouble> {
    let mixed: Option<i64> = sql("SELECT 1 FROM customer_merge
          WHERE (other_id = $1 OR kept_id = $1) AND merged_at >= $2 AND undone_at IS NULL LIMIT 1")
    .with(erasure.customer)
    .with(erasure.asked_at)
    .one(tx)?;
    match mixed {
        Some(_) => Err(Trouble::refused("privacy-refused-merged-meanwhile")),
        None => Ok(()),
    }
}

pub(super) fn actor(erasure: &Erasure) -> Actor {
    Actor::of(&erasure.asked_by_kind, erasure.asked_by)
}

fn goes_to(work: &mut Work<'_>, id: ErasureId, state: State, place: i64) -> Result<State, Trouble> {
    sql("UPDATE erasure SET state = $2, place = $3 WHERE id = $1 AND finished_at IS NULL")
        .with(id)
        .with(state)
        .with(place)
        .run(work)?;
    work.keep_quietly("how far an erasure is");
    Ok(state)
}

fn count(work: &mut Work<'_>, id: ErasureId, more: &Counts) -> Result<(), Trouble> {
    let mut counts = find(work, id)?.counts()?;
    for (table, rows) in more {
        *counts.entry(table.clone()).or_default() += rows;
    }
    let written = serde_json::to_string(&counts).map_err(|e| Trouble::Shape(e.to_string()))?;
    sql("UPDATE erasure SET counts = $2 WHERE id = $1").with(id).with(written).run(work)?;
    Ok(())
}

async fn empty_next(db: &Database, erasure: Erasure) -> Result<State, Trouble> {
    db.work(actor(&erasure), move |work| {
        refuse_held(work, erasure.customer)?;
        let mut next: Option<i64> = None;
        for customer in family(work, erasure.customer)? {
            let one: Option<i64> = sql("SELECT id FROM conversation WHERE customer_id = $1 AND id > $2 ORDER BY id LIMIT 1")
                .with(customer)
                .with(erasure.place)
                .one(work)?;
            next = [next, one].into_iter().flatten().min();
        }
        let Some(next) = next else { return goes_to(work, erasure.id, State::Person, 0) };
        let mut counts = Counts::new();
        conversation::empty(work, next, &erasure.pseudonym, &mut counts)?;
        count(work, erasure.id, &counts)?;
        work.record(&Event::ConversationEmptied { conversation: next })?;
        goes_to(work, erasure.id, State::Conversations, next)
    })
    .await
}

async fn forget_person(db: &Database, erasure: Erasure) -> Result<State, Trouble> {
    db.work(actor(&erasure), move |work| {
        refuse_held(work, erasure.customer)?;
        let (name, mut counts) = (erasure.pseudonym.as_str(), Counts::new());
        let touched = elsewhere(work, &erasure)?;
        for customer in family(work, erasure.customer)? {
            let contents = conversation::contents_written_by(work, customer)?;
            go_through(work, places::WRITTEN_ELSEWHERE, customer, name, &mut counts)?;
            conversation::forget_contents(work, &contents, &mut counts)?;
            take_out(work, customer, name, &mut counts)?;
            if erasure.papers == Papers::Replaced {
                out_of_papers(work, customer, name, &mut counts)?;
            }
            go_through(work, places::OF_A_PERSON, customer, name, &mut counts)?;
        }
        for conversation in touched {
            work.record(&Event::ConversationEmptied { conversation })?;
        }
        count(work, erasure.id, &counts)?;
        goes_to(work, erasure.id, State::Sweeping, 0)
    })
    .await
}

/// Conversations of others in which the person wrote.
fn elsewhere(work: &mut Work<'_>, erasure: &Erasure) -> Result<Vec<i64>, Trouble> {
    let mut all = Vec::new();
    for customer in family(work, erasure.customer)? {
        let some: Vec<i64> = sql("SELECT DISTINCT m.conversation_id FROM message m JOIN conversation c ON c.id = m.conversation_id
              WHERE m.author_kind = 'customer' AND m.author_id = $1 AND c.customer_id <> $1 ORDER BY m.conversation_id")
        .with(customer)
        .all(work)?;
        all.extend(some);
    }
    Ok(all)
}

async fn sweep_once(db: &Database, erasure: Erasure, around: &Arc<dyn Around>) -> Result<State, Trouble> {
    let (reading, needles) = read(db, &erasure, around).await?;
    let found = reading.hits.len() as i64;
    if found > 0 && erasure.place >= MOST_SWEEPS {
        return stuck(db, &erasure, found).await;
    }
    if found > 0 {
        let mut counts = Counts::new();
        for hit in &reading.hits {
            *counts.entry(hit.table.name.clone()).or_default() += 1;
        }
        sweep::mend(db, &erasure, reading.hits, needles).await?;
        let (id, round) = (erasure.id, erasure.place + 1);
        return db
            .work(actor(&erasure), move |work| {
                count(work, id, &counts)?;
                goes_to(work, id, State::Sweeping, round)
            })
            .await;
    }
    let (id, customer) = (erasure.id, erasure.customer);
    db.work(actor(&erasure), move |work| {
        refuse_held(work, customer)?;
        work.record(&Event::Swept { customer, erasure: id.0 })?;
        goes_to(work, id, State::Indexing, 0)
    })
    .await
}

/// Reads everything, off the runtime.
async fn read(db: &Database, erasure: &Erasure, around: &Arc<dyn Around>) -> Result<(Reading, Arc<Needles>), Trouble> {
    let needles = Arc::new(Needles::of(&erasure.wanted()?)?);
    let (place, around, looking, papers) = (db.place().clone(), around.clone(), needles.clone(), erasure.papers);
    // Bytes that are lost may be brought back: without them nobody knows that nothing is left.
    let reach = db.elsewhere().map_or(Reach::Nowhere, Reach::Needs);
    let reading = tokio::task::spawn_blocking(move || sweep::read_everything(&place, &around.migrations(), (&looking, papers), reach))
        .await
        .map_err(|e| Trouble::Panicked(e.to_string()))??;
    Ok((reading, needles))
}

async fn stuck(db: &Database, erasure: &Erasure, hits: i64) -> Result<State, Trouble> {
    let (id, customer) = (erasure.id, erasure.customer);
    db.work(actor(erasure), move |work| {
        sql("UPDATE erasure SET problem = $2 WHERE id = $1")
            .with(id)
            .with(format!("found|{hits}"))
            .run(work)?;
        work.record(&Event::ErasureStuck { customer, erasure: id.0, hits })?;
        goes_to(work, id, State::Stuck, 0)
    })
    .await
}

/// The index of this node must have read that everything is gone, and thrown its old words away.
async fn wait_for_index(db: &Database, erasure: Erasure, around: &Arc<dyn Around>) -> Result<State, Trouble> {
    let id = erasure.id;
    let position = match (erasure.swept_xid, erasure.swept_id) {
        (Some(xid), Some(id)) => Position { xid, id },
        _ => {
            let end = db.read(activity::end).await?;
            db.work(actor(&erasure), move |work| {
                work.keep_quietly("how far the log was when everything was swept");
                sql("UPDATE erasure SET swept_xid = $2, swept_id = $3 WHERE id = $1")
                    .with(id)
                    .with(end.xid)
                    .with(end.id)
                    .run(work)
            })
            .await?;
            end
        }
    };
    if !around.is_indexed_up_to(position) {
        return Ok(State::Indexing);
    }
    let tried = erasure.place;
    db.work(actor(&erasure), move |work| goes_to(work, id, State::Verifying, tried)).await
}

/// The proof: everything is read once more, and the index is asked.
async fn verify(db: &Database, erasure: Erasure, around: &Arc<dyn Around>) -> Result<State, Trouble> {
    let (reading, _) = read(db, &erasure, around).await?;
    let wanted = only_words(&erasure.wanted()?);
    let in_index = around.found_in_index(&wanted)?;
    let id = erasure.id;
    if let Some(hits) = in_index.filter(|hits| *hits > 0) {
        // Something the log did not lead to: the index of this node begins anew, once.
        if erasure.place > 0 {
            return stuck(db, &erasure, hits).await;
        }
        around.begin_index_anew()?;
        return db.work(actor(&erasure), move |work| goes_to(work, id, State::Indexing, 1)).await;
    }
    // Somebody wrote the person down while the index was read.
    if !reading.hits.is_empty() {
        return db.work(actor(&erasure), move |work| goes_to(work, id, State::Sweeping, 1)).await;
    }
    let (tables, rows) = (reading.tables, reading.rows);
    db.work(actor(&erasure), move |work| {
        refuse_held(work, erasure.customer)?;
        let searched = Searched {
            at: work.now,
            tables,
            rows,
            found: 0,
            found_in_index: in_index,
            pages: String::new(),
        };
        let written = serde_json::to_string(&searched).map_err(|e| Trouble::Shape(e.to_string()))?;
        let erasure = find(work, id)?;
        erased::remember(work, &erasure, &wanted)?;
        // From here on nobody can say any more who it was.
        sql("UPDATE erasure SET wanted = '[]', certificate = $2 WHERE id = $1")
            .with(id)
            .with(written)
            .run(work)?;
        goes_to(work, id, State::Scrubbing, 0)
    })
    .await
}

/// What was deleted is taken out of the files; then it is over.
async fn scrub(db: &Database, erasure: Erasure) -> Result<State, Trouble> {
    let place = db.place().clone();
    let scrubbed = tokio::task::spawn_blocking(move || whole::scrub(&place))
        .await
        .map_err(|e| Trouble::Panicked(e.to_string()))??;
    let id = erasure.id;
    db.work(actor(&erasure), move |work| {
        let erasure = find(work, id)?;
        if erasure.is_over() {
            work.keep_quietly("it was over before");
            return Ok(State::Done);
        }
        let searched: Searched =
            serde_json::from_str(erasure.certificate().unwrap_or_default()).map_err(|e| Trouble::Shape(e.to_string()))?;
        let searched = Searched { pages: word(scrubbed).to_owned(), ..searched };
        let rows: i64 = erasure.counts()?.values().sum();
        let (text, sha256) = certificate::write(work, &erasure, searched)?;
        let now = work.now;
        sql("UPDATE erasure SET state = $2, certificate = $3, sha256 = $4, finished_at = $5 WHERE id = $1 AND finished_at IS NULL")
            .with(id)
            .with(State::Done)
            .with(text)
            .with(sha256)
            .with(now)
            .run(work)?;
        work.record(&Event::Erased { customer: erasure.customer, erasure: id.0, rows })?;
        Ok(State::Done)
    })
    .await
}
