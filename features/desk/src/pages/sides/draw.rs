//! Side conversations as they are drawn: the section in the panel, the signs in the head, and a side's own page.

use super::form::{hold, pick_colleague};
use super::{Opened, address};
use crate::Message;
use crate::pages::composer::{addressees_line, file_row, seen};
use crate::pages::conversation::{Shown, SideLine, place};
use crate::pages::form::{deaf_to_enter, hidden};
use crate::pages::place::Place;
use crate::pages::thread;
use crate::sides::{Participant, Side};
use web::parts::{csrf_field, form, icon, link_button, time};
use web::{Markup, SignedIn, html};

/// Who is asked, by the names people know.
fn names(shown: &Shown, people: &[Participant]) -> String {
    let each = people.iter().map(|one| match (&one.address, one.team_id, one.agent_id) {
        (Some(address), ..) => address.clone(),
        (None, Some(team), _) => shown.names.team(team).to_owned(),
        (None, None, Some(agent)) => shown.names.agent(agent).to_owned(),
        (None, None, None) => String::new(),
    });
    each.collect::<Vec<_>>().join(", ")
}

/// The section of the panel.
pub fn draw(who: &SignedIn, shown: &Shown, swap: Option<&str>) -> Markup {
    let text = who.t();
    let open = shown.sides.iter().filter(|(side, ..)| !side.is_done()).count();
    let may = who.may("conversations.note") && !shown.conversation.is_locked();
    html! {
        div id="sides" hx-swap-oob=[swap] data-live={ "conversation:" (shown.conversation.id) }
            hx-get=(format!("{}?{}", shown.verb("sides"), shown.place.query())) hx-trigger="live" hx-swap="outerMorph" {
            details.section open id="panel-sides" {
                summary { (text.say("desk-sides")) " " @if !shown.sides.is_empty() { span.count { (open) } } (icon("chevron-down")) }
                div.body.stack.tight {
                    @if !shown.sides.is_empty() { ul.related { @for line in &shown.sides { li { (entry(who, shown, line)) } } } }
                    @if may { p { (link_button(text.say("desk-side-new"), begin(shown.place, shown.conversation.number)).icon("plus")) } }
                }
            }
        }
    }
}

/// Where one is begun.
pub fn begin(place: Place, number: i64) -> String {
    format!("/conversations/{number}/sides/new?{}", place.query())
}

fn entry(who: &SignedIn, shown: &Shown, (side, people, trouble): &SideLine) -> Markup {
    html! {
        a href=(address(shown.place, shown.conversation.number, side.id)) {
            span.truncate { (side.subject) }
            (time(who.t(), side.last_at, shown.now, &who.zone))
            span.sub.truncate { (names(shown, people)) } " " (sign(who, side, *trouble))
        }
    }
}

/// How it stands, in a word.
fn sign(who: &SignedIn, side: &Side, trouble: bool) -> Markup {
    let text = who.t();
    html! {
        @if trouble { span.badge.danger { (icon("bounce")) (text.say("desk-undelivered")) } }
        @else if side.is_done() { span.badge { (text.say("desk-side-done")) } }
        @else if side.answered_at.is_some() { span.badge.info { (text.say("desk-side-answered")) } }
        @else { span.badge { (text.say("desk-side-waits")) } }
    }
}

/// In the head of the conversation: those that are not settled.
pub fn badges(who: &SignedIn, shown: &Shown) -> Markup {
    html! {
        @for (side, people, trouble) in shown.sides.iter().filter(|(side, ..)| !side.is_done()) {
            a.badge href=(address(shown.place, shown.conversation.number, side.id)) title=(names(shown, people)) {
                (icon("chat")) span.truncate { (side.subject) } @if *trouble || side.answered_at.is_some() { " · " (sign(who, side, *trouble)) }
            }
        }
    }
}

/// The page of one: what it is, what was said, where one answers.
pub fn page(who: &SignedIn, opened: &Opened) -> Markup {
    html! {
        (head(who, opened))
        div.thread tabindex="0" role="region" aria-label=(who.t().say("desk-messages")) { (thread(who, opened)) }
        (composer(who, opened))
    }
}

