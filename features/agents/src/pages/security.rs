//! Security: my password, my second factor, where I am signed in.

use super::caller::{Caller, Myself};
use super::layout::{mistake, notice, refusal};
use super::second_factor;
use crate::sessions::{self, LONGEST_DAYS, SessionId, Why};
use crate::sign_in::{Confirmed, Visitor, confirm};
use crate::{Agent, Hasher, NewPassword, agents, recovery, reset};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use web::parts::{Tone, badge, button, card, form, page_head, password, table, time};
use web::{Fields, Frame, Markup, Problem, Query, Site, html, see_other, session_cookie};

/// How long a sign-in stands for a password its owner does not have.
const FRESH_SECONDS: i64 = 900;

/// What the page shows.
struct Shown {
    agent: Agent,
    codes_left: i64,
    sessions: Vec<sessions::Listed>,
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
    let session = site.db().work(me.actor(), move |work| reset::change(work, agent, &hash, &caller)).await?;
    let cookie = session_cookie(&site, &session, LONGEST_DAYS * 86_400);
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
    let began = site.db().read(move |tx| {
        let has_password = agents::find(tx, agent)?.has_password();
        let began = sessions::of(tx, agent)?.into_iter().find(|mine| mine.id == session).map(|mine| mine.created_at);
        Ok(began.filter(|_| !has_password))
    });
    let fresh = began.await?.map(|began| site.now().seconds_since(began) < FRESH_SECONDS);
    Ok(fresh.map(|fresh| (!fresh).then(|| me.t().say("agents-sign-in-again-first"))))
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
                codes_left: recovery::left(tx, agent)?,
                sessions: sessions::of(tx, agent)?,
            })
        })
        .await?;
    let t = me.t();
    let body = html! {
        (page_head(&t.say("agents-security"), &t.say("agents-security-about"), &html! {}))
        (above)
        @if shown.agent.has_password() { (card(&t.say("agents-password"), &password_form(me))) }
        (card(&t.say("agents-second-factor"), &second_factor::section(me, &shown.agent, shown.codes_left)))
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
    let rows = html! { @for session in sessions { (row(site, me, session)) } };
    let heads = [
        t.say("agents-session-browser"),
        t.say("agents-session-address"),
        t.say("agents-session-began"),
        t.say("agents-session-used"),
    ];
    html! {
        section.card {
            header { h2 { (t.say("agents-sessions")) } }
            (table(t.say("agents-sessions"), heads, rows).with_actions(t))
            @if sessions.len() > 1 {
                footer { (form(&me.csrf, "/settings/security/sessions/end-others", &html! { (button(t.say("agents-sessions-end-others")).danger()) })) }
            }
        }
    }
}

fn row(site: &Site, me: &Myself, session: &sessions::Listed) -> Markup {
    let (t, now) = (me.t(), site.now());
    let browser = browser(&session.user_agent).unwrap_or_else(|| t.say("agents-session-unknown"));
    html! {
        tr {
            td { div.cell-main { span title=(session.user_agent) { (browser) } @if session.id == me.session { (badge(Tone::Good, &t.say("agents-session-this"))) } } }
            td { (session.address) }
            td { (time(t, session.created_at, now, &me.zone)) }
            td { (time(t, session.seen_at, now, &me.zone)) }
            td.actions {
                @if session.id != me.session {
                    (form(&me.csrf, format!("/settings/security/sessions/{}/end", session.id), &html! {
                        (button(t.say("agents-session-end")).attr("aria-label", t.say_with("agents-session-end-of", &[("browser", &browser)])))
                    }))
                }
            }
        }
    }
}

/// `Firefox · Linux`, as well as a user agent tells; programs that imitate one another are told apart by their later names.
fn browser(user_agent: &str) -> Option<String> {
    let named = |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name);
    let program = named(&[("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")])?;
    let system = named(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    Some(system.map_or_else(|| program.to_owned(), |system| format!("{program} · {system}")))
}

#[cfg(test)]
mod tests {
    use super::browser;

    #[test]
    fn browsers_are_called_by_their_own_names() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36 Edg/120.0";
        let phone = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36";
        assert_eq!(browser(edge).as_deref(), Some("Edge · Windows"));
        assert_eq!(browser(phone).as_deref(), Some("Chrome · Android"));
        assert_eq!(browser("curl/8.0"), None);
    }
}
