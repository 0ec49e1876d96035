//! What an inbox covers before anything is kept: card numbers, passwords, national ids. Every place that keeps words asks here.
//!
//! Covered is what is kept, so nobody finds it later in the search index, the log, an export or a backup. What was kept before a policy was
//! made stricter stays as it is. Words that belong to no inbox are covered as an inbox does that nobody set otherwise.

use crate::drafts::Typed;
use crate::{ConversationId, Event, Inbox, InboxId, MessageId};
use db::{Trouble, Tx, Work, sql};
use mask::Policy;

db::words!(
    /// How much is covered.
    Masking {
        Off = "off",
        /// Card numbers.
        Cards = "cards",
        /// Card numbers, passwords, PINs and codes.
        Usual = "usual",
        /// All of that, and national ids.
        Ids = "ids",
        /// All of that, and bank accounts.
        All = "all",
    }
);

impl Masking {
    /// What a new inbox covers, and what is covered of words that belong to none. Inboxes made before there was this choice go on as they
    /// were: that is what the column's own default says.
    pub const OF_NEW: Self = Self::Ids;

    pub const fn policy(self) -> Policy {
        match self {
            Self::Off => Policy::Off,
            Self::Cards => Policy::Cards,
            Self::Usual => Policy::Usual,
            Self::Ids => Policy::Ids,
            Self::All => Policy::All,
        }
    }

    /// The words as they may be kept.
    pub fn covered(self, text: &str) -> String {
        mask::text(self.policy(), text).text.into_owned()
    }

    /// HTML as it may be kept.
    pub fn covered_html(self, html: &str) -> String {
        mask::html(self.policy(), html).text.into_owned()
    }

    /// What is typed as it may be kept. Addresses stay: a letter must find its way.
    pub(crate) fn typed(self, typed: &Typed) -> Typed {
        Typed {
            subject: self.covered(&typed.subject),
            text: self.covered(&typed.text),
            ..typed.clone()
        }
    }
}

/// What this inbox covers.
pub fn of_inbox(tx: &mut Tx<'_>, inbox: InboxId) -> Result<Masking, Trouble> {
    sql("SELECT masking FROM inbox WHERE id = $1").with(inbox).only(tx, "inbox")
}

/// What the inbox of this conversation covers.
pub fn of_conversation(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Masking, Trouble> {
    sql("SELECT i.masking FROM conversation c JOIN inbox i ON i.id = c.inbox_id WHERE c.id = $1")
        .with(conversation)
        .only(tx, "conversation")
}

/// What the inbox of this message covers.
pub(crate) fn of_message(tx: &mut Tx<'_>, message: MessageId) -> Result<Masking, Trouble> {
    sql("SELECT i.masking FROM message m JOIN conversation c ON c.id = m.conversation_id JOIN inbox i ON i.id = c.inbox_id WHERE m.id = $1")
        .with(message)
        .only(tx, "message")
}

/// What is covered of a draft: as its inbox does it.
pub(crate) fn of_draft(tx: &mut Tx<'_>, inbox: Option<InboxId>) -> Result<Masking, Trouble> {
    inbox.map_or(Ok(Masking::OF_NEW), |inbox| of_inbox(tx, inbox))
}

/// The same, for what hangs on it.
pub(crate) fn beside_draft(tx: &mut Tx<'_>, draft: i64) -> Result<Masking, Trouble> {
    let inbox: Option<InboxId> = sql("SELECT inbox_id FROM draft WHERE id = $1").with(draft).only(tx, "draft")?;
    of_draft(tx, inbox)
}

/// What is covered of a content: as the strictest inbox does it where it hangs.
pub(crate) fn of_content(tx: &mut Tx<'_>, content: i64) -> Result<Masking, Trouble> {
    let hangs: Vec<Masking> = sql("SELECT DISTINCT i.masking FROM attachment a JOIN message m ON m.id = a.message_id
           JOIN conversation c ON c.id = m.conversation_id JOIN inbox i ON i.id = c.inbox_id
          WHERE a.blob_id = $1")
    .with(content)
    .all(tx)?;
    Ok(hangs.into_iter().max().unwrap_or(Masking::OF_NEW))
}

impl Inbox {
    /// Covers so much from now on.
    pub fn masks(&self, work: &mut Work<'_>, masking: Masking) -> Result<(), Trouble> {
        work.keep_quietly("covered so before");
        let rows = sql("UPDATE inbox SET masking = $2 WHERE id = $1 AND masking <> $2")
            .with(self.id)
            .with(masking)
            .run(work)?;
        if rows > 0 {
            work.record(&Event::InboxChangedSettings { inbox: self.id, what: "masking".into() })?;
        }
        Ok(())
    }
}
