//! When somebody is told: the hours they want quiet, and the moments a digest leaves, on the clock of the place where they live.
//! Rules only: a moment and a zone in, a moment out.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use kit::Moment;

db::words!(
    /// How often what nobody has read is summed up in one letter.
    DigestPace {
        Off = "off",
        Hourly = "hourly",
        Daily = "daily",
    }
);

/// Hours in which nothing makes a sound: from one minute of the day to another, past midnight if need be; the same minute twice
/// is no hour at all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Quiet {
    pub from: i64,
    pub until: i64,
    pub weekends: bool,
}

const MINUTES: i64 = 24 * 60;
/// A night leads into a weekend, and that into a night: no more than this.
const MOST_STEPS: usize = 6;

impl Quiet {
    /// When the quiet that holds at `now` is over; `None` if it is not quiet.
    pub fn until(&self, now: Moment, zone: &str) -> Option<Moment> {
        let mut end = now;
        for _ in 0..MOST_STEPS {
            match self.step(end, zone) {
                Some(later) if later > end => end = later,
                _ => break,
            }
        }
        (end > now).then_some(end)
    }

    /// The end of the night or the day off that `at` lies in.
    fn step(&self, at: Moment, zone: &str) -> Option<Moment> {
        let local = at.in_zone(zone);
        let (date, minute) = (local.date(), i64::from(local.hour()) * 60 + i64::from(local.minute()));
        if self.weekends && matches!(local.weekday(), Weekday::Saturday | Weekday::Sunday) {
            return moment(date.tomorrow().ok()?, 0, zone);
        }
        let overnight = self.from > self.until;
        match (minute >= self.from, minute < self.until) {
            (true, true) if !overnight => moment(date, self.until, zone),
            (true, _) if overnight => moment(date.tomorrow().ok()?, self.until, zone),
            (_, true) if overnight => moment(date, self.until, zone),
            _ => None,
        }
    }
}

impl DigestPace {
    /// The first time after `now`: the next full hour, or `minute` of a day.
    pub(super) fn next(self, minute: i64, now: Moment, zone: &str) -> Option<Moment> {
        let local = now.in_zone(zone);
        match self {
            Self::Off => None,
            Self::Hourly => {
                let hour = local.with().minute(0).second(0).subsec_nanosecond(0).build().ok()?;
                Some(Moment(hour.checked_add(1.hour()).ok()?.timestamp().as_microsecond()))
            }
            Self::Daily => {
                let today = moment(local.date(), minute, zone)?;
                if today > now {
                    Some(today)
                } else {
                    moment(local.date().tomorrow().ok()?, minute, zone)
                }
            }
        }
    }
}

/// A minute of a day on the wall; where the clocks skip it, the one just after.
fn moment(date: Date, minute: i64, zone: &str) -> Option<Moment> {
    let minute = i8::try_from(minute.clamp(0, MINUTES - 1) / 60)
        .ok()
        .zip(i8::try_from(minute.clamp(0, MINUTES - 1) % 60).ok())?;
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let at = date.at(minute.0, minute.1, 0, 0).to_zoned(zone).ok()?;
    Some(Moment(at.timestamp().as_microsecond()))
}

/// `20:30` as a minute of the day.
pub(crate) fn minute(typed: &str) -> Option<i64> {
    let (hour, minute) = typed.split_once(':')?;
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
}

pub(crate) fn written(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MADRID: &str = "Europe/Madrid";

    fn at(written: &str) -> Moment {
        Moment(written.parse::<jiff::Timestamp>().expect("a time").as_microsecond())
    }

    fn quiet(from: i64, until: i64, weekends: bool) -> Quiet {
        Quiet { from: from * 60, until: until * 60, weekends }
    }

    #[test]
    fn a_night_is_quiet_until_the_morning_where_the_agent_lives() {
        let night = quiet(20, 8, false);
        // Wednesday; Madrid is an hour ahead of UTC in winter.
        for (now, until) in [
            ("2026-02-11T18:59:00Z", None),
            ("2026-02-11T19:00:00Z", Some("2026-02-12T07:00:00Z")),
            ("2026-02-12T06:59:00Z", Some("2026-02-12T07:00:00Z")),
            ("2026-02-12T07:00:00Z", None),
        ] {
            assert_eq!(night.until(at(now), MADRID), until.map(at), "{now}");
        }
    }

    #[test]
    fn a_siesta_is_quiet_and_the_same_hour_twice_is_not() {
        assert_eq!(quiet(13, 15, false).until(at("2026-02-11T13:30:00Z"), MADRID), Some(at("2026-02-11T14:00:00Z")));
        assert_eq!(quiet(13, 15, false).until(at("2026-02-11T14:30:00Z"), MADRID), None);
        assert_eq!(quiet(9, 9, false).until(at("2026-02-11T08:00:00Z"), MADRID), None);
    }

    #[test]
    fn a_friday_night_lasts_until_monday_morning_if_weekends_are_quiet() {
        let friday_night = at("2026-02-13T21:00:00Z");

        assert_eq!(quiet(20, 8, true).until(friday_night, MADRID), Some(at("2026-02-16T07:00:00Z")));
        assert_eq!(quiet(0, 0, true).until(friday_night, MADRID), None, "Friday is no weekend");
        assert_eq!(quiet(0, 0, true).until(at("2026-02-14T10:00:00Z"), MADRID), Some(at("2026-02-15T23:00:00Z")));
    }

    #[test]
    fn the_night_the_clocks_change_ends_when_the_wall_says_so() {
        // Summer time begins on 29 March 2026 at 2:00 in Madrid.
        assert_eq!(quiet(22, 8, false).until(at("2026-03-28T22:00:00Z"), MADRID), Some(at("2026-03-29T06:00:00Z")));
    }

    #[test]
    fn digests_leave_at_the_full_hour_or_at_the_minute_chosen() {
        let now = at("2026-02-11T08:20:30Z");

        assert_eq!(DigestPace::Off.next(480, now, MADRID), None);
        assert_eq!(DigestPace::Hourly.next(480, now, "Asia/Kathmandu"), Some(at("2026-02-11T09:15:00Z")));
        assert_eq!(DigestPace::Daily.next(510, now, MADRID), Some(at("2026-02-12T07:30:00Z")));
        assert_eq!(DigestPace::Daily.next(17 * 60, now, MADRID), Some(at("2026-02-11T16:00:00Z")));
    }

    #[test]
    fn times_of_the_day_are_read_as_they_are_written() {
        assert_eq!(minute("20:30"), Some(20 * 60 + 30));
        assert_eq!(minute("07:05:00"), Some(7 * 60 + 5), "some browsers add seconds");
        assert_eq!([minute(""), minute("24:00"), minute("12:60"), minute("noon"), minute("1:é")], [None; 5]);
        assert_eq!(minute(&written(7 * 60 + 5)), Some(7 * 60 + 5));
    }
}
