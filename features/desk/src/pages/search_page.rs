//! Searching everything the agent may see, as they type: conversations, messages and customers, each with the words that
//! were found.

use super::place::Place;
use super::signs;
use crate::lists::View;
use crate::{Status, Viewer, inboxes};
use axum::extract::State;
use db::activity;
use search::{Hit, Hits, Inboxes, Index, Kind, Snippet};
use web::parts::{empty_state, icon, link_button, page_head, time};
use web::{Frame, Markup, Needs, Problem, Query, Routes, SignedIn, Site, html};

const PAGE: usize = 30;

pub fn routes() -> Routes {
    Routes::new()
        .get("/search", Needs::SignedIn, page)
        .get("/search/results", Needs::SignedIn, results_alone)
}

async fn page(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    let found = Found::ask(&site, &who, &query, PAGE).await?;
    let text = who.t();
    let body = html! {
        (page_head(&text.say("desk-search"), &text.say("desk-search-about"), &html! {}))
        form.stack role="search" method="get" action="/search" {
            label.visually-hidden for="search-words" { (text.say("desk-search-words")) }
            input.input id="search-words" type="search" name="q" value=(found.typed) placeholder=(text.say("desk-search-words")) autocomplete="off" autofocus data-key="/" data-key-group=(text.say("desk-keys-go"))
                hx-get="/search/results" hx-trigger="input changed delay:150ms" hx-target="#results" hx-swap="outerHTML" hx-sync="this:replace";
        }
        (results(&who, &found, &site))
    };
    Frame::new(&site, &who, text.say("desk-search")).here("search").body(body).await
}

async fn results_alone(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    let found = Found::ask(&site, &who, &query, PAGE).await?;
    Ok(results(&who, &found, &site))
}

/// An answer of the index, asked with the agent's own inboxes.
pub struct Found {
    pub typed: String,
    pub hits: Hits,
    offset: usize,
    /// How many lines of the log the index has not read yet.
    behind: bool,
}

impl Found {
    pub async fn ask(site: &Site, who: &SignedIn, query: &Query, limit: usize) -> Result<Self, Problem> {
        let typed = query.text("q").to_owned();
        let offset = query.number("from").and_then(|from| usize::try_from(from).ok()).unwrap_or(0);
        let viewer = Viewer::of(who);
        let (seen, end) = site.db().read(move |tx| Ok((inboxes::keys_seen_by(tx, viewer)?, activity::end(tx)?))).await?;
        let seen = if viewer.sees_all { Inboxes::All } else { Inboxes::Only(seen.into_iter().collect()) };
        let kinds = if who.may("customers.see") {
            Vec::new()
        } else {
            vec![Kind::Conversation, Kind::Message]
        };
        let hits = if typed.is_empty() {
            Hits { indexed_up_to: end, ..Hits::default() }
        } else {
            ask(site, search::Query { text: typed.clone(), inboxes: seen, kinds, limit, offset }).await?
        };
        Ok(Self { typed, behind: hits.indexed_up_to < end, hits, offset })
    }
}

/// The index blocks, so it is asked beside the runtime's own threads.
async fn ask(site: &Site, query: search::Query) -> Result<Hits, Problem> {
    let index = site.service::<Index>();
    let asked = tokio::task::spawn_blocking(move || index.search(&query)).await;
    match asked {
        Ok(Ok(hits)) => Ok(hits),
        Ok(Err(trouble)) => Err(Problem::fault(&trouble)),
        Err(stopped) => Err(Problem::fault(&stopped)),
    }
}

fn results(who: &SignedIn, found: &Found, site: &Site) -> Markup {
    let text = who.t();
    html! {
        section id="results" aria-live="polite" aria-label=(text.say("desk-search-results")) {
            @if found.typed.is_empty() {
                (empty_state("search", &text.say("desk-search-empty"), &html! { p { (text.say("desk-search-hint")) } }))
            } @else if found.hits.hits.is_empty() {
                (empty_state("search", &text.say_with("desk-search-none", &[("words", &found.typed)]), &html! { p { (text.say("desk-search-none-next")) } }))
            } @else {
                p.muted { (text.say_with("desk-search-count", &[("count", &found.hits.total)])) }
                ol.timeline { @for hit in &found.hits.hits { (row(who, hit, site)) } }
                @if found.offset + found.hits.hits.len() < found.hits.total {
                    p.line { (link_button(text.say("desk-more-rows"), format!("/search?q={}&from={}", encoded(&found.typed), found.offset + PAGE))) }
                }
            }
            @if found.behind { p.faint { (text.say("desk-search-behind")) } }
        }
    }
}

fn row(who: &SignedIn, hit: &Hit, site: &Site) -> Markup {
    let text = who.t();
    html! {
        li {
            span.dot { (icon(picture(hit.kind))) }
            div {
                strong { a href=(href(hit)) { (marked(&hit.subject)) } }
                @if let Some(number) = hit.number { " " span.faint.number { "#" (number) } }
                @if let Some(status) = Status::of_word(&hit.status) { " " (signs::status(text, status)) }
                p { (marked(&hit.snippet)) }
            }
            (time(text, hit.at, site.now(), &who.zone))
        }
    }
}

pub const fn picture(kind: Kind) -> &'static str {
    match kind {
        Kind::Conversation => "inbox",
        Kind::Message => "mail",
        Kind::Customer => "customer",
        Kind::Company => "building",
    }
}

pub fn href(hit: &Hit) -> String {
    let conversation = || Place::View(View::All).conversation(hit.number.unwrap_or_default());
    match hit.kind {
        Kind::Conversation => conversation(),
        Kind::Message => format!("{}#message-{}", conversation(), hit.id),
        Kind::Customer => format!("/customers/{}", hit.id),
        Kind::Company => format!("/companies/{}", hit.id),
    }
}

/// Text with what was found in it marked; never markup of its own.
pub fn marked(snippet: &Snippet) -> Markup {
    let mut pieces: Vec<Markup> = Vec::new();
    let mut at = 0;
    for range in &snippet.highlights {
        pieces.push(html! { (snippet.text.get(at..range.start).unwrap_or_default()) mark { (snippet.text.get(range.clone()).unwrap_or_default()) } });
        at = range.end;
    }
    html! { @for piece in &pieces { (piece) } (snippet.text.get(at..).unwrap_or_default()) }
}

fn encoded(typed: &str) -> String {
    let mut encoded = String::new();
    for byte in typed.bytes() {
        if byte.is_ascii_alphanumeric() {
            encoded.push(byte.into())
        } else {
            encoded.push_str(&format!("%{byte:02X}"))
        }
    }
    encoded
}
