//! How this room's events read in a timeline.

use crate::Event;
use web::Text;

/// The sentence for an event; `None` when it is nothing a person needs to read.
pub fn story(event: &Event, text: &Text) -> Option<String> {
    let kind = serde_json::to_value(event).ok()?.get("kind")?.as_str()?.replace(['.', '_'], "-");
    let key = format!("customers-story-{kind}");
    let sentence = match event {
        Event::IdentityAdded { what, .. }
        | Event::IdentityRemoved { what, .. }
        | Event::IdentityVerified { what, .. }
        | Event::IdentityDoubted { what, .. }
        | Event::PrimaryChosen { what, .. } => text.say_with(&key, &[("what", &text.say(&format!("customers-a-{what}")))]),
        Event::ValueSet { attribute, .. } | Event::ValueRemoved { attribute, .. } | Event::ValueForgotten { attribute, .. } => {
            text.say_with(&key, &[("attribute", &named(text, attribute))])
        }
        Event::AttributeDefined { attribute }
        | Event::AttributeChanged { attribute }
        | Event::AttributeSwitchedOn { attribute }
        | Event::AttributeSwitchedOff { attribute }
        | Event::AttributeRemoved { attribute } => text.say_with(&key, &[("attribute", &named(text, attribute))]),
        Event::CustomerTagged { tag, .. } | Event::CustomerUntagged { tag, .. } => text.say_with(&key, &[("tag", tag)]),
        Event::DomainAdded { domain, .. } | Event::DomainRemoved { domain, .. } => text.say_with(&key, &[("domain", domain)]),
        Event::CustomerFiled { company: None, .. } => text.say("customers-story-customer-unfiled"),
        _ => text.say(&key),
    };
    Some(sentence)
}

/// A preset's name from the catalogue; the key of an attribute the admin named, which reads like the name did.
fn named(text: &Text, key: &str) -> String {
    let preset = format!("customers-preset-{}", key.replace('_', "-"));
    if text.knows(&preset) { text.say(&preset) } else { key.replace('_', " ") }
}
