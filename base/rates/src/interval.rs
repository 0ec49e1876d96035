//! Periods: from one boundary to the next, all counted from the anchor, so that the 31st comes back after February.

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    Days(i32),
    Weeks(i32),
    Months(i32),
    Years(i32),
}

/// Days from `from` up to and without `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub from: Date,
    pub until: Date,
}

impl Period {
    /// How many days it has.
    pub fn days(self) -> i64 {
        days_between(self.from, self.until)
    }
}

impl Every {
    /// The boundary `count` periods after the anchor; before it if negative. A day the month does not have is its last one.
    pub fn boundary(self, anchor: Date, count: i64) -> Option<Date> {
        anchor.checked_add(self.span(count)?).ok()
    }

    fn span(self, count: i64) -> Option<Span> {
        let times = |each: i32| i64::from(each.max(1)).checked_mul(count);
        let none = Span::new();
        match self {
            Self::Days(each) => none.try_days(times(each)?).ok(),
            Self::Weeks(each) => none.try_weeks(times(each)?).ok(),
            Self::Months(each) => none.try_months(times(each)?).ok(),
            Self::Years(each) => none.try_years(times(each)?).ok(),
        }
    }

    /// About how many days one has, never too few: for a first guess that is then mended.
    const fn days_at_most(self) -> i64 {
        match self {
            Self::Days(each) => each as i64,
            Self::Weeks(each) => each as i64 * 7,
            Self::Months(each) => each as i64 * 31,
            Self::Years(each) => each as i64 * 366,
        }
    }
}

/// The period that contains a day. None only where the calendar ends.
pub fn period_of(anchor: Date, every: Every, day: Date) -> Option<Period> {
    let mut count = days_between(anchor, day).div_euclid(every.days_at_most().max(1));
    while every.boundary(anchor, count + 1)? <= day {
        count += 1;
    }
    while every.boundary(anchor, count)? > day {
        count -= 1;
    }
    Some(Period { from: every.boundary(anchor, count)?, until: every.boundary(anchor, count + 1)? })
}

pub(crate) fn days_between(from: Date, until: Date) -> i64 {
    from.until(until).map_or(0, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_31st_and_the_leap_day_come_back() {
        for (anchor, every, day, from, until) in [
            ((2026, 1, 31), Every::Months(1), (2026, 2, 15), (2026, 1, 31), (2026, 2, 28)),
            ((2026, 1, 31), Every::Months(1), (2026, 2, 28), (2026, 2, 28), (2026, 3, 31)),
            ((2026, 1, 31), Every::Months(1), (2026, 3, 30), (2026, 2, 28), (2026, 3, 31)),
            ((2026, 1, 31), Every::Months(1), (2026, 4, 30), (2026, 4, 30), (2026, 5, 31)),
            ((2028, 1, 30), Every::Months(1), (2028, 2, 29), (2028, 2, 29), (2028, 3, 30)),
            ((2024, 2, 29), Every::Years(1), (2025, 2, 28), (2025, 2, 28), (2026, 2, 28)),
            ((2024, 2, 29), Every::Years(1), (2028, 2, 28), (2027, 2, 28), (2028, 2, 29)),
            ((2026, 1, 1), Every::Weeks(2), (2026, 1, 14), (2026, 1, 1), (2026, 1, 15)),
            ((2026, 3, 15), Every::Months(3), (2026, 3, 14), (2025, 12, 15), (2026, 3, 15)),
            ((2026, 1, 1), Every::Days(30), (2026, 3, 2), (2026, 3, 2), (2026, 4, 1)),
        ] {
            let day_of = |(year, month, day): (i16, i8, i8)| date(year, month, day);
            let period = period_of(day_of(anchor), every, day_of(day));
            assert_eq!(period, Some(Period { from: day_of(from), until: day_of(until) }), "{anchor:?} {every:?} {day:?}");
        }
    }
}
