//! Mail byte for byte as it came, to be saved and opened elsewhere; never shown as a page of ours.

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use desk::{MessageId, Viewer};
use web::{Problem, SignedIn, Site};

/// The mail behind a message, for those who may see the message.
pub(super) async fn download(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&signed_in);
    let bytes = site.db().read(move |tx| crate::raw::seen_by(tx, viewer, MessageId(id))).await?;
    Ok(as_file(&format!("message-{id}.eml"), bytes))
}

/// A file to be saved. `name` is ours: letters, digits, dots, dashes.
pub(super) fn as_file(name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, "message/rfc822".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ];
    (headers, bytes).into_response()
}
