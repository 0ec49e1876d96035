//! One conversation: its head, its thread, where one writes, and beside it the list it was opened from.

mod dialogs;
pub(super) mod fields;
mod head;
mod shown;

use super::composer;
use super::list::{self, Heading};
use super::onlookers;
use super::panel;
use super::place::Place;
use super::shared;
use super::thread;
use super::toasts;
use crate::{ConversationId, Viewer, Visible, conversations, notices};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
pub use head::place;
pub use shown::{Shown, SideLine};
use web::{Frame, Markup, Needs, Problem, Query, Routes, SignedIn, Site, html, see_other};

pub fn routes() -> Routes {
    Routes::new()
        .get("/conversations/{number}", Needs::SignedIn, page)
        .get("/conversations/{number}/head", Needs::SignedIn, head_alone)
        .get("/conversations/{number}/thread", Needs::SignedIn, thread_alone)
        .get("/conversations/{number}/dialogs", Needs::SignedIn, dialogs_alone)
        .get("/conversations/{number}/panel", Needs::SignedIn, panel_alone)
        .get("/conversations/{number}/customer", Needs::SignedIn, customer_alone)
}

/// The whole page; with `part=work` what changes when another one is opened in a list that stands already. `part=ahead` is the same
/// for a browser that guesses what is opened next: it does nothing else, and is empty where opening it would do something.
async fn page(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, query: Query) -> Result<Response, Problem> {
    let place = Place::of(&query);
    let shown = Shown::read(&site, &who, number, place).await?;
    if shown.conversation.merged_into.is_some()
        && let Some(went) = went_to(&site, &who, shown.conversation.id).await?
    {
        return Ok(see_other(&place.conversation(went)).into_response());
    }
    let part = query.text("part");
    if part == "ahead" && shown.unread_notices {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    mark_read(&site, &who, &shown).await?;
    let frame = Frame::new(&site, &who, shown.title(&who)).here(place.query()).panel(panel::draw(&who, &shown));
    if ["work", "ahead"].contains(&part) {
        return Ok(frame.piece(&work(&who, &shown)).into_response());
    }
    let list =
        list::Listed::read(&site, &who, place, &list::Wanted { rows: crate::lists::PAGE, is_beside: true, ..list::Wanted::default() })
            .await?;
    let body = html! { (work(&who, &shown)) (toasts::from_address(&site, &query)) };
    Ok(frame.list(list::draw(&who, &list, Some(number), Heading::Beside)).body(body).await?.into_response())
}

async fn head_alone(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let shown = Shown::around(&site, &who, number, Place::of(&query)).await?;
    Ok(head::draw(&who, &shown, None))
}

async fn thread_alone(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let shown = Shown::read(&site, &who, number, Place::of(&query)).await?;
    Ok(thread::draw(&who, &shown, None))
}

async fn dialogs_alone(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let shown = Shown::around(&site, &who, number, Place::of(&query)).await?;
    let conversation = shown.conversation.id;
    let said = site.db().read(move |tx| fields::Said::read(tx, conversation)).await?;
    Ok(dialogs::draw(&who, &shown, &said))
}

async fn panel_alone(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let shown = Shown::around(&site, &who, number, Place::of(&query)).await?;
    Ok(panel::draw(&who, &shown))
}

async fn customer_alone(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let shown = Shown::around(&site, &who, number, Place::of(&query)).await?;
    Ok(panel::customer(&who, &shown))
}

/// The number the story of one that was merged goes on under, if the agent may see where.
async fn went_to(site: &Site, who: &SignedIn, merged: ConversationId) -> Result<Option<i64>, Problem> {
    let viewer = Viewer::of(who);
    let went = site.db().read(move |tx| {
        let Some(survivor) = conversations::surviving(tx, merged)? else { return Ok(None) };
        Ok(Visible::find(tx, viewer, survivor.id).ok().map(|seen| seen.number))
    });
    Ok(went.await?)
}

async fn mark_read(site: &Site, who: &SignedIn, shown: &Shown) -> Result<(), Problem> {
    if shown.unread_notices {
        let (agent, conversation) = (who.agent_id, shown.conversation.id);
        site.db().work(who.actor(), move |work| notices::read(work, agent, conversation)).await?;
    }
    Ok(())
}

/// Everything in the work zone.
fn work(who: &SignedIn, shown: &Shown) -> Markup {
    let text = who.t();
    html! {
        (head::draw(who, shown, None))
        (onlookers::draw(who, shown))
        (dialogs::kept(who, shown))
        div.thread tabindex="0" role="region" aria-label=(text.say("desk-messages")) { (thread::draw(who, shown, None)) }
        (shared::cards(who, shown))
        (composer::draw(who, shown))
    }
}

/// Head and thread, to be swapped into a page that asked for something else.
pub fn refreshed(who: &SignedIn, shown: &Shown) -> Markup {
    html! { (head::draw(who, shown, Some("outerMorph"))) (thread::draw(who, shown, Some("outerMorph"))) }
}
