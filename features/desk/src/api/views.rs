//! Saved views for programs: those in the rail of whoever the token acts for. What a view lists is asked of `/conversations?view=`.

use super::{SEE, filtered, lengths};
use crate::filtering::clause;
use crate::lists::{Grouping, Sort};
use crate::view::{COLUMNS, DENSITIES, SHOWABLE, ViewSettings};
use crate::{Reach, SavedView, ViewId, Viewer, views};
use agents::TeamId;
use axum::extract::Path;
use axum::response::Response;
use db::{Conditions, Trouble, Tx, Work};
use filter::Condition;
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Nothing, Reply, ToSchema, delete, get, nullable, patch, post, present, referred, word};
use web::{Problem, Routes, SignedIn, Site};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/views", SEE, list)
                .says("List the saved views the caller has, by name")
                .explains("Their own, their teams' and everybody's. What one lists: `GET /conversations?view=`.")
                .gives::<Views>(),
        )
        .api(
            post("/api/v1/views", SEE, make)
                .says("Save a view")
                .explains("For oneself and for one's teams; for everybody and other teams it takes `views.share`. A service token is nobody and saves none.")
                .takes::<NewView>()
                .makes::<Shown>(),
        )
        .api(get("/api/v1/views/{id}", SEE, show).says("Show a saved view").gives::<Shown>())
        .api(
            patch("/api/v1/views/{id}", SEE, change)
                .says("Change a saved view of the caller's; with `views.share` also shared ones")
                .takes::<ViewChange>()
                .gives::<Shown>()
                .conditional(),
        )
        .api(delete("/api/v1/views/{id}", SEE, remove).says("Take a saved view out of every rail"))
}

/// Whose rail a view is in.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ViewReach)]
enum Whose {
    #[default]
    Personal,
    Team,
    Everyone,
}

impl From<Whose> for Reach {
    fn from(whose: Whose) -> Self {
        match whose {
            Whose::Personal => Self::Personal,
            Whose::Team => Self::Team,
            Whose::Everyone => Self::Everyone,
        }
    }
}

/// A filter with an order, a look and a name.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = View)]
struct Shown {
    id: i64,
    name: String,
    reach: Whose,
    /// The agent who made it.
    owner: i64,
    /// The team it is for, if it is for one.
    team: Option<i64>,
    /// In the language of `filter=`, with the names of now.
    filter: String,
    #[schema(schema_with = word::<Sort>)]
    sort: Sort,
    #[schema(schema_with = word::<Grouping>)]
    grouping: Grouping,
    /// What a row shows: `snippet`, `tags`, `priority`, `assignee`, `team`, `inbox`, `number`.
    columns: Vec<String>,
    /// `comfortable`, `cozy`, `compact`; null: as the agent likes it elsewhere.
    density: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Views {
    data: Vec<Shown>,
}

impl Shown {
    fn of(view: SavedView) -> Result<Self, Trouble> {
        Ok(Self {
            filter: view.condition()?.to_string(),
            id: view.id.0,
            reach: match view.reach {
                Reach::Personal | Reach::Passing => Whose::Personal,
                Reach::Team => Whose::Team,
                Reach::Everyone => Whose::Everyone,
            },
            owner: view.owner_id,
            team: view.team_id,
            sort: view.sort,
            grouping: view.grouping,
            columns: view.columns.split(' ').filter(|column| !column.is_empty()).map(str::to_owned).collect(),
            density: Some(view.density).filter(|density| !density.is_empty()),
            name: view.name,
        })
    }
}

fn shares(who: &SignedIn) -> bool {
    who.may("views.share")
}

/// The view of this key, if it is in the caller's rail: a filter somebody only typed is none, nor is one that was removed.
fn find(tx: &mut Tx<'_>, viewer: Viewer, id: i64) -> Result<SavedView, Trouble> {
    let found = views::of(tx, viewer)?.into_iter().find(|view| view.id == ViewId(id));
    found.ok_or(Trouble::NotFound("view"))
}

/// Adds what a view lists to a list's conditions.
pub(super) async fn narrow(site: &Site, viewer: Viewer, id: i64, into: &mut Conditions) -> Result<(), Problem> {
    let found = site
        .db()
        .read(move |tx| match find(tx, viewer, id) {
            Ok(view) => clause(tx, viewer, &view.condition()?).map(Some),
            Err(Trouble::NotFound(_)) => Ok(None),
            Err(other) => Err(other),
        })
        .await?;
    let clause = found.ok_or_else(|| Problem::wrong_field("view", "there is no such view, or not for this token to see"))?;
    into.add_built(clause.text, clause.values);
    Ok(())
}

async fn list(look: Look) -> Result<Response, Problem> {
    let viewer = Viewer::of(&look);
    look.answer(move |tx| {
        Reply::one(&Views {
            data: views::of(tx, viewer)?.into_iter().map(Shown::of).collect::<Result<_, _>>()?,
        })
    })
    .await
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    let viewer = Viewer::of(&look);
    look.answer(move |tx| Reply::one(&Shown::of(find(tx, viewer, id)?)?)).await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewView {
    name: String,
    #[serde(default)]
    reach: Whose,
    /// With reach `team`.
    #[serde(default)]
    team: Option<i64>,
    /// In the language of `filter=`; everything, unless said.
    #[serde(default)]
    filter: String,
    /// `newest`, unless said.
    #[serde(default, deserialize_with = "present")]
    #[schema(schema_with = word::<Sort>, required = false)]
    sort: Option<Sort>,
    /// `none`, unless said.
    #[serde(default)]
    #[schema(schema_with = word::<Grouping>, required = false)]
    grouping: Grouping,
    #[serde(default)]
    columns: Option<Vec<String>>,
    #[serde(default)]
    density: Option<String>,
}

async fn make(change: Change<NewView>) -> Result<Response, Problem> {
    let (viewer, may_share, asked) = (Viewer::of(&change), shares(&change), &change.body);
    if viewer.agent < 0 {
        return Err(Problem::refused("desk-refused-nobody"));
    }
    lengths::fits("/name", &asked.name, lengths::NAME)?;
    let settings = ViewSettings {
        name: asked.name.clone(),
        reach: asked.reach.into(),
        team_id: asked.team,
        filter: filtered::read(&change.site, viewer, "/filter", &asked.filter).await?,
        sort: asked.sort.unwrap_or(Sort::Newest),
        grouping: asked.grouping,
        columns: asked.columns.as_deref().map_or_else(|| Ok(COLUMNS.to_owned()), columns)?,
        density: density(asked.density.as_deref())?,
    };
    makes_sense(&settings)?;
    change
        .perform(move |work, _| {
            team_is_there(work, settings.team_id)?;
            let id = views::make(work, viewer, may_share, settings.clone())?;
            Reply::made(format!("{}/views/{id}", web::api::ROOT), &Shown::of(find(work, viewer, id.0)?)?)
        })
        .await
}

/// A change; what is left out stays as it is.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct ViewChange {
    name: Option<String>,
    reach: Option<Whose>,
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<i64>)]
    team: Option<Option<i64>>,
    filter: Option<String>,
    #[serde(deserialize_with = "present")]
    #[schema(schema_with = word::<Sort>, required = false)]
    sort: Option<Sort>,
    #[serde(deserialize_with = "present")]
    #[schema(schema_with = word::<Grouping>, required = false)]
    grouping: Option<Grouping>,
    columns: Option<Vec<String>>,
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    density: Option<Option<String>>,
}

