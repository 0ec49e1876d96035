//! The composer as it is drawn: the server renders the form with what was typed, the element brings it to life.

use super::{addressees, article_use, emoji_menu, macro_use};
use crate::attachments::Attachment;
use crate::drafts::{Draft, DraftKind};
use crate::pages::brands;
use crate::pages::conversation::{Shown, place};
use crate::pages::files;
use crate::pages::form::{deaf_to_enter, hidden};
use crate::pages::shared;
use kit::Token;
use web::parts::{csrf_field, icon, icon_button, menu};
use web::{Markup, SignedIn, html};

/// What stands in the fields.
#[derive(Debug, Clone, Default)]
pub struct Composer {
    pub kind: Option<DraftKind>,
    pub to: String,
    pub cc: String,
    pub bcc: String,
    pub text: String,
    pub answers: Option<i64>,
    /// Why it was not sent.
    pub error: Option<String>,
    /// When it is to leave, as typed.
    pub send_at: String,
    /// It was held because a message arrived meanwhile.
    pub held: bool,
}

impl Composer {
    /// The draft, or an empty reply to everyone.
    fn of(shown: &Shown) -> Self {
        let empty = Self { to: shown.answer_to.0.clone(), cc: shown.answer_to.1.clone(), ..Self::default() };
        shown.draft.as_ref().map_or(empty.clone(), |draft| Self::from_draft(draft, empty))
    }

    /// A draft that never named anybody keeps the recipients of the answer.
    fn from_draft(draft: &Draft, empty: Self) -> Self {
        let named = !(draft.to_text.is_empty() && draft.cc_text.is_empty() && draft.bcc_text.is_empty());
        let (to, cc) = match (named, draft.kind) {
            (true, _) => (draft.to_text.clone(), draft.cc_text.clone()),
            (false, DraftKind::Forward) => (String::new(), String::new()),
            (false, _) => (empty.to, empty.cc),
        };
        let answers = draft.answers.map(|message| message.0);
        Self {
            kind: Some(draft.kind),
            to,
            cc,
            bcc: draft.bcc_text.clone(),
            text: draft.text.clone(),
            answers,
            ..Self::default()
        }
    }
}

const KINDS: [(DraftKind, &str, &str, &str, &str); 3] = [
    (DraftKind::Reply, "reply", "desk-reply", "desk-write-reply", "r"),
    (DraftKind::Note, "note", "desk-note", "desk-write-note", "n"),
    (DraftKind::Forward, "forward", "desk-forward", "desk-write-forward", "f"),
];

/// The composer with the agent's draft; nothing where nothing may be written any more.
pub fn draw(who: &SignedIn, shown: &Shown) -> Markup {
    Drawing { who, shown, composer: &Composer::of(shown), swap: None }.whole()
}

/// A composer about to be drawn.
pub struct Drawing<'a> {
    pub who: &'a SignedIn,
    pub shown: &'a Shown,
    pub composer: &'a Composer,
    pub swap: Option<&'static str>,
}

