//! Writing a draft: the document as JSON, checked as a whole; every fault is shown at once with where and how to mend it.

use crate::policies::{self, PolicyId, PolicyState};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use policy::{Fault, Policy};
use web::parts::{Tone, banner, button, field, form, link_button, page_head, textarea};
use web::{Fields, Frame, Markup, Problem, SignedIn, Site, html, see_other};

/// `GET /settings/policies/new`: begins with what is live, or with the policy every shop starts with.
pub(in crate::pages) async fn new(State(site): State<Site>, who: SignedIn) -> Result<Response, Problem> {
    let text = site
        .db()
        .read(|tx| {
            let live = policies::all(tx)?.into_iter().find(|version| version.state == PolicyState::Live);
            live.map_or_else(policies::starting_policy, |version| policies::document(tx, version.id))
        })
        .await?;
    draw(&site, &who, None, &pretty(&text), "", Vec::new(), None).await
}

/// `GET /settings/policies/{policy}/edit`
pub(in crate::pages) async fn edit(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    let id = PolicyId(id);
    let (version, text) = site.db().read(move |tx| Ok((policies::find(tx, id)?, policies::document(tx, id)?))).await?;
    if version.state != PolicyState::Draft {
        return Err(Trouble::refused("orders-policy-not-a-draft").into());
    }
    draw(&site, &who, Some(id), &pretty(&text), &version.note, Vec::new(), None).await
}

/// `POST /settings/policies`
pub(in crate::pages) async fn draft(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    keep(&site, &who, None, &fields).await
}

/// `POST /settings/policies/{policy}`
pub(in crate::pages) async fn change(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    keep(&site, &who, Some(PolicyId(id)), &fields).await
}

async fn keep(site: &Site, who: &SignedIn, id: Option<PolicyId>, fields: &Fields) -> Result<Response, Problem> {
    let (document, note) = (fields.raw("document").to_owned(), fields.text("note").to_owned());
    if let Err(faults) = Policy::parse(&document) {
        return draw(site, who, id, &document, &note, faults, None).await;
    }
    let (text, remark) = (document.clone(), note.clone());
    let kept = site
        .db()
        .work(who.actor(), move |work| match id {
            Some(id) => policies::change_draft(work, id, &text, &remark).map(|()| id),
            None => policies::draft(work, &text, &remark),
        })
        .await;
    match kept {
        Ok(id) => Ok(see_other(&format!("/settings/policies/{id}")).into_response()),
        Err(Trouble::Refused(refusal)) => draw(site, who, id, &document, &note, Vec::new(), Some(who.t().refusal(&refusal))).await,
        Err(other) => Err(other.into()),
    }
}

async fn draw(
    site: &Site,
    who: &SignedIn,
    id: Option<PolicyId>,
    document: &str,
    note: &str,
    faults: Vec<Fault>,
    mistake: Option<String>,
) -> Result<Response, Problem> {
    let text = who.t();
    let status = if faults.is_empty() && mistake.is_none() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let action = id.map_or_else(|| "/settings/policies".to_owned(), |id| format!("/settings/policies/{id}"));
    let inside = html! {
        div.stack {
            (textarea(text.say("orders-policy-document"), "document").value(document).class("mono").attr("rows", "28").attr("spellcheck", "false").hint(text.say("orders-policy-document-hint")))
            (field(text.say("orders-note"), "note").value(note).hint(text.say("orders-policy-note-hint")))
            div.line { (button(text.say("orders-policy-check")).primary().icon("check")) (link_button(text.say("orders-policies"), "/settings/policies").quiet()) }
        }
    };
    let body = html! {
        (page_head(&text.say("orders-policy-draft-head"), &text.say("orders-policy-draft-about"), &html! {}))
        @if let Some(mistake) = &mistake { (banner(Tone::Danger, &html! { p { (mistake) } })) }
        (listed(who, &faults))
        (form(&who.csrf, action, &inside))
    };
    Ok((status, Frame::new(site, who, text.say("orders-policies")).settings("policies").body(body).await?).into_response())
}

fn listed(who: &SignedIn, faults: &[Fault]) -> Markup {
    let (text, locale) = (who.t(), who.t().locale());
    html! {
        @if !faults.is_empty() {
            (banner(Tone::Danger, &html! {
                p { strong { (text.say_with("orders-policy-faults", &[("count", &faults.len())])) } }
                ol { @for fault in faults { li { span.mono { (fault.path) } ": " (fault.problem.of(locale)) " " (fault.remedy.of(locale)) } } }
            }))
        }
    }
}

/// Indented, if it is JSON at all.
fn pretty(document: &str) -> String {
    let read: Result<serde_json::Value, _> = serde_json::from_str(document);
    read.and_then(|value| serde_json::to_string_pretty(&value)).unwrap_or_else(|_| document.to_owned())
}
