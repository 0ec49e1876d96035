//! One order's page: its pieces, what it costs and what was paid, where it is, what comes back, its papers, and what was
//! done with it, why and why not.

mod goods;
mod money;
mod past;
pub(super) mod sight;

use super::actions::ForPiece;
use super::whereabouts::From;
use super::wording::{country, order_badge, paid_badge, shipping};
use super::workspace::Desk;
use super::{actions, told};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use sight::Sight;
use web::parts::{card, time};
use web::{Frame, Markup, Problem, Query, SignedIn, Site, Text, html};

/// What the parts of the page are drawn with.
pub(super) struct View<'a> {
    pub site: &'a Site,
    pub who: &'a SignedIn,
    pub sight: &'a Sight,
    pub from: From,
}

impl View<'_> {
    pub(super) fn say(&self, key: &str) -> String {
        self.who.t().say(key)
    }

    /// An address below this order's.
    pub(super) fn path(&self, below: &str) -> String {
        self.from.link(&format!("/orders/{}{below}", self.sight.order.number))
    }

    fn when(&self, moment: kit::Moment) -> Markup {
        time(self.who.t(), moment, self.site.now(), &self.who.zone)
    }
}

/// `GET /orders/{number}`: the page, or, when somebody did something with the order, what of it may have changed.
pub(super) async fn show(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<String>,
    query: Query,
    piece: ForPiece,
) -> Result<Response, Problem> {
    let (asked, beside, reader) = (number.clone(), site.service::<Desk>(), who.clone());
    let (sight, elsewhere) = site
        .db()
        .read(move |tx| {
            let sight = Sight::of(tx, &asked)?;
            let elsewhere = beside.0.on_order(tx, &reader, &sight.order)?;
            Ok((sight, elsewhere))
        })
        .await?;
    let view = View { site: &site, who: &who, sight: &sight, from: From::of(&query) };
    if piece.0 {
        return Ok(html! { (parts(&view)) (head(&view, Some("outerMorph"))) }.into_response());
    }
    let news = told::from_address(&view, &query).await?;
    let title = who.t().say_with("orders-order", &[("number", &sight.order.number)]);
    let page = Frame::new(&site, &who, title)
        .here("orders")
        .body(body(&view, &html! { (news) (elsewhere) }))
        .await?;
    Ok(page.into_response())
}

fn body(view: &View<'_>, news: &Markup) -> Markup {
    html! {
        (head(view, None))
        (news)
        (parts(view))
    }
}

/// Everything that can change while the page is looked at; it fetches itself when it does.
fn parts(view: &View<'_>) -> Markup {
    let topic = format!("order:{}", view.sight.order.id);
    html! {
        div.beside id="order-parts" data-live=(topic) hx-get=(view.path("")) hx-trigger="live" hx-swap="outerMorph" {
            div.stack {
                (goods::units(view))
                (money::bill(view))
                (money::payments(view))
                (goods::parcels(view))
                (goods::back(view))
                (past::story(view))
                (past::verdicts(view))
            }
            aside.stack aria-label=(view.say("orders-details")) {
                (facts(view))
                (money::papers(view))
                (past::approvals(view))
            }
        }
    }
}

fn head(view: &View<'_>, swap: Option<&str>) -> Markup {
    let (text, order) = (view.who.t(), &view.sight.order);
    html! {
        header.page-head id="order-head" hx-swap-oob=[swap] {
            div {
                h1 { (text.say_with("orders-order", &[("number", &order.number)])) }
                p { (text.say_with("orders-placed-with", &[("date", &text.date(order.placed_at, &view.who.zone)), ("brand", &view.sight.brand)])) }
                div.line { (order_badge(text, order)) (paid_badge(text, order)) }
            }
            div.line { (view.from.back(view.who)) (actions::opener(view)) }
        }
    }
}

fn facts(view: &View<'_>) -> Markup {
    let (text, order) = (view.who.t(), &view.sight.order);
    let name = if view.sight.customer.is_empty() {
        view.say("orders-nameless")
    } else {
        view.sight.customer.clone()
    };
    let address =
        |address: Result<crate::address::Address, _>| address.map_or_else(|_: db::Trouble| html! {}, |address| lines(text, &address));
    card(
        &view.say("orders-details"),
        &html! {
            dl.facts {
                dt { (view.say("orders-customer")) } dd { a href={ "/customers/" (order.customer) } { (name) } }
                dt { (view.say("orders-email")) } dd { (order.email) }
                dt { (view.say("orders-ship-to")) } dd { (address(order.ship_to())) }
                dt { (view.say("orders-bill-to")) } dd { (address(order.bill_to())) }
                dt { (view.say("orders-shipping")) } dd { (shipping(text, &order.shipping_method)) }
                @if let Some(reference) = &order.outside_reference { dt { (view.say("orders-outside")) } dd { (reference) } }
            }
        },
    )
}

fn lines(text: &Text, address: &crate::address::Address) -> Markup {
    let place = format!("{} {}", address.postcode, address.city);
    let land = country(text, &address.country);
    let all = [address.name.as_str(), &address.line1, &address.line2, &place, &address.region, land];
    html! { @for line in all.into_iter().filter(|line| !line.trim().is_empty()) { (line) br; } }
}
