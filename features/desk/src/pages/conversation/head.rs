//! The head of a conversation: what it is called, whose move it is, whose work, and what can be done.

use super::Shown;
use super::dialogs::may_rearrange;
use crate::pages::brands;
use crate::pages::form::{act, hidden, place_of};
use crate::pages::sides;
use crate::pages::signs::{self, avatar_sized, priority_key, status_key, status_word};
use crate::pages::tasks::follow_up_menu;
use crate::pages::verbs::{assign, snooze, tags};
use crate::{Conversation, Priority, Status};
use web::parts::{icon, icon_button, menu};
use web::{Markup, SignedIn, html};

/// Where its status stands, for what is shown before the answer comes (`soon.js`).
const STATUS_SHOWN: &str = "[popovertarget=status-menu]";

/// The head and its menus; `swap` if it replaces the one of a page that asked for something else.
pub fn draw(who: &SignedIn, shown: &Shown, swap: Option<&str>) -> Markup {
    let conversation = &shown.conversation;
    html! {
        header.conversation-head data-face=[shown.face.as_ref().map(|face| face.id)] id={ "head-" (conversation.number) } hx-swap-oob=[swap] data-live={ "conversation:" (conversation.id) }
            hx-get=(format!("{}?{}", shown.verb("head"), shown.place.query())) hx-trigger="live" hx-swap="outerMorph" {
            div.head-top { (top(who, shown)) }
            div.head-facts { (facts(who, shown)) }
            (menus(who, shown))
        }
    }
}

/// The hidden field that remembers the list this was opened from.
pub fn place(shown: &Shown) -> Markup {
    place_of(shown.place)
}

fn top(who: &SignedIn, shown: &Shown) -> Markup {
    let text = who.t();
    let conversation = &shown.conversation;
    let group = text.say("desk-keys-conversation");
    html! {
        a.icon-button.only-phone href=(shown.place.href()) aria-label=(text.say("desk-back-to-list")) { (icon("chevron-left")) }
        h1 { (shown.title(who)) }
        div.head-actions {
            @if may_work(who, conversation) {
                (icon_button("calendar", text.say("desk-follow-up")).attr("popovertarget", "follow-up-menu").attr("data-key", "w").attr("data-key-group", &group).attr("data-command", text.say("desk-follow-up")).attr("data-also", text.say("desk-also-follow-up")))
                (icon_button("snooze", text.say("desk-snooze")).attr("popovertarget", "snooze-menu").attr("data-key", "h").attr("data-key-group", &group).attr("data-command", text.say("desk-snooze")).attr("data-also", text.say("desk-also-snooze")))
            }
            (icon_button("more", text.say("desk-more")).attr("popovertarget", "conversation-menu"))
            (icon_button("panel", text.say("desk-customer")).attr("data-toggle", "panel"))
            (finish(who, shown, &group))
        }
    }
}

/// The one thing to do with it: resolve it, or open it again.
fn finish(who: &SignedIn, shown: &Shown, group: &str) -> Markup {
    let text = who.t();
    let conversation = &shown.conversation;
    html! {
        @if conversation.is_locked() || !who.may("conversations.resolve") {
        } @else if conversation.status == Status::Resolved {
            (act(who, &shown.verb("reopen"), &html! { (place(shown)) button.button.soft type="submit" data-key="u" data-key-group=(group) data-command data-soon=(STATUS_SHOWN) data-soon-status="open" data-soon-text=(text.say(status_key(Status::Open))) { (icon("undo")) (text.say("desk-reopen")) kbd { "u" } } }))
        } @else {
            (act(who, &shown.verb("resolve"), &html! {
                (place(shown)) (hidden("version", conversation.version))
                button.button.soft type="submit" data-key="e" data-key-group=(group) data-command data-also=(text.say("desk-also-resolve")) data-soon=(STATUS_SHOWN) data-soon-status="resolved" data-soon-text=(text.say(status_key(Status::Resolved))) { (icon("resolve")) (text.say("desk-resolve")) kbd { "e" } }
            }))
        }
    }
}

fn facts(who: &SignedIn, shown: &Shown) -> Markup {
    let text = who.t();
    let conversation = &shown.conversation;
    let works = may_work(who, conversation);
    let assignee = conversation.assignee_id.map(|id| shown.names.agent(id));
    html! {
        button.status.chip type="button" data-status=(status_word(conversation.status)) popovertarget="status-menu" disabled[!works] { (signs::status_said(who, conversation, shown.now)) }
        button.button type="button" popovertarget="assign-menu" disabled[!may_assign(who, conversation)] data-key="a" data-key-group=(text.say("desk-keys-conversation")) data-command=(text.say("desk-assign")) data-also=(text.say("desk-also-assign")) {
            @match assignee {
                Some(name) => { (avatar_sized(name, "small")) (name) }
                None => { (icon("assign")) (text.say("desk-assign")) }
            }
        }
        @if let Some(team) = conversation.team_id { span.line { (icon("team")) (shown.names.team(team)) } }
        button.button type="button" popovertarget="priority-menu" disabled[!works] aria-label=(text.say_with("desk-priority-is", &[("priority", &text.say(priority_key(conversation.priority)))])) {
            span.priority data-priority=(conversation.priority.word()) { (text.say(priority_key(conversation.priority))) }
        }
        @if let Some(category) = conversation.category { span.badge { (text.say(signs::category_key(category))) } }
        @for tag in &shown.tags { (signs::tag(tag)) }
        @if works { button.button type="button" popovertarget="tag-menu" aria-label=(text.say("desk-tag")) title=(text.say("desk-tag")) data-key="t" data-key-group=(text.say("desk-keys-conversation")) { (icon("tag")) } }
        @if conversation.automatic { span.badge title=(text.say("desk-automatic-title")) { (text.say("desk-automatic")) } }
        @match (conversation.due_at, conversation.waiting_since) {
            (Some(due), _) => (signs::due(who, Some(due), shown.now)),
            (None, Some(since)) => (signs::waiting(text, since, shown.now)),
            (None, None) => {}
        }
        @if let Some(face) = &shown.face { (brands::sign(face)) }
        (sides::badges(who, shown))
        span.faint.number { "#" (conversation.number) }
        @for link in &shown.links {
            a.badge href=(shown.place.conversation(link.number)) title=(link.subject) { (icon(if link.reason == crate::incident::REASON { "warning" } else { "link" })) "#" (link.number) }
        }
    }
}

