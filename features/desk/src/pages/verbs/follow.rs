//! Hearing of a conversation without working on it, and tying it to another.

use super::other::other;
use crate::pages::door::{Answer, ForPiece, deed};
use crate::pages::toasts::Said;
use crate::{Viewer, Visible};
use axum::extract::{Path, State};
use axum::response::Response;
use web::{Fields, Needs, Problem, Routes, SignedIn, Site};

pub fn routes() -> Routes {
    let merge = Needs::Permission("conversations.merge");
    Routes::new()
        .post("/conversations/{number}/follow", Needs::SignedIn, follow)
        .post("/conversations/{number}/unfollow", Needs::SignedIn, unfollow)
        .post("/conversations/{number}/link", merge, link)
        .post("/conversations/{number}/unlink", merge, unlink)
}

async fn follow(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let agent = who.agent_id;
    let (_, done) = deed(&site, &who, number, move |work, conversation| conversation.follow(work, agent)).await?;
    let said = Said::new("desk-said-followed", number).undoes(done);
    Answer::new(&site, &who, number, &fields, for_piece).here(said).await
}

async fn unfollow(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let agent = who.agent_id;
    let (_, done) = deed(&site, &who, number, move |work, conversation| conversation.unfollow(work, agent)).await?;
    let said = Said::new("desk-said-unfollowed", number).undoes(done);
    Answer::new(&site, &who, number, &fields, for_piece).here(said).await
}

/// `other` is a number; one the agent may not see is not there.
async fn link(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let (viewer, other) = (Viewer::of(&who), other(&fields)?);
    let (_, done) = deed(&site, &who, number, move |work, conversation| {
        let other = Visible::numbered(work, viewer, other)?;
        conversation.link(work, other.id, "related")
    })
    .await?;
    let said = Said::new("desk-said-linked", number).with("other", other).undoes(done);
    Answer::new(&site, &who, number, &fields, for_piece).here(said).await
}

async fn unlink(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let (viewer, other) = (Viewer::of(&who), other(&fields)?);
    let (_, done) = deed(&site, &who, number, move |work, conversation| {
        let other = Visible::numbered(work, viewer, other)?;
        conversation.unlink(work, other.id)
    })
    .await?;
    let said = Said::new("desk-said-unlinked", number).with("other", other).undoes(done);
    Answer::new(&site, &who, number, &fields, for_piece).here(said).await
}
