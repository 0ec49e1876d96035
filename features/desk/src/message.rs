//! An entry in a conversation: what came in, what went out, what was noted.

use crate::ConversationId;
use db::FromRow;
use kit::Moment;

db::id!(
    /// The key of a [`Message`].
    MessageId
);

db::words!(
    /// Which way an entry points. What merely happened is in the activity log.
    MessageKind { Incoming = "incoming", Outgoing = "outgoing", Note = "note" }
);

db::words!(
    /// How far an outgoing message has come, as its author sees it.
    Delivery {
        /// It may still be taken back.
        Held = "held",
        /// It was planned, and the customer has written since: somebody looks, then sends it or takes it back.
        Stopped = "stopped",
        /// It waits for the channel.
        Queued = "queued",
        /// The channel is at it; after a crash it is tried again with the same id.
        Sending = "sending",
        /// The other side took it.
        Sent = "sent",
        /// The other side asked to come back later.
        Delayed = "delayed",
        /// The other side refused it, or it was given up.
        Failed = "failed",
        /// The line broke when the answer was due: it may have arrived.
        Uncertain = "uncertain",
        /// It was taken, and came back.
        Bounced = "bounced",
    }
);

db::words!(
    /// How a recipient is addressed.
    Role { To = "to", Cc = "cc", Bcc = "bcc" }
);

/// One entry.
#[derive(Debug, Clone, FromRow)]
pub struct Message {
    pub id: MessageId,
    pub conversation_id: ConversationId,
    pub kind: MessageKind,
    pub author_kind: String,
    pub author_id: Option<i64>,
    pub from_name: String,
    pub from_address: String,
    pub subject: String,
    pub text: String,
    /// As it came, unsanitised: shown only through [`crate::reading`].
    pub html: Option<String>,
    pub written_at: Moment,
    /// When its author's machine says it was sent.
    pub sent_at: Option<Moment>,
    pub external_id: Option<String>,
    /// `no`, or the kind of machine that wrote it.
    pub automatic: String,
    /// `pass`, `fail` or `unknown`: whether the sender is who they claim to be.
    pub authentic: String,
    /// Why it could not be read; the raw message is kept.
    pub unreadable: Option<String>,
    pub raw_id: Option<i64>,
    pub delivery: Option<Delivery>,
    pub delivery_reason: Option<String>,
    pub due_at: Option<Moment>,
}

/// What is older than this when it comes in is a mailbox's past, not news.
const NEWS_SECONDS: i64 = 24 * 3_600;

impl Message {
    /// Whether it was sent lately; a mail that was fetched late is not news.
    pub fn is_news(&self, now: Moment) -> bool {
        now.seconds_since(self.sent_at.unwrap_or(self.written_at)) < NEWS_SECONDS
    }
}

/// Somebody a message is addressed to.
#[derive(Debug, Clone, FromRow)]
pub struct Recipient {
    pub message_id: MessageId,
    pub role: Role,
    pub name: String,
    pub address: String,
    /// `sent`, `failed`, `bounced`, or nothing yet.
    pub outcome: Option<String>,
    pub reason: Option<String>,
}
