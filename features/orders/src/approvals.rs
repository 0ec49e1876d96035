//! Approvals: an action above somebody's limit waits for a second person. Whoever may decide sees the preview as it was;
//! a yes does it only if the preview still holds. Nobody decides on what they asked for themselves,
//! unless the policy says they may.

mod delegation;
mod mine;
mod terms;

pub use delegation::{Delegation, DelegationId, delegate, delegations, end};
pub use mine::{asked_for, may_decide, waiting_for};

use crate::Event;
use crate::action::confirm::{Ask, Done, approved_ask, carry_out, held_and_considered, may_act};
use crate::action::preview::Considered;
use crate::action::{ActionId, Origin, Preview, Request, role_of};
use crate::order::OrderId;
use crate::policies::person;
use crate::stored::{one_line, read, written};
use crate::verdict::VerdictId;
use agents::{AgentId, Permission, Rights};
use customers::CustomerId;
use db::{Actor, FromRow, Trouble, Tx, Work, sql};
use kit::{Currency, Moment, Money};
use policy::Outcome;

db::id!(
    /// An approval's key.
    ApprovalId
);

db::words!(
    /// How a request for approval stands.
    ApprovalState {
        Waiting = "waiting",
        Given = "given",
        Refused = "refused",
        Expired = "expired",
        /// What it was asked for had changed when it was given.
        Void = "void",
    }
);

/// A request for approval as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Approval {
    pub id: ApprovalId,
    key: String,
    pub verb: String,
    request_json: String,
    preview_json: String,
    preview_hash: String,
    pub verdict: VerdictId,
    pub order: Option<OrderId>,
    pub customer: Option<CustomerId>,
    pub conversation: Option<i64>,
    minor: i64,
    currency: Currency,
    /// The role that decides.
    pub role: String,
    pub asker_kind: String,
    pub asker_id: Option<i64>,
    pub asked_at: Moment,
    pub expires_at: Moment,
    pub state: ApprovalState,
    pub decided_by: Option<AgentId>,
    /// In whose place, if it was delegated.
    pub for_agent: Option<AgentId>,
    pub decided_at: Option<Moment>,
    pub reason: String,
    pub action: Option<ActionId>,
    /// Whether whoever asked may not decide, as the policy said when it was asked.
    pub four_eyes: bool,
    /// Whether somebody may decide in another's place.
    pub may_delegate: bool,
    origin_json: String,
}

impl Approval {
    pub const fn amount(&self) -> Money {
        Money::new(self.minor, self.currency)
    }

    /// What is asked for.
    pub fn request(&self) -> Result<Request, Trouble> {
        read("approval", &self.request_json)
    }

    /// As whoever asked saw it.
    pub fn preview(&self) -> Result<Preview, Trouble> {
        read("approval", &self.preview_json)
    }

    /// Who asked.
    pub fn asker(&self) -> Actor {
        Actor::of(&self.asker_kind, self.asker_id)
    }

    /// Whether somebody may still decide.
    pub fn is_open_at(&self, now: Moment) -> bool {
        self.state == ApprovalState::Waiting && now < self.expires_at
    }
}

/// What became of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "made once a decision and matched at once")]
pub enum Decided {
    /// It was approved and done.
    Done(Done),
    /// It was approved, but what it was asked for has changed since: nothing was done, and it must be asked anew.
    Void,
}

/// Asks for an approval.
pub(crate) fn ask(
    work: &mut Work<'_>,
    ask: &Ask,
    key: &str,
    considered: &Considered,
    origin: &Origin,
    role: &str,
    verdict: VerdictId,
) -> Result<ApprovalId, Trouble> {
    let preview = &considered.preview;
    let terms = terms::of(work, considered)?;
    let (now, actor) = (work.now, work.actor);
    let id: ApprovalId = sql(
        "INSERT INTO approval (key, verb, request, preview, preview_hash, verdict_id, order_id, customer_id, conversation_id, minor, currency,
                               role, asker_kind, asker_id, asked_at, expires_at, state, four_eyes, may_delegate, origin)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
         ON CONFLICT (key) DO NOTHING RETURNING id",
    )
    .with(key)
    .with(&preview.verb)
    .with(written(&ask.request)?)
    .with(written(preview)?)
    .with(&preview.hash)
    .with(verdict)
    .with(preview.order)
    .with(preview.customer)
    .with(ask.conversation)
    .with(preview.amount.minor)
    .with(preview.amount.currency)
    .with(role)
    .with(actor.kind())
    .with(actor.id())
    .with(now)
    .with(now.plus_seconds(terms.valid_hours.saturating_mul(3_600)))
    .with(ApprovalState::Waiting)
    .with(terms.four_eyes)
    .with(terms.may_delegate)
    .with(written(origin)?)
    .one(work)?
    .ok_or_else(|| Trouble::Repeat("the same key was used at this moment".into()))?;
    work.record(&Event::ApprovalAsked {
        customer: preview.customer.map(|c| c.0),
        order: preview.order.map(|o| o.0),
        approval: id.0,
        verb: preview.verb.clone(),
        minor: preview.amount.minor,
        currency: preview.amount.currency.code().into(),
        role: role.into(),
    })?;
    Ok(id)
}

