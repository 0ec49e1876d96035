//! What everybody decides for themselves about being told, and the way out a letter carries.

use super::{DigestPace, Notifications, OccasionSet, of};
use crate::agent::AgentId;
use crate::event::Event;
use db::{Actor, Trouble, Work, sql};

const LAST_MINUTE: i64 = 24 * 60 - 1;

/// Saves how the actor wants to be told. Saved unchanged it changes and records nothing.
pub fn change_notifications(work: &mut Work<'_>, agent: AgentId, wanted: &Notifications) -> Result<(), Trouble> {
    if work.actor != Actor::Agent(agent.0) && work.actor != Actor::System {
        return Err(Trouble::NotFound("agent"));
    }
    if of(work, agent)? == *wanted {
        work.keep_quietly("it was so before");
        return Ok(());
    }
    keep(work, agent, wanted)
}

/// What a letter's own link turns off; whoever holds the letter may, signed in or not.
pub fn turn_off(work: &mut Work<'_>, agent: AgentId, what: crate::unsubscribe::What) -> Result<(), Trouble> {
    let mut wanted = of(work, agent)?;
    let before = wanted.clone();
    match what {
        crate::unsubscribe::What::Letters => wanted.by_mail = OccasionSet::default(),
        crate::unsubscribe::What::Digest => wanted.digest = DigestPace::Off,
    }
    if wanted == before {
        work.keep_quietly("it was off before");
        return Ok(());
    }
    keep(work, agent, &wanted)
}

fn keep(work: &mut Work<'_>, agent: AgentId, wanted: &Notifications) -> Result<(), Trouble> {
    sql("UPDATE agent SET notify_on_screen = $2, notify_by_mail = $3 WHERE id = $1")
        .with(agent)
        .with(&wanted.on_screen)
        .with(&wanted.by_mail)
        .run(work)?;
    sql(
        "INSERT INTO telling (agent_id, by_push, shows_text, digest, digest_minute, quiet_from, quiet_until, quiet_weekends)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (agent_id) DO UPDATE SET by_push = $2, shows_text = $3, digest = $4, digest_minute = $5,
                quiet_from = $6, quiet_until = $7, quiet_weekends = $8",
    )
    .with(agent)
    .with(&wanted.by_push)
    .with(wanted.shows_text)
    .with(wanted.digest)
    .with(wanted.digest_minute.clamp(0, LAST_MINUTE))
    .with(wanted.quiet.from.clamp(0, LAST_MINUTE))
    .with(wanted.quiet.until.clamp(0, LAST_MINUTE))
    .with(wanted.quiet.weekends)
    .run(work)?;
    work.record(&Event::ProfileChanged { agent: agent.0, changed: vec!["notifications".into()] })
}
