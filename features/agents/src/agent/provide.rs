//! Somebody the company's own directory knows: they come in through its sign-in, without a password of this desk.

use crate::agent::AgentId;
use crate::agent::add::{good_name, insert};
use crate::event::Event;
use crate::permissions::Permission;
use crate::rights::Rights;
use crate::role::RoleId;
use crate::{agents, invitation, reset, roles};
use db::{Actor, Trouble, Work, sql};
use kit::{EmailAddress, Locale};

/// Who is added.
#[derive(Debug, Clone)]
pub struct Provided {
    pub name: String,
    pub email: EmailAddress,
    pub role: RoleId,
    pub locale: Locale,
    /// An IANA name; an unknown one becomes UTC.
    pub zone: String,
}

/// Adds them. No letter is sent: their company told them where to sign in.
pub fn provide(work: &mut Work<'_>, new: &Provided) -> Result<AgentId, Trouble> {
    let role = roles::find(work, new.role)?;
    let agent = insert(work, &new.name, &new.email, &role, new.locale, &new.zone)?;
    sql("UPDATE agent SET comes_through_provider = TRUE WHERE id = $1").with(agent).run(work)?;
    work.record(&Event::AgentAdded { agent: agent.0, name: new.name.trim().to_owned(), role: role.name })?;
    Ok(agent)
}

/// Somebody who is here already comes through a provider from now on; a pending invitation counts as accepted.
pub fn welcome(work: &mut Work<'_>, agent: AgentId) -> Result<(), Trouble> {
    let was_invited = agents::find(work, agent)?.is_invited();
    let changed = sql("UPDATE agent SET comes_through_provider = TRUE WHERE id = $1 AND NOT comes_through_provider")
        .with(agent)
        .run(work)?;
    if changed == 0 {
        return Ok(());
    }
    work.keep_quietly("that they are linked to an account elsewhere is recorded by whoever links them");
    invitation::forget(work, agent)?;
    if was_invited {
        work.acting_as(Actor::Agent(agent.0), |work| work.record(&Event::InvitationAccepted { agent: agent.0 }))?;
    }
    Ok(())
}

/// Somebody is called or written to otherwise now, as their company's directory says. Unchanged, nothing is recorded.
pub fn change_known(work: &mut Work<'_>, agent: AgentId, name: &str, email: &EmailAddress) -> Result<(), Trouble> {
    Rights::of_actor(work)?.need(Permission::PeopleManage)?;
    let (before, name) = (agents::find(work, agent)?, good_name(name)?);
    if let Some(other) = agents::by_email(work, email)?.filter(|other| other.id != agent) {
        return Err(Trouble::refused("agents-refused-email-taken").with("email", other.email));
    }
    let moved = before.email != *email;
    let pairs = [("name", before.name != name), ("email", moved)];
    let changed: Vec<String> = pairs.into_iter().filter(|(_, differs)| *differs).map(|(what, _)| what.to_owned()).collect();
    if changed.is_empty() {
        return Ok(());
    }
    sql("UPDATE agent SET name = $1, email = $2 WHERE id = $3")
        .with(name)
        .with(email)
        .with(agent)
        .run(work)?;
    if moved {
        // Whoever reads the old address opens nothing with what was sent there.
        invitation::forget(work, agent)?;
        reset::forget(work, agent)?;
    }
    work.record(&Event::ProfileChanged { agent: agent.0, changed })
}
