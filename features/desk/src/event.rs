//! Everything that can happen on the desk, as the activity log keeps it. A released kind never changes its meaning.

use crate::attachments::AttachmentId;
use crate::bulk::BulkId;
use crate::follow_ups::FollowUpId;
use crate::macros::MacroId;
use crate::shared::SharedId;
use crate::sides::SideId;
use crate::{ConversationId, InboxId, MessageId, ViewId};
use db::{Happening, Subject};
use kit::Moment;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Event {
    #[serde(rename = "conversation.opened")]
    ConversationOpened { conversation: ConversationId, customer: i64, inbox: InboxId, automatic: bool },
    /// Messages from before the desk were filed here: nobody is told.
    #[serde(rename = "conversation.imported")]
    ConversationImported { conversation: ConversationId, customer: i64, messages: i64 },
    #[serde(rename = "message.arrived")]
    MessageArrived { conversation: ConversationId, customer: i64, message: MessageId, automatic: bool },
    #[serde(rename = "message.written")]
    MessageWritten { conversation: ConversationId, customer: i64, message: MessageId },
    #[serde(rename = "message.taken_back")]
    MessageTakenBack {
        conversation: ConversationId,
        message: MessageId,
        /// It was a note, which never leaves.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        note: bool,
    },
    #[serde(rename = "message.sent")]
    MessageSent { conversation: ConversationId, message: MessageId },
    #[serde(rename = "message.delayed")]
    MessageDelayed { conversation: ConversationId, message: MessageId, reason: String },
    #[serde(rename = "message.failed")]
    MessageFailed { conversation: ConversationId, message: MessageId, reason: String },
    #[serde(rename = "message.uncertain")]
    MessageUncertain { conversation: ConversationId, message: MessageId, reason: String },
    #[serde(rename = "message.bounced")]
    MessageBounced {
        conversation: ConversationId,
        message: MessageId,
        address: String,
        reason: String,
    },
    #[serde(rename = "message.send_again")]
    MessageSendAgain { conversation: ConversationId, message: MessageId },
    #[serde(rename = "message.stopped")]
    MessageStopped { conversation: ConversationId, message: MessageId },
    #[serde(rename = "message.released")]
    MessageReleased { conversation: ConversationId, message: MessageId },
    #[serde(rename = "note.added")]
    NoteAdded { conversation: ConversationId, message: MessageId, mentions: Vec<i64> },
    #[serde(rename = "conversation.assigned")]
    Assigned { conversation: ConversationId, from: Option<i64>, to: Option<i64> },
    #[serde(rename = "conversation.team_changed")]
    TeamChanged { conversation: ConversationId, from: Option<i64>, to: Option<i64> },
    #[serde(rename = "conversation.pending")]
    MadePending { conversation: ConversationId },
    #[serde(rename = "conversation.on_hold")]
    PutOnHold { conversation: ConversationId },
    #[serde(rename = "conversation.snoozed")]
    Snoozed { conversation: ConversationId, until: Moment },
    #[serde(rename = "conversation.woken")]
    Woken { conversation: ConversationId },
    #[serde(rename = "conversation.resolved")]
    Resolved { conversation: ConversationId },
    #[serde(rename = "conversation.reopened")]
    Reopened { conversation: ConversationId },
    #[serde(rename = "conversation.closed")]
    Closed { conversation: ConversationId },
    #[serde(rename = "conversation.renamed")]
    Renamed { conversation: ConversationId, from: String, to: String },
    #[serde(rename = "conversation.prioritised")]
    Prioritised { conversation: ConversationId, from: String, to: String },
    #[serde(rename = "conversation.categorised")]
    Categorised { conversation: ConversationId, from: Option<String>, to: Option<String> },
    #[serde(rename = "conversation.field_set")]
    FieldSet { conversation: ConversationId, field: i64, value: String },
    #[serde(rename = "conversation.tagged")]
    Tagged { conversation: ConversationId, tag: i64, name: String },
    #[serde(rename = "conversation.untagged")]
    Untagged { conversation: ConversationId, tag: i64, name: String },
    #[serde(rename = "conversation.followed")]
    Followed { conversation: ConversationId, agent: i64 },
    #[serde(rename = "conversation.unfollowed")]
    Unfollowed { conversation: ConversationId, agent: i64 },
    #[serde(rename = "conversation.linked")]
    Linked { conversation: ConversationId, other: ConversationId, reason: String },
    #[serde(rename = "conversation.unlinked")]
    Unlinked { conversation: ConversationId, other: ConversationId },
    #[serde(rename = "conversation.merged")]
    Merged { conversation: ConversationId, other: ConversationId, rearrangement: i64 },
    #[serde(rename = "conversation.split")]
    Split { conversation: ConversationId, other: ConversationId, rearrangement: i64 },
    #[serde(rename = "conversation.messages_moved")]
    MessagesMoved { conversation: ConversationId, other: ConversationId, rearrangement: i64 },
    #[serde(rename = "conversation.inbox_changed")]
    InboxChanged { conversation: ConversationId, from: InboxId, to: InboxId, rearrangement: i64 },
    #[serde(rename = "conversation.rearrangement_undone")]
    RearrangementUndone { conversation: ConversationId, other: Option<ConversationId>, rearrangement: i64 },
    #[serde(rename = "inbox.added")]
    InboxAdded { inbox: InboxId, name: String },
    #[serde(rename = "inbox.changed")]
    InboxChangedSettings { inbox: InboxId, what: String },
    #[serde(rename = "inbox.access_changed")]
    InboxAccessChanged { inbox: InboxId },
    #[serde(rename = "tag.added")]
    TagAdded { tag: i64, name: String },
    #[serde(rename = "tag.changed")]
    TagChanged { tag: i64, name: String },
    #[serde(rename = "tag.retired")]
    TagRetired { tag: i64, name: String },
    #[serde(rename = "field.defined")]
    FieldDefined { field: i64, label: String },
    #[serde(rename = "field.changed")]
    FieldChanged { field: i64, label: String },
    #[serde(rename = "field.switched_off")]
    FieldSwitchedOff { field: i64, label: String },
    #[serde(rename = "field.switched_on")]
    FieldSwitchedOn { field: i64, label: String },
    #[serde(rename = "field.removed")]
    FieldRemoved { field: i64, label: String },
    #[serde(rename = "fields.arranged")]
    FieldsArranged { fields: Vec<i64> },
    #[serde(rename = "view.saved")]
    ViewSaved { view: ViewId, name: String },
    #[serde(rename = "view.removed")]
    ViewRemoved { view: ViewId, name: String },
    #[serde(rename = "macro.saved")]
    MacroSaved { macro_id: MacroId, name: String },
    #[serde(rename = "macro.removed")]
    MacroRemoved { macro_id: MacroId, name: String },
    #[serde(rename = "macro.used")]
    MacroUsed { conversation: ConversationId, macro_id: MacroId, name: String },
    #[serde(rename = "conversation.customer_changed")]
    CustomerChanged { conversation: ConversationId, from: i64, to: i64 },
    #[serde(rename = "colleagues.told")]
    ColleaguesTold { conversation: ConversationId, agents: Vec<i64> },
    #[serde(rename = "bulk.begun")]
    BulkBegun { bulk: BulkId, what: String, count: i64 },
    #[serde(rename = "bulk.finished")]
    BulkFinished { bulk: BulkId, done: i64, same: i64, failed: i64 },
    #[serde(rename = "message.translated")]
    MessageTranslated { conversation: ConversationId, message: MessageId, language: String },
    #[serde(rename = "message.translation_dropped")]
    TranslationDropped { conversation: ConversationId, message: MessageId, language: String },
    #[serde(rename = "checklist.added")]
    ChecklistAdded { conversation: ConversationId, item: i64 },
    #[serde(rename = "checklist.done")]
    ChecklistDone { conversation: ConversationId, item: i64 },
    #[serde(rename = "checklist.reopened")]
    ChecklistReopened { conversation: ConversationId, item: i64 },
    #[serde(rename = "checklist.removed")]
    ChecklistRemoved { conversation: ConversationId, item: i64 },
    #[serde(rename = "follow_up.set")]
    FollowUpSet {
        conversation: ConversationId,
        follow_up: FollowUpId,
        agent: Option<i64>,
        team: Option<i64>,
        due_at: Moment,
    },
    #[serde(rename = "follow_up.due")]
    FollowUpDue { conversation: ConversationId, follow_up: FollowUpId },
    #[serde(rename = "follow_up.ended")]
    FollowUpEnded { conversation: ConversationId, follow_up: FollowUpId, how: String },
    #[serde(rename = "target.set")]
    TargetSet {
        inbox: Option<InboxId>,
        name: String,
        priority: Option<String>,
        first: Option<i64>,
        next: Option<i64>,
    },
    #[serde(rename = "target.dropped")]
    TargetDropped { inbox: Option<InboxId>, name: String, priority: Option<String> },
    #[serde(rename = "target.missed")]
    TargetMissed { conversation: ConversationId, due_for: String, due_at: Moment },
    #[serde(rename = "hours.kept")]
    HoursKept { zone: String },
    /// The words in a file were read, or it was tried.
    #[serde(rename = "file.read")]
    FileRead { conversation: ConversationId, attachment: AttachmentId, outcome: String },
    #[serde(rename = "side.opened")]
    SideOpened { conversation: ConversationId, side: SideId, subject: String },
    #[serde(rename = "side.written")]
    SideWritten { conversation: ConversationId, side: SideId, message: MessageId, first: bool },
    #[serde(rename = "side.arrived")]
    SideArrived { conversation: ConversationId, side: SideId, message: MessageId, automatic: bool },
    #[serde(rename = "side.people_changed")]
    SidePeopleChanged { conversation: ConversationId, side: SideId },
    #[serde(rename = "side.done")]
    SideDone { conversation: ConversationId, side: SideId },
    #[serde(rename = "side.reopened")]
    SideReopened { conversation: ConversationId, side: SideId },
    #[serde(rename = "draft.shared")]
    DraftShared {
        conversation: ConversationId,
        shared: SharedId,
        by: i64,
        agent: Option<i64>,
        team: Option<i64>,
    },
    #[serde(rename = "draft.edited")]
    DraftEdited { conversation: ConversationId, shared: SharedId, by: i64 },
    #[serde(rename = "draft.approved")]
    DraftApproved { conversation: ConversationId, shared: SharedId, by: i64 },
    #[serde(rename = "draft.commented")]
    DraftCommented { conversation: ConversationId, shared: SharedId, by: i64 },
    #[serde(rename = "draft.sent")]
    DraftSent {
        conversation: ConversationId,
        shared: SharedId,
        message: MessageId,
        by: i64,
        author: i64,
    },
    #[serde(rename = "draft.withdrawn")]
    DraftWithdrawn { conversation: ConversationId, shared: SharedId },
    #[serde(rename = "preference.chosen")]
    PreferenceChosen { agent: i64, after_resolve: String },
}

