//! How long one waits, and how often one asks again.

use std::time::Duration;

/// The times by which a server is judged. Scenes bring shorter ones.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For a wire, for the beginning of an answer, and for each further part of it.
    pub answer: Duration,
    /// How often a request is tried in all.
    pub tries: u32,
    /// Before the second try; doubled before each further one.
    pub first_pause: Duration,
    pub longest_pause: Duration,
    /// How often whoever holds a place says that they are still there.
    pub sign_of_life: Duration,
    /// Without a sign for so long, whoever held the place is gone.
    pub left_behind: Duration,
    /// Where conditions are not obeyed: how long one waits to see whether somebody came at the same moment.
    pub settling: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            answer: Duration::from_secs(30),
            tries: 8,
            first_pause: Duration::from_millis(250),
            longest_pause: Duration::from_secs(20),
            sign_of_life: Duration::from_secs(60),
            left_behind: Duration::from_secs(300),
            settling: Duration::from_secs(5),
        }
    }
}

/// What a slow line must carry in a second, or the wait ends.
const SLOWEST_BYTES: u64 = 16 * 1024;

impl Patience {
    /// For the beginning of an answer to a request with so large a body.
    pub(crate) fn for_body(&self, bytes: usize) -> Duration {
        self.answer + Duration::from_secs(bytes as u64 / SLOWEST_BYTES)
    }

    /// Before try number `tried + 1`: between half and the whole of what doubles each time, so that not all come back at once.
    pub(crate) fn pause(&self, tried: u32) -> Duration {
        let doubled = self.first_pause.saturating_mul(1 << tried.saturating_sub(1).min(16));
        doubled.min(self.longest_pause).mul_f64(rand::random_range(0.5..=1.0))
    }
}
