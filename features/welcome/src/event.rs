//! What can happen while somebody is welcomed, as the activity log keeps it.

use db::{Happening, Subject};
use serde::{Deserialize, Serialize};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Event {
    #[serde(rename = "setup.skipped")]
    SetupSkipped { step: String },
    #[serde(rename = "setup.taken_up")]
    SetupTakenUp { step: String },
    #[serde(rename = "setup.put_away")]
    SetupPutAway {},
    #[serde(rename = "setup.practised")]
    Practised { inbox: i64 },
    #[serde(rename = "tour.begun")]
    TourBegun { agent: i64 },
    #[serde(rename = "tour.step")]
    TourStep { agent: i64, step: String },
    #[serde(rename = "tour.left")]
    TourLeft { agent: i64 },
    #[serde(rename = "tour.done")]
    TourDone { agent: i64 },
}

impl Happening for Event {
    fn subject(&self) -> Subject {
        let agent = match self {
            Self::TourBegun { agent } | Self::TourStep { agent, .. } | Self::TourLeft { agent } | Self::TourDone { agent } => Some(*agent),
            Self::SetupSkipped { .. } | Self::SetupTakenUp { .. } | Self::SetupPutAway {} | Self::Practised { .. } => None,
        };
        Subject { agent, ..Subject::default() }
    }
}
