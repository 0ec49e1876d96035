//! What happens to mailboxes and to mail that found no conversation.

use db::{Happening, Subject};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Event {
    #[serde(rename = "mailbox.connected")]
    MailboxConnected { inbox: i64 },
    #[serde(rename = "mailbox.failing")]
    MailboxFailing { inbox: i64, reason: String },
    #[serde(rename = "mailbox.settings_changed")]
    MailboxSettingsChanged { inbox: i64 },
    #[serde(rename = "mail.set_aside")]
    MailSetAside { inbox: i64, raw: i64, why: String },
    #[serde(rename = "mail.read_again")]
    MailReadAgain { inbox: i64, raw: i64, conversation: Option<i64> },
}

impl Happening for Event {
    fn subject(&self) -> Subject {
        let conversation = match self {
            Self::MailReadAgain { conversation, .. } => *conversation,
            _ => None,
        };
        Subject { conversation, customer: None, agent: None }
    }
}