impl Drawing<'_> {
    /// The composer with the draft, to replace the one of a page that asked for something else.
    pub fn out_of_band(who: &SignedIn, shown: &Shown) -> Markup {
        Drawing { who, shown, composer: &Composer::of(shown), swap: Some("outerHTML") }.whole()
    }

    fn knows(&self) -> bool {
        self.who.may("knowledge.see")
    }

    fn replies(&self) -> bool {
        self.who.may("conversations.reply") && !self.shown.conversation.is_locked()
    }

    /// Who may only note, notes; a closed conversation takes notes alone.
    fn kind(&self) -> DraftKind {
        let wished = self.composer.kind.unwrap_or(DraftKind::Reply);
        if self.replies() && wished != DraftKind::New { wished } else { DraftKind::Note }
    }

    pub fn whole(&self) -> Markup {
        let (text, number) = (self.who.t(), self.shown.conversation.number);
        if !self.who.may("conversations.note") {
            return html! {};
        }
        let action = self.shown.verb("messages");
        html! {
            fl-composer id={ "composer-" (number) } hx-swap-oob=[self.swap] data-mode=(self.kind().word()) data-draft-url=(self.shown.verb("draft"))
                data-upload-url=(self.shown.verb("files")) data-mention-url=(self.shown.verb("mentions")) data-snippet-url=(self.shown.verb("snippets"))
                data-answer-to=(self.shown.answer_to.0) data-answer-cc=(self.shown.answer_to.1) {
                @if self.shown.conversation.is_locked() { p.banner { (icon("lock")) span { (text.say("desk-locked")) } } }
                form.composer data-face=[self.shown.face.as_ref().map(|face| face.id)] method="post" action=(action) hx-post=(action) hx-target="closest fl-composer" hx-swap="outerHTML" {
                    (deaf_to_enter()) (csrf_field(&self.who.csrf)) (place(self.shown))
                    (self.modes())
                    (self.sheet())
                    (self.bar())
                }
                @if self.knows() { (article_use::article_form(self.shown)) }
            }
        }
    }

    fn modes(&self) -> Markup {
        let text = self.who.t();
        html! {
            div.composer-modes { div role="tablist" aria-label=(text.say("desk-kind-of-message")) {
                @for (kind, picture, label, placeholder, key) in KINDS.iter().filter(|(kind, ..)| *kind == DraftKind::Note || self.replies()) {
                    button type="button" role="tab" id={ "mode-" (kind.word()) } aria-controls="composer-panel" aria-selected=(*kind == self.kind())
                        data-mode=(kind.word()) data-placeholder=(text.say(placeholder)) data-key=(key) data-key-group=(text.say("desk-keys-conversation")) data-command {
                        (icon(picture)) (text.say(label))
                    }
                }
            }
            @if let Some(face) = &self.shown.face { span.push { span.visually-hidden { (text.say("desk-writes-as")) " " } (brands::sign(face)) } } }
        }
    }

    fn sheet(&self) -> Markup {
        let (text, number) = (self.who.t(), self.shown.conversation.number);
        let kind = self.kind();
        let placeholder = KINDS
            .iter()
            .find(|(known, ..)| *known == kind)
            .map_or("desk-write-reply", |(_, _, _, placeholder, _)| placeholder);
        html! {
            div id="composer-panel" role="tabpanel" aria-labelledby={ "mode-" (kind.word()) } {
                (hidden("kind", kind.word())) (seen(self.shown.draft.as_ref())) (hidden("seen", self.shown.newest())) (hidden("key", Token::random().reveal()))
                @if let Some(answers) = self.composer.answers { (hidden("answers", answers)) }
                @if self.replies() { (self.people()) }
                div.composer-text {
                    label.visually-hidden for={ "body-" (number) } { (text.say("desk-message-text")) }
                    textarea.composer-body id={ "body-" (number) } name="body" data-body rows="3" placeholder=(text.say(placeholder)) dir="auto" { "\n" (self.composer.text) }
                    ul.suggestions id={ "mentions-" (number) } role="listbox" aria-label=(text.say("desk-people")) data-mentions hidden {}
                    ul.suggestions id={ "emoji-" (number) } role="listbox" aria-label=(text.say("desk-emoji")) data-emoji-offers hidden {}
                    ul.suggestions id={ "snippets-" (number) } role="listbox" aria-label=(text.say("desk-macros")) data-snippets hidden {}
                }
                @if let Some(error) = &self.composer.error { div.field { p.error role="alert" { (icon("warning")) (error) } @if self.composer.held { (self.way_on()) } } }
                ul.attachments data-attachments { @for file in &self.shown.draft_files { (file_row(self.who, file)) } }
            }
        }
    }

    fn way_on(&self) -> Markup {
        let text = self.who.t();
        html! { p.line {
            button.button type="submit" { (icon("send")) (text.say("desk-send-anyway")) }
            button.button.quiet type="button" data-write-on { (text.say("desk-keep-editing")) }
        } }
    }

    fn people(&self) -> Markup {
        let text = self.who.t();
        let noting = self.kind() == DraftKind::Note;
        let row = |name: &'static str, label: &str, value: &str, folded: bool| {
            html! {
                div.composer-to id={ (name) "-row" } data-for="reply forward" hidden[noting || folded] {
                    label for={ "to-" (name) } { (label) }
                    (addressees::line(text, &format!("to-{name}"), name, value, false))
                    @if name == "to" { span {
                        @if self.composer.cc.is_empty() { button.button.quiet type="button" data-reveal="cc-row" data-command=(text.say("desk-cc")) { (text.say("desk-cc")) } }
                        @if self.composer.bcc.is_empty() { button.button.quiet type="button" data-reveal="bcc-row" data-command=(text.say("desk-bcc")) { (text.say("desk-bcc")) } }
                    } } @else { span {} }
                }
            }
        };
        html! {
            (row("to", &text.say("desk-to"), &self.composer.to, false))
            (row("cc", &text.say("desk-cc"), &self.composer.cc, self.composer.cc.is_empty()))
            (row("bcc", &text.say("desk-bcc"), &self.composer.bcc, self.composer.bcc.is_empty()))
        }
    }

    fn bar(&self) -> Markup {
        let text = self.who.t();
        let saved = self
            .shown
            .draft
            .as_ref()
            .filter(|draft| !draft.text.is_empty())
            .map(|draft| text.short(draft.saved_at, self.shown.now, &self.who.zone));
        html! {
            div.composer-bar {
                label.icon-button.file title=(text.say("desk-attach")) data-command=(text.say("desk-attach")) data-also=(text.say("desk-also-attach")) { (icon("attach")) input type="file" multiple data-files aria-label=(text.say("desk-attach")); }
                @if !self.shown.inbox.signature.is_empty() && self.replies() {
                    (icon_button("draft", text.say("desk-signature")).attr("popovertarget", "signature-note").attr("data-for", "reply forward"))
                    (menu("signature-note", &text.say("desk-signature"), &html! { p.menu-heading { (text.say("desk-signature-added")) } p.prose.plain { (self.shown.inbox.signature) } }))
                }
                @if self.shown.draft.is_some() {
                    (icon_button("trash", text.say("desk-discard-draft")).attr("data-discard", "").attr("hx-post", self.shown.verb("draft/discard")).attr("hx-target", "closest fl-composer").attr("hx-swap", "outerHTML"))
                }
                (icon_button("macro", text.say("desk-macros")).attr("popovertarget", "macro-menu").attr("data-key", "m").attr("data-key-group", text.say("desk-keys-conversation")).attr("data-command", text.say("desk-macros")))
                @if self.knows() { (icon_button("book", text.say("desk-articles")).attr("popovertarget", "article-menu").attr("data-key", "q").attr("data-key-group", text.say("desk-keys-conversation")).attr("data-command", text.say("desk-articles"))) }
                (icon_button("smile", text.say("desk-emoji")).attr("popovertarget", "emoji-menu"))
                output.composer-state { @if let Some(saved) = saved { (text.say_with("desk-saved-at", &[("time", &saved)])) } }
                span.button-group {
                    button.button.primary type="submit" data-send { (text.say("desk-send")) kbd { "Ctrl ↵" } }
                    (icon_button("chevron-down", text.say("desk-send-ways")).class("button").class("primary").attr("popovertarget", "send-menu"))
                }
            }
            (self.ways())
            (macro_use::macro_menu(self.who, self.shown))
            @if self.knows() { (article_use::article_menu(self.who, self.shown)) }
            (emoji_menu::picker(self.who))
        }
    }

    /// Other ends: what becomes of the conversation once the message is written.
    fn ways(&self) -> Markup {
        let text = self.who.t();
        menu(
            "send-menu",
            &text.say("desk-send-ways"),
            &html! {
                @for (then, picture, label) in [("pending", "pause", "desk-send-pending"), ("open", "mail", "desk-send-open"), ("resolved", "resolve", "desk-send-resolve")] {
                    button.menu-item type="submit" name="then" value=(then) { (icon(picture)) (text.say(label)) }
                }
                @if self.kind() == DraftKind::Reply {
                    hr;
                    div.field {
                        label for="send-at" { (text.say("desk-send-later")) }
                        input.input type="text" id="send-at" name="send_at" value=(self.composer.send_at) autocomplete="off" placeholder=(text.say("desk-when-placeholder")) data-when="/when" aria-describedby="send-at-meant";
                        output.hint id="send-at-meant" for="send-at" { (text.say("desk-when-hint")) }
                    }
                    button.button.wide type="submit" name="later" value="1" { (icon("clock")) (text.say("desk-send-later")) }
                    (shared::ask(self.who, self.shown))
                }
            },
        )
    }
}

