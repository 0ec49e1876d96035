//! Every event of the desk as a sentence, in the reader's language. A new event does not compile until it has one.

use crate::colleagues::Names;
use crate::pages::signs::{category_key, priority_key};
use crate::{Category, Event, Priority};
use web::Text;

/// The sentence of an event for whoever has no names at hand; `None` for what a person need not read.
pub fn story(event: &Event, text: &Text) -> Option<String> {
    told(event, text, &Names::default(), "UTC")
}

/// The same with the names of agents and teams, and times by the reader's clock.
pub fn told(event: &Event, text: &Text, names: &Names, zone: &str) -> Option<String> {
    let teller = Teller { text, names };
    Some(match event {
        Event::ConversationOpened { .. } => text.say("desk-story-opened"),
        Event::ConversationImported { messages, .. } => text.say_with("desk-story-imported", &[("count", messages)]),
        Event::MessageArrived { automatic: false, .. } => text.say("desk-story-arrived"),
        Event::MessageArrived { automatic: true, .. } => text.say("desk-story-arrived-automatic"),
        Event::MessageWritten { .. } => text.say("desk-story-written"),
        Event::MessageTakenBack { note: true, .. } => text.say("desk-story-note-taken-back"),
        Event::MessageTakenBack { note: false, .. } => text.say("desk-story-taken-back"),
        Event::MessageSent { .. } => text.say("desk-story-sent"),
        Event::MessageDelayed { reason, .. } => text.say_with("desk-story-delayed", &[("reason", reason)]),
        Event::MessageFailed { reason, .. } => text.say_with("desk-story-failed", &[("reason", reason)]),
        Event::MessageUncertain { reason, .. } => text.say_with("desk-story-uncertain", &[("reason", reason)]),
        Event::MessageBounced { address, reason, .. } => text.say_with("desk-story-bounced", &[("address", address), ("reason", reason)]),
        Event::MessageSendAgain { .. } => text.say("desk-story-send-again"),
        Event::MessageStopped { .. } => text.say("desk-story-stopped"),
        Event::MessageReleased { .. } => text.say("desk-story-released"),
        Event::NoteAdded { .. } => text.say("desk-story-noted"),
        Event::Assigned { to, .. } => teller.person("desk-story-assigned", "desk-story-unassigned", *to),
        Event::TeamChanged { to, .. } => teller.team(*to),
        Event::MadePending { .. } => text.say("desk-story-pending"),
        Event::PutOnHold { .. } => text.say("desk-story-on-hold"),
        Event::Snoozed { until, .. } => text.say_with("desk-story-snoozed", &[("time", &text.date_and_time(*until, zone))]),
        Event::Woken { .. } => text.say("desk-story-woken"),
        Event::Resolved { .. } => text.say("desk-story-resolved"),
        Event::Reopened { .. } => text.say("desk-story-reopened"),
        Event::Closed { .. } => text.say("desk-story-closed"),
        Event::Renamed { to, .. } => text.say_with("desk-story-renamed", &[("subject", to)]),
        Event::Prioritised { to, .. } => text.say_with("desk-story-prioritised", &[("priority", &teller.priority(to))]),
        Event::Categorised { to, .. } => teller.category(to.as_deref()),
        Event::FieldSet { value, .. } => text.say_with("desk-story-field", &[("value", value)]),
        Event::Tagged { name, .. } => text.say_with("desk-story-tagged", &[("name", name)]),
        Event::Untagged { name, .. } => text.say_with("desk-story-untagged", &[("name", name)]),
        Event::Followed { agent, .. } => teller.person("desk-story-followed", "desk-story-followed", Some(*agent)),
        Event::Unfollowed { agent, .. } => teller.person("desk-story-unfollowed", "desk-story-unfollowed", Some(*agent)),
        Event::Linked { reason, .. } => text.say(linked_key(reason)),
        Event::Unlinked { .. } => text.say("desk-story-unlinked"),
        Event::Merged { .. } => text.say("desk-story-merged"),
        Event::Split { .. } => text.say("desk-story-split"),
        Event::MessagesMoved { .. } => text.say("desk-story-moved"),
        Event::InboxChanged { .. } => text.say("desk-story-inbox"),
        Event::RearrangementUndone { .. } => text.say("desk-story-undone"),
        Event::InboxAdded { name, .. } => text.say_with("desk-story-inbox-added", &[("name", name)]),
        Event::InboxChangedSettings { .. } => text.say("desk-story-inbox-changed"),
        Event::InboxAccessChanged { .. } => text.say("desk-story-inbox-access"),
        Event::TagAdded { name, .. } => text.say_with("desk-story-tag-added", &[("name", name)]),
        Event::TagChanged { name, .. } => text.say_with("desk-story-tag-changed", &[("name", name)]),
        Event::TagRetired { name, .. } => text.say_with("desk-story-tag-retired", &[("name", name)]),
        Event::FieldDefined { label, .. } => text.say_with("desk-story-field-defined", &[("label", label)]),
        Event::FieldChanged { label, .. } => text.say_with("desk-story-field-changed", &[("label", label)]),
        Event::FieldSwitchedOff { label, .. } => text.say_with("desk-story-field-switched-off", &[("label", label)]),
        Event::FieldSwitchedOn { label, .. } => text.say_with("desk-story-field-switched-on", &[("label", label)]),
        Event::FieldRemoved { label, .. } => text.say_with("desk-story-field-removed", &[("label", label)]),
        Event::FieldsArranged { .. } => text.say("desk-story-fields-arranged"),
        Event::FileRead { .. } => text.say("desk-story-file-read"),
        Event::ViewSaved { name, .. } => text.say_with("desk-story-view-saved", &[("name", name)]),
        Event::ViewRemoved { name, .. } => text.say_with("desk-story-view-removed", &[("name", name)]),
        Event::MacroSaved { name, .. } => text.say_with("desk-story-macro-saved", &[("name", name)]),
        Event::MacroRemoved { name, .. } => text.say_with("desk-story-macro-removed", &[("name", name)]),
        Event::MacroUsed { name, .. } => text.say_with("desk-story-macro-used", &[("name", name)]),
        Event::CustomerChanged { .. } => text.say("desk-story-customer"),
        Event::ColleaguesTold { .. } => text.say("desk-story-told"),
        Event::BulkBegun { count, .. } => text.say_with("desk-story-bulk-begun", &[("count", count)]),
        Event::BulkFinished { done, failed, .. } => text.say_with("desk-story-bulk-finished", &[("done", done), ("failed", failed)]),
        Event::MessageTranslated { language, .. } => text.say_with("desk-story-translated", &[("language", &language_name(language))]),
        Event::TranslationDropped { language, .. } => {
            text.say_with("desk-story-translation-dropped", &[("language", &language_name(language))])
        }
        Event::ChecklistAdded { .. } => text.say("desk-story-checklist-added"),
        Event::ChecklistDone { .. } => text.say("desk-story-checklist-done"),
        Event::ChecklistReopened { .. } => text.say("desk-story-checklist-reopened"),
        Event::ChecklistRemoved { .. } => text.say("desk-story-checklist-removed"),
        Event::FollowUpSet { due_at, .. } => text.say_with("desk-story-follow-up-set", &[("time", &text.date_and_time(*due_at, zone))]),
        Event::FollowUpDue { .. } => text.say("desk-story-follow-up-due"),
        Event::FollowUpEnded { how, .. } => text.say(follow_up_key(how)),
        Event::TargetSet { name, .. } => text.say_with("desk-story-target-set", &[("name", name)]),
        Event::TargetDropped { name, .. } => text.say_with("desk-story-target-dropped", &[("name", name)]),
        Event::TargetMissed { due_at, .. } => text.say_with("desk-story-target-missed", &[("time", &text.date_and_time(*due_at, zone))]),
        Event::HoursKept { .. } => text.say("desk-story-hours"),
        Event::PreferenceChosen { .. } => text.say("desk-story-preference"),
        Event::DraftShared { .. } => text.say("desk-story-draft-shared"),
        Event::DraftEdited { .. } => text.say("desk-story-draft-edited"),
        Event::DraftApproved { .. } => text.say("desk-story-draft-approved"),
        Event::DraftCommented { .. } => text.say("desk-story-draft-commented"),
        Event::DraftSent { author, .. } => teller.person("desk-story-draft-sent", "desk-story-draft-sent", Some(*author)),
        Event::DraftWithdrawn { .. } => text.say("desk-story-draft-withdrawn"),
        Event::SideOpened { subject, .. } => text.say_with("desk-story-side-opened", &[("subject", subject)]),
        Event::SideWritten { .. } => text.say("desk-story-side-written"),
        Event::SideArrived { automatic: false, .. } => text.say("desk-story-side-arrived"),
        Event::SideArrived { automatic: true, .. } => text.say("desk-story-side-arrived-automatic"),
        Event::SidePeopleChanged { .. } => text.say("desk-story-side-people"),
        Event::SideDone { .. } => text.say("desk-story-side-done"),
        Event::SideReopened { .. } => text.say("desk-story-side-reopened"),
    })
}

