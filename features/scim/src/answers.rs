//! Answers as SCIM writes them: a resource, a list, an error with its word (RFC 7644, 3.4.2 and 3.12).

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use db::Trouble;
use serde_json::{Value, json};
use web::Dialect;

const TYPE: HeaderValue = HeaderValue::from_static("application/scim+json");

/// Why something was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    status: u16,
    /// The RFC's own word, where it has one.
    kind: &'static str,
    detail: String,
}

impl Fault {
    const fn of(status: u16, kind: &'static str) -> Self {
        Self { status, kind, detail: String::new() }
    }

    fn saying(self, detail: &str) -> Self {
        Self { detail: detail.to_owned(), ..self }
    }

    pub fn syntax(detail: &str) -> Self {
        Self::of(400, "invalidSyntax").saying(detail)
    }

    pub fn filter(detail: &str) -> Self {
        Self::of(400, "invalidFilter").saying(detail)
    }

    pub fn path(detail: &str) -> Self {
        Self::of(400, "invalidPath").saying(detail)
    }

    pub fn no_target(detail: &str) -> Self {
        Self::of(400, "noTarget").saying(detail)
    }

    pub fn value(detail: &str) -> Self {
        Self::of(400, "invalidValue").saying(detail)
    }

    pub fn too_many() -> Self {
        Self::of(413, "").saying("that is more than is done at once")
    }

    pub fn taken(detail: &str) -> Self {
        Self::of(409, "uniqueness").saying(detail)
    }

    pub fn guarded(detail: &str) -> Self {
        Self::of(403, "").saying(detail)
    }

    pub fn not_found() -> Self {
        Self::of(404, "").saying("there is no such resource")
    }

    pub fn not_implemented() -> Self {
        Self::of(501, "").saying("resources of several types are not searched at once; search /Users or /Groups")
    }
}

impl From<Trouble> for Fault {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::NotFound(_) => Self::not_found(),
            Trouble::Refused(refusal) => Self::of(409, "").saying(refusal.key),
            Trouble::Changed(_) => Self::of(409, "").saying("it was changed meanwhile; repeat the request"),
            Trouble::Unavailable(_) | Trouble::Repeat(_) => Self::of(503, "").saying("nothing can be kept now; repeat the request later"),
            other => {
                tracing::error!("{other}");
                Self::of(500, "").saying("an internal fault; nothing was changed")
            }
        }
    }
}

/// How a directory hears of what went wrong before a handler of this room was asked: no token, the wrong one, no permission.
pub const DIALECT: Dialect = Dialect {
    prefix: "/scim/",
    media_type: TYPE,
    written: |status, detail| error(status.as_u16(), detail).to_string(),
};

fn error(status: u16, detail: &str) -> Value {
    json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": status.to_string(), "detail": detail })
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut said = error(self.status, &self.detail);
        if !self.kind.is_empty() {
            said["scimType"] = json!(self.kind);
        }
        answer(self.status, &said)
    }
}

/// One thing.
pub fn ok(shown: &Value) -> Response {
    answer(200, shown)
}

/// What was made, and where it is.
pub fn made(shown: &Value) -> Response {
    let mut response = answer(201, shown);
    if let Ok(place) = HeaderValue::try_from(shown["meta"]["location"].as_str().unwrap_or_default()) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    response
}

/// Nothing is left to show.
pub fn gone() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

/// Some of a list. `start` counts from 1.
pub fn list(all: usize, start: usize, shown: Vec<Value>) -> Response {
    let count = shown.len();
    answer(
        200,
        &json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": all, "startIndex": start,
            "itemsPerPage": count, "Resources": shown }),
    )
}

fn answer(status: u16, said: &Value) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, TYPE)], said.to_string()).into_response()
}
