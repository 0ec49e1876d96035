//! Where an action is asked for: by which channel, in a conversation about what. Whoever knows says so; a policy may ask it.

use crate::verification::Within;
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
    /// The key of the portal session it is asked in: how strongly the customer is known is this session's own.
    #[serde(default)]
    pub session: Option<i64>,
    /// The key of the conversation it is asked in, likewise.
    #[serde(default)]
    pub conversation: Option<i64>,
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

    /// The same, asked in a conversation if there is one.
    pub fn in_conversation(actor: Actor, conversation: Option<i64>) -> Self {
        Self { conversation, ..Self::of(actor) }
    }

    /// A customer in a browser signed in to the portal.
    pub fn in_session(actor: Actor, session: i64) -> Self {
        Self { session: Some(session), ..Self::of(actor) }
    }

    /// Where the customer has to be known for it. A session comes first: a customer writes in their own name.
    pub(crate) fn within(&self, actor: Actor) -> Within {
        self.session.map_or_else(|| Within::of(actor, self.conversation), Within::Session)
    }
}
