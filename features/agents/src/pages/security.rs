//! Security: my password, my second factor, where I am signed in.

use super::caller::{Caller, Myself};
use super::layout::{mistake, notice, refusal};
use super::{passkeys, second_factor, session_table};
use crate::sessions::{self, SessionId, Why};
use crate::sign_in::{Confirmed, Visitor, confirm};
use crate::{Agent, Hasher, NewPassword, access, agents, recovery, reset, ways_in};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use web::parts::{button, card, form, page_head, password};
use web::{Asked, Fields, Frame, Markup, Problem, Query, Site, html, see_other, session_cookie};

/// How long a sign-in stands for a password its owner does not have.
const FRESH_SECONDS: i64 = 900;

/// What the page shows.
struct Shown {
    agent: Agent,
    may_use_password: bool,
    codes_left: i64,
    sessions: Vec<sessions::Listed>,
    passkeys: Vec<crate::passkeys::Listed>,
}

pub(super) async fn show(State(site): State<Site>, me: Myself, query: Query) -> Result<Markup, Problem> {
    draw(&site, &me, &notice(me.t(), &query)).await
}

pub(super) async fn change_password(
    State(site): State<Site>,
    me: Myself,
    Caller(caller): Caller,
    fields: Fields,
) -> Result<Response, Problem> {
    if let Some(sentence) = not_the_owner(&site, &me, &caller, &fields).await? {
        return again(&site, &me, &sentence).await;
    }
    let chosen = match NewPassword::chosen(fields.raw("new_password"), &[&me.name, &me.email]) {
        Ok(chosen) => chosen,
        Err(trouble) => return again(&site, &me, &refusal(me.t(), trouble)?).await,
    };
    let (agent, hash) = (me.agent, site.service::<Hasher>().hash(&chosen).await?);
    let changed = site
        .db()
        .work(me.actor(), move |work| {
            let keeps_seconds = access::rules(work)?.sessions.cookie_seconds();
            Ok((reset::change(work, agent, &hash, &caller)?, keeps_seconds))
        })
        .await;
    let (session, keeps_seconds) = match changed {
        Ok(changed) => changed,
        Err(trouble) => return again(&site, &me, &refusal(me.t(), trouble)?).await,
    };
    let cookie = session_cookie(&site, &session, keeps_seconds);
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), see_other("/settings/security?done=password")).into_response())
}

pub(super) async fn end_one(State(site): State<Site>, me: Myself, Path(session): Path<i64>) -> Result<Response, Problem> {
    let agent = me.agent;
    site.db()
        .work(me.actor(), move |work| sessions::end(work, agent, SessionId(session), Why::Revoked))
        .await?;
    Ok(see_other("/settings/security?done=ended").into_response())
}

pub(super) async fn end_others(State(site): State<Site>, me: Myself) -> Result<Response, Problem> {
    let (agent, mine) = (me.agent, me.session);
    site.db()
        .work(me.actor(), move |work| sessions::end_all(work, agent, Some(mine), Why::EverywhereElse))
        .await?;
    Ok(see_other("/settings/security?done=ended").into_response())
}

/// Asks for the password again before anything that changes the ways in. The sentence says why not; `None` means yes.
pub(super) async fn not_the_owner(site: &Site, me: &Myself, caller: &Visitor, fields: &Fields) -> Result<Option<String>, Problem> {
    if let Some(decided) = came_a_moment_ago(site, me).await? {
        return Ok(decided);
    }
    let hasher = site.service::<Hasher>();
    let answer = confirm(site.db(), &hasher, site.key(), me.agent, fields.raw("password"), caller).await?;
    let t = me.t();
    Ok(match answer {
        Confirmed::Yes => None,
        Confirmed::No => Some(t.say("agents-password-not-yours")),
        Confirmed::Wait { minutes } => Some(t.say_with("agents-sign-in-wait", &[("minutes", &minutes)])),
    })
}

