//! A view somebody made: a filter with an order, a look and a name. Every change keeps what was before, so that it can be
//! undone. A filter just typed is kept too, as a passing view of whoever typed it, so that its list has an address.

use crate::lists::{Grouping, Sort};
use crate::{Event, Viewer, views};
use db::{FromRow, Trouble, Work, sql};
use filter::Condition;
use serde::{Deserialize, Serialize};

db::id!(
    /// The key of a saved view.
    ViewId
);

db::words!(
    /// Who has it in their rail.
    Reach {
        /// A filter somebody typed and did not name.
        Passing = "passing",
        Personal = "personal",
        Team = "team",
        Everyone = "everyone",
    }
);

/// How many typed filters of one agent are remembered.
const MOST_PASSING: i64 = 30;
const LONGEST_NAME: usize = 80;

/// A view as stored.
#[derive(Debug, Clone, FromRow)]
pub struct SavedView {
    pub id: ViewId,
    pub name: String,
    pub reach: Reach,
    pub owner_id: i64,
    pub team_id: Option<i64>,
    pub(crate) filter: String,
    pub sort: Sort,
    pub grouping: Grouping,
    pub columns: String,
    pub density: String,
    pub(crate) before: Option<String>,
    pub is_removed: bool,
    /// Of a passing one: the view it was typed over.
    pub(crate) begun_from: Option<ViewId>,
}

/// What of a view can be changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewSettings {
    pub name: String,
    pub reach: Reach,
    pub team_id: Option<i64>,
    pub filter: Condition,
    pub sort: Sort,
    pub grouping: Grouping,
    /// What a row shows, by word: `snippet tags assignee`.
    pub columns: String,
    /// `comfortable`, `compact`, or nothing: as the agent likes it elsewhere.
    pub density: String,
}

/// What a row can show.
pub const SHOWABLE: [&str; 7] = ["snippet", "tags", "priority", "assignee", "team", "inbox", "number"];
/// How close rows may stand; without a word as the agent likes it elsewhere.
pub const DENSITIES: [&str; 3] = ["comfortable", "cozy", "compact"];
/// What a row shows unless somebody chose.
pub const COLUMNS: &str = "snippet tags priority assignee";

impl ViewSettings {
    /// A filter and nothing else.
    pub fn of(filter: Condition) -> Self {
        Self {
            name: String::new(),
            reach: Reach::Passing,
            team_id: None,
            filter,
            sort: Sort::Newest,
            grouping: Grouping::Plain,
            columns: COLUMNS.into(),
            density: String::new(),
        }
    }

    fn checked(mut self) -> Result<Self, Trouble> {
        self.name = self.name.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_NAME).collect();
        if self.name.is_empty() && self.reach != Reach::Passing {
            return Err(Trouble::refused("desk-view-nameless").at("/name"));
        }
        if self.reach != Reach::Team {
            self.team_id = None;
        } else if self.team_id.is_none() {
            return Err(Trouble::refused("desk-view-teamless").at("/team"));
        }
        Ok(self)
    }
}

/// Keeps a typed filter, so that its list has an address; the same filter has the same one. Typed over a view it is listed as that one is:
/// in its order, under its headings.
pub fn pass(work: &mut Work<'_>, agent: i64, filter: &Condition, from: Option<&SavedView>) -> Result<ViewId, Trouble> {
    work.keep_quietly("a filter somebody typed");
    let plain = ViewSettings::of(filter.clone());
    let settings = match from {
        Some(from) => ViewSettings {
            sort: from.sort,
            grouping: from.grouping,
            columns: from.columns.clone(),
            density: from.density.clone(),
            ..plain
        },
        None => plain,
    };
    let known: Option<ViewId> = sql("SELECT id FROM saved_view WHERE owner_id = $1 AND reach = 'passing' AND filter = $2")
        .with(agent)
        .with(json(filter)?)
        .one(work)?;
    let id = match known {
        Some(known) => known,
        None => add(work, agent, &settings)?,
    };
    let now = work.now;
    sql("UPDATE saved_view SET used_at = $2, begun_from = $3, sort = $4, grouping = $5, columns = $6, density = $7 WHERE id = $1")
        .with(id)
        .with(now)
        .with(from.map(|from| from.id))
        .with(settings.sort)
        .with(settings.grouping)
        .with(settings.columns)
        .with(settings.density)
        .run(work)?;
    if known.is_none() {
        forget_oldest_passing(work, agent)?;
    }
    Ok(id)
}

