//! How this room's events read.

use crate::Event;
use crate::commerce::said;
use web::Text;

/// The sentence for an event; each of them is worth reading.
pub fn story(event: &Event, t: &Text) -> Option<String> {
    Some(match event {
        Event::Connected { .. } => t.say("shops-story-connected"),
        Event::SettingsChanged { .. } => t.say("shops-story-settings-changed"),
        Event::Disconnected { .. } => t.say("shops-story-disconnected"),
        Event::Failing { reason, .. } => t.say_with("shops-story-failing", &[("reason", &said(t, reason))]),
        Event::Mended { .. } => t.say("shops-story-mended"),
        Event::OrderRead { .. } => t.say("shops-story-order-read"),
        Event::DeliveryKept { .. } => t.say("shops-story-delivery-kept"),
        Event::DeliverySetAside { .. } => t.say("shops-story-delivery-set-aside"),
        Event::DeliveryReplayed { .. } => t.say("shops-story-delivery-replayed"),
        Event::ErrandBegun { what, .. } => t.say_with("shops-story-errand-begun", &[("what", &task(t, what))]),
        Event::ErrandDone { what, .. } => t.say_with("shops-story-errand-done", &[("what", &task(t, what))]),
        Event::ErrandFailed { what, reason, .. } => {
            t.say_with("shops-story-errand-failed", &[("what", &task(t, what)), ("reason", &said(t, reason))])
        }
        Event::ErrandAsks { what, reason, .. } => {
            t.say_with("shops-story-errand-asks", &[("what", &task(t, what)), ("reason", &said(t, reason))])
        }
        Event::Compared { differences, .. } => t.say_with("shops-story-compared", &[("count", differences)]),
        Event::FileImported { rows, .. } => t.say_with("shops-story-file-imported", &[("count", rows)]),
    })
}

/// What was to be done, by its word.
pub(crate) fn task(t: &Text, word: &str) -> String {
    t.say(&format!("shops-task-{}", word.replace('_', "-")))
}
