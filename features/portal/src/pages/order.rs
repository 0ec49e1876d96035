//! One's order: how it stands, what is on its way, what came back, the papers, and what can be done. What they are not known
//! well enough for is left out, and the page says so.

mod sight;

use super::door::prove_again;
use super::frame::notice;
use super::known::Known;
use super::slip::lines;
use super::ways;
use super::words::{address, said};
use axum::extract::{Path, State};
use orders::papers::Paper;
use orders::payments::{Payment, PaymentKind};
use orders::returns::ReturnState;
use orders::shipments::Passage;
use orders::unit::Unit;
use sight::Sight;
use web::parts::{Tone, badge, button, form, link_button};
use web::{Markup, Problem, Query, Site, Text, Visitor, html};

pub(super) async fn show(
    State(site): State<Site>,
    visitor: Visitor,
    known: Known,
    Path(number): Path<String>,
    query: Query,
) -> Result<Markup, Problem> {
    let asker = known.clone();
    let sight = site.db().read(move |tx| sight::of(tx, &asker, &number)).await?;
    let title = visitor.t().say_with("portal-order-numbered", &[("number", &sight.order.number)]);
    let body = draw(&visitor, &known, &sight, &title, &notice(visitor.t(), &query));
    Ok(sight.face.draw(&visitor, Some(&known), &title, &body))
}

fn draw(visitor: &Visitor, known: &Known, sight: &Sight, title: &str, notice: &Markup) -> Markup {
    let t = visitor.t();
    html! {
        p.no-print { a href="/portal" { (t.say("portal-all-orders")) } }
        header { h1 { (title) } p { (t.say_with("portal-placed-on", &[("date", &t.date(sight.order.placed_at, &sight.zone))])) } }
        (notice)
        @if sight.told.is_partly_withheld() { (prove_again(visitor, known, &sight.order.number)) }
        @if sight.told.status { p.front-status { (said(t, "standing", sight.order.status.word())) } (progress(t, sight)) }
        @if sight.told.tracking { (shipments(visitor, sight)) }
        @if sight.told.contents { (pieces(t, sight)) (returns(visitor, sight)) }
        @if sight.told.invoices { (papers(t, sight)) }
        @if sight.told.addresses { (addresses(t, sight)) }
        @if sight.told.status { (ways::draw(visitor, &sight.order.number, &sight.ways)) }
        @else { p.no-print { (link_button(t.say("portal-write"), format!("{}/write", address(&sight.order.number)))) } }
    }
}

/// How far the order is: what is behind it, where it is, what is to come. One that was cancelled goes nowhere.
fn progress(t: &Text, sight: &Sight) -> Markup {
    const STEPS: [&str; 3] = ["placed", "shipped", "delivered"];
    let reached = match sight.order.status.word() {
        "placed" => 0,
        "partly_shipped" | "shipped" => 1,
        "delivered" => 2,
        _ => return Markup::default(),
    };
    let when = [Some(sight.order.placed_at), sight.order.shipped_at, sight.order.delivered_at];
    html! {
        ol.front-steps aria-label=(t.say("portal-progress")) {
            @for (at, step) in STEPS.iter().enumerate() {
                li data-step=(if at <= reached { "done" } else { "open" }) aria-current=[(at == reached).then_some("step")] {
                    span { (said(t, "step", step)) }
                    @if let (true, Some(moment)) = (at <= reached, when[at]) { span.sub { (t.date(moment, &sight.zone)) } }
                }
            }
        }
    }
}

fn shipments(visitor: &Visitor, sight: &Sight) -> Markup {
    let t = visitor.t();
    html! {
        @if !sight.shipments.is_empty() {
            section.card {
                header { h2 { (t.say("portal-shipments")) } }
                ul.front-list { @for (shipment, passages) in &sight.shipments {
                    li {
                        div.main {
                            (t.say_with("portal-parcel", &[("carrier", &shipment.carrier)]))
                            @if !shipment.tracking.is_empty() { span.sub { (t.say_with("portal-tracking", &[("tracking", &shipment.tracking)])) } }
                            ol.front-way { @for passage in passages { (stop(t, passage, &sight.zone)) } }
                        }
                        div.end { (badge(tone_of(shipment.state.word()), &said(t, "parcel", shipment.state.word()))) }
                    }
                } }
            }
        }
    }
}

fn stop(t: &Text, passage: &Passage, zone: &str) -> Markup {
    html! {
        li { (said(t, "parcel", &passage.what)) span.sub {
            @if !passage.place.is_empty() { " · " (passage.place) }
            " · " (t.date_and_time(passage.happened_at, zone))
        } }
    }
}

