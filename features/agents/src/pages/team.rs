//! One team: its name, its members, its leads.

use super::layout::{listing, mistake, notice, refusal};
use crate::agent::AgentId;
use crate::agents;
use crate::changes::{TeamSetting, keeping};
use crate::teams::{self, Member, Team, TeamId};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Work};
use std::collections::BTreeMap;
use web::parts::{Table, button, card, checkbox, field, form, icon, page_head, table};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, html, see_other};

struct Shown {
    team: Team,
    members: Vec<Member>,
    people: Vec<(AgentId, String)>,
}

pub(super) async fn show(State(site): State<Site>, signed_in: SignedIn, Path(team): Path<i64>, query: Query) -> Result<Markup, Problem> {
    draw(&site, &signed_in, TeamId(team), &notice(signed_in.t(), &query)).await
}

pub(super) async fn save(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(team): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let team = TeamId(team);
    let (name, description, wanted) = (fields.text("name").to_owned(), fields.text("description").to_owned(), members(&fields));
    let change = move |work: &mut Work<'_>| {
        work.keep_quietly("saved as it was");
        keeping(work, &TeamSetting, &team.to_string(), |work| {
            teams::change(work, team, &name, &description)?;
            teams::set_members(work, team, &wanted)
        })
    };
    match site.db().work(signed_in.actor(), change).await {
        Ok(()) => Ok(see_other(&format!("/settings/teams/{team}?done=saved")).into_response()),
        Err(trouble) => {
            let sentence = refusal(signed_in.t(), trouble)?;
            let page = draw(&site, &signed_in, team, &mistake(Some(&sentence))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

pub(super) async fn archive(State(site): State<Site>, signed_in: SignedIn, Path(team): Path<i64>) -> Result<Response, Problem> {
    let archived = site.db().work(signed_in.actor(), move |work| {
        keeping(work, &TeamSetting, &team.to_string(), |work| teams::archive(work, TeamId(team)))
    });
    archived.await?;
    Ok(see_other("/settings/teams?done=archived").into_response())
}

/// Whoever leads belongs.
fn members(fields: &Fields) -> BTreeMap<AgentId, bool> {
    let belong = fields.numbers("member").into_iter().map(|agent| (AgentId(agent), false));
    let lead = fields.numbers("lead").into_iter().map(|agent| (AgentId(agent), true));
    belong.chain(lead).collect()
}

async fn draw(site: &Site, signed_in: &SignedIn, team: TeamId, above: &Markup) -> Result<Markup, Problem> {
    let shown = site.db().read(move |tx| {
        let found = teams::find(tx, team)?;
        if found.is_archived {
            return Err(Trouble::NotFound("team"));
        }
        let members = teams::members(tx)?.into_iter().filter(|member| member.team == team).collect();
        Ok(Shown { team: found, members, people: agents::to_choose_from(tx)? })
    });
    let (shown, t) = (shown.await?, signed_in.t());
    let archive = form(
        &signed_in.csrf,
        format!("/settings/teams/{team}/archive"),
        &html! { (button(t.say("agents-team-archive")).danger()) },
    );
    let body = html! {
        a.back href="/settings/teams" { (icon("chevron-left")) (t.say("agents-teams")) }
        (page_head(&shown.team.name, &shown.team.description, &archive))
        (above)
        (form(&signed_in.csrf, format!("/settings/teams/{team}"), &html! {
            div.stack {
                (card(&t.say("agents-team"), &html! {
                    div.fields {
                        (field(t.say("agents-name"), "name").value(&shown.team.name).required())
                        (field(t.say("agents-description"), "description").value(&shown.team.description).optional(t))
                    }
                }))
                (listing(&t.say("agents-team-members"), &people(signed_in, &shown)))
                div.line { (button(t.say("agents-save")).primary()) }
            }
        }))
    };
    Frame::new(site, signed_in, &shown.team.name).settings("teams").body(body).await
}

fn people(signed_in: &SignedIn, shown: &Shown) -> Table {
    let t = signed_in.t();
    let heads = [t.say("agents-name"), t.say("agents-team-leads")];
    let standing = |agent: AgentId| shown.members.iter().find(|member| member.agent == agent);
    let rows = html! {
        @for (agent, name) in &shown.people {
            tr {
                td { (checkbox(name, "member", standing(*agent).is_some()).value(agent.to_string())) }
                td { (checkbox(t.say("agents-team-lead"), "lead", standing(*agent).is_some_and(|member| member.lead)).value(agent.to_string())
                    .attr("aria-label", t.say_with("agents-team-lead-of", &[("name", name)]))) }
            }
        }
    };
    table(t.say("agents-team-members"), heads, rows)
}
