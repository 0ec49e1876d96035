//! What an order costs, what was paid and given back, and the papers that say so.

use super::View;
use crate::bill::{EntryKind, total};
use crate::pages::wording::{self, button_word, said, value};
use crate::payments::Payment;
use web::parts::{Tone, badge, button, card, form, icon, link_button, table, table_card};
use web::{Markup, html};

pub(super) fn bill(view: &View<'_>) -> Markup {
    let (text, sight) = (view.who.t(), view.sight);
    let heads = ["orders-for", "orders-net", "orders-tax", "orders-gross"].map(|key| text.say(key));
    let sum = total(sight.order.currency, &sight.entries).ok();
    let rows = html! {
        @for entry in &sight.entries {
            @let amount = entry.amount();
            tr {
                td { (entry_label(view, entry.kind, &entry.label)) @if entry.label != entry.kind.word() { div.muted { (said(text, "entry", entry.kind.word())) } } }
                td.number { (text.money(amount.net)) }
                td.number { (text.money(amount.tax)) }
                td.number { (text.money(amount.gross)) }
            }
        }
        @if let Some(sum) = sum {
            tr { td { strong { (text.say("orders-total")) } } td.number { (text.money(sum.net)) } td.number { (text.money(sum.tax)) } td.number { strong { (text.money(sum.gross)) } } }
        }
    };
    html! { (table_card(&text.say("orders-bill"), &table(text.say("orders-bill"), heads, rows))) (correcting(view)) (services(view)) }
}

/// What is done with the bill itself, from where one reads it.
fn correcting(view: &View<'_>) -> Markup {
    let (text, order) = (view.who.t(), &view.sight.order);
    let charge = view.from.link(&format!("/customers/{}/actions/charge?for_order={}", order.customer, order.id));
    html! {
        @if view.who.may("orders.act") {
            div.line {
                @for verb in ["adjust_bill", "waive_fee", "credit"] { (link_button(button_word(text, verb), view.path(&format!("/actions/{verb}")))) }
                (link_button(button_word(text, "charge"), charge))
            }
        }
    }
}

/// Services charged to the order, each with how it was worked out.
fn services(view: &View<'_>) -> Markup {
    let text = view.who.t();
    html! {
        @if !view.sight.services.is_empty() {
            (card(&text.say("orders-holdings-charges"), &html! {
                div.stack {
                    @for one in &view.sight.services {
                        div.stack.tight {
                            p { strong { (one.label) } " · " (text.money(one.total())) span.muted { " · " (view.when(one.charged_at)) } }
                            ol.stack.tight { @for step in one.worked_out().unwrap_or_default() { li.muted { (step.said(text.locale())) } } }
                        }
                    }
                }
            }))
        }
    }
}

/// Pieces and shipping by their name; entries a word of ours labels in the reader's language.
fn entry_label(view: &View<'_>, kind: EntryKind, label: &str) -> String {
    let text = view.who.t();
    match label {
        "" => said(text, "entry", kind.word()),
        own if own == kind.word() => said(text, "entry", own),
        way if kind == EntryKind::Shipping => wording::shipping(text, way),
        "rest" | "unused_days" | "unused days" => wording::label(text, label),
        name => name.to_owned(),
    }
}

pub(super) fn payments(view: &View<'_>) -> Markup {
    let (text, sight) = (view.who.t(), view.sight);
    if sight.payments.is_empty() {
        return card(&text.say("orders-payments"), &html! { p.muted { (text.say("orders-no-payments")) } });
    }
    let heads = ["orders-when", "orders-what", "orders-how", "orders-who", "orders-gross"].map(|key| text.say(key));
    let rows = html! {
        @for line in &sight.payments {
            tr {
                td { (view.when(line.entered_at)) }
                td { div.line { (said(text, "move", line.kind.word())) " " (payment_state(view, line)) } @if !line.reason.is_empty() { div.muted { (wording::reason(text, &line.reason)) } } }
                td { (value(text, line.method_kind.word())) }
                td { (sight.who(text, &line.actor_kind, line.actor_id)) }
                td.number { (text.money(line.amount())) }
            }
        }
    };
    html! { (table_card(&text.say("orders-payments"), &table(text.say("orders-payments"), heads, rows))) }
}

fn payment_state(view: &View<'_>, line: &Payment) -> Markup {
    let text = view.who.t();
    html! {
        @if line.failed_at.is_some() { (badge(Tone::Danger, &text.say("orders-payment-failed"))) }
        @else if line.is_promised() { (badge(Tone::Warn, &text.say("orders-payment-promised"))) }
    }
}

/// The papers, each to be read, downloaded, and put on the reply.
pub(super) fn papers(view: &View<'_>) -> Markup {
    let (text, sight) = (view.who.t(), view.sight);
    let body = html! {
        @if sight.papers.is_empty() { p.muted { (text.say("orders-no-papers")) } }
        div.stack {
            @for paper in &sight.papers {
                div {
                    strong { (said(text, "paper", paper.kind.word())) " " (paper.number) }
                    p.muted { (text.money(paper.gross())) " · " (view.when(paper.issued_at)) }
                    div.line {
                        a.attachment href={ "/papers/" (paper.id) ".pdf" } { (icon("download")) span.name { "PDF" } }
                        a.attachment href={ "/papers/" (paper.id) ".xml" } { (icon("download")) span.name { "XML" } }
                        @if view.from.0.is_some() {
                            (form(&view.who.csrf, format!("/papers/{}/attach", paper.id), &html! {
                                (view.from.field())
                                (button(text.say("orders-attach-paper")).quiet().icon("attach"))
                            }))
                        }
                    }
                }
            }
        }
    };
    card(&text.say("orders-papers"), &body)
}
