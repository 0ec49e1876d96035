//! Saved views: a filter typed above a list gets an address; with a name, an order and a look it becomes a view. The page
//! that makes or changes one shows what it would list while one types; every save can be undone.

mod editor;

use super::list::filter_bar::{self, Typed};
use super::list::{self};
use super::place::Place;
use crate::filtering::Names;
use crate::lists::View;
use crate::view::ViewSettings;
use crate::{SavedView, ViewId, Viewer, views};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Work};
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
        .post("/views/saved/{id}/filter", signed_in, refilter)
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

/// `POST /views`: a filter was typed above a list. Over a view it stays a change of that one, which can be saved in it.
async fn typed(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let (text, place) = (fields.text("filter").to_owned(), Place::of(&fields));
    match read(&site, &who, &text).await? {
        Err(fault) => list::with_fault(&site, &who, place, Typed { text, fault: Some(fault) }).await,
        Ok(condition) if condition.is_everything() => Ok(see_other(&Place::View(View::All).href()).into_response()),
        Ok(condition) => {
            let viewer = Viewer::of(&who);
            let id = site.db().work(who.actor(), move |work| {
                let over = typed_over(work, viewer, place)?;
                match over {
                    Some(view) if view.condition()? == condition => Ok(view.id),
                    over => views::pass(work, viewer.agent, &condition, over.as_ref()),
                }
            });
            Ok(see_other(&Place::Saved(id.await?.0).href()).into_response())
        }
    }
}

/// The view with a name whose list a filter was typed above.
fn typed_over(work: &mut Work<'_>, viewer: Viewer, place: Place) -> Result<Option<SavedView>, Trouble> {
    work.keep_quietly("a filter somebody typed");
    let Place::Saved(id) = place else { return Ok(None) };
    match views::find(work, viewer, false, ViewId(id)) {
        Ok(view) if views::is_named(&view) => Ok(Some(view)),
        Ok(passing) => views::begun_from(work, viewer, &passing),
        Err(Trouble::NotFound(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// `POST /views/saved/{id}/filter`: what was typed above its list is what it lists from now on; all else of it stays.
async fn refilter(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let text = fields.text("filter").to_owned();
    let condition = match read(&site, &who, &text).await? {
        Ok(condition) => condition,
        Err(fault) => return list::with_fault(&site, &who, Place::Saved(id), Typed { text, fault: Some(fault) }).await,
    };
    let (viewer, shares) = (Viewer::of(&who), shares(&who));
    let changed = site.db().work(who.actor(), move |work| {
        work.keep_quietly("saved as it was");
        let view = views::find(work, viewer, shares, ViewId(id))?;
        let settings = ViewSettings { filter: condition.clone(), ..view.settings()? };
        view.change(work, viewer, shares, settings)
    });
    changed.await?;
    Ok(see_other(&said(&site, &Place::Saved(id).href(), "view", id)).into_response())
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