/// What was asked for under this key before and still waits. The same key asks once: for another request, or after a no, it
/// is refused.
pub(crate) fn waiting_under(tx: &mut Tx<'_>, key: &str, request: &Request) -> Result<Option<ApprovalId>, Trouble> {
    let earlier: Option<(ApprovalId, String, ApprovalState, Moment)> =
        sql("SELECT id, request, state, expires_at FROM approval WHERE key = $1").with(key).one(tx)?;
    let Some((id, asked, state, until)) = earlier else { return Ok(None) };
    if read::<Request>("approval", &asked)? != *request {
        return Err(Trouble::refused("orders-key-reused"));
    }
    let refused = match state {
        ApprovalState::Waiting if tx.now() < until => return Ok(Some(id)),
        ApprovalState::Waiting | ApprovalState::Expired => "orders-asked-before-expired",
        ApprovalState::Refused => "orders-asked-before-refused",
        ApprovalState::Void | ApprovalState::Given => "orders-asked-before-void",
    };
    Err(Trouble::refused(refused))
}

/// The request with this key.
pub fn find(tx: &mut Tx<'_>, id: ApprovalId) -> Result<Approval, Trouble> {
    sql(
        "SELECT id, key, verb, request, preview, preview_hash, verdict_id, order_id, customer_id, conversation_id, minor, currency, role,
                asker_kind, asker_id, asked_at, expires_at, state, decided_by, for_agent, decided_at, reason, action_id, four_eyes,
                may_delegate, origin
           FROM approval WHERE id = $1",
    )
    .with(id)
    .only(tx, "approval")
}

/// What waits and has not expired, the oldest first.
pub fn waiting(tx: &mut Tx<'_>, after: Option<ApprovalId>, most: i64) -> Result<Vec<Approval>, Trouble> {
    let now = tx.now();
    sql(
        "SELECT id, key, verb, request, preview, preview_hash, verdict_id, order_id, customer_id, conversation_id, minor, currency, role,
                asker_kind, asker_id, asked_at, expires_at, state, decided_by, for_agent, decided_at, reason, action_id, four_eyes,
                may_delegate, origin
           FROM approval WHERE state = 'waiting' AND expires_at > $1 AND id > $2 ORDER BY id LIMIT $3",
    )
    .with(now)
    .with(after.map_or(0, |id| id.0))
    .with(most)
    .all(tx)
}

/// The requests about an order, the newest first.
pub fn of_order(tx: &mut Tx<'_>, order: OrderId) -> Result<Vec<Approval>, Trouble> {
    sql(
        "SELECT id, key, verb, request, preview, preview_hash, verdict_id, order_id, customer_id, conversation_id, minor, currency, role,
                asker_kind, asker_id, asked_at, expires_at, state, decided_by, for_agent, decided_at, reason, action_id, four_eyes,
                may_delegate, origin
           FROM approval WHERE order_id = $1 ORDER BY id DESC",
    )
    .with(order)
    .all(tx)
}

/// Says yes and does it, in the name of who asked. If anything has moved since, the approval is void and nothing is done.
pub fn give(work: &mut Work<'_>, id: ApprovalId, reason: &str) -> Result<Decided, Trouble> {
    let (approval, decider, stands_for) = open_to(work, id)?;
    let request = approval.request()?;
    let asker = approval.asker();
    let origin: Origin = read("approval", &approval.origin_json)?;
    let considered = work.acting_as(asker, |work| {
        may_act(work).map_err(|trouble| match trouble {
            Trouble::Refused(_) => Trouble::refused("orders-approval-asker-may-not"),
            other => other,
        })?;
        held_and_considered(work, asker, &request, &origin)
    })?;
    let asked_for = matches!(considered.preview.verdict.outcome, Outcome::NeedsApproval { .. });
    if considered.preview.hash != approval.preview_hash || !asked_for {
        becomes(work, &approval, ApprovalState::Void, decider, stands_for, reason, None)?;
        work.record(&Event::ApprovalVoid {
            customer: customer(&approval),
            order: order(&approval),
            approval: id.0,
            why: "changed".into(),
        })?;
        return Ok(Decided::Void);
    }
    let ask = approved_ask(request, approval.preview_hash.clone(), approval.conversation);
    let done = work.acting_as(asker, |work| carry_out(work, &ask, &approval.key, considered, approval.verdict, Some(id)))?;
    becomes(work, &approval, ApprovalState::Given, decider, stands_for, reason, Some(done.action))?;
    work.record(&Event::ApprovalGiven {
        customer: customer(&approval),
        order: order(&approval),
        approval: id.0,
        action: done.action.0,
    })?;
    Ok(Decided::Done(done))
}

/// Says no; the reason is for colleagues.
pub fn refuse(work: &mut Work<'_>, id: ApprovalId, reason: &str) -> Result<(), Trouble> {
    let (approval, decider, stands_for) = open_to(work, id)?;
    becomes(work, &approval, ApprovalState::Refused, decider, stands_for, reason, None)?;
    work.record(&Event::ApprovalRefused { customer: customer(&approval), order: order(&approval), approval: id.0 })
}

