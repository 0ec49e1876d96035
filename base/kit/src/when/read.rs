//! Words put together: a span from now, or a day and a time.

use super::Day;
use jiff::civil::Weekday;

/// What was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// So many seconds from now.
    Span(i64),
    At(Option<Day>, Option<(i8, i8)>),
}

const HOUR: i64 = 3_600;
const MOST_HOURS: i64 = 24 * 366;

#[derive(Default)]
struct Reading {
    day: Option<Day>,
    time: Option<(i8, i8)>,
    /// Whether the hour was said in a way that leaves no doubt.
    exact: bool,
    part: Option<Part>,
    span: Option<i64>,
    next_week: bool,
    /// `in 2h`, `2小时后`: what follows or precedes is a span.
    later: bool,
    month: Option<i8>,
    year: Option<i16>,
}

/// Part of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Morning,
    Noon,
    Afternoon,
    Evening,
}

impl Part {
    const fn begins(self) -> (i8, i8) {
        match self {
            Self::Morning => (9, 0),
            Self::Noon => (12, 0),
            Self::Afternoon => (14, 0),
            Self::Evening => (19, 0),
        }
    }
}

/// `None` if a single word is not understood, or two contradict each other.
pub(super) fn read(words: &[String]) -> Option<Said> {
    let mut reading = Reading::default();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let next = words.get(at + 1).map_or("", String::as_str);
        at += reading.take(word, next)?;
    }
    reading.done(words.is_empty())
}

impl Reading {
    /// Takes a word, or it and the next, and says how many.
    fn take(&mut self, word: &str, next: &str) -> Option<usize> {
        match word {
            "later" => self.later = true,
            "nextweek" => self.next_week = true,
            "nextmonth" => self.on(Day::NextMonth)?,
            "morning" => self.part(Part::Morning)?,
            "noon" => self.part(Part::Noon)?,
            "afternoon" => self.part(Part::Afternoon)?,
            "evening" => self.part(Part::Evening)?,
            "half" => self.time = Some((self.time?.0, 30)),
            "am" | "pm" => self.half_of_day(word == "pm")?,
            _ => return self.take_named(word, next),
        }
        Some(1)
    }

    fn take_named(&mut self, word: &str, next: &str) -> Option<usize> {
        if let Some(days) = word.strip_prefix("ahead") {
            self.on(Day::Ahead(days.parse().ok()?))?;
        } else if let Some(month) = word.strip_prefix("month").and_then(|month| month.parse().ok()) {
            return self.month_named(month, next);
        } else if let Some(weekday) = weekday(word) {
            self.on(if self.next_week { Day::NextWeek(weekday) } else { Day::Weekday(weekday) })?;
            self.next_week = false;
        } else {
            return self.take_figures(word, next);
        }
        Some(1)
    }

    /// `march 15`, or the month of `15 march` that was taken with its day already.
    fn month_named(&mut self, month: i8, next: &str) -> Option<usize> {
        self.on(Day::Date { year: None, month, day: next.parse().ok()? })?;
        Some(2)
    }

    fn take_figures(&mut self, word: &str, next: &str) -> Option<usize> {
        if let Some(day) = written_date(word) {
            self.on(day)?;
            return Some(1);
        }
        if let Some((hour, minute)) = word.split_once([':', '.']) {
            self.at(hour.parse().ok()?, minute.parse().ok().filter(|_| minute.len() == 2)?, true)?;
            return Some(1);
        }
        let figure: i64 = word.parse().ok()?;
        if let Some(month) = next.strip_prefix("month").and_then(|month| month.parse().ok()) {
            self.on(Day::Date { year: None, month, day: i8::try_from(figure).ok()? })?;
            return Some(2);
        }
        self.counted(figure, word, next)
    }

