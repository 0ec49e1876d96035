//! Settings of one attribute: its words, its choices, its time; switching it on and off; removing it.

use super::super::wording::{Mistake, label, purpose};
use super::{PATH, details, wish};
use crate::attribute::{Attribute, AttributeId};
use crate::attributes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Work};
use web::parts::{button, card, field, form, page_head};
use web::{Fields, Frame, Markup, Problem, SignedIn, Site, html, see_other};

pub(in crate::pages) async fn show(State(site): State<Site>, signed_in: SignedIn, Path(attribute): Path<i64>) -> Result<Response, Problem> {
    draw(&site, &signed_in, attribute, None).await
}

pub(in crate::pages) async fn change(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(attribute): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    apply(&site, &signed_in, attribute, move |work| attributes::change(work, AttributeId(attribute), &wish(&fields)?)).await
}

pub(in crate::pages) async fn switch_on(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(attribute): Path<i64>,
) -> Result<Response, Problem> {
    apply(&site, &signed_in, attribute, move |work| attributes::switch_on(work, AttributeId(attribute))).await
}

pub(in crate::pages) async fn switch_off(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(attribute): Path<i64>,
) -> Result<Response, Problem> {
    apply(&site, &signed_in, attribute, move |work| attributes::switch_off(work, AttributeId(attribute))).await
}

pub(in crate::pages) async fn remove(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(attribute): Path<i64>,
) -> Result<Response, Problem> {
    apply(&site, &signed_in, attribute, move |work| attributes::remove(work, AttributeId(attribute))).await
}

async fn apply(
    site: &Site,
    signed_in: &SignedIn,
    attribute: i64,
    verb: impl FnMut(&mut Work<'_>) -> Result<(), Trouble> + Send + 'static,
) -> Result<Response, Problem> {
    match site.db().work(signed_in.actor(), verb).await {
        Ok(()) => Ok(see_other(PATH).into_response()),
        Err(Trouble::Refused(refusal)) => draw(site, signed_in, attribute, Some(signed_in.t().refusal(&refusal))).await,
        Err(other) => Err(other.into()),
    }
}

async fn draw(site: &Site, signed_in: &SignedIn, attribute: i64, mistake: Mistake) -> Result<Response, Problem> {
    let attribute = AttributeId(attribute);
    let (found, filled_in) = site
        .db()
        .read(move |tx| Ok((attributes::find(tx, attribute)?, attributes::filled_in(tx, attribute)?)))
        .await?;
    let name = label(signed_in.t(), &found);
    let body = body(signed_in, &found, filled_in, mistake.as_deref());
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Frame::new(site, signed_in, name).settings("customer-attributes").body(body).await?;
    Ok((status, page).into_response())
}

fn body(signed_in: &SignedIn, attribute: &Attribute, filled_in: i64, mistake: Option<&str>) -> Markup {
    let (text, path) = (signed_in.t(), format!("{PATH}/{}", attribute.id));
    let limit = |limit: Option<i64>| limit.map(|limit| limit.to_string()).unwrap_or_default();
    let choices = attribute.choices.0.join("\n");
    let (least, most, days) = (limit(attribute.least), limit(attribute.most), limit(attribute.retention_days));
    let fields = html! {
        div.stack {
            (field(text.say("customers-label"), "label").value(&attribute.label).error(mistake).hint(label(text, attribute)))
            (details(text, &choices, &least, &most, &attribute.purpose, &days))
            div.line { (button(text.say("customers-save")).primary()) }
        }
    };
    html! {
        (page_head(&label(text, attribute), &purpose(text, attribute), &html! {}))
        p.hint { (text.say_with("customers-filled-in", &[("count", &filled_in)])) }
        (card(&text.say("customers-attribute"), &form(&signed_in.csrf, path.clone(), &fields)))
        @if !attribute.is_preset {
            (card(&text.say("customers-attribute-remove"), &html! {
                p { (text.say("customers-attribute-remove-about")) }
                (form(&signed_in.csrf, format!("{path}/remove"), &html! { (button(text.say("customers-attribute-remove")).danger().icon("trash")) }))
            }))
        }
    }
}
