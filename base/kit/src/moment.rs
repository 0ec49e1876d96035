//! A point in time as the database keeps it: microseconds since 1970 in UTC.

use serde::{Deserialize, Serialize};

/// Microseconds since 1970-01-01T00:00:00Z. Compared, stored and sent as an integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// The furthest moment the calendar library can write down; later ones are clamped to it.
    const LAST: i64 = 253_402_207_200_000_000;

    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1_000_000))
    }

    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// Seconds from `earlier` to here; negative if it lies ahead.
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).div_euclid(1_000_000)
    }

    pub fn timestamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0.clamp(-Self::LAST, Self::LAST)).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }

    /// The wall-clock reading in `zone` (an IANA name); an unknown zone reads as UTC.
    pub fn in_zone(self, zone: &str) -> jiff::Zoned {
        let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
        self.timestamp().to_zoned(zone)
    }

    /// RFC 3339 in UTC, for machines and `<time datetime>`.
    pub fn rfc3339(self) -> String {
        self.timestamp().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn a_moment_survives_the_far_future_and_reads_in_any_zone() {
        assert_eq!(Moment::from_seconds(0).rfc3339(), "1970-01-01T00:00:00Z");
        assert_eq!(Moment(i64::MAX).timestamp().as_microsecond(), Moment::LAST);
        assert_eq!(Moment::from_seconds(0).in_zone("Asia/Shanghai").hour(), 8);
        assert_eq!(Moment::from_seconds(0).in_zone("Nowhere/Atall").hour(), 0);
    }
}
