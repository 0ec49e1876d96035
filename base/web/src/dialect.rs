//! Problems in the words of a protocol that is not ours: whoever asks below its prefix is a program, and reads no other errors.

use axum::http::{HeaderValue, StatusCode};

/// How a protocol writes an error. Given to the site by the app with [`crate::SiteBuilder::with`].
#[derive(Debug, Clone)]
pub struct Dialect {
    /// How its addresses begin.
    pub prefix: &'static str,
    pub media_type: HeaderValue,
    /// The body of an error with this status that says this.
    pub written: fn(StatusCode, &str) -> String,
}
