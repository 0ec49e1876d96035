//! Where somebody is signed in, for whoever manages people.

use super::PEOPLE;
use crate::sessions::{self, Listed, SessionId};
use crate::{AgentId, agents};
use axum::extract::Path;
use axum::response::Response;
use serde::Serialize;
use web::api::{Change, Look, Nothing, Reply, Time, ToSchema, delete, get};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/agents/{id}/sessions", PEOPLE, list)
                .says("List where somebody is signed in, the last used first")
                .gives::<Sessions>(),
        )
        .api(delete("/api/v1/agents/{id}/sessions/{session}", PEOPLE, end).says("End one session of somebody, at once"))
}

/// A browser somebody is signed in with.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Session)]
struct Shown {
    id: i64,
    /// What the browser calls itself.
    user_agent: String,
    /// Where it came from when it signed in.
    address: String,
    created_at: Time,
    /// Written down once a minute at most.
    used_at: Time,
}

impl From<Listed> for Shown {
    fn from(session: Listed) -> Self {
        Self {
            id: session.id.0,
            user_agent: session.user_agent,
            address: session.address,
            created_at: Time(session.created_at),
            used_at: Time(session.seen_at),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
struct Sessions {
    data: Vec<Shown>,
}

async fn list(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| {
        let agent = agents::find(tx, AgentId(id))?;
        Reply::one(&Sessions { data: sessions::of(tx, agent.id)?.into_iter().map(Shown::from).collect() })
    })
    .await
}

async fn end(Path((id, session)): Path<(i64, i64)>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            sessions::end_of(work, AgentId(id), SessionId(session))?;
            Ok(Reply::done())
        })
        .await
}
