//! Whether a predicate holds. Three answers: yes, no, and cannot be told, with what is missing. The third is never a yes.

use super::{Check, Of, Predicate};
use crate::{Amounts, Fact, Facts, Strength};
use jiff::civil::Date;
use kit::Money;

/// Why it cannot be told, and of which fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    Missing(String),
    /// It is of another kind than the policy expects.
    Unreadable(String),
    /// The amount is in a currency the policy or the other amount does not have.
    Currency(String),
}

type Told<T> = Result<T, Vec<Gap>>;

impl Predicate {
    pub(crate) fn holds(&self, facts: &Facts) -> Told<bool> {
        match self.check() {
            Check::Always => Ok(true),
            Check::All(parts) => decided(parts, facts, false),
            Check::Any(parts) => decided(parts, facts, true),
            Check::Not(part) => part.holds(facts).map(|held| !held),
            Check::Flag(fact, is) => Ok(flag(facts, fact)? == is),
            Check::Number(fact, least, most) => {
                let number = number(facts, fact)?;
                Ok(least.is_none_or(|least| least <= number) && most.is_none_or(|most| number <= most))
            }
            Check::Texts(fact, of, list) => Ok(of.compare(texts(facts, fact)?, list)),
            Check::Below(fact, limits) => {
                let amount = money(facts, fact)?;
                Ok(amount.minor < limit(limits, amount, fact)?.minor)
            }
            Check::Within(fact, least, most) => {
                let amount = money(facts, fact)?;
                let least = least.map(|limits| limit(limits, amount, fact)).transpose()?;
                let most = most.map(|limits| limit(limits, amount, fact)).transpose()?;
                Ok(least.is_none_or(|least| least.minor <= amount.minor) && most.is_none_or(|most| amount.minor <= most.minor))
            }
            Check::NoMoreThan(fact, of) => no_more_than(facts, fact, of),
            Check::Days(since, most) => Ok((0..=most).contains(&days_since(facts, since)?)),
            Check::Dates(fact, from, until) => {
                let day = date(facts, fact)?;
                Ok(from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until))
            }
            Check::Verified(needed) => Ok(verified(facts)? >= needed),
        }
    }
}

impl Of {
    fn compare(self, texts: &[String], list: &[String]) -> bool {
        match self {
            // Nothing at all is not “every one of these”: no category known is no permission.
            Self::Every => !texts.is_empty() && texts.iter().all(|text| list.contains(text)),
            Self::Some => texts.iter().any(|text| list.contains(text)),
            Self::None => !texts.iter().any(|text| list.contains(text)),
        }
    }
}

/// One part that comes to `decisive` decides, whatever cannot be told of the others.
fn decided(parts: &[Predicate], facts: &Facts, decisive: bool) -> Told<bool> {
    let mut gaps = Vec::new();
    for part in parts {
        match part.holds(facts) {
            Ok(held) if held == decisive => return Ok(decisive),
            Ok(_) => {}
            Err(more) => gaps.extend(more),
        }
    }
    if gaps.is_empty() { Ok(!decisive) } else { Err(gaps) }
}

fn no_more_than(facts: &Facts, fact: &str, of: &str) -> Told<bool> {
    let (amount, most) = match (money(facts, fact), money(facts, of)) {
        (Ok(amount), Ok(most)) => (amount, most),
        (Err(mut gaps), Err(more)) => {
            gaps.extend(more);
            return Err(gaps);
        }
        (Err(gaps), _) | (_, Err(gaps)) => return Err(gaps),
    };
    if amount.currency == most.currency {
        Ok(amount.minor <= most.minor)
    } else {
        Err(vec![Gap::Currency(fact.into())])
    }
}

/// Days from a past day to today; negative if it lies ahead.
pub(crate) fn days_since(facts: &Facts, since: &str) -> Told<i64> {
    let (since, today) = match (date(facts, since), date(facts, "today")) {
        (Ok(since), Ok(today)) => (since, today),
        (Err(mut gaps), Err(more)) => {
            gaps.extend(more);
            return Err(gaps);
        }
        (Err(gaps), _) | (_, Err(gaps)) => return Err(gaps),
    };
    let days = today.since(since).map(|span| i64::from(span.get_days()));
    days.map_err(|_| vec![Gap::Unreadable("today".into())])
}

fn verified(facts: &Facts) -> Told<Strength> {
    let name = known(facts, "customer.verified")?;
    let strength = match name {
        Fact::Text(name) => Strength::of_name(name),
        _ => None,
    };
    strength.ok_or_else(|| unreadable("customer.verified"))
}

pub(crate) fn money(facts: &Facts, fact: &str) -> Told<Money> {
    match known(facts, fact)? {
        // An action below nothing would slip under every limit; whoever means the other direction names the other action.
        Fact::Money(money) if fact == "action.amount" && money.is_negative() => Err(unreadable(fact)),
        Fact::Money(money) => Ok(*money),
        _ => Err(unreadable(fact)),
    }
}

pub(crate) fn number(facts: &Facts, fact: &str) -> Told<i64> {
    match known(facts, fact)? {
        Fact::Number(number) => Ok(*number),
        _ => Err(unreadable(fact)),
    }
}

pub(crate) fn text<'f>(facts: &'f Facts, fact: &str) -> Told<&'f str> {
    match known(facts, fact)? {
        Fact::Text(text) => Ok(text),
        _ => Err(unreadable(fact)),
    }
}

pub(crate) fn limit(limits: &Amounts, amount: Money, fact: &str) -> Told<Money> {
    limits.of(amount.currency).ok_or_else(|| vec![Gap::Currency(fact.into())])
}

fn flag(facts: &Facts, fact: &str) -> Told<bool> {
    match known(facts, fact)? {
        Fact::Flag(flag) => Ok(*flag),
        _ => Err(unreadable(fact)),
    }
}

fn texts<'f>(facts: &'f Facts, fact: &str) -> Told<&'f [String]> {
    known(facts, fact)?.texts().ok_or_else(|| unreadable(fact))
}

fn date(facts: &Facts, fact: &str) -> Told<Date> {
    known(facts, fact)?.date().ok_or_else(|| unreadable(fact))
}

fn known<'f>(facts: &'f Facts, fact: &str) -> Told<&'f Fact> {
    facts.get(fact).ok_or_else(|| vec![Gap::Missing(fact.into())])
}

fn unreadable(fact: &str) -> Vec<Gap> {
    vec![Gap::Unreadable(fact.into())]
}
