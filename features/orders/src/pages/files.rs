//! Papers as files: downloaded by whoever may see orders, and put on the reply somebody is writing.

use super::whereabouts::From;
use super::workspace::Desk;
use crate::Event;
use crate::order::OrderId;
use crate::papers::{self, PaperId};
use crate::printing;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderName, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse as _, Response};
use customers::CustomerId;
use db::Trouble;
use web::{Fields, Problem, SignedIn, Site, see_other};

pub(super) const PDF: &str = "application/pdf";

/// `GET /papers/{file}`: `12.pdf` or `12.xml`.
pub(super) async fn download(State(site): State<Site>, _: SignedIn, Path(file): Path<String>) -> Result<Response, Problem> {
    let (id, kind) = file.rsplit_once('.').unwrap_or((file.as_str(), ""));
    let id: i64 = id.parse().map_err(|_| Problem::not_found())?;
    if kind != "pdf" && kind != "xml" {
        return Err(Problem::not_found());
    }
    let paper = site.db().read(move |tx| papers::find(tx, PaperId(id))).await?;
    let name = format!("attachment; filename=\"{}\"", name_of(&paper.number, kind));
    let about = |media_type: &str| -> [(HeaderName, String); 3] {
        [
            (CONTENT_TYPE, media_type.into()),
            (CONTENT_DISPOSITION, name.clone()),
            (X_CONTENT_TYPE_OPTIONS, "nosniff".into()),
        ]
    };
    if kind == "xml" {
        return Ok((about("application/xml; charset=utf-8"), printing::xml(&paper)?).into_response());
    }
    Ok((about(PDF), printed(move || printing::pdf(&paper)).await?).into_response())
}

/// Printing takes a moment of the processor, which other requests should not wait for.
pub(super) async fn printed(press: impl FnOnce() -> Result<Vec<u8>, Trouble> + Send + 'static) -> Result<Vec<u8>, Problem> {
    let printed = tokio::task::spawn_blocking(press).await;
    Ok(printed.map_err(|fault| Problem::fault(&fault))??)
}

/// Letters, digits and dashes only: the number of a paper is ours, and a file's name is nobody's to break out of.
pub(super) fn name_of(number: &str, kind: &str) -> String {
    let safe: String = number.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("{safe}.{kind}")
}

/// What is put on a reply: whose, of which order, and what it is.
pub(super) struct About {
    pub customer: CustomerId,
    pub order: Option<OrderId>,
    pub what: String,
    pub number: String,
}

/// `POST /papers/{id}/attach`: puts the PDF on the reply in a conversation.
pub(super) async fn attach(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let paper = site.db().read(move |tx| papers::find(tx, PaperId(id))).await?;
    let about = About {
        customer: paper.customer,
        order: paper.order,
        what: paper.kind.word().into(),
        number: paper.number.clone(),
    };
    let bytes = printed(move || printing::pdf(&paper)).await?;
    attached(&site, &who, &fields, about, bytes).await
}

/// Puts it there and writes down that it was, in one. Nobody's paper goes into somebody else's conversation.
pub(super) async fn attached(site: &Site, who: &SignedIn, fields: &Fields, about: About, bytes: Vec<u8>) -> Result<Response, Problem> {
    let number = From::of(fields).0.ok_or(Trouble::NotFound("conversation"))?;
    let name = name_of(&about.number, "pdf");
    let (desk, asking) = (site.service::<Desk>(), who.clone());
    site.db()
        .work(who.actor(), move |work| {
            let beside = desk.0.beside(work, &asking, number)?;
            if customers::current(work, beside.customer)? != customers::current(work, about.customer)? {
                return Err(Trouble::refused("orders-paper-of-another"));
            }
            desk.0.attach(work, &asking, number, &name, PDF, &bytes)?;
            work.record(&Event::PaperPutOnReply {
                customer: about.customer.0,
                order: about.order.map(|order| order.0),
                conversation: beside.id,
                what: about.what.clone(),
                number: about.number.clone(),
            })
        })
        .await?;
    Ok(see_other(&format!("/conversations/{number}")).into_response())
}
