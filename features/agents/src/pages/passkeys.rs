//! Passkeys in the browser: added and removed under Security, shown at the door and as the second step.
//!
//! The browser's part is `assets/js/later/passkeys.js`, loaded on these pages only. A form holds what it needs: where a question is
//! asked, and fields for its token and the answer. Where the browser has no passkeys, or no script runs, the form stays hidden.

use super::caller::{Caller, Myself};
use super::cookies::Cookie;
use super::layout::refusal;
use super::second_factor::{codes_page, led_here};
use super::security::{again, asks_for_password, not_the_owner, own_password};
use super::{code, doorway, sign_in};
use crate::passkeys::{self, Asked as Question, Listed, PasskeyId, relying_party};
use crate::{agents, passkeys as shelf};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use db::{Actor, Trouble};
use kit::Token;
use serde_json::json;
use web::parts::{Tone, banner, button, card, csrf_field, field, form, time};
use web::{Asked, Fields, Markup, Problem, Site, Visitor, assets, html, local_path, see_other};
use webauthn_rs::prelude::Webauthn;

const PAGE: &str = "/settings/security/passkeys";

fn desk(site: &Site) -> Result<Webauthn, Problem> {
    relying_party(site.base_url()).ok_or_else(|| Problem::refused("agents-refused-passkey-address"))
}

/// Whether browsers offer passkeys at this address at all.
pub(super) fn are_offered(site: &Site) -> bool {
    relying_party(site.base_url()).is_some()
}

/// What a script reads: the question, or a sentence that says why there is none.
fn as_json(t: &web::Text, asked: Result<Question, Trouble>) -> Result<Response, Problem> {
    match asked {
        Ok(question) => Ok(Json(question).into_response()),
        Err(trouble) => Ok(says(&refusal(t, trouble)?)),
    }
}

fn says(sentence: &str) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "says": sentence }))).into_response()
}

/// What a browser answered: the token of the question, and the answer as JSON.
fn answered(fields: &Fields) -> (Token, String) {
    (Token::presented(fields.text("challenge")), fields.raw("answer").to_owned())
}

/// The form a script fills in and sends. `kind` is `get` or `create`; `inside` stands before its button, `words` on it.
fn asking(csrf: &str, (kind, action): (&str, &str), inside: &Markup, words: &Markup) -> Markup {
    html! {
        form method="post" action=(action) data-passkey=(kind) data-passkey-begin={ (action) "/begin" } hidden {
            (csrf_field(csrf))
            input type="hidden" name="challenge";
            input type="hidden" name="answer";
            div.stack { (inside) (words) p.error data-passkey-says role="alert" hidden {} }
        }
        script type="module" src=(assets::url("js/later/passkeys.js")) {}
    }
}

// At the door.

/// The button of the sign-in page.
pub(super) fn at_the_door(site: &Site, visitor: &Visitor, next: &str) -> Markup {
    let t = visitor.t();
    let inside = html! { input type="hidden" name="next" value=(next); };
    let words =
        html! { (button(t.say("agents-passkey-sign-in")).wide().icon("key").attr("data-passkey-failed", t.say("agents-passkey-failed"))) };
    html! { @if are_offered(site) { (asking(&visitor.csrf, ("get", "/sign-in/passkey"), &inside, &words)) } }
}

pub(super) async fn ask_at_the_door(State(site): State<Site>, visitor: Visitor, Caller(caller): Caller) -> Result<Response, Problem> {
    let desk = desk(&site)?;
    let asked = site.db().work(Actor::System, move |work| passkeys::begin_entering(work, &desk, &caller.address));
    as_json(visitor.t(), asked.await)
}

pub(super) async fn enter(State(site): State<Site>, visitor: Visitor, Caller(caller): Caller, fields: Fields) -> Result<Response, Problem> {
    let next = local_path(fields.text("next")).unwrap_or("/").to_owned();
    let (desk, key, (challenge, answer)) = (desk(&site)?, site.key().clone(), answered(&fields));
    let entered = site
        .db()
        .work(Actor::System, move |work| passkeys::finish_entering(work, &desk, &key, &challenge, &answer, &caller));
    match doorway::let_in(&site, &entered.await?, &next) {
        Some(response) => Ok(response),
        None => sign_in::again(&site, &visitor, &next, visitor.t().say("agents-passkey-not-taken")).await,
    }
}

