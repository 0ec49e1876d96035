//! Who needs whose yes, and how much one person may do in a day.

use crate::judge::held;
use crate::predicate::{self, Gap};
use crate::{Action, Approval, Checked, DailyLimit, Facts, Held, Outcome, Reason, Threshold, reason};

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
