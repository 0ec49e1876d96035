//! Where fetched mail goes. The desk implements [`Shelf`] on its database; this room only ever sees the trait.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use super::ImapTrouble;

/// How far a folder has been read. Meaningless under another `uid_validity`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    pub uid_validity: u32,
    pub last_uid: u32,
    pub mod_seq: Option<u64>,
}

/// One message, byte for byte as the server holds it.
#[derive(Clone, PartialEq, Eq)]
pub struct Fetched {
    pub uid: u32,
    pub raw: Vec<u8>,
    /// When the server received it, in microseconds since 1970 UTC.
    pub internal_date: Option<i64>,
}

impl std::fmt::Debug for Fetched {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fetched(uid {}, {} bytes)", self.uid, self.raw.len())
    }
}

/// A message that stays on the server only. The administrator should see these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Skipped {
    pub uid: u32,
    pub size: u64,
    pub why: WhySkipped,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhySkipped {
    /// Larger than the limit; it was never pulled into memory.
    TooLarge,
    /// The server lists it but, asked twice, does not hand it out.
    Withheld,
}

/// What the server says it holds, for the reconcile figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerCount {
    pub exists: u32,
    pub uid_validity: u32,
    pub uid_next: Option<u32>,
}

/// What the mailbox is doing, for the administrator's page.
#[derive(Debug, Clone)]
pub enum MailboxState {
    Connecting,
    /// Fetching: `kept` so far in this session, `waiting` known to follow.
    Working {
        kept: u64,
        waiting: u64,
    },
    /// Everything is here; the server will tell of news.
    Idle,
    Failing {
        reason: Arc<ImapTrouble>,
        retry_in: Duration,
    },
}

/// The desk could not keep mail or answer.
#[derive(Debug, thiserror::Error)]
#[error("the desk could not keep the mail: {0}. It stays on the server and is tried again; run `frontline doctor` if this lasts")]
pub struct ShelfTrouble(pub Box<dyn std::error::Error + Send + Sync>);

/// Where fetched mail goes.
///
/// The future of any of these may be dropped half-way (settings changed, program stopping); what it had not committed is offered again.
pub trait Shelf: Send + Sync {
    /// How far this folder has been read; `None` for never.
    fn cursor(&self) -> impl Future<Output = Result<Option<Cursor>, ShelfTrouble>> + Send;

    /// Keeps a batch and moves the cursor, both durable when it returns. The same UID, and after a change of UIDVALIDITY the same
    /// message under another UID, may be offered twice. A batch may be empty: then only the cursor moves.
    fn keep(&self, batch: Vec<Fetched>, cursor: Cursor) -> impl Future<Output = Result<(), ShelfTrouble>> + Send;

    /// A message of the folder numbered under `uid_validity` was left on the server. May be told twice.
    fn skipped(&self, skipped: Skipped, uid_validity: u32) -> impl Future<Output = Result<(), ShelfTrouble>> + Send;

    /// Everything up to now has been offered, and this is what the server counts.
    fn count(&self, server: ServerCount) -> impl Future<Output = ()> + Send;

    /// The mailbox has entered another state.
    fn state(&self, state: MailboxState) -> impl Future<Output = ()> + Send;
}
