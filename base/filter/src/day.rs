//! Days as people write them: `today`, `ayer`, `本周`, `2026-11-01`. Which moments that is, a clock on a wall decides.

use crate::Compare;
use crate::lexicon::DAYS;
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use kit::{Locale, Moment};
use serde::{Deserialize, Serialize};

/// A day, or some that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Day {
    Today,
    Yesterday,
    /// Since Monday.
    ThisWeek,
    ThisMonth,
    Date {
        year: i16,
        month: i8,
        day: i8,
    },
}

/// From a moment on, and up to before another.
pub type Bounds = (Option<Moment>, Option<Moment>);

impl Day {
    /// The day somebody typed. Which of `03/04` is the month is not guessed.
    pub fn read(typed: &str) -> Option<Self> {
        if let Some((day, _)) = DAYS.iter().find(|(_, row)| row.knows(typed)) {
            return Some(*day);
        }
        let parts: Vec<&str> = typed.trim().trim_end_matches('日').split(['-', '/', '.', '年', '月']).collect();
        let [year, month, day] = parts.as_slice() else { return None };
        if year.len() != 4 || [month, day].iter().any(|part| part.len() > 2) {
            return None;
        }
        let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
        Some(Self::Date { year: date.year(), month: date.month(), day: date.day() })
    }

    /// As a reader of this language would type it.
    pub fn written(self, locale: Locale) -> String {
        match self {
            Self::Date { year, month, day } => format!("{year:04}-{month:02}-{day:02}"),
            named => DAYS
                .iter()
                .find(|(day, _)| *day == named)
                .map_or_else(String::new, |(_, row)| row.said(locale).to_owned()),
        }
    }

    /// The moments that stand in this relation to the day, by the clock of `zone` (an IANA name; an unknown one reads as UTC).
    pub fn bounds(self, compare: Compare, now: Moment, zone: &str) -> Bounds {
        let Some((from, until)) = self.dates(now.in_zone(zone).date()) else {
            return (Some(now), Some(now));
        };
        let (from, until) = (beginning(from, zone), beginning(until, zone));
        match compare {
            Compare::More => (until, None),
            Compare::AtLeast => (from, None),
            Compare::Less => (None, from),
            Compare::AtMost => (None, until),
            Compare::Exactly => (from, until),
        }
    }

    /// The first day, and the first one after.
    fn dates(self, today: Date) -> Option<(Date, Date)> {
        let one = |date: Date| Some((date, date.tomorrow().ok()?));
        match self {
            Self::Today => one(today),
            Self::Yesterday => one(today.yesterday().ok()?),
            Self::ThisWeek => {
                let since = i64::from(today.weekday().since(Weekday::Monday));
                let monday = today.checked_sub(since.days()).ok()?;
                Some((monday, monday.checked_add(7.days()).ok()?))
            }
            Self::ThisMonth => {
                let first = today.first_of_month();
                Some((first, first.checked_add(1.month()).ok()?))
            }
            Self::Date { year, month, day } => one(Date::new(year, month, day).ok()?),
        }
    }
}

fn beginning(date: Date, zone: &str) -> Option<Moment> {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    Some(Moment(date.to_zoned(zone).ok()?.timestamp().as_microsecond()))
}

/// Whether a moment lies within.
pub fn lies_within(at: Moment, (from, until): Bounds) -> bool {
    from.is_none_or(|from| at >= from) && until.is_none_or(|until| at < until)
}

#[cfg(test)]
mod tests {
    use super::{Day, lies_within};
    use crate::Compare;
    use kit::Moment;

    #[test]
    fn a_day_is_read_in_three_languages_and_a_doubtful_one_is_not_guessed() {
        let first = Day::Date { year: 2026, month: 11, day: 1 };
        for (typed, day) in [
            ("today", Day::Today),
            ("AYER", Day::Yesterday),
            ("本周", Day::ThisWeek),
            ("this week", Day::ThisWeek),
            ("este-mes", Day::ThisMonth),
            ("2026-11-01", first),
            ("2026/11/1", first),
            ("2026年11月1日", first),
        ] {
            assert_eq!(Day::read(typed), Some(day), "{typed}");
        }
        for typed in ["", "tomorrow", "03/04/2026", "2026-13-01", "2026-02-30", "2026-11", "26-11-01"] {
            assert_eq!(Day::read(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_day_begins_and_ends_by_the_clock_on_the_wall() {
        // Friday 27 November 2026, 23:30 in UTC: in Shanghai it is Saturday.
        let now = Moment::from_seconds(1_795_822_200);
        assert_eq!(now.rfc3339(), "2026-11-27T23:30:00Z");
        let hour_ago = now.plus_seconds(-3_600);
        let eight_hours_ago = now.plus_seconds(-8 * 3_600);
        for (day, compare, zone, at, holds) in [
            (Day::Today, Compare::Exactly, "UTC", eight_hours_ago, true),
            (Day::Today, Compare::Exactly, "Asia/Shanghai", eight_hours_ago, false),
            (Day::Today, Compare::Exactly, "Asia/Shanghai", hour_ago, true),
            (Day::Yesterday, Compare::Exactly, "Asia/Shanghai", eight_hours_ago, true),
            (Day::Today, Compare::Less, "UTC", now.plus_seconds(-86_400), true),
            (Day::ThisWeek, Compare::AtLeast, "UTC", now.plus_seconds(-4 * 86_400), true),
            (Day::ThisWeek, Compare::AtLeast, "UTC", now.plus_seconds(-5 * 86_400), false),
            (Day::ThisMonth, Compare::Exactly, "UTC", now.plus_seconds(-26 * 86_400), true),
            (Day::ThisMonth, Compare::Less, "UTC", now.plus_seconds(-27 * 86_400), true),
            (Day::Date { year: 2026, month: 11, day: 27 }, Compare::More, "UTC", hour_ago, false),
            (Day::Date { year: 2026, month: 11, day: 27 }, Compare::AtMost, "UTC", hour_ago, true),
        ] {
            assert_eq!(lies_within(at, day.bounds(compare, now, zone)), holds, "{day:?} {compare:?} {zone} {at:?}");
        }
    }
}
