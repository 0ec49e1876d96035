//! What a conversation is called and filed under: subject, priority, category, fields of one's own.

use crate::pages::door::{Answer, ForPiece, change};
use crate::pages::toasts::Said;
use crate::{Category, Priority, fields as own_fields};
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
    let before = change(&site, &who, number, move |work, conversation| {
        conversation.rename(work, &subject).map(|()| conversation.subject.clone())
    })
    .await?;
    let said = Said::new("desk-said-renamed", number).back_by("rename", &[("subject", before)]);
    Answer::new(&site, &who, number, &fields, for_piece).here(said).await
}

async fn prioritise(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let priority = Priority::of_word(fields.text("priority")).ok_or_else(Problem::unreadable)?;
    let before = change(&site, &who, number, move |work, conversation| {
        conversation.prioritise(work, priority).map(|()| conversation.priority)
    })
    .await?;
    let said = Said::new("desk-said-prioritised", number).back_by("priority", &[("priority", before.word().to_owned())]);
    Answer::new(&site, &who, number, &fields, for_piece).here(said).await
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
    let before = change(&site, &who, number, move |work, conversation| {
        conversation.categorise(work, category).map(|()| conversation.category)
    })
    .await?;
    let before = before.map_or("", Category::word).to_owned();
    let said = Said::new("desk-said-categorised", number).back_by("category", &[("category", before)]);
    Answer::new(&site, &who, number, &fields, for_piece).here(said).await
}

async fn fill_in(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let (field, value) = (fields.number("field").ok_or_else(Problem::not_found)?, fields.text("value").to_owned());
    let before = change(&site, &who, number, move |work, conversation| {
        let before = own_fields::of(work, conversation.id)?
            .into_iter()
            .find(|known| known.id == field)
            .and_then(|known| known.value);
        conversation.set_field(work, field, &value)?;
        Ok(before.unwrap_or_default())
    });
    let before = before.await?;
    let said = Said::new("desk-said-field", number).back_by("field", &[("field", field.to_string()), ("value", before)]);
    Answer::new(&site, &who, number, &fields, for_piece).here(said).await
}
