//! The page of an empty desk: the company's name, and the first administrator.

use super::caller::Caller;
use super::layout::{Step, refusal, stacked};
use super::sign_in::welcome;
use super::zones;
use crate::agent::add::{NewAgent, good_name};
use crate::{BuiltIn, Hasher, NewPassword, company, first};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use db::{Actor, Trouble};
use kit::{EmailAddress, Locale, Token};
use web::parts::{button, field, password, select};
use web::{Fields, Problem, Site, Visitor, assets, html};

pub(super) async fn show(State(site): State<Site>, visitor: Visitor, Path(token): Path<String>) -> Result<Response, Problem> {
    let presented = Token::presented(&token);
    let opens = site.db().read(move |tx| first::opens(tx, &presented)).await?;
    Ok(if opens { draw(&visitor, &token, &Fields::default(), None) } else { stale(&visitor) })
}

pub(super) async fn claim(
    State(site): State<Site>,
    visitor: Visitor,
    Caller(caller): Caller,
    Path(token): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let presented = Token::presented(&token);
    let asked = presented.clone();
    if !site.db().read(move |tx| first::opens(tx, &asked)).await? {
        return Ok(stale(&visitor));
    }
    let (email, chosen) = match checked(&fields) {
        Ok(checked) => checked,
        Err(trouble) => return Ok(draw(&visitor, &token, &fields, Some(refusal(visitor.t(), trouble)?))),
    };
    let new = NewAgent {
        name: fields.text("name").to_owned(),
        email,
        role: BuiltIn::Admin,
        locale: Locale::of_tag(fields.text("locale")).unwrap_or_default(),
        zone: fields.text("zone").to_owned(),
        password: site.service::<Hasher>().hash(&chosen).await?,
    };
    let (key, company) = (site.key().clone(), fields.text("company").to_owned());
    let claimed = site
        .db()
        .work(Actor::System, move |work| first::claim(work, &key, &presented, &company, &new, &caller));
    Ok(claimed.await?.map_or_else(|| stale(&visitor), |entry| welcome(&site, &entry, "/setup")))
}

fn checked(fields: &Fields) -> Result<(EmailAddress, NewPassword), Trouble> {
    company::good(fields.text("company"))?;
    good_name(fields.text("name"))?;
    let email = EmailAddress::parse(fields.text("email")).map_err(|_| Trouble::refused("agents-refused-email"))?;
    let chosen = NewPassword::chosen(fields.raw("password"), &[fields.text("name"), email.as_str()])?;
    Ok((email, chosen))
}

fn draw(visitor: &Visitor, token: &str, typed: &Fields, mistake: Option<String>) -> Response {
    let t = visitor.t();
    let zones = zones::names().into_iter().map(|zone| (zone.clone(), zone));
    let locale = Locale::of_tag(typed.text("locale")).unwrap_or(visitor.locale);
    let zone = typed.optional("zone").unwrap_or("UTC");
    let body = html! {
        (field(t.say("agents-company"), "company").value(typed.text("company")).autocomplete("organization").hint(t.say("agents-company-hint")).required().autofocus())
        (field(t.say("agents-name"), "name").value(typed.text("name")).autocomplete("name").required())
        (field(t.say("agents-email"), "email").kind("email").value(typed.text("email")).autocomplete("username").required())
        (password(t.say("agents-new-password"), "password").autocomplete("new-password").hint(t.say("agents-password-hint")).required())
        (select(t.say("agents-language"), "locale", Locale::ALL.map(|locale| (locale.tag(), locale.name())), locale.tag()))
        (select(t.say("agents-zone"), "zone", zones, zone))
        (button(t.say("agents-first-begin")).primary().wide())
        @if typed.optional("zone").is_none() { script type="module" src=(assets::url("js/later/zone.js")) {} }
    };
    let lead = t.say("agents-first-lead");
    step(visitor, mistake, lead).around(&stacked(&visitor.csrf, &format!("/first/{token}"), &body))
}

fn stale(visitor: &Visitor) -> Response {
    let t = visitor.t();
    let page = step(visitor, Some(t.say("agents-link-stale")), String::new());
    page.around(&html! { p { (t.say("agents-first-stale")) } }).into_response()
}

fn step(visitor: &Visitor, mistake: Option<String>, lead: String) -> Step<'_> {
    let t = visitor.t();
    Step {
        visitor,
        title: t.say("agents-first-title"),
        lead,
        mistake,
        ways: super::forgot::back(t),
    }
}
