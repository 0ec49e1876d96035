//! How this room's events read.

use crate::Event;
use crate::webhook::said;
use web::Text;

/// The sentence for an event; each of them is worth reading.
pub fn story(event: &Event, t: &Text) -> Option<String> {
    let named = |key: &str, name: &String| t.say_with(key, &[("name", name)]);
    Some(match event {
        Event::Added { name, .. } => named("webhooks-story-added", name),
        Event::Changed { name, .. } => named("webhooks-story-changed", name),
        Event::SecretRotated { name, .. } => named("webhooks-story-rotated", name),
        Event::OldSecretDropped { name, .. } => named("webhooks-story-old-dropped", name),
        Event::Paused { name, reason, .. } => t.say_with("webhooks-story-paused", &[("name", name), ("reason", &said(t, reason))]),
        Event::Resumed { name, .. } => named("webhooks-story-resumed", name),
        Event::Failing { name, .. } => named("webhooks-story-failing", name),
        Event::Mended { name, .. } => named("webhooks-story-mended", name),
        Event::MessageDead { about, .. } => t.say_with("webhooks-story-message-dead", &[("about", about)]),
        Event::Replayed { messages, .. } => t.say_with("webhooks-story-replayed", &[("count", messages)]),
        Event::Ended { name, .. } => named("webhooks-story-ended", name),
    })
}
