//! The forms before a preview: which pieces, why, and where the money goes.

use super::frame::Face;
use super::known::Known;
use super::request::{CANCEL_REASONS, CONDITIONS, RETURN_REASONS};
use super::ways::{self, Way};
use super::words::{address, said};
use crate::theirs::{self, Theirs};
use crate::told::{Told, need};
use axum::extract::{Path, State};
use db::{Trouble, Tx};
use orders::Order;
use orders::product;
use orders::unit::{self, Unit, UnitState};
use web::parts::{Tone, banner, button, checkbox, field, form, link_button, radio, select};
use web::{Markup, Problem, Site, Text, Visitor, html};

/// What a form is drawn from.
struct Choice {
    order: Theirs<Order>,
    units: Vec<Unit>,
    /// For each piece, what it could be exchanged for: article number and name.
    instead: Vec<Vec<(String, String)>>,
    /// Where there is nothing to choose from: what the policy says to it.
    closed: Option<Way>,
    face: Face,
}

impl Choice {
    fn of(tx: &mut Tx<'_>, known: &Known, number: &str, state: UnitState, name: &str) -> Result<Self, Trouble> {
        let order = theirs::order(tx, known.customer, number)?;
        let told = Told::of(tx, &order, known)?;
        need(if name == "address" { told.addresses } else { told.contents })?;
        let all = unit::of(tx, order.id)?;
        let units: Vec<Unit> = all.iter().filter(|unit| unit.state == state).cloned().collect();
        let closed = if units.is_empty() { ways::closed(tx, known, &order, &all, name)? } else { None };
        let instead = units.iter().map(|unit| variants(tx, unit)).collect::<Result<_, _>>()?;
        Ok(Self { face: Face::of(tx, order.brand)?, order, units, instead, closed })
    }
}

fn variants(tx: &mut Tx<'_>, unit: &Unit) -> Result<Vec<(String, String)>, Trouble> {
    let all = product::variants(tx, unit.product)?;
    let on_sale = all.into_iter().filter(orders::product::Variant::is_on_sale);
    on_sale.map(|variant| Ok((format!("{}:{}", unit.id, variant.sku), variant.name()?))).collect()
}

pub(super) async fn returning(
    State(site): State<Site>,
    visitor: Visitor,
    known: Known,
    Path(number): Path<String>,
) -> Result<Markup, Problem> {
    draw(&site, visitor, known, number, UnitState::Delivered, "return", |t, choice| {
        html! { (pieces(t, choice)) (why(t, &RETURN_REASONS)) (condition(t)) (refund_to(t)) }
    })
    .await
}

pub(super) async fn exchanging(
    State(site): State<Site>,
    visitor: Visitor,
    known: Known,
    Path(number): Path<String>,
) -> Result<Markup, Problem> {
    draw(&site, visitor, known, number, UnitState::Delivered, "exchange", |t, choice| {
        html! { (swaps(t, choice)) (why(t, &RETURN_REASONS)) (condition(t)) }
    })
    .await
}

pub(super) async fn cancelling(
    State(site): State<Site>,
    visitor: Visitor,
    known: Known,
    Path(number): Path<String>,
) -> Result<Markup, Problem> {
    draw(&site, visitor, known, number, UnitState::Ordered, "cancel", |t, choice| {
        html! { (pieces(t, choice)) (why(t, &CANCEL_REASONS)) (refund_to(t)) }
    })
    .await
}

pub(super) async fn moving(
    State(site): State<Site>,
    visitor: Visitor,
    known: Known,
    Path(number): Path<String>,
) -> Result<Markup, Problem> {
    draw(&site, visitor, known, number, UnitState::Ordered, "address", |t, choice| {
        choice.order.ship_to().map_or_else(
            |_| Markup::default(),
            |here| {
                html! {
                    (field(t.say("portal-address-name"), "name").value(here.name).autocomplete("name").required())
                    (field(t.say("portal-address-line1"), "line1").value(here.line1).autocomplete("address-line1").required())
                    (field(t.say("portal-address-line2"), "line2").value(here.line2).autocomplete("address-line2").optional(t))
                    (field(t.say("portal-address-postcode"), "postcode").value(here.postcode).autocomplete("postal-code"))
                    (field(t.say("portal-address-city"), "city").value(here.city).autocomplete("address-level2").required())
                    (field(t.say("portal-address-region"), "region").value(here.region).autocomplete("address-level1").optional(t))
                    (field(t.say("portal-address-country"), "country").value(here.country).hint(t.say("portal-address-country-hint"))
                            .autocomplete("country").attr("maxlength", "2").required())
                }
            },
        )
    })
    .await
}

/// The page around a form; with nothing to choose from it says so.
async fn draw(
    site: &Site,
    visitor: Visitor,
    known: Known,
    number: String,
    state: UnitState,
    name: &'static str,
    parts: impl Fn(&Text, &Choice) -> Markup,
) -> Result<Markup, Problem> {
    let asker = known.clone();
    let choice = site.db().read(move |tx| Choice::of(tx, &asker, &number, state, name)).await?;
    let (t, here) = (visitor.t(), address(&choice.order.number));
    let title = said(t, "title", name);
    let verb = if name == "address" { "change_address" } else { name };
    let body = html! { div.stack {
        input type="hidden" name="verb" value=(verb);
        (parts(t, &choice))
        div.front-buttons { (button(t.say("portal-continue")).primary()) (link_button(t.say("portal-not-now"), here.clone()).quiet()) }
    } };
    let page = html! {
        p { a href=(here) { (t.say_with("portal-back-to", &[("number", &choice.order.number)])) } }
        h1 { (title) }
        @if choice.units.is_empty() {
            (banner(Tone::Info, &html! {
                @match &choice.closed { Some(way) => (way.denied(&visitor)), None => p { (t.say("portal-nothing-to-choose")) } }
            }))
            div.front-buttons { (link_button(t.say("portal-write"), format!("{here}/write"))) }
        } @else {
            section.card { div.body { (form(&visitor.csrf, format!("{here}/preview"), &body)) } }
        }
    };
    Ok(choice.face.draw(&visitor, Some(&known), &title, &page))
}

fn pieces(t: &Text, choice: &Choice) -> Markup {
    html! {
        fieldset {
            legend { (t.say("portal-which")) }
            @for unit in &choice.units {
                (checkbox(unit.name.clone(), "unit", choice.units.len() == 1).value(unit.id.to_string()).hint(unit.sku.clone()))
            }
        }
    }
}

fn swaps(t: &Text, choice: &Choice) -> Markup {
    html! {
        @for (unit, instead) in choice.units.iter().zip(&choice.instead) {
            @let keep = (String::new(), t.say("portal-keep"));
            (select(t.say_with("portal-instead-of", &[("piece", &unit.name)]), "swap", std::iter::once(keep).chain(instead.iter().cloned()), "")
                .id(format!("swap-{}", unit.id)))
        }
    }
}

fn why(t: &Text, reasons: &[&'static str]) -> Markup {
    html! { (select(t.say("portal-why"), "reason", reasons.iter().map(|word| (*word, said(t, "reason", word))), "changed_mind")) }
}

fn condition(t: &Text) -> Markup {
    html! { (select(t.say("portal-condition"), "condition", CONDITIONS.iter().map(|word| (*word, said(t, "condition", word))), "unopened")) }
}

fn refund_to(t: &Text) -> Markup {
    html! {
        fieldset {
            legend { (t.say("portal-refund-to")) }
            (radio(t.say("portal-refund-original"), "refund_to", "original_method", true))
            (radio(t.say("portal-refund-credit"), "refund_to", "store_credit", false))
        }
    }
}
