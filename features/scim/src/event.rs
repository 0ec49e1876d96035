//! What a directory does here, as the activity log keeps it: whom or which team it concerns, and what changed, by the names of
//! attributes and never their values. What follows from it (deactivations, team changes) has lines of its own.

use db::{Happening, Subject};
use serde::{Deserialize, Serialize};

/// A line this room writes into the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Event {
    #[serde(rename = "directory.user_added")]
    UserAdded { agent: i64 },
    #[serde(rename = "directory.user_changed")]
    UserChanged { agent: i64, changed: Vec<String> },
    #[serde(rename = "directory.user_removed")]
    UserRemoved { agent: i64 },
    #[serde(rename = "directory.group_changed")]
    GroupChanged { team: i64, name: String },
    #[serde(rename = "directory.group_removed")]
    GroupRemoved { team: i64, name: String },
}

impl Happening for Event {
    fn subject(&self) -> Subject {
        let agent = match self {
            Self::UserAdded { agent } | Self::UserChanged { agent, .. } | Self::UserRemoved { agent } => Some(*agent),
            Self::GroupChanged { .. } | Self::GroupRemoved { .. } => None,
        };
        Subject { customer: None, conversation: None, agent }
    }
}
