//! One change to many conversations: begun at once, carried on until each has an outcome, undone as a whole.
//!
//! The promise to finish is a job written with it, so a process that dies in the middle costs nothing: what has an outcome is
//! not done again, the rest is done later. Each conversation stands for itself: what is refused in one stops no other.

mod change;
mod items;
mod run;

pub use change::Change;
pub use items::{Failure, Progress, failures, progress};
pub use run::{JOB, carry_on};

use crate::deeds::{self, DeedId, Way};
use crate::{ConversationId, Event, Viewer};
use db::{Actor, FromRow, Trouble, Tx, Work, jobs, sql};
use kit::Moment;

db::id!(
    /// The key of a bulk change.
    BulkId
);

/// More than this in one step is refused.
pub const MOST: usize = 10_000;

/// How long whoever began it goes on with it, before the runner does.
const HEAD_START_SECONDS: i64 = 3;

/// A bulk change as stored.
#[derive(Debug, Clone, FromRow)]
pub struct Bulk {
    pub id: BulkId,
    pub agent_id: i64,
    actor: String,
    pub zone: String,
    change: String,
    pub deed_id: DeedId,
    pub total: i64,
    pub made_at: Moment,
    pub finished_at: Option<Moment>,
    /// Whether the whole was undone.
    pub is_undone: bool,
}

impl Bulk {
    pub fn change(&self) -> Result<Change, Trouble> {
        read(&self.change)
    }

    pub(crate) fn actor(&self) -> Result<Actor, Trouble> {
        read(&self.actor)
    }

    /// What it does, as [`Change::word`] names it.
    pub fn word(&self) -> &'static str {
        self.change().map_or("other", |change| change.word())
    }
}

/// Begins it. Which of the conversations the viewer may see is asked of each when its turn comes.
pub fn begin(work: &mut Work<'_>, viewer: Viewer, zone: &str, change: &Change, which: &[ConversationId]) -> Result<BulkId, Trouble> {
    must_be_some_but_not_too_many(which)?;
    start(work, viewer, zone, change, which, None)
}

/// Begins what this agent begins once under this key: asked again, it is the one that was begun.
pub(crate) fn begin_once(
    work: &mut Work<'_>,
    viewer: Viewer,
    zone: &str,
    change: &Change,
    which: &[ConversationId],
    key: &str,
) -> Result<BulkId, Trouble> {
    let known: Option<BulkId> = sql("SELECT id FROM bulk WHERE agent_id = $1 AND once_key = $2")
        .with(viewer.agent)
        .with(key)
        .one(work)?;
    if let Some(known) = known {
        work.keep_quietly("it was begun before");
        return Ok(known);
    }
    must_be_some_but_not_too_many(which)?;
    start(work, viewer, zone, change, which, Some(key))
}

fn must_be_some_but_not_too_many(which: &[ConversationId]) -> Result<(), Trouble> {
    match which.len() {
        0 => Err(Trouble::refused("desk-bulk-none")),
        count if count > MOST => Err(Trouble::refused("desk-bulk-too-many").with("most", MOST)),
        _ => Ok(()),
    }
}

fn start(
    work: &mut Work<'_>,
    viewer: Viewer,
    zone: &str,
    change: &Change,
    which: &[ConversationId],
    once: Option<&str>,
) -> Result<BulkId, Trouble> {
    let deed = match change {
        Change::Undo(deed) => *deed,
        change => deeds::begin(work, viewer.agent, &if change.can_be_undone() { Way::Bulk } else { Way::None })?,
    };
    let (now, actor) = (work.now, work.actor);
    let id: Option<BulkId> = sql(
        "INSERT INTO bulk (agent_id, actor, zone, change, deed_id, total, made_at, once_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (agent_id, once_key) DO NOTHING RETURNING id",
    )
    .with(viewer.agent)
    .with(json(&actor)?)
    .with(zone)
    .with(json(&change.covered())?)
    .with(deed)
    .with(which.len() as i64)
    .with(now)
    .with(once)
    .one(work)?;
    let id = id.ok_or_else(|| Trouble::Repeat("the same change to many is being begun by another request".into()))?;
    items::add(work, id, which)?;
    jobs::promise(work, JOB, &id.to_string(), Some(&key(id)), now.plus_seconds(HEAD_START_SECONDS))?;
    work.record(&Event::BulkBegun { bulk: id, what: change.word().into(), count: which.len() as i64 })?;
    Ok(id)
}

/// Begins to put back all that a bulk change did.
pub(crate) fn undo(work: &mut Work<'_>, viewer: Viewer, zone: &str, deed: DeedId) -> Result<BulkId, Trouble> {
    let unfinished: Option<i64> = sql("SELECT id FROM bulk WHERE deed_id = $1 AND finished_at IS NULL").with(deed).one(work)?;
    if unfinished.is_some() {
        return Err(Trouble::refused("desk-undo-running"));
    }
    let which = deeds::conversations_of(work, deed)?;
    if which.is_empty() {
        return Err(Trouble::refused("desk-undo-undone"));
    }
    begin(work, viewer, zone, &Change::Undo(deed), &which)
}

/// A bulk change of this agent's; another's is not there.
pub fn own(tx: &mut Tx<'_>, agent: i64, id: BulkId) -> Result<Bulk, Trouble> {
    let found = find(tx, id)?;
    if found.agent_id == agent { Ok(found) } else { Err(Trouble::NotFound("bulk change")) }
}

pub(crate) fn find(tx: &mut Tx<'_>, id: BulkId) -> Result<Bulk, Trouble> {
    sql(
        "SELECT b.id, b.agent_id, b.actor, b.zone, b.change, b.deed_id, b.total, b.made_at, b.finished_at, d.undone_at IS NOT NULL
           FROM bulk b JOIN deed d ON d.id = b.deed_id WHERE b.id = $1",
    )
    .with(id)
    .only(tx, "bulk change")
}

fn key(id: BulkId) -> String {
    format!("bulk {id}")
}

pub(crate) fn json(value: &impl serde::Serialize) -> Result<String, Trouble> {
    serde_json::to_string(value).map_err(|e| Trouble::Shape(e.to_string()))
}

fn read<T: for<'a> serde::Deserialize<'a>>(text: &str) -> Result<T, Trouble> {
    serde_json::from_str(text).map_err(|e| Trouble::Shape(format!("a bulk change: {e}")))
}
