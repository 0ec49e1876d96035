//! What the command palette finds on the server: a conversation by its number, and whatever the index knows.

use super::place::Place;
use super::search_page::{Found, href, marked, picture};
use crate::lists::View;
use crate::{Viewer, Visible};
use axum::extract::State;
use web::parts::icon;
use web::{Markup, Needs, Problem, Query, Routes, SignedIn, Site, html};

const MOST: usize = 8;

pub fn routes() -> Routes {
    Routes::new().get("/palette", Needs::SignedIn, found)
}

/// `GET /palette?q=…`: options without a list around them.
async fn found(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    if query.text("q").chars().count() < 2 && query.number("q").is_none() {
        return Ok(html! {});
    }
    let (numbered, found) = (by_number(&site, &who, &query).await?, Found::ask(&site, &who, &query, MOST).await?);
    Ok(html! {
        @if let Some((number, subject)) = numbered {
            a.command role="option" id="found-number" href=(Place::View(View::All).conversation(number)) { (icon("inbox")) span.truncate { (subject) } span.end { "#" (number) } }
        }
        @for (at, hit) in found.hits.hits.iter().enumerate() {
            a.command role="option" id={ "found-" (at) } href=(href(hit)) {
                (icon(picture(hit.kind))) span.truncate { (marked(&hit.subject)) } @if let Some(number) = hit.number { span.end { "#" (number) } }
            }
        }
    })
}

async fn by_number(site: &Site, who: &SignedIn, query: &Query) -> Result<Option<(i64, String)>, Problem> {
    let viewer = Viewer::of(who);
    let Ok(number) = query.text("q").trim_start_matches('#').parse::<i64>() else {
        return Ok(None);
    };
    let found = site.db().read(move |tx| match Visible::numbered(tx, viewer, number) {
        Ok(conversation) => Ok(Some((conversation.number, conversation.subject.clone()))),
        Err(db::Trouble::NotFound(_)) => Ok(None),
        Err(other) => Err(other),
    });
    Ok(found.await?)
}
