//! What a call answers: a body, where the thing is, its tag. A reply can be kept and given again, word for word.

use super::etag;
use crate::Text;
use crate::problem::Problem;
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use serde::{Deserialize, Serialize};

const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// An answer in JSON, not yet sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    status: u16,
    body: String,
    location: Option<String>,
    tag: Option<String>,
}

impl Reply {
    /// 200 with this.
    pub fn ok<T: Serialize>(shown: &T) -> Result<Self, Trouble> {
        let body = serde_json::to_string(shown).map_err(|e| Trouble::Shape(format!("an answer did not serialise: {e}")))?;
        Ok(Self { status: 200, body, location: None, tag: None })
    }

    /// 200 with one thing, tagged so that it can be asked for and changed conditionally.
    pub fn one<T: Serialize>(shown: &T) -> Result<Self, Trouble> {
        let reply = Self::ok(shown)?;
        Ok(Self { tag: Some(etag::of(&reply.body)), ..reply })
    }

    /// 201 with what was made, which is found at `location` from now on.
    pub fn made<T: Serialize>(location: String, shown: &T) -> Result<Self, Trouble> {
        Ok(Self { status: 201, location: Some(location), ..Self::one(shown)? })
    }

    /// 202: it was taken in and waits, at `location`.
    pub fn waits<T: Serialize>(location: String, shown: &T) -> Result<Self, Trouble> {
        Ok(Self { status: 202, location: Some(location), ..Self::ok(shown)? })
    }

    /// A refusal that brings more than its words: the problem, with the fields of `more` beside it. What the verb has kept
    /// stays kept; the answer itself is not, so the request may be mended and sent again with its key.
    pub fn refused<T: Serialize>(problem: &Problem, text: &Text, more: &T) -> Result<Self, Trouble> {
        let shape = |e: serde_json::Error| Trouble::Shape(format!("an answer did not serialise: {e}"));
        let mut body = problem.json(text);
        if let (Some(body), serde_json::Value::Object(more)) = (body.as_object_mut(), serde_json::to_value(more).map_err(shape)?) {
            body.extend(more);
        }
        Ok(Self { status: problem.status().as_u16(), ..Self::ok(&body)? })
    }

    /// Whether it says no.
    pub(super) const fn is_refusal(&self) -> bool {
        self.status >= 400
    }

    /// 204: it is done, and there is nothing to show.
    pub const fn done() -> Self {
        Self { status: 204, body: String::new(), location: None, tag: None }
    }

    /// As kept by [`Reply::kept`].
    pub(super) fn again(kept: &str) -> Result<Self, Trouble> {
        serde_json::from_str(kept).map_err(|e| Trouble::Shape(format!("a kept answer: {e}")))
    }

    pub(super) fn kept(&self) -> Result<String, Trouble> {
        serde_json::to_string(self).map_err(|e| Trouble::Shape(format!("an answer to keep: {e}")))
    }

    /// The answer to a question: 304 if the asker has it already.
    pub(super) fn answering(self, known: &[String]) -> Response {
        let Some(tag) = self.tag.clone().filter(|tag| etag::is_known(known, tag)) else {
            return self.sent();
        };
        (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response()
    }

    pub(super) fn sent(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let mut response = if status == StatusCode::NO_CONTENT {
            status.into_response()
        } else {
            let kind = if self.status < 400 { "application/json" } else { "application/problem+json" };
            (status, [(header::CONTENT_TYPE, kind)], self.body).into_response()
        };
        let told = [(header::ETAG, self.tag), (header::LOCATION, self.location)];
        for (name, value) in told {
            if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }

    pub(super) fn sent_again(self) -> Response {
        let mut response = self.sent();
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
        response
    }

    /// The body as a value, for the results of a bulk call.
    pub(super) fn value(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }

    pub(super) fn tag(&self) -> Option<&str> {
        self.tag.as_deref()
    }

    pub(super) const fn status(&self) -> u16 {
        self.status
    }
}
