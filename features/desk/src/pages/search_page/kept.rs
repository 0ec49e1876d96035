//! Searches kept: saved by a name, or remembered by themselves; each can be taken away and brought back.

use super::{Sight, address, encoded};
use crate::pages::door::ForPiece;
use crate::pages::form::{act, hidden};
use crate::pages::toasts::Said;
use crate::searches::{self, KeptSearch, SearchId};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use search::Kind;
use web::parts::{button, field, form, icon, icon_button, link_button};
use web::{Fields, Markup, Needs, Problem, Routes, SignedIn, Site, html, see_other};

pub fn routes() -> Routes {
    let signed_in = Needs::SignedIn;
    Routes::new()
        .post("/search/saved", signed_in, save)
        .post("/search/recent", signed_in, remember)
        .post("/search/recent/forget", signed_in, forget)
        .post("/search/saved/{id}/remove", signed_in, remove)
        .post("/search/saved/{id}/undo", signed_in, undo)
}

/// The saved ones and the last ones, before anything is typed. `along`: it replaces the one on the page.
pub fn draw(who: &SignedIn, saved: &[KeptSearch], recent: &[KeptSearch], along: bool) -> Markup {
    let text = who.t();
    let forget = act(who, "/search/recent/forget", &html! { (button(text.say("desk-search-forget")).quiet()) });
    html! {
        div.kept-searches id="kept-searches" hx-swap-oob=[along.then_some("true")] {
            @if !saved.is_empty() { (listed(who, "desk-search-saved", "star", saved, &html! {})) }
            @if !recent.is_empty() { (listed(who, "desk-search-recent", "clock", recent, &forget)) }
        }
    }
}

fn listed(who: &SignedIn, key: &str, picture: &str, searches: &[KeptSearch], end: &Markup) -> Markup {
    html! {
        section.card {
            header { h2 { (who.t().say(key)) } span.push { (end) } }
            ul.related.body { @for search in searches { (one(who, picture, search)) } }
        }
    }
}

fn one(who: &SignedIn, picture: &str, search: &KeptSearch) -> Markup {
    let remove = who.t().say_with("desk-search-remove", &[("name", &search.called())]);
    html! {
        li.kept-search {
            a href=(address(&search.typed, Kind::of_word(&search.kind), false, 0)) {
                span.line { (icon(picture)) span.truncate { (search.called()) } }
                @if !search.name.is_empty() && search.name != search.typed { span.sub.truncate { code { (search.typed) } } }
            }
            (act(who, &format!("/search/saved/{}/remove", search.id), &html! { (icon_button("cross", remove).attr("type", "submit")) }))
        }
    }
}

/// Beside the results: keep this search, or make a view of it.
pub fn keeping(sight: &Sight<'_>) -> Markup {
    let (text, typed) = (sight.who.t(), sight.wish.typed.trim());
    let kind = sight.wish.kind.map_or("", Kind::word);
    let known = sight.saved.iter().find(|search| search.typed == typed && search.kind == kind);
    html! {
        div.search-keep.line {
            @if let Some(known) = known {
                span.line.muted { (icon("star")) (text.say_with("desk-search-is-saved", &[("name", &known.called())])) }
            } @else {
                details.search-save {
                    summary.button.quiet { (icon("star")) (text.say("desk-search-save")) }
                    (form(&sight.who.csrf, "/search/saved", &html! {
                        (hidden("q", typed)) (hidden("kind", kind))
                        div.line { (field(text.say("desk-search-save-name"), "name").id("search-save-name").attr("maxlength", "80")) (button(text.say("desk-save")).primary()) }
                    }))
                }
            }
            @if sight.found.condition.is_some() { (link_button(text.say("desk-search-as-view"), format!("/views/new?filter={}", encoded(typed))).quiet().icon("list")) }
        }
    }
}

fn back(typed: &str, kind: &str) -> String {
    let kind = Kind::of_word(kind).map_or(String::new(), |kind| format!("&kind={}", kind.word()));
    format!("/search?q={}{kind}", encoded(typed))
}

fn kind_of(fields: &Fields) -> String {
    Kind::of_word(fields.text("kind")).map_or("", Kind::word).to_owned()
}

async fn save(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let (agent, typed, kind, name) = (who.agent_id, fields.text("q").to_owned(), kind_of(&fields), fields.text("name").to_owned());
    let leads = back(&typed, &kind);
    site.db().work(who.actor(), move |work| searches::save(work, agent, &typed, &kind, &name)).await?;
    Ok(see_other(&leads).into_response())
}

/// `POST /search/recent`: a result was opened, so the search was meant.
async fn remember(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<StatusCode, Problem> {
    let (agent, typed, kind) = (who.agent_id, fields.text("q").to_owned(), kind_of(&fields));
    site.db().work(who.actor(), move |work| searches::used(work, agent, &typed, &kind)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn forget(State(site): State<Site>, who: SignedIn, piece: ForPiece) -> Result<Response, Problem> {
    let agent = who.agent_id;
    site.db().work(who.actor(), move |work| searches::forget_recent(work, agent)).await?;
    redrawn(&site, &who, piece, html! {}).await
}

async fn remove(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, piece: ForPiece) -> Result<Response, Problem> {
    let agent = who.agent_id;
    site.db().work(who.actor(), move |work| searches::remove(work, agent, SearchId(id))).await?;
    let said = Said::new("desk-said-search-removed", 0).back_at(format!("/search/saved/{id}/undo"), &[]);
    redrawn(&site, &who, piece, said.toast(&who)).await
}

async fn undo(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, piece: ForPiece) -> Result<Response, Problem> {
    let agent = who.agent_id;
    site.db().work(who.actor(), move |work| searches::bring_back(work, agent, SearchId(id))).await?;
    redrawn(&site, &who, piece, html! {}).await
}

/// The lists as they are now, with what is said; a browser without a script gets its page again.
async fn redrawn(site: &Site, who: &SignedIn, piece: ForPiece, said: Markup) -> Result<Response, Problem> {
    if !piece.0 {
        return Ok(see_other("/search").into_response());
    }
    let agent = who.agent_id;
    let (saved, recent) = site.db().read(move |tx| Ok((searches::saved(tx, agent)?, searches::recent(tx, agent)?))).await?;
    Ok(html! { (draw(who, &saved, &recent, true)) (said) }.into_response())
}
