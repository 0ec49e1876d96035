//! Dying on purpose at a commit or a step of an upgrade, so that tests can prove nothing is lost or doubled there.
//!
//! `FRONTLINE_ABORT_AT_COMMIT=before:12` ends the process without any clean-up just before its twelfth commit;
//! `after:12` just after, before anybody was told. Upgrades have places of their own: `copy-begun`, `copy-written`, `copy-named`,
//! `step-begun`, `step-run`, `step-taken`. Unset, which is always outside tests, nothing happens.

use std::sync::atomic::{AtomicU64, Ordering};

/// Counts how often a place was passed and knows at which time to die.
pub(crate) struct CrashPoint {
    place: String,
    number: u64,
    passed: AtomicU64,
}

impl CrashPoint {
    pub fn from_environment() -> Self {
        let wanted = std::env::var("FRONTLINE_ABORT_AT_COMMIT").unwrap_or_default();
        let (place, number) = wanted.split_once(':').unwrap_or_default();
        Self {
            place: place.to_owned(),
            number: number.parse().unwrap_or(0),
            passed: AtomicU64::new(0),
        }
    }

    pub fn before_commit(&self) {
        self.pass("before");
    }

    pub fn after_commit(&self) {
        self.pass("after");
    }

    /// Dies here if this is the place, and the time.
    pub fn pass(&self, place: &str) {
        if self.place == place && self.passed.fetch_add(1, Ordering::SeqCst) + 1 == self.number {
            std::process::abort();
        }
    }
}
