//! Accepting an invitation: name, language, zone, password, and in.

use super::caller::Caller;
use super::cookies::Cookie;
use super::layout::{Step, refusal, stacked};
use super::sign_in::welcome;
use super::zones;
use crate::invitation::{self, Acceptance};
use crate::{Agent, Hasher, NewPassword, ways_in};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use db::Actor;
use kit::{Locale, Token};
use web::parts::{button, field, password, select};
use web::{Fields, Problem, Site, Visitor, html, see_other};

/// Moves the token out of the address; following the link uses nothing up.
pub(super) async fn take(State(site): State<Site>, Path(token): Path<String>) -> Response {
    let cookie = Cookie::Invitation.keep(&site, Token::presented(&token).reveal());
    (AppendHeaders([(SET_COOKIE, cookie)]), see_other("/invitation")).into_response()
}

pub(super) async fn show(State(site): State<Site>, visitor: Visitor, headers: HeaderMap) -> Result<Response, Problem> {
    if site.db().read(ways_in::keeper).await?.is_some() {
        return Ok(see_other("/sign-in").into_response());
    }
    Ok(match invited(&site, &headers).await? {
        Some((agent, _)) => draw(&visitor, &agent, None),
        None => stale(&visitor),
    })
}

pub(super) async fn accept(
    State(site): State<Site>,
    visitor: Visitor,
    Caller(caller): Caller,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Problem> {
    let Some((agent, token)) = invited(&site, &headers).await? else {
        return Ok(stale(&visitor));
    };
    let wanted = Agent {
        name: fields.text("name").to_owned(),
        zone: fields.text("zone").to_owned(),
        locale_tag: fields.text("locale").to_owned(),
        ..agent
    };
    let chosen = match chosen(&wanted, &fields) {
        Ok(chosen) => chosen,
        Err(trouble) => return Ok(draw(&visitor, &wanted, Some(refusal(visitor.t(), trouble)?))),
    };
    let acceptance = Acceptance {
        password: site.service::<Hasher>().hash(&chosen).await?,
        locale: wanted.locale(),
        name: wanted.name,
        zone: wanted.zone,
    };
    let key = site.key().clone();
    let entry = site
        .db()
        .work(Actor::System, move |work| invitation::accept(work, &key, &token, &acceptance, &caller))
        .await?;
    let Some(entry) = entry else { return Ok(stale(&visitor)) };
    Ok((AppendHeaders([(SET_COOKIE, Cookie::Invitation.forget(&site))]), welcome(&site, &entry, "/")).into_response())
}

fn chosen(wanted: &Agent, fields: &Fields) -> Result<NewPassword, db::Trouble> {
    crate::agent::add::good_name(&wanted.name)?;
    NewPassword::chosen(fields.raw("password"), &[&wanted.name, wanted.email.as_str()])
}

async fn invited(site: &Site, headers: &HeaderMap) -> Result<Option<(Agent, Token)>, Problem> {
    let Some(token) = Cookie::Invitation.token(site, headers) else { return Ok(None) };
    let presented = token.clone();
    let agent = site.db().read(move |tx| invitation::invited(tx, &presented)).await?;
    Ok(agent.map(|agent| (agent, token)))
}

fn draw(visitor: &Visitor, agent: &Agent, mistake: Option<String>) -> Response {
    let t = visitor.t();
    let zones = zones::names().into_iter().map(|zone| (zone.clone(), zone));
    let body = html! {
        (field(t.say("agents-email"), "username").kind("email").value(agent.email.as_str()).autocomplete("username").attr("readonly", "readonly"))
        (field(t.say("agents-name"), "name").value(&agent.name).autocomplete("name").required())
        (select(t.say("agents-language"), "locale", Locale::ALL.map(|locale| (locale.tag(), locale.name())), agent.locale().tag()))
        (select(t.say("agents-zone"), "zone", zones, &agent.zone))
        (password(t.say("agents-new-password"), "password").autocomplete("new-password").hint(t.say("agents-password-hint")).required())
        (button(t.say("agents-invitation-accept")).primary().wide())
    };
    step(visitor, mistake, t.say("agents-invitation-lead")).around(&stacked(&visitor.csrf, "/invitation", &body))
}

fn stale(visitor: &Visitor) -> Response {
    let t = visitor.t();
    step(visitor, Some(t.say("agents-link-stale")), String::new()).around(&html! { p { (t.say("agents-invitation-stale")) } })
}

fn step(visitor: &Visitor, mistake: Option<String>, lead: String) -> Step<'_> {
    let t = visitor.t();
    Step {
        visitor,
        title: t.say("agents-invitation-title"),
        lead,
        mistake,
        ways: super::forgot::back(t),
    }
}
