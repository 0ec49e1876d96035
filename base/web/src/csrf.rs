//! Whether a change was asked for by one of our own pages (attack 34).
//!
//! Three locks, all of them on every state-changing request that a cookie opens: the browser must not call the request
//! cross-site, its Origin must be ours, and it must carry a token bound to the session (before sign-in: to the visit
//! cookie). The token differs in every answer, so that compression tells nothing about it (BREACH).

use crate::problem::Problem;
use crate::site::Site;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use futures::StreamExt as _;
use kit::{Token, same_secret};

const HEADER: &str = "x-csrf-token";
const FIELD: &str = "csrf";
/// In a form with files the token is the first field; we look no further than this.
const FIRST_PART_BYTES: usize = 8 * 1024;

/// A fresh token for the holder of `bound_to`.
pub(crate) fn token(site: &Site, bound_to: &Token) -> String {
    let salt: String = Token::random().reveal().chars().take(22).collect();
    let proof = prove(site, bound_to, &salt);
    format!("{salt}.{proof}")
}

/// Hands the request back if it may change something for the holder of one of `bound_to`.
pub(crate) async fn check(site: &Site, bound_to: &[Token], request: Request) -> Result<Request, Problem> {
    if !comes_from_our_pages(site, request.headers()) {
        return Err(Problem::foreign_origin());
    }
    let (presented, request) = presented(request).await?;
    let good = bound_to.iter().any(|holder| is_good(site, holder, &presented));
    if good { Ok(request) } else { Err(Problem::stale_form()) }
}

/// Whether a request with this method changes something.
pub(crate) fn changes_something(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE)
}

fn is_good(site: &Site, bound_to: &Token, presented: &str) -> bool {
    presented
        .split_once('.')
        .is_some_and(|(salt, proof)| same_secret(proof, &prove(site, bound_to, salt)))
}

fn prove(site: &Site, bound_to: &Token, salt: &str) -> String {
    site.key().for_purpose("csrf").sign(format!("{salt}.{}", bound_to.hash()).as_bytes())
}

/// Old browsers send neither header; then the token alone decides.
fn comes_from_our_pages(site: &Site, headers: &HeaderMap) -> bool {
    let said = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let not_cross_site = said("sec-fetch-site").is_none_or(|origin| matches!(origin, "same-origin" | "none"));
    let host = said(HOST.as_str()).unwrap_or_default();
    let our_origin = said(ORIGIN.as_str()).is_none_or(|origin| {
        origin == site.base_url() || (!host.is_empty() && origin.split_once("://").is_some_and(|(_, authority)| authority == host))
    });
    not_cross_site && our_origin
}

async fn presented(request: Request) -> Result<(String, Request), Problem> {
    if let Some(token) = request.headers().get(HEADER).and_then(|token| token.to_str().ok()) {
        return Ok((token.to_owned(), request));
    }
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("application/x-www-form-urlencoded") {
        return in_form(request).await;
    }
    if kind.starts_with("multipart/form-data") {
        return in_first_part(request).await;
    }
    Ok((String::new(), request))
}

async fn in_form(request: Request) -> Result<(String, Request), Problem> {
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, crate::fields::LONGEST_FORM_BYTES).await.map_err(|_| Problem::too_large())?;
    let token = url::form_urlencoded::parse(&bytes)
        .find(|(name, _)| name == FIELD)
        .map(|(_, value)| value.into_owned());
    Ok((token.unwrap_or_default(), Request::from_parts(parts, Body::from(bytes))))
}

/// Reads the beginning of the body and puts it back in front of the rest, so that files are never held in memory here.
async fn in_first_part(request: Request) -> Result<(String, Request), Problem> {
    let (parts, body) = request.into_parts();
    let mut rest = body.into_data_stream();
    let mut beginning: Vec<u8> = Vec::new();
    let mut token = None;
    while token.is_none() && beginning.len() < FIRST_PART_BYTES {
        let Some(piece) = rest.next().await else { break };
        beginning.extend_from_slice(&piece.map_err(|_| Problem::unreadable())?);
        token = first_part(&beginning);
    }
    let whole = futures::stream::iter([Ok::<_, axum::Error>(Bytes::from(beginning))]).chain(rest);
    Ok((token.unwrap_or_default(), Request::from_parts(parts, Body::from_stream(whole))))
}

/// The value of the first part if it is complete and ours: `--boundary CRLF headers CRLF CRLF value CRLF --boundary`.
fn first_part(beginning: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(beginning.get(..FIRST_PART_BYTES.min(beginning.len()))?);
    let (headers, after) = text.split_once("\r\n\r\n")?;
    let (value, _) = after.split_once("\r\n--")?;
    headers.contains("name=\"csrf\"").then(|| value.to_owned())
}
