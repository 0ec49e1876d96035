//! Setting up the second factor, turning it off, and recovery codes. Each asks for the password first.

use super::caller::{Caller, Myself};
use super::layout::{Step, mistake, refusal, stacked};
use super::passkeys;
use super::qr;
use super::security::{again, asks_for_password, not_the_owner, own_password};
use crate::{Agent, agents, recovery, second_factor as factor};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use web::parts::{Tone, badge, banner, button, card, field, form, link_button, page_head};
use web::{Asked, Fields, Frame, Markup, Problem, Site, bare, html, see_other};

const PAGE: &str = "/settings/security/second-factor";

/// What the security page says about it.
pub(super) fn section(me: &Myself, agent: &Agent, codes_left: i64) -> Markup {
    let asks = agent.has_password();
    html! {
        div.stack {
            @if agent.has_app() { (on(me, codes_left, asks)) }
            @else {
                (off(me, asks))
                @if agent.has_passkey { (codes(me, codes_left, asks)) }
            }
        }
    }
}

fn off(me: &Myself, asks: bool) -> Markup {
    let t = me.t();
    html! {
        div.stack {
            p { (t.say("agents-second-factor-about")) }
            (form(&me.csrf, format!("{PAGE}/offer"), &html! {
                div.stack {
                    @if asks { div.fields { (own_password(me, "password-offer")) } }
                    div.line { (button(t.say("agents-second-factor-set-up")).primary()) }
                }
            }))
        }
    }
}

fn on(me: &Myself, codes_left: i64, asks: bool) -> Markup {
    let t = me.t();
    let off = button(t.say("agents-second-factor-turn-off")).danger().attr("formaction", format!("{PAGE}/off"));
    html! {
        div.line { (badge(Tone::Good, &t.say("agents-second-factor-is-on"))) (left(me, codes_left)) }
        (renewing(me, asks, &html! { (off) }))
    }
}

/// The recovery codes of somebody who has passkeys only.
fn codes(me: &Myself, codes_left: i64, asks: bool) -> Markup {
    html! { div.line { (left(me, codes_left)) } (renewing(me, asks, &html! {})) }
}

fn left(me: &Myself, codes_left: i64) -> Markup {
    let tone = if codes_left < 3 { Tone::Warn } else { Tone::Plain };
    badge(tone, &me.t().say_with("agents-recovery-left", &[("count", &codes_left)]))
}

fn renewing(me: &Myself, asks: bool, beside: &Markup) -> Markup {
    let renew = button(me.t().say("agents-recovery-renew"));
    form(
        &me.csrf,
        "/settings/security/recovery-codes",
        &html! { div.stack {
            @if asks { div.fields { (own_password(me, "password-codes")) } }
            div.line { (renew) (beside) }
        } },
    )
}

/// Where somebody is led of whom a second factor is asked before anything else.
pub(super) async fn first(State(site): State<Site>, me: Myself) -> Result<Response, Problem> {
    if me.asked != Asked::Now {
        return Ok(see_other("/settings/security").into_response());
    }
    led_here(&site, &me, None).await
}

pub(super) async fn led_here(site: &Site, me: &Myself, mistake: Option<String>) -> Result<Response, Problem> {
    let t = me.t();
    let asks = asks_for_password(site, me).await?;
    let step = Step {
        visitor: &me.visitor,
        title: t.say("agents-second-factor-first-title"),
        lead: t.say("agents-second-factor-first-lead"),
        mistake,
        ways: form(&me.csrf, "/sign-out", &html! { (button(t.say("agents-sign-out")).quiet()) }),
    };
    let app = html! {
        p { (t.say("agents-second-factor-app-about")) }
        @if asks { (own_password(me, "password-offer")) }
        (button(t.say("agents-second-factor-set-up-app")).primary().wide())
    };
    Ok(step.around(&html! {
        (stacked(&me.csrf, &format!("{PAGE}/offer"), &app))
        @if passkeys::are_offered(site) { (passkeys::adding(me, asks)) }
    }))
}

pub(super) async fn offer(State(site): State<Site>, me: Myself, Caller(caller): Caller, fields: Fields) -> Result<Response, Problem> {
    if let Some(sentence) = not_the_owner(&site, &me, &caller, &fields).await? {
        return match me.asked {
            Asked::Now => led_here(&site, &me, Some(sentence)).await,
            _ => again(&site, &me, &sentence).await,
        };
    }
    let (agent, key) = (me.agent, site.key().clone());
    site.db()
        .work(me.actor(), move |work| {
            let agent = agents::find(work, agent)?;
            factor::offer(work, &key, &agent)
        })
        .await?;
    Ok(see_other(PAGE).into_response())
}

pub(super) async fn show(State(site): State<Site>, me: Myself) -> Result<Response, Problem> {
    match offered(&site, &me).await? {
        Some(offer) => Ok(set_up(&site, &me, &offer, None).await?.into_response()),
        None => Ok(see_other("/settings/security").into_response()),
    }
}

