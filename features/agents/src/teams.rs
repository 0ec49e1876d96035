//! Teams: people who share work, some of them leads.
//!
//! Belonging to a team decides what one sees, so it is a right: whoever manages people may staff any team; whoever only
//! manages teams may staff those they belong to, and the ones they create. Teams are archived, for work points at them.

use crate::agent::AgentId;
use crate::event::Event;
use crate::permissions::Permission;
use crate::rights::Rights;
use db::{Actor, FromRow, Trouble, Tx, Work, sql};
use std::collections::{BTreeMap, BTreeSet};

db::id!(
    /// The key of a team.
    TeamId
);

/// A team.
#[derive(Debug, Clone, FromRow)]
pub struct Team {
    pub id: TeamId,
    pub name: String,
    pub description: String,
    pub is_archived: bool,
}

/// Somebody in a team.
#[derive(Debug, Clone, FromRow)]
pub struct Member {
    pub team: TeamId,
    pub agent: AgentId,
    pub name: String,
    pub lead: bool,
}

/// The team with this key.
pub fn find(tx: &mut Tx<'_>, team: TeamId) -> Result<Team, Trouble> {
    sql("SELECT id, name, description, archived_at IS NOT NULL FROM team WHERE id = $1")
        .with(team)
        .only(tx, "team")
}

/// The living teams by name.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Team>, Trouble> {
    sql("SELECT id, name, description, archived_at IS NOT NULL FROM team WHERE archived_at IS NULL ORDER BY name_key, id").all(tx)
}

