//! Every answer that is not the wished one. Each says what happened and ends with what to do.
//!
//! Handlers return a `Problem`; a layer around the whole site draws it as a page, as a fragment for htmx, or as
//! `application/problem+json` (RFC 9457), in the asker's language.

pub(crate) mod render;

use crate::text::Text;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use db::Trouble;
use kit::Token;
use std::net::IpAddr;

/// The kind whose pages lead to where a second factor is set up.
pub(crate) const SET_UP_FIRST: &str = "set-up-first";

/// What went wrong, told apart by what the person should do next.
#[derive(Debug, Clone)]
pub struct Problem {
    pub(crate) status: StatusCode,
    /// Names three sentences of the catalogue: `web-{kind}`, `web-{kind}-title`, `web-{kind}-next`.
    pub(crate) kind: &'static str,
    /// A refusal brings its own sentence in place of `web-{kind}`.
    pub(crate) refusal: Option<db::Refusal>,
    /// What the log calls this fault, so that whoever runs the machine can find it.
    pub(crate) reference: Option<String>,
    pub(crate) retry_after_seconds: Option<i64>,
    /// Which part of a program's request it is about, and what is wrong with it, in English.
    pub(crate) field: Option<Box<(String, String)>>,
    /// From where somebody came who may not.
    pub(crate) about: Option<Box<IpAddr>>,
}

/// The voice the guard found, left on the answer for the layer that draws problems.
#[derive(Clone)]
pub(crate) struct Spoken(pub Text);

impl Problem {
    /// It is not there, or not for this person to see; the two look the same.
    pub fn not_found() -> Self {
        Self::of(StatusCode::NOT_FOUND, "not-found")
    }

    /// The person's role does not include this.
    pub fn forbidden() -> Self {
        Self::of(StatusCode::FORBIDDEN, "forbidden")
    }

    /// A rule said no; `key` names the sentence that says which and what to do instead.
    pub fn refused(key: &'static str) -> Self {
        Self::from(db::Refusal { key, words: Vec::new() })
    }

    /// A rule said no because of what is there already.
    pub fn conflict(key: &'static str) -> Self {
        Self { status: StatusCode::CONFLICT, ..Self::refused(key) }
    }

