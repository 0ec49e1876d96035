//! The people who work here, for programs: who I am, agents, presence, teams, roles, tokens.

mod access;
mod agents;
mod invitations;
mod me;
mod notifications;
mod roles;
mod sessions;
mod teams;
mod tokens;

use crate::permissions::{Permission, Permissions};
use web::{Needs, Problem, Routes};

/// Every call of this room.
pub fn routes() -> Routes {
    me::routes()
        .merge(notifications::routes())
        .merge(agents::routes())
        .merge(invitations::routes())
        .merge(teams::routes())
        .merge(roles::routes())
        .merge(tokens::routes())
        .merge(access::routes())
        .merge(sessions::routes())
}

const PEOPLE: Needs = Needs::Permission(Permission::PeopleManage.word());
const TEAMS: Needs = Needs::Permission(Permission::TeamsManage.word());

/// The permissions of these names; an unknown one is refused by its place.
fn permissions(field: &str, names: &[String]) -> Result<Permissions, Problem> {
    let known = names.iter().enumerate().map(|(place, name)| {
        let known = || Permission::ALL.iter().map(|one| one.word()).collect::<Vec<_>>().join(", ");
        let unknown = || format!("there is no permission `{name}`; there are {}", known());
        Permission::of_word(name).ok_or_else(|| Problem::wrong_field(&format!("{field}/{place}"), &unknown()))
    });
    known.collect()
}

/// As a list of names.
fn names(permissions: &Permissions) -> Vec<&'static str> {
    permissions.iter().map(Permission::word).collect()
}
