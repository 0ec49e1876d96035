//! Tokens: those of the agent a token acts for, and the company's service tokens. They are made in the browser only: a
//! token that makes tokens could not be revoked.

use super::names;
use crate::permissions::Permission;
use crate::tokens::{self, Listed};
use crate::{AgentId, service_tokens};
use axum::response::Response;
use serde::Serialize;
use web::api::{Look, Reply, Time, ToSchema, get};
use web::{Needs, Problem, Routes};

pub fn routes() -> Routes {
    let manage = Needs::Permission(Permission::TokensManage.word());
    Routes::new()
        .api(
            get("/api/v1/tokens", Needs::SignedIn, own)
                .says("List your living tokens, the newest first")
                .gives::<Tokens>(),
        )
        .api(
            get("/api/v1/service-tokens", manage, companys)
                .says("List the company's service tokens, the newest first")
                .gives::<Tokens>(),
        )
}

/// A token, without its secret.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Token)]
struct Shown {
    id: i64,
    name: String,
    /// Its last four letters.
    ending: String,
    permissions: Vec<&'static str>,
    created_at: Time,
    expires_at: Option<Time>,
    /// Written down once a minute at most.
    used_at: Option<Time>,
}

impl From<Listed> for Shown {
    fn from(token: Listed) -> Self {
        Self {
            id: token.id.0,
            permissions: names(&token.scopes),
            name: token.name,
            ending: token.ending,
            created_at: Time(token.created_at),
            expires_at: token.expires_at.map(Time),
            used_at: token.used_at.map(Time),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
struct Tokens {
    data: Vec<Shown>,
}

async fn own(look: Look) -> Result<Response, Problem> {
    let agent = AgentId(look.agent_id);
    look.answer(move |tx| Reply::one(&Tokens { data: tokens::of(tx, agent)?.into_iter().map(Shown::from).collect() }))
        .await
}

async fn companys(look: Look) -> Result<Response, Problem> {
    look.answer(|tx| Reply::one(&Tokens { data: service_tokens::all(tx)?.into_iter().map(Shown::from).collect() }))
        .await
}