struct Teller<'a> {
    text: &'a Text,
    names: &'a Names,
}

impl Teller<'_> {
    /// With somebody's name, or about a colleague where it is not known.
    fn person(&self, named: &str, nobody: &str, agent: Option<i64>) -> String {
        let Some(agent) = agent else { return self.text.say(nobody) };
        let known = Some(self.names.agent(agent)).filter(|name| !name.is_empty()).map(str::to_owned);
        self.text.say_with(named, &[("name", &known.unwrap_or_else(|| self.text.say("desk-a-colleague")))])
    }

    fn team(&self, team: Option<i64>) -> String {
        let Some(team) = team else { return self.text.say("desk-story-no-team") };
        let known = Some(self.names.team(team)).filter(|name| !name.is_empty()).map(str::to_owned);
        self.text
            .say_with("desk-story-team", &[("name", &known.unwrap_or_else(|| self.text.say("desk-a-team")))])
    }

    fn priority(&self, word: &str) -> String {
        Priority::of_word(word).map_or_else(|| word.to_owned(), |priority| self.text.say(priority_key(priority)))
    }

    fn category(&self, word: Option<&str>) -> String {
        match word.and_then(Category::of_word) {
            Some(category) => self
                .text
                .say_with("desk-story-categorised", &[("category", &self.text.say(category_key(category)))]),
            None => self.text.say("desk-story-uncategorised"),
        }
    }
}

