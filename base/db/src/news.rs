//! Word for whoever follows the log that there may be more to read.

use crate::Database;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// A commit nobody told of is looked for after so long.
const LOOK: Duration = Duration::from_millis(500);

/// Tells a follower that there may be more. It lives as long as its follower, so that a commit between reading and waiting is not slept
/// through. Where much is written, it lets a breath pass from one step to the next, so that each finds more; the first after a rest is
/// taken at once.
#[derive(Debug)]
pub struct News {
    commits: watch::Receiver<u64>,
    breath: Duration,
    told: Instant,
}

impl News {
    /// For one who reads `db` again after `breath` at the soonest.
    pub fn of(db: &Database, breath: Duration) -> Self {
        Self::from(db.commits(), breath)
    }

    fn from(commits: watch::Receiver<u64>, breath: Duration) -> Self {
        Self { commits, breath, told: Instant::now() }
    }

    /// Waits for a commit since the last wait, or half a second for one nobody told of, and for a breath since then. Ends at once with
    /// `stop`.
    pub async fn next(&mut self, stop: &CancellationToken) {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = self.commits.changed() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep_until(self.told + self.breath) => {}
        }
        self.told = Instant::now();
    }
}

#[cfg(test)]
mod tests {
    use super::{LOOK, News};
    use std::time::Duration;
    use tokio::sync::watch;
    use tokio::time::Instant;
    use tokio_util::sync::CancellationToken;

    const BREATH: Duration = Duration::from_millis(200);

    async fn waits(news: &mut News, stop: &CancellationToken) -> Duration {
        let began = Instant::now();
        news.next(stop).await;
        began.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn the_first_after_a_rest_comes_at_once_and_the_next_after_a_breath() {
        let (commits, heard) = watch::channel(0);
        let (mut news, stop) = (News::from(heard, BREATH), CancellationToken::new());
        assert_eq!(waits(&mut news, &stop).await, LOOK, "nothing was written");
        tokio::time::sleep(BREATH).await;

        commits.send_replace(1);
        assert_eq!(waits(&mut news, &stop).await, Duration::ZERO);
        // While the follower reads: not slept through, and not before the breath.
        commits.send_replace(2);
        assert_eq!(waits(&mut news, &stop).await, BREATH);
        tokio::time::sleep(BREATH / 2).await;
        commits.send_replace(3);
        assert_eq!(waits(&mut news, &stop).await, BREATH / 2, "counted from when it was told");
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_written_during_the_breath_is_told_at_the_next_step() {
        let (commits, heard) = watch::channel(0);
        let (mut news, stop) = (News::from(heard, BREATH), CancellationToken::new());
        commits.send_replace(1);
        let writing = tokio::spawn(async move {
            tokio::time::sleep(BREATH / 2).await;
            commits.send_replace(2);
            commits
        });
        assert_eq!(waits(&mut news, &stop).await, BREATH);
        let _commits = writing.await.expect("written");
        assert_eq!(waits(&mut news, &stop).await, BREATH, "and not half a second");
    }

    #[tokio::test(start_paused = true)]
    async fn a_stop_ends_both_waits() {
        let (commits, heard) = watch::channel(0);
        let (mut news, stop) = (News::from(heard, Duration::from_secs(60)), CancellationToken::new());
        let stopping = stop.clone();
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(50)).await;
            stopping.cancel();
        });
        commits.send_replace(1);
        assert_eq!(waits(&mut news, &stop).await, Duration::from_millis(50), "in the breath");
        assert_eq!(waits(&mut news, &stop).await, Duration::ZERO);
    }
}
