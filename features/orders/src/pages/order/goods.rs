//! The pieces of an order: what they are and where, the parcels they went in, and what comes back.

use super::View;
use crate::pages::wording::{said, unit_badge, value};
use crate::returns::ReturnState;
use crate::shipments::{ShipmentKind, ShipmentState};
use kit::Money;
use web::parts::{Tone, badge, card, icon, link_button, table, table_card};
use web::{Markup, html};

pub(super) fn units(view: &View<'_>) -> Markup {
    let (text, sight) = (view.who.t(), view.sight);
    let heads = ["orders-piece", "orders-sku", "orders-state", "orders-price"].map(|key| text.say(key));
    let rows = html! {
        @for unit in &sight.units {
            tr {
                td { (unit.name) }
                td.mono { (unit.sku) }
                td { (unit_badge(text, unit.state)) }
                td.number { (text.money(Money::new(unit.price_minor, sight.order.currency))) }
            }
        }
    };
    html! { (table_card(&text.say("orders-pieces"), &table(text.say("orders-pieces"), heads, rows))) }
}

pub(super) fn parcels(view: &View<'_>) -> Markup {
    let (text, sight) = (view.who.t(), view.sight);
    let body = html! {
        @if sight.parcels.is_empty() { p.muted { (text.say("orders-no-parcels")) } }
        div.stack {
            @for parcel in &sight.parcels {
                div {
                    h3 { (parcel.shipment.carrier) " " span.mono { (parcel.shipment.tracking) } " " (parcel_badge(view, parcel.shipment.state)) }
                    @if parcel.shipment.kind == ShipmentKind::Again { p.muted { (text.say("orders-sent-again")) } }
                    p.muted { (sight.names_of(parcel.units.iter().copied())) }
                    ol.timeline {
                        @for passage in &parcel.passages {
                            li { span.dot { (icon("move")) } div { strong { (value(text, &passage.what)) } @if !passage.place.is_empty() { p { (passage.place) } } } (view.when(passage.happened_at)) }
                        }
                    }
                }
            }
        }
    };
    card(&text.say("orders-parcels"), &body)
}

fn parcel_badge(view: &View<'_>, state: ShipmentState) -> Markup {
    let tone = match state {
        ShipmentState::Sent => Tone::Info,
        ShipmentState::Delivered => Tone::Good,
        ShipmentState::Lost => Tone::Danger,
    };
    badge(tone, &said(view.who.t(), "status", state.word()))
}

/// Returns, exchanges and cancellations, each with how far it has come.
pub(super) fn back(view: &View<'_>) -> Markup {
    let (text, sight) = (view.who.t(), view.sight);
    let nothing = sight.returns.is_empty() && sight.exchanges.is_empty() && sight.cancelled.is_empty();
    html! {
        @if !nothing {
            (card(&text.say("orders-back"), &html! {
                ol.timeline {
                    @for (goods, units) in &sight.returns { (one_return(view, goods, units)) }
                    @for (exchange, pairs) in &sight.exchanges {
                        li {
                            span.dot { (icon("refresh")) }
                            div {
                                strong { (text.say_with("orders-exchange-difference", &[("amount", &text.money(exchange.difference()))])) }
                                @for (old, new) in pairs { p { (sight.names_of([*old])) " → " (sight.names_of([*new])) } }
                            }
                            (view.when(exchange.opened_at))
                        }
                    }
                    @for cancelled in &sight.cancelled {
                        li {
                            span.dot { (icon("cross")) }
                            div { strong { (text.say_with("orders-cancelled-because", &[("reason", &value(text, &cancelled.reason))])) } p { (sight.names_of(cancelled.units.iter().copied())) } }
                            (view.when(cancelled.cancelled_at))
                        }
                    }
                }
            }))
        }
    }
}

fn one_return(view: &View<'_>, goods: &crate::returns::Return, units: &[crate::returns::ReturnUnit]) -> Markup {
    let (text, sight) = (view.who.t(), view.sight);
    let expected = goods.state == ReturnState::Expected;
    html! {
        li {
            span.dot { (icon("undo")) }
            div {
                strong { (text.say_with("orders-return", &[("number", &goods.number)])) } " " (badge(if expected { Tone::Info } else { Tone::Plain }, &said(text, "return", goods.state.word())))
                p { (value(text, &goods.reason)) " · " (value(text, goods.refund_to.word())) }
                @for unit in units {
                    p {
                        (sight.names_of([unit.unit]))
                        @if let Some(condition) = unit.condition { ": " (value(text, condition.word())) }
                        @if let Some(accepted) = unit.accepted { ", " (text.say(if accepted { "orders-accepted" } else { "orders-not-accepted" })) }
                    }
                }
                @if expected { a.attachment href={ "/returns/" (goods.id) "/note" } { (icon("download")) span.name { (text.say_with("orders-return-note-named", &[("number", &goods.number)])) } } }
                @if expected && view.who.may("orders.act") {
                    div.line {
                        (link_button(text.say("orders-do-receive-return"), with_return(view, "receive_return", goods.id.0)).icon("check"))
                        (link_button(text.say("orders-do-close-return"), with_return(view, "close_return", goods.id.0)).quiet())
                    }
                }
            }
            (view.when(goods.opened_at))
        }
    }
}

fn with_return(view: &View<'_>, verb: &str, id: i64) -> String {
    view.from.link(&format!("/orders/{}/actions/{verb}?return={id}", view.sight.order.number))
}
