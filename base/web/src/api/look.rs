//! What a handler is given that only reads: who asks, what for, and the way to the rows.

use super::etag;
use super::reply::Reply;
use super::unreadable;
use crate::problem::Problem;
use crate::site::Site;
use crate::{Fields, SignedIn};
use axum::extract::FromRequestParts;
use axum::http::header::IF_NONE_MATCH;
use axum::http::request::Parts;
use axum::response::Response;
use db::{Trouble, Tx};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::ops::Deref;

/// No parameters; one that is given all the same is refused by name.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoQuery {}

/// One question, its parameters read into `Q`.
pub struct Look<Q = NoQuery> {
    pub site: Site,
    pub who: SignedIn,
    pub asked: Q,
    /// The tags of answers the asker has already.
    known: Vec<String>,
}

impl<Q> Look<Q> {
    /// Asks the database and answers with what it makes of it.
    pub async fn answer<F>(self, question: F) -> Result<Response, Problem>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<Reply, Trouble> + Send + 'static,
    {
        let reply = self.site.db().read(question).await?;
        Ok(reply.answering(&self.known))
    }

    /// Answers with what was found out already.
    pub fn reply(&self, reply: Reply) -> Response {
        reply.answering(&self.known)
    }
}

impl<Q> Deref for Look<Q> {
    type Target = SignedIn;
    fn deref(&self) -> &SignedIn {
        &self.who
    }
}

impl<Q: DeserializeOwned + Send> FromRequestParts<Site> for Look<Q> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let who = SignedIn::from_request_parts(parts, site).await?;
        let asked = unreadable::query(&pairs(parts))?;
        let known = etag::listed(&parts.headers, &IF_NONE_MATCH)?.unwrap_or_default();
        Ok(Self { site: site.clone(), who, asked, known })
    }
}

/// The parameters as they were sent.
pub(super) fn pairs(parts: &Parts) -> Vec<(String, String)> {
    let fields = Fields::parse(parts.uri.query().unwrap_or_default().as_bytes());
    fields.all().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}
