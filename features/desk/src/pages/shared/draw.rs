//! Shared drafts as they are drawn: the card of a conversation, the menu that asks somebody, and the page of one.

use super::{Opened, address};
use crate::attachments::Attachment;
use crate::colleagues::Names;
use crate::pages::composer::{addressees_line, removable_row};
use crate::pages::conversation::{Shown, place};
use crate::pages::form::{deaf_to_enter, hidden};
use crate::pages::place::Place;
use crate::pages::signs::named_with_presence;
use crate::pages::thread::file_link;
use crate::pages::verbs::assign::CROWD;
use crate::shared::{Shared, SharedId};
use kit::Moment;
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
                    span { strong { (text.say_with("desk-shared-by", &[("name", &shown.names.agent(one.author_id)), ("asked", &asked(shown, one))])) } " " (standing(who, &shown.names, shown.now, one)) br; span.truncate { (first_words(words)) } }
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
fn standing(who: &SignedIn, names: &Names, now: Moment, one: &Shared) -> Markup {
    let text = who.t();
    let holder = one.holder(now).filter(|agent| *agent != who.agent_id);
    html! {
        @if let Some(agent) = holder { span.badge.warn { (icon("draft")) (text.say_with("desk-shared-writes", &[("name", &names.agent(agent))])) } }
        @else if let Some(agent) = one.approved_by { span.badge.info { (icon("check")) (text.say_with("desk-shared-approved", &[("name", &names.agent(agent))])) } }
        @else { span.sub { (text.say_with("desk-shared-edited", &[("name", &names.agent(one.edited_by))])) " " (time(text, one.edited_at, now, &who.zone)) } }
    }
}

/// In the menu beside Send: whom to show it to first. Of a crowd some are there at once, and everybody when the menu is opened.
pub fn ask(who: &SignedIn, shown: &Shown) -> Markup {
    let text = who.t();
    let number = shown.conversation.number;
    let more = (shown.colleagues.len() > CROWD).then(|| format!("/conversations/{number}/shared-drafts/asked?{}", shown.place.query()));
    html! {
        hr;
        div.field {
            label for="share-with" { (text.say("desk-shared-ask")) }
            select.select id="share-with" name="share_with" data-at-open[more.is_some()] hx-get=[more.as_deref()] hx-trigger=[more.as_ref().map(|_| "fl:opened once")] hx-swap=[more.as_ref().map(|_| "innerHTML")] {
                (whom(who, shown, CROWD))
            }
        }
        button.button.wide type="submit" name="share" value="1" { (icon("eye")) (text.say("desk-shared-show")) }
    }
}

/// So many colleagues as can be asked, and every team.
pub fn whom(who: &SignedIn, shown: &Shown, most: usize) -> Markup {
    let mut teams: Vec<(&i64, &String)> = shown.names.teams.iter().collect();
    teams.sort_by(|one, other| one.1.cmp(other.1));
    html! {
        @for one in shown.colleagues.iter().filter(|one| one.id != who.agent_id).take(most) { option value={ "a" (one.id) } { (named_with_presence(who.t(), one)) } }
        @for (id, name) in teams { option value={ "t" (id) } { (name) } }
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
            (state(who, &standing_of(opened), shown.conversation.number, shown.place, opened.draft.version))
            @if let Some((words, why)) = &opened.beside { (conflict(who, &words.text, why)) }
            @if writes { (editor(who, opened)) } @else { (read_only(who, opened)) }
            (remarks(who, opened))
        } }
    }
}

/// How one stands, with as little as it takes to say so.
pub struct Standing<'a> {
    pub shared: &'a Shared,
    pub version: i64,
    pub names: &'a Names,
    pub now: Moment,
}

fn standing_of(opened: &Opened) -> Standing<'_> {
    Standing {
        shared: &opened.shared,
        version: opened.draft.version,
        names: &opened.shown.names,
        now: opened.shown.now,
    }
}

/// What others do with it meanwhile; it fetches itself.
pub fn state(who: &SignedIn, now: &Standing<'_>, number: i64, place: Place, seen: i64) -> Markup {
    let one = now.shared;
    let address = format!("/conversations/{number}/shared-drafts/{}/state?version={seen}&{}", one.id, place.query());
    html! {
        p.line id={ "shared-state-" (one.id) } role="status" data-live={ "conversation:" (one.conversation_id) } hx-get=(address) hx-trigger="live" hx-swap="outerMorph" {
            (standing(who, now.names, now.now, one))
            @if now.version != seen && one.edited_by != who.agent_id { span.badge.warn { (icon("refresh")) (who.t().say("desk-shared-newer")) } }
        }
    }
}

/// It was sent or taken back while somebody had it open.
pub fn gone(who: &SignedIn, id: i64, conversation: &str) -> Markup {
    html! { p.line id={ "shared-state-" (id) } role="status" { span.badge.warn { (who.t().say("desk-shared-gone")) } a href=(conversation) { (who.t().say("desk-side-back")) } } }
}

/// What somebody wrote in one that was sent or taken back before they were done.
pub fn left_over(who: &SignedIn, shown: &Shown, words: &str) -> Markup {
    let text = who.t();
    html! {
        header.conversation-head { div.head-top {
            h1 { (text.say("desk-shared-title")) }
            div.head-actions { a.button.quiet href=(shown.place.conversation(shown.conversation.number)) { (icon("chevron-left")) "#" (shown.conversation.number) } }
        } }
        div.thread tabindex="0" role="region" aria-label=(text.say("desk-shared-title")) { div.stack.shared { (conflict(who, words, &text.say("desk-shared-gone"))) } }
    }
}

/// A file of one; taking it off is a change of the draft.
pub fn file(who: &SignedIn, number: i64, shared: SharedId, file: &Attachment) -> Markup {
    removable_row(who, file, format!("/conversations/{number}/shared-drafts/{shared}/files/{}/remove", file.id))
}

/// The version the form says with its words; `swap`: in place of the one it had.
pub fn version(version: i64, swap: bool) -> Markup {
    html! { input type="hidden" id="shared-version" name="version" value=(version) hx-swap-oob=[swap.then_some("true")]; }
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
                (deaf_to_enter()) (csrf_field(&who.csrf)) (place(shown)) (hidden("kind", "reply")) (hidden("draft", draft.id)) (version(draft.version, false)) (hidden("seen", opened.newest))
                @for (name, label, value) in [("to", "desk-to", &draft.to_text), ("cc", "desk-cc", &draft.cc_text), ("bcc", "desk-bcc", &draft.bcc_text)] {
                    div.composer-to { label for={ "shared-" (name) } { (text.say(label)) } (addressees_line(text, &format!("shared-{name}"), name, value, false)) span {} }
                }
                div.composer-text {
                    label.visually-hidden for="shared-body" { (text.say("desk-message-text")) }
                    textarea.composer-body id="shared-body" name="body" data-body rows="10" required dir="auto" data-key="r" data-key-group=(text.say("desk-keys-conversation")) { "\n" (draft.text) }
                }
                ul.attachments data-attachments { @for one in &opened.files { (file(who, shown.conversation.number, opened.shared.id, one)) } }
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
            @if !opened.files.is_empty() { ul.attachments { @for one in &opened.files { li { (file_link(who, one)) } } } }
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
