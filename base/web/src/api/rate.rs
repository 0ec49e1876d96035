//! How often a token may ask: a bucket for each, in the memory of this node, filled evenly over a minute.
//!
//! Every node counts by itself, so a company with two nodes grants up to twice as much. Guessing tokens is counted by the
//! address it comes from.

use axum::http::header::HeaderName;
use axum::http::{HeaderMap, HeaderValue};
use kit::Moment;
use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

const WINDOW_SECONDS: i64 = 60;
/// How many wrong tokens one address may try in a minute.
const WRONG_TOKENS: i64 = 60;
/// Full buckets are forgotten when there are this many.
const MANY: usize = 10_000;

/// The headers that tell a program its pace.
pub(crate) const RATE_HEADERS: [HeaderName; 3] = [
    HeaderName::from_static("ratelimit-limit"),
    HeaderName::from_static("ratelimit-remaining"),
    HeaderName::from_static("ratelimit-reset"),
];

/// The buckets of this node.
pub(crate) struct Rates {
    tokens: Buckets<i64>,
    strangers: Buckets<IpAddr>,
}

/// What one request found in its bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pace {
    pub limit: i64,
    pub remaining: i64,
    /// Until the bucket is full again.
    pub reset_seconds: i64,
    /// `Some`: refused, and when to ask again.
    pub wait_seconds: Option<i64>,
}

impl Rates {
    /// So many requests a minute for each token.
    pub fn per_minute(limit: i64) -> Self {
        Self { tokens: Buckets::of(limit), strangers: Buckets::of(WRONG_TOKENS) }
    }

    /// A request with this token.
    pub fn take(&self, token: i64, now: Moment) -> Pace {
        self.tokens.take(token, now)
    }

    /// A request with a token nobody has.
    pub fn wrong_token(&self, from: IpAddr, now: Moment) -> Pace {
        self.strangers.take(from, now)
    }
}

impl Pace {
    pub fn tell(self, headers: &mut HeaderMap) {
        let values = [self.limit, self.remaining, self.reset_seconds];
        for (name, value) in RATE_HEADERS.into_iter().zip(values) {
            headers.insert(name, HeaderValue::from(value));
        }
    }
}

struct Buckets<K> {
    limit: i64,
    /// When each bucket will be full again: the later, the emptier it is.
    full_at: Mutex<HashMap<K, Moment>>,
}

impl<K: Eq + Hash> Buckets<K> {
    fn of(limit: i64) -> Self {
        Self { limit: limit.max(1), full_at: Mutex::default() }
    }

    fn take(&self, key: K, now: Moment) -> Pace {
        let mut buckets = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() > MANY {
            buckets.retain(|_, full_at| *full_at > now);
        }
        let full_at = buckets.entry(key).or_insert(now);
        let (pace, after) = judge(self.limit, *full_at, now);
        *full_at = after;
        pace
    }
}

/// The rule, with nothing but numbers: what a request at `now` finds, and when the bucket is full after it.
fn judge(limit: i64, full_at: Moment, now: Moment) -> (Pace, Moment) {
    let (window, drop) = (WINDOW_SECONDS * 1_000_000, WINDOW_SECONDS * 1_000_000 / limit);
    // A clock that was set back must not leave a bucket empty for hours.
    let lacking = (full_at.0 - now.0).clamp(0, window);
    let pace = |lacking: i64, wait_seconds| Pace {
        limit,
        remaining: (window - lacking) / drop,
        reset_seconds: whole_seconds(lacking),
        wait_seconds,
    };
    if lacking + drop > window {
        let wait = whole_seconds(lacking + drop - window).max(1);
        return (pace(lacking, Some(wait)), Moment(now.0 + lacking));
    }
    (pace(lacking + drop, None), Moment(now.0 + lacking + drop))
}

const fn whole_seconds(microseconds: i64) -> i64 {
    (microseconds + 999_999) / 1_000_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_with_use_and_fills_with_time() {
        let (noon, mut full_at) = (Moment::from_seconds(1_000), Moment::from_seconds(0));
        for left in [2, 1, 0] {
            let (pace, after) = judge(3, full_at, noon);
            assert_eq!((pace.remaining, pace.wait_seconds), (left, None));
            full_at = after;
        }
        let (refused, full_at) = judge(3, full_at, noon);
        assert_eq!((refused.remaining, refused.wait_seconds, refused.reset_seconds), (0, Some(20), 60));
        let (again, _) = judge(3, full_at, noon.plus_seconds(20));
        assert_eq!((again.remaining, again.wait_seconds), (0, None));
    }

    #[test]
    fn a_clock_set_back_by_hours_costs_a_minute_at_most() {
        let (pace, _) = judge(60, Moment::from_seconds(100_000), Moment::from_seconds(1_000));
        assert_eq!(pace.wait_seconds, Some(1));
    }

    #[test]
    fn tokens_do_not_share_a_bucket() {
        let rates = Rates::per_minute(1);
        let now = Moment::from_seconds(5);
        assert_eq!(rates.take(1, now).wait_seconds, None);
        assert!(rates.take(1, now).wait_seconds.is_some() && rates.take(2, now).wait_seconds.is_none());
    }
}
