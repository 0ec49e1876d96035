//! What happens with the log itself.

use db::{Happening, Subject};
use serde::{Deserialize, Serialize};

/// A line this room writes into the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Event {
    #[serde(rename = "audit.exported")]
    Exported { format: String, asked: String },
}

impl Happening for Event {
    fn subject(&self) -> Subject {
        Subject::default()
    }
}
