//! Words put together: a span from now, or a day and a time. Every word must find its place.

use super::Said;
use super::day::Day;
use super::reading::Reading;
use super::span::amount;
use super::time::time;
use super::words::{Form, Part, Unit, Word};
use crate::Locale;
use Word::{
    After, Ahead, And, At, Coming, DaySign, End, EndOfDay, Figure, Hours, In, La, Midnight, Month, MonthAhead, MonthSign, Next, NextYear,
    Of, The, This, Week, Weekday, Weekend, YearSign,
};

/// `None` if a single word is not understood, or two contradict each other.
pub(super) fn read(words: &[Word], locale: Option<Locale>) -> Option<Said> {
    let mut reading = Reading::default();
    let mut rest = words;
    while !rest.is_empty() {
        rest = rest.get(reading.take(rest)?..)?;
    }
    reading.said(locale)
}

/// What words say of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dated {
    Day(Day),
    OfMonth(i8),
    MonthAndDay(Option<i16>, i8, i8),
}

impl Reading {
    /// Takes the words that belong together, and says how many.
    fn take(&mut self, rest: &[Word]) -> Option<usize> {
        if let [At, after @ ..] = rest {
            return self.take_time(after).map(|length| length + 1);
        }
        if let Some((dated, length)) = dated(rest) {
            self.on(dated)?;
            return Some(length);
        }
        if let Some((amount, length)) = amount(rest) {
            self.lasts(amount)?;
            return Some(length);
        }
        if let [Figure(day @ 24..=31, Form::Plain), ..] = *rest
            && self.weekday.is_some()
        {
            self.on(Dated::OfMonth(i8::try_from(day).ok()?))?;
            return Some(1);
        }
        if let Some((time, length)) = time(rest) {
            self.at(time)?;
            return Some(length);
        }
        self.take_word(rest)
    }

    /// What follows `at` is a time.
    fn take_time(&mut self, rest: &[Word]) -> Option<usize> {
        self.is_at = true;
        if let Some((amount, length)) = amount(rest) {
            self.lasts(amount)?;
            return Some(length);
        }
        if let Some((time, length)) = time(rest) {
            self.at(time)?;
            return Some(length);
        }
        matches!(rest, [Word::Part(Part::Noon) | Midnight | EndOfDay | End, ..]).then_some(0)
    }

    fn take_word(&mut self, rest: &[Word]) -> Option<usize> {
        let (word, next) = (rest.first()?, rest.get(1));
        match *word {
            Ahead(days) => once(&mut self.ahead, days)?,
            Weekday(weekday) => once(&mut self.weekday, weekday)?,
            Week(weeks) => once(&mut self.week, weeks)?,
            MonthAhead(months) => once(&mut self.month_ahead, months)?,
            // “First thing in the morning” says it twice.
            Word::Part(part) if self.part == Some(part) => {}
            Word::Part(part) => once(&mut self.part, part)?,
            Weekend => flag(&mut self.is_weekend)?,
            NextYear => flag(&mut self.is_next_year)?,
            In => flag(&mut self.is_in)?,
            After => flag(&mut self.is_after)?,
            Midnight => flag(&mut self.is_midnight)?,
            EndOfDay => flag(&mut self.is_end_of_day)?,
            Coming if self.weekday.is_some() || self.is_weekend => flag(&mut self.is_coming)?,
            _ => return self.take_small(*word, next, rest),
        }
        Some(1)
    }

    /// Words that only say how others are meant.
    fn take_small(&mut self, word: Word, next: Option<&Word>, rest: &[Word]) -> Option<usize> {
        match (word, next?) {
            (End, Word::Unit(Unit::Day)) => {
                flag(&mut self.is_end_of_day)?;
                return Some(2);
            }
            (End, Ahead(_) | Weekday(_)) => flag(&mut self.is_end_of_day)?,
            (This, Weekday(_) | Weekend) => flag(&mut self.is_this)?,
            (Next, Weekday(_)) => once(&mut self.week, 1)?,
            (La, Figure(1, _)) => return self.take_time(rest.get(1..)?).map(|length| length + 1),
            (La, Week(_) | Coming) => {}
            (
                The,
                End | This | Next | Coming | Week(_) | Weekday(_) | Weekend | Ahead(_) | MonthAhead(_) | NextYear | The | Word::Date(_),
            ) => {}
            (Of, Week(_) | Weekday(_) | MonthAhead(_) | NextYear | The | La) => {}
            (And, _) if self.spans() && amount(rest.get(1..)?).is_some() => {}
            (The | Coming | Of, _) if dated(rest.get(1..)?).is_some() => {}
            (Coming, Weekday(_) | Weekend) => flag(&mut self.is_coming)?,
            _ => return None,
        }
        Some(1)
    }
}

