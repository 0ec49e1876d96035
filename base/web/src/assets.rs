//! The browser's files, carried in the binary and served under an address that changes with their content.
//!
//! All files share one hash, `/assets/<hash>/js/app.js`, so that modules and stylesheets find each other by relative
//! paths. Under the right hash a browser keeps a file for good; under an old one (a page opened before an upgrade) it
//! gets the present file and asks again next time.

mod packed;

use crate::problem::Problem;
use axum::extract::Path;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse as _, Response};
use sha2::{Digest as _, Sha256};
use std::sync::LazyLock;

mod table {
    /// Its path below the folder, as it is and as it travels.
    type File = (&'static str, &'static [u8], Option<&'static [u8]>);
    include!(concat!(env!("OUT_DIR"), "/assets.rs"));
}

static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut all = Sha256::new();
    for (path, bytes, _) in table::FILES {
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
    Some(table::FILES[place_of(path)?].1)
}

fn place_of(path: &str) -> Option<usize> {
    table::FILES.binary_search_by_key(&path, |(name, ..)| name).ok()
}

/// The paths of the files we carry, sorted.
pub fn paths() -> impl Iterator<Item = &'static str> {
    table::FILES.iter().map(|(path, ..)| *path)
}

pub(crate) async fn serve(Path((hash, path)): Path<(String, String)>, headers: HeaderMap) -> Result<Response, Problem> {
    let place = place_of(&path).ok_or_else(Problem::not_found)?;
    let asked = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let packed = if packed::is_taken(asked(ACCEPT_ENCODING)) { packed::of(place) } else { None };
    let etag = format!("\"{}{}\"", *HASH, if packed.is_some() { "-br" } else { "" });
    let keep = if hash == *HASH { "public, max-age=31536000, immutable" } else { "no-cache" };
    let about: [(HeaderName, String); 3] = [(CONTENT_TYPE, kind_of(&path).into()), (CACHE_CONTROL, keep.into()), (ETAG, etag.clone())];
    if asked(IF_NONE_MATCH) == etag {
        return Ok((StatusCode::NOT_MODIFIED, about).into_response());
    }
    let mut answer = match packed {
        Some(packed) => (about, [(CONTENT_ENCODING, "br"), (VARY, "accept-encoding")], packed).into_response(),
        None => (about, table::FILES[place].1).into_response(),
    };
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
