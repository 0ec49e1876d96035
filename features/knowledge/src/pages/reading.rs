//! An article for reading: in the reader's language where it is written in it, with the way to its other languages. It prints as it
//! is read.

use super::signs::{audience, read_by, state};
use super::{HERE, address, verbs, writes};
use crate::article::{Article, slug};
use crate::words::in_order;
use crate::{ArticleId, State, articles, markup};
use axum::extract::{self, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Tx};
use web::parts::{empty_state, form, icon, icon_button, link_button, page_head, tabs, time};
use web::{Frame, Markup, Problem, Query, SignedIn, Site, encoded, html, see_other};

/// By the word it is filed under, however it is spelled, or by its key, as search knows it and forms send it.
pub(super) fn found(tx: &mut Tx<'_>, named: &str, writes: bool) -> Result<Article, Trouble> {
    match named.parse::<i64>() {
        Ok(id) => articles::seen(tx, ArticleId(id), writes),
        Err(_) => articles::filed_under(tx, &slug(named), writes),
    }
}

/// `GET /knowledge/{slug}?language=…`
pub(super) async fn show(
    extract::State(site): extract::State<Site>,
    who: SignedIn,
    Path(slug): Path<String>,
    query: Query,
) -> Result<Response, Problem> {
    let (named, writes) = (slug.clone(), writes(&who));
    let article = match site.db().read(move |tx| found(tx, &named, writes)).await {
        Ok(article) => article,
        Err(Trouble::NotFound(_)) if writes && slug.parse::<i64>().is_err() => return missing(&site, &who, &slug).await,
        Err(trouble) => return Err(trouble.into()),
    };
    if article.content.slug != slug {
        return Ok(see_other(&address(&article.content.slug)).into_response());
    }
    let wanted = query.optional("language").unwrap_or_else(|| who.locale.tag());
    let (tag, words) = read_by(&article, wanted);
    let said = verbs::said(&site, &who, &article, query.number("said")).await?;
    let body = html! {
        (page_head(&words.title, "", &actions(&who, &article)))
        (said)
        (facts(&site, &who, &article))
        (languages(&who, &article, tag))
        article.prose.article lang=(tag) dir="auto" { (markup::drawn(&words.body)) }
    };
    Ok(Frame::new(&site, &who, words.title).here("knowledge").body(body).await?.into_response())
}

fn actions(who: &SignedIn, article: &Article) -> Markup {
    let (text, here, keyed) = (who.t(), address(&article.content.slug), super::keyed(article));
    let act = |verb: &str, label: &str| form(&who.csrf, format!("{keyed}/{verb}"), &html! { (web::parts::button(text.say(label))) });
    html! {
        @if writes(who) {
            @match article.state {
                State::Draft => { (act("publish", "knowledge-publish")) (act("archive", "knowledge-archive")) }
                State::Published => { (act("withdraw", "knowledge-withdraw")) (act("archive", "knowledge-archive")) }
                State::Archived => { (act("publish", "knowledge-publish")) }
            }
            (link_button(text.say("knowledge-history"), format!("{here}/history")))
            (link_button(text.say("knowledge-edit"), format!("{here}/edit")).primary())
        }
    }
}

fn facts(site: &Site, who: &SignedIn, article: &Article) -> Markup {
    let text = who.t();
    html! {
        p.line.article-facts {
            @if !article.content.section.is_empty() { a href=(format!("{HERE}?section={}", encoded(&article.content.section))) { (article.content.section) } }
            @if article.state != State::Published { (state(text, article.state)) }
            (audience(text, article.content.audience))
            span.muted { (text.say("knowledge-changed")) " " (time(text, article.changed_at, site.now(), &who.zone)) }
            code { (article.content.slug) }
        }
    }
}

/// Its other languages; and a word where the reader's own is missing.
fn languages(who: &SignedIn, article: &Article, shown: &str) -> Markup {
    let (text, here) = (who.t(), address(&article.content.slug));
    let all = in_order(&article.content.texts);
    let own = who.locale.tag();
    let links: Vec<(String, String)> = all
        .iter()
        .map(|(tag, _)| (customers::language_name(tag).to_owned(), format!("{here}?language={tag}")))
        .collect();
    html! {
        @if all.len() > 1 { (tabs(&text.say("knowledge-language"), &links, &format!("{here}?language={shown}"))) }
        @if !all.iter().any(|(tag, _)| *tag == own) { p.hint { (text.say_with("knowledge-not-in", &[("language", &who.locale.name()), ("shown", &customers::language_name(shown))])) } }
    }
}

/// Something cites this word, and nothing is filed under it: whoever may, writes it.
async fn missing(site: &Site, who: &SignedIn, slug: &str) -> Result<Response, Problem> {
    let text = who.t();
    let title = text.say_with("knowledge-missing", &[("slug", &slug)]);
    let next = html! { p { (text.say("knowledge-missing-next")) } p.line { (link_button(text.say("knowledge-write"), format!("/knowledge/new?slug={}", encoded(slug))).primary()) (link_button(text.say("knowledge-everything"), HERE)) } };
    let body = html! { (page_head(&text.say("knowledge-title"), "", &html! {})) (empty_state("book", &title, &next)) };
    let page = Frame::new(site, who, text.say("knowledge-title")).here("knowledge").body(body).await?;
    Ok((StatusCode::NOT_FOUND, page).into_response())
}

/// `GET /knowledge/{slug}/look?language=…`: the article in a dialog, beside what one is doing.
pub(super) async fn look(
    extract::State(site): extract::State<Site>,
    who: SignedIn,
    Path(slug): Path<String>,
    query: Query,
) -> Result<Markup, Problem> {
    let writes = writes(&who);
    let article = site.db().read(move |tx| found(tx, &slug, writes)).await?;
    let (text, wanted) = (who.t(), query.optional("language").unwrap_or_else(|| who.locale.tag()));
    let (tag, words) = read_by(&article, wanted);
    Ok(html! {
        header.preview-head {
            h2.truncate lang=(tag) { (words.title) }
            (icon_button("chevron-left", text.say("knowledge-before")).attr("data-step", "-1"))
            (icon_button("chevron-right", text.say("knowledge-after")).attr("data-step", "1"))
            a.icon-button href=(address(&article.content.slug)) aria-label=(text.say("knowledge-open")) title=(text.say("knowledge-open")) { (icon("external")) }
            (icon_button("cross", text.say("web-close")).attr("data-close", ""))
        }
        div.preview-body.prose.article tabindex="0" lang=(tag) dir="auto" { (markup::drawn(&words.body)) }
    })
}
