//! The log of a conversation, told in short sentences: “Mia wrote”, “Ana resolved it”.

use super::TestDesk;
use db::activity::{self, Entry};
use db::{Actor, Trouble, Tx, sql};
use desk::{ConversationId, Event};

impl TestDesk {
    /// What the log says happened in it, in order.
    pub async fn story(&self, conversation: &ConversationId) -> Vec<String> {
        let id = *conversation;
        self.ask(move |tx| {
            let entries = activity::of_conversation(tx, id.0)?;
            entries
                .iter()
                .map(|entry| Ok(format!("{} {}", actor(tx, entry)?, deed(&event(&entry.detail)?))))
                .collect()
        })
        .await
    }

    /// How many lines the whole log has.
    pub async fn log_lines(&self) -> i64 {
        self.count("SELECT COUNT(*) FROM activity").await
    }
}

fn actor(tx: &mut Tx<'_>, entry: &Entry) -> Result<String, Trouble> {
    match entry.actor() {
        Actor::Agent(id) => sql("SELECT name FROM agent WHERE id = $1").with(id).only(tx, "agent"),
        Actor::Customer(id) => sql("SELECT name FROM customer WHERE id = $1").with(id).only(tx, "customer"),
        _ => Ok("The desk".into()),
    }
}

/// The stored line as the event it was.
pub fn event(detail: &str) -> Result<Event, Trouble> {
    serde_json::from_str(detail).map_err(|e| Trouble::Shape(format!("{detail}: {e}")))
}

fn deed(event: &Event) -> String {
    use Event::*;
    match event {
        ConversationOpened { .. } => "opened it".into(),
        ConversationImported { .. } => "brought older messages in".into(),
        MessageArrived { .. } => "wrote".into(),
        MessageWritten { .. } => "answered".into(),
        MessageTakenBack { .. } => "took it back".into(),
        MessageSent { .. } => "sent it".into(),
        MessageDelayed { reason, .. } => format!("was put off: {reason}"),
        MessageFailed { reason, .. } => format!("could not deliver: {reason}"),
        MessageUncertain { reason, .. } => format!("cannot tell: {reason}"),
        MessageBounced { address, .. } => format!("got it back from {address}"),
        MessageSendAgain { .. } => "sends it again".into(),
        MessageStopped { .. } => "was stopped by news".into(),
        MessageReleased { .. } => "sent it after a look".into(),
        NoteAdded { mentions, .. } if mentions.is_empty() => "noted".into(),
        NoteAdded { .. } => "noted and mentioned".into(),
        Assigned { to: Some(_), .. } => "assigned it".into(),
        Assigned { to: None, .. } => "let go of it".into(),
        TeamChanged { .. } => "changed its team".into(),
        MadePending { .. } => "made it pending".into(),
        PutOnHold { .. } => "put it on hold".into(),
        Snoozed { .. } => "snoozed it".into(),
        Woken { .. } => "woke it".into(),
        Resolved { .. } => "resolved it".into(),
        Reopened { .. } => "reopened it".into(),
        Closed { .. } => "closed it".into(),
        Renamed { to, .. } => format!("renamed it {to}"),
        Prioritised { to, .. } => format!("made it {to}"),
        Categorised { to, .. } => format!("filed it under {}", to.as_deref().unwrap_or("nothing")),
        FieldSet { value, .. } => format!("filled in “{value}”"),
        Tagged { name, .. } => format!("tagged it {name}"),
        Untagged { name, .. } => format!("untagged it {name}"),
        Followed { .. } => "made somebody follow".into(),
        Unfollowed { .. } => "made somebody stop following".into(),
        Linked { reason, .. } => format!("linked it: {reason}"),
        Unlinked { .. } => "unlinked it".into(),
        Merged { .. } => "merged another into it".into(),
        Split { .. } => "split it".into(),
        MessagesMoved { .. } => "moved messages out of it".into(),
        InboxChanged { .. } => "moved it to another inbox".into(),
        RearrangementUndone { .. } => "undid that".into(),
        MacroUsed { name, .. } => format!("used the macro {name}"),
        CustomerChanged { .. } => "gave it to another customer".into(),
        ColleaguesTold { .. } => "Colleagues were told".to_owned(),
        MessageTranslated { language, .. } => format!("can be read in {language}"),
        TranslationDropped { language, .. } => format!("can be read in {language} no more"),
        ChecklistAdded { .. } => "has something to do".into(),
        ChecklistDone { .. } => "did something on the checklist".into(),
        ChecklistReopened { .. } => "has something to do again".into(),
        ChecklistRemoved { .. } => "took something off the checklist".into(),
        FollowUpSet { .. } => "set a follow-up".into(),
        FollowUpDue { .. } => "was reminded to follow up".into(),
        FollowUpEnded { how, .. } => format!("ended a follow-up: {how}"),
        DraftShared { .. } => "showed a draft".into(),
        DraftEdited { .. } => "edited the draft".into(),
        DraftApproved { .. } => "approved the draft".into(),
        DraftCommented { .. } => "commented on the draft".into(),
        DraftSent { .. } => "sent the draft".into(),
        DraftWithdrawn { .. } => "took the draft back".into(),
        SideOpened { subject, .. } => format!("asked beside it: {subject}"),
        SideWritten { .. } => "wrote beside it".into(),
        SideArrived { .. } => "had an answer beside it".into(),
        SidePeopleChanged { .. } => "changed who is asked".into(),
        SideDone { .. } => "settled what was asked".into(),
        SideReopened { .. } => "asks again".into(),
        TargetMissed { due_for, .. } => format!("missed the {due_for} answer"),
        FileRead { outcome, .. } => format!("a file was looked into: {outcome}"),
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
        | TargetSet { .. }
        | TargetDropped { .. }
        | HoursKept { .. }
        | PreferenceChosen { .. }
        | MacroRemoved { .. } => {
            panic!("{event:?} happens in no conversation")
        }
    }
}
