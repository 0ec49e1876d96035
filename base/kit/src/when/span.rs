//! How long from now: “half an hour”, “1h30”, “dos horas y media”, “一刻钟”.

use super::words::{Form, Unit, Word};
use Word::{After, And, Figure, Half, Hours, Of, Past, Quarter, Tenths, To, YearSign};

/// A time that passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Amount {
    /// So many seconds, and how long the smallest unit is that was said.
    Seconds(i64, i64),
    Days(i64, i64),
    Months(i64, i64),
    /// `17h`, `17h30`: an hour of the clock or a span, with what is short for hours or the whole word.
    Hours {
        hours: i64,
        minutes: i64,
        is_short: bool,
    },
}

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const QUARTER: i64 = HOUR / 4;
const HALF: i64 = HOUR / 2;
const DAY: i64 = 24 * HOUR;

/// The span these words begin with, and how many they are.
pub(super) fn amount(rest: &[Word]) -> Option<(Amount, usize)> {
    part_of_an_hour(rest).or_else(|| hours(rest)).or_else(|| counted(rest))
}

fn part_of_an_hour(rest: &[Word]) -> Option<(Amount, usize)> {
    let (parts, unit, length) = match *rest {
        [Half, unit, ..] => (2, unit, 2),
        [Quarter, Of, unit, ..] => (1, unit, 3),
        [Quarter, unit, ..] => (1, unit, 2),
        [Figure(parts @ 1..=3, _), Quarter, Of, unit, ..] => (parts, unit, 4),
        [Figure(parts @ 1..=3, _), Quarter, unit, ..] => (parts, unit, 3),
        _ => return None,
    };
    is_hour(unit).then_some((Amount::Seconds(parts * QUARTER, MINUTE), length))
}

fn hours(rest: &[Word]) -> Option<(Amount, usize)> {
    let (seconds, length) = match *rest {
        [Figure(count, _), And, Half, unit, ..] if is_hour(unit) => (count.checked_mul(HOUR)?.checked_add(HALF)?, 4),
        [Figure(count, _), unit, And, Half, ..] if is_hour(unit) => (count.checked_mul(HOUR)?.checked_add(HALF)?, 4),
        [Figure(count, _), unit, And, Quarter, ..] if is_hour(unit) => (count.checked_mul(HOUR)?.checked_add(QUARTER)?, 4),
        [unit, And, Half, ..] if is_hour(unit) => (HOUR + HALF, 3),
        [Tenths(tenths), unit, ..] if is_hour(unit) => (tenths.checked_mul(HOUR / 10)?, 2),
        _ => return None,
    };
    Some((Amount::Seconds(seconds, MINUTE), length))
}

fn counted(rest: &[Word]) -> Option<(Amount, usize)> {
    Some(match *rest {
        [Figure(_, _), Word::Unit(Unit::Minute), Past | To, ..] => return None,
        [Figure(count, _), Hours(_), Figure(_, _), Word::Unit(Unit::Minute), ..] => (Amount::Seconds(count.checked_mul(HOUR)?, HOUR), 2),
        [Figure(hours, _), Hours(is_short), Figure(minutes, form), ..] if (10..60).contains(&minutes) || form == Form::Padded => {
            (Amount::Hours { hours, minutes, is_short }, 3)
        }
        [Figure(hours, _), Hours(is_short), ..] => (Amount::Hours { hours, minutes: 0, is_short }, 2),
        [Figure(count, _), YearSign, After, ..] => (of(count, Unit::Year)?, 2),
        [Figure(count, _), Word::Unit(unit), ..] => (of(count, unit)?, 2),
        _ => return None,
    })
}

fn of(count: i64, unit: Unit) -> Option<Amount> {
    Some(match unit {
        Unit::Minute => Amount::Seconds(count.checked_mul(MINUTE)?, MINUTE),
        Unit::Hour => Amount::Seconds(count.checked_mul(HOUR)?, HOUR),
        Unit::Day => Amount::Days(count, DAY),
        Unit::Week => Amount::Days(count.checked_mul(7)?, 7 * DAY),
        Unit::Month => Amount::Months(count, 30 * DAY),
        Unit::Year => Amount::Months(count.checked_mul(12)?, 365 * DAY),
    })
}

const fn is_hour(word: Word) -> bool {
    matches!(word, Word::Unit(Unit::Hour) | Hours(_))
}
