//! Signing in with address and password, and signing out.

use super::caller::Caller;
use super::cookies::Cookie;
use super::doorway::{self, Way};
use super::layout::{Step, stacked};
use super::passkeys;
use crate::sessions::{self, Why};
use crate::sign_in::{Answer, Entry, sign_in};
use crate::{Hasher, ways_in};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use web::parts::{button, field, password};
use web::{
    Fields, Markup, Problem, Query, SignedIn, Site, Visitor, end_session, html, local_path, see_other, session_cookie, session_token,
};

/// What the form shows again after a mistake. The password never comes back.
#[derive(Default)]
struct Form {
    email: String,
    next: String,
    mistake: Option<String>,
    ways: Vec<Way>,
    /// A password opens for one person only.
    only_ways: bool,
}

impl Form {
    async fn at(site: &Site) -> Result<Self, Problem> {
        let only_ways = site.db().read(ways_in::keeper).await?.is_some();
        Ok(Self { ways: doorway::open(site).await?, only_ways, ..Self::default() })
    }
}

pub(super) async fn show(
    State(site): State<Site>,
    signed_in: Option<SignedIn>,
    visitor: Visitor,
    _from_here: Caller,
    query: Query,
) -> Result<Response, Problem> {
    let next = local_path(query.text("next")).unwrap_or("/").to_owned();
    if signed_in.is_some() {
        return Ok(see_other(&next).into_response());
    }
    Ok(draw(&site, &visitor, &Form { next, ..Form::at(&site).await? }))
}

/// The page with what went wrong.
pub(super) async fn again(site: &Site, visitor: &Visitor, next: &str, mistake: String) -> Result<Response, Problem> {
    let form = Form { next: next.to_owned(), mistake: Some(mistake), ..Form::at(site).await? };
    Ok(draw(site, visitor, &form))
}

pub(super) async fn enter(State(site): State<Site>, visitor: Visitor, Caller(caller): Caller, fields: Fields) -> Result<Response, Problem> {
    let next = local_path(fields.text("next")).unwrap_or("/").to_owned();
    let hasher = site.service::<Hasher>();
    let answer = sign_in(site.db(), &hasher, site.key(), fields.text("email"), fields.raw("password"), &caller).await?;
    let t = visitor.t();
    let mistake = match answer {
        Answer::Wait { minutes } => t.say_with("agents-sign-in-wait", &[("minutes", &minutes)]),
        other => match doorway::let_in(&site, &other, &next) {
            Some(response) => return Ok(response),
            None => t.say("agents-sign-in-wrong"),
        },
    };
    let form = Form::at(&site).await?;
    Ok(draw(&site, &visitor, &Form { email: fields.text("email").to_owned(), next, mistake: Some(mistake), ..form }))
}

/// Sets the cookies of somebody who is in, and leads them on.
pub(super) fn welcome(site: &Site, entry: &Entry, next: &str) -> Response {
    let cookies = [
        (SET_COOKIE, session_cookie(site, &entry.session, entry.keeps_seconds)),
        (SET_COOKIE, Cookie::Device.keep(site, &entry.device)),
        (SET_COOKIE, Cookie::SecondStep.forget(site)),
    ];
    (AppendHeaders(cookies), see_other(next)).into_response()
}

pub(super) async fn leave(State(site): State<Site>, signed_in: SignedIn, headers: HeaderMap) -> Result<Response, Problem> {
    let mut came_by = String::new();
    if let Some(token) = session_token(&site, &headers) {
        came_by = site
            .db()
            .work(signed_in.actor(), move |work| sessions::end_presented(work, &token, Why::SignedOut))
            .await?;
    }
    Ok((AppendHeaders([(SET_COOKIE, end_session(&site))]), see_other(&doorway::left(&site, &came_by))).into_response())
}

fn draw(site: &Site, visitor: &Visitor, form: &Form) -> Response {
    let t = visitor.t();
    let step = Step {
        visitor,
        title: t.say("agents-sign-in"),
        lead: t.say("agents-sign-in-lead"),
        mistake: form.mistake.clone(),
        ways: html! { @if !form.only_ways { a href="/forgot" { (t.say("agents-forgot-link")) } } },
    };
    step.around(&html! {
        (doorway::buttons(visitor, &form.ways, &form.next))
        @if form.only_ways {
            details open[form.mistake.is_some()] {
                summary { (t.say("agents-sign-in-by-password")) }
                div.stack { p.muted { (t.say("agents-sign-in-by-password-about")) } (by_password(visitor, form)) }
            }
        } @else {
            @if !form.ways.is_empty() { p.muted { (t.say("agents-sign-in-or")) } }
            (by_password(visitor, form))
        }
        (passkeys::at_the_door(site, visitor, &form.next))
    })
}

fn by_password(visitor: &Visitor, form: &Form) -> Markup {
    let t = visitor.t();
    let email = field(t.say("agents-email"), "email")
        .kind("email")
        .value(&form.email)
        .autocomplete("username")
        .required();
    let body = html! {
        input type="hidden" name="next" value=(form.next);
        (if form.only_ways { email } else { email.autofocus() })
        (password(t.say("agents-password"), "password").autocomplete("current-password").required())
        (button(t.say("agents-sign-in")).primary().wide())
    };
    stacked(&visitor.csrf, "/sign-in", &body)
}
