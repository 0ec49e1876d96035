//! Whose move it is: pending, on hold, resolved, open again, closed for good.

use crate::pages::door::{Answer, ForPiece, deed, unchanged};
use crate::pages::place::Place;
use crate::pages::toasts::Said;
use crate::preferences::{self, AfterResolve};
use crate::{Conversation, Viewer, lists};
use axum::extract::{Path, State};
use axum::response::Response;
use db::{Trouble, Work};
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

type Verb = fn(&Conversation, &mut Work<'_>) -> Result<(), Trouble>;

async fn pending(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    turn(&Answer::new(&site, &who, number, &fields, for_piece), Conversation::make_pending, "desk-said-pending").await
}

async fn on_hold(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    turn(&Answer::new(&site, &who, number, &fields, for_piece), Conversation::put_on_hold, "desk-said-on-hold").await
}

async fn reopen(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    turn(&Answer::new(&site, &who, number, &fields, for_piece), Conversation::reopen, "desk-said-reopened").await
}

async fn turn(answer: &Answer<'_>, verb: Verb, said: &'static str) -> Result<Response, Problem> {
    let (_, done) = deed(answer.site, answer.who, answer.number, move |work, conversation| verb(conversation, work)).await?;
    answer.here(Said::new(said, answer.number).undoes(done)).await
}

/// Done: what comes up then, each agent chooses.
async fn resolved(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let answer = Answer::new(&site, &who, number, &fields, for_piece);
    end(&answer, &fields, Conversation::resolve, Said::resolved).await
}

async fn close(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let answer = Answer::new(&site, &who, number, &fields, for_piece);
    end(&answer, &fields, Conversation::close, Said::closed).await
}

async fn end(
    answer: &Answer<'_>,
    fields: &Fields,
    verb: Verb,
    said: fn(i64, Option<crate::deeds::DeedId>) -> Said,
) -> Result<Response, Problem> {
    let (site, who, number) = (answer.site, answer.who, answer.number);
    let next = after(site, who, answer.place, number).await?;
    let seen = fields.number("version");
    let (_, done) = deed(site, who, number, move |work, conversation| {
        unchanged(conversation, seen).and_then(|()| verb(conversation, work))
    })
    .await?;
    match next {
        Some(next) => Ok(answer.elsewhere(&next, said(number, done))),
        None => answer.here(said(number, done)).await,
    }
}

/// Where to go when this conversation is done, as this agent likes it: the next of the list, the list, or nowhere else.
pub async fn after(site: &Site, who: &SignedIn, place: Place, number: i64) -> Result<Option<String>, Problem> {
    let agent = who.agent_id;
    match site.db().read(move |tx| preferences::after_resolve(tx, agent)).await? {
        AfterResolve::Stay => Ok(None),
        AfterResolve::List => Ok(Some(place.href())),
        AfterResolve::Next => next_in(site, who, place, number).await.map(Some),
    }
}

/// The one below it in the list, else the one above, else the list.
async fn next_in(site: &Site, who: &SignedIn, place: Place, number: i64) -> Result<String, Problem> {
    let viewer = Viewer::of(who);
    let next = site.db().read(move |tx| {
        let asked = place.asked(tx, viewer)?;
        lists::beside(tx, viewer, &asked, number)
    });
    Ok(next.await?.map_or_else(|| place.href(), |number| place.conversation(number)))
}
