//! Which date a day has that was named.

use super::{Later, MIDNIGHT};
use crate::Moment;
use jiff::ToSpan as _;
use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;

/// A day as it was named, before it is known which one that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    Ahead(Later),
    /// The next one after today.
    Weekday(Weekday),
    /// The next one, today among them.
    This(Weekday),
    /// A day of the week that is so many after this one, from Monday on.
    OfWeek(i64, Weekday),
    /// The fifteenth, whichever month comes first.
    OfMonth(i8),
    OfMonthAhead(i64, i8),
    Date {
        year: Option<i16>,
        month: i8,
        day: i8,
    },
    NextYear {
        month: i8,
        day: i8,
    },
    /// The Friday of a week so many ahead.
    EndOfWeek(i64),
    /// The last day of a month so many ahead.
    EndOfMonth(i64),
    EndOf {
        month: i8,
    },
    EndOfYear,
}

impl Day {
    /// Whether it is the end of something longer.
    pub(super) const fn ends(self) -> bool {
        matches!(self, Self::EndOfWeek(_) | Self::EndOfMonth(_) | Self::EndOf { .. } | Self::EndOfYear)
    }
}

/// A day, and the weekday that was said with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) day: Day,
    pub(super) weekday: Option<Weekday>,
}

/// Its date; `None` where there is none, where the weekday is another one or nobody plans that far ahead.
pub(super) fn date(named: Named, today: Date) -> Option<Date> {
    let date = dated(named.day, today)?;
    let furthest = today.checked_add(10.years()).ok()?;
    (date <= furthest && named.weekday.is_none_or(|weekday| date.weekday() == weekday)).then_some(date)
}

fn dated(day: Day, today: Date) -> Option<Date> {
    let month_ahead = |months: i64| today.first_of_month().checked_add(months.months()).ok();
    match day {
        Day::Ahead(later) => today.checked_add(later.span()?).ok(),
        // Who says “Monday” on a Monday means the next one.
        Day::Weekday(weekday) => today.nth_weekday(1, weekday).ok(),
        Day::This(weekday) if today.weekday() == weekday => Some(today),
        Day::This(weekday) => today.nth_weekday(1, weekday).ok(),
        Day::OfWeek(weeks, weekday) => of_week(weeks, weekday, today),
        Day::OfMonth(day) => (0..=2).filter_map(|months| of_month(month_ahead(months)?, day)).find(|date| *date >= today),
        Day::OfMonthAhead(months, day) => of_month(month_ahead(months)?, day),
        Day::Date { year: Some(year), month, day } => Date::new(year, month, day).ok(),
        Day::Date { year: None, month, day } => {
            let this_year = Date::new(today.year(), month, day).ok().filter(|date| *date >= today);
            this_year.or_else(|| Date::new(today.year() + 1, month, day).ok())
        }
        Day::NextYear { month, day } => Date::new(today.year() + 1, month, day).ok(),
        Day::EndOfWeek(weeks) => of_week(weeks, Weekday::Friday, today),
        Day::EndOfMonth(months) => Some(month_ahead(months)?.last_of_month()),
        Day::EndOf { month } => {
            let this_year = Date::new(today.year(), month, 1).ok()?.last_of_month();
            if this_year >= today {
                Some(this_year)
            } else {
                Some(Date::new(today.year() + 1, month, 1).ok()?.last_of_month())
            }
        }
        Day::EndOfYear => Some(today.last_of_year()),
    }
}

fn of_week(weeks: i64, weekday: Weekday, today: Date) -> Option<Date> {
    let monday = today.checked_sub(i64::from(today.weekday().to_monday_zero_offset()).days()).ok()?;
    monday.checked_add((weeks * 7 + i64::from(weekday.to_monday_zero_offset())).days()).ok()
}

fn of_month(first: Date, day: i8) -> Option<Date> {
    Date::new(first.year(), first.month(), day).ok()
}

/// That minute of a day, or of the night that follows it. An hour the clock skips is read as the one after it.
pub(super) fn at(date: Date, minutes: i16, zone: &str) -> Option<Moment> {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let (date, minutes) = if minutes >= MIDNIGHT {
        (date.tomorrow().ok()?, minutes - MIDNIGHT)
    } else {
        (date, minutes)
    };
    let time = Time::new(i8::try_from(minutes / 60).ok()?, i8::try_from(minutes % 60).ok()?, 0, 0).ok()?;
    let zoned = date.to_datetime(time).to_zoned(zone).ok()?;
    Some(Moment(zoned.timestamp().as_microsecond()))
}
