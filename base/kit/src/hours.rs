//! Working hours: when a team is at work, and which moment lies so many working minutes ahead.

use crate::Moment;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;

/// One day's minutes since midnight, from opening to closing; 1,440 is midnight at the end.
pub type Open = (i64, i64);

/// A week that repeats, less the holidays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingHours {
    /// An IANA zone name; an unknown one is UTC.
    pub zone: String,
    /// Monday first; `None` is a day off.
    pub days: [Option<Open>; 7],
    pub holidays: BTreeSet<Date>,
}

/// Nobody promises an answer further ahead than ten years of days.
const LAST_DAY: usize = 3_660;

impl WorkingHours {
    /// Always at work.
    pub fn always() -> Self {
        Self { zone: "UTC".into(), days: [Some((0, 1_440)); 7], holidays: BTreeSet::new() }
    }

    /// The moment `minutes` of work after `from`; `None` if there is no such moment.
    pub fn after(&self, from: Moment, minutes: i64) -> Option<Moment> {
        let zone = TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC);
        let mut left = minutes.saturating_mul(60);
        let mut date = from.timestamp().to_zoned(zone.clone()).date();
        for _ in 0..LAST_DAY {
            if let Some((opens, closes)) = self.on(date, &zone) {
                let begins = opens.max(from);
                let span = closes.seconds_since(begins).max(0);
                if span >= left && span > 0 {
                    return Some(begins.plus_seconds(left));
                }
                left -= span;
            }
            date = date.tomorrow().ok()?;
        }
        None
    }

    /// When work begins and ends that day, by the clock on the wall: a day the clocks change has an hour more or less.
    fn on(&self, date: Date, zone: &TimeZone) -> Option<(Moment, Moment)> {
        let day = usize::try_from(date.weekday().to_monday_zero_offset()).ok()?;
        let (opens, closes) = self.days.get(day).copied().flatten()?;
        if self.holidays.contains(&date) || closes <= opens {
            return None;
        }
        Some((at(date, opens, zone)?, at(date, closes, zone)?))
    }
}

fn at(date: Date, minutes: i64, zone: &TimeZone) -> Option<Moment> {
    let (date, minutes) = if minutes >= 1_440 { (date.tomorrow().ok()?, minutes - 1_440) } else { (date, minutes) };
    let wall = date.at(i8::try_from(minutes / 60).ok()?, i8::try_from(minutes % 60).ok()?, 0, 0);
    wall.to_zoned(zone.clone()).ok().map(|zoned| Moment(zoned.timestamp().as_microsecond()))
}

#[cfg(test)]
mod tests {
    use super::WorkingHours;
    use crate::Moment;
    use jiff::civil::{Date, DateTime};
    use jiff::tz::TimeZone;

    const ZONE: &str = "Europe/Madrid";
    const HOUR: i64 = 3_600;

    fn nine_to_six() -> WorkingHours {
        let day = Some((9 * 60, 18 * 60));
        WorkingHours {
            zone: ZONE.into(),
            days: [day, day, day, day, day, None, None],
            holidays: [Date::constant(2026, 5, 1)].into(),
        }
    }

    fn moment(text: &str) -> Moment {
        let wall: DateTime = text.parse().expect("a time");
        let zone = TimeZone::get(ZONE).expect("a zone");
        Moment(wall.to_zoned(zone).expect("a moment").timestamp().as_microsecond())
    }

    #[test]
    fn working_minutes_run_only_while_somebody_works() {
        for (from, minutes, due) in [
            // Within a day, from before it, and to its very end.
            ("2026-03-10T10:00", 60, "2026-03-10T11:00"),
            ("2026-03-10T06:00", 60, "2026-03-10T10:00"),
            ("2026-03-10T10:00", 480, "2026-03-10T18:00"),
            // Over night, over the weekend, over a holiday on a Friday.
            ("2026-03-10T17:30", 60, "2026-03-11T09:30"),
            ("2026-03-13T17:30", 60, "2026-03-16T09:30"),
            ("2026-04-30T17:00", 120, "2026-05-04T10:00"),
            // Written on a Saturday night.
            ("2026-03-14T23:59", 1, "2026-03-16T09:01"),
            // Two working days.
            ("2026-03-10T09:00", 1_080, "2026-03-11T18:00"),
        ] {
            assert_eq!(nine_to_six().after(moment(from), minutes), Some(moment(due)), "{from} + {minutes}");
        }
    }

    #[test]
    fn round_the_clock_is_plain_time_also_when_the_clocks_change() {
        let mut always = WorkingHours::always();
        always.zone = ZONE.into();
        let before = moment("2026-03-28T23:30");

        assert_eq!(always.after(before, 300), Some(before.plus_seconds(300 * 60)));
        assert_eq!(WorkingHours { days: [None; 7], ..WorkingHours::always() }.after(before, 1), None);
    }

    #[test]
    fn attack_43_hours_that_are_not_there_or_there_twice_are_worked_as_often_as_they_are() {
        let nights = WorkingHours { zone: ZONE.into(), days: [Some((60, 300)); 7], holidays: [].into() };
        for (hours, from, minutes, due) in [
            // From one to five at night: three hours on the last Sunday of March, five on that of October.
            (&nights, "2026-03-28T20:00", 180, "2026-03-29T05:00"),
            (&nights, "2026-03-28T20:00", 181, "2026-03-30T01:01"),
            (&nights, "2026-10-24T20:00", 300, "2026-10-25T05:00"),
            (&nights, "2026-10-24T20:00", 301, "2026-10-26T01:01"),
            // By day nobody notices.
            (&nine_to_six(), "2026-03-27T17:30", 60, "2026-03-30T09:30"),
            (&nine_to_six(), "2026-10-23T17:30", 60, "2026-10-26T09:30"),
            // A leap day is a day like others, and 2100 has none.
            (&nine_to_six(), "2028-02-28T17:30", 60, "2028-02-29T09:30"),
            (&nine_to_six(), "2028-02-29T17:00", 120, "2028-03-01T10:00"),
            (&nine_to_six(), "2100-02-26T17:30", 60, "2100-03-01T09:30"),
        ] {
            assert_eq!(hours.after(moment(from), minutes), Some(moment(due)), "{from} + {minutes}");
        }
    }

    #[test]
    fn attack_43_a_day_that_begins_at_one_is_an_hour_shorter_and_a_shift_within_the_gap_is_none() {
        let wall = |zone: &str, text: &str| {
            let wall: DateTime = text.parse().expect("a time");
            let zone = TimeZone::get(zone).expect("a zone");
            Moment(wall.to_zoned(zone).expect("a moment").timestamp().as_microsecond())
        };
        // In Santiago the clocks change at midnight.
        let santiago = WorkingHours { zone: "America/Santiago".into(), ..WorkingHours::always() };
        let before = wall("America/Santiago", "2026-09-05T23:00");
        assert_eq!(santiago.after(before, 26 * 60), Some(before.plus_seconds(26 * HOUR)));
        assert_eq!(santiago.after(before, 120), Some(wall("America/Santiago", "2026-09-06T02:00")));

        let within = WorkingHours { zone: ZONE.into(), days: [Some((120, 180)); 7], holidays: [].into() };
        assert_eq!(within.after(moment("2026-03-28T20:00"), 30), Some(moment("2026-03-30T02:30")));
    }
}
