//! What a field may hold: its schema, its example, and the fields it must not have.

use crate::balance::BalanceKind;
use crate::returns::{Condition, RefundTo};
use crate::subscription::PeriodUnit;
use db::Words as _;
use serde_json::{Map, Value, json};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;

/// The kinds of fields requests are made of.
#[derive(Debug, Clone, Copy)]
pub(in crate::api) enum Shape {
    Key,
    Keys,
    Text,
    TextOrNothing,
    Texts,
    Count,
    Flag,
    Money,
    MoneyOrNothing,
    KeyOrNothing,
    CurrencyOrNothing,
    AddressOrNothing,
    Wanted,
    Pay,
    PayOrNothing,
    Pays,
    RefundTo,
    BalanceKind,
    RefundWhat,
    Looked,
    ByCard,
    /// How long a period is: one unit, and how many of it.
    EveryOrNothing,
    /// Whatever a company keeps there, by name.
    Open,
}

/// A field, its shape, and whether it has to be there.
type Part = (&'static str, Shape, bool);

/// Shapes that stand in the description under a name of their own, with their fields.
const NAMED: [(&str, &[Part]); 4] = [
    ("WantedPieces", &[("sku", Shape::Text, true), ("count", Shape::Count, false)]),
    (
        "Pay",
        &[("method", Shape::Key, true), ("amount", Shape::MoneyOrNothing, false), ("authorise_only", Shape::Flag, false)],
    ),
    ("LookedAt", &[("unit", Shape::Key, true), ("condition", Shape::Text, true), ("accepted", Shape::Flag, true)]),
    (
        "ByCard",
        &[
            ("rate_card", Shape::Text, true),
            ("quantities", Shape::Open, false),
            ("flags", Shape::Texts, false),
            ("at", Shape::TextOrNothing, false),
        ],
    ),
];

const MONEY: &[&str] = &["minor", "currency"];
const ADDRESS: &[&str] = &["name", "line1", "line2", "postcode", "city", "region", "country"];

/// A field that has to be there, and its shape.
type Beside = (&'static str, Shape);

/// What may be refunded: `what`, and the fields beside it.
const REFUNDS: [(&str, &[Beside]); 5] = [
    ("everything", &[]),
    ("units", &[("units", Shape::Keys)]),
    ("part", &[("unit", Shape::Key), ("amount", Shape::Money)]),
    ("amount", &[("amount", Shape::Money)]),
    ("goodwill", &[("amount", Shape::Money)]),
];

fn refer(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn or_null(schema: &Value) -> Value {
    json!({ "oneOf": [{ "type": "null" }, schema] })
}

fn list(of: &Value) -> Value {
    json!({ "type": "array", "items": of })
}

impl Shape {
    pub(super) fn schema(self) -> Value {
        let key = json!({ "type": "integer", "format": "int64" });
        let text = json!({ "type": "string" });
        match self {
            Self::Key | Self::Count => key,
            Self::Keys => list(&key),
            Self::Text => text,
            Self::TextOrNothing => json!({ "type": ["string", "null"] }),
            Self::Texts => list(&text),
            Self::Flag => json!({ "type": "boolean" }),
            Self::Money => refer("Money"),
            Self::MoneyOrNothing => or_null(&refer("Money")),
            Self::KeyOrNothing => json!({ "type": ["integer", "null"], "format": "int64" }),
            Self::CurrencyOrNothing => json!({ "type": ["string", "null"], "pattern": "^[A-Z]{3}$" }),
            Self::AddressOrNothing => or_null(&refer("PostalAddress")),
            Self::Wanted => list(&refer("WantedPieces")),
            Self::Pay => refer("Pay"),
            Self::PayOrNothing => or_null(&refer("Pay")),
            Self::Pays => list(&refer("Pay")),
            Self::RefundTo => json!({ "type": "string", "enum": RefundTo::WORDS }),
            Self::BalanceKind => json!({ "type": "string", "enum": BalanceKind::WORDS }),
            Self::RefundWhat => refer("RefundWhat"),
            Self::Looked => list(&refer("LookedAt")),
            Self::ByCard => or_null(&refer("ByCard")),
            Self::EveryOrNothing => {
                let one = |unit: &&str| json!({ "type": "object", "properties": { *unit: { "type": "integer" } }, "required": [unit], "additionalProperties": false });
                let units: Vec<Value> = PeriodUnit::WORDS.iter().map(one).collect();
                let shapes = [vec![json!({ "type": "null" })], units].concat();
                json!({ "oneOf": shapes })
            }
            Self::Open => json!({ "type": "object" }),
        }
    }
}

/// A schema written as JSON.
pub(super) fn schema(of: &Value) -> RefOr<Schema> {
    serde_json::from_value(of.clone()).expect("a schema of ours reads as one: a test builds every one of them")
}

/// The shapes with names.
pub(super) fn named() -> Vec<(String, RefOr<Schema>)> {
    let mut all: Vec<_> = NAMED
        .iter()
        .map(|(name, fields)| {
            let mut properties: Map<String, Value> = fields.iter().map(|(name, shape, _)| ((*name).to_owned(), shape.schema())).collect();
            if *name == "LookedAt" {
                properties.insert("condition".into(), json!({ "type": "string", "enum": Condition::WORDS }));
            }
            let required: Vec<&str> = fields.iter().filter(|(_, _, required)| *required).map(|(name, _, _)| *name).collect();
            ((*name).to_owned(), object(&properties, &required))
        })
        .collect();
    let refunds = REFUNDS.iter().map(|(what, fields)| {
        let mut properties: Map<String, Value> = fields.iter().map(|(name, shape)| ((*name).to_owned(), shape.schema())).collect();
        properties.insert("what".into(), json!({ "type": "string", "enum": [what] }));
        let required: Vec<&str> = ["what"].into_iter().chain(fields.iter().map(|(name, _)| *name)).collect();
        json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
    });
    all.push(("RefundWhat".into(), schema(&json!({ "oneOf": refunds.collect::<Vec<_>>() }))));
    <super::super::amount::Amount as utoipa::ToSchema>::schemas(&mut all);
    all.push(("Money".into(), <super::super::amount::Amount as utoipa::PartialSchema>::schema()));
    all.push(("PostalAddress".into(), <super::super::amount::PostalAddress as utoipa::PartialSchema>::schema()));
    all
}

fn object(properties: &Map<String, Value>, required: &[&str]) -> RefOr<Schema> {
    schema(&json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false }))
}

/// The place of the first field that has no business in a value of this shape.
pub(super) fn unknown_in(value: &Value, shape: &Shape, at: &str) -> Option<String> {
    match (shape, value) {
        (Shape::Wanted | Shape::Pays | Shape::Looked, Value::Array(items)) => {
            let one = match shape {
                Shape::Wanted => "WantedPieces",
                Shape::Pays => "Pay",
                _ => "LookedAt",
            };
            items.iter().enumerate().find_map(|(place, item)| beyond(item, one, &format!("{at}/{place}")))
        }
        (Shape::Pay | Shape::PayOrNothing, _) => beyond(value, "Pay", at),
        (Shape::ByCard, _) => beyond(value, "ByCard", at),
        (Shape::Money | Shape::MoneyOrNothing, _) => other_than(value, MONEY, at),
        (Shape::EveryOrNothing, _) => other_than(value, PeriodUnit::WORDS, at),
        (Shape::AddressOrNothing, _) => other_than(value, ADDRESS, at),
        (Shape::RefundWhat, Value::Object(_)) => {
            let what = value["what"].as_str().unwrap_or_default();
            let (_, fields) = REFUNDS.iter().find(|(name, _)| *name == what)?;
            let names: Vec<&str> = ["what"].into_iter().chain(fields.iter().map(|(name, _)| *name)).collect();
            let inside = || fields.iter().find_map(|(name, shape)| unknown_in(&value[*name], shape, &format!("{at}/{name}")));
            other_than(value, &names, at).or_else(inside)
        }
        _ => None,
    }
}

fn beyond(value: &Value, name: &str, at: &str) -> Option<String> {
    let (_, fields) = NAMED.iter().find(|(known, _)| *known == name)?;
    let names: Vec<&str> = fields.iter().map(|(name, _, _)| *name).collect();
    let inside = || fields.iter().find_map(|(name, shape, _)| unknown_in(&value[*name], shape, &format!("{at}/{name}")));
    other_than(value, &names, at).or_else(inside)
}

/// An array where an object is due would be read as its fields in their order; it is unknown as a whole.
fn other_than(value: &Value, names: &[&str], at: &str) -> Option<String> {
    match value {
        Value::Object(fields) => fields.keys().find(|name| !names.contains(&name.as_str())).map(|name| format!("{at}/{name}")),
        Value::Array(_) => Some(at.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
impl Shape {
    /// A value of this shape, with everything it may have.
    pub(super) fn example(self) -> Value {
        let money = json!({ "minor": 100, "currency": "EUR" });
        let pay = json!({ "method": 3, "amount": money, "authorise_only": true });
        match self {
            Self::Key | Self::Count | Self::KeyOrNothing => json!(7),
            Self::Keys => json!([7, 8]),
            Self::Text | Self::TextOrNothing => json!("words"),
            Self::Texts => json!(["one", "two"]),
            Self::Flag => json!(true),
            Self::Money | Self::MoneyOrNothing => money,
            Self::CurrencyOrNothing => json!("EUR"),
            Self::AddressOrNothing => {
                json!({ "name": "Mia", "line1": "Teestr. 1", "line2": "", "postcode": "10115", "city": "Berlin", "region": "", "country": "DE" })
            }
            Self::Wanted => json!([{ "sku": "LID", "count": 2 }]),
            Self::Pay | Self::PayOrNothing => pay,
            Self::Pays => json!([pay]),
            Self::RefundTo | Self::BalanceKind => json!("store_credit"),
            Self::RefundWhat => json!({ "what": "part", "unit": 7, "amount": money }),
            Self::Looked => json!([{ "unit": 7, "condition": "like_new", "accepted": true }]),
            Self::ByCard => json!({ "rate_card": "courier", "quantities": { "km": "12.5" }, "flags": ["night"], "at": "2026-03-28T22:30" }),
            Self::EveryOrNothing => json!({ "months": 3 }),
            Self::Open => json!({ "nights": 3 }),
        }
    }
}
