//! Somebody leaves, or comes back. Leaving ends every way in at once; what they did stays theirs.

use crate::agent::AgentId;
use crate::agent::change_role::within_reach;
use crate::event::Event;
use crate::rights::refuse_if_last_admin;
use crate::ways_in::refuse_if_keeper;
use crate::{Presence, invitation, reset, roles, sessions, tokens};
use db::{Actor, Trouble, Work, sql};

/// Ends their sessions, tokens, invitations and resets, and lets nobody in under their name. Again: nothing happens.
pub fn deactivate(work: &mut Work<'_>, agent: AgentId) -> Result<(), Trouble> {
    let (person, _) = within_reach(work, agent)?;
    if !person.is_active() {
        return Ok(());
    }
    if work.actor == Actor::Agent(agent.0) {
        return Err(Trouble::refused("agents-refused-deactivate-yourself"));
    }
    if roles::find(work, person.role)?.is_admin() {
        refuse_if_last_admin(work, agent)?;
        refuse_if_keeper(work, agent)?;
    }
    let now = work.now;
    sql("UPDATE agent SET deactivated_at = $1, presence = $2, presence_reason = '', presence_since = $1, presence_before = NULL WHERE id = $3")
        .with(now)
        .with(Presence::Offline)
        .with(agent)
        .run(work)?;
    work.record(&Event::AgentDeactivated { agent: agent.0 })?;
    close_every_way_in(work, agent)
}

fn close_every_way_in(work: &mut Work<'_>, agent: AgentId) -> Result<(), Trouble> {
    sessions::end_all(work, agent, None, sessions::Why::Deactivated)?;
    tokens::revoke_all(work, agent)?;
    invitation::forget(work, agent)?;
    reset::forget(work, agent)?;
    sql("DELETE FROM local_link WHERE agent_id = $1").with(agent).run(work)?;
    Ok(())
}

/// Lets them in again with the password they had. Sessions and tokens that ended stay ended.
pub fn reactivate(work: &mut Work<'_>, agent: AgentId) -> Result<(), Trouble> {
    let (person, _) = within_reach(work, agent)?;
    if person.is_active() {
        return Ok(());
    }
    sql("UPDATE agent SET deactivated_at = NULL WHERE id = $1").with(agent).run(work)?;
    work.record(&Event::AgentReactivated { agent: agent.0 })
}
