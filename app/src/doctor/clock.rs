//! The machine's clock: a sane year, and not before what has happened already.

use super::finding::Finding;
use crate::house::House;
use db::sql;
use kit::{Clock, Moment};

const WHAT: &str = "clock";
const SET_IT: &str = "timedatectl set-ntp true";
/// Two machines may differ by this much without anybody noticing.
const TOLERATED_SECONDS: i64 = 60;
/// 2025-01-01 and 2100-01-01: before and after, the battery is flat.
const SANE: std::ops::Range<i64> = 1_735_689_600..4_102_444_800;

pub(super) async fn look(house: &House, clock: &Clock) -> Vec<Finding> {
    let last: Result<Option<Moment>, _> = house.db.read(|tx| sql("SELECT MAX(happened_at) FROM activity").only(tx, "activity")).await;
    vec![judged(clock.now(), last.ok().flatten())]
}

fn judged(now: Moment, last: Option<Moment>) -> Finding {
    let shown = now.rfc3339();
    if !SANE.contains(&now.seconds()) {
        return Finding::fail(WHAT, format!("it says {shown}"), SET_IT);
    }
    match last {
        Some(last) if last.seconds_since(now) > TOLERATED_SECONDS => {
            Finding::fail(WHAT, format!("it says {shown}, but the last thing happened at {}", last.rfc3339()), SET_IT)
        }
        _ => Finding::ok(WHAT, shown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::Mark;

    #[test]
    fn a_clock_that_went_back_or_lost_its_year_is_wrong() {
        let now = Moment::from_seconds(1_773_133_200);

        assert_eq!(judged(now, None).mark, Mark::Ok);
        assert_eq!(judged(now, Some(now.plus_seconds(-5))).mark, Mark::Ok);
        assert_eq!(judged(now, Some(now.plus_seconds(60))).mark, Mark::Ok);
        assert_eq!(judged(now, Some(now.plus_seconds(3_600))).mark, Mark::Fail);
        assert_eq!(judged(Moment::from_seconds(0), None).mark, Mark::Fail);
    }
}
