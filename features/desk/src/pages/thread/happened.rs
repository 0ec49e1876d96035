//! What happened between the messages: one line each, and the way back where there is one.

use crate::Event;
use crate::pages::conversation::Shown;
use crate::pages::form::{act, hidden};
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
    html! {
        li.happened id={ "happened-" (entry.id) } {
            (web::parts::icon(event.as_ref().map_or("info", story::picture)))
            p {
                @if let Some(name) = actor(shown, entry) { strong { (name) } " · " }
                (sentence) " "
                (time(text, entry.happened_at, shown.now, &who.zone))
                @if let Some(rearrangement) = event.as_ref().and_then(story::rearrangement).filter(|id| shown.undoable.contains(id)) {
                    @if who.may("conversations.merge") { (undo(who, shown, rearrangement)) }
                }
            }
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

fn undo(who: &SignedIn, shown: &Shown, rearrangement: i64) -> Markup {
    act(who, &format!("/rearrangements/{rearrangement}/undo"), &html! {
        (hidden("number", shown.conversation.number)) (crate::pages::conversation::place(shown))
        button.button.quiet type="submit" { (who.t().say("desk-undo")) }
    })
}
