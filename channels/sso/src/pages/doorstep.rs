//! The way to a provider and back. Nobody is let in here who does not bring, in the browser that left, the provider's answer to that
//! very trip, the first time (attack 31).

use super::{back_to, cookie, rehearsal};
use crate::admit::{Why, admit};
use crate::exchange::{Agreed, Counter, redeem};
use crate::provider::{Provider, ProviderId};
use crate::token::Distrust;
use crate::{Ailment, Told, Trip, Way, providers};
use agents::pages::Caller;
use agents::pages::doorway::{OtherWays, Way as Opening, let_in};
use agents::sign_in::provider::{BY, by_provider};
use agents::sign_in::{Answer, Visitor as From};
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use db::{Actor, Trouble};
use futures::future::BoxFuture;
use kit::same_secret;
use url::Url;
use web::parts::{Tone, banner, link_button};
use web::{Problem, Query, SignedIn, Site, Visitor, bare, html, local_path, see_other};

/// What the sign-in page offers beside the password.
#[derive(Debug, Clone, Copy)]
pub struct Doorstep;

impl OtherWays for Doorstep {
    fn ways<'a>(&'a self, site: &'a Site) -> BoxFuture<'a, Result<Vec<Opening>, Trouble>> {
        Box::pin(async move {
            let open = site.db().read(providers::open).await?;
            let way = |provider: Provider| Opening { name: provider.name, href: format!("/sign-in/with/{}", provider.id) };
            Ok(open.into_iter().map(way).collect())
        })
    }

    fn left(&self, came_by: &str) -> Option<String> {
        let (by, provider) = came_by.split_once(':')?;
        (by == BY).then(|| format!("/sign-in/with/{provider}/left"))
    }
}

pub(super) async fn set_out(State(site): State<Site>, visitor: Visitor, Path(id): Path<i64>, query: Query) -> Result<Response, Problem> {
    let provider = site.db().read(move |tx| providers::find(tx, ProviderId(id))).await?;
    if !provider.enabled {
        return Err(Problem::not_found());
    }
    let next = local_path(query.text("next")).unwrap_or("/");
    let trip = Trip::begin(provider.id, site.now(), next, false);
    Ok(leave_for(&site, &visitor, &provider, &trip).await)
}

/// Leads the browser to the provider, with the trip in its cookie.
pub(super) async fn leave_for(site: &Site, visitor: &Visitor, provider: &Provider, trip: &Trip) -> Response {
    match address(site, provider, trip).await {
        Ok(address) => {
            let kept = cookie::keep(site, &trip.packed(site.key()));
            (AppendHeaders([(SET_COOKIE, kept)]), see_other(address.as_str())).into_response()
        }
        Err(ailment) => outside(site, visitor, provider, &ailment.said(visitor.t())),
    }
}

async fn address(site: &Site, provider: &Provider, trip: &Trip) -> Result<Url, Ailment> {
    let way = site.service::<Way>();
    let metadata = way.known.of(&way.caller, &way.own_network, &provider.issuer, site.now()).await?;
    let mut address = Url::parse(&metadata.authorization_endpoint).map_err(|_| Ailment::Address)?;
    let key = site.key();
    address
        .query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", &provider.client_id)
        .append_pair("redirect_uri", &back_to(site, provider.id))
        .append_pair("scope", format!("openid email profile {}", provider.scopes).trim())
        .append_pair("state", &trip.state(key))
        .append_pair("nonce", &trip.nonce(key))
        .append_pair("code_challenge", &trip.challenge(key))
        .append_pair("code_challenge_method", "S256");
    Ok(address)
}

