//! Times as exports write them: RFC 3339, database timestamps with and without an offset, seconds since 1970.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use kit::Moment;

/// Reads a time; one without an offset is by the clock of `zone`. What is no time, or MySQL's zero, is none.
pub(crate) fn moment(text: &str, zone: &str) -> Option<Moment> {
    let text = text.trim();
    if text.is_empty() || text.starts_with("0000") {
        return None;
    }
    if let Ok(seconds) = text.parse::<f64>() {
        return of_number(seconds);
    }
    if let Ok(at) = text.parse::<jiff::Timestamp>() {
        return Some(Moment(at.as_microsecond()));
    }
    let spaced = text.strip_suffix(" UTC").unwrap_or(text);
    let zone = if spaced.len() < text.len() {
        TimeZone::UTC
    } else {
        TimeZone::get(zone).unwrap_or(TimeZone::UTC)
    };
    let at = spaced.parse::<DateTime>().ok()?.to_zoned(zone).ok()?;
    Some(Moment(at.timestamp().as_microsecond()))
}

/// Seconds since 1970, or milliseconds where seconds would lie beyond the year 5000.
fn of_number(number: f64) -> Option<Moment> {
    let seconds = if number > 1e11 { number / 1_000.0 } else { number };
    (seconds > 0.0 && seconds < 1e11).then_some(Moment((seconds * 1e6) as i64))
}

#[cfg(test)]
mod tests {
    use super::moment;
    use kit::Moment;

    #[test]
    fn every_way_products_write_a_time_is_read() {
        let nine = Some(Moment::from_seconds(1_709_283_600));
        for text in [
            "2024-03-01T09:00:00Z",
            "2024-03-01T10:00:00+01:00",
            "2024-03-01 09:00:00+00",
            "2024-03-01 09:00:00 UTC",
            "2024-03-01 09:00:00",
            "2024-03-01 09:00:00.000",
            "1709283600",
            "1709283600000",
        ] {
            assert_eq!(moment(text, "UTC"), nine, "{text}");
        }
        assert_eq!(moment("2024-03-01 10:00:00", "Europe/Madrid"), nine);
        for none in ["", "0000-00-00 00:00:00", "yesterday", "-5", "2024-13-01 00:00:00"] {
            assert_eq!(moment(none, "UTC"), None, "{none}");
        }
    }
}