pub(super) async fn turn_on(State(site): State<Site>, me: Myself, fields: Fields) -> Result<Response, Problem> {
    let (agent, key, code) = (me.agent, site.key().clone(), fields.text("code").to_owned());
    let codes = site
        .db()
        .work(me.actor(), move |work| {
            let agent = agents::find(work, agent)?;
            factor::turn_on(work, &key, &agent, &code)
        })
        .await?;
    if let Some(codes) = codes {
        return Ok(codes_page(&site, &me, &codes).await?.into_response());
    }
    let Some(offer) = offered(&site, &me).await? else {
        return Ok(see_other("/settings/security").into_response());
    };
    let page = set_up(&site, &me, &offer, Some(&me.t().say("agents-code-wrong"))).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

pub(super) async fn turn_off(State(site): State<Site>, me: Myself, Caller(caller): Caller, fields: Fields) -> Result<Response, Problem> {
    if let Some(sentence) = not_the_owner(&site, &me, &caller, &fields).await? {
        return again(&site, &me, &sentence).await;
    }
    let agent = me.agent;
    let off = site.db().work(me.actor(), move |work| {
        let agent = agents::find(work, agent)?;
        factor::turn_off(work, &agent)
    });
    match off.await {
        Ok(()) => Ok(see_other("/settings/security?done=second-factor-off").into_response()),
        Err(trouble) => again(&site, &me, &refusal(me.t(), trouble)?).await,
    }
}

pub(super) async fn renew_codes(State(site): State<Site>, me: Myself, Caller(caller): Caller, fields: Fields) -> Result<Response, Problem> {
    if let Some(sentence) = not_the_owner(&site, &me, &caller, &fields).await? {
        return again(&site, &me, &sentence).await;
    }
    let agent = me.agent;
    let codes = site
        .db()
        .work(me.actor(), move |work| {
            let is_on = agents::find(work, agent)?.has_second_factor();
            if is_on { recovery::renew(work, agent).map(Some) } else { Ok(None) }
        })
        .await?;
    match codes {
        Some(codes) => Ok(codes_page(&site, &me, &codes).await?.into_response()),
        None => Ok(see_other("/settings/security").into_response()),
    }
}

async fn offered(site: &Site, me: &Myself) -> Result<Option<factor::Offer>, Problem> {
    let (agent, key) = (me.agent, site.key().clone());
    let offer = site.db().read(move |tx| {
        let agent = agents::find(tx, agent)?;
        factor::offered(tx, &key, &agent)
    });
    Ok(offer.await?)
}

async fn set_up(site: &Site, me: &Myself, offer: &factor::Offer, wrong: Option<&str>) -> Result<Markup, Problem> {
    let t = me.t();
    let steps = html! {
        div.stack {
            p { (t.say("agents-second-factor-scan")) }
            (qr::draw(&offer.url, &t.say("agents-second-factor-qr")))
            p { (t.say("agents-second-factor-type")) " " code { (offer.typed) } }
            (form(&me.csrf, format!("{PAGE}/on"), &html! {
                div.stack {
                    (field(t.say("agents-code"), "code").class("code-input").autocomplete("one-time-code").attr("inputmode", "numeric")
                        .hint(t.say("agents-second-factor-code-hint")).error(wrong).required().autofocus())
                    div.line {
                        (button(t.say("agents-second-factor-turn-on")).primary())
                        @if me.asked != Asked::Now { (link_button(t.say("agents-cancel"), "/settings/security").quiet()) }
                    }
                }
            }))
        }
    };
    let body = html! {
        (page_head(&t.say("agents-second-factor-set-up"), &t.say("agents-second-factor-about"), &html! {}))
        (mistake(wrong))
        (card(&t.say("agents-second-factor"), &steps))
    };
    around(site, me, &t.say("agents-second-factor-set-up"), body).await
}

/// A page of the settings; for whoever can do nothing else yet, one that leads nowhere else.
async fn around(site: &Site, me: &Myself, title: &str, body: Markup) -> Result<Markup, Problem> {
    if me.asked == Asked::Now {
        return Ok(bare(&me.visitor, title, body));
    }
    Frame::new(site, me, title).settings("security").body(body).await
}

/// The codes, this once.
pub(super) async fn codes_page(site: &Site, me: &Myself, codes: &[String]) -> Result<Markup, Problem> {
    let t = me.t();
    let onwards = if me.asked == Asked::Now { "/" } else { "/settings/security" };
    let body = html! {
        (page_head(&t.say("agents-recovery-title"), &t.say("agents-recovery-about"), &html! {}))
        (banner(Tone::Warn, &html! { p { (t.say("agents-shown-once")) } }))
        (card(&t.say("agents-recovery-title"), &html! {
            div.stack {
                ol.stack.tight { @for code in codes { li { code { (code) } } } }
                div.line { (link_button(t.say("agents-recovery-kept"), onwards).primary()) }
            }
        }))
    };
    around(site, me, &t.say("agents-recovery-title"), body).await
}
