//! Undo: the last thing one did (`z`), or the very thing a toast speaks of. What has moved on meanwhile is said, not undone.

use super::bulk_pages;
use super::composer::Drawing;
use super::conversation::{Shown, refreshed};
use super::door::{ForPiece, Here};
use super::toasts::Said;
use crate::deeds::{self, DeedId, Undone};
use crate::{ConversationId, Viewer, conversations};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use web::{Needs, Problem, Routes, SignedIn, Site, html, see_other};

pub fn routes() -> Routes {
    Routes::new().post("/undo", Needs::SignedIn, last).post("/deeds/{id}/undo", Needs::SignedIn, this)
}

/// `POST /undo`: the last thing this agent did.
async fn last(State(site): State<Site>, who: SignedIn, for_piece: ForPiece, here: Here) -> Result<Response, Problem> {
    let agent = who.agent_id;
    let last = site.db().read(move |tx| deeds::last(tx, agent)).await?;
    let id = last.ok_or_else(|| Problem::refused("desk-undo-nothing"))?;
    undo(&site, &who, id, for_piece, here).await
}

/// `POST /deeds/{id}/undo`: this one.
async fn this(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, for_piece: ForPiece, here: Here) -> Result<Response, Problem> {
    undo(&site, &who, DeedId(id), for_piece, here).await
}

async fn undo(site: &Site, who: &SignedIn, id: DeedId, for_piece: ForPiece, here: Here) -> Result<Response, Problem> {
    let (viewer, zone) = (Viewer::of(who), who.zone.clone());
    let needs = site.db().read(move |tx| deeds::needs(tx, viewer.agent, id)).await?;
    if needs.iter().any(|permission| !who.may(permission)) {
        return Err(Problem::forbidden());
    }
    let undone = site.db().work(who.actor(), move |work| deeds::undo(work, viewer, &zone, id)).await?;
    match undone {
        Undone::Bulk(bulk) => bulk_pages::answer(site, who, bulk, for_piece, here.place).await,
        Undone::Draft(draft) => Ok(see_other(&format!("/new/{draft}")).into_response()),
        Undone::Beside(conversation, side) => {
            let number = number_of(site, conversation).await?;
            Ok(see_other(&super::sides::address(here.place, number, side)).into_response())
        }
        Undone::Conversation(conversation) => shown(site, who, conversation, for_piece, here, false).await,
        Undone::Composer(conversation) => shown(site, who, conversation, for_piece, here, true).await,
    }
}

/// The conversation as it stands again, where the page shows it; elsewhere only the word that it does.
async fn shown(
    site: &Site,
    who: &SignedIn,
    conversation: ConversationId,
    for_piece: ForPiece,
    here: Here,
    composer: bool,
) -> Result<Response, Problem> {
    let number = number_of(site, conversation).await?;
    if !for_piece.0 {
        return Ok(see_other(&here.place.conversation(number)).into_response());
    }
    let said = Said::new(if composer { "desk-said-taken-back" } else { "desk-said-put-back" }, number);
    if here.number.is_some_and(|here| here != number) {
        return Ok(said.toast(who).into_response());
    }
    let shown = Shown::read(site, who, number, here.place).await?;
    Ok(html! { @if composer { (Drawing::out_of_band(who, &shown)) } (refreshed(who, &shown)) (said.toast(who)) }.into_response())
}

async fn number_of(site: &Site, id: ConversationId) -> Result<i64, Problem> {
    Ok(site
        .db()
        .read(move |tx| -> Result<i64, Trouble> { Ok(conversations::find(tx, id)?.number) })
        .await?)
}
