//! Papers sent from a conversation: one key opens the list of the customer's invoices, receipts, credit notes and return
//! notes, another puts one on the reply, in the customer's language. What was put there is recorded.

use super::files::{PDF, attached, name_of, printed};
use super::whereabouts::From;
use super::wording::said;
use crate::order::Order;
use crate::papers::{self, Paper, PaperKind};
use crate::return_note::{self, Note};
use crate::returns::{self, Return, ReturnId, ReturnState};
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse as _, Response};
use customers::CustomerId;
use db::{Trouble, Tx};
use web::parts::{button, csrf_field, icon_button, link_button, page_head};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, Text, html};

const ORDERS: i64 = 5;
const PAPERS: i64 = 20;

/// What can be sent.
struct Sendable {
    customer: CustomerId,
    papers: Vec<Paper>,
    returns: Vec<(Return, String)>,
    /// Orders without an invoice of their own.
    without_invoice: Vec<Order>,
}

impl Sendable {
    fn of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Self, Trouble> {
        let customer = customers::current(tx, customer)?;
        let papers = papers::of_customer(tx, customer, None, PAPERS)?;
        let (mut returns, mut without_invoice) = (Vec::new(), Vec::new());
        for order in crate::orders::of_customer(tx, customer, None, ORDERS)? {
            for goods in returns::of(tx, order.id)?.into_iter().filter(|goods| goods.state == ReturnState::Expected) {
                returns.push((goods, order.number.clone()));
            }
            let invoiced = papers.iter().any(|paper| paper.order == Some(order.id) && paper.kind == PaperKind::Invoice);
            if !invoiced && order.total().is_positive() {
                without_invoice.push(order);
            }
        }
        Ok(Self { customer, papers, returns, without_invoice })
    }
}

/// The button that opens the list, by `p`.
pub(super) fn opener(who: &SignedIn, customer: CustomerId, from: From) -> Markup {
    let (text, path) = (who.t(), from.link(&format!("/customers/{customer}/papers")));
    html! {
        (link_button(text.say("orders-send-paper"), &path).icon("attach").key("p")
            .attr("data-key", "p").attr("data-key-group", text.say("orders-title")).attr("data-command", text.say("orders-send-paper"))
            .attr("hx-get", path).attr("hx-target", "#papers-place").attr("hx-swap", "innerHTML"))
        div id="papers-place" {}
    }
}

/// `GET /customers/{customer}/papers`
pub(super) async fn show(
    State(site): State<Site>,
    who: SignedIn,
    Path(customer): Path<i64>,
    query: Query,
    piece: super::actions::ForPiece,
) -> Result<Response, Problem> {
    let from = From::of(&query);
    let found = site.db().read(move |tx| Sendable::of(tx, CustomerId(customer))).await?;
    let (text, list) = (who.t(), list(&who, &found, from));
    if piece.0 {
        return Ok(dialog(text, &list).into_response());
    }
    let back =
        html! { (from.back(&who)) (link_button(text.say("orders-back-to-customer"), format!("/customers/{}", found.customer)).quiet()) };
    let body = html! {
        (page_head(&text.say("orders-send-paper"), &text.say("orders-send-paper-about"), &back))
        section.card { div.body { (list) } }
    };
    Ok(Frame::new(&site, &who, text.say("orders-send-paper"))
        .here("orders")
        .body(body)
        .await?
        .into_response())
}

fn dialog(text: &Text, list: &Markup) -> Markup {
    html! {
        dialog.dialog id="papers" aria-labelledby="papers-title" data-auto {
            header { h2 id="papers-title" { (text.say("orders-send-paper")) } (icon_button("cross", text.say("web-close")).attr("data-close", "")) }
            div.body { (list) }
        }
    }
}

/// One button a paper; the newest has the focus, so that Enter sends it.
fn list(who: &SignedIn, found: &Sendable, from: From) -> Markup {
    let text = who.t();
    let mut first = true;
    let mut line = |path: String, label: String, about: String| {
        let focused = std::mem::take(&mut first);
        let shown = button(label).icon("attach");
        let shown = if focused { shown.primary().attr("autofocus", "") } else { shown };
        html! {
            li {
                form.line method="post" action=(path) { (csrf_field(&who.csrf)) (from.field()) (shown) span.muted { (about) } }
            }
        }
    };
    html! {
        div.stack {
            @if found.papers.is_empty() && found.returns.is_empty() { p.muted { (text.say("orders-no-papers")) } }
            @if from.0.is_none() { p.muted { (text.say("orders-send-from-conversation")) } }
            @else {
                ul.stack.tight {
                    @for (goods, order) in &found.returns {
                        (line(format!("/returns/{}/attach", goods.id), text.say_with("orders-return-note-named", &[("number", &goods.number)]), order.clone()))
                    }
                    @for paper in &found.papers {
                        @let label = format!("{} {}", said(text, "paper", paper.kind.word()), paper.number);
                        (line(format!("/papers/{}/attach", paper.id), label, format!("{} · {}", text.money(paper.gross()), text.date(paper.issued_at, &who.zone))))
                    }
                }
            }
            @if who.may("orders.act") {
                @for order in &found.without_invoice {
                    p { a href=(from.link(&format!("/orders/{}/actions/invoice", order.number))) { (text.say_with("orders-invoice-for", &[("number", &order.number)])) } }
                }
            }
        }
    }
}

/// `GET /returns/{id}/note`
pub(super) async fn note(State(site): State<Site>, _: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    let found = site.db().read(move |tx| return_note::find(tx, ReturnId(id))).await?;
    let name = format!("attachment; filename=\"{}\"", name_of(&found.goods.number, "pdf"));
    let heads = [(CONTENT_TYPE, PDF.to_owned()), (CONTENT_DISPOSITION, name), (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned())];
    Ok((heads, printed_note(found).await?).into_response())
}

async fn printed_note(found: Note) -> Result<Vec<u8>, Problem> {
    printed(move || return_note::pdf(&found)).await
}

/// `POST /returns/{id}/attach`: puts the note that goes into the parcel on the reply.
pub(super) async fn attach_note(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let found = site.db().read(move |tx| return_note::find(tx, ReturnId(id))).await?;
    let about = super::files::About {
        customer: found.goods.customer,
        order: Some(found.order.id),
        what: "return_note".into(),
        number: found.goods.number.clone(),
    };
    let bytes = printed_note(found).await?;
    attached(&site, &who, &fields, about, bytes).await
}
