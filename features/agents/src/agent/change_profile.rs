//! What everybody may change about themselves: name, language, zone, signature, looks. Never rights.

use crate::agent::add::{good_name, known_zone};
use crate::agent::{AgentId, Density, Theme};
use crate::agents;
use crate::event::Event;
use db::{Actor, Trouble, Work, sql};
use kit::Locale;

/// The profile as its owner wants it.
#[derive(Debug, Clone)]
pub struct Profile {
    pub name: String,
    pub locale: Locale,
    pub zone: String,
    pub signature: String,
    pub theme: Theme,
    pub density: Density,
}

/// Signatures longer than this are cut.
const LONGEST_SIGNATURE: usize = 4_000;

/// Saves the actor's own profile. Saving it unchanged changes and records nothing.
pub fn change_profile(work: &mut Work<'_>, agent: AgentId, wanted: &Profile) -> Result<(), Trouble> {
    if work.actor != Actor::Agent(agent.0) && work.actor != Actor::System {
        return Err(Trouble::NotFound("agent"));
    }
    let wanted = tidied(wanted)?;
    let changed = differences(&wanted, work, agent)?;
    if changed.is_empty() {
        return Ok(());
    }
    sql("UPDATE agent SET name = $1, locale = $2, zone = $3, signature = $4, theme = $5, density = $6 WHERE id = $7")
        .with(&wanted.name)
        .with(wanted.locale.tag())
        .with(&wanted.zone)
        .with(&wanted.signature)
        .with(wanted.theme)
        .with(wanted.density)
        .with(agent)
        .run(work)?;
    work.record(&Event::ProfileChanged { agent: agent.0, changed })
}

fn tidied(wanted: &Profile) -> Result<Profile, Trouble> {
    Ok(Profile {
        name: good_name(&wanted.name)?,
        zone: known_zone(&wanted.zone),
        signature: wanted.signature.replace("\r\n", "\n").trim_end().chars().take(LONGEST_SIGNATURE).collect(),
        ..wanted.clone()
    })
}

fn differences(wanted: &Profile, work: &mut Work<'_>, agent: AgentId) -> Result<Vec<String>, Trouble> {
    let before = agents::find(work, agent)?;
    let pairs = [
        ("name", before.name != wanted.name),
        ("locale", before.locale() != wanted.locale),
        ("zone", before.zone != wanted.zone),
        ("signature", before.signature != wanted.signature),
        ("theme", before.theme != wanted.theme),
        ("density", before.density != wanted.density),
    ];
    Ok(pairs.into_iter().filter(|(_, differs)| *differs).map(|(what, _)| what.to_owned()).collect())
}
