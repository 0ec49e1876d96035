//! The dialogs of a conversation: rename, describe, merge, link, move. They come when the first of them is called for: most conversations
//! need none. They stand outside what lives, so that a refresh never takes one away under somebody's hands.

use super::fields::{self, Said};
use super::{Shown, head};
use crate::Conversation;
use crate::pages::form::act;
use crate::pages::incident;
use crate::pages::verbs::other::other_field;
use crate::pages::verbs::{assign, messages};
use web::parts::{button, dialog, field};
use web::{Markup, SignedIn, html};

/// The place they come to (`dialogs.js`).
pub fn kept(who: &SignedIn, shown: &Shown) -> Markup {
    let address = format!("{}?{}", shown.verb("dialogs"), shown.place.query());
    html! {
        @if head::may_work(who, &shown.conversation) || may_rearrange(who, &shown.conversation) {
            div data-dialogs hx-get=(address) hx-trigger="fl:called" hx-sync="this:drop" hx-swap="innerHTML" {}
        }
    }
}

pub(super) fn may_rearrange(who: &SignedIn, conversation: &Conversation) -> bool {
    who.may("conversations.merge") && !conversation.is_locked()
}

/// All this agent has a use for.
pub fn draw(who: &SignedIn, shown: &Shown, said: &Said) -> Markup {
    let conversation = &shown.conversation;
    let place = head::place(shown);
    html! {
        @if head::may_work(who, conversation) { (rename(who, shown)) (fields::dialog(who, shown, said)) }
        @if may_rearrange(who, conversation) {
            (by_number(who, shown, "merge"))
            (by_number(who, shown, "link"))
            (incident::dialog(who, conversation.number, &place))
            (assign::inbox_dialog(who, conversation, &place, &shown.inboxes))
            (messages::move_dialog(who, shown, &place))
        }
    }
}

fn rename(who: &SignedIn, shown: &Shown) -> Markup {
    let text = who.t();
    let form = act(
        who,
        &shown.verb("rename"),
        &html! {
            div.body { (head::place(shown)) (field(text.say("desk-subject"), "subject").id("rename-subject").value(&shown.conversation.subject).required()) }
            footer { (button(text.say("desk-save")).primary().attr("data-close", "")) }
        },
    );
    dialog(text, "rename-dialog", &text.say("desk-rename"), &form)
}

/// Names another conversation by its number.
fn by_number(who: &SignedIn, shown: &Shown, verb: &'static str) -> Markup {
    let text = who.t();
    let (title, hint, id) = match verb {
        "merge" => ("desk-merge", "desk-merge-hint", "merge-dialog"),
        _ => ("desk-link", "desk-link-hint", "link-dialog"),
    };
    let form = act(
        who,
        &shown.verb(verb),
        &html! {
            div.body { (head::place(shown)) (other_field(text, shown.conversation.number, &format!("{verb}-other"), hint)) }
            footer { (button(text.say(title)).primary().attr("data-close", "")) }
        },
    );
    dialog(text, id, &text.say(title), &form)
}
