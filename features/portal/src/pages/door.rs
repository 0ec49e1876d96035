//! The door: an address, the code, and out again. Every answer to an address is the same.

use super::cookies::Cookie;
use super::frame::{Face, mistake};
use super::known::{Known, origin};
use crate::entry::{self, Answer, Asked, Entered};
use crate::sessions::{self, Present};
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use db::Actor;
use kit::EmailAddress;
use web::parts::{Tone, banner, button, field, form, link_button};
use web::{Fields, Markup, Problem, Site, Visitor, html, see_other};

/// The form that asks who is there.
pub(super) fn form_for_address(visitor: &Visitor, typed: &Fields, wrong: Option<&str>, fault: Option<&str>) -> Markup {
    let t = visitor.t();
    let body = html! {
        div.stack {
            (field(t.say("portal-email"), "email").kind("email").autocomplete("email").value(typed.text("email")).error(wrong).required())
            (field(t.say("portal-order-number"), "order").value(typed.text("order")).hint(t.say("portal-order-number-hint")).optional(t))
            (button(t.say("portal-send-code")).primary().wide())
        }
    };
    html! {
        div.narrow.stack {
            header { h1 { (t.say("portal-welcome")) } p { (t.say("portal-welcome-lead")) } }
            @if let Some(fault) = fault { (mistake(fault)) }
            section.card { div.body { (form(&visitor.csrf, "/portal/code", &body)) } }
        }
    }
}

/// Somebody who is in, and known less well than this order wants: a new code to the same address makes them so again.
pub(super) fn prove_again(visitor: &Visitor, who: &Present, order: &str) -> Markup {
    let t = visitor.t();
    let body = html! {
        input type="hidden" name="email" value=(who.address);
        input type="hidden" name="order" value=(order);
        (button(t.say("portal-prove-again")).primary())
    };
    banner(Tone::Warn, &html! { p { (t.say("portal-withheld")) } (form(&visitor.csrf, "/portal/code", &body)) })
}

/// Sends a code, or seems to.
pub(super) async fn ask(State(site): State<Site>, visitor: Visitor, headers: HeaderMap, fields: Fields) -> Result<Response, Problem> {
    let t = visitor.t();
    let Ok(email) = EmailAddress::parse(fields.text("email")) else {
        return again(&site, &visitor, &fields, Some(&t.say("portal-email-wrong")), None).await;
    };
    let asked = Asked {
        email,
        order_number: fields.optional("order").map(|number| number.chars().take(60).collect()),
        locale: visitor.locale,
    };
    let (inner, from) = (site.clone(), origin(&site, &visitor, &headers));
    match site.db().work(Actor::System, move |work| entry::ask(work, &inner, &asked, &from)).await? {
        Answer::Asked(token) => {
            let cookies = [(SET_COOKIE, Cookie::Code.keep(&site, &token))];
            Ok((AppendHeaders(cookies), see_other("/portal/code")).into_response())
        }
        Answer::Wait => again(&site, &visitor, &fields, None, Some(&t.say("portal-wait"))).await,
    }
}

async fn again(site: &Site, visitor: &Visitor, fields: &Fields, wrong: Option<&str>, fault: Option<&str>) -> Result<Response, Problem> {
    let face = site.db().read(Face::first).await?;
    let status = if fault.is_some() {
        StatusCode::TOO_MANY_REQUESTS
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let body = form_for_address(visitor, fields, wrong, fault);
    Ok((status, face.draw(visitor, None, &visitor.t().say("portal-welcome"), &body)).into_response())
}

/// Where the code is typed.
pub(super) async fn typing(State(site): State<Site>, visitor: Visitor, headers: HeaderMap) -> Result<Response, Problem> {
    if Cookie::Code.token(&site, &headers).is_none() {
        return Ok(see_other("/portal").into_response());
    }
    code_page(&site, &visitor, None).await
}

async fn code_page(site: &Site, visitor: &Visitor, wrong: Option<&str>) -> Result<Response, Problem> {
    let (t, face) = (visitor.t(), site.db().read(Face::first).await?);
    let digits = field(t.say("portal-code"), "code")
        .autocomplete("one-time-code")
        .attr("inputmode", "numeric")
        .attr("maxlength", "9")
        .class("code-input")
        .error(wrong)
        .required();
    let body = html! { div.stack { (digits) (button(t.say("portal-enter")).primary().wide()) } };
    let page = html! {
        div.narrow.stack {
            header { h1 { (t.say("portal-code-title")) } p { (t.say("portal-code-lead")) } }
            section.card { div.body { (form(&visitor.csrf, "/portal/sign-in", &body)) } }
            p { a href="/portal" { (t.say("portal-code-again")) } }
        }
    };
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, face.draw(visitor, None, &t.say("portal-code-title"), &page)).into_response())
}

/// Takes the code. A session begins with a new token, whatever the browser had before.
pub(super) async fn enter(State(site): State<Site>, visitor: Visitor, headers: HeaderMap, fields: Fields) -> Result<Response, Problem> {
    let Some(asked_with) = Cookie::Code.token(&site, &headers) else {
        return stale(&site, &visitor).await;
    };
    let (key, from, typed) = (site.key().clone(), origin(&site, &visitor, &headers), fields.text("code").to_owned());
    let entered = site
        .db()
        .work(Actor::System, move |work| entry::enter(work, &key, &asked_with, &typed, &from))
        .await?;
    match entered {
        Entered::In { session, order_number } => {
            let cookies = [(SET_COOKIE, Cookie::Session.keep(&site, &session)), (SET_COOKIE, Cookie::Code.forget(&site))];
            let next = order_number.map_or_else(|| "/portal".to_owned(), |number| super::words::address(number.trim_start_matches('#')));
            Ok((AppendHeaders(cookies), see_other(&next)).into_response())
        }
        Entered::Wrong => code_page(&site, &visitor, Some(&visitor.t().say("portal-code-wrong"))).await,
        Entered::Stale => stale(&site, &visitor).await,
    }
}

async fn stale(site: &Site, visitor: &Visitor) -> Result<Response, Problem> {
    let (t, face) = (visitor.t(), site.db().read(Face::first).await?);
    let page = html! {
        div.narrow.stack {
            header { h1 { (t.say("portal-code-title")) } }
            (mistake(&t.say("portal-code-stale")))
            (link_button(t.say("portal-code-again"), "/portal").primary().wide())
        }
    };
    let drawn = face.draw(visitor, None, &t.say("portal-code-title"), &page);
    let cookies = [(SET_COOKIE, Cookie::Code.forget(site))];
    Ok((StatusCode::UNPROCESSABLE_ENTITY, AppendHeaders(cookies), drawn).into_response())
}

pub(super) async fn leave(State(site): State<Site>, headers: HeaderMap) -> Result<Response, Problem> {
    if let Some(token) = Cookie::Session.token(&site, &headers) {
        site.db().work(Actor::System, move |work| sessions::end(work, &token)).await?;
    }
    Ok((AppendHeaders([(SET_COOKIE, Cookie::Session.forget(&site))]), see_other("/portal")).into_response())
}

pub(super) async fn leave_everywhere(State(site): State<Site>, known: Known) -> Result<Response, Problem> {
    let customer = known.customer;
    site.db().work(known.actor(), move |work| sessions::end_all(work, customer)).await?;
    Ok((AppendHeaders([(SET_COOKIE, Cookie::Session.forget(&site))]), see_other("/portal")).into_response())
}
