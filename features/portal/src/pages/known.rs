//! Who is asking, as the portal knows them. A handler that takes [`Known`] never runs for anybody else.

use super::cookies::Cookie;
use crate::sessions::{self, Origin, Present};
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use db::Actor;
use std::ops::Deref;
use web::{Problem, Site, Visitor, see_other};

/// A customer with a living session. Whoever has none is led to the door.
#[derive(Debug, Clone)]
pub(super) struct Known(Present);

impl Known {
    /// Who they are in a unit of work: themselves, and nobody with more rights.
    pub(super) const fn actor(&self) -> Actor {
        Actor::Customer(self.0.customer.0)
    }
}

impl Deref for Known {
    type Target = Present;
    fn deref(&self) -> &Present {
        &self.0
    }
}

impl FromRequestParts<Site> for Known {
    type Rejection = Response;
    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        match known(site, &parts.headers).await {
            Ok(Some(known)) => Ok(known),
            Ok(None) => Err(see_other("/portal").into_response()),
            Err(problem) => Err(problem.into_response()),
        }
    }
}

/// Whoever the cookie belongs to.
pub(super) async fn known(site: &Site, headers: &HeaderMap) -> Result<Option<Known>, Problem> {
    let Some(token) = Cookie::Session.token(site, headers) else { return Ok(None) };
    Ok(site.db().read(move |tx| sessions::who(tx, &token)).await?.map(Known))
}

/// Where a request comes from.
pub(super) fn origin(site: &Site, visitor: &Visitor, headers: &HeaderMap) -> Origin {
    Origin {
        place: visitor.address.to_string(),
        user_agent: visitor.user_agent.clone(),
        session: Cookie::Session.token(site, headers),
    }
}
