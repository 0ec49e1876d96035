//! Which requests an agent may decide: those of their role or below, their own only where the policy says so, and those of whoever let them stand in.

use super::{Approval, ApprovalId, delegation, may_stand_for, waiting};
use crate::action::{facts_owner, role_of};
use agents::{AgentId, Permission, rights};
use db::{Actor, Trouble, Tx, sql};

/// How many waiting requests are looked through for somebody's own; a desk with more has another problem.
const MOST: i64 = 500;

/// What waits for this agent, the oldest first.
pub fn waiting_for(tx: &mut Tx<'_>, agent: AgentId) -> Result<Vec<Approval>, Trouble> {
    let mut found = Vec::new();
    for approval in waiting(tx, None, MOST)? {
        if may_decide(tx, &approval, agent)? {
            found.push(approval);
        }
    }
    Ok(found)
}

/// Whether this agent may decide on it, in their own right or in somebody's place. The deed asks again.
pub fn may_decide(tx: &mut Tx<'_>, approval: &Approval, agent: AgentId) -> Result<bool, Trouble> {
    let is_own = approval.four_eyes && asked_by(tx, approval)? == Some(agent);
    if !approval.is_open_at(tx.now()) || is_own || !decides(tx, agent)? {
        return Ok(false);
    }
    if stands_for(tx, agent, &approval.role)? {
        return Ok(true);
    }
    let givers = if approval.may_delegate { delegation::of_receiver(tx, agent)? } else { Vec::new() };
    for from in givers {
        let is_asker = approval.four_eyes && asked_by(tx, approval)? == Some(from);
        if !is_asker && decides(tx, from)? && stands_for(tx, from, &approval.role)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What this agent asked for, the newest first.
pub fn asked_for(tx: &mut Tx<'_>, agent: AgentId, most: i64) -> Result<Vec<Approval>, Trouble> {
    let ids: Vec<ApprovalId> = sql("SELECT id FROM approval WHERE asker_kind = 'agent' AND asker_id = $1 ORDER BY id DESC LIMIT $2")
        .with(agent)
        .with(most)
        .all(tx)?;
    ids.into_iter().map(|id| super::find(tx, id)).collect()
}

fn decides(tx: &mut Tx<'_>, agent: AgentId) -> Result<bool, Trouble> {
    Ok(rights::of_agent(tx, agent)?.has(Permission::ApprovalsDecide))
}

fn stands_for(tx: &mut Tx<'_>, agent: AgentId, wanted: &str) -> Result<bool, Trouble> {
    Ok(may_stand_for(&role_of(tx, Actor::Agent(agent.0))?, wanted))
}

fn asked_by(tx: &mut Tx<'_>, approval: &Approval) -> Result<Option<AgentId>, Trouble> {
    match approval.asker() {
        Actor::Agent(id) => Ok(Some(AgentId(id))),
        Actor::ApiToken(token) => facts_owner(tx, token),
        _ => Ok(None),
    }
}
