//! How this room's events read.

use crate::Event;
use web::Text;

/// The sentence for an event; each of them is worth reading.
pub fn story(event: &Event, t: &Text) -> Option<String> {
    Some(match event {
        Event::UserAdded { .. } => t.say("scim-story-user-added"),
        Event::UserChanged { changed, .. } => t.say_with("scim-story-user-changed", &[("changed", &changed.join(" · "))]),
        Event::UserRemoved { .. } => t.say("scim-story-user-removed"),
        Event::GroupChanged { name, .. } => t.say_with("scim-story-group-changed", &[("name", name)]),
        Event::GroupRemoved { name, .. } => t.say_with("scim-story-group-removed", &[("name", name)]),
    })
}
