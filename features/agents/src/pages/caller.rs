//! Who is at the other end, taken out of a request: where they come from, and whether they are themselves.

use super::cookies::Cookie;
use crate::access;
use crate::agent::AgentId;
use crate::sessions::SessionId;
use crate::sign_in::Visitor;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use db::Actor;
use std::net::{IpAddr, SocketAddr};
use std::ops::Deref;
use web::{Problem, SignedIn, Site, session_token};

/// Somebody at the door, signed in or not, who comes from where one may come from.
pub struct Caller(pub Visitor);

impl FromRequestParts<Site> for Caller {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let from = <web::Visitor as FromRequestParts<Site>>::from_request_parts(parts, site).await?;
        if !site.db().read(access::rules).await?.networks.people().admit(from.address) {
            return Err(Problem::not_from_here(from.address));
        }
        Ok(Self(Visitor {
            address: counted_by(site, parts, &from).to_string(),
            user_agent: from.user_agent,
            device: Cookie::Device.read(site, &parts.headers),
            session: session_token(site, &parts.headers),
        }))
    }
}

/// An agent with a browser of their own: what is personal is not for API tokens.
pub(super) struct Myself {
    signed_in: SignedIn,
    pub(super) agent: AgentId,
    pub(super) session: SessionId,
    pub(super) visitor: web::Visitor,
}

impl Myself {
    pub(super) fn actor(&self) -> Actor {
        Actor::Agent(self.agent.0)
    }
}

impl Deref for Myself {
    type Target = SignedIn;
    fn deref(&self) -> &SignedIn {
        &self.signed_in
    }
}

impl FromRequestParts<Site> for Myself {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let signed_in = <SignedIn as FromRequestParts<Site>>::from_request_parts(parts, site).await?;
        let session = signed_in.session_id.ok_or_else(Problem::forbidden)?;
        let visitor = web::Visitor::from_request_parts(parts, site).await?;
        Ok(Self {
            agent: AgentId(signed_in.agent_id),
            session: SessionId(session),
            visitor,
            signed_in,
        })
    }
}

/// Proof that the browser runs on this machine and nobody stands between.
pub(super) struct Loopback;

impl FromRequestParts<Site> for Loopback {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, Problem> {
        let from_here = peer(parts).is_some_and(|ip| ip.to_canonical().is_loopback());
        let direct = !["forwarded", "x-forwarded-for", "x-real-ip", "via"]
            .iter()
            .any(|name| parts.headers.contains_key(*name));
        if from_here && direct && asks_for_loopback(&parts.headers) {
            Ok(Self)
        } else {
            Err(Problem::not_found())
        }
    }
}

/// The name the browser used: a page elsewhere that rebinds its name to 127.0.0.1 still says its own.
fn asks_for_loopback(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.chars().all(|c| c.is_ascii_digit()) => name,
        _ => host,
    };
    name == "localhost" || name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn peer(parts: &Parts) -> Option<IpAddr> {
    parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip())
}

/// The address that limits count by. An https site whose peer is this machine stands behind something of ours, named or not, which as a
/// rule adds the visitor's address at the end of `X-Forwarded-For`. That is good enough for counting and not for opening doors: from
/// where one may come is asked of the address that only a named proxy can say.
fn counted_by(site: &Site, parts: &Parts, from: &web::Visitor) -> IpAddr {
    let unnamed = from.unbelieved_proxy.is_some_and(|proxy| proxy.is_loopback()) && site.is_https();
    let forwarded = parts.headers.get_all("x-forwarded-for").iter().next_back().and_then(|said| said.to_str().ok());
    let last = forwarded.and_then(|said| said.rsplit(',').next()).and_then(|said| said.trim().parse().ok());
    last.filter(|_| unnamed).unwrap_or(from.address)
}
