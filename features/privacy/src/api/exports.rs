//! One person's data, asked for and taken by programs.

use super::EXPORT;
use crate::export::{self, Export, ExportId, State};
use crate::pages::as_file;
use axum::extract::Path;
use axum::response::Response;
use serde::Serialize;
use web::api::{Change, Look, Nothing, Reply, Time, ToSchema, get, post, word};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            post("/api/v1/customers/{id}/exports", EXPORT, ask)
                .says("Ask for everything kept of a customer, as a ZIP file")
                .explains("It is made in the background; look at the export until its state is `made`, then take its file. While one is being made, asking again gives that one.")
                .takes::<Nothing>()
                .makes::<Shown>(),
        )
        .api(get("/api/v1/person-exports/{id}", EXPORT, show).says("Show how far an export is").gives::<Shown>())
        .api(
            get("/api/v1/person-exports/{id}/file", EXPORT, file)
                .says("Take the file of an export")
                .explains("That it was taken is recorded. The file is there for a week.")
                .streams("application/zip"),
        )
}

/// One export.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PersonExport)]
struct Shown {
    id: i64,
    customer: i64,
    #[schema(schema_with = word::<State>)]
    state: State,
    /// Rows written so far.
    rows_done: i64,
    /// Why it failed, if it did.
    problem: String,
    size_bytes: Option<i64>,
    sha256: Option<String>,
    asked_at: Time,
    finished_at: Option<Time>,
    /// When the file goes.
    expires_at: Option<Time>,
}

impl From<Export> for Shown {
    fn from(export: Export) -> Self {
        Self {
            id: export.id.0,
            customer: export.customer,
            state: export.state,
            rows_done: export.rows_done,
            problem: export.problem,
            size_bytes: export.size_bytes,
            sha256: export.sha256,
            asked_at: Time(export.asked_at),
            finished_at: export.finished_at.map(Time),
            expires_at: export.expires_at.map(Time),
        }
    }
}

async fn ask(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            work.keep_quietly("one is being made already");
            let export = export::ask(work, id)?;
            Reply::made(format!("/api/v1/person-exports/{export}"), &Shown::from(export::find(work, export)?))
        })
        .await
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&Shown::from(export::find(tx, ExportId(id))?))).await
}

async fn file(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    let bytes = look.site.db().work(look.who.actor(), move |work| export::take(work, ExportId(id))).await?;
    Ok(as_file(bytes, id))
}
