//! When this company is at work. Until somebody says so, always.

use super::settle_later;
use crate::Event;
use db::{Trouble, Tx, Work, sql};
use jiff::civil::Date;
use kit::WorkingHours;
use kit::hours::Open;
use std::collections::BTreeSet;

/// The hours that count now.
pub fn hours(tx: &mut Tx<'_>) -> Result<WorkingHours, Trouble> {
    let stored: Option<(String, String, String)> = sql("SELECT zone, days, holidays FROM working_hours WHERE id = 1").one(tx)?;
    let Some((zone, days, holidays)) = stored else { return Ok(WorkingHours::always()) };
    let wrong = |e: serde_json::Error| Trouble::Shape(format!("working hours: {e}"));
    let days: [Option<Open>; 7] = serde_json::from_str(&days).map_err(wrong)?;
    let holidays: Vec<String> = serde_json::from_str(&holidays).map_err(wrong)?;
    let holidays: BTreeSet<Date> = holidays.iter().filter_map(|day| day.parse().ok()).collect();
    Ok(WorkingHours { zone, days, holidays })
}

/// Keeps other hours; whoever waits has their due time worked out again.
pub fn keep_hours(work: &mut Work<'_>, wanted: &WorkingHours) -> Result<(), Trouble> {
    if jiff::tz::TimeZone::get(&wanted.zone).is_err() {
        return Err(Trouble::refused("desk-hours-zone"));
    }
    let at_work = wanted.days.iter().flatten();
    if at_work.clone().next().is_none() {
        return Err(Trouble::refused("desk-hours-none"));
    }
    if at_work.clone().any(|(opens, closes)| *opens < 0 || *closes > 1_440 || closes <= opens) {
        return Err(Trouble::refused("desk-hours-order"));
    }
    if *wanted == hours(work)? {
        return Ok(());
    }
    let json = |value: Result<String, serde_json::Error>| value.map_err(|e| Trouble::Shape(e.to_string()));
    let holidays: Vec<String> = wanted.holidays.iter().map(Date::to_string).collect();
    sql("INSERT INTO working_hours (id, zone, days, holidays) VALUES (1, $1, $2, $3)
         ON CONFLICT (id) DO UPDATE SET zone = $1, days = $2, holidays = $3")
    .with(&wanted.zone)
    .with(json(serde_json::to_string(&wanted.days))?)
    .with(json(serde_json::to_string(&holidays))?)
    .run(work)?;
    settle_later(work)?;
    work.record(&Event::HoursKept { zone: wanted.zone.clone() })
}
