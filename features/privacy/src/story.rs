//! How this room's events read, in the reader's language.

use crate::Event;
use web::Text;

/// The sentence for an event.
pub fn story(event: &Event, t: &Text) -> Option<String> {
    Some(match event {
        Event::ErasureBegun { .. } => t.say("privacy-story-erasure-begun"),
        Event::ConversationEmptied { .. } => t.say("privacy-story-conversation-emptied"),
        Event::ConversationThinned { what, .. } => t.say(&format!("privacy-story-thinned-{}", what.replace('_', "-"))),
        Event::Swept { .. } => t.say("privacy-story-swept"),
        Event::Erased { rows, .. } => t.say_with("privacy-story-erased", &[("rows", rows)]),
        Event::ErasureStuck { hits, .. } => t.say_with("privacy-story-erasure-stuck", &[("hits", hits)]),
        Event::ExportAsked { .. } => t.say("privacy-story-export-asked"),
        Event::ExportMade { .. } => t.say("privacy-story-export-made"),
        Event::ExportTaken { .. } => t.say("privacy-story-export-taken"),
        Event::ExportGone { .. } => t.say("privacy-story-export-gone"),
        Event::RuleSaved { days, .. } => t.say_with("privacy-story-rule-saved", &[("days", days)]),
        Event::RuleRemoved { .. } => t.say("privacy-story-rule-removed"),
        Event::RuleKept { conversations, rows, held, .. } => {
            t.say_with("privacy-story-rule-kept", &[("conversations", conversations), ("rows", rows), ("held", held)])
        }
    })
}
