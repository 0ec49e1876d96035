//! What happened between the messages: one line each, and the way back where there is one.

use crate::Event;
use crate::pages::conversation::Shown;
use crate::pages::form::hidden;
use crate::pages::story;
use db::activity::{Actor, Entry};
use web::parts::time;
use web::{Markup, SignedIn, html};

/// Nothing for what the thread shows anyway, as that a message came.
pub fn draw(who: &SignedIn, shown: &Shown, entry: &Entry) -> Markup {
    let text = who.t();
    let event: Option<Event> = serde_json::from_str(&entry.detail).ok();
    let sentence = match &event {
        Some(event) if story::is_in_thread(event) => story::told(event, text, &shown.names, &who.zone),
        Some(_) => None,
        None => shown.storyteller.as_ref().and_then(|teller| teller.tell(entry, text)),
    };
    let Some(sentence) = sentence else { return html! {} };
    let way_back = event
        .as_ref()
        .and_then(story::rearrangement)
        .filter(|id| shown.undoable.contains(id) && who.may("conversations.merge"));
    let side = event.as_ref().and_then(Event::side);
    html! {
        li.happened.of-side[side.is_some()] id={ "happened-" (entry.id) } {
            (web::parts::icon(event.as_ref().map_or("info", story::picture)))
            p {
                @if let Some(name) = actor(shown, entry) { strong { (name) } " · " }
                @match side { Some(side) => a href=(crate::pages::sides::address(shown.place, shown.conversation.number, side)) { (sentence) }, None => (sentence) } " "
                (time(text, entry.happened_at, shown.now, &who.zone))
                @if way_back.is_some() { " " button.button.quiet type="submit" form={ "undo-" (entry.id) } { (text.say("desk-undo")) } }
            }
            @if let Some(rearrangement) = way_back { (undo(who, shown, entry, rearrangement)) }
        }
    }
}

/// A customer's doing is told by their message; a machine's needs no name.
fn actor(shown: &Shown, entry: &Entry) -> Option<String> {
    match entry.actor() {
        Actor::Agent(id) => Some(shown.names.agent(id).to_owned()).filter(|name| !name.is_empty()),
        _ => None,
    }
}

/// The form of the button in the line, which a paragraph cannot hold.
fn undo(who: &SignedIn, shown: &Shown, entry: &Entry, rearrangement: i64) -> Markup {
    let action = format!("/rearrangements/{rearrangement}/undo");
    html! {
        form hidden id={ "undo-" (entry.id) } method="post" action=(action) hx-post=(action) hx-swap="none" {
            (web::parts::csrf_field(&who.csrf)) (hidden("number", shown.conversation.number)) (crate::pages::conversation::place(shown))
        }
    }
}
