//! Where somebody is known. What they showed in one browser, conversation or call says nothing about who is at the other
//! end of another, so every question about identity names the place it is asked for.

use db::Actor;

/// The place an identity was shown in, and counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// A browser signed in to the portal, by the key of its session.
    Session(i64),
    /// A conversation, whatever its channel; a call is one.
    Conversation(i64),
    /// No conversation: whoever acts has the customer before them, and nobody else is lifted by it.
    With(Actor),
}

impl Within {
    /// In the conversation, if there is one; else with whoever acts.
    pub fn of(actor: Actor, conversation: Option<i64>) -> Self {
        conversation.map_or(Self::With(actor), Self::Conversation)
    }

    /// As it is stored.
    pub(super) fn word(self) -> String {
        match self {
            Self::Session(id) => format!("session:{id}"),
            Self::Conversation(id) => format!("conversation:{id}"),
            Self::With(actor) => format!("{}:{}", actor.kind(), actor.id().unwrap_or(0)),
        }
    }

    /// What counts beside it: what the system itself was told (by a telephone switch, say) outside any conversation. A
    /// session and a conversation know nothing but their own.
    pub(super) fn beside(self) -> String {
        match self {
            Self::With(_) => Self::With(Actor::System).word(),
            Self::Session(_) | Self::Conversation(_) => self.word(),
        }
    }

    pub(super) const fn conversation(self) -> Option<i64> {
        match self {
            Self::Conversation(id) => Some(id),
            Self::Session(_) | Self::With(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Within;
    use db::Actor;

    #[test]
    fn a_place_counts_for_itself_only() {
        let places = [
            Within::Session(7),
            Within::Conversation(7),
            Within::With(Actor::Agent(7)),
            Within::With(Actor::ApiToken(7)),
            Within::With(Actor::Customer(7)),
        ];
        for (at, one) in places.iter().enumerate() {
            for other in &places[at + 1..] {
                assert!(one.word() != other.word() && one.word() != other.beside(), "{one:?} lifts {other:?}");
            }
        }
        assert_eq!(Within::of(Actor::Agent(1), Some(2)), Within::Conversation(2));
    }
}
