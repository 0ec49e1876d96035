//! How this room's events read. Steps of a tour are somebody's own business and not told.

use crate::Event;
use web::Text;

/// The sentence for an event.
pub fn story(event: &Event, t: &Text) -> Option<String> {
    let step = |key: &str, step: &str| t.say_with(key, &[("step", &t.say(&format!("welcome-step-{step}")))]);
    Some(match event {
        Event::SetupSkipped { step: which } => step("welcome-story-skipped", which),
        Event::SetupTakenUp { step: which } => step("welcome-story-taken-up", which),
        Event::SetupPutAway {} => t.say("welcome-story-put-away"),
        Event::Practised { .. } => t.say("welcome-story-practised"),
        Event::TourBegun { .. } => t.say("welcome-story-tour-begun"),
        Event::TourLeft { .. } => t.say("welcome-story-tour-left"),
        Event::TourDone { .. } => t.say("welcome-story-tour-done"),
        Event::TourStep { .. } => return None,
    })
}
