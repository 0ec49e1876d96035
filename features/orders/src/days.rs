//! Days of a brand's calendar and the moments they begin at, by the zone the brand's days begin in.

use db::Trouble;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kit::Moment;

/// When a day begins in `zone`; an unknown zone reads as UTC.
pub(crate) fn begin_of(day: Date, zone: &str) -> Result<Moment, Trouble> {
    let begins = day.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC));
    let begins = begins.map_err(|e| Trouble::Shape(format!("{day} does not begin anywhere: {e}")))?;
    Ok(Moment(begins.timestamp().as_microsecond()))
}

/// The day it is then in `zone`.
pub(crate) fn day_at(moment: Moment, zone: &str) -> Date {
    moment.in_zone(zone).date()
}
