//! A node's line to the others: a connection of its own, on a thread of its own, so that nothing else the program does makes it fall silent.
//!
//! Over it the node says that it lives and takes and gives back duties (`beat`), hears at once what others committed, and tells them what it
//! committed: in a word for all that was committed in ten milliseconds, after the fact, so that no commit waits for it. While the line is down,
//! followers find what others did by looking every half second, and of what no log holds a few hundred words wait; once it is open again, those who
//! may have missed some are told so.

use super::beat::{Beat, Lost};
use super::membership::Leave;
use super::{MISSED, Membership, Said};
use crate::Trouble;
use kit::Clock;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{broadcast, mpsc, oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant, MissedTickBehavior};
use tokio_postgres::{AsyncMessage, Client, Config, NoTls};

/// What happens within this time is told in one word.
const TOGETHER: Duration = Duration::from_millis(10);
/// A server that needs longer than this for a word has hung up.
const PATIENCE: Duration = Duration::from_secs(4);
const AGAIN: Duration = Duration::from_millis(500);

/// Everything the line stands on.
pub(crate) struct Line {
    pub url: String,
    pub membership: Arc<Membership>,
    pub clock: Clock,
    /// The steps of the schema this program knows.
    pub known: Vec<(String, i64)>,
    /// What this process committed.
    pub ours: watch::Receiver<u64>,
    /// Rung when others committed something, or left something.
    pub theirs: Arc<dyn Fn() + Send + Sync>,
    pub told: broadcast::Sender<String>,
    pub said: Said,
}

/// Ends what drives a connection together with it.
struct Pump(JoinHandle<()>);

impl Drop for Pump {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Line {
    /// Starts the thread; `joined` is told after the first beat.
    pub fn open_on_a_thread(self, joined: oneshot::Sender<()>) -> Result<(), Trouble> {
        let no_thread = |e: std::io::Error| Trouble::Opening(format!("no thread could be started ({e}). Raise the process limit."));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(no_thread)?;
        std::thread::Builder::new()
            .name("nodes".into())
            .spawn(move || runtime.block_on(self.stay(joined)))
            .map(drop)
            .map_err(no_thread)
    }

    async fn stay(mut self, joined: oneshot::Sender<()>) {
        let membership = self.membership.clone();
        tokio::select! {
            () = self.keep_up(joined) => {}
            () = membership.doubts() => {}
        }
        membership.holds_nothing();
    }

    /// Opens the line again whenever it is lost, until the node leaves.
    async fn keep_up(&mut self, joined: oneshot::Sender<()>) {
        let mut joined = Some(joined);
        while let Err(lost) = self.hold(&mut joined).await {
            tracing::warn!(%lost, "the line to the other nodes is lost; it is opened again");
            tokio::time::sleep(AGAIN).await;
        }
    }

    /// One connection, until it is lost or the node leaves.
    async fn hold(&mut self, joined: &mut Option<oneshot::Sender<()>>) -> Result<(), Lost> {
        let (client, mut heard, _pump) = connect(&self.url, &self.membership.name).await?;
        let mut beat = Beat::over(client, self.membership.clone(), self.clock.clone(), self.known.clone()).await?;
        self.owns_up(&beat).await?;
        let mut beats = tokio::time::interval(self.membership.pace.beat);
        beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut quiet_until = Instant::now();
        // Whatever others said while the line was down was not heard.
        (self.theirs)();
        if joined.is_none() {
            let _ = self.told.send(MISSED.to_owned());
        }
        loop {
            tokio::select! {
                _ = beats.tick() => {
                    self.beat(&mut beat).await?;
                    if let Some(joined) = joined.take() {
                        let _ = joined.send(());
                    }
                }
                () = self.membership.look.notified() => self.beat(&mut beat).await?,
                words = heard.recv() => self.hears(&mut beat, words.ok_or(Lost::Closed)?).await?,
                Some(words) = self.said.words.recv() => self.tells(&beat, &words).await?,
                whoever = self.said.leave.recv() => {
                    let Some(Leave(whoever)) = whoever else { return Ok(()) };
                    let left = within(beat.leave()).await;
                    whoever.map(|waits| waits.send(()));
                    return left.or(Ok(()));
                }
                () = news(&mut self.ours, quiet_until) => {
                    quiet_until = Instant::now() + TOGETHER;
                    within(beat.call("committed", "")).await?;
                }
            }
        }
    }

    async fn beat(&self, beat: &mut Beat) -> Result<(), Lost> {
        if within(beat.once()).await? {
            // Somebody died and left something to do.
            (self.theirs)();
        }
        Ok(())
    }

    /// Passes words on, and after the last of those that wait whether some were lost.
    async fn tells(&self, beat: &Beat, words: &str) -> Result<(), Lost> {
        let told = within(beat.call("words", words)).await;
        if told.is_err() {
            self.membership.misses();
        }
        told?;
        if self.said.words.is_empty() { self.owns_up(beat).await } else { Ok(()) }
    }

    /// Says that others did not hear everything, if so.
    async fn owns_up(&self, beat: &Beat) -> Result<(), Lost> {
        if !self.membership.has_missed() {
            return Ok(());
        }
        let told = within(beat.call(MISSED, "")).await;
        if told.is_err() {
            self.membership.misses();
        }
        told
    }

    async fn hears(&self, beat: &mut Beat, payload: String) -> Result<(), Lost> {
        let mut parts = payload.splitn(3, ' ');
        let (from, what, words) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        if from.parse() == Ok(self.membership.id()) {
            return Ok(());
        }
        match what {
            "committed" => (self.theirs)(),
            "look" => self.beat(beat).await?,
            MISSED => {
                (self.theirs)();
                let _ = self.told.send(MISSED.to_owned());
            }
            _ => drop(self.told.send(words.to_owned())),
        }
        Ok(())
    }
}

/// Waits for a commit of this process, but not before `quiet_until`.
async fn news(ours: &mut watch::Receiver<u64>, quiet_until: Instant) {
    tokio::time::sleep_until(quiet_until).await;
    if ours.changed().await.is_err() {
        std::future::pending::<()>().await;
    }
}

async fn within<T>(asked: impl Future<Output = Result<T, Lost>>) -> Result<T, Lost> {
    tokio::time::timeout(PATIENCE, asked).await.unwrap_or(Err(Lost::Silent))
}

/// `name` is what the server's own list of connections says.
async fn connect(url: &str, name: &str) -> Result<(Client, mpsc::UnboundedReceiver<String>, Pump), Lost> {
    let mut config: Config = url.parse()?;
    config.application_name(format!("frontline {name}")).tcp_user_timeout(2 * PATIENCE);
    let (client, mut connection) = tokio::time::timeout(PATIENCE, config.connect(NoTls)).await.map_err(|_| Lost::Silent)??;
    let (notified, heard) = mpsc::unbounded_channel();
    let pump = tokio::spawn(async move {
        loop {
            match std::future::poll_fn(|context| connection.poll_message(context)).await {
                Some(Ok(AsyncMessage::Notification(told))) => drop(notified.send(told.payload().to_owned())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return,
            }
        }
    });
    Ok((client, heard, Pump(pump)))
}
