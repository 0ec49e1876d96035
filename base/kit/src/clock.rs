//! The only door through which the time of day enters; tests hold the hands of theirs.

use crate::Moment;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Tells the time. Cheap to clone; clones of a set clock move together.
#[derive(Debug, Clone)]
pub struct Clock(Hands);

#[derive(Debug, Clone)]
enum Hands {
    System,
    Set(Arc<AtomicI64>),
}

impl Clock {
    pub const fn system() -> Self {
        Self(Hands::System)
    }

    /// A clock that stands at `moment` until somebody moves it.
    pub fn set_to(moment: Moment) -> Self {
        Self(Hands::Set(Arc::new(AtomicI64::new(moment.0))))
    }

    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    pub fn now(&self) -> Moment {
        match &self.0 {
            Hands::System => Moment(
                std::time::SystemTime::now()
                    .duration_since(std::time::UNIX_EPOCH)
                    .map_or(0, |since| since.as_micros() as i64),
            ),
            Hands::Set(at) => Moment(at.load(Ordering::SeqCst)),
        }
    }

    /// Moves a set clock; the machine's own clock is not ours to move and stays.
    pub fn forward_seconds(&self, seconds: i64) {
        if let Hands::Set(at) = &self.0 {
            at.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
        }
    }
}
