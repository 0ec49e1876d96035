//! The forms that change a legal entity or a brand, each under its list, and what they do. Papers issued stay as they are.

use super::change;
use crate::address::Address;
use crate::brand::{self, Brand, BrandChange, BrandId, EntityChange, LegalEntity, LegalEntityId};
use axum::extract::{Path, State};
use axum::response::Response;
use db::Trouble;
use web::parts::{button, field, form, select};
use web::{Fields, Markup, Problem, SignedIn, Site, html};

/// One form for each entity, folded away.
pub(super) fn of_entities(who: &SignedIn, entities: &[LegalEntity]) -> Markup {
    html! { @for one in entities { (of_entity(who, one)) } }
}

fn of_entity(who: &SignedIn, one: &LegalEntity) -> Markup {
    let text = who.t();
    let (id, address) = (one.id, one.address().unwrap_or_default());
    let line = |key: &str, name: &'static str, value: &str| field(text.say(key), name).id(format!("entity-{id}-{name}")).value(value);
    let inside = html! {
        div.stack {
            div.fields { (line("orders-name", "name", &one.name).required()) (line("orders-tax-number", "tax_number", &one.tax_number)) }
            div.fields { (line("orders-line1", "line1", &address.line1).required()) (line("orders-postcode", "postcode", &address.postcode)) (line("orders-city", "city", &address.city).required()) (line("orders-country", "country", &address.country).required()) }
            (line("orders-bank", "bank", &one.bank))
            p.muted { (text.say("orders-papers-stay")) }
            div.line { (button(text.say("orders-set")).icon("check")) }
        }
    };
    folded(
        &text.say_with("orders-change-named", &[("name", &one.name)]),
        &form(&who.csrf, format!("/settings/shop/entities/{id}"), &inside),
    )
}

/// One form for each brand, folded away.
pub(super) fn of_brands(who: &SignedIn, brands: &[Brand], entities: &[LegalEntity]) -> Markup {
    html! { @for one in brands { (of_brand(who, one, entities)) } }
}

fn of_brand(who: &SignedIn, one: &Brand, entities: &[LegalEntity]) -> Markup {
    let (text, id) = (who.t(), one.id);
    let line = |key: &str, name: &'static str, value: &str| field(text.say(key), name).id(format!("brand-{id}-{name}")).value(value);
    let issuers = entities.iter().map(|entity| (entity.id.to_string(), entity.name.clone()));
    let inside = html! {
        div.stack {
            div.fields { (line("orders-name", "name", &one.name).required()) (line("orders-prefix", "prefix", &one.order_prefix)) }
            (select(text.say("orders-entity"), "entity", issuers, one.legal_entity.to_string()).id(format!("brand-{id}-entity")))
            div.line { (button(text.say("orders-set")).icon("check")) }
        }
    };
    folded(
        &text.say_with("orders-change-named", &[("name", &one.name)]),
        &form(&who.csrf, format!("/settings/shop/brands/{id}"), &inside),
    )
}

fn folded(title: &str, inside: &Markup) -> Markup {
    html! { details.more { summary { (title) } (inside) } }
}

/// `POST /settings/shop/entities/{id}`
pub(in crate::pages) async fn change_entity(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let typed = fields.clone();
    change(&site, &who, fields, move |work| {
        let name = typed.text("name").to_owned();
        let address = Address {
            name: name.clone(),
            line1: typed.text("line1").into(),
            postcode: typed.text("postcode").into(),
            city: typed.text("city").into(),
            country: typed.text("country").into(),
            ..brand::entity(work, LegalEntityId(id))?.address()?
        };
        let change = EntityChange {
            name: Some(name),
            tax_number: Some(typed.text("tax_number").into()),
            address: Some(address),
            bank: Some(typed.text("bank").into()),
        };
        brand::change_entity(work, LegalEntityId(id), &change)
    })
    .await
}

/// `POST /settings/shop/brands/{id}`
pub(in crate::pages) async fn change_brand(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let typed = fields.clone();
    change(&site, &who, fields, move |work| {
        let issuer = typed.number("entity").ok_or_else(|| Trouble::refused("orders-entity-missing"))?;
        let prefix = typed.text("prefix").chars().filter(char::is_ascii_alphanumeric).take(6).collect::<String>();
        let change = BrandChange {
            name: Some(typed.text("name").into()),
            legal_entity: Some(LegalEntityId(issuer)),
            order_prefix: Some(prefix.to_uppercase()),
        };
        brand::change(work, BrandId(id), &change)
    })
    .await
}
