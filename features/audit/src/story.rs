//! How this room's events read.

use crate::Event;
use web::Text;

/// The sentence for an event.
pub fn story(event: &Event, t: &Text) -> Option<String> {
    match event {
        Event::TimesPutRight { rows, .. } => Some(t.say_with("audit-story-times-put-right", &[("rows", &rows.to_string())])),
        Event::Exported { format, .. } => Some(t.say_with("audit-story-exported", &[("format", format)])),
    }
}
