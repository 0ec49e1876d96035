//! Writing an article: where it is filed and whom it is for, then its words, a part for each language. What somebody typed comes back
//! with whatever was wrong, and with how it will read.

use super::reading::found;
use super::signs::audience_key;
use super::verbs::told;
use super::{HERE, address, keyed};
use crate::article::{self, Article, Content};
use crate::words::{ORDER, Texts, Words, in_order};
use crate::{Audience, articles, markup};
use axum::extract::{self, Path};
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use kit::base_language;
use web::parts::{Tone, banner, button, card, field, form, link_button, page_head, radio, select};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, Text, html, with_mistakes};

/// How many languages a form may bring.
const MOST: usize = 60;

/// What is being written, and what is to be said about it.
struct Writing {
    content: Content,
    /// The article there is, as its writer saw it.
    of: Option<(Article, i64)>,
    mistake: Option<String>,
    /// A colleague saved this version meanwhile.
    newer: Option<i64>,
    is_shown: bool,
}

/// `GET /knowledge/new?slug=…`
pub(super) async fn new(extract::State(site): extract::State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    let content = Content {
        slug: article::slug(query.text("slug")),
        section: query.text("section").to_owned(),
        ..Content::default()
    };
    page(&site, &who, &Writing { content, of: None, mistake: None, newer: None, is_shown: false }).await
}

/// `POST /knowledge`
pub(super) async fn make(extract::State(site): extract::State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let content = given(&fields);
    let writing = |mistake, is_shown| Writing { content: content.clone(), of: None, mistake, newer: None, is_shown };
    if fields.has("show") {
        return Ok(page(&site, &who, &writing(None, true)).await?.into_response());
    }
    let (wanted, publishes) = (content.clone(), fields.has("publish"));
    let made = site.db().work(who.actor(), move |work| {
        let id = article::write(work, wanted.clone())?;
        let article = articles::find(work, id)?;
        if publishes {
            article.publish(work)?;
        }
        Ok((article.content.slug, article.version + i64::from(publishes)))
    });
    match made.await {
        Ok((slug, version)) => Ok(told(&slug, Some(version))),
        Err(Trouble::Refused(refusal)) => {
            let mistake = Some(who.t().refusal(&refusal));
            Ok(with_mistakes(page(&site, &who, &writing(mistake, false)).await?).into_response())
        }
        Err(trouble) => Err(trouble.into()),
    }
}

/// `GET /knowledge/{slug}/edit`
pub(super) async fn edit(extract::State(site): extract::State<Site>, who: SignedIn, Path(slug): Path<String>) -> Result<Markup, Problem> {
    let article = site.db().read(move |tx| found(tx, &slug, true)).await?;
    let (content, version) = (article.content.clone(), article.version);
    page(
        &site,
        &who,
        &Writing {
            content,
            of: Some((article, version)),
            mistake: None,
            newer: None,
            is_shown: false,
        },
    )
    .await
}

/// `POST /knowledge/{id}`: saves, or shows how it would read. Over a colleague's newer version it is saved only by who was told of it.
pub(super) async fn change(
    extract::State(site): extract::State<Site>,
    who: SignedIn,
    Path(slug): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let article = site.db().read(move |tx| found(tx, &slug, true)).await?;
    let (content, seen, id) = (given(&fields), fields.number("version").unwrap_or_default(), article.id);
    if fields.has("show") {
        let shown = Writing { content, of: Some((article, seen)), mistake: None, newer: None, is_shown: true };
        return Ok(page(&site, &who, &shown).await?.into_response());
    }
    let (wanted, old) = (content.clone(), article.clone());
    let changed = site.db().work(who.actor(), move |work| {
        work.keep_quietly("it was saved as it stood");
        old.change(work, seen, wanted.clone())?;
        let now = articles::find(work, id)?;
        Ok((now.content.slug, Some(now.version).filter(|version| *version != seen)))
    });
    let mistake = match changed.await {
        Ok((slug, version)) => return Ok(told(&slug, version)),
        Err(Trouble::Refused(refusal)) => Some(who.t().refusal(&refusal)),
        Err(Trouble::Changed(_)) => None,
        Err(trouble) => return Err(trouble.into()),
    };
    let now = site.db().read(move |tx| articles::find(tx, id)).await?;
    let newer = (now.version != seen).then_some(now.version);
    let mistake = mistake.filter(|_| newer.is_none());
    let version = now.version;
    let again = Writing { content, of: Some((now, version)), mistake, newer, is_shown: false };
    Ok(with_mistakes(page(&site, &who, &again).await?).into_response())
}

/// What a form brings: each language has `title_xx` and `body_xx`; a further one is named in `further`.
fn given(fields: &Fields) -> Content {
    let named = fields.all().filter_map(|(name, _)| name.strip_prefix("title_")).filter(|tag| *tag != "further");
    let mut texts: Texts = named.take(MOST).map(|tag| (tag.to_owned(), words(fields, tag))).collect();
    let further = words(fields, "further");
    if further != Words::default() {
        texts.entry(base_language(fields.text("further"))).or_insert(further);
    }
    Content {
        slug: fields.text("slug").to_owned(),
        section: fields.text("section").to_owned(),
        audience: Audience::of_word(fields.text("audience")).unwrap_or(Audience::Colleagues),
        texts,
    }
}

fn words(fields: &Fields, tag: &str) -> Words {
    Words {
        title: fields.text(&format!("title_{tag}")).to_owned(),
        body: fields.raw(&format!("body_{tag}")).replace("\r\n", "\n").trim().to_owned(),
    }
}

