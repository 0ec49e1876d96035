//! How this room's events read.

use crate::Event;
use web::Text;

/// The sentence for an event; each of them is worth reading.
pub fn story(event: &Event, text: &Text) -> Option<String> {
    Some(match event {
        Event::MailboxConnected { .. } => text.say("email-story-connected"),
        Event::MailboxFailing { reason, .. } => text.say_with("email-story-failing", &[("reason", reason)]),
        Event::MailboxSettingsChanged { .. } => text.say("email-story-settings-changed"),
        Event::MailSetAside { why, .. } => text.say_with("email-story-set-aside", &[("why", &super::set_aside::why(text, Some(why)))]),
        Event::MailReadAgain { .. } => text.say("email-story-read-again"),
    })
}
