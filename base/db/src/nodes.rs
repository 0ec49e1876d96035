//! Several programs on one PostgreSQL: who lives, who does what only one may do, and what one tells the others.
//!
//! A program that serves a desk joins it and is a *node* until it leaves or dies. What only one may do (the reactions, the timers, each
//! mailbox) is a *duty*, and one node holds it. A node says every two seconds that it lives; who was silent for ten has lost its duties, and
//! another takes them. Who is on duty changes rows through a [`Database`] that asks in each transaction whether it still is, so a program that
//! was stopped and wakes up changes nothing. All of it goes by the clock of the database. On SQLite, and for a program that has not joined, every
//! duty is held and nothing is asked.

mod beat;
mod clock;
mod duty;
mod line;
mod membership;

use crate::{Database, FromRow, Trouble, Tx, sql};
pub(crate) use clock::go_by_the_server;
pub(crate) use duty::Fence;
use kit::Moment;
pub(crate) use line::Line;
pub(crate) use membership::{Membership, Said};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::oneshot;

/// The node this process is, once it has joined.
pub(crate) type Joined = Arc<OnceLock<Arc<Membership>>>;

/// How often a node says that it lives, and after how long a silence it has lost its duties.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    pub beat: Duration,
    pub silent: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { beat: Duration::from_secs(2), silent: Duration::from_secs(10) }
    }
}

/// A node as the others see it.
#[derive(Debug, Clone, FromRow)]
pub struct Seen {
    pub id: i64,
    pub name: String,
    pub version: String,
    pub joined_at: Moment,
    pub heard_at: Moment,
    /// How many microseconds its machine's clock is behind the database's.
    pub clock_off: i64,
    /// Why it takes no new work, if it does not.
    pub rests: Option<String>,
}

impl Seen {
    /// Whether it spoke a moment ago.
    pub fn lives(&self, now: Moment) -> bool {
        now.0 - self.heard_at.0 < Pace::default().silent.as_micros() as i64
    }
}

/// Every node there is a trace of, the oldest first; who died is among them until another notices.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Seen>, Trouble> {
    sql("SELECT id, name, version, joined_at, heard_at, clock_off, rests FROM node ORDER BY id").all(tx)
}

/// A duty, and the number of the node that holds it.
pub type Held = (String, Option<i64>);

/// Every duty.
pub fn duties(tx: &mut Tx<'_>) -> Result<Vec<Held>, Trouble> {
    sql("SELECT name, node_id FROM duty ORDER BY name").all(tx)
}

impl Database {
    /// Makes this process a node called `name`. On SQLite there is nothing to join.
    pub async fn join(&self, name: &str, version: &str, pace: Pace) -> Result<(), Trouble> {
        let (membership, said) = Membership::new(name, version, pace);
        let membership = Arc::new(membership);
        let Some(line) = self.line(membership.clone(), said) else { return Ok(()) };
        let (joined, has_joined) = oneshot::channel();
        line.open_on_a_thread(joined)?;
        match tokio::time::timeout(Duration::from_secs(20), has_joined).await {
            Ok(Ok(())) => {}
            _ => return Err(Trouble::Opening("the other nodes could not be joined: PostgreSQL does not answer. See the log.".into())),
        }
        self.has_joined(membership)
    }

    /// Gives back every duty and what is leased, and is no node any more. Called when everything has ended.
    pub async fn leave(&self) {
        let Some(membership) = self.membership() else { return };
        let (left, has_left) = oneshot::channel();
        membership.leave(Some(left));
        // Whoever cannot say goodbye is missed after a while.
        let _ = tokio::time::timeout(Duration::from_secs(3), has_left).await;
    }

    /// Tells the other nodes something they need only now; who does not hear it does without, and hears [`MISSED`] later if that can be known.
    /// At most [`LONGEST`] bytes.
    pub fn tell(&self, words: &str) {
        if let Some(membership) = self.membership().filter(|_| words.len() <= LONGEST) {
            membership.say(words.to_owned());
        }
    }

    /// Why this node takes no new work, if it does not: a newer program has changed the database.
    pub fn rests(&self) -> Option<String> {
        self.membership().and_then(|membership| membership.rests())
    }
}

/// Heard instead of words of which some were lost: whoever goes by them looks at what there is.
pub const MISSED: &str = "missed";

/// PostgreSQL carries 8,000 bytes at once.
pub const LONGEST: usize = 7_900;
