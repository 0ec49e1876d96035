//! The link `frontline serve` prints: signs in the browser on this machine.

use super::caller::{Caller, Loopback};
use super::sign_in::welcome;
use crate::sign_in::local::redeem;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use db::Actor;
use kit::Token;
use web::{Problem, Site, see_other};

/// A used link of somebody already in leads on; to anybody else it is just the way to the sign-in page.
pub(super) async fn enter(
    _: Loopback,
    State(site): State<Site>,
    Caller(caller): Caller,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let (token, key) = (Token::presented(&token), site.key().clone());
    let entry = site.db().work(Actor::System, move |work| redeem(work, &key, &token, &caller)).await?;
    Ok(entry.map_or_else(|| see_other("/sign-in").into_response(), |entry| welcome(&site, &entry, "/")))
}