fn head(who: &SignedIn, opened: &Opened) -> Markup {
    let (text, shown, side) = (who.t(), &opened.shown, &opened.side);
    let number = shown.conversation.number;
    let may = who.may("conversations.note") && shown.conversation.merged_into.is_none();
    let (done, picture, label) = if side.is_done() {
        ("", "undo", "desk-side-open-again")
    } else {
        ("1", "check", "desk-side-settle")
    };
    let verb = format!("{}/state", shown.verb(&format!("sides/{}", side.id)));
    html! {
        header.conversation-head {
            div.head-top {
                h1 { (side.subject) }
                div.head-actions {
                    a.button.quiet href=(shown.place.conversation(number)) data-key="u" data-command=(text.say("desk-side-back")) data-key-group=(text.say("desk-keys-conversation")) { (icon("chevron-left")) "#" (number) }
                    @if may { (form(&who.csrf, verb, &html! { (place(shown)) (hidden("done", done)) button.button.soft type="submit" data-key="e" data-key-group=(text.say("desk-keys-conversation")) data-command { (icon(picture)) (text.say(label)) kbd { "e" } } })) }
                }
            }
            div.head-facts {
                span.badge { (icon("lock")) (text.say("desk-side-unseen")) }
                (sign(who, side, false))
                span { (names(shown, &opened.people)) }
            }
        }
    }
}

/// What was said; it fetches itself when the conversation changes.
pub fn thread(who: &SignedIn, opened: &Opened) -> Markup {
    let shown = &opened.shown;
    let address = format!("{}?{}", shown.verb(&format!("sides/{}/thread", opened.side.id)), shown.place.query());
    html! {
        ol.messages id={ "side-" (opened.side.id) } data-live={ "conversation:" (shown.conversation.id) } hx-get=(address) hx-trigger="live" hx-swap="outerMorph" {
            @for message in &shown.messages { (thread::beside(who, shown, message, is_ours(message))) }
            @if shown.messages.is_empty() { li.empty { p { (who.t().say("desk-side-nothing")) } } }
        }
    }
}

/// What came from outside has a sender's id and was not ours to deliver.
fn is_ours(message: &Message) -> bool {
    message.delivery.is_some() || message.external_id.is_none()
}

fn composer(who: &SignedIn, opened: &Opened) -> Markup {
    let (text, shown, side) = (who.t(), &opened.shown, &opened.side);
    if shown.conversation.is_locked() || !who.may("conversations.note") || (opened.writes_outside() && !who.may("conversations.reply")) {
        return html! {};
    }
    let own = shown.verb(&format!("sides/{}", side.id));
    let typed = opened
        .error
        .as_ref()
        .map_or_else(|| opened.draft.as_ref().map_or("", |draft| draft.text.as_str()), |(_, typed)| typed);
    html! {
        fl-composer id={ "composer-side-" (side.id) } data-mode="reply" data-draft-url={ (own) "/draft" } data-upload-url={ (own) "/files" } {
            form.composer method="post" action={ (own) "/messages" } {
                (deaf_to_enter()) (csrf_field(&who.csrf)) (place(shown)) (seen(opened.draft.as_ref()))
                div.composer-text {
                    label.visually-hidden for="side-body" { (text.say("desk-message-text")) }
                    textarea.composer-body id="side-body" name="body" data-body rows="3" required dir="auto" data-key="r" data-key-group=(text.say("desk-keys-conversation")) placeholder=(text.say("desk-side-write")) { "\n" (typed) }
                }
                @if let Some((error, _)) = &opened.error { div.field { p.error role="alert" { (icon("warning")) (error) } } }
                ul.attachments data-attachments { @for file in &opened.draft_files { (file_row(who, file)) } }
                div.composer-bar {
                    label.icon-button.file title=(text.say("desk-attach")) { (icon("attach")) input type="file" multiple data-files aria-label=(text.say("desk-attach")); }
                    (hold(who, false))
                    output.composer-state {}
                    button.button.primary type="submit" data-send { (text.say("desk-send")) kbd { "Ctrl ↵" } }
                }
            }
        }
        (more_people(who, opened))
    }
}

/// Who else is asked, and who is no more.
fn more_people(who: &SignedIn, opened: &Opened) -> Markup {
    let (text, shown) = (who.t(), &opened.shown);
    let verb = shown.verb(&format!("sides/{}/people", opened.side.id));
    html! {
        details.side-people {
            summary { (text.say("desk-side-people")) }
            (form(&who.csrf, verb, &html! {
                (place(shown))
                @if who.may("conversations.reply") { div.composer-to { label for="side-to" { (text.say("desk-side-to")) } (addressees_line(text, "side-to", "to", "", false)) span {} } }
                (pick_colleague(text, shown, &[]))
                @for address in opened.people.iter().filter_map(|one| one.address.as_ref()) {
                    label.check { input type="checkbox" name="leave" value=(address); span { (text.say_with("desk-side-leave-out", &[("address", address)])) } }
                }
                button.button type="submit" { (text.say("desk-save")) }
            }))
        }
    }
}
