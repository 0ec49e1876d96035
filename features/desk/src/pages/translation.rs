//! A message in another language: in the thread below the message, and the page where somebody who speaks both writes it down
//! beside the original.

use super::conversation::Shown;
use super::form::hidden;
use super::place::Place;
use super::verbs::messages::seen;
use crate::translations::{self, Translation};
use crate::{Message, MessageId, Viewer, colleagues, reading, sides};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use kit::Locale;
use web::parts::{button, card, form, icon, page_head, select, textarea, time};
use web::{Fields, Frame, Markup, Needs, Problem, Query, Routes, SignedIn, Site, html, see_other, with_mistakes};

pub fn routes() -> Routes {
    let note = Needs::Permission("conversations.note");
    Routes::new()
        .get("/messages/{id}/translation", note, page)
        .post("/messages/{id}/translation", note, keep)
        .post("/messages/{id}/translation/remove", note, remove)
}

/// Below a message: what it says in the reader's language, and where to write that down if it is likely to be missed.
pub fn below(who: &SignedIn, shown: &Shown, message: &Message) -> Markup {
    let text = who.t();
    let all: Vec<&Translation> = shown.translations.iter().filter(|one| one.message_id == message.id).collect();
    let may = who.may("conversations.note") && shown.conversation.merged_into.is_none();
    let own = text.locale().tag();
    let address = |language: &str| format!("/messages/{}/translation?language={language}&{}", message.id, shown.place.query());
    html! {
        @for one in &all {
            div.translation lang=(one.language) {
                p.sub { (icon("globe")) span lang=(own) { (written_by(who, shown, one)) " · " (time(text, one.made_at, shown.now, &who.zone)) }
                    @if may { a href=(address(&one.language)) lang=(own) { (text.say("desk-translation-change")) } } }
                div.prose.plain dir="auto" { p { (super::thread::linked(&one.text, &[])) } }
            }
        }
        @if may && shown.is_foreign_to(who) && all.iter().all(|one| one.language != own) {
            p.translation-place { (icon("globe")) a href=(address(own)) { (text.say("desk-translation-add")) } }
        }
    }
}

fn written_by(who: &SignedIn, shown: &Shown, one: &Translation) -> String {
    let language = Locale::of_tag(&one.language).map_or(one.language.as_str(), |locale| locale.name());
    match one.agent_id {
        Some(agent) => who
            .t()
            .say_with("desk-translation-by", &[("language", &language), ("name", &shown.names.agent(agent))]),
        None => who.t().say_with("desk-translation-by-program", &[("language", &language)]),
    }
}

async fn page(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let language = query.optional("language").and_then(Locale::of_tag).unwrap_or(who.t().locale());
    draw(&site, &who, id, Place::of(&query), language, None).await
}

/// `language`, `text`: written down in place of what was.
async fn keep(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let (viewer, place) = (Viewer::of(&who), Place::of(&fields));
    let language = Locale::of_tag(fields.text("language"));
    let typed = fields.raw("text").to_owned();
    let written = typed.clone();
    let kept = site.db().work(who.actor(), move |work| {
        work.keep_quietly("it says so already");
        let (message, conversation) = in_thread(work, viewer, id)?;
        conversation.translate(work, &message, language.ok_or(Trouble::NotFound("language"))?, &typed)?;
        Ok(conversation.number)
    });
    match kept.await {
        Ok(number) => Ok(see_other(&back(place, number, id)).into_response()),
        Err(Trouble::Refused(refusal)) => {
            let mistake = (written, who.t().refusal(&refusal));
            Ok(with_mistakes(draw(&site, &who, id, place, language.unwrap_or_default(), Some(mistake)).await?).into_response())
        }
        Err(trouble) => Err(trouble.into()),
    }
}

async fn remove(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let viewer = Viewer::of(&who);
    let language = Locale::of_tag(fields.text("language"));
    let number = site.db().work(who.actor(), move |work| {
        work.keep_quietly("it was gone before");
        let (message, conversation) = in_thread(work, viewer, id)?;
        conversation.drop_translation(work, &message, language.ok_or(Trouble::NotFound("language"))?)?;
        Ok(conversation.number)
    });
    Ok(see_other(&back(Place::of(&fields), number.await?, id)).into_response())
}

fn back(place: Place, number: i64, message: i64) -> String {
    format!("{}#message-{message}", place.conversation(number))
}

/// A message of the thread itself; one of a side conversation has no such place.
fn in_thread(tx: &mut db::Tx<'_>, viewer: Viewer, id: i64) -> Result<(Message, crate::Conversation), Trouble> {
    let (message, conversation) = seen(tx, viewer, MessageId(id))?;
    match sides::of_message(tx, message.id)? {
        Some(_) => Err(Trouble::NotFound("message")),
        None => Ok((message, conversation)),
    }
}

async fn draw(
    site: &Site,
    who: &SignedIn,
    id: i64,
    place: Place,
    language: Locale,
    mistake: Option<(String, String)>,
) -> Result<Markup, Problem> {
    let viewer = Viewer::of(who);
    let (message, conversation, all, names) = site
        .db()
        .read(move |tx| {
            let (message, conversation) = in_thread(tx, viewer, id)?;
            let all = translations::of_message(tx, message.id)?;
            Ok((message, conversation, all, colleagues::names(tx)?))
        })
        .await?;
    let text = who.t();
    let there = all.iter().find(|one| one.language == language.tag());
    let (typed, mistake) = mistake.map_or((None, None), |(typed, why)| (Some(typed), Some(why)));
    let value = typed.unwrap_or_else(|| there.map(|one| one.text.clone()).unwrap_or_default());
    let action = format!("/messages/{id}/translation");
    let (name, wanted) = place.field();
    let languages = Locale::ALL.iter().map(|one| (one.tag(), one.name()));
    let original = reading::text(&message);
    let form = form(
        &who.csrf,
        action.clone(),
        &html! {
            (hidden(name, &wanted))
            div.stack {
                (select(text.say("desk-translation-language"), "language", languages, language.tag()))
                (textarea(text.say("desk-translation-text"), "text").value(&value).error(mistake.as_deref()).attr("rows", "12").attr("dir", "auto").required())
                div.line { (button(text.say("desk-save")).primary()) a.button href=(back(place, conversation.number, id)) { (text.say("desk-translation-back")) } }
            }
        },
    );
    let body = html! {
        (page_head(&text.say("desk-translation"), &text.say("desk-translation-about"), &html! {}))
        div.translating {
            (card(&text.say("desk-translation-original"), &html! { div.prose.plain dir="auto" { p { (super::thread::linked(original.fresh.trim_end(), &[])) } } }))
            (card(language.name(), &form))
        }
        @if let Some(one) = there {
            p.sub { @if let Some(agent) = one.agent_id { (names.agent(agent)) " · " } (time(text, one.made_at, site.now(), &who.zone)) }
            (web::parts::form(&who.csrf, format!("{action}/remove"), &html! { (hidden(name, &wanted)) (hidden("language", language.tag())) (button(text.say("desk-translation-remove")).quiet().icon("trash")) }))
        }
    };
    Frame::new(site, who, text.say("desk-translation")).here(place.query()).body(body).await
}
