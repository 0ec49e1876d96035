//! Finds out who is asking: an API token, a session cookie, or anybody.

use crate::peer::peer;
use crate::problem::Problem;
use crate::site::Site;
use crate::visitor::Visitor;
use crate::{Fields, Person, SignedIn, cookie, csrf, live};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use kit::{Locale, Token};

/// Who is asking, and what their forms must be bound to.
pub(crate) struct Caller {
    pub signed_in: Option<SignedIn>,
    /// They are known, and come from where they may not: then nobody is signed in.
    pub not_from_here: bool,
    pub visitor: Visitor,
    /// An API token speaks: no cookie is involved, so no other site can borrow one.
    pub by_api_token: bool,
    /// The holders a form token may be bound to.
    pub bound_to: Vec<Token>,
    /// A visit that begins with this answer.
    pub new_visit: Option<Token>,
    /// The language that was chosen with this request.
    pub chose_language: Option<Locale>,
}

/// Looks up the token or the session. A wrong API token is refused; a wrong session is nobody's.
pub(crate) async fn identify(site: &Site, asked: &Parts) -> Result<Caller, Problem> {
    let headers = &asked.headers;
    if let Some(presented) = bearer_token(headers) {
        return holding(site, asked, &presented).await;
    }
    let known_visit = cookie::visit_token(site, headers);
    let visit = known_visit.clone().unwrap_or_else(Token::random);
    let (signed_in, holders) = match by_session(site, asked).await? {
        Some((signed_in, session)) => (Some(signed_in), vec![session, visit.clone()]),
        None => (None, vec![visit.clone()]),
    };
    let csrf = signed_in.as_ref().map_or_else(|| csrf::token(site, &visit), |signed_in| signed_in.csrf.clone());
    let visitor = visitor(site, asked, signed_in.as_ref(), csrf);
    let not_from_here = signed_in.as_ref().is_some_and(|who| !who.only_from.admit(visitor.address));
    let new_visit = known_visit.is_none().then_some(visit);
    Ok(Caller {
        chose_language: chosen_language(asked).filter(|_| signed_in.is_none()),
        signed_in: signed_in.filter(|_| !not_from_here),
        not_from_here,
        visitor,
        by_api_token: false,
        bound_to: holders,
        new_visit,
    })
}

/// The same for a call of the API: a bearer token or nobody. Who guesses tokens is slowed down.
pub(crate) async fn identify_program(site: &Site, asked: &Parts) -> Result<Caller, Problem> {
    let presented = bearer_token(&asked.headers).ok_or_else(Problem::no_api_token)?;
    let caller = holding(site, asked, &presented).await;
    if caller.as_ref().is_err_and(|problem| problem.status() == StatusCode::UNAUTHORIZED) {
        let from = peer(site.trusted_proxies(), &asked.extensions, &asked.headers).address;
        if let Some(seconds) = site.rates().wrong_token(from, site.now()).wait_seconds {
            return Err(Problem::too_many(seconds));
        }
    }
    caller
}

async fn holding(site: &Site, asked: &Parts, presented: &Token) -> Result<Caller, Problem> {
    let person = by_api_token(site, presented).await?;
    let signed_in = SignedIn::new(site, person, String::new());
    let visitor = visitor(site, asked, Some(&signed_in), String::new());
    if !signed_in.only_from.admit(visitor.address) {
        return Err(Problem::not_from_here(visitor.address));
    }
    Ok(Caller {
        signed_in: Some(signed_in),
        not_from_here: false,
        visitor,
        by_api_token: true,
        bound_to: Vec::new(),
        new_visit: None,
        chose_language: None,
    })
}

/// The first language the browser asks for that we speak.
pub(crate) fn accepted(headers: &HeaderMap) -> Locale {
    headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|languages| languages.to_str().ok())
        .map_or_else(Locale::default, Locale::accepted)
}

async fn by_api_token(site: &Site, presented: &Token) -> Result<Person, Problem> {
    let gatekeeper = site.gatekeeper().ok_or_else(Problem::bad_api_token)?;
    gatekeeper.bearer(site, presented).await?.ok_or_else(Problem::bad_api_token)
}

async fn by_session(site: &Site, asked: &Parts) -> Result<Option<(SignedIn, Token)>, Problem> {
    let (Some(gatekeeper), Some(session)) = (site.gatekeeper(), cookie::session_token(site, &asked.headers)) else {
        return Ok(None);
    };
    // The position is read inside `SignedIn::new`, before any handler reads rows: nothing can fall between.
    let person = if is_by_itself(asked) {
        gatekeeper.glance(site, &session).await?
    } else {
        gatekeeper.who(site, &session).await?
    };
    Ok(person.map(|person| (SignedIn::new(site, person, csrf::token(site, &session)), session)))
}

/// Whether a page asks of its own accord: an open tab must not keep somebody signed in who went away.
fn is_by_itself(asked: &Parts) -> bool {
    asked.uri.path() == live::PATH || asked.headers.contains_key("x-by-itself")
}

fn visitor(site: &Site, asked: &Parts, signed_in: Option<&SignedIn>, csrf: String) -> Visitor {
    let locale = signed_in.map_or_else(|| wished_language(site, asked), |signed_in| signed_in.locale);
    let peer = peer(site.trusted_proxies(), &asked.extensions, &asked.headers);
    let user_agent = asked.headers.get(header::USER_AGENT).map(|agent| String::from_utf8_lossy(agent.as_bytes()));
    Visitor {
        locale,
        csrf,
        address: peer.address,
        is_local_browser: peer.is_local_browser,
        unbelieved_proxy: peer.unbelieved_proxy,
        user_agent: user_agent.unwrap_or_default().chars().take(300).collect(),
        text: site.text(locale),
    }
}

/// Chosen now, else chosen before, else what the browser asks for.
fn wished_language(site: &Site, asked: &Parts) -> Locale {
    chosen_language(asked)
        .or_else(|| cookie::language(site, &asked.headers))
        .unwrap_or_else(|| accepted(&asked.headers))
}

fn chosen_language(asked: &Parts) -> Option<Locale> {
    let query = Fields::parse(asked.uri.query().unwrap_or_default().as_bytes());
    Locale::of_tag(query.text("lang"))
}

pub(crate) fn bearer_token(headers: &HeaderMap) -> Option<Token> {
    let said = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = said.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Token::presented(token.trim()))
}
