//! What an inbox covers before anything is kept, with a box to try it: words typed there are shown as they would be kept. They are kept
//! nowhere themselves.

use crate::masking::{self, Masking};
use crate::putting_back::InboxMaskingSetting;
use crate::{Inbox, InboxId, inboxes};
use agents::changes::keeping;
use axum::extract::{Path, State};
use axum::response::Redirect;
use web::parts::{button, card, form, page_head, radio, textarea};
use web::{Fields, Frame, Markup, Needs, Problem, Routes, SignedIn, Site, Text, html, see_other};

const LONGEST_TRIED: usize = 20_000;

pub fn routes() -> Routes {
    let manage = Needs::Permission("inboxes.manage");
    Routes::new()
        .get("/settings/inboxes/{id}/masking", manage, page)
        .post("/settings/inboxes/{id}/masking", manage, save)
        .post("/settings/inboxes/{id}/masking/try", manage, try_out)
}

/// The lines on an inbox's page that lead here.
pub(super) fn beside(text: &Text, inbox: &Inbox, masking: Masking) -> Markup {
    card(
        &text.say("desk-masking"),
        &html! {
            p { strong { (name(text, masking)) } }
            p.muted { (text.say("desk-masking-about")) }
            p.line { a.button href=(address(inbox.id)) { (text.say("desk-masking-open")) } }
        },
    )
}

fn address(inbox: InboxId) -> String {
    format!("/settings/inboxes/{inbox}/masking")
}

fn name(text: &Text, masking: Masking) -> String {
    text.say(&format!("desk-masking-{}", masking.word()))
}

async fn page(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Markup, Problem> {
    let (inbox, masking) = read(&site, id).await?;
    drawn(&site, &who, &inbox, masking, None).await
}

async fn read(site: &Site, id: i64) -> Result<(Inbox, Masking), Problem> {
    let found = site.db().read(move |tx| Ok((inboxes::find(tx, InboxId(id))?, masking::of_inbox(tx, InboxId(id))?)));
    Ok(found.await?)
}

async fn drawn(site: &Site, who: &SignedIn, inbox: &Inbox, masking: Masking, tried: Option<&str>) -> Result<Markup, Problem> {
    let text = who.t();
    let body = html! {
        (page_head(&text.say("desk-masking"), &inbox.name, &html! { a.button href={ "/settings/inboxes/" (inbox.id) } { (text.say("desk-masking-back")) } }))
        p { (text.say("desk-masking-about")) }
        (form(&who.csrf, address(inbox.id), &html! {
            div.stack {
                (card(&text.say("desk-masking-how-much"), &choices(text, masking)))
                (card(&text.say("desk-masking-try"), &bench(text, inbox.id, masking, tried)))
                p.line { (button(text.say("desk-save")).primary()) }
            }
        }))
    };
    Frame::new(site, who, text.say("desk-masking")).settings("inboxes").body(body).await
}

fn choices(text: &Text, chosen: Masking) -> Markup {
    html! {
        fieldset.stack {
            legend.visually-hidden { (text.say("desk-masking-how-much")) }
            @for one in Masking::ALL {
                (radio(name(text, *one), "masking", one.word(), *one == chosen).hint(text.say(&format!("desk-masking-{}-hint", one.word()))))
            }
        }
    }
}

fn bench(text: &Text, inbox: InboxId, masking: Masking, tried: Option<&str>) -> Markup {
    let sample = tried.map_or_else(|| text.say("desk-masking-sample"), str::to_owned);
    html! {
        div.stack {
            (textarea(text.say("desk-masking-words"), "words").value(sample).attr("rows", "5").hint(text.say("desk-masking-words-hint")))
            p.line { (button(text.say("desk-masking-show")).attr("formaction", format!("{}/try", address(inbox)))) }
            @if let Some(tried) = tried { (effect(text, masking, tried)) }
        }
    }
}

fn effect(text: &Text, masking: Masking, tried: &str) -> Markup {
    let masked = mask::text(masking.policy(), tried);
    let found = masked.found;
    html! {
        div.stack role="status" {
            @if found.nothing() { p { (text.say("desk-masking-nothing")) } }
            @else { p { (text.say_with("desk-masking-found", &[("cards", &found.cards), ("secrets", &found.secrets), ("ids", &found.ids)])) } }
            p.muted { (text.say("desk-masking-kept-as")) }
            div.prose.plain id="masked" { (masked.text) }
        }
    }
}

/// Shows what would be kept. Nothing is saved.
async fn try_out(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Markup, Problem> {
    let (inbox, saved) = read(&site, id).await?;
    let masking = Masking::of_word(fields.text("masking")).unwrap_or(saved);
    let tried: String = fields.text("words").chars().take(LONGEST_TRIED).collect();
    drawn(&site, &who, &inbox, masking, Some(&tried)).await
}

async fn save(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Redirect, Problem> {
    let masking = Masking::of_word(fields.text("masking")).ok_or_else(|| Problem::refused("desk-masking-unknown"))?;
    let saved = site.db().work(who.actor(), move |work| {
        keeping(work, &InboxMaskingSetting, &id.to_string(), |work| inboxes::find(work, InboxId(id))?.masks(work, masking))
    });
    saved.await?;
    Ok(see_other(&address(InboxId(id))))
}
