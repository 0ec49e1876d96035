//! A moment said in words, by somebody's own clock: “tomorrow 9”, “Monday”, “in 2h”, “mañana 9”, “明天9点”.
//!
//! Pure: the present, the zone and the language are given. A day without a time is nine in the morning, a time without a
//! day the next such time. What cannot be understood is refused whole, never half understood. English, Spanish and
//! Chinese, mixed as people mix them; the language decides only what is written alike and meant differently: `1/2` and
//! `17h`. Whoever asks shows the moment before it is taken, for a bare hour from one to six means the afternoon.

mod chinese;
mod date;
mod day;
mod read;
mod reading;
mod span;
mod time;
mod vocabulary;
mod words;

use crate::{Locale, Moment};
use day::{Day, Named, at, date};
use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

/// Why no moment came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotATime {
    /// Not a time in any of the languages.
    Unreadable,
    /// It has been.
    Past,
}

/// When a day begins for those who say no time.
const MORNING: i16 = 9 * 60;
/// When it ends.
const END: i16 = 18 * 60;
const MIDNIGHT: i16 = 24 * 60;

/// What was said, before it is known which moment that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    /// So many days by the clock and then seconds from now.
    Span(Later, i64),
    At(Option<Named>, Option<Clock>),
}

/// Months and days from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Later {
    months: i64,
    days: i64,
}

/// A time of the day, in minutes; midnight is the one that ends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Clock {
    minutes: i16,
    /// A figure and nothing else: it may have been meant as a day of the month.
    bare: bool,
}

/// Reads what somebody typed at `now` in `zone` (an IANA name; an unknown one reads as UTC), where no language is known:
/// a date whose day and month could be either is refused.
pub fn when(typed: &str, now: Moment, zone: &str) -> Result<Moment, NotATime> {
    understood(typed, None, now, zone)
}

/// The same for somebody who reads dates in this language.
pub fn when_in(locale: Locale, typed: &str, now: Moment, zone: &str) -> Result<Moment, NotATime> {
    understood(typed, Some(locale), now, zone)
}

fn understood(typed: &str, locale: Option<Locale>, now: Moment, zone: &str) -> Result<Moment, NotATime> {
    let words = words::words(typed, locale).ok_or(NotATime::Unreadable)?;
    let said = read::read(&words, locale).ok_or(NotATime::Unreadable)?;
    let moment = match said {
        Said::Span(later, seconds) => from_now(later, seconds, now, zone),
        Said::At(named, clock) => on_the_clock(named, clock, now, zone),
    };
    let moment = moment.ok_or(NotATime::Unreadable)?;
    if moment > now { Ok(moment) } else { Err(NotATime::Past) }
}

fn from_now(later: Later, seconds: i64, now: Moment, zone: &str) -> Option<Moment> {
    if later == Later::default() {
        return Some(now.plus_seconds(seconds));
    }
    let ahead = now.in_zone(zone).checked_add(later.span()?).ok()?;
    Some(Moment(ahead.timestamp().as_microsecond()).plus_seconds(seconds))
}

fn on_the_clock(named: Option<Named>, clock: Option<Clock>, now: Moment, zone: &str) -> Option<Moment> {
    let today = now.in_zone(zone).date();
    let Some(named) = named else {
        let minutes = clock?.minutes % MIDNIGHT;
        let soon = at(today, minutes, zone)?;
        return if soon > now { Some(soon) } else { at(today.tomorrow().ok()?, minutes, zone) };
    };
    let day = date(named, today)?;
    let usual = if named.day.ends() && day == today { END } else { MORNING };
    let moment = at(day, clock.map_or(usual, |clock| clock.minutes), zone)?;
    let doubtful =
        clock.is_some_and(|clock| clock.bare) && day_of_month_meant(named, clock?, today, zone).is_some_and(|other| other != moment);
    (!doubtful).then_some(moment)
}

/// “Monday 15” on a day before a Monday that is the fifteenth: nobody knows whether three in the afternoon is meant.
fn day_of_month_meant(named: Named, clock: Clock, today: Date, zone: &str) -> Option<Moment> {
    let Day::Weekday(weekday) = named.day else { return None };
    let day = i8::try_from(clock.minutes / 60).ok()?;
    let dated = date(Named { day: Day::OfMonth(day), weekday: Some(weekday) }, today)?;
    at(dated, MORNING, zone)
}

impl Later {
    /// Nobody plans further ahead than ten years.
    fn span(self) -> Option<Span> {
        let fits = (0..=120).contains(&self.months) && (0..=3_650).contains(&self.days);
        fits.then(|| self.months.months().days(self.days))
    }
}

#[cfg(test)]
mod tests;
