//! Anybody who asks, signed in or not: their language, from where, and the token their forms carry.

use crate::problem::Problem;
use crate::site::Site;
use crate::text::Text;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use kit::Locale;
use std::net::IpAddr;

/// Whoever is asking. Handlers of open pages (sign-in, invitations) take it as an argument.
#[derive(Clone)]
pub struct Visitor {
    /// The agent's language once signed in; before that `?lang=es`, else what the browser asks for.
    pub locale: Locale,
    /// What every form of this answer carries in its field `csrf`.
    pub csrf: String,
    /// Where the connection, or the trusted proxy's client, comes from: what limits count by.
    pub address: IpAddr,
    /// A proxy that says whom it speaks for, and that nobody told us to believe.
    pub unbelieved_proxy: Option<IpAddr>,
    /// The browser sits on this machine and asked for it by a local name, with no proxy between.
    pub is_local_browser: bool,
    /// What the browser calls itself, at most 300 characters.
    pub user_agent: String,
    pub(crate) text: Text,
}

impl Visitor {
    /// The voice in the visitor's language.
    pub const fn t(&self) -> &Text {
        &self.text
    }
}

impl FromRequestParts<Site> for Visitor {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, Problem> {
        let known = parts.extensions.get::<Self>().cloned();
        known.ok_or_else(|| Problem::fault(&"a handler outside the guard asked for its visitor; add it through Routes"))
    }
}
