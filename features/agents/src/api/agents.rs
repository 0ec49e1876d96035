//! Agents: everybody sees who works here; whoever manages people changes roles and lets people go.

use super::PEOPLE;
use crate::agent::change_role::change_role;
use crate::agent::deactivate::{deactivate, reactivate};
use crate::{AgentId, Presence, RoleId, agents, roles, teams};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use serde::{Deserialize, Serialize};
use web::api::{Change, IntoParams, List, Look, Nothing, Reply, Time, ToSchema, get, patch, post, referred, word};
use web::{Needs, Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/agents", Needs::SignedIn, list)
                .says("List the people who work here, by key")
                .asks::<Filter>()
                .lists::<Shown>(),
        )
        .api(get("/api/v1/agents/{id}", Needs::SignedIn, show).says("Show an agent").gives::<Shown>())
        .api(
            patch("/api/v1/agents/{id}", PEOPLE, change)
                .says("Give an agent another role")
                .takes::<AgentChange>()
                .gives::<Shown>()
                .conditional(),
        )
        .api(
            post("/api/v1/agents/{id}/deactivate", PEOPLE, let_go)
                .says("Let somebody go: every way in ends at once, what they did stays")
                .takes::<Nothing>()
                .reports::<Shown>(),
        )
        .api(
            post("/api/v1/agents/{id}/reactivate", PEOPLE, take_back)
                .says("Let somebody in again")
                .takes::<Nothing>()
                .reports::<Shown>(),
        )
}

/// Somebody who works here.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Agent)]
pub(super) struct Shown {
    id: i64,
    name: String,
    email: String,
    role: i64,
    role_name: String,
    teams: Vec<i64>,
    #[schema(schema_with = word::<Presence>)]
    presence: Presence,
    /// Why, if busy.
    presence_reason: String,
    presence_since: Time,
    locale: String,
    zone: String,
    /// Invited, and not come yet.
    is_invited: bool,
    is_active: bool,
    created_at: Time,
}

pub(super) fn find(tx: &mut Tx<'_>, id: i64) -> Result<Shown, Trouble> {
    let agent = agents::find(tx, AgentId(id))?;
    let role = roles::find(tx, agent.role)?;
    Ok(Shown {
        id,
        teams: teams::of(tx, agent.id)?.into_iter().map(|team| team.0).collect(),
        email: agent.email.to_string(),
        role: role.id.0,
        role_name: role.name,
        presence: agent.presence,
        presence_reason: agent.presence_reason.clone(),
        presence_since: Time(agent.presence_since),
        locale: agent.locale().tag().to_owned(),
        zone: agent.zone.clone(),
        is_invited: agent.is_invited(),
        is_active: agent.is_active(),
        created_at: Time(agent.created_at),
        name: agent.name,
    })
}

/// Whom to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
struct Filter {
    #[param(schema_with = word::<Presence>, required = false)]
    presence: Option<Presence>,
    /// A team's key.
    #[param(required = false)]
    team: Option<i64>,
    /// Whether they still work here.
    #[param(required = false)]
    active: Option<bool>,
}

async fn list(list: List<Filter>) -> Result<Response, Problem> {
    let (after, wanted) = (list.after::<i64>()?.unwrap_or_default(), list.asked.clone());
    list.answer(
        |shown: &Shown| shown.id,
        move |tx, limit| {
            let mut keys: Vec<i64> = agents::all(tx)?.into_iter().map(|agent| agent.id.0).filter(|key| *key > after).collect();
            keys.sort_unstable();
            let mut page = Vec::new();
            for key in keys {
                let shown = find(tx, key)?;
                if wanted.takes(&shown) {
                    page.push(shown);
                }
                if page.len() as i64 >= limit {
                    break;
                }
            }
            Ok(page)
        },
    )
    .await
}

impl Filter {
    fn takes(&self, shown: &Shown) -> bool {
        self.presence.is_none_or(|presence| presence == shown.presence)
            && self.team.is_none_or(|team| shown.teams.contains(&team))
            && self.active.is_none_or(|active| active == shown.is_active)
    }
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&find(tx, id)?)).await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AgentChange {
    /// A role's key.
    role: i64,
}

async fn change(Path(id): Path<i64>, change: Change<AgentChange>) -> Result<Response, Problem> {
    change
        .alter(
            move |tx| find(tx, id),
            move |work, asked| {
                referred("/role", roles::find(work, RoleId(asked.role)))?;
                change_role(work, AgentId(id), RoleId(asked.role))
            },
        )
        .await
}

async fn let_go(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            deactivate(work, AgentId(id))?;
            Reply::ok(&find(work, id)?)
        })
        .await
}

async fn take_back(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            reactivate(work, AgentId(id))?;
            Reply::ok(&find(work, id)?)
        })
        .await
}