// As the second step.

/// The button of the second step.
pub(super) fn at_the_second_step(visitor: &Visitor, next: &str) -> Markup {
    let t = visitor.t();
    let inside = html! { input type="hidden" name="next" value=(next); };
    let words = html! { (button(t.say("agents-passkey-use")).primary().wide().icon("key").attr("data-passkey-failed", t.say("agents-passkey-failed"))) };
    asking(&visitor.csrf, ("get", "/sign-in/code/passkey"), &inside, &words)
}

pub(super) async fn ask_at_the_second_step(
    State(site): State<Site>,
    visitor: Visitor,
    Caller(caller): Caller,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let desk = desk(&site)?;
    let Some(step) = Cookie::SecondStep.token(&site, &headers) else {
        return Err(Problem::sign_in_first());
    };
    let asked = site
        .db()
        .work(Actor::System, move |work| passkeys::begin_second_step(work, &desk, &step, &caller.address));
    match asked.await {
        Ok(None) => Ok(says(&visitor.t().say("agents-passkey-step-over"))),
        Ok(Some(question)) => as_json(visitor.t(), Ok(question)),
        Err(trouble) => as_json(visitor.t(), Err(trouble)),
    }
}

pub(super) async fn finish_second_step(
    State(site): State<Site>,
    visitor: Visitor,
    Caller(caller): Caller,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Problem> {
    let next = local_path(fields.text("next")).unwrap_or("/").to_owned();
    let Some(step) = Cookie::SecondStep.token(&site, &headers) else {
        return Ok(code::over(&site, &next));
    };
    let (desk, key, (challenge, answer), shown) = (desk(&site)?, site.key().clone(), answered(&fields), step.clone());
    let finished = site.db().work(Actor::System, move |work| {
        passkeys::finish_second_step(work, &desk, &key, &step, (&challenge, &answer), &caller)
    });
    let answer = finished.await?;
    code::answered(&site, &visitor, &shown, &next, answer, "agents-passkey-not-taken").await
}

// One's own.

/// The card on the security page: those there are, and a form for one more.
pub(super) fn section(site: &Site, me: &Myself, keys: &[Listed], asks: bool) -> Markup {
    let t = me.t();
    let body = html! {
        div.stack {
            p { (t.say("agents-passkeys-about")) }
            @if !keys.is_empty() { ul.plain-list.stack { @for key in keys { li { (one(site, me, key, asks)) } } } }
            @if are_offered(site) { (adding(me, asks)) noscript { p.muted { (t.say("agents-passkey-needs-script")) } } }
            @else { (banner(Tone::Info, &html! { p { (t.say("agents-refused-passkey-address")) } })) }
        }
    };
    card(&t.say("agents-passkeys"), &body)
}

/// The form that adds one.
pub(super) fn adding(me: &Myself, asks: bool) -> Markup {
    let t = me.t();
    let inside = html! {
        @if me.asked == Asked::Now { p { (t.say("agents-passkeys-about")) } }
        div.fields {
            (field(t.say("agents-passkey-name"), "name").id("passkey-name").value(t.say("agents-passkey-name-usual")).hint(t.say("agents-passkey-name-hint")).required())
            @if asks { (own_password(me, "password-passkey")) }
        }
    };
    let words = html! { div.line { (button(t.say("agents-passkey-add")).primary().icon("key").attr("data-passkey-failed", t.say("agents-passkey-failed"))) } };
    asking(&me.csrf, ("create", PAGE), &inside, &words)
}

fn one(site: &Site, me: &Myself, key: &Listed, asks: bool) -> Markup {
    let (t, now) = (me.t(), site.now());
    html! {
        details.more {
            summary {
                strong { (key.name) } " · " (t.say("agents-passkey-added")) " " (time(t, key.added_at, now, &me.zone))
                @if let Some(used) = key.used_at { " · " (t.say("agents-session-used")) " " (time(t, used, now, &me.zone)) }
            }
            (form(&me.csrf, format!("{PAGE}/{}/rename", key.id), &html! {
                div.stack {
                    div.fields {
                        (field(t.say("agents-passkey-name"), "name").id(format!("passkey-name-{}", key.id)).value(&key.name).required())
                        @if asks { (own_password_for(me, key.id)) }
                    }
                    div.line {
                        (button(t.say("agents-passkey-rename")))
                        (button(t.say("agents-passkey-remove")).danger().attr("formaction", format!("{PAGE}/{}/remove", key.id)))
                    }
                }
            }))
        }
    }
}

/// Only taking away asks for the password, so the field is not required.
fn own_password_for(me: &Myself, key: PasskeyId) -> Markup {
    let t = me.t();
    let password = web::parts::password(t.say("agents-present-password"), "password").id(format!("password-{key}"));
    html! { (password.autocomplete("current-password").hint(t.say("agents-passkey-remove-hint"))) }
}

pub(super) async fn ask_for_new(State(site): State<Site>, me: Myself, Caller(caller): Caller, fields: Fields) -> Result<Response, Problem> {
    let desk = desk(&site)?;
    if let Some(sentence) = not_the_owner(&site, &me, &caller, &fields).await? {
        return Ok(says(&sentence));
    }
    let agent = me.agent;
    let asked = site.db().work(me.actor(), move |work| {
        let agent = agents::find(work, agent)?;
        passkeys::begin_adding(work, &desk, &agent, &caller.address)
    });
    as_json(me.t(), asked.await)
}

pub(super) async fn add(State(site): State<Site>, me: Myself, fields: Fields) -> Result<Response, Problem> {
    let (desk, agent, (challenge, answer), name) = (desk(&site)?, me.agent, answered(&fields), fields.text("name").to_owned());
    let added = site.db().work(me.actor(), move |work| {
        let agent = agents::find(work, agent)?;
        passkeys::finish_adding(work, &desk, &agent, &challenge, &answer, &name)
    });
    match added.await {
        Ok(added) => match added.codes {
            Some(codes) => Ok(codes_page(&site, &me, &codes).await?.into_response()),
            None => Ok(see_other("/settings/security?done=passkey").into_response()),
        },
        Err(trouble) => {
            let sentence = refusal(me.t(), trouble)?;
            match me.asked {
                Asked::Now => led_here(&site, &me, Some(sentence)).await,
                _ => again(&site, &me, &sentence).await,
            }
        }
    }
}

pub(super) async fn rename(State(site): State<Site>, me: Myself, Path(key): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let (agent, name) = (me.agent, fields.text("name").to_owned());
    let renamed = site.db().work(me.actor(), move |work| shelf::rename(work, agent, PasskeyId(key), &name));
    match renamed.await {
        Ok(()) => Ok(see_other("/settings/security?done=saved").into_response()),
        Err(trouble) => again(&site, &me, &refusal(me.t(), trouble)?).await,
    }
}

pub(super) async fn remove(
    State(site): State<Site>,
    me: Myself,
    Caller(caller): Caller,
    Path(key): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (agent, key) = (me.agent, PasskeyId(key));
    let theirs = site.db().read(move |tx| shelf::of(tx, agent)).await?;
    if !theirs.iter().any(|one| one.id == key) {
        return Err(Problem::not_found());
    }
    if let Some(sentence) = not_the_owner(&site, &me, &caller, &fields).await? {
        return again(&site, &me, &sentence).await;
    }
    match site.db().work(me.actor(), move |work| shelf::remove(work, agent, key)).await {
        Ok(()) => Ok(see_other("/settings/security?done=passkey-removed").into_response()),
        Err(trouble) => again(&site, &me, &refusal(me.t(), trouble)?).await,
    }
}

/// Whether the form that adds one must ask for the password.
pub(super) async fn asks(site: &Site, me: &Myself) -> Result<bool, Problem> {
    asks_for_password(site, me).await
}
