//! Dying on purpose at a commit, so that tests can prove nothing is lost or doubled there.
//!
//! `FRONTLINE_ABORT_AT_COMMIT=before:12` ends the process without any clean-up just before its twelfth commit;
//! `after:12` just after, before anybody was told. Unset, which is always outside tests, nothing happens.

use std::sync::atomic::{AtomicU64, Ordering};

/// Counts commits and knows at which one to die.
pub(crate) struct CrashPoint {
    before: u64,
    after: u64,
    commits: AtomicU64,
}

impl CrashPoint {
    pub fn from_environment() -> Self {
        let wanted = std::env::var("FRONTLINE_ABORT_AT_COMMIT").unwrap_or_default();
        let (side, number) = wanted.split_once(':').unwrap_or_default();
        let number = number.parse().unwrap_or(0);
        Self {
            before: if side == "before" { number } else { 0 },
            after: if side == "after" { number } else { 0 },
            commits: AtomicU64::new(0),
        }
    }

    pub fn before_commit(&self) {
        let number = self.commits.fetch_add(1, Ordering::SeqCst) + 1;
        if self.before == number {
            std::process::abort();
        }
    }

    pub fn after_commit(&self) {
        if self.after != 0 && self.after == self.commits.load(Ordering::SeqCst) {
            std::process::abort();
        }
    }
}
