//! What happens to devices, as the activity log keeps it: never an address of a push service.

use db::{Happening, Subject};
use serde::{Deserialize, Serialize};

/// A line this room writes into the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Event {
    #[serde(rename = "push.device_added")]
    DeviceAdded { agent: i64, device: i64, name: String },
    #[serde(rename = "push.device_removed")]
    DeviceRemoved { agent: i64, device: i64, name: String, why: String },
}

impl Event {
    /// Whose device it is.
    pub const fn agent(&self) -> i64 {
        match self {
            Self::DeviceAdded { agent, .. } | Self::DeviceRemoved { agent, .. } => *agent,
        }
    }
}

impl Happening for Event {
    fn subject(&self) -> Subject {
        Subject { agent: Some(self.agent()), ..Subject::default() }
    }
}
