//! One desk, one time: nodes go by the clock of the database, however wrong their machines' clocks are.

use crate::Trouble;
use crate::engine::postgres as pg;
use kit::{Clock, Moment};
use std::time::{Duration, Instant};

/// The server's clock in microseconds.
pub(super) const SERVER_NOW: &str = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)";
/// Closer than this, two clocks agree: nobody turns the hands back and forth for the way a question takes.
const AGREES: i64 = 50_000;

/// By how much a clock that is put right by `present` should be put right, when the server was `behind` ahead of the machine as an answer came
/// that took `took` in all; nothing if that is as good as before.
fn corrected(present: i64, behind: i64, took: Duration) -> Option<i64> {
    let took = i64::try_from(took.as_micros()).unwrap_or(i64::MAX / 4);
    let wanted = behind + took / 2;
    ((wanted - present).abs() > AGREES + took).then_some(wanted)
}

/// Puts the clock right by what the server said; answers how far the machine is behind it, as far as that is known.
pub(super) fn heed(clock: &Clock, server: i64, took: Duration) -> i64 {
    let Some(behind) = clock.behind(Moment(server)) else { return 0 };
    if let Some(by) = corrected(clock.is_put_right_by(), behind, took) {
        clock.put_right_by(by);
    }
    clock.is_put_right_by()
}

/// Puts a led clock right before anything is written with it. Blocking.
pub(crate) fn go_by_the_server(url: &str, clock: &Clock) -> Result<(), Trouble> {
    if clock.behind(Moment(0)).is_none() {
        return Ok(());
    }
    let mut client = pg::connect(url)?;
    let question = format!("SELECT {SERVER_NOW}");
    // The first question also pays for what the connection does once.
    for _ in 0..2 {
        let asked = Instant::now();
        let row = client
            .query_one(question.as_str(), &[])
            .map_err(|e| Trouble::Unavailable(format!("PostgreSQL did not tell the time: {e}")))?;
        heed(clock, row.get(0), asked.elapsed());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTES: i64 = 5 * 60 * 1_000_000;

    #[test]
    fn attack_43_a_machine_five_minutes_off_is_put_right_and_a_slow_answer_turns_no_hands() {
        let quick = Duration::from_millis(2);
        assert_eq!(corrected(0, -MINUTES, quick), Some(1_000 - MINUTES));
        assert_eq!(corrected(1_000 - MINUTES, 4_000 - MINUTES, quick), None, "a few milliseconds are the way of the question");
        assert_eq!(corrected(0, 30_000, quick), None);
        assert_eq!(corrected(0, -900_000, Duration::from_secs(2)), None, "nobody knows when in those two seconds it was said");
        assert_eq!(corrected(1_000 - MINUTES, 0, quick), Some(1_000), "the machine's clock was set in the meantime");
    }

    #[test]
    fn a_set_clock_is_nobodys_to_put_right() {
        let clock = Clock::set_to(Moment(5)).led();
        assert_eq!(heed(&clock, 77, Duration::ZERO), 0);
        assert_eq!(clock.now(), Moment(5));
    }
}
