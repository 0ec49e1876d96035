//! The only door through which the time of day enters; tests hold the hands of theirs.
//!
//! Several machines that share a desk do not agree on the time. The clock of a desk on a server is *led*: the machine's, put right by how
//! far it is from the server's, so that all of them read the same.

use crate::Moment;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};

/// Tells the time. Cheap to clone; clones of a set clock move together.
#[derive(Debug, Clone)]
pub struct Clock(Hands);

#[derive(Debug, Clone)]
enum Hands {
    System,
    /// The machine's, and by how many microseconds it is put right.
    Led(Arc<AtomicI64>),
    Set(Arc<AtomicI64>),
}

/// `FRONTLINE_CLOCK_OFF_BY=300` lets a process live five minutes ahead of its machine, so that tests can play machines that
/// disagree. Unset, which is always outside tests, nothing happens.
static OFF_BY: LazyLock<i64> = LazyLock::new(|| {
    let seconds = std::env::var("FRONTLINE_CLOCK_OFF_BY").ok().and_then(|text| text.parse::<i64>().ok());
    seconds.unwrap_or(0) * 1_000_000
});

impl Clock {
    pub const fn system() -> Self {
        Self(Hands::System)
    }

    /// A clock that stands at `moment` until somebody moves it.
    pub fn set_to(moment: Moment) -> Self {
        Self(Hands::Set(Arc::new(AtomicI64::new(moment.0))))
    }

    pub fn now(&self) -> Moment {
        match &self.0 {
            Hands::System => machine(),
            Hands::Led(by) => Moment(machine().0 + by.load(Ordering::SeqCst)),
            Hands::Set(at) => Moment(at.load(Ordering::SeqCst)),
        }
    }

    /// A clock that can be put right, by the machine's; a set one stays what it is.
    #[must_use]
    pub fn led(self) -> Self {
        match self.0 {
            Hands::System => Self(Hands::Led(Arc::default())),
            hands => Self(hands),
        }
    }

    /// How far this machine's own clock is behind another that says `theirs` now; `None` for clocks nobody can put right.
    pub fn behind(&self, theirs: Moment) -> Option<i64> {
        matches!(self.0, Hands::Led(_)).then(|| theirs.0 - machine().0)
    }

    /// Goes by so many microseconds more than the machine's from now on.
    pub fn put_right_by(&self, microseconds: i64) {
        if let Hands::Led(by) = &self.0 {
            by.store(microseconds, Ordering::SeqCst);
        }
    }

    /// By how many microseconds it is put right.
    pub fn is_put_right_by(&self) -> i64 {
        match &self.0 {
            Hands::Led(by) => by.load(Ordering::SeqCst),
            Hands::System | Hands::Set(_) => 0,
        }
    }

    /// Moves a set clock; the machine's own clock is not ours to move and stays.
    pub fn forward_seconds(&self, seconds: i64) {
        if let Hands::Set(at) = &self.0 {
            at.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
fn machine() -> Moment {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    Moment(since.map_or(0, |since| since.as_micros() as i64) + *OFF_BY)
}
