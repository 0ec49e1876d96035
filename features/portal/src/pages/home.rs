//! The first page: one's orders, or the door.

use super::door::form_for_address;
use super::frame::Face;
use super::known::{Known, known};
use super::words::{address, said};
use crate::theirs::{self, Theirs};
use crate::told::Told;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use orders::{Order, OrderId, brand};
use web::parts::{empty_state, link_button};
use web::{Fields, Markup, Problem, Query, Site, Visitor, html};

const PAGE: i64 = 20;

/// One order of the list.
struct Line {
    order: Theirs<Order>,
    brand: String,
    /// Whether they are known well enough to be told how it stands.
    is_told: bool,
}

pub(super) async fn show(State(site): State<Site>, visitor: Visitor, headers: HeaderMap, query: Query) -> Result<Response, Problem> {
    let Some(known) = known(&site, &headers).await? else {
        let face = site.db().read(Face::first).await?;
        let body = form_for_address(&visitor, &Fields::default(), None, None);
        return Ok(face.draw(&visitor, None, &visitor.t().say("portal-welcome"), &body).into_response());
    };
    let (asker, before) = (known.clone(), query.number("before").map(OrderId));
    let (lines, face) = site
        .db()
        .read(move |tx| {
            let mut lines = Vec::new();
            for order in theirs::orders(tx, asker.customer, before, PAGE + 1)? {
                let is_told = Told::of(tx, &order, &asker)?.status;
                lines.push(Line { is_told, brand: brand::find(tx, order.brand)?.name, order });
            }
            Ok((lines, Face::first(tx)?))
        })
        .await?;
    let body = list(&visitor, &known, &lines);
    Ok(face.draw(&visitor, Some(&known), &visitor.t().say("portal-orders"), &body).into_response())
}

fn list(visitor: &Visitor, known: &Known, lines: &[Line]) -> Markup {
    let t = visitor.t();
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let older = lines.get(page).and_then(|_| lines.get(page - 1)).map(|last| last.order.id);
    html! {
        header { h1 { (t.say("portal-orders")) } p { (t.say_with("portal-known-as", &[("email", &known.address)])) } }
        @if lines.is_empty() {
            section.card { (empty_state("folder", &t.say("portal-no-orders"), &html! { p { (t.say("portal-no-orders-next")) } })) }
        } @else {
            section.card { ol.front-list { @for line in lines.iter().take(page) { (row(visitor, line, &known.zone)) } } }
        }
        @if let Some(older) = older { p { (link_button(t.say("portal-older"), format!("/portal?before={older}"))) } }
    }
}

fn row(visitor: &Visitor, line: &Line, zone: &str) -> Markup {
    let (t, order) = (visitor.t(), &line.order);
    html! {
        li {
            div.main {
                a href=(address(&order.number)) { (t.say_with("portal-order-numbered", &[("number", &order.number)])) }
                @if line.is_told { span.sub { (line.brand) " · " (t.date(order.placed_at, zone)) } }
            }
            div.end {
                @if line.is_told { (said(t, "status", order.status.word())) span.sub { (t.money(order.total())) } }
                @else { (t.say("portal-withheld-short")) }
            }
        }
    }
}
