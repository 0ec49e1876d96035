//! Files of messages: always handed out as a download that no browser runs, and shown in place only where the bytes
//! themselves say they are a picture (attacks 8 and 9).

mod look;

use super::mail_frame;
use crate::Viewer;
use crate::attachments::{self, AttachmentId, FileContent};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse as _, Response};
pub use look::{is_lookable, is_picture};
use web::{Needs, Problem, Routes, SignedIn, Site};

const NOTHING_RUNS: &str = "default-src 'none'; sandbox";
const PICTURES: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

pub fn routes() -> Routes {
    Routes::new()
        .get("/attachments/{id}", Needs::SignedIn, download)
        .get("/attachments/{id}/inline", Needs::SignedIn, inline)
        .get("/attachments/{id}/look", Needs::SignedIn, look::look)
        .get("/messages/{id}/html", Needs::SignedIn, mail_frame::html)
}

async fn download(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    Ok(as_download(seen(&site, &who, id).await?))
}

/// A file as a download that no browser runs, for people and programs alike.
pub fn as_download(file: FileContent) -> Response {
    let disposition = format!("attachment; {}", named(&file.name));
    answer(file.bytes, "application/octet-stream", disposition)
}

/// A picture within a mail; anything else is not there.
async fn inline(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    let file = seen(&site, &who, id).await?;
    let picture = picture_kind(&file.bytes).ok_or_else(Problem::not_found)?;
    Ok(answer(file.bytes, picture, format!("inline; {}", named(&file.name))))
}

fn picture_kind(bytes: &[u8]) -> Option<&'static str> {
    let kind = mail::sniff(bytes, "");
    PICTURES.into_iter().find(|known| *known == kind)
}

async fn seen(site: &Site, who: &SignedIn, id: i64) -> Result<FileContent, Problem> {
    let viewer = Viewer::of(who);
    Ok(attachments::fetch(site.db(), viewer, AttachmentId(id)).await?)
}

fn answer(bytes: Vec<u8>, kind: &'static str, disposition: String) -> Response {
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, disposition),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (CONTENT_SECURITY_POLICY, NOTHING_RUNS.to_owned()),
        (CACHE_CONTROL, "private, max-age=3600".to_owned()),
    ];
    (headers, bytes).into_response()
}

/// RFC 6266: a plain name for old programs, the real one in UTF-8 (RFC 8187). Neither can end its quotes or its line.
fn named(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "._- ".contains(c) { c } else { '_' })
        .collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(byte.into());
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_name_cannot_end_its_quotes_or_its_line() {
        assert_eq!(
            named("a\"b\r\nSet-Cookie: x.pdf"),
            "filename=\"a_b__Set-Cookie_ x.pdf\"; filename*=UTF-8''a%22b%0D%0ASet-Cookie%3A%20x.pdf"
        );
        assert_eq!(named("发票.pdf"), "filename=\"__.pdf\"; filename*=UTF-8''%E5%8F%91%E7%A5%A8.pdf");
    }
}
