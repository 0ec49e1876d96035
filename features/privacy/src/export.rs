//! One person's data as a file to hand over: asked for by somebody who may, made by a job, taken within a week, then gone.
//!
//! The file lies in the database in pieces, so that any node can hand it out. Who asked and who took it is in the log.

use crate::Event;
use agents::{Permission, Rights};
use customers::CustomerId;
use db::{FromRow, Trouble, Tx, Work, jobs, sql};
use kit::Moment;

db::id!(
    /// An export's key.
    ExportId
);

db::words!(
    /// How far it is.
    State { Waiting = "waiting", Made = "made", Failed = "failed", Gone = "gone" }
);

/// The job that makes it; its payload is the export's key.
pub const JOB: &str = "privacy.export";
/// How long the file may be taken.
const DAYS: i64 = 7;
const DAY_SECONDS: i64 = 86_400;
/// The size of a piece.
pub const PIECE: usize = 512 * 1024;

/// One export.
#[derive(Debug, Clone, FromRow)]
pub struct Export {
    pub id: ExportId,
    pub customer: i64,
    pub asked_by_kind: String,
    pub asked_by: Option<i64>,
    pub asked_at: Moment,
    pub state: State,
    /// Rows written so far.
    pub rows_done: i64,
    pub problem: String,
    pub size_bytes: Option<i64>,
    pub sha256: Option<String>,
    pub finished_at: Option<Moment>,
    pub expires_at: Option<Moment>,
}

