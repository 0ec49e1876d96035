//! Whether two conditions can never hold together. A no means only that this file does not see it.

use crate::predicate::{Check, Of};
use crate::{Amounts, Predicate};

/// The conditions that all hold if this one does.
pub(super) fn parts_of(predicate: &Predicate) -> Vec<&Predicate> {
    match predicate.check() {
        Check::All(parts) => parts.iter().flat_map(parts_of).collect(),
        _ => vec![predicate],
    }
}

/// Whether no facts at all fulfil both.
pub(super) fn excludes(one: &Predicate, other: &Predicate) -> bool {
    match (one.check(), other.check()) {
        (Check::Not(not), _) if not == other => true,
        (_, Check::Not(not)) if not == one => true,
        (Check::Flag(fact, is), Check::Flag(same, other)) => fact == same && is != other,
        (Check::Texts(fact, of, list), Check::Texts(same, other_of, other)) if fact == same => texts(of, list, other_of, other),
        (Check::Number(fact, least, most), Check::Number(same, other_least, other_most)) if fact == same => {
            below(most, other_least) || below(other_most, least)
        }
        (Check::Below(fact, most), Check::Within(same, Some(least), _))
        | (Check::Within(same, Some(least), _), Check::Below(fact, most)) => fact == same && under(most, least, true),
        (Check::Within(fact, least, most), Check::Within(same, other_least, other_most)) if fact == same => {
            let apart =
                |most: Option<&Amounts>, least: Option<&Amounts>| most.zip(least).is_some_and(|(most, least)| under(most, least, false));
            apart(most, other_least) || apart(other_most, least)
        }
        (Check::Dates(fact, from, until), Check::Dates(same, other_from, other_until)) if fact == same => {
            below(until, other_from) || below(other_until, from)
        }
        _ => false,
    }
}

fn texts(of: Of, list: &[String], other_of: Of, other: &[String]) -> bool {
    let meet = || list.iter().any(|value| other.contains(value));
    let inside = |inner: &[String], outer: &[String]| inner.iter().all(|value| outer.contains(value));
    match (of, other_of) {
        (Of::Every, Of::Every | Of::Some) | (Of::Some, Of::Every) => !meet(),
        (Of::Every | Of::Some, Of::None) => inside(list, other),
        (Of::None, Of::Every | Of::Some) => inside(other, list),
        (Of::Some, Of::Some) | (Of::None, Of::None) => false,
    }
}

fn below<T: PartialOrd>(most: Option<T>, least: Option<T>) -> bool {
    most.zip(least).is_some_and(|(most, least)| most < least)
}

/// Whether in every currency both name, the upper limit lies under the lower one (or on it, if it must be below).
fn under(most: &Amounts, least: &Amounts, strictly: bool) -> bool {
    let mut both = most.all().iter().filter_map(|most| Some((most.minor, least.of(most.currency)?.minor))).peekable();
    both.peek().is_some() && both.all(|(most, least)| most < least || (strictly && most == least))
}
