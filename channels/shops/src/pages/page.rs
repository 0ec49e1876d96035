//! A shop's page: how it is doing, its webhook address, what asks for a person, what was set aside, where books differ.

use super::{list, tables};
use crate::deliveries::{self, Delivery};
use crate::differences::{self, Found};
use crate::errands::{self, Kept};
use crate::shop::{Shop, ShopId};
use crate::shops;
use axum::extract::{Path, State};
use db::{Trouble, Tx};
use web::parts::{Tone, banner, button, card, form, link_button, page_head, time};
use web::{Frame, Markup, Problem, Query, SignedIn, Site, html};

/// What the page shows, gathered once.
pub(super) struct Shown {
    pub shop: Shop,
    /// Each with the number of its order.
    pub errands: Vec<(Kept, String)>,
    pub dead: Vec<Delivery>,
    pub differences: Vec<Found>,
}

impl Shown {
    fn read(tx: &mut Tx<'_>, id: ShopId) -> Result<Self, Trouble> {
        let open = errands::open_of(tx, id)?;
        Ok(Self {
            shop: shops::find(tx, id)?,
            errands: numbered(tx, open)?,
            dead: deliveries::dead(tx, id)?,
            differences: differences::of(tx, id)?,
        })
    }
}

fn numbered(tx: &mut Tx<'_>, all: Vec<Kept>) -> Result<Vec<(Kept, String)>, Trouble> {
    let number = |tx: &mut Tx<'_>, kept: &Kept| match kept.order {
        Some(order) => orders::orders::find(tx, order).map(|order| order.number),
        None => Ok(String::new()),
    };
    all.into_iter().map(|kept| number(tx, &kept).map(|number| (kept, number))).collect()
}

pub(super) async fn show(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let shown = site.db().read(move |tx| Shown::read(tx, ShopId(id))).await?;
    let text = signed_in.t();
    let title = shown.shop.name.clone();
    let actions = html! {
        (form(&signed_in.csrf, format!("/settings/shops/{id}/read"), &html! { (button(text.say("shops-read-now")).icon("refresh")) }))
        @if signed_in.may("settings.manage") { (link_button(text.say("shops-edit"), format!("/settings/shops/{id}/edit"))) }
        (link_button(text.say("shops-all"), "/settings/shops").quiet())
    };
    let body = html! {
        (page_head(&title, &list::system(text, shown.shop.system), &actions))
        (notice(&signed_in, &query))
        (state(&site, &signed_in, &shown.shop))
        (tables::errands(&site, &signed_in, &shown))
        (tables::dead(&site, &signed_in, &shown))
        (tables::differences(&site, &signed_in, &shown))
        @if signed_in.may("settings.manage") { (disconnect(&signed_in, id)) }
    };
    Frame::new(&site, &signed_in, title).settings("shops").body(body).await
}

fn notice(signed_in: &SignedIn, query: &Query) -> Markup {
    let text = signed_in.t();
    let known = ["saved", "read", "compared", "replayed", "decided"];
    let done = known.iter().find(|word| **word == query.text("done"));
    html! { @if let Some(word) = done { div role="status" { (banner(Tone::Good, &html! { p { (text.say(&format!("shops-done-{word}"))) } })) } } }
}

fn state(site: &Site, signed_in: &SignedIn, shop: &Shop) -> Markup {
    let text = signed_in.t();
    let address = format!("{}/shops/{}/webhook", site.base_url(), shop.id);
    card(
        &text.say("shops-state"),
        &html! {
            dl.facts {
                dt { (text.say("shops-state")) } dd { (list::state(text, shop)) }
                dt { (text.say("shops-read-at")) }
                dd { @if let Some(at) = shop.synced_at { (time(text, at, site.now(), &signed_in.zone)) } @else { (text.say("shops-never")) } }
                dt { (text.say("shops-webhook-address")) } dd { code.mono { (address) } }
            }
            div.stack {
            @if !shop.state_reason.is_empty() { (banner(Tone::Danger, &html! { p { (crate::commerce::said(text, &shop.state_reason)) } })) }
            p.muted { (text.say(&format!("shops-webhook-about-{}", shop.system.word()))) }
            }
        },
    )
}

fn disconnect(signed_in: &SignedIn, id: i64) -> Markup {
    let text = signed_in.t();
    card(
        &text.say("shops-disconnect"),
        &html! {
            p { (text.say("shops-disconnect-about")) }
            (form(&signed_in.csrf, format!("/settings/shops/{id}/disconnect"), &html! { (button(text.say("shops-disconnect")).danger()) }))
        },
    )
}
