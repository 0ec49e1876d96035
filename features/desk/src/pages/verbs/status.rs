//! Whose move it is: pending, on hold, resolved, open again, closed for good.

use crate::pages::door::{Answer, ForPiece, change, unchanged};
use crate::pages::list::{Listed, Wanted};
use crate::pages::place::Place;
use crate::pages::toasts::Said;
use crate::{Status, lists};
use axum::extract::{Path, State};
use axum::response::Response;
use web::{Fields, Needs, Problem, Routes, SignedIn, Site};

pub fn routes() -> Routes {
    let resolve = Needs::Permission("conversations.resolve");
    Routes::new()
        .post("/conversations/{number}/pending", resolve, pending)
        .post("/conversations/{number}/on-hold", resolve, on_hold)
        .post("/conversations/{number}/resolve", resolve, resolved)
        .post("/conversations/{number}/reopen", resolve, reopen)
        .post("/conversations/{number}/close", Needs::Permission("conversations.close"), close)
}

async fn pending(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let before = change(&site, &who, number, |work, conversation| conversation.make_pending(work).map(|()| conversation.status)).await?;
    let said = way_back(Said::new("desk-said-pending", number), before);
    Answer::new(&site, &who, number, &fields, for_piece).here(said).await
}

async fn on_hold(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let before = change(&site, &who, number, |work, conversation| conversation.put_on_hold(work).map(|()| conversation.status)).await?;
    let said = way_back(Said::new("desk-said-on-hold", number), before);
    Answer::new(&site, &who, number, &fields, for_piece).here(said).await
}

async fn reopen(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    change(&site, &who, number, |work, conversation| conversation.reopen(work)).await?;
    Answer::new(&site, &who, number, &fields, for_piece)
        .here(Said::new("desk-said-reopened", number))
        .await
}

/// Done: the next conversation of the list comes up by itself.
async fn resolved(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let answer = Answer::new(&site, &who, number, &fields, for_piece);
    let next = next_in(&site, &who, answer.place, number).await?;
    let seen = fields.number("version");
    change(&site, &who, number, move |work, conversation| {
        unchanged(conversation, seen).and_then(|()| conversation.resolve(work))
    })
    .await?;
    Ok(answer.elsewhere(&next, Said::resolved(number)))
}

async fn close(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let answer = Answer::new(&site, &who, number, &fields, for_piece);
    let next = next_in(&site, &who, answer.place, number).await?;
    let seen = fields.number("version");
    change(&site, &who, number, move |work, conversation| {
        unchanged(conversation, seen).and_then(|()| conversation.close(work))
    })
    .await?;
    Ok(answer.elsewhere(&next, Said::new("desk-said-closed", number)))
}

/// Back to what it was, where a button leads there; snoozing again would need its time.
fn way_back(said: Said, before: Status) -> Said {
    match before {
        Status::Open | Status::Snoozed => said.back_by("reopen", &[]),
        Status::Pending => said.back_by("pending", &[]),
        Status::OnHold => said.back_by("on-hold", &[]),
        Status::Resolved | Status::Closed => said,
    }
}

/// Where to go when this conversation is done: the one below it in the list, else the one above, else the list.
pub async fn next_in(site: &Site, who: &SignedIn, place: Place, number: i64) -> Result<String, Problem> {
    let list = Listed::read(site, who, place, &Wanted { after: None, after_group: 0, rows: lists::PAGE }).await?;
    let at = list.lines.iter().position(|line| line.number == number);
    let next = at.and_then(|at| list.lines.get(at + 1).or_else(|| at.checked_sub(1).and_then(|above| list.lines.get(above))));
    Ok(next.map_or_else(|| place.href(), |line| place.conversation(line.number)))
}
