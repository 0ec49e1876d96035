//! The test bench: what a draft would have decided on what was really asked.

use crate::{Facts, Policy, Verdict, judge};
use serde::Serialize;
use std::collections::BTreeMap;

/// What came of judging again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replay {
    /// Cases that would end as they did, for the same reasons.
    pub same: usize,
    /// The others, the largest group first; of equals by action and outcome.
    pub changed: Vec<Changed>,
}

/// Cases that would change in the same way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    pub action: String,
    /// The names of the outcomes, as [`Outcome::name`](crate::Outcome::name) has them.
    pub was: String,
    pub becomes: String,
    /// Codes that would no longer be given, and those that would be given now.
    pub codes_gone: Vec<String>,
    pub codes_new: Vec<String>,
    /// Which of the cases, by their place in the list given.
    pub cases: Vec<usize>,
}

type Group = (String, String, String, Vec<String>, Vec<String>);

/// Judges each case again by the draft. A case counts as changed if its outcome or its codes differ; other words for the
/// same reason are no change.
pub fn replay(draft: &Policy, cases: &[(String, Facts, Verdict)]) -> Replay {
    let mut groups: BTreeMap<Group, Vec<usize>> = BTreeMap::new();
    let mut same = 0;
    for (at, (action, facts, was)) in cases.iter().enumerate() {
        let now = judge(draft, action, facts);
        if now.outcome == was.outcome && now.codes() == was.codes() {
            same += 1;
        } else {
            groups.entry(group(action, was, &now)).or_default().push(at);
        }
    }
    let changed = |((action, was, becomes, codes_gone, codes_new), cases)| Changed { action, was, becomes, codes_gone, codes_new, cases };
    let mut changed: Vec<Changed> = groups.into_iter().map(changed).collect();
    changed.sort_by_key(|group| std::cmp::Reverse(group.cases.len()));
    Replay { same, changed }
}

fn group(action: &str, was: &Verdict, now: &Verdict) -> Group {
    let only_in = |here: &Verdict, there: &Verdict| -> Vec<String> {
        let other = there.codes();
        here.codes().into_iter().filter(|code| !other.contains(code)).map(str::to_owned).collect()
    };
    (action.to_owned(), was.outcome.name().into(), now.outcome.name().into(), only_in(was, now), only_in(now, was))
}