fn follow_up_key(how: &str) -> &'static str {
    match how {
        "answered" => "desk-story-follow-up-answered",
        "taken_back" => "desk-story-follow-up-taken-back",
        _ => "desk-story-follow-up-done",
    }
}

fn linked_key(reason: &str) -> &'static str {
    match reason {
        "stranger" => "desk-story-linked-stranger",
        "continues" => "desk-story-linked-continues",
        "split" => "desk-story-linked-split",
        "merged" => "desk-story-linked-merged",
        "incident" => "desk-story-linked-incident",
        _ => "desk-story-linked",
    }
}

/// Whether a thread needs a line for it: what a message of the thread shows by itself needs none.
pub fn is_in_thread(event: &Event) -> bool {
    use Event::*;
    match event {
        ConversationOpened { .. } | ConversationImported { .. } => false,
        MessageArrived { .. } | MessageWritten { .. } | MessageSent { .. } | NoteAdded { .. } => false,
        MessageDelayed { .. } | MessageFailed { .. } | MessageUncertain { .. } | MessageBounced { .. } => false,
        Followed { .. } | Unfollowed { .. } | ColleaguesTold { .. } | FileRead { .. } => false,
        MessageTakenBack { .. }
        | MessageStopped { .. }
        | MessageReleased { .. }
        | MessageSendAgain { .. }
        | Assigned { .. }
        | TeamChanged { .. }
        | MadePending { .. }
        | PutOnHold { .. } => true,
        Snoozed { .. } | Woken { .. } | Resolved { .. } | Reopened { .. } | Closed { .. } | Renamed { .. } | Prioritised { .. } => true,
        // A merge or a split says so itself.
        Linked { reason, .. } => !matches!(reason.as_str(), "merged" | "split"),
        Categorised { .. } | FieldSet { .. } | Tagged { .. } | Untagged { .. } | Unlinked { .. } | Merged { .. } => true,
        Split { .. } | MessagesMoved { .. } | InboxChanged { .. } | RearrangementUndone { .. } | CustomerChanged { .. } => true,
        MacroUsed { .. } => true,
        ChecklistAdded { .. } | ChecklistDone { .. } | ChecklistReopened { .. } | ChecklistRemoved { .. } => true,
        // It stands below its message.
        MessageTranslated { .. } | TranslationDropped { .. } => false,
        FollowUpSet { .. } | FollowUpDue { .. } | FollowUpEnded { .. } => true,
        TargetMissed { .. } => true,
        DraftShared { .. }
        | DraftEdited { .. }
        | DraftApproved { .. }
        | DraftCommented { .. }
        | DraftSent { .. }
        | DraftWithdrawn { .. } => true,
        SideWritten { first, .. } => !first,
        SideOpened { .. } | SideArrived { .. } | SideDone { .. } | SideReopened { .. } | SidePeopleChanged { .. } => true,
        BulkBegun { .. } | BulkFinished { .. } | PreferenceChosen { .. } | TargetSet { .. } | TargetDropped { .. } | HoursKept { .. } => {
            false
        }
        InboxAdded { .. } | InboxChangedSettings { .. } | InboxAccessChanged { .. } => false,
        TagAdded { .. }
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
        | MacroRemoved { .. } => false,
    }
}