async fn page(site: &Site, who: &SignedIn, writing: &Writing) -> Result<Markup, Problem> {
    let sections = site.db().read(|tx| articles::sections(tx, true)).await?;
    let text = who.t();
    let title = text.say(if writing.of.is_some() { "knowledge-edit" } else { "knowledge-write" });
    let back = writing.of.as_ref().map_or_else(|| HERE.to_owned(), |(article, _)| address(&article.content.slug));
    let action = writing.of.as_ref().map_or_else(|| HERE.to_owned(), |(article, _)| keyed(article));
    let body = html! {
        (page_head(&title, &text.say("knowledge-write-about"), &html! { (link_button(text.say("knowledge-back"), &back)) }))
        @if let Some(mistake) = &writing.mistake { p.error role="alert" { (mistake) } }
        @if let Some(newer) = writing.newer { (moved_on(text, &back, newer)) }
        (form(&who.csrf, &action, &html! { div.stack {
            @if let Some((_, version)) = &writing.of { input type="hidden" name="version" value=(version); }
            (place(text, &writing.content, &sections))
            (parts(who, writing))
            p.hint { (text.say("knowledge-markup")) }
            div.line {
                (button(text.say(if writing.newer.is_some() { "knowledge-save-over" } else { "knowledge-save" })).primary())
                @if writing.of.is_none() { (button(text.say("knowledge-save-publish")).attr("name", "publish").attr("value", "yes")) }
                (button(text.say("knowledge-preview")).quiet().attr("name", "show").attr("value", "yes").attr("formnovalidate", ""))
            }
        } }))
        @if writing.is_shown { (shown(text, &writing.content)) }
    };
    Frame::new(site, who, title).here("knowledge").body(body).await
}

/// Nothing is lost: what was typed stands below, what the colleague saved is one click away.
fn moved_on(text: &Text, here: &str, newer: i64) -> Markup {
    banner(
        Tone::Warn,
        &html! { span { (text.say_with("knowledge-refused-moved-on", &[("version", &newer)])) " " a href={ (here) "/history/" (newer) } target="_blank" { (text.say("knowledge-see-newer")) } } },
    )
}

fn place(text: &Text, content: &Content, sections: &[String]) -> Markup {
    html! {
        (field(text.say("knowledge-section"), "section").value(&content.section).hint(text.say("knowledge-section-hint")).attr("list", "sections").optional(text))
        datalist id="sections" { @for name in sections { option value=(name) {} } }
        (field(text.say("knowledge-slug"), "slug").value(&content.slug).hint(text.say("knowledge-slug-hint")).optional(text))
        fieldset { legend { (text.say("knowledge-audience")) }
            @for audience in Audience::ALL {
                (radio(text.say(audience_key(*audience)), "audience", audience.word(), content.audience == *audience))
            }
        }
    }
}

/// The languages of the desk, those it is written in, and one more.
fn parts(who: &SignedIn, writing: &Writing) -> Markup {
    let (text, texts) = (who.t(), &writing.content.texts);
    let more = in_order(texts).into_iter().map(|(tag, _)| tag).filter(|tag| !ORDER.contains(tag));
    let tags: Vec<&str> = ORDER.into_iter().chain(more).collect();
    let empty = Words::default();
    let has_words = texts.values().any(|words| *words != empty);
    let others = customers::LANGUAGES
        .iter()
        .filter(|(tag, _)| !tags.contains(tag))
        .map(|(tag, name)| ((*tag).to_owned(), (*name).to_owned()));
    html! {
        @for tag in &tags {
            @let words = texts.get(*tag).unwrap_or(&empty);
            @let open = *words != empty || (!has_words && *tag == who.locale.tag());
            (part(text, tag, customers::language_name(tag), words, open))
        }
        details.section {
            summary { strong { (text.say("knowledge-further")) } }
            div.body.stack {
                (select(text.say("knowledge-language"), "further", others, ""))
                (fields(text, "further", None, &empty))
            }
        }
    }
}

fn part(text: &Text, tag: &str, name: &str, words: &Words, open: bool) -> Markup {
    html! {
        details.section open[open] {
            summary { strong lang=(tag) { (name) } @if !words.title.is_empty() { " " span.muted lang=(tag) { (words.title) } } }
            div.body.stack { (fields(text, tag, Some((tag, name)), words)) }
        }
    }
}

fn fields(text: &Text, tag: &str, language: Option<(&str, &str)>, words: &Words) -> Markup {
    let label = |key: &str, plain: &str| language.map_or_else(|| text.say(plain), |(_, name)| text.say_with(key, &[("language", &name)]));
    let lang = language.map(|(tag, _)| tag);
    let (title, body) = (format!("title_{tag}"), format!("body_{tag}"));
    html! {
        div.field {
            label for=(title) { (label("knowledge-title-in", "knowledge-title-further")) }
            input.input type="text" id=(title) name=(title) value=(words.title) lang=[lang] dir="auto" autocomplete="off";
        }
        div.field {
            label for=(body) { (label("knowledge-body-in", "knowledge-body-further")) }
            textarea.textarea id=(body) name=(body) lang=[lang] dir="auto" rows="14" { "\n" (words.body) }
        }
    }
}

/// How it will read, in each language.
fn shown(text: &Text, content: &Content) -> Markup {
    html! {
        section.stack id="preview" aria-label=(text.say("knowledge-preview")) {
            @for (tag, words) in in_order(&content.texts).into_iter().filter(|(_, words)| **words != Words::default()) {
                (card(&format!("{} · {}", text.say("knowledge-preview"), customers::language_name(tag)), &html! { div.prose.article lang=(tag) dir="auto" { p { strong { (words.title) } } (markup::drawn(&words.body)) } }))
            }
        }
    }
}
