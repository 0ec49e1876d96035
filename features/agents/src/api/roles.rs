//! Roles: names for sets of permissions.

use super::{PEOPLE, names, permissions};
use crate::{Role, RoleId, roles};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Nothing, Reply, ToSchema, delete, get, patch, post};
use web::{Needs, Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/roles", Needs::SignedIn, list)
                .says("List the roles, those of every desk first")
                .gives::<Roles>(),
        )
        .api(
            post("/api/v1/roles", PEOPLE, create)
                .says("Create a role, with no more than you may do")
                .takes::<NewRole>()
                .makes::<Shown>(),
        )
        .api(get("/api/v1/roles/{id}", Needs::SignedIn, show).says("Show a role").gives::<Shown>())
        .api(
            patch("/api/v1/roles/{id}", PEOPLE, change)
                .says("Change a role of your own")
                .takes::<RoleChange>()
                .gives::<Shown>()
                .conditional(),
        )
        .api(delete("/api/v1/roles/{id}", PEOPLE, remove).says("Remove a role nobody has"))
}

/// A name for a set of permissions.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Role)]
struct Shown {
    id: i64,
    name: String,
    /// Every desk has it, and it never changes.
    is_built_in: bool,
    permissions: Vec<&'static str>,
}

impl From<Role> for Shown {
    fn from(role: Role) -> Self {
        Self {
            permissions: names(&role.permissions()),
            id: role.id.0,
            is_built_in: role.built_in.is_some(),
            name: role.name,
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
struct Roles {
    data: Vec<Shown>,
}

fn find(tx: &mut Tx<'_>, id: i64) -> Result<Shown, Trouble> {
    roles::find(tx, RoleId(id)).map(Shown::from)
}

async fn list(look: Look) -> Result<Response, Problem> {
    look.answer(|tx| Reply::one(&Roles { data: roles::all(tx)?.into_iter().map(Shown::from).collect() }))
        .await
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&find(tx, id)?)).await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewRole {
    name: String,
    permissions: Vec<String>,
}

async fn create(change: Change<NewRole>) -> Result<Response, Problem> {
    let wanted = permissions("/permissions", &change.body.permissions)?;
    change
        .perform(move |work, asked| {
            let role = roles::create(work, &asked.name, &wanted)?;
            Reply::made(format!("{}/roles/{role}", web::api::ROOT), &find(work, role.0)?)
        })
        .await
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct RoleChange {
    name: Option<String>,
    permissions: Option<Vec<String>>,
}

async fn change(Path(id): Path<i64>, change: Change<RoleChange>) -> Result<Response, Problem> {
    let wanted = change.body.permissions.as_deref().map(|names| permissions("/permissions", names)).transpose()?;
    change
        .alter(
            move |tx| find(tx, id),
            move |work, asked| {
                let before = roles::find(work, RoleId(id))?;
                let name = asked.name.as_ref().unwrap_or(&before.name);
                roles::change(work, RoleId(id), name, &wanted.clone().unwrap_or_else(|| before.permissions()))
            },
        )
        .await
}

async fn remove(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            roles::remove(work, RoleId(id))?;
            Ok(Reply::done())
        })
        .await
}
