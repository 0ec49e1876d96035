//! Dates in figures, in the order in which the reader's language shows them.

use super::day::Day;
use crate::Locale;
use jiff::civil::Date;

/// `2026-12-24`, `24/12`, `12/24/26`, `24.12.2026`. With slashes English and Chinese read the month first, as they show
/// it; where only the other order gives a date, that one is meant. With dots the day stands first everywhere.
pub(super) fn date(text: &str, locale: Option<Locale>) -> Option<Day> {
    let sign = text.chars().find(|c| matches!(c, '/' | '-' | '.'))?;
    let parts: Vec<&str> = text.split(sign).collect();
    match *parts.as_slice() {
        [year, month, day] if year.len() == 4 => day_of(Some(year.parse().ok()?), month, day),
        [one, other, year] if year.len() == 4 => either(Some(year.parse().ok()?), one, other, sign, locale),
        // Where a year may stand in front, two figures of one say nothing.
        [one, other, year] if year.len() == 2 && sign != '-' && locale != Some(Locale::Zh) => {
            either(Some(2_000 + year.parse::<i16>().ok()?), one, other, sign, locale)
        }
        [one, other] if sign == '/' => either(None, one, other, sign, locale),
        _ => None,
    }
}

fn either(year: Option<i16>, one: &str, other: &str, sign: char, locale: Option<Locale>) -> Option<Day> {
    let (day_first, month_first) = (day_of(year, other, one), day_of(year, one, other));
    match (sign, locale) {
        ('.', _) | (_, Some(Locale::Es)) => day_first.or(month_first),
        (_, Some(Locale::En | Locale::Zh)) => month_first.or(day_first),
        (_, None) if day_first.is_none() || month_first.is_none() || day_first == month_first => day_first.or(month_first),
        (_, None) => None,
    }
}

fn day_of(year: Option<i16>, month: &str, day: &str) -> Option<Day> {
    let short = |text: &str| (1..=2).contains(&text.len()).then(|| text.parse::<i8>().ok()).flatten();
    let (month, day) = (short(month)?, short(day)?);
    // A leap year, so that the 29th of February is a day.
    Date::new(year.unwrap_or(2_028), month, day).ok()?;
    Some(Day::Date { year, month, day })
}
