//! What the company asks of whoever comes in, for programs: how long sessions live, who must have a second factor, and from where
//! one may come.

use crate::access::factor_rule::{self, Wish};
use crate::access::networks::{self, Written};
use crate::access::{self, SessionPolicy, session_policy};
use crate::permissions::Permission;
use crate::role::RoleId;
use axum::response::Response;
use db::{Trouble, Tx};
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Reply, ToSchema, get, patch};
use web::{Needs, Problem, Routes, Visitor};

pub fn routes() -> Routes {
    let settings = Needs::Permission(Permission::SettingsManage.word());
    Routes::new()
        .api(
            get("/api/v1/access/sessions", settings, sessions)
                .says("Show how long sessions live")
                .gives::<Sessions>(),
        )
        .api(
            patch("/api/v1/access/sessions", settings, change_sessions)
                .says("Change how long sessions live; what the new policy does not allow ends at once")
                .takes::<SessionsChange>()
                .gives::<Sessions>()
                .conditional(),
        )
        .api(
            get("/api/v1/access/second-factor", settings, second_factor)
                .says("Show who must have a second factor")
                .gives::<SecondFactor>(),
        )
        .api(
            patch("/api/v1/access/second-factor", settings, change_second_factor)
                .says("Change who must have a second factor, and after how many days")
                .explains("Refused while no administrator has one, or is not asked for one.")
                .takes::<SecondFactorChange>()
                .gives::<SecondFactor>()
                .conditional(),
        )
        .api(
            get("/api/v1/access/networks", settings, show_networks)
                .says("Show from where people and programs may come")
                .gives::<Networks>(),
        )
        .api(
            patch("/api/v1/access/networks", settings, change_networks)
                .says("Change from where people and programs may come; streams from elsewhere end at once")
                .explains(
                    "Networks such as 192.0.2.0/24 or 2001:db8::/32, a line for each, with a name behind # if you like. An empty list \
                     is everywhere. Refused where the address you ask from is not on the list of programs, or nobody who may change the \
                     settings is signed in from a place on a new list of people.",
                )
                .takes::<NetworksChange>()
                .gives::<Networks>()
                .conditional(),
        )
}

/// How long sessions live.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SessionPolicy)]
struct Sessions {
    /// A session is over after so many hours, used or not.
    longest_hours: i64,
    /// A session nobody used for so many minutes is over.
    idle_minutes: i64,
    /// The browser keeps it when it is closed.
    stays: bool,
    /// So many at once, then the one that was not used for longest makes way; 0: any number.
    most: i64,
}

fn find(tx: &mut Tx<'_>) -> Result<Sessions, Trouble> {
    let SessionPolicy { longest_hours, idle_minutes, stays, most } = access::rules(tx)?.sessions;
    Ok(Sessions { longest_hours, idle_minutes, stays, most })
}

async fn sessions(look: Look) -> Result<Response, Problem> {
    look.answer(|tx| Reply::one(&find(tx)?)).await
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct SessionsChange {
    longest_hours: Option<i64>,
    idle_minutes: Option<i64>,
    stays: Option<bool>,
    most: Option<i64>,
}

async fn change_sessions(change: Change<SessionsChange>) -> Result<Response, Problem> {
    change
        .alter(find, |work, asked| {
            let stands = access::rules(work)?.sessions;
            let policy = SessionPolicy {
                longest_hours: asked.longest_hours.unwrap_or(stands.longest_hours),
                idle_minutes: asked.idle_minutes.unwrap_or(stands.idle_minutes),
                stays: asked.stays.unwrap_or(stands.stays),
                most: asked.most.unwrap_or(stands.most),
            };
            session_policy::change(work, policy)
        })
        .await
}

/// Who must have a second factor.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SecondFactorRule)]
struct SecondFactor {
    everybody: bool,
    /// Whoever has one of these roles.
    roles: Vec<i64>,
    /// Whoever has none may go on without for so many days.
    grace_days: i64,
}

fn find_second_factor(tx: &mut Tx<'_>) -> Result<SecondFactor, Trouble> {
    let Wish { everybody, roles, grace_days } = access::rules(tx)?.second_factor.wish();
    Ok(SecondFactor { everybody, roles: roles.into_iter().map(|role| role.0).collect(), grace_days })
}

async fn second_factor(look: Look) -> Result<Response, Problem> {
    look.answer(|tx| Reply::one(&find_second_factor(tx)?)).await
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct SecondFactorChange {
    everybody: Option<bool>,
    roles: Option<Vec<i64>>,
    grace_days: Option<i64>,
}

async fn change_second_factor(change: Change<SecondFactorChange>) -> Result<Response, Problem> {
    change
        .alter(find_second_factor, |work, asked| {
            let stands = access::rules(work)?.second_factor.wish();
            let roles = asked.roles.as_ref().map(|roles| roles.iter().copied().map(RoleId).collect());
            let wish = Wish {
                everybody: asked.everybody.unwrap_or(stands.everybody),
                roles: roles.unwrap_or(stands.roles),
                grace_days: asked.grace_days.unwrap_or(stands.grace_days),
            };
            factor_rule::change(work, &wish)
        })
        .await
}

/// From where one may come.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AllowedNetworks)]
struct Networks {
    /// For people; a line for each network, empty for everywhere.
    people: String,
    /// For API tokens.
    programs: String,
}

fn find_networks(tx: &mut Tx<'_>) -> Result<Networks, Trouble> {
    let Written { people, programs } = access::rules(tx)?.networks.written();
    Ok(Networks { people, programs })
}

async fn show_networks(look: Look) -> Result<Response, Problem> {
    look.answer(|tx| Reply::one(&find_networks(tx)?)).await
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct NetworksChange {
    people: Option<String>,
    programs: Option<String>,
}

async fn change_networks(visitor: Visitor, change: Change<NetworksChange>) -> Result<Response, Problem> {
    let from = Some(visitor.address);
    change
        .alter(find_networks, move |work, asked| {
            let stands = access::rules(work)?.networks.written();
            let written = Written {
                people: asked.people.clone().unwrap_or(stands.people),
                programs: asked.programs.clone().unwrap_or(stands.programs),
            };
            networks::change(work, &written, from)
        })
        .await
}
