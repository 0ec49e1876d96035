//! Values that are more or less than another: spans of time and days, priorities, ratings. Each of several alternatives
//! may bring a sign of its own: `waiting:>2h`, `rating:1,>4`.

use crate::lexicon::{PRIORITIES, UNRATED, nearest};
use crate::pieces::{at_commas, unquoted};
use crate::told::{Told, sign_of};
use crate::{Age, Compare, Condition, Day, Fault, Wrong, span};

/// `waiting>2h`, `created:today`, `updated<7d`.
pub fn time(told: &Told<'_>, age: Age) -> Result<Condition, Fault> {
    // `1,5h` is one and a half, for who writes it so.
    if let Some(seconds) = span::seconds(&unquoted(told.value)) {
        return Ok(since(age, told.compare, seconds));
    }
    each(told, |compare, typed| {
        if let Some(seconds) = span::seconds(typed) {
            return Ok(since(age, compare, seconds));
        }
        match Day::read(typed) {
            Some(day) => Ok(Condition::On { age, compare, day }),
            None => Err(told.value_fault(Wrong::Span, Some(if age == Age::Waiting { "2h" } else { "7d" }))),
        }
    })
}

/// `waiting:2h` is said by people who mean “two hours or more”.
fn since(age: Age, compare: Compare, seconds: i64) -> Condition {
    let compare = if compare == Compare::Exactly { Compare::AtLeast } else { compare };
    Condition::Since { age, compare, seconds }
}

/// `priority>=high`, `priority:urgent,high`.
pub fn priority(told: &Told<'_>) -> Result<Condition, Fault> {
    each(told, |compare, typed| match PRIORITIES.iter().find(|row| row.knows(typed)) {
        Some(row) => Ok(Condition::Priority { compare, level: row.word().to_owned() }),
        None => {
            let known = PRIORITIES.iter().flat_map(|row| row.words());
            Err(told.value_fault(Wrong::Priority, nearest(typed, known)))
        }
    })
}

/// `rating<3`, `rating:1,2`, `rating:none`.
pub fn rating(told: &Told<'_>) -> Result<Condition, Fault> {
    each(told, |compare, typed| {
        let value = typed.parse::<i64>().ok().filter(|value| (1..=5).contains(value));
        match value {
            Some(_) => Ok(Condition::Rating { compare, value }),
            None if compare == Compare::Exactly && UNRATED.knows(typed) => Ok(Condition::Rating { compare, value: None }),
            None => Err(told.value_fault(Wrong::Rating, None)),
        }
    })
}

/// Any of what stands between commas.
fn each(told: &Told<'_>, one: impl Fn(Compare, &str) -> Result<Condition, Fault>) -> Result<Condition, Fault> {
    let mut parts = Vec::new();
    for (_, part) in at_commas(told.value) {
        let typed = unquoted(part);
        let (compare, typed) = sign_of(typed.trim()).unwrap_or((told.compare, typed.trim()));
        if typed.trim().is_empty() {
            continue;
        }
        let part = one(compare, typed.trim())?;
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    if parts.is_empty() {
        Err(told.fault(Wrong::Empty, None))
    } else {
        Ok(Condition::any(parts))
    }
}
