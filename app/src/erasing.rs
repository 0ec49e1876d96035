//! Erasures carried out, and everybody who was erased taken out again of a database that was restored.
//!
//! A job stands for each erasure. Whoever dies in the middle leaves a lease that runs out; then another goes on where it was. The list of
//! erased people lies beside the database too, and where the backups are: a restored database does not know what was erased after it.

use crate::house::migrations;
use crate::leases::held;
use db::activity::Position;
use db::jobs::{self, Job};
use db::{Actor, Database, Migration, Trouble};
use privacy::erased::{self, Erased, FILE};
use privacy::erasure::{self, Around, ErasureId, Papers, State};
use search::{Inboxes, Query};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const LEASE_SECONDS: i64 = 600;
/// How long one that waits for a hold to be lifted, or for a merge to be undone, sleeps.
const HELD_SECONDS: i64 = 900;
/// The same where only a conversation of somebody else is held: each time everything is read before that is known.
const MENTIONED_SECONDS: i64 = 21_600;

/// What an erasure needs of this program: the tables, and the index of this node if there is one.
pub struct Here(pub Option<search::Index>);

impl Around for Here {
    fn migrations(&self) -> Vec<Migration> {
        migrations()
    }

    fn is_indexed_up_to(&self, position: Position) -> bool {
        self.0.as_ref().is_none_or(|index| index.position() >= position)
    }

    fn begin_index_anew(&self) -> Result<(), Trouble> {
        self.0
            .as_ref()
            .map_or(Ok(()), |index| index.rebuild().map_err(|e| Trouble::Unavailable(e.to_string())))
    }

    fn found_in_index(&self, words: &[String]) -> Result<Option<i64>, Trouble> {
        let Some(index) = &self.0 else { return Ok(None) };
        let mut found = 0;
        for word in words {
            let query = Query {
                text: format!("\"{}\"", word.replace('"', " ")),
                inboxes: Inboxes::All,
                limit: 1,
                ..Query::default()
            };
            let hits = index.search(&query).map_err(|e| Trouble::Unavailable(e.to_string()))?;
            found += if hits.is_near { 0 } else { hits.total as i64 };
        }
        Ok(Some(found))
    }
}

/// Works off what is due until `stop`. `list` is where the list of erased people lies.
pub async fn run(db: Database, index: search::Index, list: PathBuf, stop: CancellationToken) {
    let around: Arc<dyn Around> = Arc::new(Here(Some(index)));
    let mut round = 0_u64;
    loop {
        let ended = work_off(&db, &around).await;
        // Each node keeps the list in its folder, whichever of them carried the erasure out.
        if (round.is_multiple_of(60) || matches!(ended, Ok(1..)))
            && let Err(trouble) = keep_list(&db, &list).await
        {
            tracing::error!(%trouble, "the list of erased people could not be written; a restored backup would bring them back");
        }
        if let Err(trouble) = ended {
            tracing::warn!(%trouble, "an erasure could not go on; it is tried again");
        }
        round += 1;
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
        }
    }
}

/// Does what is due, and says how many erasures came to their end.
pub async fn work_off(db: &Database, around: &Arc<dyn Around>) -> Result<usize, Trouble> {
    if !db.read(|tx| jobs::is_due(tx, erasure::JOB)).await? {
        return Ok(0);
    }
    let due = db
        .work(Actor::System, |work| {
            let until = work.now.plus_seconds(LEASE_SECONDS);
            jobs::lease(work, erasure::JOB, "erasing", until, 1)
        })
        .await?;
    let mut ended = 0;
    for job in due {
        ended += usize::from(one(db, around, job).await?);
    }
    Ok(ended)
}

/// One erasure, until it is over or has to wait. Says whether it is over.
async fn one(db: &Database, around: &Arc<dyn Around>, job: Job) -> Result<bool, Trouble> {
    let Ok(id) = job.payload.parse::<ErasureId>() else {
        db.work(Actor::System, move |work| jobs::bury(work, job.id, "the payload is no erasure")).await?;
        return Ok(false);
    };
    let mut asked_index = false;
    loop {
        match held(db, job.id, LEASE_SECONDS, erasure::carry_on(db, id, around)).await {
            Ok(State::Done) => {
                db.work(Actor::System, move |work| jobs::done(work, job.id)).await?;
                return Ok(true);
            }
            Ok(State::Stuck) => {
                db.work(Actor::System, move |work| jobs::done(work, job.id)).await?;
                return Ok(false);
            }
            Ok(State::Indexing) if !asked_index => asked_index = true,
            Ok(State::Indexing) => return wait(db, job.id, 1, "the search index reads on").await,
            Ok(_) => {}
            Err(Trouble::Refused(why)) if why.key == "privacy-refused-conversation-held" => {
                return wait(db, job.id, MENTIONED_SECONDS, "a conversation in which they are mentioned is under a legal hold").await;
            }
            Err(Trouble::Refused(_)) => return wait(db, job.id, HELD_SECONDS, "a legal hold is in force, or they were merged").await,
            Err(trouble) => return put_off(db, &job, trouble).await,
        }
    }
}

