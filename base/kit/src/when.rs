//! A moment said in words, by somebody's own clock: “tomorrow 9”, “Monday”, “in 2h”, “mañana 9”, “明天9点”.
//!
//! Pure: the present and the zone are given. A day without a time is nine in the morning, a time without a day the next
//! such time. What cannot be understood is refused whole, never half understood. English, Spanish and Chinese, mixed as
//! people mix them. Whoever asks shows the moment before it is taken, for a bare hour from one to six means the afternoon.

mod read;
mod words;

use crate::Moment;
use jiff::ToSpan as _;
use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use read::Said;

/// Why no moment came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotATime {
    /// Not a time in any of the languages.
    Unreadable,
    /// It has been.
    Past,
}

/// When a day begins for those who say no time.
const MORNING: (i8, i8) = (9, 0);
/// Nobody plans further ahead.
const MOST_DAYS: i64 = 3_650;

/// Which day is meant, before it is known which one that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Day {
    Ahead(i64),
    Weekday(Weekday),
    /// A day of the week after this one.
    NextWeek(Weekday),
    NextMonth,
    Date {
        year: Option<i16>,
        month: i8,
        day: i8,
    },
}

/// Reads what somebody typed at `now` in `zone` (an IANA name; an unknown one reads as UTC).
pub fn when(typed: &str, now: Moment, zone: &str) -> Result<Moment, NotATime> {
    let said = read::read(&words::words(typed)).ok_or(NotATime::Unreadable)?;
    let moment = match said {
        Said::Span(seconds) => now.plus_seconds(seconds),
        Said::At(day, time) => on_the_clock(day, time, now, zone).ok_or(NotATime::Unreadable)?,
    };
    if moment > now { Ok(moment) } else { Err(NotATime::Past) }
}

fn on_the_clock(day: Option<Day>, time: Option<(i8, i8)>, now: Moment, zone: &str) -> Option<Moment> {
    let here = now.in_zone(zone);
    let (hour, minute) = time.unwrap_or(MORNING);
    let time = Time::new(hour, minute, 0, 0).ok()?;
    let today = here.date();
    let Some(day) = day else {
        let soon = at(today, time, zone)?;
        return if soon > now { Some(soon) } else { at(today.tomorrow().ok()?, time, zone) };
    };
    at(date(day, today)?, time, zone)
}

fn date(day: Day, today: Date) -> Option<Date> {
    match day {
        Day::Ahead(days) if days <= MOST_DAYS => today.checked_add(days.days()).ok(),
        Day::Ahead(_) => None,
        // Who says “Monday” on a Monday means the next one.
        Day::Weekday(weekday) => today.nth_weekday(1, weekday).ok(),
        Day::NextWeek(weekday) => {
            let monday = today.nth_weekday(1, Weekday::Monday).ok()?;
            monday.checked_add(i64::from(weekday.to_monday_zero_offset()).days()).ok()
        }
        Day::NextMonth => today.first_of_month().checked_add(1.month()).ok(),
        Day::Date { year: Some(year), month, day } => Date::new(year, month, day).ok(),
        Day::Date { year: None, month, day } => {
            let this_year = Date::new(today.year(), month, day).ok().filter(|date| *date >= today);
            this_year.or_else(|| Date::new(today.year() + 1, month, day).ok())
        }
    }
}

/// An hour the clock skips is read as the one after it.
fn at(date: Date, time: Time, zone: &str) -> Option<Moment> {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let zoned = date.to_datetime(time).to_zoned(zone).ok()?;
    Some(Moment(zoned.timestamp().as_microsecond()))
}

#[cfg(test)]
mod tests;