/// The export of this key.
pub fn find(tx: &mut Tx<'_>, id: ExportId) -> Result<Export, Trouble> {
    sql("SELECT id, customer_id, asked_by_kind, asked_by_id, asked_at, state, rows_done, problem, size_bytes, sha256, finished_at, expires_at
           FROM person_export WHERE id = $1")
    .with(id)
    .only(tx, "export")
}

/// The exports of a customer, the newest first.
pub fn of_customer(tx: &mut Tx<'_>, customer: i64) -> Result<Vec<Export>, Trouble> {
    sql("SELECT id, customer_id, asked_by_kind, asked_by_id, asked_at, state, rows_done, problem, size_bytes, sha256, finished_at, expires_at
           FROM person_export WHERE customer_id = $1 ORDER BY id DESC LIMIT 50")
    .with(customer)
    .all(tx)
}

/// Asks for one. While one is being made, asking again gives that one.
pub fn ask(work: &mut Work<'_>, customer: i64) -> Result<ExportId, Trouble> {
    Rights::of_actor(work)?.need(Permission::PrivacyExport)?;
    let found = customers::find(work, CustomerId(customer))?;
    if customers::current(work, found.id)? != found.id {
        return Err(Trouble::refused("privacy-refused-merged"));
    }
    let waiting: Option<ExportId> = sql("SELECT id FROM person_export WHERE customer_id = $1 AND state = 'waiting' ORDER BY id LIMIT 1")
        .with(customer)
        .one(work)?;
    if let Some(id) = waiting {
        return Ok(id);
    }
    let (kind, by) = (work.actor.kind(), work.actor.id());
    let now = work.now;
    let id: ExportId = sql(
        "INSERT INTO person_export (customer_id, asked_by_kind, asked_by_id, asked_at, state) VALUES ($1, $2, $3, $4, $5) RETURNING id",
    )
    .with(customer)
    .with(kind)
    .with(by)
    .with(now)
    .with(State::Waiting)
    .only(work, "export")?;
    jobs::promise(work, JOB, &id.to_string(), Some(&format!("{JOB}:{id}")), now)?;
    work.record(&Event::ExportAsked { customer, export: id.0 })?;
    Ok(id)
}

/// How far it is, for whoever waits.
pub fn progressed(work: &mut Work<'_>, id: ExportId, rows: i64) -> Result<(), Trouble> {
    sql("UPDATE person_export SET rows_done = $2 WHERE id = $1").with(id).with(rows).run(work)?;
    work.keep_quietly("how far an export is");
    Ok(())
}

/// Keeps the next piece of the file. A first piece throws away what a crash left of an earlier try.
pub fn keep_piece(work: &mut Work<'_>, id: ExportId, place: i64, bytes: &[u8]) -> Result<(), Trouble> {
    refuse_unless_waited_for(work, id)?;
    if place == 0 {
        sql("DELETE FROM person_export_piece WHERE export_id = $1").with(id).run(work)?;
    }
    sql("INSERT INTO person_export_piece (export_id, place, bytes) VALUES ($1, $2, $3)")
        .with(id)
        .with(place)
        .with(bytes.to_vec())
        .run(work)?;
    work.keep_quietly("a piece of a file; when it is whole, that is recorded");
    Ok(())
}

/// Whoever was erased meanwhile is in no file any more.
fn refuse_unless_waited_for(tx: &mut Tx<'_>, id: ExportId) -> Result<(), Trouble> {
    if find(tx, id)?.state == State::Waiting {
        Ok(())
    } else {
        Err(Trouble::NotFound("export"))
    }
}

/// The file is whole.
pub fn made(work: &mut Work<'_>, id: ExportId, size_bytes: i64, sha256: &str) -> Result<(), Trouble> {
    refuse_unless_waited_for(work, id)?;
    let export = find(work, id)?;
    let now = work.now;
    let expires = now.plus_seconds(DAYS * DAY_SECONDS);
    sql("UPDATE person_export SET state = $2, size_bytes = $3, sha256 = $4, finished_at = $5, expires_at = $6, problem = '' WHERE id = $1")
        .with(id)
        .with(State::Made)
        .with(size_bytes)
        .with(sha256)
        .with(now)
        .with(expires)
        .run(work)?;
    work.record(&Event::ExportMade { customer: export.customer, export: id.0 })
}

/// It could not be made; why is shown to who asked.
pub fn failed(work: &mut Work<'_>, id: ExportId, why: &str) -> Result<(), Trouble> {
    sql("UPDATE person_export SET state = $2, problem = $3 WHERE id = $1")
        .with(id)
        .with(State::Failed)
        .with(why)
        .run(work)?;
    work.keep_quietly("an export that failed; it is shown to who asked");
    Ok(())
}

/// The file, for who may have it; that it was taken is recorded.
pub fn take(work: &mut Work<'_>, id: ExportId) -> Result<Vec<u8>, Trouble> {
    Rights::of_actor(work)?.need(Permission::PrivacyExport)?;
    let export = find(work, id)?;
    if export.state != State::Made || export.expires_at.is_none_or(|end| end <= work.now) {
        return Err(Trouble::NotFound("file"));
    }
    let pieces: Vec<Vec<u8>> = sql("SELECT bytes FROM person_export_piece WHERE export_id = $1 ORDER BY place")
        .with(id)
        .all(work)?;
    work.record(&Event::ExportTaken { customer: export.customer, export: id.0 })?;
    Ok(pieces.concat())
}

/// Files whose time is over go.
pub fn forget_expired(work: &mut Work<'_>) -> Result<(), Trouble> {
    work.keep_quietly("no export's time was over");
    let now = work.now;
    let over: Vec<(ExportId, i64)> =
        sql("SELECT id, customer_id FROM person_export WHERE state = 'made' AND expires_at <= $1 ORDER BY id LIMIT 20")
            .with(now)
            .all(work)?;
    for (id, customer) in over {
        sql("DELETE FROM person_export_piece WHERE export_id = $1").with(id).run(work)?;
        sql("UPDATE person_export SET state = $2, gone_at = $3 WHERE id = $1")
            .with(id)
            .with(State::Gone)
            .with(now)
            .run(work)?;
        work.record(&Event::ExportGone { customer, export: id.0 })?;
    }
    Ok(())
}