/// Everybody active in a living team: by team, leads first, then by name.
pub fn members(tx: &mut Tx<'_>) -> Result<Vec<Member>, Trouble> {
    sql("SELECT m.team_id, m.agent_id, a.name, m.lead
           FROM team_member m JOIN agent a ON a.id = m.agent_id JOIN team t ON t.id = m.team_id
          WHERE a.deactivated_at IS NULL AND t.archived_at IS NULL
          ORDER BY m.team_id, CASE WHEN m.lead THEN 0 ELSE 1 END, lower(a.name), a.id")
    .all(tx)
}

/// The living teams of `agent`.
pub fn of(tx: &mut Tx<'_>, agent: AgentId) -> Result<Vec<TeamId>, Trouble> {
    sql("SELECT m.team_id FROM team_member m JOIN team t ON t.id = m.team_id
          WHERE m.agent_id = $1 AND t.archived_at IS NULL ORDER BY t.name_key, t.id")
    .with(agent)
    .all(tx)
}

/// Creates a team. Its creator belongs to it and leads it.
pub fn create(work: &mut Work<'_>, name: &str, description: &str) -> Result<TeamId, Trouble> {
    Rights::of_actor(work)?.need(Permission::TeamsManage)?;
    let name = free_name(work, name, None)?;
    let team: TeamId = sql("INSERT INTO team (name, name_key, description) VALUES ($1, $2, $3) RETURNING id")
        .with(&name)
        .with(name.to_lowercase())
        .with(short(description))
        .only(work, "team")?;
    work.record(&Event::TeamCreated { team: team.0, name: name.clone() })?;
    if let Actor::Agent(creator) = work.actor {
        put(work, team, &name, AgentId(creator), true)?;
    }
    Ok(team)
}

/// Renames and describes it.
pub fn change(work: &mut Work<'_>, team: TeamId, name: &str, description: &str) -> Result<(), Trouble> {
    Rights::of_actor(work)?.need(Permission::TeamsManage)?;
    let before = living(work, team)?;
    let (name, description) = (free_name(work, name, Some(team))?, short(description));
    if before.name == name && before.description == description {
        return Ok(());
    }
    sql("UPDATE team SET name = $1, name_key = $2, description = $3 WHERE id = $4")
        .with(&name)
        .with(name.to_lowercase())
        .with(description)
        .with(team)
        .run(work)?;
    work.record(&Event::TeamChanged { team: team.0, name })
}

/// Takes it out of every choice. Its members lose what they saw through it; its name is free again.
pub fn archive(work: &mut Work<'_>, team: TeamId) -> Result<(), Trouble> {
    refuse_unless_may_staff(work, team)?;
    let before = living(work, team)?;
    let now = work.now;
    sql("UPDATE team SET archived_at = $1, name_key = $2 WHERE id = $3")
        .with(now)
        .with(format!("{} ({team})", before.name.to_lowercase()))
        .with(team)
        .run(work)?;
    sql("DELETE FROM team_member WHERE team_id = $1").with(team).run(work)?;
    work.record(&Event::TeamArchived { team: team.0, name: before.name })
}

/// An archived team is there again under its name with these members, those who belonged to it: whoever did may bring it back, as whoever
/// may staff any team. One that is there is left alone; a name somebody took meanwhile is refused.
pub fn bring_back(work: &mut Work<'_>, team: TeamId, members: &BTreeMap<AgentId, bool>) -> Result<(), Trouble> {
    let archived = find(work, team)?;
    if !archived.is_archived {
        return Ok(());
    }
    match work.actor {
        Actor::Agent(agent) if members.contains_key(&AgentId(agent)) => Rights::of_actor(work)?.need(Permission::TeamsManage)?,
        _ => refuse_unless_may_staff(work, team)?,
    }
    let name = free_name(work, &archived.name, Some(team))?;
    sql("UPDATE team SET archived_at = NULL, name_key = $2 WHERE id = $1")
        .with(team)
        .with(name.to_lowercase())
        .run(work)?;
    work.record(&Event::TeamCreated { team: team.0, name: name.clone() })?;
    members.iter().try_for_each(|(agent, lead)| put(work, team, &name, *agent, *lead))
}

/// Makes these, with whether they lead, the members. Who is already there is left alone.
pub fn set_members(work: &mut Work<'_>, team: TeamId, wanted: &BTreeMap<AgentId, bool>) -> Result<(), Trouble> {
    refuse_unless_may_staff(work, team)?;
    let name = living(work, team)?.name;
    let before: BTreeMap<AgentId, bool> = sql("SELECT agent_id, lead FROM team_member WHERE team_id = $1")
        .with(team)
        .all::<(AgentId, bool)>(work)?
        .into_iter()
        .collect();
    for agent in before.keys().filter(|agent| !wanted.contains_key(agent)) {
        take_out(work, team, &name, *agent)?;
    }
    for (agent, lead) in wanted {
        match before.get(agent) {
            Some(led) if led == lead => {}
            Some(_) => set_lead(work, team, &name, *agent, *lead)?,
            None => put(work, team, &name, *agent, *lead)?,
        }
    }
    Ok(())
}

/// Makes these the teams of `agent`; in new ones they do not lead.
pub fn set_teams_of(work: &mut Work<'_>, agent: AgentId, wanted: &[TeamId]) -> Result<(), Trouble> {
    let before: BTreeSet<TeamId> = of(work, agent)?.into_iter().collect();
    let wanted: BTreeSet<TeamId> = wanted.iter().copied().collect();
    for team in before.symmetric_difference(&wanted) {
        refuse_unless_may_staff(work, *team)?;
        let name = living(work, *team)?.name;
        if wanted.contains(team) {
            put(work, *team, &name, agent, false)?;
        } else {
            take_out(work, *team, &name, agent)?;
        }
    }
    Ok(())
}

/// Lets a member lead the team. Who leads it already is left alone.
pub(crate) fn let_lead(work: &mut Work<'_>, team: TeamId, agent: AgentId) -> Result<(), Trouble> {
    refuse_unless_may_staff(work, team)?;
    let leads: bool = sql("SELECT lead FROM team_member WHERE team_id = $1 AND agent_id = $2")
        .with(team)
        .with(agent)
        .only(work, "member")?;
    if leads {
        return Ok(());
    }
    let name = living(work, team)?.name;
    set_lead(work, team, &name, agent, true)
}

fn put(work: &mut Work<'_>, team: TeamId, name: &str, agent: AgentId, lead: bool) -> Result<(), Trouble> {
    if !crate::agents::find(work, agent)?.is_active() {
        return Err(Trouble::NotFound("agent"));
    }
    sql("INSERT INTO team_member (team_id, agent_id, lead) VALUES ($1, $2, $3)")
        .with(team)
        .with(agent)
        .with(lead)
        .run(work)?;
    work.record(&Event::TeamMemberAdded { team: team.0, name: name.to_owned(), agent: agent.0 })?;
    if lead {
        work.record(&Event::TeamLeadChanged { team: team.0, name: name.to_owned(), agent: agent.0, lead })
    } else {
        Ok(())
    }
}

fn take_out(work: &mut Work<'_>, team: TeamId, name: &str, agent: AgentId) -> Result<(), Trouble> {
    sql("DELETE FROM team_member WHERE team_id = $1 AND agent_id = $2")
        .with(team)
        .with(agent)
        .run(work)?;
    work.record(&Event::TeamMemberRemoved { team: team.0, name: name.to_owned(), agent: agent.0 })
}

fn set_lead(work: &mut Work<'_>, team: TeamId, name: &str, agent: AgentId, lead: bool) -> Result<(), Trouble> {
    sql("UPDATE team_member SET lead = $1 WHERE team_id = $2 AND agent_id = $3")
        .with(lead)
        .with(team)
        .with(agent)
        .run(work)?;
    work.record(&Event::TeamLeadChanged { team: team.0, name: name.to_owned(), agent: agent.0, lead })
}

/// Whether the actor may decide who belongs to `team`.
fn refuse_unless_may_staff(work: &mut Work<'_>, team: TeamId) -> Result<(), Trouble> {
    let rights = Rights::of_actor(work)?;
    if rights.may(Permission::PeopleManage) {
        return Ok(());
    }
    rights.need(Permission::TeamsManage)?;
    let own = match work.actor {
        Actor::Agent(agent) => of(work, AgentId(agent))?.contains(&team),
        _ => false,
    };
    if own { Ok(()) } else { Err(Trouble::refused("agents-refused-not-your-team")) }
}

fn living(work: &mut Work<'_>, team: TeamId) -> Result<Team, Trouble> {
    let team = find(work, team)?;
    if team.is_archived { Err(Trouble::NotFound("team")) } else { Ok(team) }
}

fn free_name(work: &mut Work<'_>, name: &str, own: Option<TeamId>) -> Result<String, Trouble> {
    let name: String = name.trim().chars().take(60).collect();
    if name.is_empty() {
        return Err(Trouble::refused("agents-refused-no-name"));
    }
    let taken: Option<TeamId> = sql("SELECT id FROM team WHERE name_key = $1 AND id <> $2")
        .with(name.to_lowercase())
        .with(own.map_or(0, |team| team.0))
        .one(work)?;
    if taken.is_some() {
        Err(Trouble::refused("agents-refused-name-taken").with("name", name))
    } else {
        Ok(name)
    }
}

fn short(description: &str) -> String {
    description.trim().chars().take(300).collect()
}
