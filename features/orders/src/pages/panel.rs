//! The customer's orders beside a conversation and on the customer's page: the newest few, and what is under way.

use super::actions::open_button;
use super::whereabouts::From;
use super::wording::{order_badge, paid_badge, value};
use super::{identity, suggesting};
use crate::bill::BillOf;
use crate::order::Order;
use crate::payments::{self, PaymentKind};
use crate::shipments::{self, ShipmentState};
use crate::{approvals, orders};
use axum::extract::{Path, State};
use customers::CustomerId;
use db::{Trouble, Tx};
use web::parts::{card, icon, time};
use web::{Markup, Problem, Query, SignedIn, Site, Text, html};

const IN_PANEL: i64 = 3;
const ON_PAGE: i64 = 10;

/// Sections for the panel beside the conversation with this number and key. Who may not see orders gets none.
pub fn beside(tx: &mut Tx<'_>, who: &SignedIn, customer: CustomerId, conversation: i64, key: i64) -> Result<Vec<Markup>, Trouble> {
    if !who.may("orders.see") {
        return Ok(Vec::new());
    }
    let from = From(Some(conversation));
    let listed = listed(tx, who, customer, from)?;
    let suggested = suggesting::placeholder(who, customer, from);
    let holdings = super::holdings::section(tx, who, customer, from)?;
    Ok(vec![listed, suggested, holdings, identity::section(tx, who, customer, from, key)?])
}

/// `GET /customers/{customer}/orders`: the section alone, as it fetches itself when something happens to the customer.
pub(super) async fn refreshed(State(site): State<Site>, who: SignedIn, Path(customer): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let from = From::of(&query);
    Ok(site
        .db()
        .read(move |tx| {
            let customer = customers::current(tx, CustomerId(customer))?;
            if from.0.is_some() {
                listed(tx, &who, customer, from)
            } else {
                on_page(tx, &who, customer)
            }
        })
        .await?)
}

fn live(customer: CustomerId, from: From) -> (String, String) {
    (format!("customer:{customer}"), from.link(&format!("/customers/{customer}/orders")))
}

/// The newest few, beside a conversation.
fn listed(tx: &mut Tx<'_>, who: &SignedIn, customer: CustomerId, from: From) -> Result<Markup, Trouble> {
    let (text, (topic, path)) = (who.t(), live(customer, from));
    let found = orders::of_customer(tx, customer, None, IN_PANEL)?;
    let mut lines = Vec::new();
    for order in &found {
        lines.push(line(tx, who, order, from)?);
    }
    let newest = found.first().filter(|_| who.may("orders.act"));
    Ok(html! {
        details.section open id="panel-orders" data-live=(topic) hx-get=(path) hx-trigger="live" hx-swap="outerMorph" {
            summary { (text.say("orders-title")) (icon("chevron-down")) }
            div.body.stack {
                @if lines.is_empty() { p.muted { (text.say("orders-customer-has-none")) } }
                @else { ul.related { @for line in &lines { li { (line) } } } }
                @if let Some(order) = newest {
                    div.line { (open_button(text, &from.link(&format!("/orders/{}/actions", order.number)), &order.number)) }
                    div id="actions-place" data-keep {}
                }
                p.line { a href=(from.link("/orders")) { (text.say("orders-find-another")) } (takings(who, customer, from)) }
            }
        }
    })
}

/// The section of the customer's page.
pub fn section(tx: &mut Tx<'_>, who: &SignedIn, customer: CustomerId) -> Result<Vec<Markup>, Trouble> {
    if !who.may("orders.see") {
        return Ok(Vec::new());
    }
    let listed = on_page(tx, who, customer)?;
    let text = who.t();
    let suggested = suggesting::placeholder(who, customer, From(None));
    let holdings = card(&text.say("orders-holdings"), &super::holdings::on_page(tx, who, customer)?);
    Ok(vec![card(&text.say("orders-title"), &listed), suggested, holdings, identity::on_page(tx, who, customer)?])
}

fn on_page(tx: &mut Tx<'_>, who: &SignedIn, customer: CustomerId) -> Result<Markup, Trouble> {
    let (text, (topic, path)) = (who.t(), live(customer, From(None)));
    let mut lines = Vec::new();
    for order in orders::of_customer(tx, customer, None, ON_PAGE)? {
        lines.push(line(tx, who, &order, From(None))?);
    }
    Ok(html! {
        div.stack id="customer-orders" data-live=(topic) hx-get=(path) hx-trigger="live" hx-swap="outerMorph" {
            @if lines.is_empty() { p.muted { (text.say("orders-customer-has-none")) } }
            @else { ul.related { @for line in &lines { li { (line) } } } }
            p.line { (takings(who, customer, From(None))) }
        }
    })
}

/// What can be done for the customer without an order.
fn takings(who: &SignedIn, customer: CustomerId, from: From) -> Markup {
    let text = who.t();
    html! {
        @if who.may("orders.act") {
            @for verb in super::taking::VERBS {
                a href=(from.link(&format!("/customers/{customer}/actions/{verb}"))) data-command { (super::wording::button_word(text, verb)) }
            }
        }
    }
}

fn line(tx: &mut Tx<'_>, who: &SignedIn, order: &Order, from: From) -> Result<Markup, Trouble> {
    let (text, now) = (who.t(), tx.now());
    let under_way = under_way(tx, text, order)?;
    let returns = super::progress::of_order(tx, text, order)?;
    Ok(html! {
        a href=(from.link(&format!("/orders/{}", order.number))) {
            span { strong { (order.number) } " · " (text.money(order.total())) }
            (time(text, order.placed_at, now, &who.zone))
            span.line { (order_badge(text, order)) (paid_badge(text, order)) }
        }
        @if !under_way.is_empty() || !returns.is_empty() { ul.muted { @for one in &returns { li { (one) } } @for one in &under_way { li { (one) } } } }
    })
}

/// What is on its way beside returns: parcels, money promised, approvals waited for.
fn under_way(tx: &mut Tx<'_>, text: &Text, order: &Order) -> Result<Vec<String>, Trouble> {
    let mut all = Vec::new();
    for parcel in shipments::of(tx, order.id)?.into_iter().filter(|parcel| parcel.state == ShipmentState::Sent) {
        all.push(text.say_with("orders-parcel-under-way", &[("carrier", &parcel.carrier), ("tracking", &parcel.tracking)]));
    }
    for line in payments::of(tx, BillOf::Order(order.id))? {
        if line.kind == PaymentKind::Refund && line.is_promised() {
            let how = value(text, line.method_kind.word());
            all.push(text.say_with("orders-refund-under-way", &[("amount", &text.money(line.amount())), ("how", &how)]));
        }
    }
    let now = tx.now();
    for approval in approvals::of_order(tx, order.id)?.into_iter().filter(|approval| approval.is_open_at(now)) {
        all.push(text.say_with("orders-approval-under-way", &[("amount", &text.money(approval.amount()))]));
    }
    Ok(all)
}
