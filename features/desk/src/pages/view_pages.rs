//! Saved views: a filter typed above a list gets an address; with a name, an order and a look it becomes a view. The page
//! that makes or changes one shows what it would list while one types; every save can be undone.

mod editor;

use super::list::filter_bar::{self, Typed};
use super::list::{self};
use super::place::Place;
use crate::filtering::Names;
use crate::lists::View;
use crate::{SavedView, ViewId, Viewer, views};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use editor::Editor;
use filter::{Condition, Fault, parse};
use web::{Fields, Markup, Needs, Problem, Query, Routes, SignedIn, Site, see_other};

/// More than anybody types, and little enough to read in no time.
const LONGEST_FILTER: usize = 1_000;

pub fn routes() -> Routes {
    let signed_in = Needs::SignedIn;
    Routes::new()
        .post("/views", signed_in, typed)
        .get("/views/complete", signed_in, filter_bar::offers)
        .get("/views/new", signed_in, new)
        .post("/views/new", signed_in, make)
        .get("/views/preview", signed_in, editor::preview)
        .get("/views/saved/{id}", signed_in, saved)
        .post("/views/saved/{id}", signed_in, change)
        .get("/views/saved/{id}/edit", signed_in, edit)
        .post("/views/saved/{id}/remove", signed_in, remove)
        .post("/views/saved/{id}/undo", signed_in, undo)
}

/// Whether they may share views with everybody.
pub fn shares(who: &SignedIn) -> bool {
    who.may("views.share")
}

/// Reads what was typed, with this agent's names.
async fn read(site: &Site, who: &SignedIn, typed: &str) -> Result<Result<Condition, Fault>, Problem> {
    let viewer = Viewer::of(who);
    let names = site.db().read(move |tx| Names::read(tx, viewer)).await?;
    let typed: String = typed.chars().take(LONGEST_FILTER).collect();
    Ok(parse(&typed, &names.vocabulary()))
}

/// `POST /views`: a filter was typed above a list.
async fn typed(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let text = fields.text("filter").to_owned();
    match read(&site, &who, &text).await? {
        Err(fault) => list::with_fault(&site, &who, Place::of(&fields), Typed { text, fault: Some(fault) }).await,
        Ok(condition) if condition.is_everything() => Ok(see_other(&Place::View(View::All).href()).into_response()),
        Ok(condition) => {
            let agent = who.agent_id;
            let id = site.db().work(who.actor(), move |work| views::pass(work, agent, &condition)).await?;
            Ok(see_other(&Place::Saved(id.0).href()).into_response())
        }
    }
}

async fn find(site: &Site, who: &SignedIn, id: i64) -> Result<SavedView, Problem> {
    let (viewer, shares) = (Viewer::of(who), shares(who));
    Ok(site.db().read(move |tx| views::find(tx, viewer, shares, ViewId(id))).await?)
}

async fn saved(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, query: Query) -> Result<Markup, Problem> {
    list::page(&site, &who, Place::Saved(id), &query).await
}

/// `GET /views/new?filter=…`: also with a filter somebody searched by.
async fn new(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    let editor = Editor::new(&site, &who).await?;
    let editor = if query.has("filter") {
        editor.beginning_with(&site, &who, query.text("filter")).await?
    } else {
        editor
    };
    editor.page(&site, &who).await
}

async fn edit(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Markup, Problem> {
    let view = find(&site, &who, id).await?;
    Editor::of(&site, &who, view).await?.page(&site, &who).await
}

async fn make(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let editor = Editor::new(&site, &who).await?.filled(&site, &who, &fields).await?;
    let Some(settings) = editor.settings() else { return editor.again(&site, &who).await };
    let (viewer, shares) = (Viewer::of(&who), shares(&who));
    let made = site.db().work(who.actor(), move |work| views::make(work, viewer, shares, settings.clone())).await;
    match made {
        Ok(id) => Ok(see_other(&said(&site, &Place::Saved(id.0).href(), "view", id.0)).into_response()),
        Err(Trouble::Refused(refusal)) => editor.refused(who.t().refusal(&refusal)).again(&site, &who).await,
        Err(trouble) => Err(trouble.into()),
    }
}

async fn change(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let view = find(&site, &who, id).await?;
    let editor = Editor::of(&site, &who, view.clone()).await?.filled(&site, &who, &fields).await?;
    let Some(settings) = editor.settings() else { return editor.again(&site, &who).await };
    let (viewer, shares) = (Viewer::of(&who), shares(&who));
    let changed = site.db().work(who.actor(), move |work| {
        work.keep_quietly("saved as it was");
        views::find(work, viewer, shares, ViewId(id))?.change(work, viewer, shares, settings.clone())
    });
    match changed.await {
        Ok(()) => Ok(see_other(&said(&site, &Place::Saved(id).href(), "view", id)).into_response()),
        Err(Trouble::Refused(refusal)) => editor.refused(who.t().refusal(&refusal)).again(&site, &who).await,
        Err(trouble) => Err(trouble.into()),
    }
}

async fn remove(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    let (viewer, shares) = (Viewer::of(&who), shares(&who));
    let removed = site.db().work(who.actor(), move |work| {
        work.keep_quietly("it was removed before");
        views::find(work, viewer, shares, ViewId(id))?.remove(work, viewer, shares)
    });
    removed.await?;
    Ok(see_other(&said(&site, &Place::View(View::All).href(), "viewgone", id)).into_response())
}

async fn undo(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    let (viewer, shares) = (Viewer::of(&who), shares(&who));
    let undone = site.db().work(who.actor(), move |work| {
        work.keep_quietly("there was nothing to undo");
        views::find(work, viewer, shares, ViewId(id))?.undo(work, viewer, shares)
    });
    undone.await?;
    Ok(see_other(&Place::Saved(id).href()).into_response())
}

/// The next page, which says there what happened.
fn said(site: &Site, path: &str, word: &str, id: i64) -> String {
    format!("{path}?said={word}-{id}&at={}", site.now().seconds())
}
