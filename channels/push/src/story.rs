//! How this room's events read.

use crate::Event;
use web::Text;

/// The sentence for an event; each of them is worth reading.
pub fn story(event: &Event, t: &Text) -> Option<String> {
    Some(match event {
        Event::DeviceAdded { name, .. } => t.say_with("push-story-added", &[("name", name)]),
        Event::DeviceRemoved { name, why, .. } => {
            let key = match why.as_str() {
                "gone" => "push-story-gone",
                "signed_out" => "push-story-signed-out",
                "handed_over" => "push-story-handed-over",
                _ => "push-story-removed",
            };
            t.say_with(key, &[("name", name)])
        }
    })
}