/// Sets what may be said once.
pub(super) fn once<T>(slot: &mut Option<T>, said: T) -> Option<()> {
    slot.replace(said).is_none().then_some(())
}

fn flag(slot: &mut bool) -> Option<()> {
    (!std::mem::replace(slot, true)).then_some(())
}

/// The date these words begin with, and how many they are.
fn dated(rest: &[Word]) -> Option<(Dated, usize)> {
    month_and_day(rest).or_else(|| ends(rest)).or_else(|| of_month(rest))
}

/// `2 de enero de 2027`, `Dec 24th 2026`, `2026年12月24日`.
fn month_and_day(rest: &[Word]) -> Option<(Dated, usize)> {
    let (month, day, length) = match *rest {
        [Figure(year, _), YearSign, Figure(month, _), MonthSign, Figure(day, _), DaySign, ..] => {
            let dated = Dated::MonthAndDay(Some(i16::try_from(year).ok()?), i8::try_from(month).ok()?, i8::try_from(day).ok()?);
            return Some((dated, 6));
        }
        [Figure(month, _), MonthSign, Figure(day, _), DaySign, ..] => (i8::try_from(month).ok()?, day, 4),
        [Word::Date(day), ..] => return Some((Dated::Day(day), 1)),
        [Figure(day, _), Month(month), ..] => (month, day, 2),
        [Figure(day, _), Of, Month(month), ..] => (month, day, 3),
        [Month(month), Figure(day, _), ..] => (month, day, 2),
        [Month(month), The, Figure(day, Form::Ordinal), ..] => (month, day, 3),
        _ => return None,
    };
    let day = i8::try_from(day).ok()?;
    let (year, further) = match rest.get(length..) {
        Some([Figure(year @ 2_000..=2_999, Form::Plain), ..]) => (i16::try_from(*year).ok(), 1),
        Some([Of, Figure(year @ 2_000..=2_999, Form::Plain), ..]) => (i16::try_from(*year).ok(), 2),
        _ => (None, 0),
    };
    Some((Dated::MonthAndDay(year, month, day), length + further))
}

/// `end of the week`, `fin de mes`, `12月底`.
fn ends(rest: &[Word]) -> Option<(Dated, usize)> {
    const MONTH: Word = Word::Unit(Unit::Month);
    let (day, length) = match *rest {
        [End, Word::Unit(Unit::Week), ..] => (Day::EndOfWeek(0), 2),
        [End, Week(weeks), ..] => (Day::EndOfWeek(weeks), 2),
        [End, MONTH, ..] => (Day::EndOfMonth(0), 2),
        [End, MonthAhead(months), ..] => (Day::EndOfMonth(months), 2),
        [MonthAhead(months), End, MONTH, ..] => (Day::EndOfMonth(months), 3),
        [MonthAhead(_), End, Word::Unit(_) | Ahead(_) | Weekday(_) | Month(_), ..] => return None,
        [MonthAhead(months), End, ..] => (Day::EndOfMonth(months), 2),
        [End, Word::Unit(Unit::Year), ..] => (Day::EndOfYear, 2),
        [End, Month(month), ..] => (Day::EndOf { month }, 2),
        [Figure(month @ 1..=12, _), End, MONTH, ..] => (Day::EndOf { month: i8::try_from(month).ok()? }, 3),
        _ => return None,
    };
    Some((Dated::Day(day), length))
}

/// `the 15th`, `el día 15`, `十五号`.
fn of_month(rest: &[Word]) -> Option<(Dated, usize)> {
    let (day, length) = match *rest {
        [Figure(day, _), DaySign, ..] => (day, 2),
        [Figure(day, Form::Ordinal), ..] => (day, 1),
        [The | Coming, Figure(day, form), ref after @ ..] if form != Form::Chinese && ends_there(after) => (day, 2),
        [Word::Unit(Unit::Day), Figure(day, _), ref after @ ..] if ends_there(after) => (day, 2),
        _ => return None,
    };
    Some((Dated::OfMonth(i8::try_from(day).ok()?), length))
}

/// Whether a figure before these words is not counted or divided by them.
fn ends_there(after: &[Word]) -> bool {
    let ordinary = matches!(
        after.first(),
        None | Some(At | Of | The | Word::Clock(..) | Word::Part(_) | Figure(..) | EndOfDay | End | MonthAhead(_))
    );
    ordinary && !matches!(after, [Of, Month(_), ..] | [Figure(..), Hours(_) | Word::Unit(_), ..])
}
