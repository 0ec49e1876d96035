//! Anybody who asks, signed in or not: their language, and the token their forms carry.

use crate::problem::Problem;
use crate::site::Site;
use crate::text::Text;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use kit::Locale;

/// Whoever is asking. Handlers of open pages (sign-in, invitations) take it as an argument.
#[derive(Clone)]
pub struct Visitor {
    pub locale: Locale,
    /// What every form of this answer carries in its field `csrf`.
    pub csrf: String,
    text: Text,
}

impl Visitor {
    pub(crate) fn new(site: &Site, locale: Locale, csrf: String) -> Self {
        Self { locale, csrf, text: site.text(locale) }
    }

    /// The voice in the visitor's language.
    pub const fn t(&self) -> &Text {
        &self.text
    }
}

impl FromRequestParts<Site> for Visitor {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        Ok(parts
            .extensions
            .get::<Self>()
            .cloned()
            .unwrap_or_else(|| Self::new(site, Locale::default(), String::new())))
    }
}
