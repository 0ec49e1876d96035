//! One request: who asked, what and why, what it would do, and the two buttons.

use crate::action::Preview;
use crate::approvals::{self, Approval, ApprovalId, Decided};
use crate::pages::actions::ForPiece;
use crate::pages::order::sight::{agent_names, by_name};
use crate::pages::taking::code_card;
use crate::pages::wording::{self, deed, in_language, role, said};
use agents::AgentId;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use std::collections::HashMap;
use web::parts::{Tone, banner, button, card, field, form, link_button, page_head, table, table_card, time};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, html, see_other};

struct Shown {
    approval: Approval,
    preview: Preview,
    reason: String,
    number: Option<String>,
    is_mine: bool,
    names: HashMap<i64, String>,
}

/// `GET /approvals/{id}`
pub(in crate::pages) async fn show(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    query: Query,
    piece: ForPiece,
) -> Result<Response, Problem> {
    if piece.0 {
        let shown = read(&site, &who, ApprovalId(id)).await?;
        return Ok(request(&site, &who, &shown).into_response());
    }
    let news = match query.text("came") {
        "done" => Some((Tone::Good, who.t().say("orders-approval-done"))),
        "void" => Some((Tone::Warn, who.t().say("orders-approval-was-void"))),
        _ => None,
    };
    draw(&site, &who, ApprovalId(id), news).await
}

async fn read(site: &Site, who: &SignedIn, id: ApprovalId) -> Result<Shown, Problem> {
    let agent = AgentId(who.agent_id);
    Ok(site
        .db()
        .read(move |tx| {
            let approval = approvals::find(tx, id)?;
            Ok(Shown {
                preview: approval.preview()?,
                reason: approval.request()?.deed().reason().to_owned(),
                number: approval.order.map(|order| crate::orders::find(tx, order)).transpose()?.map(|order| order.number),
                is_mine: approvals::may_decide(tx, &approval, agent)?,
                names: agent_names(tx)?,
                approval,
            })
        })
        .await?)
}

async fn draw(site: &Site, who: &SignedIn, id: ApprovalId, news: Option<(Tone, String)>) -> Result<Response, Problem> {
    draw_with(site, who, id, news, html! {}).await
}

/// With what is told once: the code of a gift card whoever approves it passes on.
async fn draw_with(site: &Site, who: &SignedIn, id: ApprovalId, news: Option<(Tone, String)>, once: Markup) -> Result<Response, Problem> {
    let (text, shown) = (who.t(), read(site, who, id).await?);
    let title = text.say_with("orders-approval-of", &[("action", &deed(text, &shown.approval.verb))]);
    let refused = news.as_ref().is_some_and(|(tone, _)| *tone == Tone::Danger);
    let body = html! {
        (page_head(&title, "", &html! { (link_button(text.say("orders-approvals"), "/approvals").quiet()) }))
        @if let Some((tone, sentence)) = &news { (banner(*tone, &html! { p { (sentence) } })) }
        (once)
        (request(site, who, &shown))
    };
    let status = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Frame::new(site, who, title).here("approvals").body(body).await?).into_response())
}

/// The request as it stands; it fetches itself when somebody decides, or the order moves.
fn request(site: &Site, who: &SignedIn, shown: &Shown) -> Markup {
    let topic = shown.approval.order.map_or_else(|| "orders".to_owned(), |order| format!("order:{order}"));
    html! {
        div.stack id="approval" data-live=(topic) hx-get={ "/approvals/" (shown.approval.id) } hx-trigger="live" hx-swap="outerMorph" {
            p role="status" { (said(who.t(), "approval", shown.approval.state.word())) }
            (about(site, who, shown))
            (lines(who, "orders-bill-changes", "entry", &shown.preview.lines))
            (lines(who, "orders-money-moves", "move", &shown.preview.money))
            @if shown.is_mine { (deciding(who, &shown.approval)) }
        }
    }
}