impl ViewChange {
    /// What it comes to: before, but for what is sent. A view that is for no team any more leaves its team.
    fn onto(&self, before: ViewSettings, filter: Option<Condition>) -> Result<ViewSettings, Problem> {
        let reach = self.reach.map_or(before.reach, Reach::from);
        let team = if reach == Reach::Team { before.team_id } else { None };
        let settings = ViewSettings {
            name: self.name.clone().unwrap_or(before.name),
            reach,
            team_id: self.team.unwrap_or(team),
            filter: filter.unwrap_or(before.filter),
            sort: self.sort.unwrap_or(before.sort),
            grouping: self.grouping.unwrap_or(before.grouping),
            columns: self.columns.as_deref().map_or(Ok(before.columns), columns)?,
            density: match &self.density {
                Some(wanted) => density(wanted.as_deref())?,
                None => before.density,
            },
        };
        makes_sense(&settings)?;
        Ok(settings)
    }
}

async fn change(Path(id): Path<i64>, change: Change<ViewChange>) -> Result<Response, Problem> {
    let (viewer, may_share, asked) = (Viewer::of(&change), shares(&change), change.body.clone());
    lengths::fits("/name", asked.name.as_deref().unwrap_or_default(), lengths::NAME)?;
    let filter = match &asked.filter {
        Some(text) => Some(filtered::read(&change.site, viewer, "/filter", text).await?),
        None => None,
    };
    let before = change.site.db().read(move |tx| find(tx, viewer, id)?.settings()).await?;
    let settings = asked.onto(before.clone(), filter)?;
    change
        .alter(
            move |tx| Shown::of(find(tx, viewer, id)?),
            move |work, _| {
                work.keep_quietly("saved as it was");
                let view = find(work, viewer, id)?;
                if view.settings()? != before {
                    return Err(Trouble::Changed("the view"));
                }
                team_is_there(work, settings.team_id)?;
                view.change(work, viewer, may_share, settings.clone())
            },
        )
        .await
}

async fn remove(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    let (viewer, may_share) = (Viewer::of(&change), shares(&change));
    change
        .perform(move |work, _| {
            find(work, viewer, id)?.remove(work, viewer, may_share)?;
            Ok(Reply::done())
        })
        .await
}

/// A team belongs to a view that is for a team, and to no other.
fn makes_sense(settings: &ViewSettings) -> Result<(), Problem> {
    if settings.reach != Reach::Team && settings.team_id.is_some() {
        return Err(Problem::wrong_field("/team", "only a view with the reach `team` is for a team"));
    }
    Ok(())
}

fn team_is_there(work: &mut Work<'_>, team: Option<i64>) -> Result<(), Trouble> {
    team.map_or(Ok(()), |team| referred("/team", agents::teams::find(work, TeamId(team)).map(drop)))
}

/// As stored: in the order rows show them.
fn columns(wanted: &[String]) -> Result<String, Problem> {
    if let Some(place) = wanted.iter().position(|column| !SHOWABLE.contains(&column.as_str())) {
        return Err(Problem::wrong_field(&format!("/columns/{place}"), &format!("expected one of {}", SHOWABLE.join(", "))));
    }
    let shown = SHOWABLE.into_iter().filter(|column| wanted.iter().any(|wanted| wanted == column));
    Ok(shown.collect::<Vec<_>>().join(" "))
}

fn density(wanted: Option<&str>) -> Result<String, Problem> {
    match wanted {
        None => Ok(String::new()),
        Some(known) if DENSITIES.contains(&known) => Ok(known.to_owned()),
        Some(_) => Err(Problem::wrong_field("/density", &format!("expected {} or null", DENSITIES.join(", ")))),
    }
}
