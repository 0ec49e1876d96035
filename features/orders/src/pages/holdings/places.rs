//! Addresses and ways to pay: lists, and the forms that add to them, choose the usual one, and take one out.

use super::{View, change};
use crate::address::{self, Address, AddressId, AddressKind};
use crate::balance::{self, BalanceKind};
use crate::pages::wording::{country, method_name, said, value};
use crate::payment_method::{self, MethodId, MethodKind, NewMethod};
use axum::extract::{Path, State};
use axum::response::Response;
use customers::CustomerId;
use db::{Trouble, Work};
use web::parts::{badge, button, card, checkbox, field, form, select};
use web::{Fields, Markup, Problem, SignedIn, Site, Text, html};

pub(super) fn addresses(view: &View<'_>) -> Markup {
    let text = view.who.t();
    let body = html! {
        div.stack id="addresses" {
            @if view.sight.addresses.is_empty() { p.muted { (view.say("orders-holdings-no-addresses")) } }
            @for held in &view.sight.addresses {
                div {
                    p.line { strong { (said(text, "which", which(held.kind))) } @if held.is_default { (badge(web::parts::Tone::Plain, &view.say("orders-usual"))) } }
                    @if let Ok(address) = held.address() { p { (one_line(view.who.t(), &address)) } }
                    (own_buttons(view, "addresses", held.id.0, held.is_default))
                }
            }
            (adding_address(view))
        }
    };
    card(&view.say("orders-holdings-addresses"), &body)
}

const fn which(kind: AddressKind) -> &'static str {
    match kind {
        AddressKind::Shipping => "ship_to",
        AddressKind::Billing => "bill_to",
    }
}

