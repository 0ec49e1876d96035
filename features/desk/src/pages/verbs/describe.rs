//! What a conversation is called and filed under: subject, priority, category, fields of one's own.

use crate::pages::door::{Answer, ForPiece, deed};
use crate::pages::toasts::Said;
use crate::{Category, Priority};
use axum::extract::{Path, State};
use axum::response::Response;
use web::{Fields, Needs, Problem, Routes, SignedIn, Site};

pub fn routes() -> Routes {
    let resolve = Needs::Permission("conversations.resolve");
    Routes::new()
        .post("/conversations/{number}/rename", resolve, rename)
        .post("/conversations/{number}/priority", resolve, prioritise)
        .post("/conversations/{number}/category", resolve, categorise)
        .post("/conversations/{number}/field", resolve, fill_in)
}

async fn rename(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let subject = fields.text("subject").to_owned();
    let (_, done) = deed(&site, &who, number, move |work, conversation| conversation.rename(work, &subject)).await?;
    said(&site, &who, number, &fields, for_piece, Said::new("desk-said-renamed", number).undoes(done)).await
}

async fn prioritise(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let priority = Priority::of_word(fields.text("priority")).ok_or_else(Problem::unreadable)?;
    let (_, done) = deed(&site, &who, number, move |work, conversation| conversation.prioritise(work, priority)).await?;
    said(&site, &who, number, &fields, for_piece, Said::new("desk-said-prioritised", number).undoes(done)).await
}

/// An empty `category` takes it away; an unknown one is no form of ours.
async fn categorise(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let category = match fields.optional("category") {
        Some(word) => Some(Category::of_word(word).ok_or_else(Problem::unreadable)?),
        None => None,
    };
    let (_, done) = deed(&site, &who, number, move |work, conversation| conversation.categorise(work, category)).await?;
    said(&site, &who, number, &fields, for_piece, Said::new("desk-said-categorised", number).undoes(done)).await
}

async fn fill_in(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let (field, value) = (fields.number("field").ok_or_else(Problem::not_found)?, fields.text("value").to_owned());
    let (_, done) = deed(&site, &who, number, move |work, conversation| conversation.set_field(work, field, &value)).await?;
    said(&site, &who, number, &fields, for_piece, Said::new("desk-said-field", number).undoes(done)).await
}

async fn said(site: &Site, who: &SignedIn, number: i64, fields: &Fields, for_piece: ForPiece, said: Said) -> Result<Response, Problem> {
    Answer::new(site, who, number, fields, for_piece).here(said).await
}
