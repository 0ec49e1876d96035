//! What happens with the log itself, and with the times of what it tells.

use db::{Happening, Subject};
use serde::{Deserialize, Serialize};

/// A line this room writes into the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Event {
    #[serde(rename = "audit.exported")]
    Exported { format: String, asked: String },
    /// What was made while the clock stood so many seconds ahead was put right, so many rows.
    #[serde(rename = "times.put_right")]
    TimesPutRight { rows: i64, seconds: i64 },
}

impl Happening for Event {
    fn subject(&self) -> Subject {
        Subject::default()
    }
}
