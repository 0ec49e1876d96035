//! Gift cards and store credit with every line of their ledgers, and the customer's newest papers.

use super::View;
use crate::balance::{Balance, Entry};
use crate::pages::wording::{button_word, said, value};
use kit::Money;
use web::parts::{Tone, badge, card, icon, table};
use web::{Markup, html};

pub(super) fn balances(view: &View<'_>) -> Markup {
    let text = view.who.t();
    let body = html! {
        div.stack id="balances" {
            @if view.sight.balances.is_empty() { p.muted { (view.say("orders-holdings-no-balances")) } }
            @for (one, level, entries) in &view.sight.balances { (balance(view, one, *level, entries)) }
            div.line { (view.button(button_word(text, "load_balance"), "load_balance", "")) }
        }
    };
    card(&view.say("orders-holdings-balances"), &body)
}

fn balance(view: &View<'_>, one: &Balance, level: Money, entries: &[Entry]) -> Markup {
    let (text, now) = (view.who.t(), view.site.now());
    let over = one.closed_at.is_some() || one.expires_at.is_some_and(|at| at <= now);
    html! {
        div.stack.tight {
            h3 {
                (value(text, one.kind.word())) @if !one.ending.is_empty() { " •••• " (one.ending) } " · " (text.money(level))
                @if over { " " (badge(Tone::Plain, &view.say("orders-balance-over"))) }
            }
            @if let Some(at) = one.expires_at { p.muted { (view.say("orders-expires")) " " (view.when(at)) } }
            @if !entries.is_empty() { details.more { summary { (view.say("orders-ledger")) } (ledger(view, one, entries)) } }
            @if !over { div.line { (view.button(view.say("orders-add-to-balance"), "load_balance", &format!("balance={}&kind={}", one.id, one.kind.word()))) } }
        }
    }
}

/// The whole ledger, the newest line first.
fn ledger(view: &View<'_>, one: &Balance, entries: &[Entry]) -> Markup {
    let text = view.who.t();
    let money = |minor: i64| text.money(Money::new(minor, one.currency));
    let heads = ["orders-when", "orders-why", "orders-gross", "orders-level-after"].map(|key| text.say(key));
    let rows = html! {
        @for entry in entries.iter().rev() {
            tr {
                td { (view.when(entry.entered_at)) }
                td { (value(text, &entry.reason)) div.muted { (said(text, "actor", &entry.actor_kind)) } }
                td.number { (money(entry.minor)) }
                td.number { (money(entry.level_after)) }
            }
        }
    };
    html! { (table(view.say("orders-ledger"), heads, rows)) }
}

pub(super) fn papers(view: &View<'_>) -> Markup {
    let text = view.who.t();
    let body = html! {
        div.stack {
            @if view.sight.papers.is_empty() { p.muted { (view.say("orders-no-papers")) } }
            @for paper in &view.sight.papers {
                div {
                    strong { (said(text, "paper", paper.kind.word())) " " (paper.number) }
                    p.muted { (text.money(paper.gross())) " · " (view.when(paper.issued_at)) }
                    a.attachment href={ "/papers/" (paper.id) ".pdf" } { (icon("download")) span.name { "PDF" } }
                }
            }
        }
    };
    card(&view.say("orders-papers"), &body)
}
