//! One's papers as files: PDF, and the invoice for machines. Only one's own, and only if known well enough.

use super::known::Known;
use crate::told::{Told, need};
use crate::{printed, theirs};
use ::papers::{Paper, einvoice, print};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use customers::CustomerId;
use db::{Trouble, Tx};
use orders::orders as shelf;
use orders::papers::PaperId;
use web::{Problem, Site};

pub(super) async fn pdf(State(site): State<Site>, known: Known, Path(id): Path<i64>) -> Result<Response, Problem> {
    let paper = own(&site, &known, id).await?;
    let bytes = print(&paper).map_err(|fault| Problem::fault(&fault))?;
    Ok(file(&paper, "pdf", "application/pdf", bytes))
}

pub(super) async fn xml(State(site): State<Site>, known: Known, Path(id): Path<i64>) -> Result<Response, Problem> {
    let paper = own(&site, &known, id).await?;
    let text = einvoice::ubl(&paper).map_err(|_| Problem::refused("portal-refused-no-e-invoice"))?;
    Ok(file(&paper, "xml", "application/xml", text.into_bytes()))
}

async fn own(site: &Site, known: &Known, id: i64) -> Result<Paper, Problem> {
    let customer = known.customer;
    Ok(site.db().read(move |tx| told(tx, customer, PaperId(id))).await?)
}

fn told(tx: &mut Tx<'_>, customer: CustomerId, id: PaperId) -> Result<Paper, Trouble> {
    let found = theirs::paper(tx, customer, id)?;
    if let Some(order) = found.order {
        let order = shelf::find(tx, order)?;
        need(Told::of(tx, &order)?.invoices)?;
    }
    printed::paper(tx, &found)
}

/// Always a download, never a page on our address, never kept by a cache.
fn file(paper: &Paper, ending: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    let name: String = paper.particulars().number.chars().map(plain).collect();
    let about = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{ending}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (about, bytes).into_response()
}
