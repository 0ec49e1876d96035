//! The browser's files, carried in the binary and served under an address that changes with their content.
//!
//! All files share one hash, `/assets/<hash>/js/app.js`, so that modules and stylesheets find each other by relative
//! paths. Under the right hash a browser keeps a file for good; under an old one (a page opened before an upgrade) it
//! gets the present file and asks again next time.

use crate::problem::Problem;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse as _, Response};
use sha2::{Digest as _, Sha256};
use std::sync::LazyLock;

mod table {
    include!(concat!(env!("OUT_DIR"), "/assets.rs"));
}

static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut all = Sha256::new();
    for (path, bytes) in table::FILES {
        all.update(path.as_bytes());
        all.update((bytes.len() as u64).to_le_bytes());
        all.update(bytes);
    }
    all.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
});

/// The address of a file below `/assets`: `url("js/app.js")`.
pub fn url(path: &str) -> String {
    format!("/assets/{}/{path}", *HASH)
}

/// Of everything together: another one for another release.
pub fn hash() -> &'static str {
    &HASH
}

/// The bytes of a file, if we carry it.
pub fn find(path: &str) -> Option<&'static [u8]> {
    let at = table::FILES.binary_search_by_key(&path, |(name, _)| name).ok()?;
    Some(table::FILES[at].1)
}

/// The paths of the files we carry, sorted.
pub fn paths() -> impl Iterator<Item = &'static str> {
    table::FILES.iter().map(|(path, _)| *path)
}

pub(crate) async fn serve(Path((hash, path)): Path<(String, String)>, headers: HeaderMap) -> Result<Response, Problem> {
    let bytes = find(&path).ok_or_else(Problem::not_found)?;
    let etag = format!("\"{}\"", *HASH);
    let keep = if hash == *HASH { "public, max-age=31536000, immutable" } else { "no-cache" };
    let about: [(HeaderName, String); 3] = [(CONTENT_TYPE, kind_of(&path).into()), (CACHE_CONTROL, keep.into()), (ETAG, etag.clone())];
    if headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, about).into_response());
    }
    let mut answer = (about, bytes).into_response();
    if !is_document(&path) {
        answer.extensions_mut().insert(NoDocument);
    }
    Ok(answer)
}

/// Said of an answer that no browser shows or runs by itself: policies for pages would only make it heavier.
#[derive(Clone, Copy)]
pub(crate) struct NoDocument;

/// A drawing can be opened as a page, and a worker goes by the policy of its own answer.
fn is_document(path: &str) -> bool {
    path.ends_with(".svg") || path.ends_with(".html") || path.ends_with("-worker.js")
}

fn kind_of(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, kind)| kind) {
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        "json" => "application/json",
        "html" => "text/html; charset=utf-8",
        _ => "application/octet-stream",
    }
}