fn menus(who: &SignedIn, shown: &Shown) -> Markup {
    let conversation = &shown.conversation;
    html! {
        @if may_work(who, conversation) {
            (follow_up_menu(who, shown))
            (snooze::menu(who, conversation.number, &place(shown), shown.now))
            (status_menu(who, shown))
            (priority_menu(who, shown))
            (tags::tag_menu(who, shown, &place(shown)))
        }
        @if may_assign(who, conversation) { (assign::assign_menu(&assign::Offered { who, conversation, place: shown.place, colleagues: &shown.colleagues, teams: &shown.names })) }
        (more_menu(who, shown))
    }
}

fn status_menu(who: &SignedIn, shown: &Shown) -> Markup {
    let text = who.t();
    let choices = [
        (Status::Open, "reopen"),
        (Status::Pending, "pending"),
        (Status::OnHold, "on-hold"),
        (Status::Resolved, "resolve"),
    ];
    menu(
        "status-menu",
        &text.say("desk-status"),
        &html! {
            @for (status, verb) in choices {
                (act(who, &shown.verb(verb), &html! {
                    (place(shown))
                    button.menu-item type="submit" data-soon=(STATUS_SHOWN) aria-pressed=(shown.conversation.status == status) { span.status data-status=(status_word(status)) { (text.say(status_key(status))) } }
                }))
            }
            @if who.may("conversations.close") {
                hr;
                (act(who, &shown.verb("close"), &html! {
                    (place(shown)) (hidden("version", shown.conversation.version))
                    button.menu-item type="submit" { (icon("lock")) (text.say("desk-close")) }
                }))
            }
        },
    )
}

fn priority_menu(who: &SignedIn, shown: &Shown) -> Markup {
    let text = who.t();
    menu(
        "priority-menu",
        &text.say("desk-priority"),
        &act(
            who,
            &shown.verb("priority"),
            &html! {
                (place(shown))
                @for priority in Priority::ALL.iter().rev() {
                    button.menu-item type="submit" name="priority" value=(priority.word()) aria-pressed=(shown.conversation.priority == *priority) {
                        span.priority data-priority=(priority.word()) { (text.say(priority_key(*priority))) }
                    }
                }
            },
        ),
    )
}

fn more_menu(who: &SignedIn, shown: &Shown) -> Markup {
    let text = who.t();
    let (follow, label) = if shown.follows { ("unfollow", "desk-unfollow") } else { ("follow", "desk-follow") };
    menu(
        "conversation-menu",
        &text.say("desk-more"),
        &html! {
            (act(who, &shown.verb(follow), &html! { (place(shown)) button.menu-item type="submit" data-command { (icon("eye")) (text.say(label)) } }))
            @if who.may("conversations.note") && !shown.conversation.is_locked() {
                a.menu-item href=(sides::begin_at(shown.place, shown.conversation.number)) data-key="b" data-key-group=(text.say("desk-keys-conversation")) data-command data-also=(text.say("desk-also-side")) { (icon("chat")) (text.say("desk-side-new")) kbd { "b" } }
            }
            @if may_work(who, &shown.conversation) {
                button.menu-item type="button" data-dialog="rename-dialog" data-command { (icon("draft")) (text.say("desk-rename")) }
                button.menu-item type="button" data-dialog="describe-dialog" data-command data-also=(text.say("desk-also-describe")) { (icon("list")) (text.say("desk-describe")) }
            }
            button.menu-item type="button" data-print data-command { (icon("file")) (text.say("desk-print")) }
            @if may_rearrange(who, &shown.conversation) {
                hr;
                button.menu-item type="button" data-dialog="merge-dialog" data-key="g m" data-command data-also=(text.say("desk-also-merge")) { (icon("merge")) (text.say("desk-merge")) kbd { "g m" } }
                button.menu-item type="button" data-dialog="link-dialog" data-command { (icon("link")) (text.say("desk-link")) }
                button.menu-item type="button" data-dialog="problem-dialog" data-command data-also=(text.say("desk-also-problem")) { (icon("warning")) (text.say("desk-incident-hang")) }
                a.menu-item href=(shown.verb("incident")) data-command { (icon("people")) (text.say("desk-incident-open")) }
                button.menu-item type="button" data-dialog="inbox-dialog" data-command { (icon("move")) (text.say("desk-move-to-inbox")) }
                @for link in &shown.links {
                    (act(who, &shown.verb("unlink"), &html! { (place(shown)) (hidden("other", link.number)) button.menu-item type="submit" { (icon("minus")) (text.say_with("desk-unlink", &[("number", &link.number.to_string())])) } }))
                }
            }
        },
    )
}

pub fn may_work(who: &SignedIn, conversation: &Conversation) -> bool {
    who.may("conversations.resolve") && !conversation.is_locked()
}

fn may_assign(who: &SignedIn, conversation: &Conversation) -> bool {
    who.may("conversations.assign") && !conversation.is_locked()
}
