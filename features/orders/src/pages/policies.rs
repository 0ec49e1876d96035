//! Policies for administrators: every version, a draft with all its faults at once, what it says in plain sentences, what it
//! changes and would have changed last month, and its way to being live by a second person's hand.

mod editor;
mod one;

use super::order::sight::{agent_names, by_name};
use super::wording::said;
use crate::policies::{self, PolicyState, Version};
use axum::extract::State;
pub(super) use editor::{change, draft, edit, new};
pub(super) use one::{approve, live, remove, show};
use web::parts::{Tone, badge, empty_state, link_button, page_head, table, time};
use web::{Frame, Markup, Problem, SignedIn, Site, Text, html};

/// `GET /settings/policies`
pub(super) async fn list(State(site): State<Site>, who: SignedIn) -> Result<Markup, Problem> {
    let (all, names) = site.db().read(|tx| Ok((policies::all(tx)?, agent_names(tx)?))).await?;
    let text = who.t();
    let heads = ["orders-policy", "orders-version", "orders-state", "orders-author", "orders-when", "orders-note"].map(|key| text.say(key));
    let rows = html! {
        @for version in &all {
            tr {
                td { a href={ "/settings/policies/" (version.id) } { (version.name) } }
                td.number { (version.version) }
                td { (state_badge(text, version)) }
                td { (by_name(&names, text, &version.author_kind, version.author_id)) }
                td { (time(text, version.created_at, site.now(), &who.zone)) }
                td { (version.note) }
            }
        }
    };
    let body = html! {
        (page_head(&text.say("orders-policies"), &text.say("orders-policies-about"), &html! { @if who.may("policies.manage") { (link_button(text.say("orders-policy-new"), "/settings/policies/new").primary().icon("plus")) } }))
        @if all.is_empty() { (empty_state("book", &text.say("orders-policies-none"), &html! { p { (text.say("orders-policies-none-next")) } @if who.may("policies.manage") { p.line { (link_button(text.say("orders-policy-new"), "/settings/policies/new").primary()) } } })) }
        @else { div.card { (table(text.say("orders-policies"), heads, rows)) } }
    };
    Frame::new(&site, &who, text.say("orders-policies")).settings("policies").body(body).await
}

fn state_badge(text: &Text, version: &Version) -> Markup {
    let tone = match version.state {
        PolicyState::Live => Tone::Good,
        PolicyState::Approved => Tone::Info,
        PolicyState::Draft => Tone::Warn,
        PolicyState::Retired => Tone::Plain,
    };
    badge(tone, &said(text, "policy", version.state.word()))
}
