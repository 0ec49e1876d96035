//! Letting a colleague decide in one's place for a time: holidays, an afternoon at the dentist's.

use crate::Event;
use crate::policies::person;
use agents::{AgentId, Permission, Rights};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;

db::id!(
    /// A delegation's key.
    DelegationId
);

/// A delegation as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Delegation {
    pub id: DelegationId,
    pub from: AgentId,
    pub to: AgentId,
    pub valid_from: Moment,
    pub valid_until: Moment,
    pub revoked_at: Option<Moment>,
}

/// Lets `to` decide in the place of whoever acts, from a moment until another. They need the permission to decide too.
pub fn delegate(work: &mut Work<'_>, to: AgentId, from: Moment, until: Moment) -> Result<DelegationId, Trouble> {
    Rights::of_actor(work)?.need(Permission::ApprovalsDecide)?;
    let giver = person(work)?;
    if giver == to || until <= from || until <= work.now {
        return Err(Trouble::refused("orders-delegation-makes-no-sense"));
    }
    if !agents::rights::of_agent(work, to)?.has(Permission::ApprovalsDecide) {
        return Err(Trouble::refused("orders-delegation-without-permission"));
    }
    let id: DelegationId =
        sql("INSERT INTO approval_delegation (from_agent, to_agent, valid_from, valid_until) VALUES ($1, $2, $3, $4) RETURNING id")
            .with(giver)
            .with(to)
            .with(from)
            .with(until)
            .only(work, "delegation")?;
    work.record(&Event::ApprovalDelegated { agent: giver.0, to: to.0, delegation: id.0 })?;
    Ok(id)
}

/// Takes it back. Only who gave it may.
pub fn end(work: &mut Work<'_>, id: DelegationId) -> Result<(), Trouble> {
    let giver = person(work)?;
    let now = work.now;
    let ended: Option<AgentId> = sql("UPDATE approval_delegation SET revoked_at = $3
          WHERE id = $1 AND from_agent = $2 AND revoked_at IS NULL RETURNING to_agent")
    .with(id)
    .with(giver)
    .with(now)
    .one(work)?;
    match ended {
        Some(to) => work.record(&Event::DelegationEnded { agent: giver.0, to: to.0, delegation: id.0 }),
        None => Err(Trouble::NotFound("delegation")),
    }
}

/// What somebody gave and received that has not ended, the latest first.
pub fn delegations(tx: &mut Tx<'_>, agent: AgentId) -> Result<Vec<Delegation>, Trouble> {
    let now = tx.now();
    sql("SELECT id, from_agent, to_agent, valid_from, valid_until, revoked_at FROM approval_delegation
          WHERE (from_agent = $1 OR to_agent = $1) AND revoked_at IS NULL AND valid_until > $2 ORDER BY id DESC")
    .with(agent)
    .with(now)
    .all(tx)
}

/// In whose place somebody may decide now.
pub(super) fn of_receiver(tx: &mut Tx<'_>, to: AgentId) -> Result<Vec<AgentId>, Trouble> {
    let now = tx.now();
    sql("SELECT from_agent FROM approval_delegation
          WHERE to_agent = $1 AND revoked_at IS NULL AND valid_from <= $2 AND valid_until > $2 ORDER BY id")
    .with(to)
    .with(now)
    .all(tx)
}
