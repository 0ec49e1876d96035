//! Dates and times in the reader's language and zone.

use super::Text;
use kit::{Locale, Moment};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

impl Text {
    /// `Mar 10, 2026` · `10 mar 2026` · `2026年3月10日`.
    pub fn date(&self, moment: Moment, zone: &str) -> String {
        let day = moment.in_zone(zone);
        let month = self.month(day.month());
        match self.locale() {
            Locale::En => format!("{month} {}, {}", day.day(), day.year()),
            Locale::Es => format!("{} {month} {}", day.day(), day.year()),
            Locale::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        }
    }

    /// `9:05 AM` · `9:05` · `09:05`.
    pub fn time(&self, moment: Moment, zone: &str) -> String {
        let at = moment.in_zone(zone);
        match self.locale() {
            Locale::En => {
                let half = if at.hour() < 12 { "AM" } else { "PM" };
                format!("{}:{:02} {half}", (at.hour() + 11) % 12 + 1, at.minute())
            }
            Locale::Es => format!("{}:{:02}", at.hour(), at.minute()),
            Locale::Zh => format!("{:02}:{:02}", at.hour(), at.minute()),
        }
    }

    /// Date and time together.
    pub fn date_and_time(&self, moment: Moment, zone: &str) -> String {
        format!("{} {}", self.date(moment, zone), self.time(moment, zone))
    }

    /// Short, for lists: the time today, the day this year, else the date.
    pub fn short(&self, moment: Moment, now: Moment, zone: &str) -> String {
        let (at, today) = (moment.in_zone(zone), now.in_zone(zone));
        if at.date() == today.date() {
            return self.time(moment, zone);
        }
        if at.year() != today.year() {
            return self.date(moment, zone);
        }
        match self.locale() {
            Locale::En => format!("{} {}", self.month(at.month()), at.day()),
            Locale::Es => format!("{} {}", at.day(), self.month(at.month())),
            Locale::Zh => format!("{}月{}日", at.month(), at.day()),
        }
    }

    /// How long ago: `just now`, `5 min ago`, `3 h ago`, `2 days ago`.
    pub fn ago(&self, moment: Moment, now: Moment) -> String {
        let waited = now.seconds_since(moment).max(0);
        let (key, count) = match waited {
            ..MINUTE => ("web-ago-now", 0),
            MINUTE..HOUR => ("web-ago-minutes", waited / MINUTE),
            HOUR..DAY => ("web-ago-hours", waited / HOUR),
            _ => ("web-ago-days", waited / DAY),
        };
        self.say_with(key, &[("count", &count)])
    }

    /// A span: `45 s`, `5 min`, `3 h`, `2 d`.
    pub fn span(&self, seconds: i64) -> String {
        let (key, count) = match seconds.max(0) {
            seconds @ ..MINUTE => ("web-span-seconds", seconds),
            seconds @ MINUTE..HOUR => ("web-span-minutes", seconds / MINUTE),
            seconds @ HOUR..DAY => ("web-span-hours", seconds / HOUR),
            seconds => ("web-span-days", seconds / DAY),
        };
        self.say_with(key, &[("count", &count)])
    }

    fn month(&self, month: i8) -> String {
        let names = self.say("web-months-short");
        names.split_whitespace().nth(usize::try_from(month - 1).unwrap_or(0)).unwrap_or_default().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use crate::text::{Catalogue, Text};
    use kit::{Locale, Moment};
    use std::sync::Arc;

    /// 2026-03-10 09:00 UTC, a Tuesday.
    const NINE: Moment = Moment::from_seconds(1_773_133_200);

    fn in_all_languages(say: impl Fn(&Text) -> String) -> [String; 3] {
        let catalogue = Arc::new(Catalogue::new(vec![crate::TEXTS]));
        Locale::ALL.map(|locale| say(&Text::new(catalogue.clone(), locale)))
    }

    #[test]
    fn a_moment_reads_as_each_language_and_zone_writes_it() {
        assert_eq!(in_all_languages(|text| text.date(NINE, "UTC")), ["Mar 10, 2026", "10 mar 2026", "2026年3月10日"]);
        assert_eq!(in_all_languages(|text| text.time(NINE, "Europe/Madrid")), ["10:00 AM", "10:00", "10:00"]);
        assert_eq!(in_all_languages(|text| text.time(NINE, "America/New_York")), ["5:00 AM", "5:00", "05:00"]);
        assert_eq!(in_all_languages(|text| text.time(Moment::from_seconds(0), "UTC")), ["12:00 AM", "0:00", "00:00"]);
        assert_eq!(
            in_all_languages(|text| text.date(NINE, "Pacific/Kiritimati")),
            ["Mar 10, 2026", "10 mar 2026", "2026年3月10日"]
        );
        assert_eq!(in_all_languages(|text| text.date_and_time(NINE, "Pacific/Apia"))[0], "Mar 10, 2026 10:00 PM");
    }

    #[test]
    fn a_list_shows_the_time_today_and_the_day_before_that() {
        let tomorrow = NINE.plus_seconds(20 * 3600);
        let next_year = NINE.plus_seconds(365 * 86_400);

        assert_eq!(in_all_languages(|text| text.short(NINE, NINE, "UTC")), ["9:00 AM", "9:00", "09:00"]);
        assert_eq!(in_all_languages(|text| text.short(NINE, tomorrow, "UTC")), ["Mar 10", "10 mar", "3月10日"]);
        assert_eq!(in_all_languages(|text| text.short(NINE, next_year, "UTC")), ["Mar 10, 2026", "10 mar 2026", "2026年3月10日"]);
    }

    #[test]
    fn waiting_is_told_in_the_largest_whole_unit() {
        let table = [
            (-5, "just now"),
            (59, "just now"),
            (60, "1 min ago"),
            (3600, "1 h ago"),
            (86_400, "1 day ago"),
            (200_000, "2 days ago"),
        ];
        for (seconds, said) in table {
            assert_eq!(in_all_languages(|text| text.ago(NINE, NINE.plus_seconds(seconds)))[0], said);
        }
        assert_eq!(in_all_languages(|text| text.ago(NINE, NINE.plus_seconds(172_800))), ["2 days ago", "hace 2 días", "2 天前"]);
        assert_eq!(in_all_languages(|text| text.span(5400)), ["1 h", "1 h", "1 小时"]);
    }
}
