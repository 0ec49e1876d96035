//! Settings of one attribute: its words, its choices, its time, with what changing them would mean; switching it on and off;
//! removing it, which says what is lost and asks.

use super::super::wording::{Mistake, label, purpose};
use super::{PATH, details, effect, wish};
use crate::attribute::{Attribute, AttributeId};
use crate::attributes;
use crate::putting_back::AttributeSetting;
use agents::changes::keeping;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Work};
use kit::Moment;
use web::parts::{Effect, button, card, checkbox, field, form, is_to_show, page_head, show_effect};
use web::{Fields, Frame, Markup, Problem, SignedIn, Site, html, see_other};

pub(in crate::pages) async fn show(State(site): State<Site>, signed_in: SignedIn, Path(attribute): Path<i64>) -> Result<Response, Problem> {
    draw(&site, &signed_in, attribute, None, None).await
}

pub(in crate::pages) async fn change(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(attribute): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    if is_to_show(&fields) {
        return draw(&site, &signed_in, attribute, None, Some(&fields)).await;
    }
    let typed = fields.clone();
    let verb = move |work: &mut Work<'_>| attributes::change(work, AttributeId(attribute), &wish(&typed)?);
    apply(&site, &signed_in, attribute, Some(&fields), verb).await
}

pub(in crate::pages) async fn switch_on(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(attribute): Path<i64>,
) -> Result<Response, Problem> {
    apply(&site, &signed_in, attribute, None, move |work| attributes::switch_on(work, AttributeId(attribute))).await
}

pub(in crate::pages) async fn switch_off(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(attribute): Path<i64>,
) -> Result<Response, Problem> {
    apply(&site, &signed_in, attribute, None, move |work| attributes::switch_off(work, AttributeId(attribute))).await
}

/// Only for whoever said yes, and to no more than they were told of.
pub(in crate::pages) async fn remove(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(attribute): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (id, is_sure, told) = (AttributeId(attribute), fields.flag("sure"), fields.number("told").unwrap_or_default());
    let removed = site.db().work(signed_in.actor(), move |work| {
        if !is_sure {
            return Err(Trouble::refused("customers-attribute-unsure"));
        }
        if attributes::filled_in(work, id)? > told {
            return Err(Trouble::refused("customers-attribute-more-by-now"));
        }
        attributes::remove(work, id)
    });
    answered(&site, &signed_in, attribute, None, removed.await).await
}

/// Does it and keeps how the attribute stood.
async fn apply(
    site: &Site,
    signed_in: &SignedIn,
    attribute: i64,
    typed: Option<&Fields>,
    mut verb: impl FnMut(&mut Work<'_>) -> Result<(), Trouble> + Send + 'static,
) -> Result<Response, Problem> {
    let applied = site
        .db()
        .work(signed_in.actor(), move |work| keeping(work, &AttributeSetting, &attribute.to_string(), &mut verb));
    answered(site, signed_in, attribute, typed, applied.await).await
}

async fn answered(
    site: &Site,
    signed_in: &SignedIn,
    attribute: i64,
    typed: Option<&Fields>,
    outcome: Result<(), Trouble>,
) -> Result<Response, Problem> {
    match outcome {
        Ok(()) => Ok(see_other(PATH).into_response()),
        Err(Trouble::Refused(refusal)) => draw(site, signed_in, attribute, Some(signed_in.t().refusal(&refusal)), typed).await,
        Err(other) => Err(other.into()),
    }
}

/// What is known by it, for whoever is about to remove it.
struct Holds {
    customers: i64,
    span: Option<(Moment, Moment)>,
}

async fn draw(site: &Site, signed_in: &SignedIn, attribute: i64, mistake: Mistake, typed: Option<&Fields>) -> Result<Response, Problem> {
    let id = AttributeId(attribute);
    let (found, holds) = site
        .db()
        .read(move |tx| {
            let holds = Holds { customers: attributes::filled_in(tx, id)?, span: attributes::span(tx, id)? };
            Ok((attributes::find(tx, id)?, holds))
        })
        .await?;
    let stands = as_typed(&found);
    let typed = typed.unwrap_or(&stands);
    let shown = effect::of_change(site, signed_in, id, typed).await?;
    let name = label(signed_in.t(), &found);
    let text = signed_in.t();
    let body = html! {
        (page_head(&name, &purpose(text, &found), &html! {}))
        p.hint { (text.say_with("customers-filled-in", &[("count", &holds.customers)])) }
        (card(&text.say("customers-attribute"), &words(signed_in, &found, typed, mistake.as_deref(), &shown)))
        @if !found.is_preset { (card(&text.say("customers-attribute-remove"), &removing(signed_in, &found, &holds))) }
    };
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Frame::new(site, signed_in, name).settings("customer-attributes").body(body).await?;
    Ok((status, page).into_response())
}

fn words(signed_in: &SignedIn, attribute: &Attribute, typed: &Fields, mistake: Option<&str>, shown: &Markup) -> Markup {
    let (text, path) = (signed_in.t(), format!("{PATH}/{}", attribute.id));
    let href = format!("{path}/preview");
    let effect = Effect { id: "attribute-effect", href: &href, shown };
    let inside = html! {
        (field(text.say("customers-label"), "label").value(typed.text("label")).error(mistake).hint(label(text, attribute)))
        (details(text, typed.raw("choices"), typed.text("least"), typed.text("most"), typed.raw("purpose"), typed.text("days")))
        div.line { (button(text.say("customers-save")).primary()) (show_effect(text)) }
    };
    html! { (form(&signed_in.csrf, path, &effect.watched(&inside))) (effect.stands(text)) }
}

/// The form as it would have been filled in.
fn as_typed(attribute: &Attribute) -> Fields {
    let limit = |limit: Option<i64>| limit.map(|limit| limit.to_string()).unwrap_or_default();
    let pairs = [
        ("label", attribute.label.clone()),
        ("choices", attribute.choices.0.join("\n")),
        ("least", limit(attribute.least)),
        ("most", limit(attribute.most)),
        ("purpose", attribute.purpose.clone()),
        ("days", limit(attribute.retention_days)),
    ];
    let encoded = |value: &str| value.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
    let all: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    Fields::parse(all.join("&").as_bytes())
}

fn removing(signed_in: &SignedIn, attribute: &Attribute, holds: &Holds) -> Markup {
    let (text, zone) = (signed_in.t(), &signed_in.zone);
    let lost = holds.span.map(|(first, last)| {
        let (from, until) = (text.date(first, zone), text.date(last, zone));
        text.say_with("customers-attribute-lost", &[("count", &holds.customers), ("from", &from), ("until", &until)])
    });
    let inside = html! {
        div.stack {
            input type="hidden" name="told" value=(holds.customers);
            (checkbox(text.say_with("customers-attribute-sure", &[("count", &holds.customers)]), "sure", false))
            div.line { (button(text.say("customers-attribute-remove")).danger().icon("trash")) }
        }
    };
    html! {
        div.stack {
            p { (text.say("customers-attribute-remove-about")) }
            p { strong { @match &lost { Some(lost) => (lost), None => (text.say("customers-attribute-lost-nothing")) } } }
            (form(&signed_in.csrf, format!("{PATH}/{}/remove", attribute.id), &inside))
        }
    }
}
