//! The form that begins a side conversation: whom to ask, about what, in which words, with which of the customer's files.

use crate::attachments::Attachment;
use crate::drafts::Draft;
use crate::pages::composer::{addressees_line, file_row, seen};
use crate::pages::conversation::{Shown, place};
use crate::pages::form::{deaf_to_enter, hidden};
use crate::pages::place::Place;
use crate::pages::signs::named_with_presence;
use crate::{Message, MessageKind};
use web::parts::{csrf_field, icon};
use web::{Fields, Markup, Query, SignedIn, Text, html};

/// What stands in it.
pub struct Form {
    pub place: Place,
    to: Option<String>,
    subject: Option<String>,
    text: Option<String>,
    agents: Vec<i64>,
    teams: Vec<i64>,
    message: Option<i64>,
    carry: Option<Vec<i64>>,
    hold: bool,
    error: Option<String>,
}

/// More files than these are found in the thread.
const MOST_FILES: usize = 30;

impl Form {
    pub fn of_query(query: &Query) -> Self {
        Self {
            place: Place::of(query),
            to: None,
            subject: None,
            text: None,
            agents: Vec::new(),
            teams: Vec::new(),
            message: query.number("message"),
            carry: None,
            hold: true,
            error: None,
        }
    }

    /// With every word as it was typed, though it was refused.
    pub fn of_fields(fields: &Fields, error: String) -> Self {
        Self {
            place: Place::of(fields),
            to: Some(fields.text("to").to_owned()),
            subject: Some(fields.text("subject").to_owned()),
            text: Some(fields.raw("body").to_owned()),
            agents: fields.numbers("agent"),
            teams: fields.numbers("team"),
            message: fields.number("message"),
            carry: Some(fields.numbers("carry")),
            hold: fields.flag("hold"),
            error: Some(error),
        }
    }

    pub fn draw(&self, who: &SignedIn, shown: &Shown, draft: &Draft, files: &[Attachment], teams: &[(i64, String)]) -> Markup {
        let text = who.t();
        let number = shown.conversation.number;
        let own = format!("/drafts/{}", draft.id);
        html! {
            header.conversation-head {
                div.head-top { h1 { (text.say("desk-side-new")) } div.head-actions { a.button.quiet href=(shown.place.conversation(number)) { (icon("chevron-left")) "#" (number) } } }
                div.head-facts { span { (text.say("desk-side-about")) } }
            }
            div.thread tabindex="0" role="region" aria-label=(text.say("desk-side-new")) {
                fl-composer id={ "composer-side-" (draft.id) } data-mode="reply" data-draft-url=(own) data-upload-url={ (own) "/files" } {
                    form.composer method="post" action=(shown.verb("sides")) {
                        (deaf_to_enter()) (csrf_field(&who.csrf)) (place(shown)) (seen(Some(draft)))
                        (self.people(who, shown, draft, teams))
                        (self.row("subject", &text.say("desk-subject"), self.subject.as_deref().unwrap_or(&draft.subject)))
                        div.composer-text {
                            label.visually-hidden for="side-body" { (text.say("desk-message-text")) }
                            textarea.composer-body id="side-body" name="body" data-body rows="8" dir="auto" placeholder=(text.say("desk-side-write")) { "\n" (self.text.as_deref().unwrap_or(&draft.text)) }
                        }
                        @if let Some(error) = &self.error { div.field { p.error role="alert" { (icon("warning")) (error) } } }
                        (self.along(who, shown))
                        ul.attachments data-attachments { @for file in files { (file_row(who, file)) } }
                        div.composer-bar {
                            label.icon-button.file title=(text.say("desk-attach")) { (icon("attach")) input type="file" multiple data-files aria-label=(text.say("desk-attach")); }
                            (hold(who, self.hold))
                            output.composer-state {}
                            button.button.primary type="submit" data-send { (text.say("desk-send")) kbd { "Ctrl ↵" } }
                        }
                    }
                }
            }
        }
    }

    fn people(&self, who: &SignedIn, shown: &Shown, draft: &Draft, teams: &[(i64, String)]) -> Markup {
        let text = who.t();
        html! {
            @if who.may("conversations.reply") { div.composer-to { label for="side-to" { (text.say("desk-side-to")) } (addressees_line(text, "side-to", "to", self.to.as_deref().unwrap_or(&draft.to_text), false)) span {} } }
            (pick("team", &text.say("desk-side-team"), teams, &self.teams))
            (pick_colleague(text, shown, &self.agents))
        }
    }

    fn row(&self, name: &str, label: &str, value: &str) -> Markup {
        html! { div.composer-to { label for={ "side-" (name) } { (label) } input id={ "side-" (name) } name=(name) value=(value) autocomplete="off"; span {} } }
    }

    /// The message passed on, and the files the customer's thread has to choose from.
    fn along(&self, who: &SignedIn, shown: &Shown) -> Markup {
        let text = who.t();
        let passed_on = self
            .message
            .and_then(|id| shown.messages.iter().find(|message| message.id.0 == id && message.kind != MessageKind::Note));
        let readable: Vec<&Message> = shown.messages.iter().filter(|message| message.kind != MessageKind::Note).collect();
        let files: Vec<&Attachment> = readable.iter().flat_map(|message| shown.files_of(message)).take(MOST_FILES).collect();
        let goes = |file: &Attachment| match &self.carry {
            Some(chosen) => chosen.contains(&file.id.0),
            None => passed_on.is_some_and(|message| file.message_id == Some(message.id)),
        };
        html! {
            @if let Some(message) = passed_on {
                (hidden("message", message.id))
                details.quoted { summary { (text.say_with("desk-side-passes-on", &[("name", &message.from_name)])) } div.prose.plain dir="auto" { p { (message.text) } } }
            }
            @if !files.is_empty() {
                fieldset.stack.tight.carry { legend { (text.say("desk-side-files")) }
                    @for file in files {
                        label.check { input type="checkbox" name="carry" value=(file.id) checked[goes(file)]; span { (icon("file")) (file.name) " " span.faint { (text.size(file.size_bytes)) } } }
                    }
                }
            }
        }
    }
}

/// Nobody, or a colleague who sees the conversation.
pub fn pick_colleague(text: &Text, shown: &Shown, chosen: &[i64]) -> Markup {
    let choices: Vec<_> = shown.colleagues.iter().map(|one| (one.id, named_with_presence(text, one))).collect();
    pick("agent", &text.say("desk-side-colleague"), &choices, chosen)
}

/// Nobody, or one of these.
fn pick(name: &str, label: &str, choices: &[(i64, String)], chosen: &[i64]) -> Markup {
    html! {
        @if !choices.is_empty() {
            div.composer-to {
                label for={ "side-" (name) } { (label) }
                select.select id={ "side-" (name) } name=(name) {
                    option value="" { "–" }
                    @for (id, shown) in choices { option value=(id) selected[chosen.contains(id)] { (shown) } }
                }
                span {}
            }
        }
    }
}

/// Whether the conversation waits for them; for who may say so.
pub fn hold(who: &SignedIn, ticked: bool) -> Markup {
    html! { @if who.may("conversations.resolve") { label.check { input type="checkbox" name="hold" value="1" checked[ticked]; span { (who.t().say("desk-side-hold")) } } } }
}
