//! Shared drafts as they are drawn: the card of a conversation, the menu that asks somebody, and the page of one.

use super::{Opened, address};
use crate::pages::composer::file_row;
use crate::pages::conversation::{Shown, place};
use crate::pages::form::hidden;
use crate::shared::Shared;
use web::parts::{button, csrf_field, form, icon, textarea, time};
use web::{Markup, SignedIn, html};

/// What colleagues are asked to look at here; it fetches itself when the conversation changes.
pub fn cards(who: &SignedIn, shown: &Shown) -> Markup {
    let text = who.t();
    let address_of = |one: &Shared| address(shown.place, shown.conversation.number, one.id);
    html! {
        div.shared-drafts id={ "shared-" (shown.conversation.number) } data-live={ "conversation:" (shown.conversation.id) }
            hx-get=(format!("{}?{}", shown.verb("shared-drafts"), shown.place.query())) hx-trigger="live" hx-swap="outerMorph" {
            @for (one, words) in &shown.shared {
                a.banner href=(address_of(one)) {
                    (icon("draft"))
                    span { strong { (text.say_with("desk-shared-by", &[("name", &shown.names.agent(one.author_id)), ("asked", &asked(shown, one))])) } " " (standing(who, shown, one)) br; span.truncate { (first_words(words)) } }
                }
            }
        }
    }
}

fn first_words(words: &str) -> String {
    words.split_whitespace().take(24).collect::<Vec<_>>().join(" ")
}

fn asked(shown: &Shown, one: &Shared) -> String {
    match (one.agent_id, one.team_id) {
        (Some(agent), _) => shown.names.agent(agent).to_owned(),
        (None, Some(team)) => shown.names.team(team).to_owned(),
        (None, None) => String::new(),
    }
}

/// Who writes in it, who approved it, or who wrote in it last.
fn standing(who: &SignedIn, shown: &Shown, one: &Shared) -> Markup {
    let text = who.t();
    let holder = one.holder(shown.now).filter(|agent| *agent != who.agent_id);
    html! {
        @if let Some(agent) = holder { span.badge.warn { (icon("draft")) (text.say_with("desk-shared-writes", &[("name", &shown.names.agent(agent))])) } }
        @else if let Some(agent) = one.approved_by { span.badge.info { (icon("check")) (text.say_with("desk-shared-approved", &[("name", &shown.names.agent(agent))])) } }
        @else { span.sub { (text.say_with("desk-shared-edited", &[("name", &shown.names.agent(one.edited_by))])) " " (time(text, one.edited_at, shown.now, &who.zone)) } }
    }
}

/// In the menu beside Send: whom to show it to first.
pub fn ask(who: &SignedIn, shown: &Shown) -> Markup {
    let text = who.t();
    let mut teams: Vec<(&i64, &String)> = shown.names.teams.iter().collect();
    teams.sort_by(|one, other| one.1.cmp(other.1));
    html! {
        hr;
        div.field {
            label for="share-with" { (text.say("desk-shared-ask")) }
            select.select id="share-with" name="share_with" {
                @for (id, name) in shown.colleagues.iter().filter(|(id, _)| *id != who.agent_id) { option value={ "a" (id) } { (name) } }
                @for (id, name) in teams { option value={ "t" (id) } { (name) } }
            }
        }
        button.button.wide type="submit" name="share" value="1" { (icon("eye")) (text.say("desk-shared-show")) }
    }
}

/// The page of one: its words, what was said of it, and what can be done with it.
pub fn page(who: &SignedIn, opened: &Opened) -> Markup {
    let (text, shown) = (who.t(), &opened.shown);
    let holder = opened.shared.holder(shown.now).filter(|agent| *agent != who.agent_id);
    let writes = holder.is_none() && who.may("conversations.note") && !shown.conversation.is_locked();
    html! {
        header.conversation-head {
            div.head-top {
                h1 { (text.say("desk-shared-title")) }
                div.head-actions { a.button.quiet href=(shown.place.conversation(shown.conversation.number)) data-key="u" data-command=(text.say("desk-side-back")) data-key-group=(text.say("desk-keys-conversation")) { (icon("chevron-left")) "#" (shown.conversation.number) } }
            }
            div.head-facts { span { (text.say_with("desk-shared-by", &[("name", &shown.names.agent(opened.shared.author_id)), ("asked", &asked(shown, &opened.shared))])) } span { (shown.title(who)) } }
        }
        div.thread tabindex="0" role="region" aria-label=(text.say("desk-shared-title")) { div.stack.shared {
            (state(who, opened, opened.draft.version))
            @if let Some((words, why)) = &opened.beside { (conflict(who, &words.text, why)) }
            @if writes { (editor(who, opened)) } @else { (read_only(who, opened)) }
            (remarks(who, opened))
        } }
    }
}

