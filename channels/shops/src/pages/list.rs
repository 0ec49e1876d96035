//! The list of shops, or what a shop beside us is good for where there is none.

use crate::shop::Shop;
use crate::shops;
use axum::extract::State;
use web::parts::{empty_state, link_button, page_head, table, table_card, time};
use web::{Frame, Markup, Problem, SignedIn, Site, Text, html};

pub(super) async fn show(State(site): State<Site>, signed_in: SignedIn) -> Result<Markup, Problem> {
    let found = site.db().read(shops::all).await?;
    let text = signed_in.t();
    let title = text.say("shops-title");
    let may = signed_in.may("settings.manage");
    let add = html! { @if may { (link_button(text.say("shops-connect"), "/settings/shops/new").primary()) } };
    let body = html! {
        (page_head(&title, &text.say("shops-about"), &html! { @if !found.is_empty() { (add) } }))
        @if found.is_empty() {
            (empty_state("link", &text.say("shops-none"), &html! { p { (text.say("shops-none-next")) } (add) }))
        } @else {
            (rows(&site, &signed_in, &found))
        }
    };
    Frame::new(&site, &signed_in, title).settings("shops").body(body).await
}

fn rows(site: &Site, signed_in: &SignedIn, found: &[Shop]) -> Markup {
    let text = signed_in.t();
    let heads = ["shops-name", "shops-system", "shops-state", "shops-read-at"].map(|key| text.say(key));
    let title = text.say("shops-title");
    let rows = html! {
        @for shop in found {
            tr {
                td { a href={ "/settings/shops/" (shop.id) } { (shop.name) } }
                td { (system(text, shop.system)) }
                td { (state(text, shop)) }
                td { @if let Some(at) = shop.synced_at { (time(text, at, site.now(), &signed_in.zone)) } }
            }
        }
    };
    html! { (table_card(&title, &table(&title, heads, rows))) }
}

pub(super) fn system(text: &Text, system: crate::System) -> String {
    text.say(&format!("shops-system-{}", system.word()))
}

pub(super) fn state(text: &Text, shop: &Shop) -> Markup {
    use crate::State::{Failing, Idle, New, Off, Reading};
    use web::parts::{Tone, badge};
    if shop.secret_is_lost() {
        return html! { (badge(Tone::Danger, &text.say("shops-state-lost"))) " " span.muted { (text.say("shops-secret-lost")) } };
    }
    let tone = match shop.state {
        Failing => Tone::Danger,
        Idle => Tone::Good,
        New | Reading | Off => Tone::Info,
    };
    let word = if shop.enabled { shop.state.word() } else { Off.word() };
    badge(tone, &text.say(&format!("shops-state-{word}")))
}