impl Event {
    /// Every conversation it moved something in.
    pub fn conversations(&self) -> Vec<ConversationId> {
        let other = match self {
            Self::Merged { other, .. } | Self::Split { other, .. } | Self::MessagesMoved { other, .. } => Some(*other),
            Self::RearrangementUndone { other, .. } => *other,
            _ => None,
        };
        self.conversation().into_iter().chain(other).collect()
    }

    /// The side conversation it happened in, if any.
    pub const fn side(&self) -> Option<SideId> {
        match self {
            Self::SideOpened { side, .. }
            | Self::SideWritten { side, .. }
            | Self::SideArrived { side, .. }
            | Self::SidePeopleChanged { side, .. }
            | Self::SideDone { side, .. }
            | Self::SideReopened { side, .. } => Some(*side),
            _ => None,
        }
    }

    /// The conversation it happened in, if any.
    pub const fn conversation(&self) -> Option<ConversationId> {
        use Event::*;
        match self {
            ConversationOpened { conversation, .. }
            | ConversationImported { conversation, .. }
            | MessageArrived { conversation, .. }
            | MessageWritten { conversation, .. }
            | MessageTakenBack { conversation, .. }
            | MessageSent { conversation, .. }
            | MessageDelayed { conversation, .. }
            | MessageFailed { conversation, .. }
            | MessageUncertain { conversation, .. }
            | MessageBounced { conversation, .. }
            | MessageSendAgain { conversation, .. }
            | MessageStopped { conversation, .. }
            | MessageReleased { conversation, .. }
            | NoteAdded { conversation, .. }
            | Assigned { conversation, .. }
            | TeamChanged { conversation, .. }
            | MadePending { conversation }
            | PutOnHold { conversation }
            | Snoozed { conversation, .. }
            | Woken { conversation }
            | Resolved { conversation }
            | Reopened { conversation }
            | Closed { conversation }
            | Renamed { conversation, .. }
            | Prioritised { conversation, .. }
            | Categorised { conversation, .. }
            | FieldSet { conversation, .. }
            | Tagged { conversation, .. }
            | Untagged { conversation, .. }
            | Followed { conversation, .. }
            | Unfollowed { conversation, .. }
            | Linked { conversation, .. }
            | Unlinked { conversation, .. }
            | Merged { conversation, .. }
            | Split { conversation, .. }
            | MessagesMoved { conversation, .. }
            | InboxChanged { conversation, .. }
            | RearrangementUndone { conversation, .. }
            | CustomerChanged { conversation, .. }
            | ColleaguesTold { conversation, .. }
            | MessageTranslated { conversation, .. }
            | TranslationDropped { conversation, .. }
            | ChecklistAdded { conversation, .. }
            | ChecklistDone { conversation, .. }
            | ChecklistReopened { conversation, .. }
            | ChecklistRemoved { conversation, .. }
            | FollowUpSet { conversation, .. }
            | FollowUpDue { conversation, .. }
            | FollowUpEnded { conversation, .. }
            | TargetMissed { conversation, .. }
            | FileRead { conversation, .. }
            | SideOpened { conversation, .. }
            | SideWritten { conversation, .. }
            | SideArrived { conversation, .. }
            | SidePeopleChanged { conversation, .. }
            | SideDone { conversation, .. }
            | SideReopened { conversation, .. }
            | DraftShared { conversation, .. }
            | DraftEdited { conversation, .. }
            | DraftApproved { conversation, .. }
            | DraftCommented { conversation, .. }
            | DraftSent { conversation, .. }
            | DraftWithdrawn { conversation, .. }
            | MacroUsed { conversation, .. } => Some(*conversation),
            InboxAdded { .. }
            | InboxChangedSettings { .. }
            | InboxAccessChanged { .. }
            | TagAdded { .. }
            | TagChanged { .. }
            | TagRetired { .. }
            | FieldDefined { .. }
            | FieldChanged { .. }
            | FieldSwitchedOff { .. }
            | FieldSwitchedOn { .. }
            | FieldRemoved { .. }
            | FieldsArranged { .. }
            | ViewSaved { .. }
            | ViewRemoved { .. }
            | MacroSaved { .. }
            | BulkBegun { .. }
            | BulkFinished { .. }
            | PreferenceChosen { .. }
            | TargetSet { .. }
            | TargetDropped { .. }
            | HoursKept { .. }
            | MacroRemoved { .. } => None,
        }
    }
}

impl Happening for Event {
    fn subject(&self) -> Subject {
        let customer = match self {
            Self::ConversationOpened { customer, .. }
            | Self::ConversationImported { customer, .. }
            | Self::MessageArrived { customer, .. }
            | Self::MessageWritten { customer, .. } => Some(*customer),
            _ => None,
        };
        Subject { conversation: self.conversation().map(|c| c.0), customer, agent: None }
    }
}
