//! A new password with a link from a letter.

use super::cookies::Cookie;
use super::forgot::back;
use super::layout::{Step, refusal, stacked};
use crate::{Agent, Hasher, NewPassword, reset};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use db::Actor;
use kit::Token;
use web::parts::{button, link_button, password};
use web::{Fields, Problem, Site, Visitor, html, see_other};

/// Moves the token out of the address. Following a link uses nothing up, for mail scanners follow links too.
pub(super) async fn take(State(site): State<Site>, Path(token): Path<String>) -> Response {
    let cookie = Cookie::Reset.keep(&site, Token::presented(&token).reveal());
    (AppendHeaders([(SET_COOKIE, cookie)]), see_other("/reset")).into_response()
}

pub(super) async fn show(State(site): State<Site>, visitor: Visitor, headers: HeaderMap) -> Result<Response, Problem> {
    Ok(match meant_for(&site, &headers).await? {
        Some((agent, _)) => draw(&visitor, &agent, None),
        None => stale(&visitor),
    })
}

pub(super) async fn set(State(site): State<Site>, visitor: Visitor, headers: HeaderMap, fields: Fields) -> Result<Response, Problem> {
    let Some((agent, token)) = meant_for(&site, &headers).await? else {
        return Ok(stale(&visitor));
    };
    let chosen = match NewPassword::chosen(fields.raw("password"), &[&agent.name, agent.email.as_str()]) {
        Ok(chosen) => chosen,
        Err(trouble) => return Ok(draw(&visitor, &agent, Some(refusal(visitor.t(), trouble)?))),
    };
    let (hash, key) = (site.service::<Hasher>().hash(&chosen).await?, site.key().clone());
    let done = site.db().work(Actor::System, move |work| reset::redeem(work, &key, &token, &hash)).await?;
    let Some(device) = done else { return Ok(stale(&visitor)) };
    let t = visitor.t();
    let page = step(&visitor, None).around(&html! {
        p { (t.say("agents-reset-done")) }
        (link_button(t.say("agents-sign-in"), "/sign-in").primary().wide())
    });
    let cookies = [(SET_COOKIE, Cookie::Reset.forget(&site)), (SET_COOKIE, Cookie::Device.keep(&site, &device))];
    Ok((AppendHeaders(cookies), page).into_response())
}

async fn meant_for(site: &Site, headers: &HeaderMap) -> Result<Option<(Agent, Token)>, Problem> {
    let Some(token) = Cookie::Reset.token(site, headers) else { return Ok(None) };
    let presented = token.clone();
    let agent = site.db().read(move |tx| reset::meant_for(tx, &presented)).await?;
    Ok(agent.map(|agent| (agent, token)))
}

fn draw(visitor: &Visitor, agent: &Agent, mistake: Option<String>) -> Response {
    let t = visitor.t();
    let body = html! {
        input type="hidden" name="username" value=(agent.email) autocomplete="username";
        (password(t.say("agents-new-password"), "password").autocomplete("new-password").hint(t.say("agents-password-hint"))
            .error(mistake.as_deref()).required().autofocus())
        (button(t.say("agents-reset-set")).primary().wide())
    };
    step(visitor, mistake.clone()).around(&stacked(&visitor.csrf, "/reset", &body))
}

fn stale(visitor: &Visitor) -> Response {
    let t = visitor.t();
    step(visitor, Some(t.say("agents-link-stale"))).around(&link_button_to_ask(visitor))
}

fn link_button_to_ask(visitor: &Visitor) -> web::Markup {
    html! { (link_button(visitor.t().say("agents-forgot-again"), "/forgot").primary().wide()) }
}

fn step(visitor: &Visitor, mistake: Option<String>) -> Step<'_> {
    let t = visitor.t();
    Step {
        visitor,
        title: t.say("agents-reset-title"),
        lead: String::new(),
        mistake,
        ways: back(t),
    }
}