    /// Adds a word to a refusal's sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, word: impl ToString) -> Self {
        if let Some(refusal) = &mut self.refusal {
            refusal.words.push((name, word.to_string()));
        }
        self
    }

    /// Says which field of a program's request a refusal is about, as a JSON Pointer.
    #[must_use]
    pub fn at(mut self, pointer: &str) -> Self {
        self.refusal = self.refusal.map(|refusal| refusal.at(pointer));
        self
    }

    /// Nobody is signed in. A page request is led to the sign-in page and back afterwards.
    pub fn sign_in_first() -> Self {
        Self::of(StatusCode::UNAUTHORIZED, "sign-in-first")
    }

    /// They must set up a second factor before anything else. A page request is led there.
    pub(crate) fn set_up_first() -> Self {
        Self::of(StatusCode::FORBIDDEN, SET_UP_FIRST)
    }

    /// Whoever asks comes from where nobody may come from.
    pub fn not_from_here(address: IpAddr) -> Self {
        Self {
            about: Some(Box::new(address)),
            ..Self::of(StatusCode::FORBIDDEN, "not-from-here")
        }
    }

    /// Somebody else changed it meanwhile.
    pub fn changed() -> Self {
        Self::of(StatusCode::CONFLICT, "changed")
    }

    /// Too often in too short a time.
    pub fn too_many(retry_after_seconds: i64) -> Self {
        Self {
            retry_after_seconds: Some(retry_after_seconds),
            ..Self::of(StatusCode::TOO_MANY_REQUESTS, "too-many")
        }
    }

    /// The body is larger than this address takes.
    pub fn too_large() -> Self {
        Self::of(StatusCode::PAYLOAD_TOO_LARGE, "too-large")
    }

    /// The request cannot be read as what it claims to be.
    pub fn unreadable() -> Self {
        Self::of(StatusCode::BAD_REQUEST, "unreadable")
    }

    /// The database cannot keep changes now.
    pub fn unavailable() -> Self {
        Self {
            retry_after_seconds: Some(5),
            ..Self::of(StatusCode::SERVICE_UNAVAILABLE, "unavailable")
        }
    }

    /// Bytes that lie outside the database do not come now.
    pub fn not_fetched() -> Self {
        Self {
            retry_after_seconds: Some(60),
            ..Self::of(StatusCode::SERVICE_UNAVAILABLE, "not-fetched")
        }
    }

    /// A fault of ours: written to the log under a reference the person can quote.
    pub fn fault(cause: &dyn std::fmt::Display) -> Self {
        let reference: String = Token::random().hash().chars().take(8).collect();
        tracing::error!(reference, "{cause}");
        Self {
            reference: Some(reference),
            ..Self::of(StatusCode::INTERNAL_SERVER_ERROR, "fault")
        }
    }

    /// The HTTP status it is answered with (htmx is told a refusal as 409).
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    pub(crate) fn stale_form() -> Self {
        Self::of(StatusCode::FORBIDDEN, "stale-form")
    }

    pub(crate) fn foreign_origin() -> Self {
        Self::of(StatusCode::FORBIDDEN, "foreign-origin")
    }

    pub(crate) fn bad_api_token() -> Self {
        Self::of(StatusCode::UNAUTHORIZED, "bad-api-token")
    }

    /// A program asks without a token.
    pub(crate) fn no_api_token() -> Self {
        Self::of(StatusCode::UNAUTHORIZED, "no-api-token")
    }

    /// A field or parameter of a program's request cannot be taken; `pointer` says which.
    pub fn wrong_field(pointer: &str, what: &str) -> Self {
        Self {
            field: Some(Box::new((pointer.to_owned(), what.to_owned()))),
            ..Self::of(StatusCode::UNPROCESSABLE_ENTITY, "wrong-field")
        }
    }

    pub(crate) fn unreadable_json(what: &str) -> Self {
        Self {
            field: Some(Box::new((String::new(), what.to_owned()))),
            ..Self::of(StatusCode::BAD_REQUEST, "unreadable-json")
        }
    }

    pub(crate) fn not_json() -> Self {
        Self::of(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-json")
    }

    /// The part of the request it is about.
    pub fn field(&self) -> Option<(&str, &str)> {
        let about = self.field.as_ref().map(|about| (about.0.as_str(), about.1.as_str()));
        about.filter(|(pointer, _)| !pointer.is_empty())
    }

    pub(crate) fn wrong_method() -> Self {
        Self::of(StatusCode::METHOD_NOT_ALLOWED, "wrong-method")
    }

    pub(crate) fn too_slow() -> Self {
        Self {
            retry_after_seconds: Some(5),
            ..Self::of(StatusCode::SERVICE_UNAVAILABLE, "too-slow")
        }
    }

    /// The problem an answer of axum's own means.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::not_found(),
            StatusCode::FORBIDDEN => Self::forbidden(),
            StatusCode::UNAUTHORIZED => Self::sign_in_first(),
            StatusCode::METHOD_NOT_ALLOWED => Self::wrong_method(),
            StatusCode::PAYLOAD_TOO_LARGE => Self::too_large(),
            status if status.is_server_error() => Self::fault(&status),
            status => Self { status, ..Self::unreadable() },
        }
    }

    pub(crate) const fn of(status: StatusCode, kind: &'static str) -> Self {
        Self {
            status,
            kind,
            refusal: None,
            reference: None,
            retry_after_seconds: None,
            field: None,
            about: None,
        }
    }
}

impl From<db::Refusal> for Problem {
    fn from(refusal: db::Refusal) -> Self {
        Self { refusal: Some(refusal), ..Self::of(StatusCode::UNPROCESSABLE_ENTITY, "refused") }
    }
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Refused(refusal) => Self::from(refusal),
            Trouble::NotFound(_) => Self::not_found(),
            Trouble::Changed(_) => Self::changed(),
            Trouble::Unavailable(_) | Trouble::Repeat(_) => {
                tracing::warn!("{trouble}");
                Self::unavailable()
            }
            Trouble::Elsewhere(_) => {
                tracing::warn!("{trouble}");
                Self::not_fetched()
            }
            other => Self::fault(&other),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