pub(super) async fn come_back(
    State(site): State<Site>,
    signed_in: Option<SignedIn>,
    visitor: Visitor,
    Caller(caller): Caller,
    headers: HeaderMap,
    Path(id): Path<i64>,
    query: Query,
) -> Result<Response, Problem> {
    let provider = site.db().read(move |tx| providers::find(tx, ProviderId(id))).await?;
    let t = visitor.t();
    let brought = cookie::read(&site, &headers).and_then(|cookie| Trip::unpacked(site.key(), &cookie, site.now()));
    let Some(trip) = brought.filter(|trip| is_its_answer(&site, &provider, trip, &query)) else {
        return Ok(outside(&site, &visitor, &provider, &t.say("sso-stale")));
    };
    let ended = trip.clone();
    if !site.db().work(Actor::System, move |work| ended.ends(work)).await? {
        return Ok(outside(&site, &visitor, &provider, &t.say("sso-stale")));
    }
    if query.has("error") {
        let word = crate::exchange::word(query.text("error"), 0);
        return Ok(outside(&site, &visitor, &provider, &t.say_with("sso-provider-said-no", &[("word", &word)])));
    }
    let told = match ask(&site, &provider, &trip, &query).await {
        Ok(told) => told,
        Err(ailment) => return Ok(outside(&site, &visitor, &provider, &ailment.said(t))),
    };
    if trip.rehearsal {
        return rehearsal::show(&site, signed_in.as_ref(), &visitor, &provider, &told).await;
    }
    enter(&site, &visitor, &provider, told, caller, &trip).await
}

/// Whether this is the answer to that trip: the same provider, the state it was given, and its own name if it says one (RFC 9207).
fn is_its_answer(site: &Site, provider: &Provider, trip: &Trip, query: &Query) -> bool {
    let own_name = !query.has("iss") || query.text("iss") == provider.issuer;
    let open = provider.enabled || trip.rehearsal;
    open && own_name && trip.provider == provider.id && same_secret(query.text("state"), &trip.state(site.key()))
}

async fn ask(site: &Site, provider: &Provider, trip: &Trip, query: &Query) -> Result<Told, Ailment> {
    let way = site.service::<Way>();
    let metadata = way.known.of(&way.caller, &way.own_network, &provider.issuer, site.now()).await?;
    // Whoever promises its name in every answer (RFC 9207) did not make one without it.
    if metadata.authorization_response_iss_parameter_supported && !query.has("iss") {
        return Err(Distrust::Nameless.into());
    }
    let secret = provider.secret(site.db().vault()).ok_or(Ailment::SecretLost)?;
    let counter = Counter {
        caller: &way.caller,
        known: &way.known,
        metadata: &metadata,
        client_id: &provider.client_id,
        secret: &secret,
        back: &back_to(site, provider.id),
        role_claim: &provider.role_claim,
    };
    let (nonce, verifier) = (trip.nonce(site.key()), trip.verifier(site.key()));
    redeem(&counter, query.text("code"), &Agreed { nonce: &nonce, verifier: &verifier, now: site.now() }).await
}

async fn enter(site: &Site, visitor: &Visitor, provider: &Provider, told: Told, from: From, trip: &Trip) -> Result<Response, Problem> {
    let (through, key, locale) = (provider.clone(), site.key().clone(), visitor.locale);
    let admitted = site.db().work(Actor::System, move |work| match admit(work, &through, &told, locale)? {
        Ok(agent) => by_provider(work, &key, &agent, &from, through.id.0, through.vouches).map(Ok),
        Err(why) => Ok(Err(why)),
    });
    let answer: Result<Answer, Why> = admitted.await?;
    let entered = match &answer {
        Ok(answer) => let_in(site, answer, &trip.next),
        Err(_) => None,
    };
    let why = answer.err().unwrap_or(Why::Deactivated);
    Ok(match entered {
        Some(response) => (AppendHeaders([(SET_COOKIE, cookie::forget(site))]), response).into_response(),
        None => outside(site, visitor, provider, &visitor.t().say(why.key())),
    })
}

/// The page of whoever stays outside: why, and what to do.
pub(super) fn outside(site: &Site, visitor: &Visitor, provider: &Provider, why: &str) -> Response {
    let t = visitor.t();
    let title = t.say_with("sso-outside-title", &[("name", &provider.name)]);
    let page = html! {
        div { h1 { (title) } }
        (banner(Tone::Danger, &html! { p { (why) } }))
        div.card { div.stack {
            (link_button(t.say("sso-try-again"), format!("/sign-in/with/{}", provider.id)).primary().wide())
        } }
        footer { a href="/sign-in" { (t.say("sso-back-to-sign-in")) } }
    };
    let cookies = AppendHeaders([(SET_COOKIE, cookie::forget(site))]);
    (StatusCode::FORBIDDEN, cookies, bare(visitor, &title, page)).into_response()
}
