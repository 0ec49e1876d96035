//! Settings: what agents may write down about customers, why, and for how long.

pub(super) mod effect;
pub(super) mod one;

use super::wording::{Mistake, label, purpose, refused};
use crate::attribute::{Attribute, Shape};
use crate::attributes::{self, Wish};
use crate::putting_back::AttributeSetting;
use agents::changes::keeping_new;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use web::parts::{Effect, Tone, badge, button, card, field, form, is_to_show, page_head, select, show_effect, table, textarea};
use web::{Fields, Frame, Markup, Problem, SignedIn, Site, Text, html, see_other};

const PATH: &str = "/settings/customer-attributes";

pub(super) async fn show(State(site): State<Site>, signed_in: SignedIn) -> Result<Response, Problem> {
    draw(&site, &signed_in, None, &Fields::default()).await
}

pub(super) async fn define(State(site): State<Site>, signed_in: SignedIn, fields: Fields) -> Result<Response, Problem> {
    if is_to_show(&fields) {
        return draw(&site, &signed_in, None, &fields).await;
    }
    let typed = fields.clone();
    let defined = site.db().work(signed_in.actor(), move |work| {
        let id = attributes::define(work, &wish(&typed)?)?;
        keeping_new(work, &AttributeSetting, &id.to_string())
    });
    match defined.await {
        Ok(()) => Ok(see_other(PATH).into_response()),
        Err(trouble) => {
            let mistake = refused(signed_in.t(), trouble)?;
            draw(&site, &signed_in, Some(mistake), &fields).await
        }
    }
}

async fn draw(site: &Site, signed_in: &SignedIn, mistake: Mistake, typed: &Fields) -> Result<Response, Problem> {
    let all = site.db().read(attributes::all).await?;
    let text = signed_in.t();
    let body = html! {
        (page_head(&text.say("customers-attributes"), &text.say("customers-attributes-about"), &html! {}))
        div.card { (rows(signed_in, &all)) }
        (card(&text.say("customers-attribute-new"), &new_form(signed_in, mistake.as_deref(), typed)))
    };
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Frame::new(site, signed_in, text.say("customers-attributes"))
        .settings("customer-attributes")
        .body(body)
        .await?;
    Ok((status, page).into_response())
}

fn rows(signed_in: &SignedIn, all: &[Attribute]) -> Markup {
    let text = signed_in.t();
    let heads = ["customers-attribute", "customers-shape", "customers-purpose", "customers-retention"].map(|key| text.say(key));
    let rows = html! {
        @for attribute in all {
            tr {
                td {
                    a href={ (PATH) "/" (attribute.id) } { (label(text, attribute)) } " "
                    @if attribute.is_on { (badge(Tone::Good, &text.say("customers-on"))) }
                }
                td { (text.say(&format!("customers-shape-{}", attribute.shape.word()))) }
                td { (purpose(text, attribute)) }
                td { (retention(text, attribute.retention_days)) }
                td.actions { (switch_form(signed_in, attribute)) }
            }
        }
    };
    html! { (table(text.say("customers-attributes"), heads, rows).with_actions(text)) }
}

fn switch_form(signed_in: &SignedIn, attribute: &Attribute) -> Markup {
    let (text, name) = (signed_in.t(), label(signed_in.t(), attribute));
    let (verb, key, shown) = if attribute.is_on {
        ("off", "customers-switch-off", "customers-switch-off-named")
    } else {
        ("on", "customers-switch-on", "customers-switch-on-named")
    };
    let button = button(text.say(key)).quiet().attr("aria-label", text.say_with(shown, &[("name", &name)]));
    form(&signed_in.csrf, format!("{PATH}/{}/{verb}", attribute.id), &html! { (button) })
}

fn retention(text: &Text, days: Option<i64>) -> String {
    days.map_or_else(|| text.say("customers-kept-always"), |days| text.say_with("customers-kept-days", &[("days", &days)]))
}

fn new_form(signed_in: &SignedIn, mistake: Option<&str>, typed: &Fields) -> Markup {
    let text = signed_in.t();
    let shapes = Shape::ALL
        .iter()
        .map(|shape| (shape.word(), text.say(&format!("customers-shape-{}", shape.word()))));
    let shown = effect::of_new(text, typed);
    let effect = Effect {
        id: "attribute-effect",
        href: "/settings/customer-attributes/preview",
        shown: &shown,
    };
    let inside = html! {
        (field(text.say("customers-label"), "label").value(typed.text("label")).error(mistake).required())
        (select(text.say("customers-shape"), "shape", shapes, typed.optional("shape").unwrap_or("text")))
        (details(text, typed.raw("choices"), typed.text("least"), typed.text("most"), typed.raw("purpose"), typed.text("days")))
        div.line { (button(text.say("customers-attribute-define")).primary()) (show_effect(text)) }
    };
    html! { (form(&signed_in.csrf, PATH, &effect.watched(&inside))) (effect.stands(text)) }
}

/// The fields defining and changing share.
fn details(text: &Text, choices: &str, least: &str, most: &str, purpose: &str, days: &str) -> Markup {
    html! {
        (textarea(text.say("customers-choices"), "choices").hint(text.say("customers-choices-hint")).value(choices).optional(text))
        div.fields {
            (field(text.say("customers-least"), "least").kind("number").value(least).optional(text))
            (field(text.say("customers-most"), "most").kind("number").value(most).optional(text))
        }
        (textarea(text.say("customers-purpose"), "purpose").hint(text.say("customers-purpose-hint")).value(purpose))
        (field(text.say("customers-days"), "days").kind("number").hint(text.say("customers-days-hint")).value(days).optional(text))
    }
}

/// The form as a wish; a number that is none is refused, not forgotten.
fn wish(fields: &Fields) -> Result<Wish, db::Trouble> {
    let number = |name: &str| match (fields.optional(name), fields.number(name)) {
        (None, _) => Ok(None),
        (Some(_), Some(number)) => Ok(Some(number)),
        (Some(text), None) => Err(db::Trouble::refused("customers-not-a-number").with("text", text.chars().take(60).collect::<String>())),
    };
    Ok(Wish {
        label: fields.text("label").to_owned(),
        shape: Shape::of_word(fields.text("shape")).unwrap_or(Shape::Text),
        choices: fields.raw("choices").lines().map(str::to_owned).collect(),
        least: number("least")?,
        most: number("most")?,
        purpose: fields.text("purpose").to_owned(),
        retention_days: number("days")?,
    })
}