async fn wait(db: &Database, job: i64, seconds: i64, why: &'static str) -> Result<bool, Trouble> {
    db.work(Actor::System, move |work| {
        let again = work.now.plus_seconds(seconds);
        jobs::put_off(work, job, why, again)
    })
    .await?;
    Ok(false)
}

async fn put_off(db: &Database, job: &Job, trouble: Trouble) -> Result<bool, Trouble> {
    let (id, attempts, reason) = (job.id, job.attempts, trouble.to_string());
    db.work(Actor::System, move |work| {
        // A person who is half erased is never given up: waiting counts as trying, so no number of tries says that it is hopeless.
        let again = work.now.plus_seconds(jobs::back_off(attempts));
        jobs::put_off(work, id, &reason, again)
    })
    .await?;
    Err(trouble)
}

/// Where the list lies in a folder.
pub fn list_in(folder: &Path) -> PathBuf {
    folder.join(FILE)
}

/// Writes the list beside the database, with whoever stands there already.
pub async fn keep_list(db: &Database, list: &Path) -> Result<(), Trouble> {
    let (here, kept) = (db.read(erased::all).await?, read_list(list)?);
    let known = kept.len();
    let all = joined(kept, here);
    if all.len() == known {
        return Ok(());
    }
    write_list(list, &all)
}

/// Writes a list, durably and as a whole.
pub fn write_list(list: &Path, all: &[Erased]) -> Result<(), Trouble> {
    let failed = |e: std::io::Error| Trouble::Unavailable(format!("{} cannot be written: {e}", list.display()));
    let unfinished = list.with_extension("unfinished");
    std::fs::write(&unfinished, erased::written(all)).map_err(failed)?;
    std::fs::File::open(&unfinished).and_then(|file| file.sync_all()).map_err(failed)?;
    std::fs::rename(&unfinished, list).map_err(failed)
}

/// The list in a file; empty where there is none.
pub fn read_list(list: &Path) -> Result<Vec<Erased>, Trouble> {
    match std::fs::read_to_string(list) {
        Ok(text) => erased::read(&text),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(e) => Err(Trouble::Opening(format!("{} cannot be read: {e}. Without it erased people might come back.", list.display()))),
    }
}

/// Both lists, each person once.
pub fn joined(one: Vec<Erased>, other: Vec<Erased>) -> Vec<Erased> {
    let mut all = one;
    for person in other {
        if !all.contains(&person) {
            all.push(person);
        }
    }
    all
}

/// Takes everybody on the list out of a database that knows them still, to the end, and says how many. The index is not asked: it builds
/// itself anew after a restore.
pub async fn replay(db: &Database, list: &[Erased]) -> Result<usize, Trouble> {
    let wanted = list.to_vec();
    let back = db.read(move |tx| erased::back_again(tx, &wanted)).await?;
    if back.is_empty() {
        return Ok(0);
    }
    let ids = db.work(Actor::System, move |work| erased::erase_again(work, &back)).await?;
    let around: Arc<dyn Around> = Arc::new(Here(None));
    for id in &ids {
        loop {
            match erasure::carry_on(db, *id, &around).await {
                Ok(State::Done | State::Stuck) => break,
                Ok(_) => {}
                // A hold is in force in this older state: the job goes on once it is lifted.
                Err(Trouble::Refused(_)) => break,
                Err(trouble) => return Err(trouble),
            }
        }
    }
    Ok(ids.len())
}

/// Everybody a database says it erased, read from a snapshot. Blocking.
pub fn written_down(place: &db::Place) -> Result<Vec<Erased>, Trouble> {
    written_down_at(place, &migrations())
}

/// The same of a database that has taken these steps only. Blocking.
pub fn written_down_at(place: &db::Place, steps: &[Migration]) -> Result<Vec<Erased>, Trouble> {
    let mut snapshot = db::whole::Snapshot::take(place, steps)?;
    let Some(table) = snapshot.tables().iter().find(|table| table.name == "erased_person").cloned() else {
        return Ok(Vec::new());
    };
    let at = |column: &str| table.place_of(column).unwrap_or(usize::MAX);
    let places = [at("customer_id"), at("known_since"), at("salt"), at("known_by"), at("erased_at")];
    let mut all = Vec::new();
    snapshot.rows(&table, &mut |row| {
        use db::Value::{Integer, Text};
        let values: Vec<_> = places.iter().filter_map(|place| row.get(*place)).collect();
        if let [Integer(customer), Integer(since), Text(salt), Text(known_by), Integer(erased_at)] = values.as_slice() {
            let known_by = serde_json::from_str(known_by).map_err(|e| Trouble::Shape(e.to_string()))?;
            let (known_since, erased_at) = (kit::Moment(*since), kit::Moment(*erased_at));
            // An older program did not write down what became of the papers.
            let papers = match row.get(at("papers")) {
                Some(Text(word)) if word == Papers::Kept.word() => Papers::Kept,
                _ => Papers::Replaced,
            };
            all.push(Erased {
                customer: *customer,
                known_since,
                salt: salt.clone(),
                known_by,
                erased_at,
                papers,
            });
        }
        Ok(())
    })?;
    Ok(all)
}
