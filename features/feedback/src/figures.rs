//! What was said in the last weeks, counted: by week, by team, by who resolved it. Only what the asker may see.

use db::{FromRow, Trouble, Tx, sql};
use desk::Viewer;
use jiff::{Span, ToSpan as _};
use kit::Moment;

/// So many weeks are looked at, this one included.
pub const WEEKS: i64 = 12;

/// Ratings of a week, a team or a person, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Counted {
    /// How many weeks after the first, or the key of the team or the agent; 0 for none.
    pub of: i64,
    pub given: i64,
    pub total: i64,
    /// How many were 1 or 2.
    pub low: i64,
}

impl Counted {
    /// The average in tenths.
    pub const fn tenths(&self) -> i64 {
        if self.given == 0 { 0 } else { (self.total * 20 + self.given) / (self.given * 2) }
    }
}

/// When each week begins, by the reader's clock, and when the last one ends; a week in which clocks change is an hour longer or shorter.
pub fn weeks(now: Moment, zone: &str) -> Vec<Moment> {
    let today = now.in_zone(zone);
    let monday = i64::from(today.date().weekday().to_monday_zero_offset());
    (0..=WEEKS)
        .map(|week| {
            let back: Span = (monday + (WEEKS - 1 - week) * 7).days();
            let day = today.checked_sub(back).and_then(|day| day.start_of_day());
            day.map_or(now, |day| Moment(day.timestamp().as_microsecond()))
        })
        .collect()
}

/// When the first of them begins.
pub fn beginning(now: Moment, zone: &str) -> Moment {
    weeks(now, zone).first().copied().unwrap_or(now)
}

/// By week, the oldest first; a week in which nobody said anything is left out.
pub fn by_week(tx: &mut Tx<'_>, viewer: Viewer, weeks: &[Moment]) -> Result<Vec<Counted>, Trouble> {
    let mut all = Vec::new();
    for (of, (from, until)) in (0_i64..).zip(weeks.iter().zip(weeks.iter().skip(1))) {
        let counted: Counted = sql("SELECT CAST($5 AS BIGINT), COUNT(*), CAST(COALESCE(SUM(r.value), 0) AS BIGINT),
                                           CAST(COALESCE(SUM(CASE WHEN r.value <= 2 THEN 1 ELSE 0 END), 0) AS BIGINT)
               FROM rating r JOIN conversation c ON c.id = r.conversation_id
              WHERE r.rated_at >= $3 AND r.rated_at < $4
                AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))")
        .with(viewer.agent)
        .with(viewer.sees_all)
        .with(*from)
        .with(*until)
        .with(of)
        .only(tx, "count")?;
        all.extend((counted.given > 0).then_some(counted));
    }
    Ok(all)
}

/// By the team that had it.
pub fn by_team(tx: &mut Tx<'_>, viewer: Viewer, since: Moment) -> Result<Vec<Counted>, Trouble> {
    sql("SELECT COALESCE(r.team_id, 0), COUNT(*), CAST(SUM(r.value) AS BIGINT), CAST(SUM(CASE WHEN r.value <= 2 THEN 1 ELSE 0 END) AS BIGINT)
           FROM rating r JOIN conversation c ON c.id = r.conversation_id
          WHERE r.rated_at >= $3 AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))
          GROUP BY COALESCE(r.team_id, 0) ORDER BY COUNT(*) DESC, COALESCE(r.team_id, 0)")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(since)
    .all(tx)
}

/// By who resolved it.
pub fn by_agent(tx: &mut Tx<'_>, viewer: Viewer, since: Moment) -> Result<Vec<Counted>, Trouble> {
    sql("SELECT COALESCE(r.agent_id, 0), COUNT(*), CAST(SUM(r.value) AS BIGINT), CAST(SUM(CASE WHEN r.value <= 2 THEN 1 ELSE 0 END) AS BIGINT)
           FROM rating r JOIN conversation c ON c.id = r.conversation_id
          WHERE r.rated_at >= $3 AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))
          GROUP BY COALESCE(r.agent_id, 0) ORDER BY COUNT(*) DESC, COALESCE(r.agent_id, 0)")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(since)
    .all(tx)
}

/// How many were asked since.
pub fn asked(tx: &mut Tx<'_>, viewer: Viewer, since: Moment) -> Result<i64, Trouble> {
    sql("SELECT COUNT(*) FROM rating r JOIN conversation c ON c.id = r.conversation_id
          WHERE r.asked_at >= $3 AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(since)
    .only(tx, "count")
}

#[cfg(test)]
mod tests {
    use super::{WEEKS, weeks};
    use jiff::civil::Weekday;
    use kit::Moment;

    #[test]
    fn each_week_begins_at_midnight_on_a_monday_also_where_clocks_change() {
        // 10 March 2026 and 28 October 2026: twelve weeks back the clocks stood otherwise.
        for now in [1_773_100_800, 1_793_145_600].map(Moment::from_seconds) {
            for zone in ["Europe/Madrid", "Asia/Shanghai", "America/Los_Angeles"] {
                let all = weeks(now, zone);

                let begins = all.iter().map(|week| week.in_zone(zone)).map(|day| (day.date().weekday(), day.hour()));
                assert!(begins.into_iter().all(|day| day == (Weekday::Monday, 0)), "{zone} {all:?}");
                assert_eq!(i64::try_from(all.len()), Ok(WEEKS + 1));
                assert!(all[11] <= now && now < all[12], "{zone}: this week is the last");
            }
        }
    }
}
