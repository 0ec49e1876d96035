//! Confirming: the second half of every action, and the only door through which anything is done.

use super::apply::{self, Outcomes};
use super::preview::{Considered, consider};
use super::{ActionId, Origin, Place, Plan, Request};
use crate::approvals::{self, ApprovalId};
use crate::bill::BillOf;
use crate::stored::{read, written};
use crate::verdict::{self, Verdict, VerdictId};
use crate::{Event, ledger, limits};
use agents::{Permission, Rights};
use db::{Actor, FromRow, Trouble, Work, sql};
use policy::Outcome;

/// A request with the preview it was seen by.
#[derive(Debug, Clone)]
pub struct Ask {
    pub request: Request,
    /// The preview's hash.
    pub hash: String,
    /// Chosen by whoever asks, unique among what they ask: the same again is done once.
    pub key: String,
    /// Whether a person was asked and said yes, where the policy wants that.
    pub agreed: bool,
    /// The conversation it was asked in.
    pub conversation: Option<i64>,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Confirmed {
    Done(Done),
    /// Somebody else has to say yes first.
    Waits(ApprovalId),
    /// The policy wants the customer's or agent's explicit yes: ask, then confirm again with `agreed`.
    NeedsYes(Verdict),
    Denied(Verdict, VerdictId),
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub action: ActionId,
    pub outcome: Outcomes,
    /// It was done before under the same key; nothing was done now.
    pub again: bool,
}

#[derive(FromRow)]
struct Earlier {
    id: ActionId,
    request: String,
    outcome: String,
}

/// Does what was previewed, or says why not. Refused as changed if anything moved since the preview.
pub fn confirm(work: &mut Work<'_>, ask: &Ask) -> Result<Confirmed, Trouble> {
    let origin = Origin::in_conversation(work.actor, ask.conversation);
    confirm_from(work, ask, &origin)
}

/// As [`confirm`], told where it was asked for: what [`super::preview_from`] was told.
pub fn confirm_from(work: &mut Work<'_>, ask: &Ask, origin: &Origin) -> Result<Confirmed, Trouble> {
    may_act(work)?;
    let key = own_key(work.actor, &ask.key)?;
    if let Some(done) = done_before(work, &key, &ask.request)? {
        return Ok(Confirmed::Done(done));
    }
    if let Some(waiting) = approvals::waiting_under(work, &key, &ask.request)? {
        return Ok(Confirmed::Waits(waiting));
    }
    let actor = work.actor;
    let considered = held_and_considered(work, actor, &ask.request, origin)?;
    if considered.preview.hash != ask.hash {
        return Err(Trouble::Changed("what the preview showed"));
    }
    match considered.preview.verdict.outcome.clone() {
        Outcome::Denied => denied(work, ask, considered),
        Outcome::NeedsConfirmation if !ask.agreed => {
            keep_verdict(work, &considered)?;
            work.keep_quietly("a question was put; what comes of it is recorded when it is answered");
            Ok(Confirmed::NeedsYes(considered.preview.verdict))
        }
        Outcome::NeedsApproval { role, .. } => {
            let verdict = keep_verdict(work, &considered)?;
            approvals::ask(work, ask, &key, &considered, origin, &role, verdict).map(Confirmed::Waits)
        }
        Outcome::Allowed | Outcome::NeedsConfirmation => {
            let verdict = keep_verdict(work, &considered)?;
            carry_out(work, ask, &key, considered, verdict, None).map(Confirmed::Done)
        }
    }
}

/// Who may act at all: agents and tokens with the permission, customers for themselves, automations and the system.
pub(crate) fn may_act(work: &mut Work<'_>) -> Result<(), Trouble> {
    match work.actor {
        Actor::Agent(_) | Actor::ApiToken(_) => Rights::of_actor(work)?.need(Permission::OrdersAct),
        Actor::Customer(_) | Actor::Automation(_) | Actor::System => Ok(()),
    }
}

/// Keys are each actor's own: nobody finds out what somebody else asked for.
fn own_key(actor: Actor, key: &str) -> Result<String, Trouble> {
    let key = key.trim();
    if key.is_empty() || key.len() > 200 {
        return Err(Trouble::refused("orders-key-missing"));
    }
    Ok(format!("{}:{}:{key}", actor.kind(), actor.id().unwrap_or(0)))
}

fn done_before(work: &mut Work<'_>, key: &str, request: &Request) -> Result<Option<Done>, Trouble> {
    let earlier: Option<Earlier> = sql("SELECT id, request, outcome FROM action WHERE key = $1").with(key).one(work)?;
    let Some(earlier) = earlier else { return Ok(None) };
    if read::<Request>("action", &earlier.request)? != *request {
        return Err(Trouble::refused("orders-key-reused"));
    }
    Ok(Some(Done { action: earlier.id, outcome: read("action", &earlier.outcome)?, again: true }))
}

/// Considers with everything held that it may change. Which charges that are may be known only once it was considered: what
/// a subscription gives back lies on several. Those are held then, and it is considered anew, as somebody may have changed them.
pub(crate) fn held_and_considered(work: &mut Work<'_>, actor: Actor, request: &Request, origin: &Origin) -> Result<Considered, Trouble> {
    hold(work, request)?;
    let considered = consider(work, actor, request, origin)?;
    let held = considered.place.as_ref().and_then(|place| place.charge);
    let bills = considered.preview.plan.iter().flat_map(Plan::bills);
    let late: Vec<_> = bills
        .filter_map(|bill| if let BillOf::Charge(id) = bill { Some(id) } else { None })
        .filter(|id| Some(*id) != held)
        .collect();
    if late.is_empty() {
        return Ok(considered);
    }
    for charge in late {
        crate::charge::hold(work, charge)?;
    }
    consider(work, actor, request, origin)
}

/// Two actions on one order, charge or subscription go one after the other.
fn hold(work: &mut Work<'_>, request: &Request) -> Result<(), Trouble> {
    let place = match request.deed().place(work) {
        Ok(place) => place,
        Err(super::Stop::Trouble(trouble)) => return Err(trouble),
        Err(super::Stop::Denied(_)) => return Ok(()),
    };
    if let Some(order) = place.order {
        ledger::hold(work, order.id)?;
    }
    if let Some(subscription) = place.subscription {
        crate::subscription::hold(work, subscription)?;
    }
    if let Some(charge) = place.charge {
        crate::charge::hold(work, charge)?;
    }
    Ok(())
}

fn keep_verdict(work: &mut Work<'_>, considered: &Considered) -> Result<VerdictId, Trouble> {
    verdict::keep(work, &considered.preview, considered.place.as_ref(), &considered.facts, considered.policy)
}

fn denied(work: &mut Work<'_>, ask: &Ask, considered: Considered) -> Result<Confirmed, Trouble> {
    let (id, _) = verdict::keep_no(work, &considered.preview, considered.place.as_ref(), &considered.facts, considered.policy)?;
    let preview = considered.preview;
    work.record(&Event::ActionDenied {
        customer: preview.customer.map(|c| c.0),
        order: preview.order.map(|o| o.0),
        conversation: ask.conversation,
        verb: preview.verb,
        code: preview.verdict.code.clone(),
        verdict: id.0,
    })?;
    Ok(Confirmed::Denied(preview.verdict, id))
}

/// Does it: the row of the action, the plan as it was shown, the line in the log.
pub(crate) fn carry_out(
    work: &mut Work<'_>,
    ask: &Ask,
    key: &str,
    considered: Considered,
    verdict: VerdictId,
    approval: Option<ApprovalId>,
) -> Result<Done, Trouble> {
    let impossible = || Trouble::Shape("an allowed action had no plan".into());
    let (plan, place): (Plan, Place) = (considered.preview.plan.clone().ok_or_else(impossible)?, considered.place.ok_or_else(impossible)?);
    let zone = place.brand.zone.clone();
    let action = begin(work, ask, key, &considered.preview, verdict, approval)?;
    let outcome = apply::carry_out(work, &place, &plan, action)?;
    limits::count(work, &considered.preview.verb, considered.preview.amount, &zone)?;
    let given = super::facts::given_away(&place, &plan)?;
    if given.is_positive() && policy::GIVES_AWAY.contains(&considered.preview.verb.as_str()) {
        limits::count(work, limits::GIVEN, given, &zone)?;
    }
    let customer = considered.preview.customer;
    sql("UPDATE action SET outcome = $2, order_id = $3 WHERE id = $1")
        .with(action)
        .with(written(&outcome)?)
        .with(outcome.order)
        .run(work)?;
    work.record(&Event::ActionDone {
        customer: customer.map(|c| c.0),
        order: outcome.order.map(|o| o.0),
        conversation: ask.conversation,
        action: action.0,
        verb: considered.preview.verb,
        minor: considered.preview.amount.minor,
        currency: considered.preview.currency.code().into(),
    })?;
    Ok(Done { action, outcome, again: false })
}

fn begin(
    work: &mut Work<'_>,
    ask: &Ask,
    key: &str,
    preview: &super::Preview,
    verdict: VerdictId,
    approval: Option<ApprovalId>,
) -> Result<ActionId, Trouble> {
    let (now, actor) = (work.now, work.actor);
    sql(
        "INSERT INTO action (key, verb, request, preview_hash, verdict_id, approval_id, order_id, customer_id, conversation_id, reason,
                             minor, currency, outcome, actor_kind, actor_id, done_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '{}', $13, $14, $15)
         ON CONFLICT (key) DO NOTHING RETURNING id",
    )
    .with(key)
    .with(&preview.verb)
    .with(written(&ask.request)?)
    .with(&preview.hash)
    .with(verdict)
    .with(approval)
    .with(preview.order)
    .with(preview.customer)
    .with(ask.conversation)
    .with(crate::stored::one_line(ask.request.deed().reason(), 200))
    .with(preview.amount.minor)
    .with(preview.amount.currency)
    .with(actor.kind())
    .with(actor.id())
    .with(now)
    .one(work)?
    // Whoever asks twice at once: PostgreSQL plays the loser again, and it then finds what the winner did.
    .ok_or_else(|| Trouble::Repeat("the same key was used at this moment".into()))
}

/// Somebody's own key for an approval, as stored beside it.
pub(crate) const fn approved_ask(request: Request, hash: String, conversation: Option<i64>) -> Ask {
    Ask { request, hash, key: String::new(), agreed: true, conversation }
}
