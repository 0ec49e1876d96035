//! The help: every page in a few words, and the books of the manual, from the program itself.

use crate::help::{self, MANUALS, TOPICS};
use axum::extract::{Path, State};
use web::parts::{card, page_head};
use web::{Frame, Markup, PreEscaped, Problem, SignedIn, Site, html};

pub(super) async fn show(State(site): State<Site>, who: SignedIn) -> Result<Markup, Problem> {
    let t = who.t();
    let books = html! { ul.related { @for (name, _) in MANUALS { li { a href={ "/help/manual/" (name) } lang="en" { (help::title(name).unwrap_or(name)) } } } } };
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

pub(super) async fn book(State(site): State<Site>, who: SignedIn, Path(name): Path<String>) -> Result<Markup, Problem> {
    let (Some(book), Some(title)) = (help::book(&name), help::title(&name)) else {
        return Err(Problem::not_found());
    };
    let back = web::parts::link_button(who.t().say("welcome-help"), "/help").quiet();
    let body = html! {
        header.page-head { div { h1 lang="en" { (title) } } div.line { (back) } }
        article.prose.manual lang="en" { (PreEscaped(book)) }
    };
    Frame::new(&site, &who, title).here("help").body(body).await
}
