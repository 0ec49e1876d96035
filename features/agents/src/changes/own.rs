//! The settings of this room that can be put back: roles, teams, and who has which.

use super::{Setting, read, written};
use crate::agent::AgentId;
use crate::agent::change_role::change_role;
use crate::permissions::{Permission, Permissions};
use crate::role::RoleId;
use crate::teams::{self, TeamId};
use crate::{agents, roles};
use db::{Trouble, Tx, Work, sql};
use std::collections::BTreeMap;

/// A role of the company's own: its name and what it allows.
#[derive(Debug, Clone, Copy)]
pub struct RoleSetting;

impl Setting for RoleSetting {
    fn kind(&self) -> &'static str {
        "role"
    }

    fn needs(&self) -> &'static str {
        Permission::PeopleManage.word()
    }

    fn href(&self, thing: &str) -> String {
        format!("/settings/roles/{thing}")
    }

    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble> {
        let role = match roles::find(tx, RoleId(key(thing)?)) {
            Ok(role) => role,
            Err(Trouble::NotFound(_)) => return Ok((String::new(), written(&None::<()>)?)),
            Err(other) => return Err(other),
        };
        let stands = written(&(&role.name, role.permissions().words()))?;
        Ok((role.name, stands))
    }

    /// One that was made goes if nobody has it; one that was removed is made again.
    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        let (stood, role): (Option<(String, String)>, _) = (read(stood)?, RoleId(key(thing)?));
        let Some((name, permissions)) = stood else { return roles::remove(work, role) };
        match roles::change(work, role, &name, &Permissions::of_words(&permissions)) {
            Err(Trouble::NotFound(_)) => roles::create(work, &name, &Permissions::of_words(&permissions)).map(drop),
            changed => changed,
        }
    }
}

/// A team: its name, what it is for, who belongs to it and who leads.
#[derive(Debug, Clone, Copy)]
pub struct TeamSetting;

impl Setting for TeamSetting {
    fn kind(&self) -> &'static str {
        "team"
    }

    fn needs(&self) -> &'static str {
        Permission::TeamsManage.word()
    }

    fn href(&self, thing: &str) -> String {
        format!("/settings/teams/{thing}")
    }

    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble> {
        let team = teams::find(tx, TeamId(key(thing)?))?;
        if team.is_archived {
            return Ok((team.name, written(&None::<()>)?));
        }
        let members: Vec<(i64, bool)> = sql("SELECT agent_id, lead FROM team_member WHERE team_id = $1 ORDER BY agent_id")
            .with(team.id)
            .all(tx)?;
        let stands = written(&(&team.name, &team.description, members))?;
        Ok((team.name, stands))
    }

    /// One that was made is archived; one that was archived is there again, with whoever of its members still works here.
    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        let (stood, team): (Option<StoodTeam>, _) = (read(stood)?, TeamId(key(thing)?));
        let Some((name, description, members)) = stood else { return teams::archive(work, team) };
        let mut wanted = BTreeMap::new();
        for (agent, lead) in members {
            if agents::find(work, AgentId(agent))?.is_active() {
                wanted.insert(AgentId(agent), lead);
            }
        }
        teams::bring_back(work, team, &wanted)?;
        teams::change(work, team, &name, &description)?;
        teams::set_members(work, team, &wanted)
    }
}

/// Its name, what it is for, and who belongs to it and leads.
type StoodTeam = (String, String, Vec<(i64, bool)>);

/// Somebody's role, the teams they belong to, and which of them they lead.
#[derive(Debug, Clone, Copy)]
pub struct PersonSetting;

impl Setting for PersonSetting {
    fn kind(&self) -> &'static str {
        "person"
    }

    fn needs(&self) -> &'static str {
        Permission::PeopleManage.word()
    }

    fn href(&self, thing: &str) -> String {
        format!("/settings/people/{thing}")
    }

    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble> {
        let person = agents::find(tx, AgentId(key(thing)?))?;
        let teams: Vec<(i64, bool)> = sql("SELECT m.team_id, m.lead FROM team_member m JOIN team t ON t.id = m.team_id
              WHERE m.agent_id = $1 AND t.archived_at IS NULL ORDER BY m.team_id")
        .with(person.id)
        .all(tx)?;
        Ok((person.name, written(&(person.role.0, teams))?))
    }

    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        let (role, teams): (i64, Vec<(i64, bool)>) = read(stood)?;
        let agent = AgentId(key(thing)?);
        change_role(work, agent, RoleId(role))?;
        teams::set_teams_of(work, agent, &teams.iter().map(|(team, _)| TeamId(*team)).collect::<Vec<_>>())?;
        teams
            .iter()
            .filter(|(_, lead)| *lead)
            .try_for_each(|(team, _)| teams::let_lead(work, TeamId(*team), agent))
    }
}

fn key(thing: &str) -> Result<i64, Trouble> {
    thing.parse().map_err(|_| Trouble::NotFound("change"))
}
