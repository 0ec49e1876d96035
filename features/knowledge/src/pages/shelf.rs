//! The shelf: every article this reader may see, by section, narrowed by what they choose.

use super::signs::{audience, languages, state, state_key};
use super::{HERE, address, writes};
use crate::State;
use crate::articles::{self, Filter, Listed, Place};
use crate::words::chosen;
use axum::extract;
use db::{Trouble, Tx};
use web::parts::{button, empty_state, field, link_button, page_head, select, table, time};
use web::{Frame, Markup, Problem, Query, SignedIn, Site, html};

const ROWS: i64 = 50;

/// What the page shows.
struct Seen {
    articles: Vec<Listed>,
    sections: Vec<String>,
    is_empty: bool,
}

impl Seen {
    fn read(tx: &mut Tx<'_>, filter: &Filter, writes: bool, after: Option<Place>) -> Result<Self, Trouble> {
        Ok(Self {
            articles: articles::listed(tx, filter, writes, after, ROWS + 1)?,
            sections: articles::sections(tx, writes)?,
            is_empty: articles::is_empty(tx, writes)?,
        })
    }
}

fn asked(query: &Query) -> Filter {
    let optional = |name: &str| query.optional(name).map(str::to_owned);
    Filter {
        section: optional("section"),
        state: State::of_word(query.text("state")),
        audience: None,
        language: optional("language"),
        typed: query.text("q").chars().take(100).collect(),
    }
}

/// `GET /knowledge?section=…&state=…&language=…&q=…`
pub(super) async fn show(extract::State(site): extract::State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    let (filter, writes) = (asked(&query), writes(&who));
    let after = query.optional("after").map(|slug| (query.text("after_section").to_owned(), slug.to_owned()));
    let wanted = filter.clone();
    let seen = site.db().read(move |tx| Seen::read(tx, &wanted, writes, after)).await?;
    let text = who.t();
    let head = html! { @if writes { (link_button(text.say("knowledge-write"), "/knowledge/new").primary().icon("plus")) } };
    let body = html! {
        (page_head(&text.say("knowledge-title"), &text.say("knowledge-about"), &head))
        @if seen.is_empty { (first(&who)) }
        @else {
            (narrowing(&who, &filter, &seen.sections))
            @if seen.articles.is_empty() { (empty_state("search", &text.say("knowledge-none"), &html! { p { (text.say("knowledge-none-next")) } p.line { (link_button(text.say("knowledge-everything"), HERE)) } })) }
            @else { div.card { (rows(&site, &who, &seen.articles)) } (next_page(&who, &filter, &seen.articles)) }
        }
    };
    Frame::new(&site, &who, text.say("knowledge-title")).here("knowledge").body(body).await
}

/// Nothing was written yet: what the place is for, and how it begins.
fn first(who: &SignedIn) -> Markup {
    let text = who.t();
    let next = html! {
        p { (text.say("knowledge-first")) }
        @if writes(who) { p.line { (link_button(text.say("knowledge-write"), "/knowledge/new").primary()) } }
        @else { p { (text.say("knowledge-first-ask")) } }
    };
    empty_state("book", &text.say("knowledge-empty"), &next)
}

fn narrowing(who: &SignedIn, filter: &Filter, sections: &[String]) -> Markup {
    let text = who.t();
    let any = |key: &str| std::iter::once((String::new(), text.say(key)));
    let in_sections = any("knowledge-any-section").chain(sections.iter().map(|name| (name.clone(), name.clone())));
    let in_languages =
        any("knowledge-any-language").chain(customers::LANGUAGES.iter().map(|(tag, name)| ((*tag).to_owned(), (*name).to_owned())));
    let states = any("knowledge-any-state").chain(State::ALL.iter().map(|state| (state.word().to_owned(), text.say(state_key(*state)))));
    html! {
        form.fields method="get" action=(HERE) role="search" {
            (field(text.say("knowledge-words"), "q").kind("search").value(&filter.typed).attr("data-key", "/").attr("data-key-group", text.say("knowledge-title")))
            div.line {
                (select(text.say("knowledge-section"), "section", in_sections, filter.section.clone().unwrap_or_default()))
                (select(text.say("knowledge-language"), "language", in_languages, filter.language.clone().unwrap_or_default()))
                @if writes(who) { (select(text.say("knowledge-state"), "state", states, filter.state.map_or("", State::word))) }
            }
            div.line { (button(text.say("knowledge-look")).icon("search")) }
        }
    }
}

fn rows(site: &Site, who: &SignedIn, all: &[Listed]) -> Markup {
    let text = who.t();
    let heads = ["knowledge-article", "knowledge-section", "knowledge-language", "knowledge-audience", "knowledge-changed"]
        .map(|key| text.say(key));
    let rows = html! {
        @for one in all.iter().take(ROWS as usize) {
            @let (tag, title) = titled(one, who.locale.tag());
            tr {
                td { a href=(address(&one.slug)) lang=(tag) { (title) } }
                td { (one.section) }
                td { (languages(&one.titles)) }
                td { div.line { @if one.state != State::Published { (state(text, one.state)) } (audience(text, one.audience)) } }
                td { (time(text, one.changed_at, site.now(), &who.zone)) }
            }
        }
    };
    html! { (table(text.say("knowledge-title"), heads, rows)) }
}

/// Its title for this reader; without any, the word it is filed under.
fn titled<'a>(one: &'a Listed, language: &str) -> (&'a str, &'a str) {
    let found = chosen(&one.titles, language, |title| title.has_body);
    found.map_or(("en", &one.slug), |(tag, title)| (tag, &title.title))
}

fn next_page(who: &SignedIn, filter: &Filter, all: &[Listed]) -> Markup {
    let Some(last) = all.get(ROWS as usize - 1).filter(|_| all.len() as i64 > ROWS) else {
        return html! {};
    };
    let kept = [
        ("q", filter.typed.clone()),
        ("section", filter.section.clone().unwrap_or_default()),
        ("language", filter.language.clone().unwrap_or_default()),
        ("state", filter.state.map_or("", State::word).to_owned()),
        ("after_section", last.section.clone()),
        ("after", last.slug.clone()),
    ];
    html! {
        form method="get" action=(HERE) {
            @for (name, value) in kept.iter().filter(|(name, value)| !value.is_empty() || *name == "after_section") { input type="hidden" name=(name) value=(value); }
            (button(who.t().say("knowledge-more")))
        }
    }
}
