//! The format as a JSON Schema (2020-12), made from the tables that reading uses; for editors that complete and check.

use crate::predicate::{EVENTS, NAMED, UNIT};
use crate::{ACTIONS, DISCLOSURES, FACTS, Kind, Strength};
use serde_json::{Map, Value, json};

/// The schema of a policy document.
pub fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Policy",
        "type": "object",
        "additionalProperties": false,
        "required": ["name", "actions"],
        "properties": {
            "$schema": { "type": "string" },
            "name": text(),
            "brands": texts(),
            "countries": { "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^[A-Z]{2}$" } },
            "valid_from": date(),
            "valid_until": date(),
            "facts": { "type": "object", "additionalProperties": own_fact() },
            "disclosures": disclosures(),
            "verified_for": verified_for(),
            "actions": actions(),
        },
        "$defs": {
            "words": object(&["en", "es", "zh"], json!({ "en": text(), "es": text(), "zh": text() })),
            "amount": { "type": "string", "pattern": "^[0-9]+([.][0-9]+)? [A-Z]{3}$" },
            "amounts": { "anyOf": [one("amount"), { "type": "array", "minItems": 1, "items": one("amount") }] },
            "strength": { "enum": Strength::ALL.map(Strength::name) },
            "name": { "type": "string", "pattern": "^[a-z0-9._-]{1,80}$" },
            "action": action(),
            "rule": rule(),
            "approval": approval(),
            "per_day": object(&["role"], json!({ "role": one("name"), "count": whole(0, 1_000_000), "amount": one("amounts"), "no_limit": { "type": "boolean" } })),
            "predicate": predicate(),
        },
    })
}

fn actions() -> Value {
    let known: Map<String, Value> = ACTIONS.iter().map(|action| (action.name.to_owned(), one("action"))).collect();
    json!({
        "type": "object",
        "properties": known,
        "additionalProperties": { "allOf": [one("action"), { "required": ["title"] }] },
    })
}

fn disclosures() -> Value {
    let known: Map<String, Value> = DISCLOSURES.iter().map(|known| (known.name.to_owned(), one("strength"))).collect();
    json!({ "type": "object", "additionalProperties": false, "properties": known })
}

fn verified_for() -> Value {
    let known = Strength::ALL.into_iter().filter(|strength| *strength != Strength::None);
    let known: Map<String, Value> = known.map(|one| (one.name().to_owned(), whole(1, crate::read::MOST_MINUTES))).collect();
    json!({ "type": "object", "additionalProperties": false, "properties": known })
}

fn action() -> Value {
    object(
        &[],
        json!({
            "title": one("words"),
            "identity": one("strength"),
            "rules": { "type": "array", "items": one("rule") },
            "needs_confirmation": { "type": "boolean" },
            "needs_approval_above": { "type": "array", "items": one("approval") },
            "per_day": { "type": "array", "items": one("per_day") },
        }),
    )
}

fn rule() -> Value {
    object(
        &["name", "require", "code", "text", "next_step"],
        json!({
            "name": one("name"),
            "when": one("predicate"),
            "require": one("predicate"),
            "code": one("name"),
            "text": one("words"),
            "next_step": one("words"),
            "article": text(),
        }),
    )
}

fn approval() -> Value {
    object(
        &["role", "above"],
        json!({
            "role": one("name"),
            "above": { "anyOf": [{ "enum": ["always", "never"] }, one("amounts")] },
            "by": one("name"),
            "valid_hours": whole(1, 8760),
            "four_eyes": { "type": "boolean" },
            "may_delegate": { "type": "boolean" },
        }),
    )
}

fn predicate() -> Value {
    let units: Vec<&str> = UNIT.iter().map(|(name, _)| *name).collect();
    let named = NAMED.iter().map(|name| object(&[name], json!({ *name: taken_by(name) })));
    let all: Vec<Value> = std::iter::once(json!({ "enum": units })).chain(named).collect();
    json!({ "oneOf": all })
}

/// What a predicate takes.
fn taken_by(name: &str) -> Value {
    let bounds = |fact: &str, bound: Value| object(&["fact"], json!({ "fact": facts(&[fact]), "at_least": bound, "at_most": bound }));
    match name {
        "all_of" | "any_of" => json!({ "type": "array", "minItems": 1, "items": one("predicate") }),
        "not" => one("predicate"),
        "customer_verified_by" => one("strength"),
        "within_days_of" => object(&["event", "days"], json!({ "event": events(), "days": whole(0, crate::predicate::MOST_DAYS) })),
        "amount_below" | "amount_at_most" => one("amounts"),
        "min_quantity" | "max_quantity" => whole(1, crate::predicate::MOST),
        "flag" => object(&["fact", "is"], json!({ "fact": facts(&["flag"]), "is": { "type": "boolean" } })),
        "number" => bounds("number", json!({ "type": "integer" })),
        "text" | "text_not" | "text_any" => object(&["fact", "one_of"], json!({ "fact": facts(&["text", "texts"]), "one_of": texts() })),
        "money" => bounds("money", one("amounts")),
        "money_at_most" => object(&["fact", "of"], json!({ "fact": facts(&["money"]), "of": facts(&["money"]) })),
        "date" => object(&["fact"], json!({ "fact": facts(&["date"]), "from": date(), "until": date() })),
        _ => texts(),
    }
}

/// Facts everybody knows, for completion; and any other name, for a policy may define its own.
fn facts(kinds: &[&str]) -> Value {
    let known: Vec<&str> = FACTS.iter().filter(|fact| kinds.contains(&fact.kind.name())).map(|fact| fact.name).collect();
    json!({ "anyOf": [{ "enum": known }, one("name")] })
}

fn events() -> Value {
    let names: Vec<&str> = EVENTS.iter().map(|(name, _)| *name).collect();
    json!({ "anyOf": [{ "enum": names }, facts(&["date"])] })
}

fn own_fact() -> Value {
    let kinds: Vec<&str> = Kind::ALL.iter().map(|(name, _)| *name).collect();
    object(&["kind", "meaning"], json!({ "kind": { "enum": kinds }, "meaning": one("words") }))
}

fn object(required: &[&str], properties: Value) -> Value {
    json!({ "type": "object", "additionalProperties": false, "required": required, "properties": properties })
}

fn one(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn text() -> Value {
    json!({ "type": "string", "minLength": 1 })
}

fn texts() -> Value {
    json!({ "type": "array", "minItems": 1, "items": text() })
}

fn date() -> Value {
    json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
}

fn whole(least: i64, most: i64) -> Value {
    json!({ "type": "integer", "minimum": least, "maximum": most })
}
