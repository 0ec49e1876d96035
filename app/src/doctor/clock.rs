//! The machine's clock: a sane year, and not before what has happened already.

use super::finding::Finding;
use crate::ahead::last_moment;
use crate::house::House;
use kit::{Clock, Moment};

const WHAT: &str = "clock";
const SET_IT: &str = "timedatectl set-ntp true";
/// Two machines may differ by this much without anybody noticing.
const TOLERATED_SECONDS: i64 = 60;
/// 2025-01-01 and 2100-01-01: before and after, the battery is flat.
const SANE: std::ops::Range<i64> = 1_735_689_600..4_102_444_800;

pub(super) async fn look(house: &House, clock: &Clock) -> Vec<Finding> {
    let last: Result<Option<Moment>, _> = house.db.read(last_moment).await;
    // On a server the desk goes by the server's clock; the machine's is told all the same, for logs and certificates go by it.
    match off_by(house.db.clock().is_put_right_by() / 1_000_000) {
        Some(off) => vec![off],
        None => vec![judged(clock.now(), last.ok().flatten())],
    }
}

fn off_by(behind: i64) -> Option<Finding> {
    let way = if behind < 0 { "ahead of" } else { "behind" };
    let found = format!("this machine's is {} s {way} the database's, by which the desk goes", behind.abs());
    (behind.abs() > TOLERATED_SECONDS).then(|| Finding::warn(WHAT, found, SET_IT))
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

    #[test]
    fn attack_43_a_machine_minutes_away_from_the_database_is_told() {
        assert_eq!(off_by(60), None);
        let found = off_by(-300).unwrap();
        assert!(found.mark == Mark::Warn && found.found.contains("300 s ahead of"), "{found}");
    }
}
