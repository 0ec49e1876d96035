//! Dates of mails, as RFC 5322 writes them and as mailers do: without a zone, without a time, with dashes, as C prints them, as ISO 8601.
//!
//! What can be read in one way only is read; days such as `05/01/2016`, which are two days, are not. What the clock said without a zone is UTC.

use jiff::civil::{Date, Time};

const LONGEST: usize = 200;

/// The beginnings of months, in English and Spanish.
const MONTHS: [[&str; 2]; 12] = [
    ["jan", "ene"],
    ["feb", "feb"],
    ["mar", "mar"],
    ["apr", "abr"],
    ["may", "may"],
    ["jun", "jun"],
    ["jul", "jul"],
    ["aug", "ago"],
    ["sep", "sep"],
    ["oct", "oct"],
    ["nov", "nov"],
    ["dec", "dic"],
];

/// A date in microseconds since 1970, UTC; `None` if it makes no sense.
pub fn moment(field: &str) -> Option<i64> {
    let text = without_comments(&field.chars().take(LONGEST).collect::<String>());
    let mut said = Said::default();
    for word in text.split([' ', ',', '\t', '"', '\r', '\n']).filter(|word| !word.is_empty()) {
        said.hear(word)?;
    }
    said.moment()
}

/// What the words of a date have said so far.
#[derive(Default)]
struct Said {
    year: Option<i64>,
    month: Option<i64>,
    day: Option<i64>,
    clock: Option<Clock>,
    afternoon: Option<bool>,
    offset_seconds: Option<i64>,
}

#[derive(Clone, Copy)]
struct Clock {
    hour: i64,
    minute: i64,
    second: i64,
}

impl Said {
    /// Takes a word in; `None` if it cannot be part of a date.
    fn hear(&mut self, word: &str) -> Option<()> {
        if self.whole_day(word) {
            return Some(());
        }
        match word.split_once(['T', 't']) {
            Some((day, time)) if starts_with_digit(day) && starts_with_digit(time) => {
                return (self.whole_day(day) && self.time(time)).then_some(());
            }
            _ => {}
        }
        if starts_with_digit(word) && word.contains([':', '.']) {
            return self.time(word).then_some(());
        }
        if let Some(seconds) = offset(word) {
            self.offset_seconds.get_or_insert(seconds);
            return Some(());
        }
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.number(word);
        }
        starts_with_letter(word).then(|| self.name(word))
    }

    /// `2016-01-05`, `2016/01/05`, `05-Jan-2016`.
    fn whole_day(&mut self, word: &str) -> bool {
        let parts: Vec<&str> = word.split(['-', '/']).collect();
        let [first, second, third] = parts[..] else { return false };
        let (year, month, day) = match (number(first), month(second)) {
            (Some(_), Some(month)) => (year(third), Some(month), number(first)),
            (Some(_), None) if first.len() == 4 => (number(first), number(second), number(third)),
            _ => return false,
        };
        (self.year, self.month, self.day) = (year, month, day);
        year.is_some() && month.is_some() && day.is_some()
    }

    /// `10:00`, `10:00:00.5`, `10.00.00`, with a zone at its end or without.
    fn time(&mut self, word: &str) -> bool {
        let end = word.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(word.len());
        let (clock, zone) = word.split_at(end);
        let parts: Vec<&str> = clock.split([':', '.']).collect();
        let (Some(hour), Some(minute)) = (number(parts[0]), parts.get(1).and_then(|part| number(part))) else {
            return false;
        };
        let second = parts.get(2).map_or(Some(0), |part| number(part));
        let Some(second) = second else { return false };
        self.clock = Some(Clock { hour, minute, second });
        match zone.to_ascii_lowercase().as_str() {
            "" => true,
            "am" => self.afternoon.replace(false).is_none(),
            "pm" => self.afternoon.replace(true).is_none(),
            zone => offset(zone).is_some_and(|seconds| self.offset_seconds.replace(seconds).is_none()),
        }
    }

    /// The first small number is the day, the other one the year.
    fn number(&mut self, word: &str) -> Option<()> {
        if self.day.is_none() && word.len() <= 2 {
            self.day = number(word);
        } else if self.year.is_none() {
            self.year = year(word);
        } else {
            return None;
        }
        Some(())
    }

    /// A month, a half of the day; days of the week and zones nobody knows say nothing. The later month counts: `mar.` is a Tuesday, too.
    fn name(&mut self, word: &str) {
        match (word.to_ascii_lowercase().as_str(), month(word)) {
            ("am" | "a.m.", _) => self.afternoon = Some(false),
            ("pm" | "p.m.", _) => self.afternoon = Some(true),
            (_, Some(month)) => self.month = Some(month),
            _ => {}
        }
    }

    fn moment(&self) -> Option<i64> {
        let small = |number: i64| i8::try_from(number).ok();
        let date = Date::new(i16::try_from(self.year?).ok()?, small(self.month?)?, small(self.day?)?).ok()?;
        let Clock { hour, minute, second } = self.clock.unwrap_or(Clock { hour: 0, minute: 0, second: 0 });
        let hour = match self.afternoon {
            Some(afternoon) if (1..=12).contains(&hour) => hour % 12 + if afternoon { 12 } else { 0 },
            _ => hour,
        };
        // Midnight may be the end of a day, and a minute may have 61 seconds.
        let (hour, later) = if (hour, minute, second) == (24, 0, 0) { (0, 86_400) } else { (hour, 0) };
        let time = Time::new(small(hour)?, small(minute)?, small(second.min(if second == 60 { 59 } else { second }))?, 0).ok()?;
        let there = date.to_datetime(time).to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second();
        let seconds = there + later - self.offset_seconds.unwrap_or(0);
        (seconds >= 0).then_some(seconds)?.checked_mul(1_000_000)
    }
}

fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

fn starts_with_letter(word: &str) -> bool {
    word.starts_with(char::is_alphabetic)
}

fn number(word: &str) -> Option<i64> {
    (word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit())).then(|| word.parse().ok())?
}

/// Years of two and three digits are those of RFC 5322, 4.3.
fn year(word: &str) -> Option<i64> {
    let year = number(word)?;
    match word.len() {
        2 if year < 50 => Some(2000 + year),
        2 | 3 => Some(1900 + year),
        4 => Some(year),
        _ => None,
    }
}

fn month(word: &str) -> Option<i64> {
    let begins = |month: &str| word.get(..3).is_some_and(|head| head.eq_ignore_ascii_case(month));
    let found = MONTHS.iter().position(|names| names.iter().any(|name| begins(name)))?;
    word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'.').then_some(found as i64 + 1)
}

/// A zone: `+0100`, `-05:00`, `Z`, `EST`, `GMT+1`.
fn offset(word: &str) -> Option<i64> {
    let (name, digits) = word.split_at(word.find(['+', '-']).unwrap_or(word.len()));
    let named = match name.to_ascii_lowercase().as_str() {
        "" if !digits.is_empty() => 0,
        "z" | "ut" | "utc" | "gmt" | "wet" => 0,
        "cet" | "bst" | "west" => 1,
        "cest" | "eet" => 2,
        "eest" | "msk" => 3,
        "jst" | "kst" => 9,
        "edt" => -4,
        "est" | "cdt" => -5,
        "cst" | "mdt" => -6,
        "mst" | "pdt" => -7,
        "pst" => -8,
        _ => return None,
    };
    if digits.is_empty() {
        return Some(named * 3_600);
    }
    let (sign, digits) = digits.split_at(1);
    let digits = digits.replace(':', "");
    let (hours, minutes) = match digits.len() {
        _ if !digits.bytes().all(|byte| byte.is_ascii_digit()) => return None,
        1 | 2 => (number(&digits)?, 0),
        4 => (number(&digits[..2])?, number(&digits[2..])?),
        _ => return None,
    };
    let ahead = if sign == "-" { -1 } else { 1 };
    (hours < 24 && minutes < 60).then_some(ahead * (hours * 3_600 + minutes * 60))
}

/// `10:00:00 +0000 (UTC)`; a comment that never ends goes to the end.
fn without_comments(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::moment;
    use proptest::prelude::*;

    /// Tuesday, 5 January 2016, 10:00:00 UTC.
    const TEN: i64 = 1_451_988_000;

    #[test]
    fn a_date_is_read_however_a_mailer_wrote_it() {
        for (written, hours_later) in [
            ("Tue, 5 Jan 2016 10:00:00 +0000", 0),
            ("Tue, 5 Jan 2016 10:00:00 +0000 (Coordinated (Universal) Time)", 0),
            ("5 Jan 16 10:00 EST", 5),
            ("Tue, 5 Jan 2016 10:00:00", 0),
            ("Tue Jan  5 10:00:00 2016", 0),
            ("Tue Jan  5 10:00:00 EST 2016", 5),
            ("Tue, 05-Jan-2016 10:00:00 GMT", 0),
            ("Tuesday, 05-Jan-16 10:00:00 GMT", 0),
            ("5 January 2016", -10),
            ("2016-01-05 10:00:00", 0),
            ("2016-01-05T10:00:00Z", 0),
            ("2016-01-05T10:00:00.123+01:00", -1),
            ("2016/01/05 10:00", 0),
            ("Tue, 5 Jan 2016 10:00:00 \"GMT\"", 0),
            ("Tue, 5 January 2016 10:00:00 +0000", 0),
            ("Tue, 5 Jan 2016 10.00.00 +0000", 0),
            ("Tue, 5 Jan 2016 10:00:00 +01:00", -1),
            ("Tue,5 Jan 2016 10:00:00+0100", -1),
            ("tue, 5 jan 2016 10:00:00 -0000", 0),
            ("Tue, 05 Jan 116 10:00:00 +0000", 0),
            ("Wed, 5 Jan 2016 10:00:00 +0000", 0),
            ("Tue, 5 Jan 2016 24:00:00 +0000", 14),
            ("Jan 5, 2016 10:00 PM", 12),
            ("Jan 5, 2016 10:00:00AM GMT+1", -1),
            ("mar., 5 ene. 2016 10:00:00 +0100", -1),
            ("Tue, 5 Jan 2016 10:00:00 Nowhere Time", 0),
        ] {
            assert_eq!(moment(written), Some((TEN + hours_later * 3_600) * 1_000_000), "{written}");
        }
    }

    #[test]
    fn what_is_no_date_or_might_be_two_is_none() {
        for written in [
            "",
            "yesterday",
            "05/01/2016 10:00",
            "Tue, 31 Feb 2016 10:00:00 +0000",
            "5 Jan 2016 25:00:00",
            "5 Jan 2016 2017",
            "10:00:00",
            "Jan 2016",
            "Tue, 5 Jan 1969 10:00:00 +0000",
            "5 Jan 99999",
            "2016-01-05T",
            "5 Jan 2016 10:00 ☂",
            "5 Jan 2016 10:00 +😀",
        ] {
            assert_eq!(moment(written), None, "{written}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[0-9A-Za-z:.,+()\\-/ é日😀\"]{0,60}") {
            let _ = moment(&text);
        }
    }
}
