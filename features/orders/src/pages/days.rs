//! Days as forms give them (`2026-03-31`), read in the zone of whoever fills the form in.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use kit::Moment;

/// When a day begins.
pub(super) fn begins(typed: &str, zone: &str) -> Option<Moment> {
    let day: Date = typed.trim().parse().ok()?;
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let begin = day.to_zoned(zone).ok()?;
    Some(Moment(begin.timestamp().as_microsecond()))
}

/// When a day is over: the beginning of the next.
pub(super) fn is_over(typed: &str, zone: &str) -> Option<Moment> {
    let day: Date = typed.trim().parse().ok()?;
    begins(&day.tomorrow().ok()?.to_string(), zone)
}

/// The day of a moment, as a date field wants it.
pub(super) fn day_of(moment: Moment, zone: &str) -> String {
    moment.in_zone(zone).date().to_string()
}

#[cfg(test)]
mod tests {
    use super::{begins, day_of, is_over};

    #[test]
    fn a_day_is_that_of_the_reader() {
        let begin = begins("2026-03-29", "Europe/Madrid").expect("a day");
        let end = is_over("2026-03-29", "Europe/Madrid").expect("a day");
        assert_eq!(end.seconds_since(begin), 23 * 3_600, "the clocks go forward that night");
        assert_eq!(day_of(begin, "Europe/Madrid"), "2026-03-29");
        assert_eq!((begins("31.3.2026", "UTC"), is_over("", "UTC")), (None, None));
    }
}