/// What others do with it meanwhile; it fetches itself.
pub fn state(who: &SignedIn, opened: &Opened, seen: i64) -> Markup {
    let shown = &opened.shown;
    let address = format!("{}?version={seen}&{}", shown.verb(&format!("shared-drafts/{}/state", opened.shared.id)), shown.place.query());
    html! {
        p.line id={ "shared-state-" (opened.shared.id) } role="status" data-live={ "conversation:" (shown.conversation.id) } hx-get=(address) hx-trigger="live" hx-swap="outerMorph" {
            (standing(who, shown, &opened.shared))
            @if opened.draft.version != seen && opened.shared.edited_by != who.agent_id { span.badge.warn { (icon("refresh")) (who.t().say("desk-shared-newer")) } }
        }
    }
}

/// It was sent or taken back while somebody had it open.
pub fn gone(who: &SignedIn, id: i64, conversation: &str) -> Markup {
    html! { p.line id={ "shared-state-" (id) } role="status" { span.badge.warn { (who.t().say("desk-shared-gone")) } a href=(conversation) { (who.t().say("desk-side-back")) } } }
}

fn conflict(who: &SignedIn, words: &str, why: &str) -> Markup {
    html! {
        div.banner.warn role="alert" { (icon("warning")) span { (why) } }
        (textarea(who.t().say("desk-shared-yours"), "yours").value(words).attr("readonly", "").attr("rows", "6"))
    }
}

fn editor(who: &SignedIn, opened: &Opened) -> Markup {
    let (text, shown, draft) = (who.t(), &opened.shown, &opened.draft);
    let own = shown.verb(&format!("shared-drafts/{}", opened.shared.id));
    html! {
        fl-composer id={ "composer-shared-" (opened.shared.id) } data-mode="reply" data-draft-url={ (own) "/draft" } data-upload-url={ (own) "/files" } {
            form.composer method="post" action=(own) {
                (csrf_field(&who.csrf)) (place(shown)) (hidden("kind", "reply")) (hidden("draft", draft.id)) (hidden("version", draft.version)) (hidden("seen", shown.newest()))
                @for (name, label, value) in [("to", "desk-to", &draft.to_text), ("cc", "desk-cc", &draft.cc_text), ("bcc", "desk-bcc", &draft.bcc_text)] {
                    div.composer-to { label for={ "shared-" (name) } { (text.say(label)) } input id={ "shared-" (name) } name=(name) value=(value) autocomplete="off"; span {} }
                }
                div.composer-text {
                    label.visually-hidden for="shared-body" { (text.say("desk-message-text")) }
                    textarea.composer-body id="shared-body" name="body" data-body rows="10" required dir="auto" data-key="r" data-key-group=(text.say("desk-keys-conversation")) { "\n" (draft.text) }
                }
                ul.attachments data-attachments { @for file in &opened.files { (file_row(who, file)) } }
                div.composer-bar {
                    label.icon-button.file title=(text.say("desk-attach")) { (icon("attach")) input type="file" multiple data-files aria-label=(text.say("desk-attach")); }
                    output.composer-state {}
                    span.line { button.button type="submit" { (text.say("desk-save")) }
                    @if who.may("conversations.reply") { button.button.primary type="submit" data-send formaction={ (own) "/send" } { (text.say("desk-send")) kbd { "Ctrl ↵" } } } }
                }
            }
        }
        div.line {
            (form(&who.csrf, format!("{own}/approve"), &html! { (place(shown)) (hidden("version", draft.version)) button.button type="submit" { (icon("check")) (text.say("desk-shared-approve")) } }))
            @if opened.shared.author_id == who.agent_id {
                (form(&who.csrf, format!("{own}/withdraw"), &html! { (place(shown)) button.button.quiet type="submit" { (icon("undo")) (text.say("desk-shared-withdraw")) } }))
            }
        }
    }
}

fn read_only(who: &SignedIn, opened: &Opened) -> Markup {
    let draft = &opened.draft;
    html! {
        article.card { div.body {
            p.sub { (who.t().say("desk-to")) ": " (draft.to_text) }
            div.prose.plain dir="auto" { p { (draft.text) } }
        } }
    }
}

fn remarks(who: &SignedIn, opened: &Opened) -> Markup {
    let (text, shown) = (who.t(), &opened.shown);
    let verb = shown.verb(&format!("shared-drafts/{}/comments", opened.shared.id));
    html! {
        section.stack.tight aria-label=(text.say("desk-shared-comments")) {
            @for one in &opened.comments {
                p id={ "remark-" (one.id) } { strong { (shown.names.agent(one.agent_id)) } " " (time(text, one.made_at, shown.now, &who.zone)) br; (one.text) }
            }
            @if who.may("conversations.note") {
                (form(&who.csrf, verb, &html! { (place(shown)) (textarea(text.say("desk-shared-comment"), "text").attr("rows", "2").required()) p { (button(text.say("desk-shared-comment-add"))) } }))
            }
        }
    }
}
