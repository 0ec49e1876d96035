//! What whoever acts may do, read in the same transaction that uses it, and the two rules about granting.
//!
//! Rule one: nobody grants, takes away or touches more than they have themselves. Rule two: one admin remains.
//! Both are asked again inside every verb, whatever the route in front of it has checked.

use crate::agent::AgentId;
use crate::permissions::{Permission, Permissions};
use crate::role::RoleId;
use crate::{roles, tokens};
use db::{Actor, Trouble, Tx, Work, sql};

/// The permissions of whoever acts, as they are at this moment.
#[derive(Debug, Clone)]
pub struct Rights {
    permissions: Permissions,
}

impl Rights {
    /// Reads them. A deactivated agent, an automation and a customer have none; the command line has all.
    pub fn of_actor(work: &mut Work<'_>) -> Result<Self, Trouble> {
        let permissions = match work.actor {
            Actor::System => Permissions::all(),
            Actor::Agent(id) => of_agent(work, AgentId(id))?,
            Actor::ApiToken(id) => tokens::permissions_of(work, tokens::TokenId(id))?,
            Actor::Automation(_) | Actor::Customer(_) => Permissions::none(),
        };
        Ok(Self { permissions })
    }

    /// Refuses unless `permission` is among them.
    pub fn need(&self, permission: Permission) -> Result<(), Trouble> {
        if self.permissions.has(permission) {
            return Ok(());
        }
        Err(Trouble::refused("agents-refused-not-permitted").with("permission", permission.word()))
    }

    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.has(permission)
    }

    /// Refuses to grant or touch what the actor does not have; the refusal names what is missing.
    pub fn cover(&self, wanted: &Permissions) -> Result<(), Trouble> {
        let missing = wanted.beyond(&self.permissions);
        if missing.is_empty() {
            Ok(())
        } else {
            Err(Trouble::refused("agents-refused-more-than-you").with("missing", missing.words()))
        }
    }
}

/// What an active agent may do by role.
pub fn of_agent(tx: &mut Tx<'_>, agent: AgentId) -> Result<Permissions, Trouble> {
    let role: Option<RoleId> = sql("SELECT role_id FROM agent WHERE id = $1 AND deactivated_at IS NULL").with(agent).one(tx)?;
    match role {
        Some(role) => Ok(roles::find(tx, role)?.permissions()),
        None => Ok(Permissions::none()),
    }
}

/// Refuses when nobody but `agent` could administer the desk. An invited admin who has not come yet does not count.
pub fn refuse_if_last_admin(work: &mut Work<'_>, agent: AgentId) -> Result<(), Trouble> {
    one_change_at_a_time(work)?;
    let others: i64 = sql("SELECT COUNT(*)
           FROM agent a JOIN role r ON r.id = a.role_id
          WHERE r.built_in = 'admin' AND a.deactivated_at IS NULL AND a.password_hash IS NOT NULL AND a.id <> $1")
    .with(agent)
    .only(work, "agent")?;
    if others > 0 { Ok(()) } else { Err(Trouble::refused("agents-refused-last-admin")) }
}

/// Two admins demoting each other at the same instant must not both succeed: the admin role's row is the lock.
fn one_change_at_a_time(work: &mut Work<'_>) -> Result<(), Trouble> {
    sql("UPDATE role SET name = name WHERE built_in = 'admin'").run(work)?;
    Ok(())
}
