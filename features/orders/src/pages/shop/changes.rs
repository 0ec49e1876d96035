//! The forms that change a legal entity or a brand, each under its list, and what they do. Papers issued stay as they are.

use super::change;
use super::lists::At;
use super::set::prefix_of;
use crate::address::Address;
use crate::brand::{self, Brand, BrandChange, BrandId, EntityChange, LegalEntity, LegalEntityId};
use crate::putting_back::{BrandSetting, EntitySetting};
use agents::changes::keeping;
use axum::extract::{Path, State};
use axum::response::Response;
use db::Trouble;
use web::parts::{Field, button, form, select};
use web::{Fields, Markup, Problem, SignedIn, Site, html};

/// One form for each entity, folded away.
pub(super) fn of_entities(at: &At<'_>, entities: &[LegalEntity]) -> Markup {
    html! { @for one in entities { (of_entity(at, one)) } }
}

fn of_entity(at: &At<'_>, one: &LegalEntity) -> Markup {
    let (text, id) = (at.who.t(), one.id);
    let (form_name, address) = (format!("entity-{id}"), one.address().unwrap_or_default());
    let line = |key: &str, name: &'static str, value: &str| changed(at, &form_name, key, name, value);
    let fields = html! {
        div.fields { (line("orders-name", "name", &one.name).required()) (line("orders-tax-number", "tax_number", &one.tax_number)) }
        div.fields { (line("orders-line1", "line1", &address.line1).required()) (line("orders-postcode", "postcode", &address.postcode)) (line("orders-city", "city", &address.city).required()) (line("orders-country", "country", &address.country).required()) }
        (line("orders-bank", "bank", &one.bank))
    };
    let inside = at.with_effect(&form_name, &fields, &button(text.say("orders-set")).icon("check"));
    let posted = form(&at.who.csrf, format!("/settings/shop/entities/{id}"), &inside);
    folded(&text.say_with("orders-change-named", &[("name", &one.name)]), &posted, at.sent.form == form_name)
}

/// One form for each brand, folded away.
pub(super) fn of_brands(at: &At<'_>, brands: &[Brand], entities: &[LegalEntity]) -> Markup {
    html! { @for one in brands { (of_brand(at, one, entities)) } }
}

fn of_brand(at: &At<'_>, one: &Brand, entities: &[LegalEntity]) -> Markup {
    let (text, id) = (at.who.t(), one.id);
    let form_name = format!("brand-{id}");
    let line = |key: &str, name: &'static str, value: &str| changed(at, &form_name, key, name, value);
    let issuers = entities.iter().map(|entity| (entity.id.to_string(), entity.name.clone()));
    let issuer = if at.sent.form == form_name {
        at.typed(&form_name, "entity").to_owned()
    } else {
        one.legal_entity.to_string()
    };
    let fields = html! {
        div.fields { (line("orders-name", "name", &one.name).required()) (line("orders-prefix", "prefix", &one.order_prefix)) }
        (select(text.say("orders-entity"), "entity", issuers, issuer).id(format!("{form_name}-entity")))
    };
    let inside = at.with_effect(&form_name, &fields, &button(text.say("orders-set")).icon("check"));
    let posted = form(&at.who.csrf, format!("/settings/shop/brands/{id}"), &inside);
    folded(&text.say_with("orders-change-named", &[("name", &one.name)]), &posted, at.sent.form == form_name)
}

/// A line with what is so, or with what was typed if its form was sent.
fn changed(at: &At<'_>, form: &str, key: &str, name: &'static str, value: &str) -> Field {
    let value = if at.sent.form == form { at.typed(form, name) } else { value };
    at.line(form, key, name).value(value)
}

fn folded(title: &str, inside: &Markup, is_open: bool) -> Markup {
    html! { details.more open[is_open] { summary { (title) } (inside) } }
}

/// `POST /settings/shop/entities/{id}`
pub(in crate::pages) async fn change_entity(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let typed = fields.clone();
    change(&site, &who, &format!("entity-{id}"), fields, move |work| {
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
        keeping(work, &EntitySetting, &id.to_string(), |work| brand::change_entity(work, LegalEntityId(id), &change))
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
    change(&site, &who, &format!("brand-{id}"), fields, move |work| {
        let issuer = typed.number("entity").ok_or_else(|| Trouble::refused("orders-entity-missing"))?;
        let change = BrandChange {
            name: Some(typed.text("name").into()),
            legal_entity: Some(LegalEntityId(issuer)),
            order_prefix: Some(prefix_of(&typed)),
        };
        keeping(work, &BrandSetting, &id.to_string(), |work| brand::change(work, BrandId(id), &change))
    })
    .await
}
