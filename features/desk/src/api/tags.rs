//! The tags a conversation may wear.

use super::SEE;
use crate::tags::{self, Tag};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Nothing, Reply, ToSchema, delete, get, patch, post};
use web::{Needs, Problem, Routes};

const MANAGE: Needs = Needs::Permission("tags.manage");

pub fn routes() -> Routes {
    Routes::new()
        .api(get("/api/v1/tags", SEE, list).says("List the tags in use, by name").gives::<Tags>())
        .api(
            post("/api/v1/tags", MANAGE, add)
                .says("Add a tag; one that is there answers as itself")
                .takes::<NewTag>()
                .makes::<Shown>(),
        )
        .api(get("/api/v1/tags/{id}", SEE, show).says("Show a tag").gives::<Shown>())
        .api(
            patch("/api/v1/tags/{id}", MANAGE, change)
                .says("Change a tag")
                .takes::<TagChange>()
                .gives::<Shown>()
                .conditional(),
        )
        .api(delete("/api/v1/tags/{id}", MANAGE, retire).says("Offer a tag no more; conversations keep it"))
}

/// A label.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Tag)]
struct Shown {
    id: i64,
    name: String,
    /// 0 to 359.
    hue: i64,
}

impl From<Tag> for Shown {
    fn from(tag: Tag) -> Self {
        Self { id: tag.id, name: tag.name, hue: tag.hue }
    }
}

#[derive(Debug, Serialize, ToSchema)]
struct Tags {
    data: Vec<Shown>,
}

fn find(tx: &mut Tx<'_>, id: i64) -> Result<Shown, Trouble> {
    let found = tags::all(tx)?.into_iter().find(|tag| tag.id == id);
    found.map(Shown::from).ok_or(Trouble::NotFound("tag"))
}

async fn list(look: Look) -> Result<Response, Problem> {
    look.answer(|tx| Reply::one(&Tags { data: tags::all(tx)?.into_iter().map(Shown::from).collect() }))
        .await
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&find(tx, id)?)).await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewTag {
    name: String,
}

async fn add(change: Change<NewTag>) -> Result<Response, Problem> {
    change
        .perform(|work, asked| {
            let tag = tags::known_or_new(work, &asked.name)?;
            Reply::made(format!("{}/tags/{}", web::api::ROOT, tag.id), &Shown::from(tag))
        })
        .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TagChange {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    hue: Option<i64>,
}

async fn change(Path(id): Path<i64>, change: Change<TagChange>) -> Result<Response, Problem> {
    change
        .alter(
            move |tx| find(tx, id),
            move |work, asked| {
                let before = find(work, id)?;
                let (name, hue) = (asked.name.clone().unwrap_or(before.name), asked.hue.unwrap_or(before.hue));
                tags::change(work, id, &name, hue)
            },
        )
        .await
}

async fn retire(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            tags::retire(work, id)?;
            Ok(Reply::done())
        })
        .await
}