fn one_line(text: &Text, address: &Address) -> String {
    let place = format!("{} {}", address.postcode, address.city);
    let land = country(text, &address.country);
    let all = [address.name.as_str(), &address.line1, &address.line2, &place, &address.region, land];
    all.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Make it the usual one, take it out.
fn own_buttons(view: &View<'_>, what: &str, id: i64, is_default: bool) -> Markup {
    let csrf = &view.who.csrf;
    let carried = html! { input type="hidden" name="customer" value=(view.sight.customer); (view.from.field()) };
    html! {
        @if view.who.may("orders.act") {
            div.line {
                @if !is_default { (form(csrf, format!("/{what}/{id}/usual"), &html! { (carried) (button(view.say("orders-make-usual")).quiet()) })) }
                (form(csrf, format!("/{what}/{id}/remove"), &html! { (carried) (button(view.say("orders-take-out")).quiet()) }))
            }
        }
    }
}

fn adding_address(view: &View<'_>) -> Markup {
    let (text, typed) = (view.who.t(), view.typed);
    let line = |key: &str, name: &'static str| field(text.say(key), name).id(format!("new-{name}")).value(typed.text(name));
    let kinds = [AddressKind::Shipping, AddressKind::Billing].map(|kind| (kind.word(), said(text, "which", which(kind))));
    let inside = html! {
        div.stack {
            (view.from.field())
            (select(text.say("orders-which-address"), "kind", kinds, typed.text("kind")).id("new-address-kind"))
            (line("orders-name", "name").required()) (line("orders-line1", "line1").required()) (line("orders-line2", "line2").optional(text))
            div.fields { (line("orders-postcode", "postcode")) (line("orders-city", "city").required()) }
            div.fields { (line("orders-region", "region").optional(text)) (line("orders-country", "country").required().hint(text.say("orders-country-hint"))) }
            (checkbox(text.say("orders-make-usual"), "usual", typed.flag("usual")))
            div.line { (button(text.say("orders-add-address")).icon("plus")) }
        }
    };
    adding(view, "addresses", "orders-add-address", typed.has("line1"), &inside)
}

fn adding(view: &View<'_>, what: &str, key: &str, open: bool, inside: &Markup) -> Markup {
    html! {
        @if view.who.may("orders.act") {
            details.more open[open] { summary { (view.say(key)) } (form(&view.who.csrf, format!("/customers/{}/{what}", view.sight.customer), inside)) }
        }
    }
}

pub(super) fn methods(view: &View<'_>) -> Markup {
    let text = view.who.t();
    let body = html! {
        div.stack id="methods" {
            @if view.sight.methods.is_empty() { p.muted { (view.say("orders-holdings-no-methods")) } }
            @for method in &view.sight.methods {
                div {
                    p.line { strong { (method_name(text, method)) } @if method.is_default { (badge(web::parts::Tone::Plain, &view.say("orders-usual"))) } }
                    p.muted { (value(text, method.kind.word())) }
                    (own_buttons(view, "payment-methods", method.id.0, method.is_default))
                }
            }
            (adding_method(view))
        }
    };
    card(&view.say("orders-holdings-methods"), &body)
}

/// Kinds an agent may write down. Store credit comes by being given, a gift card by its code.
const KINDS: [MethodKind; 5] = [MethodKind::Card, MethodKind::Wallet, MethodKind::Bank, MethodKind::Invoice, MethodKind::GiftCard];

fn adding_method(view: &View<'_>) -> Markup {
    let (text, typed) = (view.who.t(), view.typed);
    let kinds = KINDS.map(|kind| (kind.word(), value(text, kind.word())));
    let inside = html! {
        div.stack {
            (view.from.field())
            (select(text.say("orders-method-kind"), "kind", kinds, typed.text("kind")).id("new-method-kind"))
            (field(text.say("orders-method-label"), "label").value(typed.text("label")).hint(text.say("orders-method-label-hint")))
            (field(text.say("orders-method-reference"), "reference").value(typed.text("reference")).hint(text.say("orders-method-reference-hint")).autocomplete("off"))
            div.line { (button(text.say("orders-add-method")).icon("plus")) }
        }
    };
    adding(view, "payment-methods", "orders-add-method", typed.has("reference"), &inside)
}

/// `POST /customers/{customer}/addresses`
pub(in crate::pages) async fn add_address(
    State(site): State<Site>,
    who: SignedIn,
    Path(customer): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let typed = fields.clone();
    change(&site, &who, customer, fields, move |work, customer| {
        let kind = if typed.text("kind") == AddressKind::Billing.word() {
            AddressKind::Billing
        } else {
            AddressKind::Shipping
        };
        let read: Result<Address, _> = serde_json::from_value(crate::pages::request::address(&typed));
        let address = read.map_err(|_| Trouble::refused("orders-address-incomplete"))?;
        address::add(work, customer, kind, &address, typed.flag("usual")).map(drop)
    })
    .await
}

/// `POST /customers/{customer}/payment-methods`
pub(in crate::pages) async fn add_method(
    State(site): State<Site>,
    who: SignedIn,
    Path(customer): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let typed = fields.clone();
    change(&site, &who, customer, fields, move |work, customer| add_one(work, customer, &typed)).await
}

fn add_one(work: &mut Work<'_>, customer: CustomerId, typed: &Fields) -> Result<(), Trouble> {
    let kind = MethodKind::of_word(typed.text("kind")).filter(|kind| KINDS.contains(kind));
    let kind = kind.ok_or_else(|| Trouble::refused("orders-form-unreadable"))?;
    if kind == MethodKind::GiftCard {
        return add_gift_card(work, customer, typed.text("reference"));
    }
    let label = typed.optional("label").ok_or_else(|| Trouble::refused("orders-name-missing"))?;
    let new = NewMethod {
        kind,
        label: label.into(),
        reference: typed.text("reference").into(),
        balance: None,
    };
    payment_method::add(work, customer, &new).map(drop)
}

/// A gift card is known by its code; one that was given to somebody else is as unknown as a wrong code.
fn add_gift_card(work: &mut Work<'_>, customer: CustomerId, code: &str) -> Result<(), Trouble> {
    let found = balance::by_code(work, code)?;
    let found = found.filter(|held| held.kind == BalanceKind::GiftCard && held.customer.is_none_or(|whose| whose == customer));
    let held = found.ok_or_else(|| Trouble::refused("orders-gift-card-unknown"))?;
    payment_method::add_balance(work, customer, held.id).map(drop)
}

/// What belongs to somebody else is not there.
fn theirs<T: PartialEq>(whose: &T, customer: &T) -> Result<(), Trouble> {
    if whose == customer { Ok(()) } else { Err(Trouble::NotFound("customer")) }
}

async fn on_address(
    site: Site,
    who: SignedIn,
    id: i64,
    fields: Fields,
    verb: fn(&mut Work<'_>, AddressId) -> Result<(), Trouble>,
) -> Result<Response, Problem> {
    let customer = fields.number("customer").ok_or_else(Problem::not_found)?;
    change(&site, &who, customer, fields, move |work, customer| {
        theirs(&address::find(work, AddressId(id))?.customer, &customer)?;
        verb(work, AddressId(id))
    })
    .await
}

async fn on_method(
    site: Site,
    who: SignedIn,
    id: i64,
    fields: Fields,
    verb: fn(&mut Work<'_>, MethodId) -> Result<(), Trouble>,
) -> Result<Response, Problem> {
    let customer = fields.number("customer").ok_or_else(Problem::not_found)?;
    change(&site, &who, customer, fields, move |work, customer| {
        theirs(&payment_method::find(work, MethodId(id))?.customer, &customer)?;
        verb(work, MethodId(id))
    })
    .await
}

/// `POST /addresses/{id}/usual`
pub(in crate::pages) async fn default_address(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    on_address(site, who, id, fields, address::make_default).await
}

/// `POST /addresses/{id}/remove`
pub(in crate::pages) async fn remove_address(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    on_address(site, who, id, fields, address::remove).await
}

/// `POST /payment-methods/{id}/usual`
pub(in crate::pages) async fn default_method(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    on_method(site, who, id, fields, payment_method::make_default).await
}

/// `POST /payment-methods/{id}/remove`
pub(in crate::pages) async fn remove_method(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    on_method(site, who, id, fields, payment_method::remove).await
}
