//! Teams and who belongs to them.

use super::TEAMS;
use crate::{AgentId, TeamId, teams};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use web::api::{Change, Look, Nothing, Reply, ToSchema, delete, get, patch, post, put, referred};
use web::{Needs, Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(get("/api/v1/teams", Needs::SignedIn, list).says("List the teams, by name").gives::<Teams>())
        .api(post("/api/v1/teams", TEAMS, create).says("Create a team").takes::<NewTeam>().makes::<Shown>())
        .api(get("/api/v1/teams/{id}", Needs::SignedIn, show).says("Show a team").gives::<Shown>())
        .api(
            patch("/api/v1/teams/{id}", TEAMS, change)
                .says("Rename or describe a team")
                .takes::<TeamChange>()
                .gives::<Shown>()
                .conditional(),
        )
        .api(delete("/api/v1/teams/{id}", TEAMS, archive).says("Take a team out of every choice"))
        .api(
            put("/api/v1/teams/{id}/members", TEAMS, staff)
                .says("Decide who belongs to a team")
                .takes::<Members>()
                .gives::<Shown>()
                .conditional(),
        )
}

/// People who share work.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Team)]
struct Shown {
    id: i64,
    name: String,
    description: String,
    members: Vec<Member>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TeamMember)]
struct Member {
    agent: i64,
    #[serde(default)]
    leads: bool,
}

#[derive(Debug, Serialize, ToSchema)]
struct Teams {
    data: Vec<Shown>,
}

fn every(tx: &mut Tx<'_>) -> Result<Vec<Shown>, Trouble> {
    let members = teams::members(tx)?;
    let all = teams::all(tx)?.into_iter().map(|team| Shown {
        members: members
            .iter()
            .filter(|member| member.team == team.id)
            .map(|member| Member { agent: member.agent.0, leads: member.lead })
            .collect(),
        id: team.id.0,
        name: team.name,
        description: team.description,
    });
    Ok(all.collect())
}

fn find(tx: &mut Tx<'_>, id: i64) -> Result<Shown, Trouble> {
    every(tx)?.into_iter().find(|team| team.id == id).ok_or(Trouble::NotFound("team"))
}

async fn list(look: Look) -> Result<Response, Problem> {
    look.answer(|tx| Reply::one(&Teams { data: every(tx)? })).await
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&find(tx, id)?)).await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewTeam {
    name: String,
    #[serde(default)]
    description: String,
}

async fn create(change: Change<NewTeam>) -> Result<Response, Problem> {
    change
        .perform(|work, asked| {
            let team = teams::create(work, &asked.name, &asked.description)?;
            Reply::made(format!("{}/teams/{team}", web::api::ROOT), &find(work, team.0)?)
        })
        .await
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct TeamChange {
    name: Option<String>,
    description: Option<String>,
}

async fn change(Path(id): Path<i64>, change: Change<TeamChange>) -> Result<Response, Problem> {
    change
        .alter(
            move |tx| find(tx, id),
            move |work, asked| {
                let before = find(work, id)?;
                let name = asked.name.as_ref().unwrap_or(&before.name);
                teams::change(work, TeamId(id), name, asked.description.as_ref().unwrap_or(&before.description))
            },
        )
        .await
}

async fn archive(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            teams::archive(work, TeamId(id))?;
            Ok(Reply::done())
        })
        .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TeamMembers)]
struct Members {
    members: Vec<Member>,
}

async fn staff(Path(id): Path<i64>, change: Change<Members>) -> Result<Response, Problem> {
    change
        .alter(
            move |tx| find(tx, id),
            move |work, asked| {
                find(work, id)?;
                let wanted: BTreeMap<AgentId, bool> = asked.members.iter().map(|member| (AgentId(member.agent), member.leads)).collect();
                referred("/members", teams::set_members(work, TeamId(id), &wanted))
            },
        )
        .await
}
