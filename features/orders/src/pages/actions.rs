//! “What can I do for this order, and why not the rest?”: a list one narrows by typing, as a page of its own and as a dialog
//! over whatever page one is on.

use super::order::View;
use super::order::sight::Sight;
use super::reasons;
use super::request::VERBS;
use super::whereabouts::From;
use super::wording::{button_word, in_language, outcome_badge};
use super::workspace;
use crate::action::{Origin, Preview, Request, preview_from};
use crate::order::Order;
use crate::unit::{Unit, UnitState};
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use db::{Actor, Trouble, Tx};
use policy::Outcome;
use serde_json::{Value, json};
use std::convert::Infallible;
use web::parts::{Tone, banner, icon_button, link_button, page_head};
use web::{Frame, Markup, Problem, Query, SignedIn, Site, html};

/// Whether the page asks for a piece of itself, or a browser for a whole page.
pub(super) struct ForPiece(pub bool);

impl<S: Sync> FromRequestParts<S> for ForPiece {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.headers.contains_key("hx-request")))
    }
}

/// An action, and what the policy says to its most usual form. `None` where it depends on what is filled in.
pub(super) struct Offer {
    pub verb: &'static str,
    pub preview: Option<Preview>,
}

impl Offer {
    fn is_denied(&self) -> bool {
        self.preview.as_ref().is_some_and(|preview| !preview.is_possible())
    }
}

/// `GET /orders/{number}/actions`
pub(super) async fn show(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<String>,
    query: Query,
    piece: ForPiece,
) -> Result<Response, Problem> {
    let (asked, actor) = (number.clone(), who.actor());
    let (_, origin) = workspace::asked_in(&site, &who, From::of(&query).0).await?;
    let (sight, offers) = site
        .db()
        .read(move |tx| {
            let sight = Sight::of(tx, &asked)?;
            let offers = offers(tx, actor, &sight, &origin)?;
            Ok((sight, offers))
        })
        .await?;
    let view = View { site: &site, who: &who, sight: &sight, from: From::of(&query) };
    let list = narrowed(&view, &offers, query.text("q"));
    if piece.0 {
        return Ok(dialog(&view, &list).into_response());
    }
    let text = who.t();
    let title = text.say_with("orders-what-can-i-do", &[("number", &sight.order.number)]);
    let body = html! {
        (page_head(&title, &text.say("orders-what-can-i-do-about"), &html! { (view.from.back(&who)) (link_button(text.say("orders-back-to-order"), view.path("")).quiet()) }))
        section.card { div.body { (list) } }
    };
    Ok(Frame::new(&site, &who, title).here("orders").body(body).await?.into_response())
}

/// The button that opens the list, by `d` from wherever it stands.
pub(super) fn opener(view: &View<'_>) -> Markup {
    let (text, path) = (view.who.t(), view.path("/actions"));
    html! {
        @if view.who.may("orders.act") { (open_button(text, &path, &view.sight.order.number)) div id="actions-place" data-keep {} }
    }
}

/// The button alone, for panels.
pub(super) fn open_button(text: &web::Text, path: &str, number: &str) -> Markup {
    html! {
        (link_button(text.say("orders-act"), path).primary().icon("macro").key("d")
            .attr("data-key", "d").attr("data-key-group", text.say("orders-title"))
            .attr("data-command", text.say_with("orders-what-can-i-do", &[("number", &number)]))
            .attr("hx-get", path).attr("hx-target", "#actions-place").attr("hx-swap", "innerHTML"))
    }
}

fn dialog(view: &View<'_>, list: &Markup) -> Markup {
    let text = view.who.t();
    html! {
        dialog.dialog id="actions" aria-labelledby="actions-title" data-auto {
            header {
                h2 id="actions-title" { (text.say_with("orders-what-can-i-do", &[("number", &view.sight.order.number)])) }
                (icon_button("cross", text.say("web-close")).attr("data-close", ""))
            }
            div.body { (list) }
        }
    }
}

