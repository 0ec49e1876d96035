//! The list of receivers, or what a webhook is good for where there is none.

use crate::webhook::said;
use crate::{State as Doing, Webhook, webhooks};
use axum::extract::State;
use web::parts::{Tone, badge, empty_state, link_button, page_head, table, table_card, time};
use web::{Frame, Markup, Problem, SignedIn, Site, Text, html};

pub(super) async fn show(State(site): State<Site>, signed_in: SignedIn) -> Result<Markup, Problem> {
    let found = site.db().read(webhooks::all).await?;
    let text = signed_in.t();
    let title = text.say("webhooks-title");
    let add = html! { (link_button(text.say("webhooks-add"), "/settings/webhooks/new").primary()) };
    let body = html! {
        (page_head(&title, &text.say("webhooks-about"), &html! { @if !found.is_empty() { (add) } }))
        @if found.is_empty() {
            (empty_state("link", &text.say("webhooks-none"), &html! { p { (text.say("webhooks-none-next")) } (add) }))
        } @else {
            (rows(&site, &signed_in, &found))
        }
    };
    Frame::new(&site, &signed_in, title).settings("webhooks").body(body).await
}

fn rows(site: &Site, signed_in: &SignedIn, found: &[Webhook]) -> Markup {
    let text = signed_in.t();
    let heads = ["webhooks-name", "webhooks-state", "webhooks-wanted", "webhooks-added"].map(|key| text.say(key));
    let title = text.say("webhooks-title");
    let rows = html! {
        @for webhook in found {
            tr {
                td { a href={ "/settings/webhooks/" (webhook.id) } { (webhook.name) } }
                td { (state(text, webhook)) }
                td.mono { (webhook.wanted().patterns().join(" ")) }
                td { (time(text, webhook.added_at, site.now(), &signed_in.zone)) }
            }
        }
    };
    html! { (table_card(&title, &table(&title, heads, rows))) }
}

/// How it is doing, and why it is paused.
pub(super) fn state(text: &Text, webhook: &Webhook) -> Markup {
    let tone = match webhook.state {
        Doing::Working => Tone::Good,
        Doing::Failing => Tone::Danger,
        Doing::Paused => Tone::Warn,
    };
    html! {
        @if webhook.secret_is_lost() {
            (badge(Tone::Danger, &text.say("webhooks-state-lost"))) " " span.muted { (text.say("webhooks-secret-lost")) }
        } @else {
            (badge(tone, &text.say(&format!("webhooks-state-{}", webhook.state.word()))))
        }
        @if webhook.state == Doing::Paused { " " span.muted { (said(text, &webhook.reason)) } }
    }
}
