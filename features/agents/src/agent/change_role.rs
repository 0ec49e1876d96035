//! Giving somebody another role, and the question whether the actor may touch them at all.

use crate::agent::{Agent, AgentId};
use crate::event::Event;
use crate::permissions::Permission;
use crate::rights::{Rights, refuse_if_last_admin};
use crate::role::RoleId;
use crate::ways_in::refuse_if_keeper;
use crate::{agents, roles};
use db::{Trouble, Work, sql};

/// Gives `agent` the role. Refused when either role allows more than the actor may, or no admin would remain.
pub fn change_role(work: &mut Work<'_>, agent: AgentId, role: RoleId) -> Result<(), Trouble> {
    let (person, rights) = within_reach(work, agent)?;
    let (before, after) = (roles::find(work, person.role)?, roles::find(work, role)?);
    if before.id == after.id {
        return Ok(());
    }
    rights.cover(&after.permissions())?;
    if before.is_admin() {
        refuse_if_last_admin(work, agent)?;
        refuse_if_keeper(work, agent)?;
    }
    sql("UPDATE agent SET role_id = $1 WHERE id = $2").with(role).with(agent).run(work)?;
    work.record(&Event::AgentRoleChanged { agent: agent.0, from: before.name, to: after.name })
}

/// The person, if the actor manages people and may do all that the person may: else touching them would be a way to borrow rights.
pub(crate) fn within_reach(work: &mut Work<'_>, agent: AgentId) -> Result<(Agent, Rights), Trouble> {
    let rights = Rights::of_actor(work)?;
    rights.need(Permission::PeopleManage)?;
    let person = agents::find(work, agent)?;
    rights.cover(&roles::find(work, person.role)?.permissions())?;
    Ok((person, rights))
}
