//! What happens with the company's own sign-ins, as the activity log keeps it: which one and who here, never a secret, and nobody's
//! name or address elsewhere.

use db::{Happening, Subject};
use serde::{Deserialize, Serialize};

/// A line this room writes into the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Event {
    #[serde(rename = "provider.added")]
    ProviderAdded { provider: i64, name: String },
    #[serde(rename = "provider.changed")]
    ProviderChanged { provider: i64, name: String },
    #[serde(rename = "provider.removed")]
    ProviderRemoved { provider: i64, name: String },
    #[serde(rename = "provider.linked")]
    Linked { provider: i64, name: String, agent: i64 },
    #[serde(rename = "provider.refused")]
    Refused { provider: i64, name: String, why: String },
}

impl Happening for Event {
    fn subject(&self) -> Subject {
        let agent = match self {
            Self::Linked { agent, .. } => Some(*agent),
            _ => None,
        };
        Subject { customer: None, conversation: None, agent }
    }
}
