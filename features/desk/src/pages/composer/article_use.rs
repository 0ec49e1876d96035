//! Articles where one writes: a menu that is fetched when it opens, with what fits the conversation and a field to look for more. A
//! click puts an article's words into what is being written, in the customer's language; what is for colleagues only is read here and
//! put nowhere.

use super::keep::{kind_of, typed};
use crate::articles::{self, Articles, ArticlesOf, Told};
use crate::drafts::{self, DraftKind};
use crate::pages::conversation::{Shown, refreshed};
use crate::pages::door::{ForPiece, change};
use crate::pages::place::Place;
use crate::pages::toasts::Said;
use crate::{Conversation, Viewer, Visible, tags};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use customers::CustomerId;
use db::{Trouble, Tx};
use search::{Hits, Index};
use std::sync::Arc;
use web::parts::{icon, menu};
use web::{Fields, Markup, Problem, Query, SignedIn, Site, html, see_other};

/// So many are offered at once.
const MOST: usize = 6;

/// The menu behind the button; what is in it is asked for when it opens.
pub fn article_menu(who: &SignedIn, shown: &Shown) -> Markup {
    let (text, number) = (who.t(), shown.conversation.number);
    let (address, form, list) = (shown.verb("articles"), form_id(number), list_id(number));
    menu(
        "article-menu",
        &text.say("desk-articles"),
        &html! {
            input.input type="search" id="article-words" name="q" form=(form) autocomplete="off" spellcheck="false" aria-label=(text.say("desk-articles-look")) placeholder=(text.say("desk-articles-look"))
                hx-get=(address) hx-include={ "#" (form) } hx-trigger="input changed delay:200ms" hx-target={ "#" (list) } hx-swap="innerHTML" hx-sync="this:replace";
            div id=(list) aria-live="polite" data-at-open hx-get=(address) hx-trigger="fl:opened once" hx-swap="innerHTML" {
                a.menu-item href="/knowledge" { (icon("book")) (text.say("desk-articles-all")) }
            }
        },
    )
}

/// The form the field belongs to: it must not be the one that sends.
pub fn article_form(shown: &Shown) -> Markup {
    let number = shown.conversation.number;
    html! { form id=(form_id(number)) method="get" action="/knowledge" hx-get=(shown.verb("articles")) hx-target={ "#" (list_id(number)) } hx-swap="innerHTML" {} }
}

fn form_id(number: i64) -> String {
    format!("article-form-{number}")
}

fn list_id(number: i64) -> String {
    format!("article-list-{number}")
}

/// The words the conversation is about, and how its customer reads.
struct About {
    words: String,
    language: String,
}

/// `GET /conversations/{number}/articles?q=…`: what the menu offers.
pub async fn offers(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let (viewer, locale) = (Viewer::of(&who), who.locale.tag());
    let about = site.db().read(move |tx| about(tx, viewer, number, locale)).await?;
    let typed = query.text("q").to_owned();
    let found = match site.service_if_given::<ArticlesOf>().filter(|_| who.may("knowledge.see")) {
        Some(given) => looked_up(&site, given.0.clone(), &about, &typed).await?,
        None => Vec::new(),
    };
    let (text, address) = (who.t(), format!("/conversations/{number}/article"));
    Ok(html! {
        @if found.is_empty() { p.menu-heading { (text.say("desk-articles-none")) } }
        @for one in &found { (offered(&who, &address, one)) }
        hr;
        a.menu-item href="/knowledge" { (icon("book")) (text.say("desk-articles-all")) }
    })
}

fn about(tx: &mut Tx<'_>, viewer: Viewer, number: i64, locale: &str) -> Result<About, Trouble> {
    let conversation = Visible::numbered(tx, viewer, number)?;
    let names: Vec<String> = tags::of(tx, conversation.id)?.into_iter().map(|tag| tag.name).collect();
    let language = language_of(tx, &conversation)?;
    Ok(About {
        words: format!("{} {}", conversation.subject, names.join(" ")),
        language: language.unwrap_or_else(|| locale.to_owned()),
    })
}

