//! Times of the day: “9:30”, “quarter to five”, “las nueve y media”, “下午三点二十”.

use super::words::{Form, Part, Unit, Word};
use Word::{Am, And, Clock, Figure, Half, Hours, Minus, OClock, Past, Pm, Quarter, To};

/// An hour with what was added to it or taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Time {
    hour: i8,
    /// Minutes after the hour, or before it.
    minutes: i16,
    pub(super) sure: Sure,
}

/// How much is known of which half of the day is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sure {
    /// A figure and nothing else.
    Bare,
    Open,
    /// `03:30`, `17h`: on a clock of 24 hours.
    Round,
    /// `am` or `pm` was said.
    Half,
}

impl Time {
    pub(super) fn new(hour: i64, minutes: i64, sure: Sure) -> Option<Self> {
        let fits = (0..24).contains(&hour) && (-59..60).contains(&minutes);
        let (hour, minutes) = (i8::try_from(hour).ok()?, i16::try_from(minutes).ok()?);
        fits.then_some(Self { hour, minutes, sure })
    }

    /// In minutes of the day, of which this part was said. 下午3点 is 15:00. A bare hour from one to six is nobody's night.
    pub(super) fn of_day(self, part: Option<Part>) -> Option<i16> {
        let hour = match part {
            Some(part) => part.hour(self.hour).filter(|hour| self.sure != Sure::Half || *hour == self.hour)?,
            None if matches!(self.sure, Sure::Bare | Sure::Open) && (1..=6).contains(&self.hour) => self.hour + 12,
            None => self.hour,
        };
        Some(i16::from(hour) * 60 + self.minutes).filter(|minutes| *minutes >= 0)
    }

    fn half_of_day(self, afternoon: bool) -> Option<Self> {
        let hour = Some(self.hour).filter(|hour| (1..=12).contains(hour))?;
        Some(Self { hour: hour % 12 + if afternoon { 12 } else { 0 }, sure: Sure::Half, ..self })
    }
}

impl Part {
    /// When it begins for those who say no hour; nobody begins in the small hours.
    pub(super) const fn begins(self) -> Option<i16> {
        match self {
            Self::Small => None,
            Self::Morning => Some(super::MORNING),
            Self::Noon => Some(12 * 60),
            Self::Afternoon => Some(14 * 60),
            Self::Evening => Some(19 * 60),
        }
    }

    /// The hour of 24 that is meant; `None` if this part of a day has no such hour. Twelve at night ends the day.
    const fn hour(self, hour: i8) -> Option<i8> {
        match (self, hour) {
            (Self::Small, 0 | 12) => Some(0),
            (Self::Small, 1..=6) | (Self::Morning, 1..=11) => Some(hour),
            (Self::Noon, 11..=15) | (Self::Afternoon, 12..=20) | (Self::Evening, 17..=23) => Some(hour),
            (Self::Noon, 1..=3) | (Self::Afternoon, 1..=8) | (Self::Evening, 5..=11) => Some(hour + 12),
            (Self::Evening, 0 | 12) => Some(24),
            _ => None,
        }
    }
}

/// The time these words begin with, and how many they are.
pub(super) fn time(rest: &[Word]) -> Option<(Time, usize)> {
    let (time, length) = around_the_hour(rest).or_else(|| after_the_hour(rest)).or_else(|| figures(rest))?;
    match rest.get(length) {
        Some(half @ (Am | Pm)) => Some((time.half_of_day(*half == Pm)?, length + 1)),
        Some(OClock) => Some((time, length + 1)),
        _ => Some((time, length)),
    }
}

/// “Half past nine”, “quarter to five”, “ten to six”. “9 to 5” is no time but two.
fn around_the_hour(rest: &[Word]) -> Option<(Time, usize)> {
    let (minutes, way, hour, length) = match *rest {
        [Half, Past, Figure(hour, _), ..] => (30, Past, hour, 3),
        [Quarter, way, Figure(hour, _), ..] => (15, way, hour, 3),
        [Figure(minutes, _), Past, Figure(hour, _), ..] => (minutes, Past, hour, 3),
        [Figure(minutes, Form::Spelled), To, Figure(hour, _), ..] => (minutes, To, hour, 3),
        [Figure(minutes, _), Word::Unit(Unit::Minute), way, Figure(hour, _), ..] => (minutes, way, hour, 4),
        _ => return None,
    };
    let minutes = match way {
        Past => minutes,
        To => -minutes,
        _ => return None,
    };
    Some((Time::new(hour, minutes, Sure::Open)?, length))
}

/// “Las nueve y media”, “las diez menos cuarto”, “nine thirty”, “九点一刻”.
fn after_the_hour(rest: &[Word]) -> Option<(Time, usize)> {
    let (hour, minutes, length) = match *rest {
        [Figure(hour, _), And | OClock, Half, ..] => (hour, 30, 3),
        [Figure(hour, _), And, Quarter, ..] => (hour, 15, 3),
        [Figure(hour, _), Minus, Quarter, ..] => (hour, -15, 3),
        [Figure(hour, _), OClock, Figure(quarters @ 1..=3, _), Quarter, ..] => (hour, quarters * 15, 4),
        [Figure(hour, _), And | OClock, Figure(minutes, _), Word::Unit(Unit::Minute), ..] => (hour, minutes, 4),
        [Figure(hour, _), Minus, Figure(minutes, _), Word::Unit(Unit::Minute), ..] => (hour, minutes.checked_neg()?, 4),
        [Figure(hour, _), And, Figure(minutes, _), ..] => (hour, minutes, 3),
        [Figure(hour, _), Minus, Figure(minutes, _), ..] => (hour, minutes.checked_neg()?, 3),
        [Figure(hour, _), OClock, Figure(minutes, form), ..] if minutes >= 10 || form == Form::Padded => (hour, minutes, 3),
        [Figure(hour, Form::Spelled), Figure(minutes @ 10.., Form::Spelled), ..] => (hour, minutes, 2),
        [Figure(hour, _), OClock, ..] => (hour, 0, 2),
        _ => return None,
    };
    Some((Time::new(hour, minutes, Sure::Open)?, length))
}

fn figures(rest: &[Word]) -> Option<(Time, usize)> {
    match *rest {
        [Clock(hour, minute, is_padded), ref after @ ..] => {
            let sure = if is_padded { Sure::Round } else { Sure::Open };
            let time = Time::new(hour.into(), minute.into(), sure)?;
            Some((time, if matches!(after.first(), Some(Hours(_))) { 2 } else { 1 }))
        }
        // “3, 5 days” are two spans, and “15, 16 December” two days.
        [Figure(..), Figure(..), ..] => None,
        [Figure(hour, form), ..] => {
            let sure = match form {
                Form::Plain => Sure::Bare,
                Form::Padded => Sure::Round,
                Form::Spelled => Sure::Open,
                Form::Chinese | Form::Ordinal => return None,
            };
            Some((Time::new(hour, 0, sure)?, 1))
        }
        _ => None,
    }
}
