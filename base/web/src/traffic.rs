//! How many requests came and how long their answers took, counted for whoever watches the machine. Nothing of what was asked is
//! kept: a request counts for its door (pages, API, portal, live, assets) and the class of its answer.

use crate::site::Site;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};
use std::time::Instant;

/// The upper edge of the first bucket and how many follow, each twice as wide: 1 ms to about 8 s.
const FIRST_BUCKET: f64 = 0.001;
const BUCKETS: u16 = 14;

/// The counts of this process. Cheap to clone.
#[derive(Clone)]
pub struct Traffic {
    answers: Family<Answered, Counter>,
    took: Family<Door, Histogram>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    door: &'static str,
    class: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Door {
    door: &'static str,
}

impl Default for Traffic {
    fn default() -> Self {
        Self {
            answers: Family::default(),
            took: Family::new_with_constructor(|| Histogram::new(exponential_buckets(FIRST_BUCKET, 2.0, BUCKETS))),
        }
    }
}

impl Traffic {
    /// Shows the counts in a registry.
    pub fn register(&self, registry: &mut Registry) {
        registry.register("http_answers", "Answers by door and class", self.answers.clone());
        registry.register_with_unit(
            "http_answer",
            "From a request's head to the head of its answer; live streams are not in it",
            Unit::Seconds,
            self.took.clone(),
        );
    }
}

/// Counts every request that passes.
pub(crate) async fn count(State(site): State<Site>, request: Request, next: Next) -> Response {
    let door = door(request.uri().path());
    let begun = Instant::now();
    let response = next.run(request).await;
    let traffic = site.traffic();
    let class = match response.status().as_u16() {
        ..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    };
    traffic.answers.get_or_create(&Answered { door, class }).inc();
    if door != "live" {
        traffic.took.get_or_create(&Door { door }).observe(begun.elapsed().as_secs_f64());
    }
    response
}

fn door(path: &str) -> &'static str {
    match path.split('/').nth(1) {
        Some("api") => "api",
        Some("portal") => "portal",
        Some("live") => "live",
        Some("assets") => "assets",
        Some("healthz" | "readyz") => "health",
        _ => "pages",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_counts_for_its_door_and_tells_nothing_more() {
        assert_eq!(
            ["/", "/conversations/7", "/api/v1/tags", "/portal/orders/K-1", "/live"].map(door),
            ["pages", "pages", "api", "portal", "live"]
        );
    }
}
