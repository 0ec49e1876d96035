//! Papers: what they say, as JSON, as PDF/A-3 and as the e-invoice in XML.

use super::SEE;
use super::amount::Amount;
use super::verdict::as_json;
use crate::papers::{self, Paper, PaperId, PaperKind};
use crate::printing;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use customers::CustomerId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use web::api::{IntoParams, List, Look, Reply, Time, ToSchema, get, word};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/papers", SEE, list)
                .says("List a customer’s papers, the newest first")
                .asks::<Whose>()
                .lists::<Shown>(),
        )
        .api(get("/api/v1/papers/{id}", SEE, show).says("Show what a paper says").gives::<Shown>())
        .api(get("/api/v1/papers/{id}/pdf", SEE, pdf).says("The paper as PDF/A-3").streams("application/pdf"))
        .api(
            get("/api/v1/papers/{id}/xml", SEE, xml)
                .says("The invoice or credit note for machines")
                .explains("UN/CEFACT Cross Industry Invoice as EN 16931 wants it. A receipt has none.")
                .streams("application/xml"),
        )
}

/// An invoice, receipt or credit note. What it says never changes.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Paper)]
struct Shown {
    id: i64,
    #[schema(schema_with = word::<PaperKind>)]
    kind: PaperKind,
    /// Without a gap for each legal entity and kind.
    number: String,
    order: Option<i64>,
    charge: Option<i64>,
    customer: i64,
    /// The invoice a credit note corrects.
    corrects: Option<i64>,
    language: String,
    net: Amount,
    tax: Amount,
    gross: Amount,
    /// Seller, buyer, lines, taxes, payments, as they were frozen.
    #[schema(value_type = Object)]
    contents: Value,
    /// Of the contents as they were written.
    sha256: String,
    issued_at: Time,
}

impl Shown {
    fn of(paper: &Paper) -> Result<Self, db::Trouble> {
        Ok(Self {
            id: paper.id.0,
            kind: paper.kind,
            number: paper.number.clone(),
            order: paper.order.map(|id| id.0),
            charge: paper.charge.map(|id| id.0),
            customer: paper.customer.0,
            corrects: paper.corrects.map(|id| id.0),
            language: paper.language.clone(),
            net: paper.net().into(),
            tax: paper.tax().into(),
            gross: paper.gross().into(),
            contents: as_json(&paper.contents()?)?,
            sha256: paper.sha256.clone(),
            issued_at: paper.issued_at.into(),
        })
    }
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct Whose {
    customer: i64,
}

async fn list(list: List<Whose>) -> Result<Response, Problem> {
    let (customer, before) = (CustomerId(list.asked.customer), list.after::<i64>()?);
    list.answer(
        |shown: &Shown| shown.id,
        move |tx, limit| papers::of_customer(tx, customer, before.map(PaperId), limit)?.iter().map(Shown::of).collect(),
    )
    .await
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&Shown::of(&papers::find(tx, PaperId(id))?)?)).await
}

async fn pdf(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    let paper = look.site.db().read(move |tx| printing::find(tx, PaperId(id))).await?;
    let bytes = printing::pdf(&paper)?;
    Ok(([(header::CONTENT_TYPE, "application/pdf")], bytes).into_response())
}

async fn xml(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    let paper = look.site.db().read(move |tx| printing::find(tx, PaperId(id))).await?;
    let text = printing::xml(&paper)?;
    Ok(([(header::CONTENT_TYPE, "application/xml")], text).into_response())
}
