//! “Write to us about this order”.

use super::frame::{Face, mistake};
use super::known::Known;
use super::words::address;
use crate::letter::{self, Letter, Posted};
use crate::theirs;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::Actor;
use kit::Token;
use web::parts::{button, field, form, textarea};
use web::{Fields, Problem, Site, Visitor, html, see_other};

pub(super) async fn show(
    State(site): State<Site>,
    visitor: Visitor,
    known: Known,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    draw(&site, &visitor, &known, number, &Fields::default(), None).await
}

async fn draw(
    site: &Site,
    visitor: &Visitor,
    known: &Known,
    number: String,
    typed: &Fields,
    wrong: Option<(StatusCode, String)>,
) -> Result<Response, Problem> {
    let (t, customer) = (visitor.t(), known.customer);
    let (order, face) = site
        .db()
        .read(move |tx| {
            let order = theirs::order(tx, customer, &number)?;
            let face = Face::of(tx, order.brand)?;
            Ok((order, face))
        })
        .await?;
    let key = typed.optional("key").map_or_else(|| Token::random().reveal().to_owned(), str::to_owned);
    let body = html! { div.stack {
        input type="hidden" name="key" value=(key);
        (field(t.say("portal-write-subject"), "subject").value(typed.text("subject")).attr("maxlength", "150").optional(t))
        (textarea(t.say("portal-write-text"), "text").value(typed.raw("text")).attr("rows", "8").attr("maxlength", "20000").required())
        p.hint { (t.say_with("portal-write-answer-to", &[("email", &known.address)])) }
        (button(t.say("portal-write-send")).primary())
    } };
    let title = t.say_with("portal-write-about", &[("number", &order.number)]);
    let here = address(&order.number);
    let page = html! {
        p { a href=(here) { (t.say_with("portal-back-to", &[("number", &order.number)])) } }
        h1 { (title) }
        @if let Some((_, sentence)) = &wrong { (mistake(sentence)) }
        section.card { div.body { (form(&visitor.csrf, format!("{here}/write"), &body)) } }
    };
    let status = wrong.map_or(StatusCode::OK, |(status, _)| status);
    Ok((status, face.draw(visitor, Some(known), &title, &page)).into_response())
}

pub(super) async fn send(
    State(site): State<Site>,
    visitor: Visitor,
    known: Known,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    if fields.text("text").is_empty() {
        let sentence = visitor.t().say("portal-refused-empty");
        return draw(&site, &visitor, &known, number, &fields, Some((StatusCode::UNPROCESSABLE_ENTITY, sentence))).await;
    }
    let written = Letter {
        subject: fields.text("subject").into(),
        text: fields.raw("text").trim().into(),
        key: fields.text("key").chars().take(100).collect(),
    };
    let (key, who, place, wanted) = (site.key().clone(), known.clone(), visitor.address.to_string(), number.clone());
    let posted = site
        .db()
        .work(Actor::System, move |work| {
            let order = theirs::order(work, who.customer, &wanted)?;
            letter::write(work, &key, &who, &place, &order, &written)
        })
        .await?;
    match posted {
        Posted::In(_) => Ok(see_other(&format!("{}?done=written", address(&number))).into_response()),
        Posted::Wait => {
            let sentence = visitor.t().say("portal-write-wait");
            draw(&site, &visitor, &known, number, &fields, Some((StatusCode::TOO_MANY_REQUESTS, sentence))).await
        }
    }
}
