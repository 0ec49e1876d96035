//! Signing in with address and password, and signing out.

use super::caller::Caller;
use super::cookies::Cookie;
use super::layout::{Step, stacked};
use crate::Hasher;
use crate::sessions::{self, LONGEST_DAYS, Why};
use crate::sign_in::{Answer, Entry, sign_in};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use web::parts::{button, field, password};
use web::{Fields, Problem, Query, SignedIn, Site, Visitor, end_session, html, local_path, see_other, session_cookie, session_token};

/// What the form shows again after a mistake. The password never comes back.
#[derive(Default)]
struct Form {
    email: String,
    next: String,
    mistake: Option<String>,
}

pub(super) async fn show(signed_in: Option<SignedIn>, visitor: Visitor, query: Query) -> Response {
    let next = local_path(query.text("next")).unwrap_or("/").to_owned();
    if signed_in.is_some() {
        return see_other(&next).into_response();
    }
    draw(&visitor, Form { next, ..Form::default() })
}

pub(super) async fn enter(State(site): State<Site>, visitor: Visitor, Caller(caller): Caller, fields: Fields) -> Result<Response, Problem> {
    let next = local_path(fields.text("next")).unwrap_or("/").to_owned();
    let hasher = site.service::<Hasher>();
    let answer = sign_in(site.db(), &hasher, site.key(), fields.text("email"), fields.raw("password"), &caller).await?;
    let t = visitor.t();
    let mistake = match answer {
        Answer::In(entry) => return Ok(welcome(&site, &entry, &next)),
        Answer::SecondStep(step) => {
            let cookie = Cookie::SecondStep.keep(&site, step.reveal());
            return Ok((AppendHeaders([(SET_COOKIE, cookie)]), see_other(&super::code::address(&next))).into_response());
        }
        Answer::Wrong => t.say("agents-sign-in-wrong"),
        Answer::Wait { minutes } => t.say_with("agents-sign-in-wait", &[("minutes", &minutes)]),
    };
    Ok(draw(&visitor, Form { email: fields.text("email").to_owned(), next, mistake: Some(mistake) }))
}

/// Sets the cookies of somebody who is in, and leads them on.
pub(super) fn welcome(site: &Site, entry: &Entry, next: &str) -> Response {
    let cookies = [
        (SET_COOKIE, session_cookie(site, &entry.session, LONGEST_DAYS * 86_400)),
        (SET_COOKIE, Cookie::Device.keep(site, &entry.device)),
        (SET_COOKIE, Cookie::SecondStep.forget(site)),
    ];
    (AppendHeaders(cookies), see_other(next)).into_response()
}

pub(super) async fn leave(State(site): State<Site>, signed_in: SignedIn, headers: HeaderMap) -> Result<Response, Problem> {
    if let Some(token) = session_token(&site, &headers) {
        site.db()
            .work(signed_in.actor(), move |work| sessions::end_presented(work, &token, Why::SignedOut))
            .await?;
    }
    Ok((AppendHeaders([(SET_COOKIE, end_session(&site))]), see_other("/sign-in")).into_response())
}

fn draw(visitor: &Visitor, form: Form) -> Response {
    let t = visitor.t();
    let body = html! {
        input type="hidden" name="next" value=(form.next);
        (field(t.say("agents-email"), "email").kind("email").value(form.email).autocomplete("username").required().autofocus())
        (password(t.say("agents-password"), "password").autocomplete("current-password").required())
        (button(t.say("agents-sign-in")).primary().wide())
    };
    let step = Step {
        visitor,
        title: t.say("agents-sign-in"),
        lead: t.say("agents-sign-in-lead"),
        mistake: form.mistake,
        ways: html! { a href="/forgot" { (t.say("agents-forgot-link")) } },
    };
    step.around(&stacked(&visitor.csrf, "/sign-in", &body))
}
