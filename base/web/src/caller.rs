//! Finds out who is asking: an API token, a session cookie, or anybody.

use crate::problem::Problem;
use crate::site::Site;
use crate::visitor::Visitor;
use crate::{SignedIn, cookie, csrf};
use axum::http::{HeaderMap, header};
use kit::{Locale, Token};

/// Who is asking, and what their forms must be bound to.
pub(crate) struct Caller {
    pub signed_in: Option<SignedIn>,
    pub visitor: Visitor,
    /// An API token speaks: no cookie is involved, so no other site can borrow one.
    pub by_api_token: bool,
    /// The holders a form token may be bound to.
    pub bound_to: Vec<Token>,
    /// A visit that begins with this answer.
    pub new_visit: Option<Token>,
}

pub(crate) async fn identify(site: &Site, headers: &HeaderMap) -> Result<Caller, Problem> {
    if let Some(presented) = bearer_token(headers) {
        return by_api_token(site, headers, &presented).await;
    }
    let (visit, new_visit) = match cookie::visit_token(site, headers) {
        Some(visit) => (visit, None),
        None => {
            let fresh = Token::random();
            (fresh.clone(), Some(fresh))
        }
    };
    let signed_in = by_session(site, headers).await?;
    let mut bound_to: Vec<Token> = signed_in.iter().map(|(_, session)| session.clone()).collect();
    bound_to.push(visit);
    let signed_in = signed_in.map(|(signed_in, _)| signed_in);
    let locale = signed_in.as_ref().map_or_else(|| accepted(headers), |signed_in| signed_in.locale);
    let csrf = signed_in
        .as_ref()
        .map_or_else(|| csrf::token(site, &bound_to[0]), |signed_in| signed_in.csrf.clone());
    Ok(Caller {
        signed_in,
        visitor: Visitor::new(site, locale, csrf),
        by_api_token: false,
        bound_to,
        new_visit,
    })
}

/// The first language the browser asks for that we speak.
pub(crate) fn accepted(headers: &HeaderMap) -> Locale {
    headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|languages| languages.to_str().ok())
        .map_or_else(Locale::default, Locale::accepted)
}

async fn by_api_token(site: &Site, headers: &HeaderMap, presented: &Token) -> Result<Caller, Problem> {
    let gatekeeper = site.gatekeeper().ok_or_else(Problem::bad_api_token)?;
    let person = gatekeeper.bearer(site, presented).await?.ok_or_else(Problem::bad_api_token)?;
    let visitor = Visitor::new(site, accepted(headers), String::new());
    let signed_in = Some(SignedIn::new(site, person, String::new()));
    Ok(Caller { signed_in, visitor, by_api_token: true, bound_to: Vec::new(), new_visit: None })
}

async fn by_session(site: &Site, headers: &HeaderMap) -> Result<Option<(SignedIn, Token)>, Problem> {
    let (Some(gatekeeper), Some(session)) = (site.gatekeeper(), cookie::session_token(site, headers)) else {
        return Ok(None);
    };
    // The position is read inside `SignedIn::new`, before any handler reads rows: nothing can fall between.
    let person = gatekeeper.who(site, &session).await?;
    Ok(person.map(|person| (SignedIn::new(site, person, csrf::token(site, &session)), session)))
}

fn bearer_token(headers: &HeaderMap) -> Option<Token> {
    let said = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = said.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Token::presented(token.trim()))
}
