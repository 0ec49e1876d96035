//! What every answer passes through: problems are drawn, headers that protect are added, text is compressed.

use crate::assets::NoDocument;
use crate::problem::render::draw_problems;
use crate::site::Site;
use crate::traffic;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use std::sync::{Arc, Mutex, PoisonError};
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};
use tower_http::compression::{CompressionLayer, CompressionLevel};

/// No inline script or style, no other origin; the mail frame sets a policy of its own.
pub(crate) const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; font-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
     worker-src 'self'; manifest-src 'self'";

pub(crate) fn around(router: Router<Site>, site: &Site) -> Router<Site> {
    let worth_it = DefaultPredicate::new()
        .and(NotForContentType::new("font/"))
        .and(NotForContentType::new("application/zip"));
    // By Zstandard for whoever takes it, as browsers do: a page of 148 KB costs 0.15 ms so, and several times as much by the others.
    let compression = CompressionLayer::new().quality(CompressionLevel::Precise(3)).compress_when(worth_it);
    router
        .layer(from_fn_with_state(site.clone(), draw_problems))
        .layer(from_fn(lead_past))
        .layer(compression)
        .layer(from_fn(bring_back))
        .layer(from_fn_with_state(site.clone(), protect))
        .layer(from_fn_with_state(site.clone(), traffic::count))
}

/// The body of a live stream, led past the compression. That would leave it as it is, but hold 5.8 KB for each of thousands who listen.
#[derive(Clone)]
struct LedPast(Arc<Mutex<Option<Body>>>);

async fn lead_past(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let kind = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    if kind.is_some_and(|kind| kind.starts_with(b"text/event-stream")) {
        let body = std::mem::take(response.body_mut());
        response.extensions_mut().insert(LedPast(Arc::new(Mutex::new(Some(body)))));
    }
    response
}

async fn bring_back(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if let Some(LedPast(body)) = response.extensions_mut().remove::<LedPast>() {
        *response.body_mut() = body.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default();
        response.headers_mut().remove(header::CONTENT_LENGTH);
    }
    response
}

async fn protect(State(site): State<Site>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let may_be_shown = response.extensions().get::<NoDocument>().is_none();
    let headers = response.headers_mut();
    if may_be_shown {
        set_unless_said(headers, header::CONTENT_SECURITY_POLICY, CONTENT_POLICY);
        set_unless_said(headers, header::REFERRER_POLICY, "same-origin");
        set_unless_said(
            headers,
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        );
        set_unless_said(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    }
    set_unless_said(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set_unless_said(headers, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set_unless_said(headers, header::CACHE_CONTROL, "no-store");
    if site.is_https() {
        set_unless_said(headers, header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    }
    response
}

fn set_unless_said(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}
