//! Papers as files: downloaded by whoever may see orders, and put on the reply somebody is writing.

use super::whereabouts::From;
use super::workspace::Desk;
use crate::papers::{Paper, PaperId};
use crate::printing::{self, Printable};
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderName, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use web::{Fields, Problem, SignedIn, Site, see_other};

const PDF: &str = "application/pdf";

/// `GET /papers/{file}`: `12.pdf` or `12.xml`.
pub(super) async fn download(State(site): State<Site>, _: SignedIn, Path(file): Path<String>) -> Result<Response, Problem> {
    let (id, kind) = file.rsplit_once('.').unwrap_or((file.as_str(), ""));
    let id: i64 = id.parse().map_err(|_| Problem::not_found())?;
    if kind != "pdf" && kind != "xml" {
        return Err(Problem::not_found());
    }
    let paper = site.db().read(move |tx| printing::find(tx, PaperId(id))).await?;
    let name = format!("attachment; filename=\"{}\"", name_of(&paper.paper, kind));
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
    Ok((about(PDF), printed(paper).await?).into_response())
}

/// Printing takes a moment of the processor, which other requests should not wait for.
async fn printed(paper: Printable) -> Result<Vec<u8>, Problem> {
    let printed = tokio::task::spawn_blocking(move || printing::pdf(&paper)).await;
    Ok(printed.map_err(|fault| Problem::fault(&fault))??)
}

/// Letters, digits and dashes only: the number of a paper is ours, and a file's name is nobody's to break out of.
fn name_of(paper: &Paper, kind: &str) -> String {
    let safe: String = paper.number.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("{safe}.{kind}")
}

/// `POST /papers/{id}/attach`: puts the PDF on the reply in a conversation.
pub(super) async fn attach(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let conversation = From::of(&fields).0.ok_or(Trouble::NotFound("conversation"))?;
    let paper = site.db().read(move |tx| printing::find(tx, PaperId(id))).await?;
    let (name, bytes) = (name_of(&paper.paper, "pdf"), printed(paper).await?);
    let (desk, asking) = (site.service::<Desk>(), who.clone());
    site.db()
        .work(who.actor(), move |work| desk.0.attach(work, &asking, conversation, &name, PDF, &bytes))
        .await?;
    Ok(see_other(&format!("/conversations/{conversation}")).into_response())
}