/// Which draft the page shows and how new it is; draft.js says it with every save.
pub fn seen(draft: Option<&Draft>) -> Markup {
    let id = draft.map_or(String::new(), |draft| draft.id.to_string());
    html! { (hidden("draft", id)) (hidden("version", draft.map_or(0, |draft| draft.version))) }
}

/// A file of a draft, with the button that takes it off.
pub fn file_row(who: &SignedIn, file: &Attachment) -> Markup {
    removable_row(who, file, format!("/attachments/{}/remove", file.id))
}

/// The same, taken off by a post to `remove`.
pub fn removable_row(who: &SignedIn, file: &Attachment, remove: String) -> Markup {
    let text = who.t();
    let label = text.say_with("desk-remove-file", &[("name", &file.name)]);
    html! {
        li.attachment id={ "file-" (file.id) } {
            @if files::is_picture(file) { img src={ "/attachments/" (file.id) "/inline" } alt=""; } @else { (icon("file")) }
            @if files::is_lookable(file) { a.name href={ "/attachments/" (file.id) } download data-preview={ "/attachments/" (file.id) "/look" } { (file.name) } } @else { span.name { (file.name) } }
            span.size { (text.size(file.size_bytes)) }
            (hidden("file", file.id))
            (icon_button("cross", label).attr("hx-post", remove).attr("hx-target", "closest li").attr("hx-swap", "delete"))
        }
    }
}
