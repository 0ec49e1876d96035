//! What happens to each of many conversations: always by the verb of the button, with the permission of the button.

use crate::conversation::answer_to::customer_alone;
use crate::deeds::DeedId;
use crate::macros::{self, Actions, MacroId};
use crate::{Category, Conversation, Priority, Reply, Status, Then, Viewer};
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
    /// Writes to the customer, variables filled for each; nobody else who was on their messages gets it.
    Answer {
        text: String,
        resolve: bool,
    },
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
            Self::Answer { .. } => "answer",
            Self::Undo(_) => "undo",
        }
    }

    /// As it may be kept: its words belong to many inboxes, and are covered as one is that nobody set otherwise.
    pub(crate) fn covered(&self) -> Self {
        match self {
            Self::Answer { text, resolve } => Self::Answer { text: crate::Masking::OF_NEW.covered(text), resolve: *resolve },
            other => other.clone(),
        }
    }

    /// What is put back by undoing the whole; a letter that went to many is not.
    pub const fn can_be_undone(&self) -> bool {
        !matches!(self, Self::Undo(_) | Self::Answer { .. })
    }

    /// What one must be allowed to. A macro wants what its actions want; undoing is asked of the deed.
    pub fn needs(&self, actions: Option<&Actions>) -> Vec<&'static str> {
        match self {
            Self::Assign(_) | Self::Team(_) => vec!["conversations.assign"],
            Self::Status(Status::Closed) => vec!["conversations.close"],
            Self::Status(_) | Self::Snooze(_) | Self::Priority(_) | Self::Category(_) | Self::Tag(_) | Self::Untag(_) => {
                vec!["conversations.resolve"]
            }
            Self::Answer { resolve: true, .. } => vec!["conversations.reply", "conversations.resolve"],
            Self::Answer { .. } => vec!["conversations.reply"],
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
            Self::Answer { text, resolve } => answer(work, viewer, conversation, text, *resolve),
            // Put back by its own deed.
            Self::Undo(_) => Ok(()),
        }
    }
}

/// One more letter: they owe the next word then, or it is resolved with it.
fn answer(work: &mut Work<'_>, viewer: Viewer, conversation: &Conversation, text: &str, resolve: bool) -> Result<(), Trouble> {
    let (values, _) = macros::values(work, viewer.agent, conversation)?;
    let reply = Reply {
        recipients: customer_alone(work, conversation)?,
        text: macros::fill(text, &values),
        answers: None,
        draft: None,
        then: if resolve { Then::Resolved } else { Then::Pending },
        send_at: None,
    };
    conversation.reply(work, &reply).map(drop)
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
