//! The addresses of this room: assets, what a device keeps, the live stream, health, and the description of the API.

use crate::live;
use crate::problem::Problem;
use crate::routes::{Needs, Routes};
use crate::{Site, assets, device};
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::response::{IntoResponse as _, Response};
use db::sql;
use std::time::Duration;

/// Whoever asks whether the program is ready within so long of another has the same answer about changes.
const SHARED: Duration = Duration::from_secs(1);

/// Assets, live updates, health and the API's description; the app merges them with everybody else's.
pub fn routes() -> Routes {
    Routes::new()
        .open("/healthz", is_healthy)
        .open("/readyz", is_ready)
        .open("/assets/{hash}/{*path}", assets::serve)
        .open("/service-worker.js", device::service_worker)
        .open("/manifest.webmanifest", device::manifest)
        .get("/offline", Needs::Anyone, device::offline)
        .get(live::PATH, Needs::SignedIn, live::serve)
        .merge(crate::api::routes())
}

/// Answers once the database does.
async fn is_healthy(State(site): State<Site>) -> Result<&'static str, Problem> {
    let _: i64 = site.db().read(|tx| sql("SELECT CAST(1 AS BIGINT)").only(tx, "answer")).await?;
    Ok("ok\n")
}

/// Whether requests may be sent here: the database answers and keeps what is changed, nobody asked the program to
/// stop, and no newer one has come. If not, why.
async fn is_ready(State(site): State<Site>) -> Result<&'static str, Response> {
    if site.live().is_closed() {
        return Err(not_ready("the program is stopping"));
    }
    if is_healthy(State(site.clone())).await.is_err() {
        return Err(not_ready("the database does not answer"));
    }
    if let Some(why) = site.db().rests() {
        return Err(not_ready(&why));
    }
    match site.db().kept_changes_lately(SHARED).await {
        Ok(()) => Ok("ready\n"),
        // A server's words may name people and machines; the log has them.
        Err(_) if matches!(site.db().place(), db::Place::Postgres(_)) => Err(not_ready("PostgreSQL keeps no changes now")),
        Err(trouble) => Err(not_ready(&trouble.to_string())),
    }
}

/// Told to machines, whoever asks; a page of words would be drawn over it.
fn not_ready(why: &str) -> Response {
    let problem = serde_json::json!({ "type": "about:blank", "title": "Not ready", "status": 503, "detail": why });
    let head = [(CONTENT_TYPE, "application/problem+json"), (RETRY_AFTER, "5")];
    (StatusCode::SERVICE_UNAVAILABLE, head, problem.to_string()).into_response()
}
