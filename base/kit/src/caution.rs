//! Caution after the clock has leapt: what can be put back waits for minutes, what cannot (erasing, forgetting, charging) for an hour.
//!
//! A clock that stands a year ahead for a moment (a flat battery, a wrong setting, a machine that slept) would let a year of retention, renewals,
//! planned letters and missed answers happen at once. A leap is told by the machine's other clock, which only counts; whoever has just started
//! holds the last thing that happened against the clock. Clocks that go back are nobody's danger: everything waits until its moment comes.

use crate::Moment;
use std::time::{Duration, Instant};

/// Clocks are set right by seconds every day; this is more.
const LEAP_SECONDS: i64 = 600;
const NEGATIVE_LEAP_SECONDS: i64 = -LEAP_SECONDS;
/// A desk where nothing at all was written down for so long was off, or its clock is wrong.
const LONG_SECONDS: i64 = 7 * 86_400;
/// For how long what can be put back waits, and what cannot.
const REVERSIBLE: Duration = Duration::from_secs(180);
const IRREVERSIBLE: Duration = Duration::from_secs(3_600);

/// What may happen now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowed {
    /// Waking, reminding, recording that an answer is late.
    pub reversible: bool,
    /// Charging, calling off, forgetting, erasing.
    pub irreversible: bool,
}

impl Allowed {
    /// As long as nobody doubts the clock.
    pub const EVERYTHING: Self = Self { reversible: true, irreversible: true };
}

/// What the two clocks showed when they were last believed, and since when they are apart.
#[derive(Debug, Clone, Default)]
pub struct Caution {
    believed: Option<(Moment, Instant)>,
    ahead: Option<(Instant, i64)>,
    behind: Option<Instant>,
    doubted: Option<Instant>,
}

impl Caution {
    /// Of one who starts, and knows when the last thing happened here: long ago may mean that the clock stands ahead.
    pub fn since(last: Option<Moment>, now: Moment, at: Instant) -> Self {
        let is_long = last.is_some_and(|last| now.seconds_since(last) > LONG_SECONDS);
        // What can be put back does not wait for it: most desks were only switched off.
        Self { believed: Some((now, at)), doubted: is_long.then_some(at), ..Self::default() }
    }

    /// Whether it is the start after a long silence that is doubted, and still is: what was promised before it may be meant for much later.
    pub fn doubts_its_start(&self, at: Instant) -> bool {
        self.doubted.is_some_and(|since| at.duration_since(since) < IRREVERSIBLE)
    }

    /// Looks at both clocks. Set back to where it was before the leap, the clock is believed at once; a new time is believed after an hour.
    pub fn look(&mut self, now: Moment, at: Instant) -> Allowed {
        let (believed, then) = *self.believed.get_or_insert((now, at));
        let counted = i64::try_from(at.duration_since(then).as_secs()).unwrap_or(i64::MAX);
        let apart = now.seconds_since(believed).saturating_sub(counted);
        (self.ahead, self.behind) = match apart {
            LEAP_SECONDS.. => (Some(self.ahead.filter(|(_, leap)| apart - leap < LEAP_SECONDS).unwrap_or((at, apart))), None),
            ..=NEGATIVE_LEAP_SECONDS => (None, self.behind.or(Some(at))),
            _ => (None, None),
        };
        let since = self.ahead.map(|(since, _)| since);
        let past = |since: Option<Instant>, long: Duration| since.is_none_or(|since| at.duration_since(since) >= long);
        if past(since.or(self.behind), IRREVERSIBLE) {
            (self.believed, self.ahead, self.behind) = (Some((now, at)), None, None);
        }
        Allowed {
            reversible: past(since, REVERSIBLE),
            irreversible: past(since, IRREVERSIBLE) && past(self.doubted, IRREVERSIBLE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Allowed, Caution};
    use crate::Moment;
    use std::time::{Duration, Instant};

    const ALL: Allowed = Allowed::EVERYTHING;
    const NOTHING: Allowed = Allowed { reversible: false, irreversible: false };
    const SOME: Allowed = Allowed { reversible: true, irreversible: false };
    const DAY: i64 = 86_400;

    #[test]
    fn attack_43_after_a_leap_of_the_clock_what_cannot_be_put_back_waits() {
        let (start, began) = (Moment::from_seconds(1_773_133_200), Instant::now());
        let mut caution = Caution::default();
        let mut look = |wall: i64, counted: u64| caution.look(start.plus_seconds(wall), began + Duration::from_secs(counted));

        assert_eq!([look(0, 0), look(5, 5), look(400, 10)], [ALL; 3], "a clock that is set right by minutes");
        assert_eq!([look(DAY, 15), look(DAY + 170, 185), look(DAY + 190, 205)], [NOTHING, NOTHING, SOME], "a day ahead");
        assert_eq!(look(3_700, 3_500), ALL, "set right again before the hour was over");
        assert_eq!([look(-DAY, 3_505), look(3_710, 3_510)], [ALL, ALL], "back is no danger, nor is coming back from there");

        assert_eq!([look(DAY, 3_600), look(2 * DAY, 3_700)], [NOTHING, NOTHING]);
        assert_eq!([look(2 * DAY + 180, 3_880), look(2 * DAY + 3_595, 7_295)], [SOME, SOME], "counted from the last leap");
        assert_eq!([look(2 * DAY + 3_600, 7_300), look(2 * DAY + 3_605, 7_305)], [ALL, ALL], "a new time is believed in the end");
        assert_eq!(look(DAY, 7_310), ALL);
        assert_eq!(look(DAY + 3_600, 10_910), ALL, "and so is an older one");
        assert_eq!(look(2 * DAY, 10_915), NOTHING);
    }

    #[test]
    fn attack_43_who_starts_long_after_anything_happened_doubts_the_clock_for_an_hour() {
        let (now, began) = (Moment::from_seconds(1_773_133_200), Instant::now());
        let begun = |ago: Option<i64>| Caution::since(ago.map(|ago| now.plus_seconds(-ago)), now, began);
        let mut late = begun(Some(365 * DAY));
        let look = |caution: &mut Caution, seconds: u64| caution.look(now, began + Duration::from_secs(seconds));

        assert_eq!([look(&mut late, 5), look(&mut late, 3_599), look(&mut late, 3_600)], [SOME, SOME, ALL]);
        assert_eq!(
            [5, 3_599, 3_600].map(|seconds| late.doubts_its_start(began + Duration::from_secs(seconds))),
            [true, true, false]
        );
        assert!(!begun(Some(DAY)).doubts_its_start(began));
        assert_eq!(look(&mut begun(None), 5), ALL, "nothing has happened here yet");
        assert_eq!(look(&mut begun(Some(DAY)), 5), ALL, "a desk that was off over night");
        assert_eq!(look(&mut begun(Some(-365 * DAY)), 5), ALL, "the log stands ahead: the doctor tells");
    }

    #[test]
    fn a_program_that_was_stopped_has_not_leapt() {
        let (start, began) = (Moment::from_seconds(0), Instant::now());
        let mut caution = Caution::default();

        caution.look(start, began);
        let after = caution.look(start.plus_seconds(2 * DAY), began + Duration::from_secs(2 * 86_400));

        assert_eq!(after, ALL, "both clocks went on");
    }
}
