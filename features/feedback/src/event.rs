//! What can happen with ratings, as the activity log keeps it. What a customer wrote never appears.

use db::{Happening, Subject};
use serde::{Deserialize, Serialize};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Event {
    #[serde(rename = "survey.changed")]
    SurveyChanged { inbox: i64, is_on: bool },
    #[serde(rename = "rating.asked")]
    Asked { conversation: i64, customer: i64, rating: i64, message: i64 },
    #[serde(rename = "rating.given")]
    Given { conversation: i64, customer: i64, rating: i64, value: i64, commented: bool },
    #[serde(rename = "rating.changed")]
    Changed {
        conversation: i64,
        customer: i64,
        rating: i64,
        from: i64,
        value: i64,
        commented: bool,
    },
    #[serde(rename = "rating.exported")]
    Exported { lines: i64 },
}

impl Happening for Event {
    fn subject(&self) -> Subject {
        Subject { conversation: self.conversation(), customer: self.customer(), agent: None }
    }
}

impl Event {
    /// The conversation it is about.
    pub const fn conversation(&self) -> Option<i64> {
        match self {
            Self::Asked { conversation, .. } | Self::Given { conversation, .. } | Self::Changed { conversation, .. } => Some(*conversation),
            Self::SurveyChanged { .. } | Self::Exported { .. } => None,
        }
    }

    const fn customer(&self) -> Option<i64> {
        match self {
            Self::Asked { customer, .. } | Self::Given { customer, .. } | Self::Changed { customer, .. } => Some(*customer),
            Self::SurveyChanged { .. } | Self::Exported { .. } => None,
        }
    }
}
