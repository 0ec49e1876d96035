//! What was understood so far, and what it comes to.

use super::day::{Day, Named};
use super::read::{Dated, once};
use super::span::Amount;
use super::time::{Sure, Time};
use super::words::Part;
use super::{Clock, END, Later, MIDNIGHT, Said};
use crate::Locale;
use jiff::civil::Weekday;

const MOST_SECONDS: i64 = 3_600 * 24 * 366;

#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) ahead: Option<i64>,
    pub(super) weekday: Option<Weekday>,
    pub(super) is_weekend: bool,
    pub(super) week: Option<i64>,
    pub(super) is_this: bool,
    pub(super) is_coming: bool,
    dated: Option<Dated>,
    pub(super) month_ahead: Option<i64>,
    pub(super) is_next_year: bool,
    time: Option<Time>,
    pub(super) part: Option<Part>,
    pub(super) is_midnight: bool,
    pub(super) is_end_of_day: bool,
    later: Later,
    seconds: i64,
    /// The smallest unit a span was said in.
    smallest: Option<i64>,
    /// `17h`, which is a time or a span.
    hours: Option<(i64, i64, bool)>,
    /// `in 2h`.
    pub(super) is_in: bool,
    /// `2小时后`.
    pub(super) is_after: bool,
    /// `at 9`.
    pub(super) is_at: bool,
}

impl Reading {
    pub(super) fn on(&mut self, dated: Dated) -> Option<()> {
        once(&mut self.dated, dated)
    }

    pub(super) fn at(&mut self, time: Time) -> Option<()> {
        once(&mut self.time, time)
    }

    /// Whether a span has begun.
    pub(super) const fn spans(&self) -> bool {
        self.smallest.is_some() || self.hours.is_some()
    }

    /// Units follow each other from the greater to the smaller.
    pub(super) fn lasts(&mut self, amount: Amount) -> Option<()> {
        let unit = match amount {
            Amount::Hours { hours, minutes, is_short } => return once(&mut self.hours, (hours, minutes, is_short)),
            Amount::Seconds(_, unit) | Amount::Days(_, unit) | Amount::Months(_, unit) => unit,
        };
        if self.smallest.is_some_and(|smallest| smallest <= unit) || (self.hours.is_some() && unit >= 3_600) {
            return None;
        }
        self.smallest = Some(unit);
        match amount {
            Amount::Seconds(seconds, _) => self.seconds = self.seconds.checked_add(seconds)?,
            Amount::Days(days, _) => self.later.days = self.later.days.checked_add(days)?,
            Amount::Months(months, _) => self.later.months = self.later.months.checked_add(months)?,
            Amount::Hours { .. } => {}
        }
        Some(())
    }

    pub(super) fn said(mut self, locale: Option<Locale>) -> Option<Said> {
        self.settle_hours(locale)?;
        if (self.is_in || self.is_after) && (!self.spans() || self.is_at && self.seconds > 0) {
            return None;
        }
        let named = if self.names_a_day() { Some(self.named()?) } else { None };
        let clock = if self.names_a_time() { Some(self.clock(named)?) } else { None };
        if self.is_at && clock.is_none() {
            return None;
        }
        if self.seconds > 0 || (self.spans() && self.smallest < Some(24 * 3_600)) {
            let fits = named.is_none() && clock.is_none() && self.seconds <= MOST_SECONDS;
            return fits.then_some(Said::Span(self.later, self.seconds));
        }
        match (self.spans(), named, clock) {
            (true, Some(_), _) | (false, None, None) => None,
            (true, None, _) => Some(Said::At(Some(Named { day: Day::Ahead(self.later), weekday: None }), clock)),
            // What ends is this day.
            (false, None, _) if self.is_end_of_day => Some(Said::At(Some(TODAY), clock)),
            (false, ..) => Some(Said::At(named, clock)),
        }
    }