fn about(site: &Site, who: &SignedIn, shown: &Shown) -> Markup {
    let (text, approval, locale) = (who.t(), &shown.approval, who.t().locale());
    let when = |moment| time(text, moment, site.now(), &who.zone);
    let by = |id: AgentId| shown.names.get(&id.0).cloned().unwrap_or_default();
    let body = html! {
        dl.facts {
            dt { (text.say("orders-who")) } dd { (by_name(&shown.names, text, &approval.asker_kind, approval.asker_id)) " " (when(approval.asked_at)) }
            @if let Some(number) = &shown.number { dt { (text.say("orders-order-head")) } dd { a href={ "/orders/" (number) } { (number) } } }
            dt { (text.say("orders-gross")) } dd { strong { (text.money(approval.amount())) } }
            @if !shown.reason.is_empty() { dt { (text.say("orders-reason")) } dd { (wording::reason(text, &shown.reason)) } }
            dt { (text.say("orders-decided-by")) } dd { (role(text, &approval.role)) }
            @for reason in &shown.preview.verdict.reasons { dt { (text.say("orders-why")) } dd { (in_language(&reason.text, locale)) } }
            @if approval.is_open_at(site.now()) { dt { (text.say("orders-expires")) } dd { (when(approval.expires_at)) } }
            @if let Some(decider) = approval.decided_by {
                dt { (text.say("orders-decision")) }
                dd {
                    (by(decider)) @if let Some(at) = approval.decided_at { " " (when(at)) }
                    @if let Some(absent) = approval.for_agent { " " (text.say_with("orders-in-place-of", &[("name", &by(absent))])) }
                    @if !approval.reason.is_empty() { p { (approval.reason) } }
                }
            }
            @for what in &shown.preview.cannot_be_undone { dt { (text.say("orders-cannot-be-undone")) } dd { (said(text, "final", what)) } }
        }
    };
    card(&text.say("orders-request"), &body)
}

fn lines(who: &SignedIn, title: &str, family: &str, lines: &[crate::action::Line]) -> Markup {
    let text = who.t();
    if lines.is_empty() {
        return html! {};
    }
    let heads = ["orders-what", "orders-for", "orders-gross"].map(|key| text.say(key));
    let rows = html! { @for line in lines { tr { td { (said(text, family, &line.kind)) } td { (wording::line_label(text, &line.kind, &line.label)) } td.number { (text.money(line.amount)) } } } };
    html! { (table_card(&text.say(title), &table(text.say(title), heads, rows))) }
}

fn deciding(who: &SignedIn, approval: &Approval) -> Markup {
    let text = who.t();
    let yes = html! { div.stack { (field(text.say("orders-decision-note"), "reason").id("give-reason").optional(text)) div.line { (button(text.say("orders-approve")).primary().icon("check")) } } };
    let no = html! { div.stack { (field(text.say("orders-decision-reason"), "reason").id("refuse-reason").required()) div.line { (button(text.say("orders-refuse")).danger().icon("cross")) } } };
    card(
        &text.say("orders-decide"),
        &html! { div.fields { (form(&who.csrf, format!("/approvals/{}/give", approval.id), &yes)) (form(&who.csrf, format!("/approvals/{}/refuse", approval.id), &no)) } },
    )
}

/// `POST /approvals/{id}/give`: done in the name of who asked, if nothing moved since.
pub(in crate::pages) async fn give(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let reason = fields.text("reason").to_owned();
    let given = site.db().work(who.actor(), move |work| approvals::give(work, ApprovalId(id), &reason)).await;
    match given {
        Ok(Decided::Done(done)) if done.outcome.code.is_some() => {
            let code = code_card(&who, done.outcome.code.as_deref().unwrap_or_default());
            draw_with(&site, &who, ApprovalId(id), Some((Tone::Good, who.t().say("orders-approval-done"))), code).await
        }
        Ok(Decided::Done(_)) => Ok(see_other(&format!("/approvals/{id}?came=done")).into_response()),
        Ok(Decided::Void) => Ok(see_other(&format!("/approvals/{id}?came=void")).into_response()),
        Err(Trouble::Refused(refusal)) => draw(&site, &who, ApprovalId(id), Some((Tone::Danger, who.t().refusal(&refusal)))).await,
        Err(other) => Err(other.into()),
    }
}

/// `POST /approvals/{id}/refuse`: never without a reason for whoever asked.
pub(in crate::pages) async fn refuse(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let Some(reason) = fields.optional("reason").map(str::to_owned) else {
        let sentence = who.t().say("orders-decision-needs-reason");
        return draw(&site, &who, ApprovalId(id), Some((Tone::Danger, sentence))).await;
    };
    match site.db().work(who.actor(), move |work| approvals::refuse(work, ApprovalId(id), &reason)).await {
        Ok(()) => Ok(see_other("/approvals").into_response()),
        Err(Trouble::Refused(refusal)) => draw(&site, &who, ApprovalId(id), Some((Tone::Danger, who.t().refusal(&refusal)))).await,
        Err(other) => Err(other.into()),
    }
}
