//! The addresses of this room: assets, what a device keeps, the live stream, health, and the description of the API.

use crate::live;
use crate::problem::Problem;
use crate::routes::{Needs, Routes};
use crate::{Site, assets, device};
use axum::extract::State;
use axum::http::StatusCode;
use db::sql;

/// Assets, live updates, health and the API's description; the app merges them with everybody else's.
pub fn routes() -> Routes {
    Routes::new()
        .open("/healthz", is_healthy)
        .open("/readyz", is_ready)
        .open("/assets/{hash}/{*path}", assets::serve)
        .open("/service-worker.js", device::service_worker)
        .open("/manifest.webmanifest", device::manifest)
        .get("/offline", Needs::Anyone, device::offline)
        .get("/live", Needs::SignedIn, live::serve)
        .merge(crate::api::routes())
}

/// Answers once the database does.
async fn is_healthy(State(site): State<Site>) -> Result<&'static str, Problem> {
    let _: i64 = site.db().read(|tx| sql("SELECT CAST(1 AS BIGINT)").only(tx, "answer")).await?;
    Ok("ok\n")
}

/// Whether requests may be sent here: the database answers and nobody asked the program to stop.
async fn is_ready(State(site): State<Site>) -> Result<&'static str, StatusCode> {
    if site.live().is_closed() || is_healthy(State(site)).await.is_err() {
        return Err(StatusCode::SERVICE_UNAVAILABLE);
    }
    Ok("ready\n")
}
