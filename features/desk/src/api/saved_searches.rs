//! The searches the caller kept by a name; nobody else's are there.

use super::SEE;
use crate::Viewer;
use crate::searches::{self, KeptSearch, SearchId};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use search::Kind;
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Nothing, Reply, Time, ToSchema, delete, get, patch, post, word, word_or_null};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/saved-searches", SEE, list)
                .says("List the caller's saved searches, by name")
                .gives::<SavedSearches>(),
        )
        .api(
            post("/api/v1/saved-searches", SEE, save)
                .says("Save a search; the same search again takes the new name")
                .takes::<NewSearch>()
                .makes::<Shown>(),
        )
        .api(get("/api/v1/saved-searches/{id}", SEE, show).says("Show a saved search").gives::<Shown>())
        .api(
            patch("/api/v1/saved-searches/{id}", SEE, rename)
                .says("Rename a saved search")
                .takes::<NewName>()
                .gives::<Shown>()
                .conditional(),
        )
        .api(delete("/api/v1/saved-searches/{id}", SEE, remove).says("Remove a saved search"))
}

/// A search kept by a name.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SavedSearch)]
struct Shown {
    id: i64,
    name: String,
    q: String,
    #[schema(schema_with = word_or_null::<Kind>)]
    kind: Option<Kind>,
    #[schema(value_type = Option<String>)]
    saved_at: Option<Time>,
}

impl From<KeptSearch> for Shown {
    fn from(search: KeptSearch) -> Self {
        Self {
            id: search.id.0,
            kind: Kind::of_word(&search.kind),
            name: search.name,
            q: search.typed,
            saved_at: search.saved_at.map(Time),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
struct SavedSearches {
    data: Vec<Shown>,
}

fn find(tx: &mut Tx<'_>, agent: i64, id: i64) -> Result<Shown, Trouble> {
    searches::find(tx, agent, SearchId(id)).map(Shown::from)
}

async fn list(look: Look) -> Result<Response, Problem> {
    let agent = Viewer::of(&look).agent;
    look.answer(move |tx| Reply::one(&SavedSearches { data: searches::saved(tx, agent)?.into_iter().map(Shown::from).collect() }))
        .await
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    let agent = Viewer::of(&look).agent;
    look.answer(move |tx| Reply::one(&find(tx, agent, id)?)).await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewSearch {
    /// As for `GET /search`.
    q: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    #[schema(schema_with = word::<Kind>)]
    kind: Option<Kind>,
}

async fn save(change: Change<NewSearch>) -> Result<Response, Problem> {
    let agent = Viewer::of(&change.who).agent;
    change
        .perform(move |work, asked| {
            let id = searches::save(work, agent, &asked.q, asked.kind.map_or("", Kind::word), &asked.name)?;
            Reply::made(format!("{}/saved-searches/{id}", web::api::ROOT), &find(work, agent, id.0)?)
        })
        .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewName {
    name: String,
}

async fn rename(Path(id): Path<i64>, change: Change<NewName>) -> Result<Response, Problem> {
    let agent = Viewer::of(&change.who).agent;
    change
        .alter(move |tx| find(tx, agent, id), move |work, asked| searches::rename(work, agent, SearchId(id), &asked.name))
        .await
}

async fn remove(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    let agent = Viewer::of(&change.who).agent;
    change
        .perform(move |work, _| {
            find(work, agent, id)?;
            searches::remove(work, agent, SearchId(id))?;
            Ok(Reply::done())
        })
        .await
}
