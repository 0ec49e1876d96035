//! Who may be the same person: suggested beside a conversation and on the customer's page, and all of them in a list. One
//! click merges, one says that they are two people; both can be undone.

use crate::doubles::{self, Double, Pair, Reason};
use crate::identity::is_nobody;
use crate::{CustomerId, find, identities, name_of};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Tx};
use web::parts::{self, Tone, avatar, button, csrf_field, empty_state, form, icon, link_button, page_head};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, Text, html, see_other};

const ROWS: usize = 30;

/// A customer as a suggestion shows them.
struct Face {
    id: CustomerId,
    name: String,
    known_by: Vec<String>,
    last_seen_at: kit::Moment,
}

impl Face {
    fn read(tx: &mut Tx<'_>, text: &Text, id: CustomerId) -> Result<Self, Trouble> {
        let known_by = identities::of(tx, id)?
            .into_iter()
            .map(|held| held.value)
            .filter(|value| !is_nobody(value))
            .take(2)
            .collect();
        let name = Some(name_of(tx, id)?)
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| text.say("customers-nameless"));
        Ok(Self { id, name, known_by, last_seen_at: find(tx, id)?.last_seen_at })
    }
}

/// The suggestions for one customer; nothing for who may not merge, or if there are none.
pub(super) fn section(tx: &mut Tx<'_>, signed_in: &SignedIn, customer: CustomerId) -> Result<Markup, Trouble> {
    if !signed_in.may("customers.merge") {
        return Ok(html! {});
    }
    let found = doubles::of(tx, customer)?;
    let faces = found
        .iter()
        .map(|double| Face::read(tx, signed_in.t(), double.other))
        .collect::<Result<Vec<_>, _>>()?;
    let text = signed_in.t();
    Ok(html! {
        @if !found.is_empty() {
            div.section.doubles {
                h3 { (icon("people")) (text.say("customers-doubles")) " " span.count { (found.len()) } }
                ul.body.stack { @for (double, face) in found.iter().zip(&faces) { li { (suggestion(signed_in, customer, double, face)) } } }
            }
        }
    })
}

fn suggestion(signed_in: &SignedIn, customer: CustomerId, double: &Double, face: &Face) -> Markup {
    html! {
        (shown(face))
        (reasons(signed_in.t(), &double.reasons, double.score))
        (deeds(signed_in, customer, face))
    }
}

fn shown(face: &Face) -> Markup {
    html! {
        span.cell-main {
            (avatar(&face.name))
            span { a href={ "/customers/" (face.id) } { (face.name) } @for value in face.known_by.iter().filter(|value| **value != face.name) { br; span.sub { (value) } } }
        }
    }
}

fn reasons(text: &Text, reasons: &[Reason], score: i64) -> Markup {
    html! {
        p.hint {
            (text.say(if score >= 80 { "customers-double-likely" } else { "customers-double-maybe" })) ": "
            @for (at, reason) in reasons.iter().enumerate() { @if at > 0 { ", " } (text.say(&format!("customers-double-{}", reason.word().replace('_', "-")))) }
        }
    }
}

/// Merge, or say that they are two. With a script the page stays and is refreshed by the news of it.
fn deeds(signed_in: &SignedIn, customer: CustomerId, face: &Face) -> Markup {
    let text = signed_in.t();
    let deed = |path: String, button: &Markup| {
        html! {
            form method="post" action=(path) hx-post=(path) hx-swap="none" {
                (csrf_field(&signed_in.csrf)) input type="hidden" name="other" value=(face.id); (button)
            }
        }
    };
    let merge = button(text.say("customers-merge-now"))
        .icon("merge")
        .attr("aria-label", text.say_with("customers-merge-this", &[("name", &face.name)]));
    let apart = button(text.say("customers-double-apart"))
        .quiet()
        .attr("aria-label", text.say_with("customers-double-apart-this", &[("name", &face.name)]));
    html! {
        div.line {
            (deed(format!("/customers/{customer}/merge"), &html! { (merge) }))
            (deed(format!("/customers/{customer}/apart"), &html! { (apart) }))
        }
    }
}

