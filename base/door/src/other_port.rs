//! The plain port beside HTTPS: leads browsers over, answers certificate authorities, and serves nothing to anybody else.
//!
//! One exception: a proxy we trust that says its visitor came by HTTPS gets the pages, as it does at the port where we do without TLS.

use crate::certificates::Certificates;
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use std::net::{IpAddr, SocketAddr};
use tower::ServiceExt as _;

const PROOFS: &str = "/.well-known/acme-challenge/";

/// What the plain port needs to know.
#[derive(Clone)]
pub struct OtherPort {
    /// The address people type, with https.
    pub base_url: String,
    pub certificates: Certificates,
    pub proxies: Vec<IpAddr>,
    pub pages: Router,
}

impl OtherPort {
    /// What is behind the plain port.
    pub fn router(self) -> Router {
        Router::new().fallback(answer).with_state(self)
    }

    /// The visitor's own connection is private, says a proxy that is believed.
    fn is_private(&self, request: &Request) -> bool {
        let from = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|from| from.0.ip().to_canonical());
        let says = request.headers().get("x-forwarded-proto").and_then(|says| says.to_str().ok());
        from.is_some_and(|from| self.proxies.contains(&from)) && says == Some("https")
    }
}

async fn answer(State(port): State<OtherPort>, request: Request) -> Response {
    if let Some(token) = request.uri().path().strip_prefix(PROOFS) {
        return match port.certificates.word(token) {
            Some(word) => ([(header::CONTENT_TYPE, "application/octet-stream")], word).into_response(),
            None => StatusCode::NOT_FOUND.into_response(),
        };
    }
    if port.is_private(&request) {
        return match port.pages.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
    }
    lead_over(&port.base_url, &request)
}

/// Only a question is led over. What was sent readable is refused, or nobody would notice that it is.
fn lead_over(base_url: &str, request: &Request<Body>) -> Response {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    if !path.starts_with('/') || !matches!(*request.method(), Method::GET | Method::HEAD) {
        let text = format!("This desk is spoken to by HTTPS only. Send this to {base_url} instead.\n");
        return (StatusCode::FORBIDDEN, [(header::CONNECTION, "close")], text).into_response();
    }
    (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, format!("{base_url}{path}"))]).into_response()
}