/// The picture beside its line.
pub const fn picture(event: &Event) -> &'static str {
    use Event::*;
    match event {
        Assigned { .. } | TeamChanged { .. } | Followed { .. } | Unfollowed { .. } => "assign",
        Snoozed { .. } | Woken { .. } => "snooze",
        Resolved { .. } => "resolve",
        Closed { .. } => "lock",
        MadePending { .. } | PutOnHold { .. } | MessageStopped { .. } => "pause",
        Reopened { .. } | MessageTakenBack { .. } | RearrangementUndone { .. } => "undo",
        Tagged { .. } | Untagged { .. } | TagAdded { .. } | TagChanged { .. } | TagRetired { .. } => "tag",
        Merged { .. } => "merge",
        Split { .. } => "split",
        MessagesMoved { .. } | InboxChanged { .. } => "move",
        Linked { .. } | Unlinked { .. } => "link",
        Renamed { .. } | Prioritised { .. } | Categorised { .. } | FieldSet { .. } | FieldDefined { .. } => "draft",
        FieldChanged { .. } | FieldSwitchedOff { .. } | FieldSwitchedOn { .. } | FieldRemoved { .. } | FieldsArranged { .. } => "draft",
        MessageSent { .. } | MessageWritten { .. } | MessageSendAgain { .. } | MessageReleased { .. } => "send",
        MessageDelayed { .. } | MessageFailed { .. } | MessageUncertain { .. } | MessageBounced { .. } => "bounce",
        ConversationOpened { .. } | MessageArrived { .. } | InboxAdded { .. } | InboxChangedSettings { .. } | InboxAccessChanged { .. } => {
            "inbox"
        }
        ConversationImported { .. } => "inbox",
        NoteAdded { .. } => "note",
        ColleaguesTold { .. } => "bell",
        ViewSaved { .. } | ViewRemoved { .. } => "filter",
        MacroSaved { .. } | MacroRemoved { .. } | MacroUsed { .. } => "macro",
        CustomerChanged { .. } => "customer",
        BulkBegun { .. } | BulkFinished { .. } => "list",
        ChecklistAdded { .. } | ChecklistDone { .. } | ChecklistReopened { .. } | ChecklistRemoved { .. } => "check",
        MessageTranslated { .. } | TranslationDropped { .. } => "globe",
        FollowUpSet { .. } | FollowUpDue { .. } | FollowUpEnded { .. } => "calendar",
        TargetSet { .. } | TargetDropped { .. } | TargetMissed { .. } | HoursKept { .. } => "clock",
        PreferenceChosen { .. } => "settings",
        FileRead { .. } => "attach",
        DraftShared { .. }
        | DraftEdited { .. }
        | DraftApproved { .. }
        | DraftCommented { .. }
        | DraftSent { .. }
        | DraftWithdrawn { .. } => "draft",
        SideOpened { .. } | SideWritten { .. } | SideArrived { .. } | SidePeopleChanged { .. } | SideDone { .. } | SideReopened { .. } => {
            "chat"
        }
    }
}

/// The rearrangement a line can offer to undo.
pub const fn rearrangement(event: &Event) -> Option<i64> {
    match event {
        Event::Merged { rearrangement, .. }
        | Event::Split { rearrangement, .. }
        | Event::MessagesMoved { rearrangement, .. }
        | Event::InboxChanged { rearrangement, .. } => Some(*rearrangement),
        _ => None,
    }
}

/// A language by its own name for itself.
fn language_name(tag: &str) -> &str {
    kit::Locale::of_tag(tag).map_or(tag, |locale| locale.name())
}
