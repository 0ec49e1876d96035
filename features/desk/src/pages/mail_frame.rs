//! The document of an HTML mail, for its frame: cleaned, without anything that runs, under a policy that would stop it if
//! it did, images from elsewhere only when asked for (attacks 6 and 7, decisions/0002).

use super::verbs::messages::seen;
use crate::{MessageId, Viewer, attachments, reading};
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use axum::response::{IntoResponse as _, Response};
use web::{Problem, Query, SignedIn, Site};

/// Senders design for white paper and their own fonts; only what would break out of the frame is set.
const STYLE: &str = "html{color-scheme:light}body{margin:0;padding:1px;font:15px/1.6 Inter,system-ui,sans-serif;color:#16201e;background:#fff;overflow-wrap:anywhere}\
    img{max-width:100%;height:auto}pre{white-space:pre-wrap}blockquote{margin:.5em 0;padding-left:.75em;border-left:2px solid #d5dbd8}table{max-width:100%}\
    body>:first-child,body>:first-child>:first-child{margin-top:0}body>:last-child,body>:last-child>:last-child{margin-bottom:0}";

/// `GET /messages/{id}/html?images=0|1&quoted=0|1`.
pub async fn html(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, query: Query) -> Result<Response, Problem> {
    let (viewer, images, quoted) = (Viewer::of(&who), query.flag("images"), query.flag("quoted"));
    let read = site.db().read(move |tx| {
        let (message, conversation) = seen(tx, viewer, MessageId(id))?;
        let files = attachments::of(tx, conversation.id)?;
        Ok(reading::html(&message, &files, images))
    });
    let part = read.await?.ok_or_else(Problem::not_found)?;
    let body = if quoted { part.quoted.unwrap_or_default() } else { part.fresh };
    Ok(document(&site, &body))
}

fn document(site: &Site, body: &str) -> Response {
    let page = format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"no-referrer\">\
         <base target=\"_blank\"><style>{STYLE}</style></head><body>{body}</body></html>"
    );
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (CONTENT_SECURITY_POLICY, policy(site.base_url())),
        (REFERRER_POLICY, "no-referrer".to_owned()),
    ];
    (headers, page).into_response()
}

/// Only pictures may be fetched, and only from where pictures are, so that a mail reaches no other address of ours with
/// the agent's cookie.
fn policy(origin: &str) -> String {
    format!(
        "default-src 'none'; img-src {origin}/mail-images/ {origin}/attachments/ data:; style-src 'unsafe-inline'; \
         form-action 'none'; base-uri 'none'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'"
    )
}
