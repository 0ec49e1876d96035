//! What can happen in the portal, as the activity log keeps it. Addresses and codes never appear.

use db::{Happening, Subject};
use serde::{Deserialize, Serialize};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Event {
    /// Somebody asked for a code; nobody's, if the address is not known.
    #[serde(rename = "portal.code_asked")]
    CodeAsked { customer: Option<i64> },
    #[serde(rename = "portal.code_wrong")]
    CodeWrong { customer: Option<i64> },
    #[serde(rename = "portal.signed_in")]
    SignedIn { customer: i64, session: i64 },
    #[serde(rename = "portal.signed_out")]
    SignedOut { customer: i64, sessions: u64 },
    #[serde(rename = "portal.wrote")]
    Wrote { customer: i64, conversation: i64, order: i64, number: String },
    /// Written without an order in mind, or as an answer in a conversation of theirs.
    #[serde(rename = "portal.wrote_to_us")]
    WroteToUs { customer: i64, conversation: i64 },
    #[serde(rename = "portal.zone_chosen")]
    ZoneChosen { customer: i64 },
    #[serde(rename = "portal.look_chosen")]
    LookChosen { brand: i64 },
}

impl Happening for Event {
    fn subject(&self) -> Subject {
        Subject {
            customer: self.customer(),
            conversation: self.conversation(),
            ..Subject::default()
        }
    }
}

impl Event {
    /// The conversation it is about.
    pub const fn conversation(&self) -> Option<i64> {
        match self {
            Self::Wrote { conversation, .. } | Self::WroteToUs { conversation, .. } => Some(*conversation),
            _ => None,
        }
    }

    const fn customer(&self) -> Option<i64> {
        match self {
            Self::CodeAsked { customer } | Self::CodeWrong { customer } => *customer,
            Self::SignedIn { customer, .. }
            | Self::SignedOut { customer, .. }
            | Self::Wrote { customer, .. }
            | Self::WroteToUs { customer, .. }
            | Self::ZoneChosen { customer } => Some(*customer),
            Self::LookChosen { .. } => None,
        }
    }
}
