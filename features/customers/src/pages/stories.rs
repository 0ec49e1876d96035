//! How this room's events read in a timeline. A new event does not compile until it has a sentence.

use crate::Event;
use web::Text;

/// The sentence for an event; each of them is worth reading.
pub fn story(event: &Event, text: &Text) -> Option<String> {
    Some(match event {
        Event::CustomerCreated { .. } => text.say("customers-story-customer-created"),
        Event::CustomerImported { .. } => text.say("customers-story-customer-imported"),
        Event::CustomerRenamed { .. } => text.say("customers-story-customer-renamed"),
        Event::LanguageChosen { .. } => text.say("customers-story-customer-language-chosen"),
        Event::CustomerFiled { company: Some(_), .. } => text.say("customers-story-customer-filed"),
        Event::CustomerFiled { company: None, .. } => text.say("customers-story-customer-unfiled"),
        Event::IdentityAdded { what, .. } => identity(text, "customers-story-customer-identity-added", what),
        Event::IdentityRemoved { what, .. } => identity(text, "customers-story-customer-identity-removed", what),
        Event::IdentityVerified { what, .. } => identity(text, "customers-story-customer-identity-verified", what),
        Event::IdentityDoubted { what, .. } => identity(text, "customers-story-customer-identity-doubted", what),
        Event::PrimaryChosen { what, .. } => identity(text, "customers-story-customer-primary-chosen", what),
        Event::EmailUndeliverable { .. } => text.say("customers-story-customer-email-undeliverable"),
        Event::EmailDeliverable { .. } => text.say("customers-story-customer-email-deliverable"),
        Event::ValueSet { attribute: name, .. } => attribute(text, "customers-story-customer-value-set", name),
        Event::ValueRemoved { attribute: name, .. } => attribute(text, "customers-story-customer-value-removed", name),
        Event::ValueForgotten { attribute: name, .. } => attribute(text, "customers-story-customer-value-forgotten", name),
        Event::NoteWritten { .. } => text.say("customers-story-customer-note-written"),
        Event::NoteRemoved { .. } => text.say("customers-story-customer-note-removed"),
        Event::CustomerTagged { tag, .. } => text.say_with("customers-story-customer-tagged", &[("tag", tag)]),
        Event::CustomerUntagged { tag, .. } => text.say_with("customers-story-customer-untagged", &[("tag", tag)]),
        Event::CustomersMerged { .. } => text.say("customers-story-customer-merged"),
        Event::MergeUndone { .. } => text.say("customers-story-customer-merge-undone"),
        Event::HeldApart { .. } => text.say("customers-story-customer-held-apart"),
        Event::HeldApartUndone { .. } => text.say("customers-story-customer-held-apart-undone"),
        Event::HoldPlaced { .. } => text.say("customers-story-hold-placed"),
        Event::HoldLifted { .. } => text.say("customers-story-hold-lifted"),
        Event::CompanyImported { .. } => text.say("customers-story-company-imported"),
        Event::CompanyCreated { .. } => text.say("customers-story-company-created"),
        Event::CompanyRenamed { .. } => text.say("customers-story-company-renamed"),
        Event::DomainAdded { domain, .. } => text.say_with("customers-story-company-domain-added", &[("domain", domain)]),
        Event::DomainRemoved { domain, .. } => text.say_with("customers-story-company-domain-removed", &[("domain", domain)]),
        Event::CompanyRemoved { .. } => text.say("customers-story-company-removed"),
        Event::AttributeDefined { attribute: name } => attribute(text, "customers-story-customer-attribute-defined", name),
        Event::AttributeChanged { attribute: name } => attribute(text, "customers-story-customer-attribute-changed", name),
        Event::AttributeSwitchedOn { attribute: name } => attribute(text, "customers-story-customer-attribute-switched-on", name),
        Event::AttributeSwitchedOff { attribute: name } => attribute(text, "customers-story-customer-attribute-switched-off", name),
        Event::AttributeRemoved { attribute: name } => attribute(text, "customers-story-customer-attribute-removed", name),
    })
}

/// Says which kind of identity, never the address or number itself.
fn identity(text: &Text, key: &str, kind: &str) -> String {
    text.say_with(key, &[("what", &text.say(&format!("customers-a-{kind}")))])
}

/// A preset's name from the catalogue; the key of an attribute the admin named, which reads like the name did.
fn attribute(text: &Text, key: &str, named: &str) -> String {
    let preset = format!("customers-preset-{}", named.replace('_', "-"));
    let name = if text.knows(&preset) { text.say(&preset) } else { named.replace('_', " ") };
    text.say_with(key, &[("attribute", &name)])
}