/// How the customer reads, where that is known.
fn language_of(tx: &mut Tx<'_>, conversation: &Conversation) -> Result<Option<String>, Trouble> {
    Ok(customers::find(tx, CustomerId(conversation.customer_id))?.language.filter(|tag| !tag.is_empty()))
}

/// What the index finds; where nothing was typed and nothing fits, what was changed last.
async fn looked_up(site: &Site, given: Arc<dyn Articles>, about: &About, typed: &str) -> Result<Vec<Told>, Problem> {
    let index = site.service::<Index>();
    let question = articles::question(typed, &about.words, site.now(), MOST);
    let hits = match tokio::task::spawn_blocking(move || index.search(&question)).await {
        Ok(Ok(hits)) => hits,
        Ok(Err(trouble)) => return Err(Problem::fault(&trouble)),
        Err(stopped) => return Err(Problem::fault(&stopped)),
    };
    let (language, nothing_typed) = (about.language.clone(), typed.trim().is_empty());
    Ok(site.db().read(move |tx| told(tx, given.as_ref(), &hits, &language, nothing_typed)).await?)
}

fn told(tx: &mut Tx<'_>, given: &dyn Articles, hits: &Hits, language: &str, or_newest: bool) -> Result<Vec<Told>, Trouble> {
    let mut found = Vec::new();
    for hit in &hits.hits {
        found.extend(given.keyed(tx, hit.id, language, false)?);
    }
    if found.is_empty() && or_newest {
        return given.newest(tx, language, MOST as i64);
    }
    Ok(found)
}

fn offered(who: &SignedIn, address: &str, one: &Told) -> Markup {
    let text = who.t();
    let read = format!("/knowledge/{}/look?language={}", one.slug, one.language);
    html! {
        div.offered {
            @if one.for_customers {
                button.menu-item type="submit" name="article" value=(one.slug) formaction=(address) hx-post=(address) hx-target="closest fl-composer" hx-swap="outerHTML" data-macro
                    title=(text.say_with("desk-article-put", &[("title", &one.title)])) { (icon("book")) span.truncate lang=(one.language) { (one.title) } }
            } @else {
                span.menu-item { (icon("lock")) span.truncate lang=(one.language) { (one.title) } span.end { (text.say("desk-article-inside")) } }
            }
            a.icon-button href={ "/knowledge/" (one.slug) } data-preview=(read) aria-label=(text.say_with("desk-article-read", &[("title", &one.title)])) title=(text.say_with("desk-article-read", &[("title", &one.title)])) { (icon("eye")) }
        }
    }
}

/// `POST /conversations/{number}/article`: what is being written gets the article's words.
pub async fn put(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let given = site.service_if_given::<ArticlesOf>().filter(|_| who.may("knowledge.see"));
    let (asking, form) = (who.clone(), fields.clone());
    let title = change(&site, &who, number, move |work, conversation| {
        work.keep_quietly("what is being written is nobody else's business");
        let language = language_of(work, conversation)?.unwrap_or_else(|| asking.locale.tag().to_owned());
        let told = match &given {
            Some(given) => given.0.filed_under(work, form.text("article"), &language)?,
            None => None,
        };
        let told = told.ok_or(Trouble::NotFound("article"))?;
        if !told.for_customers {
            return Err(Trouble::refused("desk-article-not-for-customers").with("title", &told.title));
        }
        let mut writing = typed(&form);
        let gap = if writing.text.trim().is_empty() { "" } else { "\n\n" };
        writing.text = format!("{}{gap}{}", writing.text.trim_end(), told.text);
        let kind = if form.text("kind").is_empty() { DraftKind::Reply } else { kind_of(&form) };
        let draft = drafts::in_composer(work, asking.agent_id, conversation, kind)?;
        drafts::save(work, asking.agent_id, draft.id, &writing, None)?;
        Ok(told.title)
    });
    let title = title.await?;
    let place = Place::of(&fields);
    if !for_piece.0 {
        return Ok(see_other(&format!("{}#composer-{number}", place.conversation(number))).into_response());
    }
    let shown = Shown::read(&site, &who, number, place).await?;
    let said = Said::new("desk-said-article", number).with("name", title);
    Ok(html! { (super::draw(&who, &shown)) (refreshed(&who, &shown)) (said.toast(&who)) }.into_response())
}
