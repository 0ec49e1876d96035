//! Teams and agents. Who has an account here already stays as they are; others get one with the role of an agent, and no mail.

use crate::known::{self, Known};
use crate::plan::{Became, Outcome, Plan, clean, refusal};
use agents::{AgentId, BuiltIn, NewAgent, TeamId, teams};
use db::{Trouble, Work};
use foreign::{Agent, Kind, Team, Thing};
use kit::{EmailAddress, Locale};

/// What becomes of an agent without an address.
pub(crate) const NO_ADDRESS: &str = "has no address: their messages bear the name, and there is no account";

/// A team of the same name is it.
pub(crate) fn team(work: &mut Work<'_>, plan: &Plan, team: &Team, outcome: &mut Outcome) -> Result<Became, Trouble> {
    let before = known::find(work, &plan.source, Kind::Team, &team.id)?;
    let fingerprint = Thing::Team(team.clone()).fingerprint();
    let name = clean(&team.name).trim().chars().take(60).collect::<String>();
    if let Some(before) = before {
        return if before.fingerprint == fingerprint {
            Ok(Became::Same)
        } else {
            renamed(work, plan, team, &name, &before, outcome)
        };
    }
    let there = teams::all(work)?.into_iter().find(|one| one.name.to_lowercase() == name.to_lowercase());
    let (id, became) = match there {
        Some(there) => (there.id, Became::Same),
        None => (teams::create(work, &name, "")?, Became::New),
    };
    let known = Known { our_id: id.0, fingerprint, stood: name };
    known::remember(work, &plan.source, Kind::Team, &team.id, &known)?;
    Ok(became)
}

fn renamed(work: &mut Work<'_>, plan: &Plan, team: &Team, name: &str, before: &Known, outcome: &mut Outcome) -> Result<Became, Trouble> {
    let id = TeamId(before.our_id);
    let now = teams::find(work, id)?;
    if name == before.stood {
        // Its name is as it was: nothing here is another's.
        known::remember(
            work,
            &plan.source,
            Kind::Team,
            &team.id,
            &Known { fingerprint: Thing::Team(team.clone()).fingerprint(), ..before.clone() },
        )?;
        return Ok(Became::Same);
    }
    let became = if now.name == before.stood && teams::all(work)?.iter().all(|one| one.name.to_lowercase() != name.to_lowercase()) {
        teams::change(work, id, name, &now.description)?;
        Became::Changed
    } else {
        outcome.left_alone(&format!("team {}", team.id), &["name"]);
        Became::Same
    };
    let known = Known {
        our_id: id.0,
        fingerprint: Thing::Team(team.clone()).fingerprint(),
        stood: name.to_owned(),
    };
    known::remember(work, &plan.source, Kind::Team, &team.id, &known)?;
    Ok(became)
}

/// Known by the address. One without an address signs what they wrote and has no account.
pub(crate) fn agent(work: &mut Work<'_>, plan: &Plan, agent: &Agent, outcome: &mut Outcome) -> Result<Became, Trouble> {
    let fingerprint = Thing::Agent(agent.clone()).fingerprint();
    let name = Some(clean(&agent.name))
        .filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| agent.email.clone());
    if let Some(before) = known::find(work, &plan.source, Kind::Agent, &agent.id)? {
        // Rights and names of those who work here are decided here.
        if before.fingerprint != fingerprint {
            known::remember(work, &plan.source, Kind::Agent, &agent.id, &Known { fingerprint, ..before })?;
        }
        return Ok(Became::Same);
    }
    let (id, became) = match EmailAddress::parse(&agent.email) {
        Err(_) => {
            outcome.note(&format!("agent {} {name}", agent.id), NO_ADDRESS);
            (0, Became::Same)
        }
        Ok(email) => match agents::agents::by_email(work, &email)? {
            Some(there) => (there.id.0, Became::Same),
            None => (begin(work, plan, agent, &name, email, outcome)?.0, Became::New),
        },
    };
    known::remember(work, &plan.source, Kind::Agent, &agent.id, &Known { our_id: id, fingerprint, stood: name })?;
    Ok(became)
}

fn begin(
    work: &mut Work<'_>,
    plan: &Plan,
    agent: &Agent,
    name: &str,
    email: EmailAddress,
    outcome: &mut Outcome,
) -> Result<AgentId, Trouble> {
    let language = kit::base_language(&agent.language);
    let new = NewAgent {
        name: name.to_owned(),
        email,
        role: BuiltIn::of_word("agent").ok_or(Trouble::NotFound("role"))?,
        locale: Locale::of_tag(&language).unwrap_or(Locale::En),
        zone: agent.zone.clone(),
        password: plan.password.clone(),
    };
    let id = agents::add(work, &new)?;
    if !agent.is_active {
        agents::agent::deactivate::deactivate(work, id)?;
        return Ok(id);
    }
    let mut wanted = Vec::new();
    for team in &agent.teams {
        wanted.extend(known::ours(work, &plan.source, Kind::Team, team)?.map(TeamId));
    }
    if let Err(trouble) = teams::set_teams_of(work, id, &wanted) {
        if trouble.may_pass() {
            return Err(trouble);
        }
        outcome.note(&format!("agent {} {name}", agent.id), refusal(&trouble));
    }
    Ok(id)
}
