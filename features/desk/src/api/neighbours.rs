//! What belongs to a conversation without being in it: its followers, its links.

use super::{MERGE, SEE, seen};
use crate::{Status, Viewer, links};
use axum::extract::Path;
use axum::response::Response;
use db::Trouble;
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Nothing, Reply, ToSchema, delete, get, post, put, referred, word};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            put("/api/v1/conversations/{id}/followers/me", SEE, follow)
                .says("Follow a conversation")
                .explains("As the agent whose token it is; service tokens follow nothing."),
        )
        .api(delete("/api/v1/conversations/{id}/followers/me", SEE, unfollow).says("Follow it no more"))
        .api(
            get("/api/v1/conversations/{id}/links", SEE, list)
                .says("List what a conversation is linked to")
                .gives::<Links>(),
        )
        .api(
            post("/api/v1/conversations/{id}/links", MERGE, link)
                .says("Link it to another")
                .takes::<NewLink>()
                .gives::<Links>(),
        )
        .api(delete("/api/v1/conversations/{id}/links/{other}", MERGE, unlink).says("Take a link away"))
}

async fn follow(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    let (viewer, agent) = (Viewer::of(&change), change.agent_id);
    change
        .perform(move |work, _| {
            seen(work, viewer, id)?.follow(work, somebody(agent)?)?;
            Ok(Reply::done())
        })
        .await
}

async fn unfollow(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    let (viewer, agent) = (Viewer::of(&change), change.agent_id);
    change
        .perform(move |work, _| {
            seen(work, viewer, id)?.unfollow(work, somebody(agent)?)?;
            Ok(Reply::done())
        })
        .await
}

/// A service token is nobody: it has no desk, no composer, nothing to follow.
fn somebody(agent: i64) -> Result<i64, Trouble> {
    if agent > 0 { Ok(agent) } else { Err(Trouble::refused("desk-refused-nobody")) }
}

/// The other ends of a conversation's links.
#[derive(Debug, Serialize, ToSchema)]
struct Links {
    data: Vec<Linked>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Link)]
struct Linked {
    conversation: i64,
    number: i64,
    subject: String,
    #[schema(schema_with = word::<Status>)]
    status: Status,
    /// `related`, `stranger`, `continues`, `split` or `merged`.
    reason: String,
}

fn all(tx: &mut db::Tx<'_>, viewer: Viewer, id: i64) -> Result<Links, Trouble> {
    let conversation = seen(tx, viewer, id)?.id;
    let data = links(tx, viewer, conversation)?.into_iter().map(|link| Linked {
        conversation: link.conversation.0,
        number: link.number,
        subject: link.subject,
        status: link.status,
        reason: link.reason,
    });
    Ok(Links { data: data.collect() })
}

async fn list(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    let viewer = Viewer::of(&look);
    look.answer(move |tx| Reply::one(&all(tx, viewer, id)?)).await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewLink {
    conversation: i64,
}

async fn link(Path(id): Path<i64>, change: Change<NewLink>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    change
        .perform(move |work, asked| {
            let here = seen(work, viewer, id)?;
            let other = referred("/conversation", seen(work, viewer, asked.conversation))?;
            here.link(work, other.id, "related")?;
            Reply::one(&all(work, viewer, id)?)
        })
        .await
}

async fn unlink(Path((id, other)): Path<(i64, i64)>, change: Change<Nothing>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    change
        .perform(move |work, _| {
            let (here, other) = (seen(work, viewer, id)?, seen(work, viewer, other)?);
            here.unlink(work, other.id)?;
            Ok(Reply::done())
        })
        .await
}