/// The list with its line to type in. With script the line narrows what is here; without, it asks for the page again.
fn narrowed(view: &View<'_>, offers: &[Offer], typed: &str) -> Markup {
    let text = view.who.t();
    let wanted = typed.to_lowercase();
    let kept = offers.iter().filter(|offer| button_word(text, offer.verb).to_lowercase().contains(&wanted));
    // The program's own code for somebody who has not shown enough who they are.
    let unverified = offers
        .iter()
        .filter_map(|offer| offer.preview.as_ref())
        .any(|preview| preview.verdict.code.starts_with("identity"));
    let (denied, open): (Vec<&Offer>, Vec<&Offer>) = kept.partition(|offer| offer.is_denied());
    html! {
        div.stack {
            form method="get" action={ "/orders/" (view.sight.order.number) "/actions" } role="search" {
                (view.from.field())
                div.field {
                    label for="actions-typed" { (text.say("orders-type-to-narrow")) }
                    input.input id="actions-typed" type="search" name="q" value=(typed) autocomplete="off" autofocus data-sieve="actions-list";
                }
            }
            @if unverified { (banner(Tone::Info, &html! { p { (text.say("orders-verify-first")) " " a href=(view.from.link(&format!("/customers/{}/verify", view.sight.order.customer))) { (text.say("orders-verify")) } } })) }
            div id="actions-list" data-sieve-list {
                ul.related { @for offer in &open { (line(view, offer)) } }
                @if !denied.is_empty() {
                    h2 { (text.say("orders-why-not-the-rest")) }
                    ul.related { @for offer in &denied { (line(view, offer)) } }
                }
            }
        }
    }
}

fn line(view: &View<'_>, offer: &Offer) -> Markup {
    let text = view.who.t();
    let why = offer
        .preview
        .as_ref()
        .filter(|preview| !matches!(preview.verdict.outcome, Outcome::Allowed | Outcome::NeedsConfirmation));
    let first = why.and_then(|preview| preview.verdict.reasons.first());
    html! {
        li data-sieve-item {
            a href=(view.path(&format!("/actions/{}", offer.verb))) data-verb=(offer.verb) {
                span { (button_word(text, offer.verb)) }
                @if let Some(preview) = &offer.preview { (outcome_badge(text, &preview.verdict.outcome)) }
                @if let Some(first) = first { span.sub { (in_language(&first.text, text.locale())) } }
            }
        }
    }
}

/// Tries each action as it is most usually asked for; nothing is changed.
pub(super) fn offers(tx: &mut Tx<'_>, actor: Actor, sight: &Sight, origin: &Origin) -> Result<Vec<Offer>, Trouble> {
    let mut all = Vec::new();
    for verb in VERBS {
        let reason = reasons::of(tx, &sight.order, verb)?.into_iter().next().unwrap_or_default();
        let asked = usual(&sight.order, &sight.units, verb, &reason).and_then(|asked| serde_json::from_value::<Request>(asked).ok());
        let preview = asked.map(|asked| preview_from(tx, actor, &asked, origin)).transpose()?;
        all.push(Offer { verb, preview });
    }
    Ok(all)
}

/// An action over all pieces it could concern, if it can be asked without filling anything in.
fn usual(order: &Order, units: &[Unit], verb: &str, reason: &str) -> Option<Value> {
    // Where nothing fits, all of it is tried: the reason is then that of the goods, and not that none were named.
    let those = |fits: fn(&Unit) -> bool| -> Vec<&Unit> {
        let found: Vec<&Unit> = units.iter().filter(|unit| fits(unit)).collect();
        if found.is_empty() { units.iter().collect() } else { found }
    };
    let ids = |units: &[&Unit]| units.iter().map(|unit| unit.id.0).collect::<Vec<_>>();
    let arrived = those(|unit| unit.state == UnitState::Delivered);
    let here = ids(&arrived);
    let skus: Vec<&str> = arrived.iter().map(|unit| unit.sku.as_str()).collect();
    let smallest = serde_json::to_value(kit::Money::new(1, order.currency)).ok()?;
    let with = |more: Value| {
        let mut asked = json!({ "verb": verb, "order": order.id.0, "reason": reason });
        if let (Some(asked), Value::Object(more)) = (asked.as_object_mut(), more) {
            asked.extend(more);
        }
        Some(asked)
    };
    match verb {
        "refund" => with(json!({ "refund": { "what": "everything" } })),
        "goodwill" => with(json!({ "verb": "refund", "refund": { "what": "goodwill", "amount": smallest }, "refund_to": "store_credit" })),
        "return" => with(json!({ "units": here, "condition": "unopened" })),
        "exchange" => with(json!({ "units": here, "wanted": skus, "condition": "unopened" })),
        "cancel" => with(json!({ "units": [] })),
        "resend" => with(json!({ "units": ids(&those(|unit| unit.state.has_left())) })),
        "credit" => with(json!({ "amount": smallest })),
        "waive_fee" | "invoice" | "receipt" => with(json!({})),
        _ => None,
    }
}
