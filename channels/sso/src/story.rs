//! How this room's events read.

use crate::Event;
use crate::admit::Why;
use web::Text;

/// The sentence for an event; each of them is worth reading.
pub fn story(event: &Event, t: &Text) -> Option<String> {
    Some(match event {
        Event::ProviderAdded { name, .. } => t.say_with("sso-story-added", &[("name", name)]),
        Event::ProviderChanged { name, .. } => t.say_with("sso-story-changed", &[("name", name)]),
        Event::ProviderRemoved { name, .. } => t.say_with("sso-story-removed", &[("name", name)]),
        Event::Linked { name, .. } => t.say_with("sso-story-linked", &[("name", name)]),
        Event::Refused { name, why, .. } => {
            let why = Why::of_word(why).map_or_else(|| why.clone(), |why| t.say(why.key()));
            t.say_with("sso-story-refused", &[("name", name), ("why", &why)])
        }
    })
}
