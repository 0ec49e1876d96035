//! How this room's events read, in the reader's language.

use crate::{Event, word_key};
use web::Text;

/// The sentence for an event.
pub fn story(event: &Event, t: &Text) -> Option<String> {
    let word = |value: &i64| t.say(&word_key(*value));
    Some(match event {
        Event::SurveyChanged { is_on: true, .. } => t.say("feedback-story-survey-on"),
        Event::SurveyChanged { is_on: false, .. } => t.say("feedback-story-survey-off"),
        Event::Asked { .. } => t.say("feedback-story-asked"),
        Event::Given { value, commented, .. } => {
            let key = if *commented { "feedback-story-given-words" } else { "feedback-story-given" };
            t.say_with(key, &[("value", value), ("word", &word(value))])
        }
        Event::Changed { from, value, .. } if from == value => {
            t.say_with("feedback-story-commented", &[("value", value), ("word", &word(value))])
        }
        Event::Changed { from, value, .. } => {
            t.say_with("feedback-story-changed", &[("from", from), ("value", value), ("word", &word(value))])
        }
        Event::Exported { lines } => t.say_with("feedback-story-exported", &[("count", lines)]),
    })
}
