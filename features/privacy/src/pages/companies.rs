//! Holds on a company: everybody who belongs to it is held with it.

use super::holds::{self, told};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use customers::CompanyId;
use customers::holds::{Held, on, place};
use db::{Trouble, Tx};
use web::parts::{icon, link_button, page_head};
use web::{Fields, Frame, Markup, Problem, SignedIn, Site, html, see_other};

/// What stands on a company's page.
pub fn on_company(tx: &mut Tx<'_>, who: &SignedIn, company: i64) -> Result<Markup, Trouble> {
    let all = on(tx, Held::Company(company))?;
    let href = format!("/companies/{company}/holds");
    Ok(html! {
        (holds::warning(who, &all, &href))
        @if who.may("privacy.hold") { div.line { (link_button(who.t().say("privacy-holds"), href).quiet()) } }
    })
}

pub(super) async fn show(State(site): State<Site>, who: SignedIn, Path(company): Path<i64>) -> Result<Response, Problem> {
    drawn(&site, &who, company, None).await
}

pub(super) async fn hold(State(site): State<Site>, who: SignedIn, Path(company): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let reason = fields.text("reason").to_owned();
    let placed = site.db().work(who.actor(), move |work| {
        customers::companies::find(work, CompanyId(company))?;
        place(work, Held::Company(company), &reason)
    });
    match placed.await {
        Ok(_) => Ok(see_other(&format!("/companies/{company}/holds")).into_response()),
        Err(Trouble::Refused(refusal)) => drawn(&site, &who, company, Some(who.t().refusal(&refusal))).await,
        Err(other) => Err(other.into()),
    }
}

async fn drawn(site: &Site, who: &SignedIn, company: i64, mistake: Option<String>) -> Result<Response, Problem> {
    let (name, all) = site
        .db()
        .read(move |tx| Ok((customers::companies::find(tx, CompanyId(company))?.name, told(tx, Held::Company(company))?)))
        .await?;
    let back = format!("/companies/{company}");
    let body = html! {
        a.back href=(back) { (icon("chevron-left")) (name) }
        (page_head(&who.t().say("privacy-holds"), &name, &html! {}))
        (holds::drawn(site, who, &all, &format!("{back}/holds"), mistake.as_deref()))
    };
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Frame::new(site, who, name.clone()).here("customers").body(body).await?).into_response())
}
