//! The preview: what would be done, what it costs, what cannot be undone, and what the policy says; nothing is changed.

use super::{Effect, Origin, Place, Plan, Request, Stop, facts};
use crate::order::OrderId;
use crate::stored::written;
use crate::verdict::{self, PolicyId, Verdict};
use customers::CustomerId;
use db::{Actor, Trouble, Tx};
use kit::{Currency, Money, sha256_hex};
use policy::{Facts, Outcome};
use serde::{Deserialize, Serialize};

/// One line people read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The entry's or movement's word: `unit`, `credit`, `refund`, `capture` …
    pub kind: String,
    pub label: String,
    pub amount: Money,
}

/// What an action would do, as it stands at this moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    pub verb: String,
    pub order: Option<OrderId>,
    pub customer: Option<CustomerId>,
    pub currency: Currency,
    /// What the bill gains or loses.
    pub lines: Vec<Line>,
    /// What money moves, and how.
    pub money: Vec<Line>,
    /// What is at stake: the amount limits and approvals look at.
    pub amount: Money,
    /// Words of the catalogue keys `orders-final-…`.
    pub cannot_be_undone: Vec<String>,
    pub verdict: Verdict,
    /// Everything it would do, for programs; `None` if it is impossible.
    pub plan: Option<Plan>,
    /// To be carried back to [`super::confirm`].
    pub hash: String,
}

/// An action looked at from all sides.
pub(crate) struct Considered {
    pub preview: Preview,
    pub place: Option<Place>,
    pub facts: Facts,
    pub policy: Option<PolicyId>,
}

/// Works out what `request` would do if `actor` asked for it.
pub fn preview(tx: &mut Tx<'_>, actor: Actor, request: &Request) -> Result<Preview, Trouble> {
    preview_from(tx, actor, request, &Origin::of(actor))
}

/// As [`preview`], told where it is asked for, as far as that is known.
pub fn preview_from(tx: &mut Tx<'_>, actor: Actor, request: &Request, origin: &Origin) -> Result<Preview, Trouble> {
    Ok(consider(tx, actor, request, origin)?.preview)
}

pub(crate) fn consider(tx: &mut Tx<'_>, actor: Actor, request: &Request, origin: &Origin) -> Result<Considered, Trouble> {
    let deed = request.deed();
    let at = match deed.place(tx) {
        Ok(at) => at,
        Err(Stop::Denied(code)) => return nowhere(request, code),
        Err(Stop::Trouble(trouble)) => return Err(trouble),
    };
    if !at.may_be_seen_by(actor) {
        return Err(Trouble::NotFound("order"));
    }
    let (plan, impossible) = match deed.plan(tx, &at) {
        Ok(plan) => (Some(plan), None),
        Err(Stop::Denied(code)) => (None, Some(code)),
        Err(Stop::Trouble(trouble)) => return Err(trouble),
    };
    let base = facts::of(tx, actor, &deed.verb(), &at, plan.as_ref(), origin.within(actor))?
        .with("action.reason", deed.reason())
        .with_known("channel", origin.channel.clone())
        .with_known("conversation.category", origin.category.clone());
    let facts = match deed.facts(tx, &at, base.clone()) {
        Ok(facts) => facts,
        Err(Stop::Denied(_)) => base,
        Err(Stop::Trouble(trouble)) => return Err(trouble),
    };
    let facts = in_whose_conversation(tx, &at, origin, facts)?;
    let (policy, verdict) = verdict::judged(tx, &at.brand, &at.country, &deed.verb(), &facts, impossible)?;
    let preview = shown(request, &at, plan, verdict, policy)?;
    Ok(Considered { preview, place: Some(at), facts, policy })
}

/// Asked in Tom's conversation, Mia's order is not his, even if an agent asks who sees both.
fn in_whose_conversation(tx: &mut Tx<'_>, at: &Place, origin: &Origin, facts: Facts) -> Result<Facts, Trouble> {
    let Some(asking) = origin.customer.filter(|asking| at.customer != Some(*asking)) else {
        return Ok(facts);
    };
    if at.customer == Some(customers::current(tx, asking)?) {
        return Ok(facts);
    }
    Ok(facts.with("customer.owns_order", false).with("customer.owns_account", false))
}

fn shown(request: &Request, at: &Place, plan: Option<Plan>, verdict: Verdict, policy: Option<PolicyId>) -> Result<Preview, Trouble> {
    let version = at.order.as_ref().map(|order| (order.id, order.version));
    let hash = sha256_hex(written(&(request, version, &plan, policy, &verdict.outcome))?.as_bytes());
    let empty = Plan::default();
    let of = plan.as_ref().unwrap_or(&empty);
    let line = |kind: &str, label: &str, amount| Line { kind: kind.into(), label: label.into(), amount };
    let granted = of.grants.iter().map(|grant| line("grant", "store_credit", grant.amount));
    let loaded = of.effects.iter().filter_map(|effect| match effect {
        Effect::LoadsBalance { kind, amount, .. } => Some(line("load", kind.word(), *amount)),
        _ => None,
    });
    Ok(Preview {
        verb: request.verb(),
        order: at.order.as_ref().map(|order| order.id),
        customer: at.customer,
        currency: at.currency,
        lines: of.all_entries().map(|entry| line(entry.kind.word(), &entry.label, entry.amount.gross)).collect(),
        money: of
            .all_movements()
            .map(|moved| line(moved.kind.word(), moved.method_kind.word(), moved.amount))
            .chain(granted)
            .chain(loaded)
            .collect(),
        amount: facts::at_stake(at, of)?,
        cannot_be_undone: of.cannot_be_undone.clone(),
        verdict,
        plan,
        hash,
    })
}

/// A request that names a place that is not there.
fn nowhere(request: &Request, code: &'static str) -> Result<Considered, Trouble> {
    let verdict = verdict::impossible(code);
    let hash = sha256_hex(written(&(request, code))?.as_bytes());
    let preview = Preview {
        verb: request.verb(),
        order: None,
        customer: None,
        currency: Currency::EUR,
        lines: Vec::new(),
        money: Vec::new(),
        amount: Currency::EUR.zero(),
        cannot_be_undone: Vec::new(),
        verdict,
        plan: None,
        hash,
    };
    Ok(Considered { preview, place: None, facts: Facts::new(), policy: None })
}

impl Preview {
    /// Whether confirming it can do something: at once, or after an approval.
    pub const fn is_possible(&self) -> bool {
        !matches!(self.verdict.outcome, Outcome::Denied)
    }
}