/// Whoever has no password here shows that it is them by having signed in a moment ago. `None`: they have one, ask for it.
async fn came_a_moment_ago(site: &Site, me: &Myself) -> Result<Option<Option<String>>, Problem> {
    let (agent, session) = (me.agent, me.session);
    let read = site.db().read(move |tx| {
        let has_password = agents::find(tx, agent)?.has_password() && ways_in::may_use_password(tx, agent)?;
        let began = sessions::of(tx, agent)?.into_iter().find(|mine| mine.id == session).map(|mine| mine.created_at);
        Ok((has_password, began))
    });
    let (has_password, began) = read.await?;
    let fresh = began.is_some_and(|began| site.now().seconds_since(began) < FRESH_SECONDS);
    Ok(match (has_password, fresh) {
        // They were led here right after the password, and can do nothing else.
        (true, true) if me.asked == Asked::Now => Some(None),
        (true, _) => None,
        (false, _) => Some((!fresh).then(|| me.t().say("agents-sign-in-again-first"))),
    })
}

/// Whether a form must ask for the password.
pub(super) async fn asks_for_password(site: &Site, me: &Myself) -> Result<bool, Problem> {
    Ok(came_a_moment_ago(site, me).await?.is_none())
}

/// The page with what went wrong on top.
pub(super) async fn again(site: &Site, me: &Myself, sentence: &str) -> Result<Response, Problem> {
    let page = draw(site, me, &mistake(Some(sentence))).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn draw(site: &Site, me: &Myself, above: &Markup) -> Result<Markup, Problem> {
    let agent = me.agent;
    let shown = site
        .db()
        .read(move |tx| {
            Ok(Shown {
                agent: agents::find(tx, agent)?,
                may_use_password: ways_in::may_use_password(tx, agent)?,
                codes_left: recovery::left(tx, agent)?,
                sessions: sessions::of(tx, agent)?,
                passkeys: crate::passkeys::of(tx, agent)?,
            })
        })
        .await?;
    let t = me.t();
    let body = html! {
        (page_head(&t.say("agents-security"), &t.say("agents-security-about"), &html! {}))
        (above)
        @if shown.agent.has_password() && shown.may_use_password { (card(&t.say("agents-password"), &password_form(me))) }
        (card(&t.say("agents-second-factor"), &second_factor::section(me, &shown.agent, shown.codes_left)))
        (passkeys::section(site, me, &shown.passkeys, passkeys::asks(site, me).await?))
        (where_signed_in(site, me, &shown.sessions))
    };
    Frame::new(site, me, t.say("agents-security")).settings("security").body(body).await
}

fn password_form(me: &Myself) -> Markup {
    let t = me.t();
    form(
        &me.csrf,
        "/settings/security/password",
        &html! {
            div.stack {
                input type="hidden" name="username" value=(me.email) autocomplete="username";
                div.fields {
                    (own_password(me, "password-change"))
                    (password(t.say("agents-new-password"), "new_password").autocomplete("new-password").hint(t.say("agents-password-hint")).required())
                }
                p.muted { (t.say("agents-password-ends-sessions")) }
                div.line { (button(t.say("agents-password-change")).primary()) }
            }
        },
    )
}

/// The field that asks for the present password; the page has several, each with an id of its own.
pub(super) fn own_password(me: &Myself, id: &str) -> Markup {
    html! { (password(me.t().say("agents-present-password"), "password").id(id).autocomplete("current-password").required()) }
}

fn where_signed_in(site: &Site, me: &Myself, sessions: &[sessions::Listed]) -> Markup {
    let t = me.t();
    let ends = |session| format!("/settings/security/sessions/{session}/end");
    html! {
        section.card {
            header { h2 { (t.say("agents-sessions")) } }
            (session_table::drawn(site, me, sessions, Some(me.session), ends))
            @if sessions.len() > 1 {
                footer { (form(&me.csrf, "/settings/security/sessions/end-others", &html! { (button(t.say("agents-sessions-end-others")).danger()) })) }
            }
        }
    }
}
