//! What a push says and how much of a hurry it is in. Without its reader's wish it holds a kind and a number, nothing a customer wrote.

use desk::notices::Kind;
use desk::notices::push::{About, Push};
use kit::Key;
use serde::Serialize;
use web::Text;

/// What the browser is given to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    pub title: String,
    pub body: String,
    pub link: String,
    /// A newer one with the same tag takes its place on the screen.
    pub tag: String,
    #[serde(skip)]
    pub urgency: &'static str,
}

impl Message {
    /// In the reader's language.
    pub fn of(push: &Push, t: &Text) -> Self {
        match &push.about {
            About::Notice { kind, number, words, .. } => Self {
                title: t.say_with("push-title", &[("what", &t.say(kind.sentence())), ("number", &number.to_string())]),
                body: words.clone().unwrap_or_default(),
                link: desk::pages::address(*number),
                tag: format!("conversation {number}"),
                urgency: urgency(*kind),
            },
            About::Several(count) => Self {
                title: t.say_with("push-several", &[("count", count)]),
                body: t.say("push-several-body"),
                link: "/notices".into(),
                tag: "several".into(),
                urgency: "normal",
            },
        }
    }

    /// The one by which somebody sees that it works.
    pub fn test(t: &Text) -> Self {
        Self {
            title: t.say("push-test-title"),
            body: t.say("push-test-body"),
            link: "/settings/notifications".into(),
            tag: "test".into(),
            urgency: "high",
        }
    }

    /// What the push service knows it by, to keep only the newest while a device is away: its tag, told to nobody.
    pub fn topic(&self, key: &Key) -> String {
        key.for_purpose("push topic").sign(self.tag.as_bytes()).chars().take(32).collect()
    }

    /// As the service worker reads it.
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// RFC 8030: a device that saves its battery is woken for `high` only.
const fn urgency(kind: Kind) -> &'static str {
    match kind {
        Kind::Mentioned | Kind::Assigned | Kind::Breaching | Kind::NotDelivered | Kind::Stopped | Kind::SideAsked | Kind::DraftShown => {
            "high"
        }
        Kind::Answered | Kind::Decided | Kind::FollowUp | Kind::SideAnswered | Kind::DraftLookedAt | Kind::RatedLow => "normal",
        Kind::Followed | Kind::TeamWaiting => "low",
    }
}
