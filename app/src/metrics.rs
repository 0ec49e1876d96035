//! Figures for whoever watches the machine, in the form Prometheus reads, at an address of their own (`metrics_listen`).
//!
//! Counts only: no name, no address, no text of anybody. Everything is read when it is asked for.

mod machine;
mod nodes;
mod work;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Router, routing};
use door::{Certificates, Crowd};
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::registry::Registry;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use web::Site;

const TEXT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What the doors tell of themselves.
pub type Watched = (Crowd, Option<Certificates>);

/// Opens the address figures are served at.
pub async fn open(address: SocketAddr) -> Result<TcpListener, String> {
    TcpListener::bind(address)
        .await
        .map_err(|e| format!("{address} cannot be listened on for figures: {e}. Choose another with --metrics-listen."))
}

/// Serves `GET /metrics` until stopped.
pub async fn serve(listener: TcpListener, site: Site, doors: Watched, stop: CancellationToken) {
    let router = Router::new().route("/metrics", routing::get(show)).with_state((site, doors));
    let server = axum::serve(listener, router).with_graceful_shutdown(stop.cancelled_owned());
    if let Err(trouble) = server.await {
        tracing::error!(%trouble, "figures are no longer served");
    }
}

async fn show(State((site, doors)): State<(Site, Watched)>) -> Response {
    match figures(&site, &doors).await {
        Ok(text) => ([(header::CONTENT_TYPE, TEXT)], text).into_response(),
        Err(trouble) => {
            tracing::warn!(%trouble, "figures could not be read");
            (StatusCode::SERVICE_UNAVAILABLE, format!("{trouble}\n")).into_response()
        }
    }
}

/// All figures as text.
pub async fn figures(site: &Site, (crowd, certificates): &Watched) -> Result<String, db::Trouble> {
    let mut registry = Registry::with_prefix("frontline");
    site.traffic().register(&mut registry);
    let live = i64::try_from(site.live().listeners()).unwrap_or(i64::MAX);
    registry.register("live_streams", "Browsers that listen for changes", ConstGauge::new(live));
    registry.register("statements", "Statements put to the database", ConstCounter::new(site.db().statements()));
    crowd.register(&mut registry);
    if let Some(certificates) = certificates {
        certificates.register(&mut registry, site.now());
    }
    work::register(&mut registry, site).await?;
    nodes::register(&mut registry, site).await?;
    let mut machine = Registry::with_prefix("process");
    machine::register(&mut machine);
    let mut text = String::new();
    // Writing into a String cannot fail; the sign of the end stands once, after both.
    let _ = encode(&mut text, &registry);
    let text_end = text.trim_end().trim_end_matches("# EOF").len();
    text.truncate(text_end);
    let _ = encode(&mut text, &machine);
    Ok(text)
}
