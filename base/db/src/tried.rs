//! One try at a time, whose outcome everybody has who asked before it ended, or a moment after it: for what costs something and is asked by
//! anybody, such as whether changes are kept.

use crate::Trouble;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// When a try ended, and how.
type Last = (Instant, Result<(), String>);

/// What came of the last try. Held while one is made.
#[derive(Default)]
pub(crate) struct Tried(Mutex<Option<Last>>);

impl Tried {
    /// The outcome of a try that ended after this was asked, or that failed less than `lately` ago; else of one that is made now. Who asks
    /// again after a good one has heard of a new failure since.
    pub async fn or_try(&self, lately: Duration, attempt: impl Future<Output = Result<(), Trouble>>) -> Result<(), Trouble> {
        let asked = Instant::now();
        let mut last = self.0.lock().await;
        if let Some((ended, outcome)) = &*last
            && (*ended >= asked || (outcome.is_err() && ended.elapsed() < lately))
        {
            return outcome.clone().map_err(Trouble::Unavailable);
        }
        let outcome = attempt.await;
        *last = Some((Instant::now(), outcome.as_ref().copied().map_err(words)));
        outcome
    }
}

fn words(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Unavailable(why) => why.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[tokio::test(flavor = "multi_thread")]
    async fn attack_42_however_many_ask_one_try_is_made_at_a_time_and_shared() {
        let (tried, tries) = (Arc::new(Tried::default()), Arc::new(AtomicUsize::new(0)));
        let asks = |lately| {
            let (tried, tries) = (tried.clone(), tries.clone());
            async move {
                let attempt = async {
                    tries.fetch_add(1, Ordering::SeqCst);
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    Err(Trouble::Unavailable("the disk is full".into()))
                };
                tried.or_try(lately, attempt).await
            }
        };

        let everybody: tokio::task::JoinSet<_> = (0..500).map(|_| asks(Duration::from_secs(600))).collect();
        let told = everybody.join_all().await;
        assert!(told.iter().all(|told| told.as_ref().is_err_and(|why| why.to_string().contains("the disk is full"))));
        assert_eq!(tries.load(Ordering::SeqCst), 1);

        asks(Duration::from_secs(600)).await.expect_err("as a moment ago");
        assert_eq!(tries.load(Ordering::SeqCst), 1);
        asks(Duration::ZERO).await.expect_err("still");
        assert_eq!(tries.load(Ordering::SeqCst), 2, "whoever wants to know now");
    }

    #[tokio::test]
    async fn attack_42_a_failure_after_a_good_try_is_told_at_once() {
        let (tried, lately) = (Tried::default(), Duration::from_secs(600));
        tried.or_try(lately, async { Ok(()) }).await.expect("room for something small");

        let told = tried.or_try(lately, async { Err(Trouble::Unavailable("the disk is full".into())) }).await;

        told.expect_err("no more room");
    }
}