    /// `17h` with a day or after “at” is a time, and after “in” a span. Alone it is a time for who reads Spanish, as far as
    /// anybody is at work then: `2h` are two hours.
    fn settle_hours(&mut self, locale: Option<Locale>) -> Option<()> {
        let Some((hours, minutes, is_short)) = self.hours else { return Some(()) };
        let alone = is_short && locale == Some(Locale::Es) && matches!(hours, 0 | 7..=23);
        let is_span = self.is_in || self.is_after || self.smallest.is_some();
        if !is_span && (self.is_at || self.names_a_day() || self.part.is_some() || alone) {
            self.hours = None;
            return self.at(Time::new(hours, minutes, Sure::Round)?);
        }
        let seconds = hours.checked_mul(3_600)?.checked_add(minutes * 60)?;
        self.seconds = self.seconds.checked_add(seconds)?;
        self.smallest = Some(self.smallest.map_or(3_600, |smallest| smallest.min(3_600)));
        Some(())
    }

    const fn names_a_day(&self) -> bool {
        let of_week = self.weekday.is_some() || self.is_weekend || self.week.is_some();
        let dated = self.dated.is_some() || self.month_ahead.is_some() || self.is_next_year;
        self.ahead.is_some() || of_week || dated
    }

    const fn names_a_time(&self) -> bool {
        self.time.is_some() || self.part.is_some() || self.is_midnight || self.is_end_of_day
    }

    fn named(&self) -> Option<Named> {
        let is_dated = self.dated.is_some() || self.month_ahead.is_some() || self.is_next_year;
        let is_of_week = self.is_weekend || self.week.is_some() || self.is_this || self.is_coming;
        match (self.ahead, is_dated) {
            (Some(days), false) if self.weekday.is_none() && !is_of_week => {
                Some(Named { day: Day::Ahead(Later { months: 0, days }), weekday: None })
            }
            (None, true) if !is_of_week => Some(Named { day: self.date()?, weekday: self.weekday }),
            (None, false) => Some(Named { day: self.day_of_week()?, weekday: None }),
            _ => None,
        }
    }

    fn date(&self) -> Option<Day> {
        match (self.dated, self.month_ahead, self.is_next_year) {
            (Some(Dated::Day(day)), None, false) => Some(day),
            (Some(Dated::OfMonth(day)), None, false) => Some(Day::OfMonth(day)),
            (Some(Dated::OfMonth(day)), Some(months), false) => Some(Day::OfMonthAhead(months, day)),
            (Some(Dated::MonthAndDay(year, month, day)), None, false) => Some(Day::Date { year, month, day }),
            (Some(Dated::MonthAndDay(None, month, day)), None, true) => Some(Day::NextYear { month, day }),
            (None, Some(months @ 1..), false) if self.weekday.is_none() => Some(Day::OfMonthAhead(months, 1)),
            _ => None,
        }
    }

    fn day_of_week(&self) -> Option<Day> {
        match (self.weekday, self.is_weekend, self.week) {
            (None, true, None) if self.is_coming => Some(Day::Weekday(Weekday::Saturday)),
            (None, true, week) if !self.is_coming => Some(Day::OfWeek(week.unwrap_or(0), Weekday::Saturday)),
            (Some(weekday), false, None) if self.is_this => Some(Day::This(weekday)),
            (Some(weekday), false, None) => Some(Day::Weekday(weekday)),
            (Some(weekday), false, Some(weeks)) => Some(Day::OfWeek(weeks, weekday)),
            (None, false, Some(weeks @ 1..)) => Some(Day::OfWeek(weeks, Weekday::Monday)),
            _ => None,
        }
    }

    fn clock(&self, named: Option<Named>) -> Option<Clock> {
        let sure = |minutes| Clock { minutes, bare: false };
        let is_evening = matches!(self.part, None | Some(Part::Evening));
        match (self.time, self.is_midnight, self.is_end_of_day) {
            // Nobody knows which of its two ends a Friday's midnight is.
            (None, true, false) if is_evening && named.is_none_or(|named| named == TODAY) => Some(sure(MIDNIGHT)),
            (None, false, true) if self.part.is_none() => Some(sure(END)),
            (None, false, false) => Some(sure(self.part?.begins()?)),
            (Some(time), false, false) => Some(Clock {
                minutes: time.of_day(self.part)?,
                bare: time.sure == Sure::Bare && self.part.is_none() && !self.is_at,
            }),
            _ => None,
        }
    }
}

const TODAY: Named = Named { day: Day::Ahead(Later { months: 0, days: 0 }), weekday: None };
