//! Exports of one person's data that were asked for on a page or by a program: written, packed into one file and kept in pieces.

use crate::house::House;
use crate::leases::held;
use crate::moves::write_person;
use db::elsewhere::Reach;
use db::jobs::{self, Job};
use db::{Actor, Database, Trouble};
use privacy::export::{self, ExportId, PIECE};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const LEASE_SECONDS: i64 = 1_800;
const TRIES: i64 = 4;

/// Works off what is due until `stop`.
pub async fn run(house: House, stop: CancellationToken) {
    loop {
        if let Err(trouble) = work_off(&house.db, &house.folder).await {
            tracing::warn!(%trouble, "an export could not be made; it is tried again");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
        }
    }
}

/// Makes the exports that are due. What is being written lies in `folder` meanwhile.
pub async fn work_off(db: &Database, folder: &Path) -> Result<(), Trouble> {
    if !db.read(|tx| jobs::is_due(tx, export::JOB)).await? {
        return Ok(());
    }
    let due = db
        .work(Actor::System, |work| {
            let until = work.now.plus_seconds(LEASE_SECONDS);
            jobs::lease(work, export::JOB, "exporting", until, 1)
        })
        .await?;
    for job in due {
        one(db, folder, job).await?;
    }
    Ok(())
}

async fn one(db: &Database, folder: &Path, job: Job) -> Result<(), Trouble> {
    let Ok(id) = job.payload.parse::<ExportId>() else {
        return db.work(Actor::System, move |work| jobs::bury(work, job.id, "the payload is no export")).await;
    };
    let outcome = held(db, job.id, LEASE_SECONDS, make(db, folder, id)).await;
    let (attempts, why) = (job.attempts, outcome.as_ref().err().map(ToString::to_string));
    db.work(Actor::System, move |work| match &why {
        None => jobs::done(work, job.id),
        Some(why) if attempts < TRIES => {
            let again = work.now.plus_seconds(jobs::back_off(attempts));
            jobs::put_off(work, job.id, why, again)
        }
        Some(why) => {
            export::failed(work, id, why)?;
            jobs::done(work, job.id)
        }
    })
    .await?;
    outcome
}

async fn make(db: &Database, folder: &Path, id: ExportId) -> Result<(), Trouble> {
    let customer = db.read(move |tx| export::find(tx, id)).await?.customer;
    let place = Scratch::at(folder.join(format!("exporting-{id}")))?;
    let rows = Arc::new(AtomicU64::new(0));
    let (database, written, counted) = ((db.place().clone(), Reach::of(db)), place.0.clone(), rows.clone());
    let mut writing = tokio::task::spawn_blocking(move || write(database, customer, &written, &counted));
    let file = loop {
        tokio::select! {
            done = &mut writing => break done.map_err(|e| Trouble::Panicked(e.to_string()))??,
            () = tokio::time::sleep(Duration::from_secs(1)) => {
                let so_far = rows.load(Ordering::Relaxed) as i64;
                db.work(Actor::System, move |work| export::progressed(work, id, so_far)).await?;
            }
        }
    };
    keep(db, id, &file, rows.load(Ordering::Relaxed) as i64).await
}

/// A folder that goes when it is done with, and that a crash before this one may have left.
struct Scratch(PathBuf);

impl Scratch {
    fn at(path: PathBuf) -> Result<Self, Trouble> {
        let scratch = Self(path);
        scratch.clear();
        std::fs::create_dir_all(&scratch.0).map_err(|e| unwritable(&e))?;
        Ok(scratch)
    }

    fn clear(&self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        self.clear();
    }
}

fn unwritable(e: &dyn std::fmt::Display) -> Trouble {
    Trouble::Unavailable(format!("the file of an export cannot be written: {e}"))
}

/// Writes the export and packs it; the name of the file.
fn write((database, reach): (db::Place, Reach), customer: i64, scratch: &Path, rows: &AtomicU64) -> Result<PathBuf, Trouble> {
    let (folder, packed) = (scratch.join("person"), scratch.join("person.zip"));
    write_person((&database, reach), customer, &folder, &mut |so_far| rows.store(so_far, Ordering::Relaxed))?;
    let mut zip = ZipWriter::new(std::fs::File::create(&packed).map_err(|e| unwritable(&e))?);
    pack(&mut zip, &folder, &folder)?;
    zip.finish().map_err(|e| unwritable(&e))?;
    Ok(packed)
}

/// Every file below, by the names it has there.
fn pack(zip: &mut ZipWriter<std::fs::File>, root: &Path, folder: &Path) -> Result<(), Trouble> {
    let entries = std::fs::read_dir(folder).map_err(|e| unwritable(&e))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            pack(zip, root, &path)?;
            continue;
        }
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).map_err(|e| unwritable(&e))?;
        let options = SimpleFileOptions::default().large_file(bytes.len() > 1 << 31);
        zip.start_file(name, options).map_err(|e| unwritable(&e))?;
        zip.write_all(&bytes).map_err(|e| unwritable(&e))?;
    }
    Ok(())
}

/// Keeps the file in pieces, each in a unit of work of its own; then it is made.
async fn keep(db: &Database, id: ExportId, packed: &Path, rows: i64) -> Result<(), Trouble> {
    let bytes = std::fs::read(packed).map_err(|e| unwritable(&e))?;
    let (sha256, size) = (kit::sha256_hex(&bytes), bytes.len() as i64);
    for (place, piece) in bytes.chunks(PIECE).enumerate() {
        let piece = piece.to_vec();
        db.work(Actor::System, move |work| export::keep_piece(work, id, place as i64, &piece)).await?;
    }
    db.work(Actor::System, move |work| {
        export::progressed(work, id, rows)?;
        export::made(work, id, size, &sha256)
    })
    .await
}
