//! The form of one action: only the fields it needs, filled in as far as they can be known. It changes nothing; it leads
//! to the preview.

mod choices;
mod fields;

use super::order::View;
use super::order::sight::Sight;
use super::whereabouts::From;
use super::wording::button_word;
use super::{preview, workspace};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
pub(super) use choices::Choices;
use db::Trouble;
use web::parts::{Tone, banner, button, form, link_button, page_head};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, html};

/// `GET /orders/{number}/actions/{verb}`
pub(super) async fn show(
    State(site): State<Site>,
    who: SignedIn,
    Path((number, verb)): Path<(String, String)>,
    query: Query,
) -> Result<Response, Problem> {
    if query.flag("look") {
        // What a macro fills in is looked at at once; the form is one click back.
        workspace::key_of(&site, &who, From::of(&query).0).await?;
        return preview::shown(&site, &who, &number, &verb, &query.0, StatusCode::OK).await;
    }
    draw(&site, &who, &number, &verb, &query.0, None).await
}

/// The form with what was typed, and why it was not taken.
pub(super) async fn draw(
    site: &Site,
    who: &SignedIn,
    number: &str,
    verb: &str,
    typed: &Fields,
    mistake: Option<String>,
) -> Result<Response, Problem> {
    let (asked, action) = (number.to_owned(), verb.to_owned());
    let (sight, choices) = site
        .db()
        .read(move |tx| {
            let sight = Sight::of(tx, &asked)?;
            let choices = Choices::of(tx, &sight, &action)?;
            Ok((sight, choices))
        })
        .await?;
    let view = View { site, who, sight: &sight, from: From::of(typed) };
    let drawn = fields::draw(&view, verb, &choices, typed).ok_or(Trouble::NotFound("action"))?;
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let title = format!("{} · {}", button_word(who.t(), verb), sight.order.number);
    let body = body(&view, verb, &drawn, typed.number("then"), mistake.as_deref());
    Ok((status, Frame::new(site, who, title).here("orders").body(body).await?).into_response())
}

fn body(view: &View<'_>, verb: &str, fields: &Markup, then: Option<i64>, mistake: Option<&str>) -> Markup {
    let text = view.who.t();
    let about = text.say_with("orders-for-order", &[("number", &view.sight.order.number)]);
    let inside = html! {
        div.stack {
            (view.from.field())
            @if let Some(then) = then { input type="hidden" name="then" value=(then); }
            (fields)
            div.line {
                (button(text.say("orders-preview")).primary().icon("eye"))
                (link_button(text.say("orders-back-to-order"), view.path("")).quiet())
            }
        }
    };
    html! {
        (page_head(&button_word(text, verb), &about, &view.from.back(view.who)))
        @if let Some(mistake) = mistake { (banner(Tone::Danger, &html! { p { (mistake) } })) }
        section.card { div.body { (form(&view.who.csrf, format!("/orders/{}/actions/{verb}", view.sight.order.number), &inside)) } }
    }
}
