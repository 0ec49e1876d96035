//! The list of orders: the newest first, page by page, or those that something typed belongs to.

use super::actions::ForPiece;
use super::whereabouts::From;
use super::wording::{order_badge, paid_badge};
use crate::order::{Order, OrderId};
use crate::orders;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use customers::name_of;
use db::{Trouble, Tx};
use web::parts::{button, empty_state, field, link_button, page_head, table, time};
use web::{Frame, Markup, Problem, Query, SignedIn, Site, encoded, html, see_other};

const ROWS: i64 = 50;

/// An order in the list, and whose it is.
struct Line {
    order: Order,
    customer: String,
}

/// `GET /orders`: the page, or its rows alone when something happened to an order.
pub(super) async fn show(State(site): State<Site>, who: SignedIn, query: Query, piece: ForPiece) -> Result<Response, Problem> {
    let typed: String = query.text("q").chars().take(100).collect();
    let (from, before, asked) = (From::of(&query), query.number("before").map(OrderId), typed.clone());
    let lines = site.db().read(move |tx| find(tx, &asked, before)).await?;
    let shown = found(&site, &who, &typed, &query, &lines);
    if piece.0 {
        return Ok(shown.into_response());
    }
    if let ([only], false) = (lines.as_slice(), typed.is_empty()) {
        return Ok(see_other(&from.link(&format!("/orders/{}", only.order.number))).into_response());
    }
    let text = who.t();
    let body = html! {
        (page_head(&text.say("orders-title"), &text.say("orders-about"), &html! { (from.back(&who)) @if who.may("orders.manage") { (link_button(text.say("orders-reports"), "/reports/orders").icon("chart")) } }))
        (search(&who, &typed, from))
        (shown)
    };
    Ok(Frame::new(&site, &who, text.say("orders-title")).here("orders").body(body).await?.into_response())
}

/// What was found; it fetches itself when something happens to any order.
fn found(site: &Site, who: &SignedIn, typed: &str, query: &Query, lines: &[Line]) -> Markup {
    let (text, from) = (who.t(), From::of(query));
    let mut path = format!("/orders?q={}", encoded(typed));
    if let Some(before) = query.number("before") {
        path.push_str(&format!("&before={before}"));
    }
    html! {
        div.stack id="orders-found" data-live="orders" hx-get=(from.link(&path)) hx-trigger="live" hx-swap="outerMorph" {
            @if lines.is_empty() && typed.is_empty() && query.number("before").is_none() {
                (none_yet(who))
            } @else if lines.is_empty() {
                (empty_state("search", &text.say("orders-none"), &html! { p { (text.say("orders-none-next")) } }))
            } @else {
                div.card { (rows(site, who, lines, from)) }
                (next_page(who, typed, lines))
            }
        }
    }
}

/// Nobody has ordered: where orders come from, and the way there.
fn none_yet(who: &SignedIn) -> Markup {
    let text = who.t();
    let next = html! {
        p { (text.say("orders-none-yet-next")) }
        @if who.may("orders.manage") { (link_button(text.say("orders-none-yet-shop"), "/settings/shops").primary().icon("link")) }
        @else if who.may("customers.see") { (link_button(text.say("orders-none-yet-customer"), "/customers").icon("people")) }
    };
    empty_state("folder", &text.say("orders-none-yet"), &next)
}

fn find(tx: &mut Tx<'_>, typed: &str, before: Option<OrderId>) -> Result<Vec<Line>, Trouble> {
    let found = if typed.is_empty() {
        orders::newest(tx, before, ROWS + 1)?
    } else {
        orders::looked_up(tx, typed, ROWS)?
    };
    found.into_iter().map(|order| Ok(Line { customer: name_of(tx, order.customer)?, order })).collect()
}

fn search(who: &SignedIn, typed: &str, from: From) -> Markup {
    let text = who.t();
    html! {
        form.fields method="get" action="/orders" role="search" {
            (from.field())
            (field(text.say("orders-search"), "q").kind("search").value(typed).hint(text.say("orders-search-hint"))
                .attr("data-key", "/").attr("data-key-group", text.say("orders-title")))
            div.line { (button(text.say("orders-search-now")).icon("search")) }
        }
    }
}

fn rows(site: &Site, who: &SignedIn, lines: &[Line], from: From) -> Markup {
    let text = who.t();
    let heads = ["orders-number", "orders-customer", "orders-placed", "orders-state", "orders-total"].map(|key| text.say(key));
    let rows = html! {
        @for line in lines.iter().take(ROWS as usize) {
            tr {
                td { a href=(from.link(&format!("/orders/{}", line.order.number))) { (line.order.number) } }
                td { div { a href={ "/customers/" (line.order.customer) } { (shown_name(who, &line.customer)) } div.muted { (line.order.email) } } }
                td { (time(text, line.order.placed_at, site.now(), &who.zone)) }
                td { div.line { (order_badge(text, &line.order)) (paid_badge(text, &line.order)) } }
                td.number { (text.money(line.order.total())) }
            }
        }
    };
    html! { (table(text.say("orders-title"), heads, rows)) }
}

fn shown_name(who: &SignedIn, name: &str) -> String {
    if name.is_empty() { who.t().say("orders-nameless") } else { name.to_owned() }
}

fn next_page(who: &SignedIn, typed: &str, lines: &[Line]) -> Markup {
    let last = lines
        .get(ROWS as usize - 1)
        .filter(|_| typed.is_empty() && lines.len() as i64 > ROWS)
        .map(|line| line.order.id);
    html! {
        @if let Some(last) = last {
            form method="get" action="/orders" {
                input type="hidden" name="before" value=(last);
                (button(who.t().say("orders-next-page")))
            }
        }
    }
}