/// `POST /customers/{customer}/apart`: they are two people.
pub(super) async fn apart(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(customer): Path<i64>,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Problem> {
    let other = other_of(&fields)?;
    let name = site
        .db()
        .work(signed_in.actor(), move |work| {
            doubles::hold_apart(work, CustomerId(customer), other)?;
            name_of(work, other)
        })
        .await?;
    if !headers.contains_key("hx-request") {
        return Ok(see_other(&back(&headers, customer)).into_response());
    }
    let text = signed_in.t();
    let way_back = form(
        &signed_in.csrf,
        format!("/customers/{customer}/apart/undo"),
        &html! {
            input type="hidden" name="other" value=(other); (button(text.say("customers-undo")).quiet().icon("undo"))
        },
    );
    Ok(said(text, &text.say_with("customers-double-held-apart", &[("name", &name)]), &way_back).into_response())
}

/// `POST /customers/{customer}/apart/undo`: they may be one after all.
pub(super) async fn together(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(customer): Path<i64>,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Problem> {
    let other = other_of(&fields)?;
    site.db()
        .work(signed_in.actor(), move |work| doubles::let_together(work, CustomerId(customer), other))
        .await?;
    Ok(see_other(&back(&headers, customer)).into_response())
}

fn other_of(fields: &Fields) -> Result<CustomerId, Problem> {
    fields.number("other").map(CustomerId).ok_or_else(|| Problem::refused("customers-merge-whom"))
}

/// To the list if one came from there, else to the customer.
fn back(headers: &HeaderMap, customer: i64) -> String {
    let from = headers.get("referer").and_then(|value| value.to_str().ok()).unwrap_or_default();
    if from.contains("/customers/doubles") {
        "/customers/doubles".to_owned()
    } else {
        format!("/customers/{customer}")
    }
}

/// A toast, put among the others.
pub(super) fn said(text: &Text, sentence: &str, way_back: &Markup) -> Markup {
    html! { div hx-swap-oob="beforeend:#toasts" { (parts::toast(text, Tone::Good, sentence, Some(20), way_back)) } }
}

/// `GET /customers/doubles`: everybody who may be somebody else, the surest first.
pub(super) async fn list(State(site): State<Site>, signed_in: SignedIn, query: Query) -> Result<Response, Problem> {
    // Who may merge may not for that reason read everybody's names.
    if !signed_in.may("customers.see") {
        return Err(Problem::forbidden());
    }
    let after = place(query.text("after"));
    let reader = signed_in.clone();
    let (mut pairs, faces) = site
        .db()
        .read(move |tx| {
            let pairs = doubles::page(tx, after, ROWS as i64 + 1)?;
            let faces = pairs
                .iter()
                .map(|pair| Ok((Face::read(tx, reader.t(), pair.one)?, Face::read(tx, reader.t(), pair.other)?)));
            let faces = faces.collect::<Result<Vec<_>, Trouble>>()?;
            Ok((pairs, faces))
        })
        .await?;
    let next = (pairs.len() > ROWS).then(|| pairs.get(ROWS - 1).map(place_of)).flatten();
    pairs.truncate(ROWS);
    let text = signed_in.t();
    let body = html! {
        (page_head(&text.say("customers-doubles-title"), &text.say("customers-doubles-about"), &html! { (link_button(text.say("customers-title"), "/customers")) }))
        div id="doubles" data-live="customers" hx-get=(address(query.text("after"))) hx-select="#doubles" hx-trigger="live" hx-swap="outerMorph" {
            @if pairs.is_empty() { (empty_state("people", &text.say("customers-doubles-none"), &html! { p { (text.say("customers-doubles-none-next")) } })) }
            @else { ul.card.double-pairs { @for (pair, (one, other)) in pairs.iter().zip(&faces) { (row(&signed_in, pair, one, other)) } } }
            @if let Some(next) = next { p.line { (link_button(text.say("customers-doubles-more"), address(&next))) } }
        }
    };
    let page = Frame::new(&site, &signed_in, text.say("customers-doubles-title"))
        .here("customers")
        .body(body)
        .await?;
    Ok(page.into_response())
}

/// The one seen last is kept: their name and language are the newest.
fn row(signed_in: &SignedIn, pair: &Pair, one: &Face, other: &Face) -> Markup {
    let (keep, double) = if one.last_seen_at >= other.last_seen_at { (one, other) } else { (other, one) };
    html! {
        li id={ "pair-" (pair.one) "-" (pair.other) } {
            div.double-two { (shown(keep)) (icon("merge")) (shown(double)) }
            (reasons(signed_in.t(), &pair.reasons, pair.score))
            (deeds(signed_in, keep.id, double))
        }
    }
}

fn address(after: &str) -> String {
    if after.is_empty() {
        "/customers/doubles".to_owned()
    } else {
        format!("/customers/doubles?after={after}")
    }
}

fn place_of(pair: &Pair) -> String {
    format!("{}.{}.{}", pair.score, pair.one, pair.other)
}

fn place(text: &str) -> Option<doubles::Place> {
    let mut numbers = text.split('.').map(|number| number.parse::<i64>().ok());
    let (score, one, other) = (numbers.next()??, numbers.next()??, numbers.next()??);
    Some((score, CustomerId(one), CustomerId(other)))
}
