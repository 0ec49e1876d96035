//! How this room's events read, in the reader's language.

use crate::Event;
use web::Text;

/// The sentence for an event.
pub fn story(event: &Event, t: &Text) -> Option<String> {
    Some(match event {
        Event::Written { slug, .. } => t.say_with("knowledge-story-written", &[("slug", slug)]),
        Event::Changed { slug, version, .. } => t.say_with("knowledge-story-changed", &[("slug", slug), ("version", version)]),
        Event::Published { slug, .. } => t.say_with("knowledge-story-published", &[("slug", slug)]),
        Event::Withdrawn { slug, .. } => t.say_with("knowledge-story-withdrawn", &[("slug", slug)]),
        Event::Archived { slug, .. } => t.say_with("knowledge-story-archived", &[("slug", slug)]),
        Event::PutBack { slug, to, .. } => t.say_with("knowledge-story-put-back", &[("slug", slug), ("version", to)]),
    })
}