fn tone_of(word: &str) -> Tone {
    match word {
        "delivered" => Tone::Good,
        "lost" => Tone::Danger,
        _ => Tone::Info,
    }
}

fn pieces(t: &Text, sight: &Sight) -> Markup {
    html! {
        section.card {
            header { h2 { (t.say("portal-pieces")) } }
            ul.front-list {
                @for unit in &sight.units { (piece(t, sight, unit)) }
                @for (kind, amount) in &sight.besides { li { div.main { (said(t, "line", kind.word())) } div.end { (t.money(*amount)) } } }
                li { div.main { strong { (t.say("portal-total")) } span.sub { (said(t, "paid", sight.order.payment_state().word())) } }
                     div.end { strong { (t.money(sight.order.total())) } } }
                @for payment in sight.payments.iter().filter(|payment| payment.kind == PaymentKind::Refund && payment.holds()) {
                    (refund(t, payment, &sight.zone))
                }
            }
        }
    }
}

fn piece(t: &Text, sight: &Sight, unit: &Unit) -> Markup {
    let price = kit::Money::new(unit.price_minor, sight.order.currency);
    html! {
        li {
            div.main { (unit.name) span.sub { (unit.sku) } }
            div.end { (t.money(price)) span.sub { (said(t, "unit", unit.state.word())) } }
        }
    }
}

/// Money that goes back, and when it comes.
fn refund(t: &Text, payment: &Payment, zone: &str) -> Markup {
    let when = match payment.settled_at {
        Some(at) => t.say_with("portal-refund-done", &[("date", &t.date(at, zone))]),
        None => t.say_with("portal-refund-promised", &[("date", &t.date(payment.entered_at, zone))]),
    };
    html! {
        li {
            div.main { (t.say_with("portal-refund", &[("method", &said(t, "method", payment.method_kind.word()))])) span.sub { (when) } }
            div.end { (t.money(payment.amount())) }
        }
    }
}

fn returns(visitor: &Visitor, sight: &Sight) -> Markup {
    let t = visitor.t();
    let here = address(&sight.order.number);
    html! {
        @if !sight.returns.is_empty() {
            section.card {
                header { h2 { (t.say("portal-returns")) } }
                ul.front-list { @for (found, pieces) in &sight.returns {
                    li {
                        div.main {
                            (t.say_with("portal-return-numbered", &[("number", &found.number)]))
                            span.sub { (pieces.join(", ")) }
                            @if found.state == ReturnState::Expected { a.no-print href={ (here) "/returns/" (found.id) } { (t.say("portal-slip")) } (keep_it(visitor, &here, found.id.0)) }
                        }
                        div.end { (said(t, if found.is_exchange { "exchange" } else { "return" }, found.state.word())) span.sub { (t.date(found.opened_at, &sight.zone)) } }
                    }
                } }
            }
        }
    }
}

/// Leads to the preview of calling the return off.
fn keep_it(visitor: &Visitor, here: &str, id: i64) -> Markup {
    let inside = html! {
        input type="hidden" name="verb" value="close_return";
        input type="hidden" name="return" value=(id);
        (button(visitor.t().say("portal-way-close-return")).quiet())
    };
    html! { div.no-print { (form(&visitor.csrf, format!("{here}/preview"), &inside)) } }
}

fn papers(t: &Text, sight: &Sight) -> Markup {
    html! {
        @if !sight.papers.is_empty() {
            section.card {
                header { h2 { (t.say("portal-papers")) } }
                ul.front-list { @for one in &sight.papers { (paper(t, one, &sight.zone)) } }
            }
        }
    }
}

/// One paper, with its files.
pub(super) fn paper(t: &Text, paper: &Paper, zone: &str) -> Markup {
    html! {
        li {
            div.main { (said(t, "paper", paper.kind.word())) " " (paper.number) span.sub { (t.date(paper.issued_at, zone)) " · " (t.money(paper.gross())) } }
            div.end.no-print {
                a href={ "/portal/papers/" (paper.id) "/pdf" } aria-label={ (paper.number) " PDF" } { "PDF" }
                @if paper.kind.word() != "receipt" { " · " a href={ "/portal/papers/" (paper.id) "/xml" } aria-label={ (paper.number) " XML" } { "XML" } }
            }
        }
    }
}

fn addresses(t: &Text, sight: &Sight) -> Markup {
    html! {
        section.card {
            header { h2 { (t.say("portal-addresses")) } }
            div.body { dl.front-facts {
                dt { (t.say("portal-ship-to")) } dd { (lines(&sight.ship_to).join(", ")) }
                dt { (t.say("portal-bill-to")) } dd { (lines(&sight.bill_to).join(", ")) }
            } }
        }
    }
}
