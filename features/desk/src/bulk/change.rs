//! What happens to each of many conversations: always by the verb of the button, with the permission of the button.

use crate::deeds::DeedId;
use crate::macros::{self, Actions, MacroId};
use crate::{Category, Conversation, Priority, Status, Viewer};
use db::{Trouble, Work};
use kit::Moment;
use serde::{Deserialize, Serialize};

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", content = "with", rename_all = "snake_case")]
pub enum Change {
    Assign(Option<i64>),
    Team(Option<i64>),
    /// Any but snoozed, which has a time.
    Status(Status),
    Snooze(Moment),
    Priority(Priority),
    Category(Option<Category>),
    Tag(String),
    Untag(i64),
    /// What a macro does besides writing.
    Macro(MacroId),
    /// Puts back what a deed changed.
    Undo(DeedId),
}

impl Change {
    /// Names it in sentences and in the log.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Assign(_) => "assign",
            Self::Team(_) => "team",
            Self::Status(_) => "status",
            Self::Snooze(_) => "snooze",
            Self::Priority(_) => "priority",
            Self::Category(_) => "category",
            Self::Tag(_) => "tag",
            Self::Untag(_) => "untag",
            Self::Macro(_) => "macro",
            Self::Undo(_) => "undo",
        }
    }

    pub const fn is_undo(&self) -> bool {
        matches!(self, Self::Undo(_))
    }

    /// What one must be allowed to. A macro wants what its actions want; undoing is asked of the deed.
    pub fn needs(&self, actions: Option<&Actions>) -> Vec<&'static str> {
        match self {
            Self::Assign(_) | Self::Team(_) => vec!["conversations.assign"],
            Self::Status(Status::Closed) => vec!["conversations.close"],
            Self::Status(_) | Self::Snooze(_) | Self::Priority(_) | Self::Category(_) | Self::Tag(_) | Self::Untag(_) => {
                vec!["conversations.resolve"]
            }
            Self::Macro(_) => actions.map(Actions::needs).unwrap_or_default(),
            Self::Undo(_) => Vec::new(),
        }
    }

    /// Does it to one conversation; `zone` is the clock of whoever began it.
    pub(super) fn apply(&self, work: &mut Work<'_>, viewer: Viewer, zone: &str, conversation: &Conversation) -> Result<(), Trouble> {
        match self {
            Self::Assign(agent) => conversation.assign(work, *agent),
            Self::Team(team) => conversation.hand_to_team(work, *team),
            Self::Status(status) => turn(work, conversation, *status),
            Self::Snooze(until) => conversation.snooze(work, *until),
            Self::Priority(priority) => conversation.prioritise(work, *priority),
            Self::Category(category) => conversation.categorise(work, *category),
            Self::Tag(name) => conversation.unlocked(work)?.tag(work, name),
            Self::Untag(tag) => conversation.unlocked(work)?.untag(work, *tag),
            Self::Macro(id) => macros::apply(work, viewer, zone, conversation, *id).map(drop),
            // Put back by its own deed.
            Self::Undo(_) => Ok(()),
        }
    }
}

fn turn(work: &mut Work<'_>, conversation: &Conversation, status: Status) -> Result<(), Trouble> {
    match status {
        Status::Open => conversation.reopen(work),
        Status::Pending => conversation.make_pending(work),
        Status::OnHold => conversation.put_on_hold(work),
        Status::Resolved => conversation.resolve(work),
        Status::Closed => conversation.close(work),
        Status::Snoozed => Err(Trouble::refused("desk-snooze-unreadable")),
    }
}
