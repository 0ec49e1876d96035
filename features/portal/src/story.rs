//! How this room's events read, in the reader's language.

use crate::Event;
use web::Text;

/// The sentence for an event.
pub fn story(event: &Event, t: &Text) -> Option<String> {
    Some(match event {
        Event::CodeAsked { customer: Some(_) } => t.say("portal-story-code-asked"),
        Event::CodeAsked { customer: None } => t.say("portal-story-code-asked-nobody"),
        Event::CodeWrong { .. } => t.say("portal-story-code-wrong"),
        Event::SignedIn { .. } => t.say("portal-story-signed-in"),
        Event::SignedOut { sessions, .. } => t.say_with("portal-story-signed-out", &[("sessions", sessions)]),
        Event::Wrote { number, .. } => t.say_with("portal-story-wrote", &[("number", number)]),
        Event::WroteToUs { .. } => t.say("portal-story-wrote-to-us"),
        Event::ZoneChosen { .. } => t.say("portal-story-zone-chosen"),
        Event::LookChosen { .. } => t.say("portal-story-look-chosen"),
    })
}
