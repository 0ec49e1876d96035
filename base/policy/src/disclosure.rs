//! What may be told to whom: identity before disclosure.

use crate::judge::held;
use crate::{Checked, Facts, Outcome, Policy, Predicate, Verdict, reason};

/// Whether this may be told to the customer as they are verified now. What the policy does not name is not told.
pub fn disclose(policy: &Policy, what: &str, facts: &Facts) -> Verdict {
    let Some(needed) = policy.disclosures.get(what) else {
        return Verdict { outcome: Outcome::Denied, reasons: vec![reason::not_told()], checked: vec![] };
    };
    let told = Predicate::CustomerVerifiedBy(*needed).holds(facts);
    let checked = vec![Checked {
        rule: "identity".into(),
        held: held(&told),
        facts: facts.only(["customer.verified"]),
    }];
    let (outcome, reasons) = match told {
        Ok(true) => (Outcome::Allowed, vec![]),
        Ok(false) => (Outcome::Denied, vec![reason::too_weak(*needed)]),
        Err(gaps) => (Outcome::Denied, gaps.iter().map(reason::of_gap).collect()),
    };
    Verdict { outcome, reasons, checked }
}