fn forget_oldest_passing(work: &mut Work<'_>, agent: i64) -> Result<(), Trouble> {
    sql("DELETE FROM saved_view WHERE owner_id = $1 AND reach = 'passing'
            AND id NOT IN (SELECT id FROM saved_view WHERE owner_id = $1 AND reach = 'passing' ORDER BY used_at DESC, id DESC LIMIT $2)")
    .with(agent)
    .with(MOST_PASSING)
    .run(work)?;
    Ok(())
}

/// Makes a view with a name.
pub fn make(work: &mut Work<'_>, viewer: Viewer, shares: bool, settings: ViewSettings) -> Result<ViewId, Trouble> {
    let settings = settings.checked()?;
    may_reach(work, viewer, shares, settings.reach, settings.team_id)?;
    let id = add(work, viewer.agent, &settings)?;
    work.record(&Event::ViewSaved { view: id, name: settings.name })?;
    Ok(id)
}

fn add(work: &mut Work<'_>, owner: i64, settings: &ViewSettings) -> Result<ViewId, Trouble> {
    let now = work.now;
    sql("INSERT INTO saved_view (name, reach, owner_id, team_id, filter, sort, grouping, columns, density, used_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id")
    .with(&settings.name)
    .with(settings.reach)
    .with(owner)
    .with(settings.team_id)
    .with(json(&settings.filter)?)
    .with(settings.sort)
    .with(settings.grouping)
    .with(&settings.columns)
    .with(&settings.density)
    .with(now)
    .only(work, "view")
}

impl SavedView {
    /// A view nobody saved yet, to be looked at.
    pub(crate) fn imagined(settings: &ViewSettings) -> Self {
        Self {
            id: ViewId(0),
            name: settings.name.clone(),
            reach: settings.reach,
            owner_id: 0,
            team_id: settings.team_id,
            filter: String::new(),
            sort: settings.sort,
            grouping: settings.grouping,
            columns: settings.columns.clone(),
            density: settings.density.clone(),
            before: None,
            is_removed: false,
            begun_from: None,
        }
    }

    /// The tree it was saved with.
    pub fn condition(&self) -> Result<Condition, Trouble> {
        serde_json::from_str(&self.filter).map_err(|e| Trouble::Shape(format!("the filter of view {}: {e}", self.id)))
    }

    /// Whether a row shows this.
    pub fn shows(&self, column: &str) -> bool {
        self.columns.split(' ').any(|shown| shown == column)
    }

    pub fn settings(&self) -> Result<ViewSettings, Trouble> {
        Ok(ViewSettings {
            name: self.name.clone(),
            reach: self.reach,
            team_id: self.team_id,
            filter: self.condition()?,
            sort: self.sort,
            grouping: self.grouping,
            columns: self.columns.clone(),
            density: self.density.clone(),
        })
    }

    /// Whether this agent may change it: its owner may, and whoever may share views.
    pub const fn may_change(&self, viewer: Viewer, shares: bool) -> bool {
        self.owner_id == viewer.agent || (shares && !matches!(self.reach, Reach::Passing | Reach::Personal))
    }

    /// Changes it and keeps what it was.
    pub fn change(&self, work: &mut Work<'_>, viewer: Viewer, shares: bool, settings: ViewSettings) -> Result<(), Trouble> {
        let settings = settings.checked()?;
        let before = self.settings()?;
        self.must_change(viewer, shares)?;
        may_reach(work, viewer, shares, settings.reach, settings.team_id)?;
        if before == settings && !self.is_removed {
            return Ok(());
        }
        let kept = if self.reach == Reach::Passing { None } else { Some(json(&before)?) };
        self.write(work, &settings, kept)?;
        work.record(&Event::ViewSaved { view: self.id, name: settings.name })
    }

    /// Takes it out of every rail; undoing brings it back.
    pub fn remove(&self, work: &mut Work<'_>, viewer: Viewer, shares: bool) -> Result<(), Trouble> {
        self.must_change(viewer, shares)?;
        let now = work.now;
        let rows = sql("UPDATE saved_view SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL")
            .with(self.id)
            .with(now)
            .run(work)?;
        if rows > 0 {
            work.record(&Event::ViewRemoved { view: self.id, name: self.name.clone() })
        } else {
            Ok(())
        }
    }

    /// Back to what it was before the last change, or back from where it was removed to.
    pub fn undo(&self, work: &mut Work<'_>, viewer: Viewer, shares: bool) -> Result<(), Trouble> {
        self.must_change(viewer, shares)?;
        let (now, before) = (self.settings()?, self.before.as_deref());
        let settings = match before.filter(|_| !self.is_removed) {
            Some(before) => serde_json::from_str(before).map_err(|e| Trouble::Shape(format!("view {}: {e}", self.id)))?,
            None if self.is_removed => now.clone(),
            None => return Ok(()),
        };
        let kept = if self.is_removed { self.before.clone() } else { Some(json(&now)?) };
        self.write(work, &settings, kept)?;
        work.record(&Event::ViewSaved { view: self.id, name: settings.name })
    }

    fn must_change(&self, viewer: Viewer, shares: bool) -> Result<(), Trouble> {
        if self.may_change(viewer, shares) {
            Ok(())
        } else {
            Err(Trouble::refused("desk-view-not-yours"))
        }
    }

    fn write(&self, work: &mut Work<'_>, settings: &ViewSettings, before: Option<String>) -> Result<(), Trouble> {
        let now = work.now;
        sql(
            "UPDATE saved_view SET name = $2, reach = $3, team_id = $4, filter = $5, sort = $6, grouping = $7, columns = $8, density = $9,
                before = $10, used_at = $11, removed_at = NULL
          WHERE id = $1",
        )
        .with(self.id)
        .with(&settings.name)
        .with(settings.reach)
        .with(settings.team_id)
        .with(json(&settings.filter)?)
        .with(settings.sort)
        .with(settings.grouping)
        .with(&settings.columns)
        .with(&settings.density)
        .with(before)
        .with(now)
        .run(work)?;
        Ok(())
    }
}

/// Everybody may keep views for themselves and for their own teams; more is for who may share.
fn may_reach(work: &mut Work<'_>, viewer: Viewer, shares: bool, reach: Reach, team: Option<i64>) -> Result<(), Trouble> {
    let allowed = match (reach, team) {
        (Reach::Passing | Reach::Personal, _) => true,
        (Reach::Team, Some(team)) => shares || views::is_member(work, viewer.agent, team)?,
        (Reach::Team | Reach::Everyone, _) => shares,
    };
    if allowed { Ok(()) } else { Err(Trouble::refused("desk-view-reach").at("/reach")) }
}

fn json(value: &impl Serialize) -> Result<String, Trouble> {
    serde_json::to_string(value).map_err(|e| Trouble::Shape(e.to_string()))
}
