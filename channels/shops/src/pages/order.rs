//! On an order's page: what its shop was asked, what it did not do and why, and the button to ask once more.

use crate::TradeOf;
use crate::commerce::said;
use crate::errands::{self, ErrandId, ErrandState, Kept};
use crate::shops;
use crate::story::task;
use axum::extract::{Path, State};
use axum::response::Redirect;
use db::{Trouble, Tx};
use orders::OrderId;
use web::parts::{Tone, badge, banner, button, card, form, link_button};
use web::{Markup, Problem, SignedIn, Site, Text, html, see_other};

/// The section, above everything else while something is unsettled; nothing for an order that lives in no shop.
pub fn on_order(tx: &mut Tx<'_>, who: &SignedIn, order: OrderId, number: &str) -> Result<Markup, Trouble> {
    let mut all = Vec::new();
    for kept in errands::of_order(tx, order)? {
        let shop = shops::find(tx, kept.shop).map_or_else(|_| String::new(), |shop| shop.name);
        all.push((kept, shop));
    }
    if all.is_empty() {
        return Ok(Markup::default());
    }
    let t = who.t();
    let unsettled = all.iter().any(|(kept, _)| kept.is_unsettled());
    let body = html! {
        @if unsettled { (banner(Tone::Danger, &html! { p { (t.say("shops-order-unsettled")) } })) }
        ul.related { @for (kept, shop) in &all { li { (line(who, number, kept, shop)) } } }
    };
    Ok(html! { div id="errands" { (card(&t.say("shops-order-errands"), &body)) } })
}

fn line(who: &SignedIn, number: &str, kept: &Kept, shop: &str) -> Markup {
    let t = who.t();
    html! {
        div.line {
            strong { (task(t, &kept.what)) } " " span { (shop) } (state(t, kept))
            @if !kept.reason.is_empty() { span.sub { (said(t, &kept.reason)) } }
            @if kept.can_begin_anew() && who.may("orders.act") {
                (form(&who.csrf, format!("/orders/{}/errands/{}/again", escaped(number), kept.id),
                    &html! { (button(t.say("shops-decide-again")).icon("refresh").attr("aria-label", t.say_with("shops-again-named", &[("what", &task(t, &kept.what))]))) }))
            }
            @if kept.state == ErrandState::Asks && who.may("orders.manage") { (link_button(t.say("shops-order-decide"), format!("/settings/shops/{}", kept.shop))) }
        }
    }
}

fn state(t: &Text, kept: &Kept) -> Markup {
    let tone = match kept.state {
        ErrandState::Done => Tone::Good,
        ErrandState::Waiting => Tone::Info,
        ErrandState::Asks => Tone::Warn,
        ErrandState::Failed if kept.again.is_some() => Tone::Info,
        ErrandState::Failed => Tone::Danger,
    };
    let word = if kept.again.is_some() { "again" } else { kept.state.word() };
    badge(tone, &t.say(&format!("shops-errand-{word}")))
}

/// The number as it stands in an address: shops' numbers may hold anything.
pub fn escaped(number: &str) -> String {
    let one = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    number.bytes().map(one).collect()
}

/// `POST /orders/{number}/errands/{id}/again`
pub(super) async fn again(State(site): State<Site>, who: SignedIn, Path((number, id)): Path<(String, i64)>) -> Result<Redirect, Problem> {
    let asked = number.clone();
    site.db()
        .work(who.actor(), move |work| {
            let order = orders::orders::by_number(work, &asked)?.ok_or(Trouble::NotFound("order"))?;
            let kept = errands::find(work, ErrandId(id))?;
            if kept.order != Some(order.id) {
                return Err(Trouble::NotFound("errand"));
            }
            errands::begin_anew(work, kept.id).map(drop)
        })
        .await?;
    site.service::<TradeOf>().0.wake.notify_one();
    Ok(see_other(&format!("/orders/{}#errands", escaped(&number))))
}
