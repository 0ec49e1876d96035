//! Tells browsers what changed: signals, never content. The page asks for its fragment again, where rights are checked.
//!
//! One hub in each process keeps the latest signals in a ring; each browser's stream is a cursor on it plus the set of
//! inboxes its agent sees. What is outside that set is never written to the stream (attack 26); when rights change
//! the set is read again before anything further is written (attack 27).

mod hub;
mod stream;

pub use hub::{Live, Position};
use serde::{Deserialize, Serialize};
pub(crate) use stream::{serve, serve_program};

/// Where a browser listens.
pub(crate) const PATH: &str = "/live";

/// Something changed. Whoever may see it is told its topics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    /// What changed: `conversation:42`, `customer:7`, `counts`.
    pub topics: Vec<String>,
    /// Only agents who see this inbox hear of it; `None` is for every agent.
    pub inbox: Option<i64>,
    /// Only this agent hears of it.
    pub only_agent: Option<i64>,
    rights_changed: bool,
}

impl Signal {
    /// Something every agent may hear of.
    pub fn about<T: Into<String>>(topics: impl IntoIterator<Item = T>) -> Self {
        Self {
            topics: topics.into_iter().map(Into::into).collect(),
            inbox: None,
            only_agent: None,
            rights_changed: false,
        }
    }

    /// Keeps it to agents who see this inbox.
    #[must_use]
    pub const fn in_inbox(mut self, inbox: i64) -> Self {
        self.inbox = Some(inbox);
        self
    }

    /// Keeps it to one agent.
    #[must_use]
    pub const fn only_for(mut self, agent_id: i64) -> Self {
        self.only_agent = Some(agent_id);
        self
    }

    /// Roles, teams, inbox access or sessions changed: every stream asks again what it may show, or ends.
    pub fn rights_changed() -> Self {
        Self { rights_changed: true, ..Self::about(["rights"]) }
    }
}
