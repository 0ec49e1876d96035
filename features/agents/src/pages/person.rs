//! One person, for whoever manages people: role, teams, ways in, leaving and coming back.

use super::invite::{role_choice, team_boxes};
use super::layout::{mistake, notice, refusal};
use super::session_table;
use crate::agent::change_role::change_role;
use crate::agent::deactivate::{deactivate, reactivate};
use crate::agent::{Agent, AgentId};
use crate::changes::{PersonSetting, keeping};
use crate::permissions::Permission;
use crate::sessions::{self, SessionId, Why};
use crate::teams::{self, Team, TeamId};
use crate::{Role, RoleId, agents, roles, second_factor};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Work};
use web::parts::{Button, button, card, form, page_head};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, html, see_other};

struct Shown {
    person: Agent,
    roles: Vec<Role>,
    teams: Vec<Team>,
    own_teams: Vec<TeamId>,
    sessions: Vec<sessions::Listed>,
}

pub(super) async fn show(State(site): State<Site>, signed_in: SignedIn, Path(agent): Path<i64>, query: Query) -> Result<Markup, Problem> {
    draw(&site, &signed_in, AgentId(agent), &notice(signed_in.t(), &query)).await
}

pub(super) async fn save(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(agent): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let agent = AgentId(agent);
    let role = fields.number("role").map(RoleId);
    let teams: Vec<TeamId> = fields.numbers("team").into_iter().map(TeamId).collect();
    let change = move |work: &mut Work<'_>| {
        work.keep_quietly("saved as it was");
        keeping(work, &PersonSetting, &agent.to_string(), |work| {
            if let Some(role) = role {
                change_role(work, agent, role)?;
            }
            teams::set_teams_of(work, agent, &teams)
        })
    };
    match site.db().work(signed_in.actor(), change).await {
        Ok(()) => Ok(see_other(&format!("/settings/people/{agent}?done=saved")).into_response()),
        Err(trouble) => {
            let sentence = refusal(signed_in.t(), trouble)?;
            let page = draw(&site, &signed_in, agent, &mistake(Some(&sentence))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

pub(super) async fn take_second_factor(State(site): State<Site>, signed_in: SignedIn, Path(agent): Path<i64>) -> Result<Response, Problem> {
    then(&site, &signed_in, agent, "second-factor-off", second_factor::take_away).await
}

pub(super) async fn sign_out(State(site): State<Site>, signed_in: SignedIn, Path(agent): Path<i64>) -> Result<Response, Problem> {
    then(&site, &signed_in, agent, "ended", |work, agent| {
        crate::agent::change_role::within_reach(work, agent)?;
        sessions::end_all(work, agent, None, Why::Revoked)
    })
    .await
}

pub(super) async fn end_session(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((agent, session)): Path<(i64, i64)>,
) -> Result<Response, Problem> {
    then(&site, &signed_in, agent, "ended", move |work, agent| sessions::end_of(work, agent, SessionId(session))).await
}

pub(super) async fn leave(State(site): State<Site>, signed_in: SignedIn, Path(agent): Path<i64>) -> Result<Response, Problem> {
    then(&site, &signed_in, agent, "deactivated", deactivate).await
}

pub(super) async fn come_back(State(site): State<Site>, signed_in: SignedIn, Path(agent): Path<i64>) -> Result<Response, Problem> {
    then(&site, &signed_in, agent, "reactivated", reactivate).await
}

/// Does it and shows the person again.
async fn then(
    site: &Site,
    signed_in: &SignedIn,
    agent: i64,
    done: &str,
    verb: impl Fn(&mut Work<'_>, AgentId) -> Result<(), Trouble> + Send + 'static,
) -> Result<Response, Problem> {
    site.db().work(signed_in.actor(), move |work| verb(work, AgentId(agent))).await?;
    Ok(see_other(&format!("/settings/people/{agent}?done={done}")).into_response())
}

async fn draw(site: &Site, signed_in: &SignedIn, agent: AgentId, above: &Markup) -> Result<Markup, Problem> {
    let shown = site
        .db()
        .read(move |tx| {
            Ok(Shown {
                person: agents::find(tx, agent)?,
                roles: roles::all(tx)?,
                teams: teams::all(tx)?,
                own_teams: teams::of(tx, agent)?,
                sessions: sessions::of(tx, agent)?,
            })
        })
        .await?;
    let (t, person) = (signed_in.t(), &shown.person);
    let body = html! {
        a.back href="/settings/people" { (web::parts::icon("chevron-left")) (t.say("agents-people")) }
        (page_head(&person.name, person.email.as_str(), &html! {}))
        (above)
        @if person.is_active() { (card(&t.say("agents-rights"), &rights(signed_in, &shown))) }
        (card(&t.say("agents-ways-in"), &ways_in(signed_in, person)))
        @if person.is_active() && !shown.sessions.is_empty() { (where_signed_in(site, signed_in, &shown)) }
    };
    Frame::new(site, signed_in, &person.name).settings("people").body(body).await
}

fn where_signed_in(site: &Site, signed_in: &SignedIn, shown: &Shown) -> Markup {
    let ends = |session| format!("/settings/people/{}/sessions/{session}/end", shown.person.id);
    let mine = signed_in.session_id.map(SessionId);
    html! {
        section.card {
            header { h2 { (signed_in.t().say("agents-sessions-of")) } }
            (session_table::drawn(site, signed_in, &shown.sessions, mine, ends))
        }
    }
}

fn rights(signed_in: &SignedIn, shown: &Shown) -> Markup {
    let t = signed_in.t();
    form(
        &signed_in.csrf,
        format!("/settings/people/{}", shown.person.id),
        &html! {
            div.stack {
                div.fields { (role_choice(signed_in, &shown.roles, shown.person.role)) }
                (team_boxes(signed_in, &shown.teams, &shown.own_teams))
                div.line { (button(t.say("agents-save")).primary()) }
            }
        },
    )
}

fn ways_in(signed_in: &SignedIn, person: &Agent) -> Markup {
    let t = signed_in.t();
    let myself = signed_in.agent_id == person.id.0 || !signed_in.may(Permission::PeopleManage.word());
    let action = |verb: &str, button: Button| form(&signed_in.csrf, format!("/settings/people/{}/{verb}", person.id), &html! { (button) });
    html! {
        div.stack {
            p.muted { (t.say(if person.is_invited() { "agents-ways-in-invited" } else if person.is_active() { "agents-ways-in-active" } else { "agents-ways-in-gone" })) }
            div.line {
                @if person.is_invited() {
                    (action("invite-again", button(t.say("agents-invite-again"))))
                } @else if person.is_active() {
                    (action("reset-link", button(t.say("agents-reset-link-make"))))
                    (action("sign-out", button(t.say("agents-sign-out-everywhere"))))
                    @if person.has_second_factor() { (action("second-factor-off", button(t.say("agents-second-factor-take")).danger())) }
                } @else {
                    (action("reactivate", button(t.say("agents-reactivate")).primary()))
                }
                @if person.is_active() && !myself { (action("deactivate", button(t.say("agents-deactivate")).danger())) }
            }
        }
    }
}
