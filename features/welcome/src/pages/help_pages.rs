//! The help: every page in a few words, and the books of the manual, from the program itself.

use crate::help::TOPICS;
use crate::manual::{self, MANUALS, Source};
use axum::extract::{Path, State};
use web::parts::{card, page_head};
use web::{Frame, Markup, PreEscaped, Problem, SignedIn, Site, Text, html};

pub(super) async fn show(State(site): State<Site>, who: SignedIn) -> Result<Markup, Problem> {
    let t = who.t();
    let books = html! {
        ul.related { @for source in MANUALS {
            li { (book_link(source, t)) }
        } }
    };
    let pages = html! {
        dl.help-topics { @for topic in TOPICS {
            dt { a href=(topic.href) { (t.say(&format!("{}-title", topic.key()))) } }
            dd { (t.say(&topic.key())) " " a href={ "/help/manual/" (topic.manual) } { (t.say("welcome-help-more")) span.visually-hidden { ": " (t.say(&format!("{}-title", topic.key()))) } } }
        } }
    };
    let body = html! {
        (page_head(&t.say("welcome-help"), &t.say("welcome-help-about"), &html! {}))
        (card(&t.say("welcome-help-books"), &html! { div.stack.tight { p.muted { (t.say("welcome-help-books-about")) } (books) } }))
        (card(&t.say("welcome-help-pages"), &pages))
    };
    Frame::new(&site, &who, t.say("welcome-help")).here("help").body(body).await
}

/// A book by its title; one that is there in English only says so in the reader's language.
fn book_link(source: &Source, t: &Text) -> Markup {
    let (title, locale) = manual::name_of(source, t.locale());
    let named = if locale == t.locale() {
        title.to_owned()
    } else {
        t.say(&format!("welcome-book-{}", source.name))
    };
    html! { a href={ "/help/manual/" (source.name) } hreflang=(locale.tag()) { (named) } }
}

pub(super) async fn book(State(site): State<Site>, who: SignedIn, Path(name): Path<String>) -> Result<Markup, Problem> {
    let book = manual::book(&name, who.t().locale()).ok_or_else(Problem::not_found)?;
    let lang = book.locale.tag();
    let back = web::parts::link_button(who.t().say("welcome-help"), "/help").quiet();
    let body = html! {
        header.page-head { div { h1 lang=(lang) { (book.title) } } div.line { (back) } }
        article.prose.manual lang=(lang) { (PreEscaped(book.html)) }
    };
    Frame::new(&site, &who, book.title).here("help").body(body).await
}
