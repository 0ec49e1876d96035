//! What happens to webhooks, as the activity log keeps it: never a secret or an address.

use db::{Happening, Subject};
use serde::{Deserialize, Serialize};

/// A line this room writes into the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Event {
    #[serde(rename = "webhook.added")]
    Added { webhook: i64, name: String },
    #[serde(rename = "webhook.changed")]
    Changed { webhook: i64, name: String },
    #[serde(rename = "webhook.secret_rotated")]
    SecretRotated { webhook: i64, name: String },
    #[serde(rename = "webhook.old_secret_dropped")]
    OldSecretDropped { webhook: i64, name: String },
    #[serde(rename = "webhook.paused")]
    Paused { webhook: i64, name: String, reason: String },
    #[serde(rename = "webhook.resumed")]
    Resumed { webhook: i64, name: String },
    #[serde(rename = "webhook.failing")]
    Failing { webhook: i64, name: String },
    #[serde(rename = "webhook.mended")]
    Mended { webhook: i64, name: String },
    #[serde(rename = "webhook.message_dead")]
    MessageDead { webhook: i64, message: i64, about: String },
    #[serde(rename = "webhook.replayed")]
    Replayed { webhook: i64, messages: i64 },
    #[serde(rename = "webhook.ended")]
    Ended { webhook: i64, name: String },
}

impl Happening for Event {
    fn subject(&self) -> Subject {
        Subject::default()
    }
}
