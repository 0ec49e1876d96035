//! The shelf of saved views: which an agent has. What belongs to somebody else is not there.

use crate::filtering::clause;
use crate::lists::Asked;
use crate::{Reach, SavedView, ViewId, Viewer};
use db::{Trouble, Tx, sql};

pub use crate::view::{COLUMNS, make, pass};

/// The views in this agent's rail: their own, their teams', everybody's; by name.
pub fn of(tx: &mut Tx<'_>, viewer: Viewer) -> Result<Vec<SavedView>, Trouble> {
    sql("SELECT v.id, v.name, v.reach, v.owner_id, v.team_id, v.filter, v.sort, v.grouping, v.columns, v.density, v.before, v.removed_at IS NOT NULL, v.begun_from
           FROM saved_view v
          WHERE v.removed_at IS NULL AND v.reach <> 'passing'
            AND (v.reach = 'everyone' OR v.owner_id = $1
                 OR (v.reach = 'team' AND v.team_id IN (SELECT m.team_id FROM team_member m WHERE m.agent_id = $1)))
          ORDER BY v.name, v.id")
    .with(viewer.agent)
    .all(tx)
}

/// The filters this agent typed last.
pub fn typed_lately(tx: &mut Tx<'_>, viewer: Viewer) -> Result<Vec<SavedView>, Trouble> {
    sql("SELECT v.id, v.name, v.reach, v.owner_id, v.team_id, v.filter, v.sort, v.grouping, v.columns, v.density, v.before, v.removed_at IS NOT NULL, v.begun_from
           FROM saved_view v
          WHERE v.owner_id = $1 AND v.reach = 'passing' AND v.removed_at IS NULL
          ORDER BY v.used_at DESC, v.id DESC LIMIT 6")
    .with(viewer.agent)
    .all(tx)
}

/// One view this agent may use; a removed one only for who may bring it back.
pub fn find(tx: &mut Tx<'_>, viewer: Viewer, shares: bool, id: ViewId) -> Result<SavedView, Trouble> {
    let view: SavedView =
        sql("SELECT v.id, v.name, v.reach, v.owner_id, v.team_id, v.filter, v.sort, v.grouping, v.columns, v.density, v.before, v.removed_at IS NOT NULL, v.begun_from
           FROM saved_view v
          WHERE v.id = $2
            AND (v.reach = 'everyone' OR v.owner_id = $1
                 OR (v.reach = 'team' AND v.team_id IN (SELECT m.team_id FROM team_member m WHERE m.agent_id = $1)))")
        .with(viewer.agent)
        .with(id)
        .only(tx, "view")?;
    if view.is_removed && !view.may_change(viewer, shares) {
        return Err(Trouble::NotFound("view"));
    }
    Ok(view)
}

/// The view a filter was typed over: none where nobody typed over one, or where that one is gone or no longer this agent's to see.
pub fn begun_from(tx: &mut Tx<'_>, viewer: Viewer, view: &SavedView) -> Result<Option<SavedView>, Trouble> {
    let Some(id) = view.begun_from else { return Ok(None) };
    match find(tx, viewer, false, id) {
        Ok(from) => Ok(Some(from).filter(|from| !from.is_removed)),
        Err(Trouble::NotFound(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// What a view lists.
pub fn asked(tx: &mut Tx<'_>, viewer: Viewer, view: &SavedView) -> Result<Asked, Trouble> {
    let filter = clause(tx, viewer, &view.condition()?)?;
    Ok(Asked {
        filter: Some(filter),
        sort: Some(view.sort),
        grouping: view.grouping,
        ..Asked::default()
    })
}

/// How many it holds, for the rail; none where every row's text would have to be read to know.
pub fn count(tx: &mut Tx<'_>, viewer: Viewer, view: &SavedView) -> Result<Option<i64>, Trouble> {
    if view.condition()?.reads_text() {
        return Ok(None);
    }
    let asked = asked(tx, viewer, view)?;
    crate::lists::count(tx, viewer, &asked).map(Some)
}

/// The teams an agent may keep views for.
pub fn teams_of(tx: &mut Tx<'_>, agent: i64, all: bool) -> Result<Vec<(i64, String)>, Trouble> {
    sql("SELECT t.id, t.name FROM team t
          WHERE t.archived_at IS NULL AND ($2 OR t.id IN (SELECT m.team_id FROM team_member m WHERE m.agent_id = $1))
          ORDER BY t.name, t.id")
    .with(agent)
    .with(all)
    .all(tx)
}

pub(crate) fn is_member(tx: &mut Tx<'_>, agent: i64, team: i64) -> Result<bool, Trouble> {
    let member: Option<i64> = sql("SELECT 1 FROM team_member WHERE team_id = $1 AND agent_id = $2")
        .with(team)
        .with(agent)
        .one(tx)?;
    Ok(member.is_some())
}

/// Whether a view is in rails, or only has an address.
pub const fn is_named(view: &SavedView) -> bool {
    !matches!(view.reach, Reach::Passing)
}

/// Whether anybody has kept a view by a name.
pub fn is_any_named(tx: &mut Tx<'_>) -> Result<bool, Trouble> {
    let named: Option<i64> = sql("SELECT 1 FROM saved_view WHERE name <> '' AND removed_at IS NULL LIMIT 1").one(tx)?;
    Ok(named.is_some())
}
