//! What a form or an address carried, read leniently: a missing field is an empty one.
//!
//! Text is handed out trimmed except by [`Fields::raw`], which passwords need. Numbers that are none are `None`; what
//! a field must be is the feature's to say, with [`Mistakes`].

use crate::problem::Problem;
use crate::site::Site;
use axum::body::to_bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use std::ops::Deref;

/// The most one form without files may weigh, and the most fields it may have.
pub(crate) const LONGEST_FORM_BYTES: usize = 2 * 1024 * 1024;
const MOST_FIELDS: usize = 2000;

/// The fields of a submitted form.
#[derive(Debug, Clone, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads `a=1&b=2`.
    pub fn parse(encoded: &[u8]) -> Self {
        Self(
            url::form_urlencoded::parse(encoded)
                .take(MOST_FIELDS)
                .map(|(name, value)| (name.into_owned(), value.into_owned()))
                .collect(),
        )
    }

    /// The first value as it was sent, or the empty text.
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(given, _)| given == name).map_or("", |(_, value)| value)
    }

    /// The first value, trimmed, or the empty text.
    pub fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// The first value, trimmed, unless nothing is left.
    pub fn optional(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// Every value sent under this name, trimmed, without the empty ones.
    pub fn list(&self, name: &str) -> Vec<&str> {
        self.0
            .iter()
            .filter(|(given, _)| given == name)
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
            .collect()
    }

    /// Every number sent under this name.
    pub fn numbers(&self, name: &str) -> Vec<i64> {
        self.list(name).into_iter().filter_map(|value| value.parse().ok()).collect()
    }

    /// Whether a box was ticked.
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.text(name), "on" | "true" | "1" | "yes")
    }

    /// The first value as a whole number, if it is one.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.text(name).parse().ok()
    }

    /// Whether the field was sent at all.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(given, _)| given == name)
    }

    /// Every field in the order sent.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl FromRequest<Site> for Fields {
    type Rejection = Problem;
    async fn from_request(request: Request, _: &Site) -> Result<Self, Problem> {
        let kind = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        let body = to_bytes(request.into_body(), LONGEST_FORM_BYTES).await.map_err(|_| Problem::too_large())?;
        if body.is_empty() || kind.starts_with("application/x-www-form-urlencoded") {
            return Ok(Self::parse(&body));
        }
        Err(Problem::unreadable())
    }
}

/// The fields behind the question mark of an address.
#[derive(Debug, Clone, Default)]
pub struct Query(pub Fields);

impl Deref for Query {
    type Target = Fields;
    fn deref(&self) -> &Fields {
        &self.0
    }
}

impl FromRequestParts<Site> for Query {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, Problem> {
        Ok(Self(Fields::parse(parts.uri.query().unwrap_or_default().as_bytes())))
    }
}

/// What is wrong with a form, field by field, in the person's language. The form is drawn again with them, status 422.
#[derive(Debug, Clone, Default)]
pub struct Mistakes(Vec<(String, String)>);

impl Mistakes {
    /// Nothing is wrong.
    pub fn none() -> Self {
        Self::default()
    }

    /// Notes a mistake; `sentence` says what to enter instead.
    pub fn add(&mut self, field: &str, sentence: impl Into<String>) {
        self.0.push((field.to_owned(), sentence.into()));
    }

    /// What is wrong with this field, if anything.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, sentence)| sentence.as_str())
    }

    /// Whether the form can be taken as it is.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every mistake: the field, the sentence.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(field, sentence)| (field.as_str(), sentence.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::Fields;

    #[test]
    fn a_missing_field_is_empty_and_a_password_keeps_its_spaces() {
        let fields = Fields::parse(b"name=+Mia+K%C3%A9+&password=+a+&tag=1&tag=&tag=x&vip=on&inbox=7&broken=%FF%");

        assert_eq!((fields.text("name"), fields.raw("password"), fields.text("gone")), ("Mia Ké", " a ", ""));
        assert_eq!((fields.list("tag"), fields.numbers("tag"), fields.number("inbox")), (vec!["1", "x"], vec![1], Some(7)));
        assert!(fields.flag("vip") && !fields.flag("gone") && fields.has("broken") && fields.optional("gone").is_none());
    }
}
