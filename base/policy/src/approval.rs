//! Who needs whose yes, and how much one person may do in a day.

use crate::judge::held;
use crate::predicate::{self, Gap};
use crate::{Action, Amounts, Approval, Checked, DailyLimit, Facts, Held, Outcome, Policy, Reason, Threshold, reason};

impl Action {
    /// The line that says whose approval this role needs.
    pub fn approval_for(&self, role: &str) -> Option<&Approval> {
        self.needs_approval_above.iter().find(|approval| approval.role == role)
    }
}

/// What has to be approved, if anything. A role nobody thought of, or a currency without a limit, needs approval.
pub(crate) fn needed(action: &Action, facts: &Facts, checked: &mut Vec<Checked>) -> Result<Option<(Outcome, Reason)>, Vec<Gap>> {
    if action.needs_approval_above.is_empty() {
        return Ok(None);
    }
    let needed = needed_by_role(action, facts);
    let state = match &needed {
        Ok(None) => Held::Yes,
        Ok(Some(_)) => Held::No,
        Err(_) => Held::Unknown,
    };
    let facts = facts.only(["actor.role", "action.amount"]);
    checked.push(Checked { rule: "needs_approval_above".into(), held: state, facts });
    needed
}

fn needed_by_role(action: &Action, facts: &Facts) -> Result<Option<(Outcome, Reason)>, Vec<Gap>> {
    let role = predicate::text(facts, "actor.role")?;
    let Some(approval) = action.approval_for(role) else {
        return Ok(Some(asked_of(by_anybody(action), None)));
    };
    let by = approval.by.as_deref().unwrap_or_else(|| by_anybody(action));
    let Threshold::Above(limits) = &approval.above else {
        return Ok((approval.above == Threshold::Always).then(|| asked_of(by, None)));
    };
    let amount = predicate::money(facts, "action.amount")?;
    let above = limits.of(amount.currency);
    let within = above.is_some_and(|limit| amount.minor <= limit.minor);
    Ok((!within).then(|| asked_of(by, above)))
}

/// The last approver named, who by custom is the highest.
fn by_anybody(action: &Action) -> &str {
    let mut approvers = action.needs_approval_above.iter().rev().filter_map(|approval| approval.by.as_deref());
    approvers.next().unwrap_or("admin")
}

fn asked_of(role: &str, above: Option<kit::Money>) -> (Outcome, Reason) {
    (Outcome::NeedsApproval { role: role.to_owned(), above }, reason::approval(role, above))
}

/// Denies what would go over the day's limit of whoever acts.
pub(crate) fn within_the_day(action: &Action, facts: &Facts, reasons: &mut Vec<Reason>, checked: &mut Vec<Checked>) {
    if action.per_day.is_empty() {
        return;
    }
    let told = over_the_day(action, facts);
    let names = ["actor.role", "actor.actions_today", "actor.amount_today", "action.amount"];
    let within = told.as_ref().map(Option::is_none).map_err(Clone::clone);
    checked.push(Checked { rule: "per_day".into(), held: held(&within), facts: facts.only(names) });
    match told {
        Ok(over) => reasons.extend(over),
        Err(gaps) => reasons.extend(gaps.iter().map(reason::of_gap)),
    }
}

/// The actions that give money away for no goods: one person's sum of a day counts over all of them, so that nobody gives as
/// a credit what the limit of refunds would not let them.
pub const GIVES_AWAY: [&str; 8] = [
    "refund",
    "goodwill",
    "credit",
    "adjust_bill",
    "waive_fee",
    "apply_voucher",
    "load_balance",
    "change_subscription",
];

impl Policy {
    /// The day's sums of a role for what gives money away.
    fn day_sums<'p>(&'p self, role: &'p str) -> impl Iterator<Item = &'p Amounts> {
        let actions = GIVES_AWAY.into_iter().filter_map(|name| self.actions.get(name));
        actions
            .flat_map(|action| &action.per_day)
            .filter(move |line| line.role == role)
            .filter_map(|line| line.amount.as_ref())
    }

    /// Whether an action is looked at together with others that give money away.
    pub(crate) fn counts_together(&self, action: &str) -> bool {
        let limited = |name: &str| self.actions.get(name).is_some_and(|action| action.per_day.iter().any(|line| line.amount.is_some()));
        GIVES_AWAY.contains(&action) && GIVES_AWAY.into_iter().any(limited)
    }
}

/// Denies what would give away more in a day, all such actions together, than the largest sum the role has for one of them.
pub(crate) fn within_what_is_given(policy: &Policy, action: &str, facts: &Facts, reasons: &mut Vec<Reason>, checked: &mut Vec<Checked>) {
    if !policy.counts_together(action) {
        return;
    }
    let told = over_what_is_given(policy, facts);
    let within = told.as_ref().map(Option::is_none).map_err(Clone::clone);
    checked.push(Checked {
        rule: "given_per_day".into(),
        held: held(&within),
        facts: facts.only(GIVEN_FACTS),
    });
    match told {
        Ok(over) => reasons.extend(over),
        Err(gaps) => reasons.extend(gaps.iter().map(reason::of_gap)),
    }
}

pub(crate) const GIVEN_FACTS: [&str; 3] = ["actor.role", "actor.given_today", "action.given"];

fn over_what_is_given(policy: &Policy, facts: &Facts) -> Result<Option<Reason>, Vec<Gap>> {
    let role = predicate::text(facts, "actor.role")?;
    if policy.day_sums(role).next().is_none() {
        return Ok(None);
    }
    let (given, today) = (predicate::money(facts, "action.given")?, predicate::money(facts, "actor.given_today")?);
    if given.is_zero() {
        return Ok(None);
    }
    let most = policy.day_sums(role).filter_map(|sums| sums.of(given.currency)).max_by_key(|sum| sum.minor);
    let most = most.ok_or_else(|| vec![Gap::Currency("action.given".into())])?;
    let sum = today.plus(given).map_err(|_| vec![Gap::Currency("actor.given_today".into())])?;
    Ok((sum.minor > most.minor).then(|| reason::too_much(most)))
}

fn over_the_day(action: &Action, facts: &Facts) -> Result<Option<Reason>, Vec<Gap>> {
    let role = predicate::text(facts, "actor.role")?;
    if let Some(own) = action.per_day.iter().find(|limit| limit.role == role) {
        return over_one(own, facts);
    }
    // A role nobody thought of is within the day only if it is by every line.
    for limit in &action.per_day {
        if let Some(over) = over_one(limit, facts)? {
            return Ok(Some(over));
        }
    }
    Ok(None)
}

fn over_one(limit: &DailyLimit, facts: &Facts) -> Result<Option<Reason>, Vec<Gap>> {
    if let Some(most) = limit.count
        && predicate::number(facts, "actor.actions_today")? >= most
    {
        return Ok(Some(reason::too_often(most)));
    }
    over_the_sum(limit, facts)
}

fn over_the_sum(limit: &DailyLimit, facts: &Facts) -> Result<Option<Reason>, Vec<Gap>> {
    let Some(most) = &limit.amount else { return Ok(None) };
    let amount = predicate::money(facts, "action.amount")?;
    let most = predicate::limit(most, amount, "action.amount")?;
    let today = predicate::money(facts, "actor.amount_today")?;
    // Two currencies or an overflow: it cannot be told, so it is not allowed.
    let sum = today.plus(amount).map_err(|_| vec![Gap::Currency("actor.amount_today".into())])?;
    Ok((sum.minor > most.minor).then(|| reason::too_much(most)))
}
