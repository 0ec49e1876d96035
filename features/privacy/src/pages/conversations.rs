//! Holds on one conversation, and what stands beside it while it is held.

use super::holds::{self, told};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use customers::holds::{Held, Hold, on, place};
use db::{Trouble, Tx};
use desk::{Viewer, Visible};
use web::parts::{icon, link_button, page_head};
use web::{Fields, Frame, Markup, Problem, SignedIn, Site, html, see_other};

/// What stands beside the conversation of this number, which the reader may see.
pub fn beside(tx: &mut Tx<'_>, who: &SignedIn, number: i64) -> Result<Markup, Trouble> {
    let seen = Visible::numbered(tx, Viewer::of(who), number)?;
    let all = on(tx, Held::Conversation(seen.id.0))?;
    let theirs = theirs(tx, seen.customer_id)?;
    let (t, href) = (who.t(), format!("/conversations/{}/holds", seen.number));
    let in_force = |holds: &[Hold]| holds.iter().any(|hold| hold.lifted_at.is_none());
    if !in_force(&all) && !in_force(&theirs) && !who.may("privacy.hold") {
        return Ok(Markup::default());
    }
    Ok(html! {
        div.section {
            h3 { (t.say("privacy-holds")) }
            div.body {
                (holds::warning(who, &all, &href))
                (holds::warning(who, &theirs, &format!("/customers/{}/privacy", seen.customer_id)))
                @if who.may("privacy.hold") && !in_force(&all) { (link_button(t.say("privacy-hold-place"), href).quiet()) }
            }
        }
    })
}

/// The holds on whose conversation it is, and on their company.
fn theirs(tx: &mut Tx<'_>, customer: i64) -> Result<Vec<Hold>, Trouble> {
    let mut all = on(tx, Held::Customer(customer))?;
    if let Some(company) = customers::find(tx, customers::CustomerId(customer))?.company {
        all.extend(on(tx, Held::Company(company.0))?);
    }
    Ok(all)
}

pub(super) async fn show(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>) -> Result<Response, Problem> {
    drawn(&site, &who, number, None).await
}

pub(super) async fn hold(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let (reason, viewer) = (fields.text("reason").to_owned(), Viewer::of(&who));
    let placed = site.db().work(who.actor(), move |work| {
        let seen = Visible::numbered(work, viewer, number)?;
        place(work, Held::Conversation(seen.id.0), &reason)
    });
    match placed.await {
        Ok(_) => Ok(see_other(&format!("/conversations/{number}/holds")).into_response()),
        Err(Trouble::Refused(refusal)) => drawn(&site, &who, number, Some(who.t().refusal(&refusal))).await,
        Err(other) => Err(other.into()),
    }
}

async fn drawn(site: &Site, who: &SignedIn, number: i64, mistake: Option<String>) -> Result<Response, Problem> {
    let viewer = Viewer::of(who);
    let (subject, all) = site
        .db()
        .read(move |tx| {
            let seen = Visible::numbered(tx, viewer, number)?;
            Ok((seen.subject.clone(), told(tx, Held::Conversation(seen.id.0))?))
        })
        .await?;
    let back = format!("/conversations/{number}");
    let body = html! {
        a.back href=(back) { (icon("chevron-left")) "#" (number) " " (subject) }
        (page_head(&who.t().say("privacy-holds"), &subject, &html! {}))
        (holds::drawn(site, who, &all, &format!("{back}/holds"), mistake.as_deref()))
    };
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Frame::new(site, who, who.t().say("privacy-holds")).body(body).await?).into_response())
}
