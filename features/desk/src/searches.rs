//! What an agent searched for: the last few by themselves, and what they kept by a name. Nobody else sees them.

use crate::Masking;
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;

db::id!(
    /// The key of a kept search.
    SearchId
);

/// One search as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct KeptSearch {
    pub id: SearchId,
    pub typed: String,
    /// The word of the one kind of thing that was asked for; empty for all.
    pub kind: String,
    pub name: String,
    pub used_at: Moment,
    pub saved_at: Option<Moment>,
    pub version: i64,
}

impl KeptSearch {
    /// What to call it.
    pub fn called(&self) -> &str {
        if self.name.is_empty() { &self.typed } else { &self.name }
    }
}

const LONGEST: usize = 1_000;
const LONGEST_NAME: usize = 80;
/// How many are remembered by themselves, and how many are shown.
const MOST_RECENT: i64 = 30;
const SHOWN: i64 = 8;
/// As many as a person can keep apart.
const MOST_SAVED: i64 = 200;

/// The last searches that were not kept by a name.
pub fn recent(tx: &mut Tx<'_>, agent: i64) -> Result<Vec<KeptSearch>, Trouble> {
    sql("SELECT id, typed, kind, name, used_at, saved_at, version FROM saved_search
          WHERE agent_id = $1 AND saved_at IS NULL AND removed_at IS NULL
          ORDER BY used_at DESC, id DESC LIMIT $2")
    .with(agent)
    .with(SHOWN)
    .all(tx)
}

/// The searches kept by a name.
pub fn saved(tx: &mut Tx<'_>, agent: i64) -> Result<Vec<KeptSearch>, Trouble> {
    sql("SELECT id, typed, kind, name, used_at, saved_at, version FROM saved_search
          WHERE agent_id = $1 AND saved_at IS NOT NULL AND removed_at IS NULL
          ORDER BY LOWER(name), id LIMIT $2")
    .with(agent)
    .with(MOST_SAVED)
    .all(tx)
}

/// One of this agent's saved searches; another's is not there.
pub fn find(tx: &mut Tx<'_>, agent: i64, id: SearchId) -> Result<KeptSearch, Trouble> {
    sql("SELECT id, typed, kind, name, used_at, saved_at, version FROM saved_search
          WHERE id = $2 AND agent_id = $1 AND saved_at IS NOT NULL AND removed_at IS NULL")
    .with(agent)
    .with(id)
    .only(tx, "saved search")
}

/// Remembers that this was searched for.
pub fn used(work: &mut Work<'_>, agent: i64, typed: &str, kind: &str) -> Result<(), Trouble> {
    work.keep_aside("an agent's own searches, which nobody else sees");
    let (typed, now) = (plain(&Masking::OF_NEW.covered(typed), LONGEST), work.now);
    if typed.is_empty() {
        return Ok(());
    }
    sql("INSERT INTO saved_search (agent_id, typed, kind, used_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (agent_id, typed, kind) DO UPDATE
            SET used_at = $4,
                saved_at = CASE WHEN saved_search.removed_at IS NULL THEN saved_search.saved_at END,
                name = CASE WHEN saved_search.removed_at IS NULL THEN saved_search.name ELSE '' END,
                removed_at = NULL")
    .with(agent)
    .with(typed)
    .with(kind)
    .with(now)
    .run(work)?;
    sql("DELETE FROM saved_search WHERE agent_id = $1 AND saved_at IS NULL
            AND id NOT IN (SELECT id FROM saved_search WHERE agent_id = $1 AND saved_at IS NULL ORDER BY used_at DESC, id DESC LIMIT $2)")
    .with(agent)
    .with(MOST_RECENT)
    .run(work)?;
    Ok(())
}

/// Keeps a search by a name; the same search again takes the new name.
pub fn save(work: &mut Work<'_>, agent: i64, typed: &str, kind: &str, name: &str) -> Result<SearchId, Trouble> {
    work.keep_quietly("an agent's own searches, which nobody else sees");
    let (typed, name) = (Masking::OF_NEW.covered(typed), Masking::OF_NEW.covered(name));
    let (typed, name, now) = (plain(&typed, LONGEST), plain(&name, LONGEST_NAME), work.now);
    if typed.is_empty() {
        return Err(Trouble::refused("desk-search-save-nothing"));
    }
    let name = if name.is_empty() { plain(&typed, LONGEST_NAME) } else { name };
    if saved(work, agent)?.len() as i64 >= MOST_SAVED {
        return Err(Trouble::refused("desk-search-save-many").with("most", MOST_SAVED));
    }
    sql("INSERT INTO saved_search (agent_id, typed, kind, name, used_at, saved_at) VALUES ($1, $2, $3, $4, $5, $5)
         ON CONFLICT (agent_id, typed, kind) DO UPDATE
            SET name = $4, saved_at = $5, removed_at = NULL, version = saved_search.version + 1
         RETURNING id")
    .with(agent)
    .with(typed)
    .with(kind)
    .with(name)
    .with(now)
    .only(work, "saved search")
}

/// Gives a saved search another name.
pub fn rename(work: &mut Work<'_>, agent: i64, id: SearchId, name: &str) -> Result<(), Trouble> {
    work.keep_quietly("an agent's own searches, which nobody else sees");
    let (known, name) = (find(work, agent, id)?, plain(name, LONGEST_NAME));
    if name.is_empty() {
        return Err(Trouble::refused("desk-search-save-nameless"));
    }
    if known.name != name {
        sql("UPDATE saved_search SET name = $2, version = version + 1 WHERE id = $1")
            .with(id)
            .with(name)
            .run(work)?;
    }
    Ok(())
}

/// Takes a search away, saved or only remembered; it can be brought back.
pub fn remove(work: &mut Work<'_>, agent: i64, id: SearchId) -> Result<(), Trouble> {
    work.keep_quietly("an agent's own searches, which nobody else sees");
    let now = work.now;
    let rows = sql("UPDATE saved_search SET removed_at = $3 WHERE id = $2 AND agent_id = $1 AND removed_at IS NULL")
        .with(agent)
        .with(id)
        .with(now)
        .run(work)?;
    if rows > 0 { Ok(()) } else { Err(Trouble::NotFound("saved search")) }
}

/// Brings back what was taken away.
pub fn bring_back(work: &mut Work<'_>, agent: i64, id: SearchId) -> Result<(), Trouble> {
    work.keep_quietly("an agent's own searches, which nobody else sees");
    let rows = sql("UPDATE saved_search SET removed_at = NULL WHERE id = $2 AND agent_id = $1")
        .with(agent)
        .with(id)
        .run(work)?;
    if rows > 0 { Ok(()) } else { Err(Trouble::NotFound("saved search")) }
}

/// Forgets every search that was not saved.
pub fn forget_recent(work: &mut Work<'_>, agent: i64) -> Result<(), Trouble> {
    work.keep_quietly("an agent's own searches, which nobody else sees");
    sql("DELETE FROM saved_search WHERE agent_id = $1 AND saved_at IS NULL").with(agent).run(work)?;
    Ok(())
}

fn plain(text: &str, longest: usize) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .filter(|c| *c != '\0')
        .take(longest)
        .collect()
}
