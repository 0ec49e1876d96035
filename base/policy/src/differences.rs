//! What is different between two policies, piece by piece: what whoever approves a draft looks at.

use crate::Policy;
use crate::parts::{Part, parts};
use document::Words;
use serde::Serialize;

/// One piece that came, went or changed. At least one of `before` and `after` is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The action it belongs to; none for the policy as a whole.
    pub action: Option<String>,
    /// The piece: `rule:within-30-days`, `needs_confirmation`, `per_day:agent`, `order` of the rules.
    pub part: String,
    pub before: Option<Words>,
    pub after: Option<Words>,
}

/// Everything that differs, in the order of the old policy and then of the new one. Equal policies have none.
pub fn differences(old: &Policy, new: &Policy) -> Vec<Difference> {
    let (before, after) = (parts(old), parts(new));
    let same = |one: &Part, other: &Part| one.action == other.action && one.name == other.name;
    let mut found = Vec::new();
    if old.name != new.name {
        found.push(Difference {
            action: None,
            part: "name".into(),
            before: Some(Words::same(&old.name)),
            after: Some(Words::same(&new.name)),
        });
    }
    for part in &before {
        let now = after.iter().find(|now| same(now, part));
        if now.is_none_or(|now| now.value != part.value) {
            found.push(difference(Some(part), now));
        }
    }
    let came = after.iter().filter(|part| !before.iter().any(|was| same(was, part)));
    found.extend(came.map(|part| difference(None, Some(part))));
    found.extend(old.actions.keys().filter_map(|action| reordered(action, old, new)));
    found
}

fn difference(before: Option<&Part>, after: Option<&Part>) -> Difference {
    let either = before.or(after);
    let words = |part: &Part| match &part.otherwise {
        Some(otherwise) => Words::each(|locale| format!("{} {}", part.said.of(locale), otherwise.of(locale))),
        None => part.said.clone(),
    };
    Difference {
        action: either.and_then(|part| part.action.clone()),
        part: either.map(|part| part.name.clone()).unwrap_or_default(),
        before: before.map(words),
        after: after.map(words),
    }
}

/// The same rules in another order: the customer hears the reasons in another order.
fn reordered(action: &str, old: &Policy, new: &Policy) -> Option<Difference> {
    let names = |policy: &Policy, other: &Policy| -> Option<Vec<String>> {
        let (rules, others) = (&policy.actions.get(action)?.rules, &other.actions.get(action)?.rules);
        let both = rules.iter().map(|rule| &rule.name).filter(|name| others.iter().any(|rule| rule.name == **name));
        Some(both.cloned().collect())
    };
    let (before, after) = (names(old, new)?, names(new, old)?);
    let listed = |names: &[String]| Some(Words::same(names.join(", ")));
    (before != after).then(|| Difference {
        action: Some(action.to_owned()),
        part: "order".into(),
        before: listed(&before),
        after: listed(&after),
    })
}
