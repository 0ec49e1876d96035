//! A conversation: one thread of work with a customer, and the questions it can answer alone.

pub mod answer_to;
pub mod assign;
mod carry;
pub mod describe;
pub mod follow;
pub mod forward;
pub mod link;
pub mod merge;
pub mod news;
pub mod note;
pub mod reply;
pub mod status;
pub mod take_back;
pub mod twice;
pub mod undo;

use crate::targets::DueFor;
use crate::{InboxId, conversations};
use db::{FromRow, Trouble, Work, sql};
use kit::Moment;

db::id!(
    /// The key of a [`Conversation`]; people see its number.
    ConversationId
);

db::words!(
    /// Whose move it is.
    Status {
        /// We owe.
        Open = "open",
        /// They owe.
        Pending = "pending",
        /// A third party owes.
        OnHold = "on_hold",
        /// Nobody owes until a time.
        Snoozed = "snoozed",
        /// Done; an answer reopens it.
        Resolved = "resolved",
        /// Locked; an answer opens a linked new one.
        Closed = "closed",
    }
);

db::words!(
    /// How urgent it is.
    Priority { Low = "low", Normal = "normal", High = "high", Urgent = "urgent" }
);

db::words!(
    /// What it is about.
    Category {
        Question = "question",
        Complaint = "complaint",
        Order = "order",
        Billing = "billing",
        Technical = "technical",
        Account = "account",
        Feedback = "feedback",
    }
);

/// One thread of work with a customer, on any channel.
#[derive(Debug, Clone, FromRow)]
pub struct Conversation {
    pub id: ConversationId,
    pub number: i64,
    pub inbox_id: InboxId,
    pub customer_id: i64,
    pub subject: String,
    pub status: Status,
    pub snoozed_until: Option<Moment>,
    pub priority: Priority,
    pub category: Option<Category>,
    pub team_id: Option<i64>,
    pub assignee_id: Option<i64>,
    /// Since when the customer waits for us; `None` when they do not.
    pub waiting_since: Option<Moment>,
    pub opened_at: Moment,
    pub last_activity_at: Moment,
    pub message_count: i64,
    /// Begun by a machine: nothing automatic answers it.
    pub automatic: bool,
    /// A message of ours in it did not reach somebody.
    pub trouble: bool,
    pub merged_into: Option<ConversationId>,
    /// Counts changes, so that an edit based on an old view can be noticed.
    pub version: i64,
    /// When our next answer is due, if one was promised.
    pub due_at: Option<Moment>,
    pub due_for: Option<DueFor>,
}

impl Conversation {
    pub const fn is_open(&self) -> bool {
        matches!(self.status, Status::Open)
    }

    /// Whether it may still change: closed and merged ones are locked.
    pub const fn is_locked(&self) -> bool {
        matches!(self.status, Status::Closed) || self.merged_into.is_some()
    }

    /// It as it stands now, however old the page is that somebody looked at.
    pub(crate) fn as_it_stands(&self, work: &mut Work<'_>) -> Result<Self, Trouble> {
        conversations::for_change(work, self.id)
    }

    /// It as it stands now; refused if that is locked.
    pub(crate) fn unlocked(&self, work: &mut Work<'_>) -> Result<Self, Trouble> {
        let now = self.unmerged(work)?;
        if now.is_locked() {
            return Err(Trouble::refused("desk-conversation-closed").with("number", now.number));
        }
        Ok(now)
    }

    /// It as it stands now; refused if its story goes on elsewhere.
    pub(crate) fn unmerged(&self, work: &mut Work<'_>) -> Result<Self, Trouble> {
        let now = self.as_it_stands(work)?;
        if now.merged_into.is_some() {
            return Err(Trouble::refused("desk-conversation-merged").with("number", now.number));
        }
        Ok(now)
    }

    /// Something happened in it: it moves up in the lists.
    pub(crate) fn touch(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        let now = work.now;
        sql("UPDATE conversation SET last_activity_at = $2, version = version + 1 WHERE id = $1")
            .with(self.id)
            .with(now)
            .run(work)?;
        Ok(())
    }
}