    fn counted(&mut self, figure: i64, word: &str, next: &str) -> Option<usize> {
        let small = i8::try_from(figure).ok();
        match next {
            "year" => self.year = Some(i16::try_from(figure).ok()?),
            "month" => self.month = Some(small?),
            "dayofmonth" => {
                let month = self.month.take()?;
                self.on(Day::Date { year: self.year, month, day: small? })?;
            }
            "clock" => self.at(small?, 0, false)?,
            "half" => self.at(small?, 30, false)?,
            // “mañana 21h” is a time; “2h” alone is a span.
            "hour" if self.day.is_some() && !self.later => self.at(small?, 0, true)?,
            "hour" => self.lasts(figure, HOUR)?,
            "hoursandhalf" => {
                self.lasts(figure, HOUR)?;
                self.lasts(30, 60)?;
            }
            // “9点15分”: minutes of the hour that was said.
            "minute" if self.time.is_some_and(|(_, minute)| minute == 0) && self.span.is_none() => {
                self.time = Some((self.time?.0, small.filter(|m| *m < 60)?))
            }
            "minute" => self.lasts(figure, 60)?,
            "day" => self.on(Day::Ahead(figure))?,
            "week" => self.on(Day::Ahead(figure.checked_mul(7)?))?,
            "months" => self.on(Day::Ahead(figure.checked_mul(30)?))?,
            _ => {
                self.at(small?, 0, word.len() == 2 && word.starts_with('0'))?;
                return Some(1);
            }
        }
        Some(2)
    }

    fn on(&mut self, day: Day) -> Option<()> {
        self.day.replace(day).is_none().then_some(())
    }

    fn part(&mut self, part: Part) -> Option<()> {
        self.part.replace(part).is_none().then_some(())
    }

    fn at(&mut self, hour: i8, minute: i8, exact: bool) -> Option<()> {
        self.exact = exact;
        let fits = (0..24).contains(&hour) && (0..60).contains(&minute);
        (fits && self.time.replace((hour, minute)).is_none()).then_some(())
    }

    fn lasts(&mut self, count: i64, unit: i64) -> Option<()> {
        let seconds = count.checked_mul(unit).filter(|seconds| *seconds <= MOST_HOURS * HOUR)?;
        self.span = Some(self.span.unwrap_or(0) + seconds);
        Some(())
    }

    fn half_of_day(&mut self, afternoon: bool) -> Option<()> {
        let (hour, minute) = self.time.filter(|(hour, _)| (1..=12).contains(hour))?;
        self.exact = true;
        self.time = Some((hour % 12 + if afternoon { 12 } else { 0 }, minute));
        Some(())
    }

    fn done(mut self, nothing: bool) -> Option<Said> {
        if self.next_week {
            self.on(Day::NextWeek(Weekday::Monday))?;
        }
        if nothing || self.month.is_some() {
            return None;
        }
        match self.span {
            Some(span) if self.day.is_none() && self.time.is_none() && self.part.is_none() => Some(Said::Span(span)),
            Some(_) => None,
            None if self.day.is_none() && self.time.is_none() && self.part.is_none() => None,
            None => Some(Said::At(self.day, self.hour())),
        }
    }

    /// The hour with its part of the day: 下午3点 is 15:00. A bare hour from one to six is nobody's night.
    fn hour(&self) -> Option<(i8, i8)> {
        let Some((hour, minute)) = self.time else { return self.part.map(Part::begins) };
        let later = match self.part {
            Some(Part::Morning) => false,
            Some(Part::Noon) => hour < 3,
            Some(Part::Afternoon | Part::Evening) => hour < 12,
            None => !self.exact && (1..=6).contains(&hour),
        };
        Some((if later && hour < 12 { hour + 12 } else { hour }, minute))
    }
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// `2026-03-15`, `15/3`, `15/3/2026`, `15.3.2026`: the day first, as everybody but one country writes it.
fn written_date(word: &str) -> Option<Day> {
    if let Some((year, rest)) = word.split_once('-') {
        let (month, day) = rest.split_once('-')?;
        return Some(Day::Date {
            year: Some(year.parse().ok()?),
            month: month.parse().ok()?,
            day: day.parse().ok()?,
        });
    }
    let parts: Vec<&str> = if word.contains('/') { word.split('/').collect() } else { word.split('.').collect() };
    match parts.as_slice() {
        [day, month] if word.contains('/') => Some(Day::Date { year: None, month: month.parse().ok()?, day: day.parse().ok()? }),
        [day, month, year] => Some(Day::Date {
            year: Some(year.parse().ok()?),
            month: month.parse().ok()?,
            day: day.parse().ok()?,
        }),
        _ => None,
    }
}
