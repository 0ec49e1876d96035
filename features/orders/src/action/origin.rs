//! Where an action is asked for: by which channel, in a conversation about what. Whoever knows says so; a policy may ask it.

use customers::CustomerId;
use db::Actor;
use serde::{Deserialize, Serialize};

/// Where an action is asked for. What is not known is not told to the policy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// `email`, `portal`, `api` …
    #[serde(default)]
    pub channel: Option<String>,
    /// What the conversation is about, as its category says.
    #[serde(default)]
    pub category: Option<String>,
    /// Whose conversation it is asked in: what belongs to somebody else is then not theirs, whoever asks.
    #[serde(default)]
    pub customer: Option<CustomerId>,
}

impl Origin {
    /// What can be told from who asks alone: a customer comes by the portal, a token by the API.
    pub fn of(actor: Actor) -> Self {
        let channel = match actor {
            Actor::Customer(_) => "portal",
            Actor::ApiToken(_) => "api",
            Actor::Agent(_) => "workspace",
            Actor::Automation(_) | Actor::System => "automation",
        };
        Self { channel: Some(channel.into()), ..Self::default() }
    }
}
