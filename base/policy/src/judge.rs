//! The judgement: one action, one policy, the facts.

use crate::predicate::Gap;
use crate::reason::{self, filled};
use crate::{Action, Checked, Facts, Held, Outcome, Policy, Predicate, Reason, Rule, Strength, Verdict, approval};

/// Judges an action. Never panics, whatever the facts; what cannot be told is denied with a code that names the fact.
///
/// Every rule is looked at, so that the customer hears all reasons at once and not one after the other.
pub fn judge(policy: &Policy, action: &str, facts: &Facts) -> Verdict {
    let Some(rules) = policy.actions.get(action).filter(|rules| !rules.rules.is_empty()) else {
        return Verdict { outcome: Outcome::Denied, reasons: vec![reason::no_rules()], checked: vec![] };
    };
    let mut reasons = Vec::new();
    let mut checked = Vec::new();
    identity(rules.identity, facts, &mut reasons, &mut checked);
    for rule in &rules.rules {
        checked.push(look_at(rule, policy, facts, &mut reasons));
    }
    approval::within_the_day(rules, facts, &mut reasons, &mut checked);
    approval::within_what_is_given(policy, action, facts, &mut reasons, &mut checked);
    if !reasons.is_empty() {
        reasons.dedup();
        return Verdict { outcome: Outcome::Denied, reasons, checked };
    }
    allowed(rules, facts, checked)
}

/// What is not denied is allowed, perhaps after an approval or a yes.
fn allowed(rules: &Action, facts: &Facts, mut checked: Vec<Checked>) -> Verdict {
    let (outcome, reasons) = match approval::needed(rules, facts, &mut checked) {
        Err(gaps) => (Outcome::Denied, gaps.iter().map(reason::of_gap).collect()),
        Ok(Some((outcome, reason))) => (outcome, vec![reason]),
        Ok(None) if rules.needs_confirmation => (Outcome::NeedsConfirmation, vec![reason::confirm()]),
        Ok(None) => (Outcome::Allowed, vec![]),
    };
    Verdict { outcome, reasons, checked }
}

fn identity(needed: Strength, facts: &Facts, reasons: &mut Vec<Reason>, checked: &mut Vec<Checked>) {
    if needed == Strength::None {
        return;
    }
    let told = Predicate::CustomerVerifiedBy(needed).holds(facts);
    checked.push(Checked {
        rule: "identity".into(),
        held: held(&told),
        facts: facts.only(["customer.verified"]),
    });
    match told {
        Ok(true) => {}
        Ok(false) => reasons.push(reason::too_weak(needed)),
        Err(gaps) => reasons.extend(gaps.iter().map(reason::of_gap)),
    }
}

/// Looks at one rule; what it denies is added to the reasons.
fn look_at(rule: &Rule, policy: &Policy, facts: &Facts, reasons: &mut Vec<Reason>) -> Checked {
    let asked = rule.when.as_ref().map_or(Ok(true), |when| when.holds(facts));
    let told = match asked {
        Ok(true) => rule.require.holds(facts),
        Ok(false) => return Checked { held: Held::NotAsked, ..as_looked_at(rule, facts) },
        Err(gaps) => Err(gaps),
    };
    match &told {
        Ok(true) => {}
        Ok(false) => reasons.push(denial(rule, facts)),
        Err(gaps) => reasons.extend(gaps.iter().map(|gap| reason::of_gap_in(gap, policy))),
    }
    Checked { held: held(&told), ..as_looked_at(rule, facts) }
}

fn as_looked_at(rule: &Rule, facts: &Facts) -> Checked {
    let names = rule.when.iter().chain([&rule.require]).flat_map(Predicate::facts);
    Checked { rule: rule.name.clone(), held: Held::Unknown, facts: facts.only(names) }
}

fn denial(rule: &Rule, facts: &Facts) -> Reason {
    Reason {
        code: rule.code.clone(),
        text: filled(&rule.text, &rule.require, facts),
        next_step: filled(&rule.next_step, &rule.require, facts),
        article: rule.article.clone(),
    }
}

pub(crate) fn held(told: &Result<bool, Vec<Gap>>) -> Held {
    match told {
        Ok(true) => Held::Yes,
        Ok(false) => Held::No,
        Err(_) => Held::Unknown,
    }
}
