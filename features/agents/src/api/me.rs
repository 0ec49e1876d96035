//! Who a token is, what it may do, and the presence of the agent it acts for.

use crate::{AgentId, Presence, agents, presence};
use axum::response::Response;
use db::{Actor, Trouble};
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Reply, ToSchema, get, put, word};
use web::{Needs, Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/me", Needs::SignedIn, show)
                .says("Show who this token is and what it may do")
                .gives::<Me>(),
        )
        .api(
            put("/api/v1/me/presence", Needs::SignedIn, set)
                .says("Say whether you are at your desk")
                .explains("As the agent whose token it is; a service token is never at a desk.")
                .takes::<NewPresence>()
                .reports::<Shown>(),
        )
}

/// Who a token is.
#[derive(Debug, Serialize, ToSchema)]
struct Me {
    /// The token's key: the actor in the log.
    token: Option<i64>,
    /// The agent it acts for; null for a service token.
    agent: Option<i64>,
    name: String,
    /// What it may do.
    permissions: Vec<String>,
    locale: String,
    zone: String,
}

async fn show(look: Look) -> Result<Response, Problem> {
    let me = Me {
        token: look.api_token_id,
        agent: Some(look.agent_id).filter(|agent| *agent > 0),
        name: look.name.clone(),
        permissions: look.permissions.names().map(str::to_owned).collect(),
        locale: look.locale.tag().to_owned(),
        zone: look.zone.clone(),
    };
    Ok(look.reply(Reply::one(&me)?))
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPresence {
    #[schema(schema_with = word::<Presence>)]
    presence: Presence,
    /// Only for busy.
    #[serde(default)]
    reason: String,
}

/// What somebody shows to the others.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Presence)]
struct Shown {
    #[schema(schema_with = word::<Presence>)]
    presence: Presence,
    reason: String,
}

/// Presence is personal: the change is the agent's own, made through a program.
async fn set(change: Change<NewPresence>) -> Result<Response, Problem> {
    let agent = AgentId(change.agent_id);
    change
        .perform(move |work, asked| {
            if agent.0 < 0 {
                return Err(Trouble::refused("agents-refused-nobody"));
            }
            work.acting_as(Actor::Agent(agent.0), |work| presence::set(work, agent, asked.presence, &asked.reason))?;
            let now = agents::find(work, agent)?;
            Reply::ok(&Shown { presence: now.presence, reason: now.presence_reason })
        })
        .await
}
