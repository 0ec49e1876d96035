//! One's papers as files: PDF, and the invoice for machines. Only one's own, and only if known well enough.

use super::known::Known;
use crate::theirs;
use crate::told::{Told, ToldOfHouse, need};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Tx};
use orders::orders as shelf;
use orders::papers::{self, Paper, PaperId, PaperKind};
use orders::printing;
use web::{Problem, Site};

pub(super) async fn pdf(State(site): State<Site>, known: Known, Path(id): Path<i64>) -> Result<Response, Problem> {
    let own = own(&site, &known, id).await?;
    let number = own.number.clone();
    // Printing takes a moment of the processor, which other requests should not wait for.
    let printed = tokio::task::spawn_blocking(move || printing::pdf(&own)).await;
    let bytes = printed.map_err(|fault| Problem::fault(&fault))??;
    Ok(file(&number, "pdf", "application/pdf", bytes))
}

pub(super) async fn xml(State(site): State<Site>, known: Known, Path(id): Path<i64>) -> Result<Response, Problem> {
    let own = own(&site, &known, id).await?;
    if own.kind == PaperKind::Receipt {
        return Err(Problem::refused("portal-refused-no-e-invoice"));
    }
    Ok(file(&own.number, "xml", "application/xml", printing::xml(&own)?.into_bytes()))
}

async fn own(site: &Site, known: &Known, id: i64) -> Result<Paper, Problem> {
    let asker = known.clone();
    Ok(site.db().read(move |tx| told(tx, &asker, PaperId(id))).await?)
}

fn told(tx: &mut Tx<'_>, who: &Known, id: PaperId) -> Result<Paper, Trouble> {
    let found = theirs::paper(tx, who.customer, id)?;
    match found.order {
        Some(order) => {
            let order = shelf::find(tx, order)?;
            need(Told::of(tx, &order, who)?.invoices)?;
        }
        None => need(ToldOfHouse::of(tx, who)?.invoices)?,
    }
    papers::find(tx, found.id)
}

/// Always a download, never a page on our address, never kept by a cache.
fn file(number: &str, ending: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    let name: String = number.chars().map(plain).collect();
    let about = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{ending}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (about, bytes).into_response()
}
