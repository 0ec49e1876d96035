//! Putting conversations together and taking them apart, and taking that back.

use super::other::other;
use crate::deeds::{self, DeedId, Way};
use crate::pages::door::{Answer, ForPiece, change};
use crate::pages::place::Place;
use crate::pages::toasts::Said;
use crate::{ConversationId, MessageId, Rearranged, Viewer, Visible, conversations, move_messages, rearrangements, undo};
use axum::extract::{Path, State};
use axum::response::Response;
use db::{Trouble, Work};
use web::{Fields, Needs, Problem, Routes, SignedIn, Site};

pub fn routes() -> Routes {
    let merge = Needs::Permission("conversations.merge");
    Routes::new()
        .post("/conversations/{number}/merge", merge, merge_in)
        .post("/conversations/{number}/split", merge, split)
        .post("/conversations/{number}/move", merge, move_to)
        .post("/rearrangements/{id}/undo", merge, take_back)
}

/// Takes `other` in: this one stays, the other is locked and leads here.
async fn merge_in(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let (viewer, other) = (Viewer::of(&who), other(&fields)?);
    let merged = change(&site, &who, number, move |work, conversation| {
        let other = Visible::numbered(work, viewer, other)?;
        let merged = conversation.merge(work, &other)?;
        remember(work, viewer, merged)
    });
    let said = Said::new("desk-said-merged", number).with("other", other).undoes(Some(merged.await?));
    Answer::new(&site, &who, number, &fields, for_piece).here(said).await
}

/// From `message` on, a conversation of its own.
async fn split(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let viewer = Viewer::of(&who);
    let message = MessageId(fields.number("message").ok_or_else(Problem::not_found)?);
    let (split, other) = change(&site, &who, number, move |work, conversation| {
        let split = conversation.split(work, message)?;
        Ok((remember(work, viewer, split)?, conversations::find(work, split.conversation)?.number))
    })
    .await?;
    let said = Said::new("desk-said-split", number).with("other", other).undoes(Some(split));
    Answer::new(&site, &who, number, &fields, for_piece).here(said).await
}

/// Moves the messages named to `other`.
async fn move_to(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let messages: Vec<MessageId> = fields.numbers("message").into_iter().map(MessageId).collect();
    let (viewer, other) = (Viewer::of(&who), other(&fields)?);
    let moved = change(&site, &who, number, move |work, conversation| {
        let other = Visible::numbered(work, viewer, other)?;
        let moved = move_messages(work, conversation, &messages, &other)?;
        remember(work, viewer, moved)
    });
    let said = Said::new("desk-said-moved", number).with("other", other).undoes(Some(moved.await?));
    Answer::new(&site, &who, number, &fields, for_piece).here(said).await
}

/// Undoes a merge, split or move whose both ends the agent may see.
async fn take_back(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let viewer = Viewer::of(&who);
    let undone = site.db().work(who.actor(), move |work| {
        rearrangements::must_see_all_of(work, viewer, id)?;
        let conversation: ConversationId = undo(work, id)?;
        Ok(conversations::find(work, conversation)?.number)
    });
    let number = undone.await?;
    let number = fields.number("number").unwrap_or(number);
    let answer = Answer { site: &site, who: &who, number, place: Place::of(&fields), for_piece };
    answer.here(Said::new("desk-said-undone", number)).await
}

/// What was done, as a deed of whoever did it.
fn remember(work: &mut Work<'_>, viewer: Viewer, done: Rearranged) -> Result<DeedId, Trouble> {
    deeds::begin(work, viewer.agent, &Way::Rearrangement(done.rearrangement))
}