/// Marks what nobody decided in time. A timer calls it; told again, it changes nothing.
pub fn expire(work: &mut Work<'_>) -> Result<i64, Trouble> {
    let now = work.now;
    let late: Vec<(ApprovalId, Option<i64>, Option<i64>)> =
        sql("SELECT id, customer_id, order_id FROM approval WHERE state = 'waiting' AND expires_at <= $1 ORDER BY id LIMIT 500")
            .with(now)
            .all(work)?;
    let mut count = 0;
    for (id, customer, order) in late {
        let marked = sql("UPDATE approval SET state = 'expired', decided_at = $2 WHERE id = $1 AND state = 'waiting'")
            .with(id)
            .with(now)
            .run(work)?;
        if marked == 0 {
            continue;
        }
        count += 1;
        work.record(&Event::ApprovalVoid { customer, order, approval: id.0, why: "expired".into() })?;
    }
    Ok(count)
}

fn customer(approval: &Approval) -> Option<i64> {
    approval.customer.map(|id| id.0)
}

fn order(approval: &Approval) -> Option<i64> {
    approval.order.map(|id| id.0)
}

/// The request, if whoever acts may decide on it now; in whose place they do it.
fn open_to(work: &mut Work<'_>, id: ApprovalId) -> Result<(Approval, AgentId, Option<AgentId>), Trouble> {
    Rights::of_actor(work)?.need(Permission::ApprovalsDecide)?;
    // The row is the lock: two yeses at once do it once.
    sql("UPDATE approval SET state = state WHERE id = $1").with(id).run(work)?;
    let approval = find(work, id)?;
    if !approval.is_open_at(work.now) {
        return Err(Trouble::refused("orders-approval-decided"));
    }
    let decider = person(work)?;
    if approval.four_eyes {
        refuse_the_asker(work, &approval, decider)?;
    }
    let role = role_of(work, Actor::Agent(decider.0))?;
    if may_stand_for(&role, &approval.role) {
        return Ok((approval, decider, None));
    }
    let givers = if approval.may_delegate { delegation::of_receiver(work, decider)? } else { Vec::new() };
    for from in givers {
        let theirs = role_of(work, Actor::Agent(from.0))?;
        let permitted = agents::rights::of_agent(work, from)?.has(Permission::ApprovalsDecide);
        let is_asker = approval.four_eyes && asker_person(work, &approval)? == Some(from);
        if permitted && !is_asker && may_stand_for(&theirs, &approval.role) {
            return Ok((approval, decider, Some(from)));
        }
    }
    Err(Trouble::refused("orders-approval-other-role").with("role", &approval.role))
}

fn refuse_the_asker(work: &mut Work<'_>, approval: &Approval, decider: AgentId) -> Result<(), Trouble> {
    if asker_person(work, approval)? == Some(decider) {
        Err(Trouble::refused("orders-four-eyes"))
    } else {
        Ok(())
    }
}

fn asker_person(work: &mut Work<'_>, approval: &Approval) -> Result<Option<AgentId>, Trouble> {
    match approval.asker() {
        Actor::Agent(id) => Ok(Some(AgentId(id))),
        Actor::ApiToken(token) => crate::action::facts_owner(work, token),
        _ => Ok(None),
    }
}

/// The role itself, or one that may all that it may: an administrator decides what a supervisor may.
fn may_stand_for(role: &str, wanted: &str) -> bool {
    const RANKS: [&str; 4] = ["light_agent", "agent", "supervisor", "admin"];
    let rank = |role: &str| RANKS.iter().position(|known| *known == role);
    match (rank(role), rank(wanted)) {
        (Some(own), Some(wanted)) => own >= wanted,
        (Some(own), None) => own == RANKS.len() - 1,
        _ => role == wanted,
    }
}

fn becomes(
    work: &mut Work<'_>,
    approval: &Approval,
    state: ApprovalState,
    decider: AgentId,
    stands_for: Option<AgentId>,
    reason: &str,
    action: Option<ActionId>,
) -> Result<(), Trouble> {
    let now = work.now;
    sql("UPDATE approval SET state = $2, decided_by = $3, for_agent = $4, decided_at = $5, reason = $6, action_id = $7 WHERE id = $1")
        .with(approval.id)
        .with(state)
        .with(decider)
        .with(stands_for)
        .with(now)
        .with(one_line(reason, 300))
        .with(action)
        .run(work)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::may_stand_for;

    #[test]
    fn who_may_more_may_decide_for_who_may_less() {
        for (role, wanted, may) in [
            ("supervisor", "supervisor", true),
            ("admin", "supervisor", true),
            ("agent", "supervisor", false),
            ("Finance", "Finance", true),
            ("admin", "Finance", true),
            ("supervisor", "Finance", false),
            ("Finance", "supervisor", false),
        ] {
            assert_eq!(may_stand_for(role, wanted), may, "{role} for {wanted}");
        }
    }
}
