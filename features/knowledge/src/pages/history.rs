//! Every version of an article: who made it, when, what it changed; and one of them as it read, with the way back to it.

use super::reading::found;
use super::signs::{audience, state};
use super::verbs::deed_key;
use super::{address, keyed};
use crate::article::Article;
use crate::history::{self, Version, differences};
use crate::words::in_order;
use crate::{articles, markup};
use axum::extract::{self, Path};
use db::{Trouble, Tx, sql};
use std::collections::HashMap;
use web::parts::{button, card, form, link_button, page_head, table, time};
use web::{Frame, Markup, Problem, Query, SignedIn, Site, Text, html};

const ROWS: i64 = 30;

/// A version, and what it changed.
struct Line {
    version: Version,
    changed: Vec<String>,
}

struct Seen {
    article: Article,
    lines: Vec<Line>,
    names: HashMap<i64, String>,
}

impl Seen {
    fn read(tx: &mut Tx<'_>, slug: &str, before: Option<i64>) -> Result<Self, Trouble> {
        let article = found(tx, slug, true)?;
        let versions = history::before(tx, article.id, before.unwrap_or(i64::MAX), ROWS + 1)?;
        let mut lines = Vec::new();
        for (at, version) in versions.iter().enumerate() {
            let changed = match versions.get(at + 1) {
                Some(earlier) => differences(&earlier.content()?, &version.content()?),
                None => Vec::new(),
            };
            lines.push(Line { version: version.clone(), changed });
        }
        Ok(Self { article, lines, names: names(tx)? })
    }
}

fn names(tx: &mut Tx<'_>) -> Result<HashMap<i64, String>, Trouble> {
    let all: Vec<(i64, String)> = sql("SELECT id, name FROM agent ORDER BY id").all(tx)?;
    Ok(all.into_iter().collect())
}

fn who_made(text: &Text, names: &HashMap<i64, String>, version: &Version) -> String {
    let agent = version.actor_id.filter(|_| version.actor_kind == "agent").and_then(|id| names.get(&id));
    let key = if version.actor_kind == "api_token" {
        "knowledge-by-program"
    } else {
        "knowledge-by-house"
    };
    agent.cloned().unwrap_or_else(|| text.say(key))
}

/// What a version changed, in words.
fn changed(text: &Text, words: &[String]) -> String {
    let named = words.iter().map(|word| match word.as_str() {
        "slug" => text.say("knowledge-slug"),
        "section" => text.say("knowledge-section"),
        "audience" => text.say("knowledge-audience"),
        tag => customers::language_name(tag).to_owned(),
    });
    named.collect::<Vec<_>>().join(", ")
}

/// `GET /knowledge/{slug}/history?before=…`
pub(super) async fn list(
    extract::State(site): extract::State<Site>,
    who: SignedIn,
    Path(slug): Path<String>,
    query: Query,
) -> Result<Markup, Problem> {
    let before = query.number("before");
    let seen = site.db().read(move |tx| Seen::read(tx, &slug, before)).await?;
    let (text, here) = (who.t(), address(&seen.article.content.slug));
    let rows = html! {
        @for Line { version, changed: words } in seen.lines.iter().take(ROWS as usize) { tr {
            td { a href={ (here) "/history/" (version.number) } { (text.say_with("knowledge-version", &[("number", &version.number)])) } }
            td { (text.say(deed_key(&version.deed))) @if !words.is_empty() { br; span.sub { (changed(text, words)) } } }
            td { (who_made(text, &seen.names, version)) }
            td { (time(text, version.made_at, site.now(), &who.zone)) }
        } }
    };
    let heads = ["knowledge-version-head", "knowledge-what", "knowledge-who", "knowledge-when"].map(|key| text.say(key));
    let more = seen
        .lines
        .get(ROWS as usize - 1)
        .filter(|_| seen.lines.len() as i64 > ROWS)
        .map(|line| line.version.number);
    let title = text.say_with("knowledge-history-of", &[("slug", &seen.article.content.slug)]);
    let body = html! {
        (page_head(&title, &text.say("knowledge-history-about"), &html! { (link_button(text.say("knowledge-back"), &here)) }))
        div.card { (table(title.clone(), heads, rows)) }
        @if let Some(number) = more { p.line { (link_button(text.say("knowledge-more"), format!("{here}/history?before={number}"))) } }
    };
    Frame::new(&site, &who, title).here("knowledge").body(body).await
}

/// `GET /knowledge/{slug}/history/{item}`: one version as it read.
pub(super) async fn show(
    extract::State(site): extract::State<Site>,
    who: SignedIn,
    Path((slug, number)): Path<(String, i64)>,
) -> Result<Markup, Problem> {
    let read = site.db().read(move |tx| {
        let article = found(tx, &slug, true)?;
        Ok((history::version(tx, article.id, number)?, articles::find(tx, article.id)?, names(tx)?))
    });
    let (version, article, names) = read.await?;
    let (content, text, here) = (version.content()?, who.t(), address(&article.content.slug));
    let title = text.say_with("knowledge-version", &[("number", &version.number)]);
    let actions = html! {
        (link_button(text.say("knowledge-history"), format!("{here}/history")))
        @if version.number != article.version { (form(&who.csrf, format!("{}/history/{number}", keyed(&article)), &html! { (button(text.say("knowledge-put-back")).primary()) })) }
    };
    let body = html! {
        (page_head(&title, &text.say("knowledge-version-about"), &actions))
        p.line.article-facts {
            span { (who_made(text, &names, &version)) } (time(text, version.made_at, site.now(), &who.zone))
            (state(text, version.state)) (audience(text, content.audience)) span { (content.section) } code { (content.slug) }
        }
        @for (tag, words) in in_order(&content.texts) {
            (card(customers::language_name(tag), &html! { div.prose.article lang=(tag) dir="auto" { p { strong { (words.title) } } (markup::drawn(&words.body)) } }))
        }
    };
    Frame::new(&site, &who, title).here("knowledge").body(body).await
}
