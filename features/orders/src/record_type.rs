//! What a company sells that is no order (bookings, claims, devices): a type with fields, states, and actions of its own.
//! Its actions go through the same preview, policy and confirmation as every other; a policy names them `type.action`.

use crate::Event;
use crate::stored::{one_line, read, written};
use agents::{Permission, Rights};
use db::{FromRow, Trouble, Tx, Work, sql};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

db::id!(
    /// A record type's key.
    RecordTypeId
);

/// What a field may hold: a part of JSON Schema, and what is written is written as there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldSchema {
    #[serde(rename = "type")]
    pub kind: FieldKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, rename = "enum", skip_serializing_if = "Option::is_none")]
    pub one_of: Option<Vec<serde_json::Value>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum: Option<i64>,
    #[serde(default, rename = "maxLength", skip_serializing_if = "Option::is_none")]
    pub max_length: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
}

/// What a text has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// A day such as `2026-12-01`.
    Date,
}

/// The JSON types a field may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldKind {
    String,
    Integer,
    Boolean,
}

/// The schema of a record: an object and nothing it does not name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schema {
    pub properties: BTreeMap<String, FieldSchema>,
    #[serde(default)]
    pub required: Vec<String>,
}

/// Something that can be done with a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnAction {
    /// From which states; nothing here: from any.
    #[serde(default)]
    pub from: Vec<String>,
    /// Into which state; `None` stays.
    #[serde(default)]
    pub to: Option<String>,
    /// The fields it may set.
    #[serde(default)]
    pub sets: Vec<String>,
    /// The field that says what it is about in money, if it is another than the type's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_field: Option<String>,
}

/// All a record type says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    pub schema: Schema,
    /// The first is that of a new record.
    pub states: Vec<String>,
    pub actions: BTreeMap<String, OwnAction>,
    /// The field that says what a record is about in money: a text such as `500.00 EUR`, or a whole number in the smallest
    /// unit of the brand's currency. Without one, limits and approvals by amount deny.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_field: Option<String>,
}

/// A record type as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct RecordType {
    pub id: RecordTypeId,
    pub code: String,
    pub name: String,
    definition_json: String,
    pub version: i64,
}

impl RecordType {
    pub fn definition(&self) -> Result<Definition, Trouble> {
        read("record_type", &self.definition_json)
    }
}

impl Schema {
    /// What is wrong with these fields, by name; nothing if they fit.
    pub fn faults(&self, fields: &serde_json::Map<String, serde_json::Value>) -> Vec<String> {
        let missing = self.required.iter().filter(|name| !fields.contains_key(*name)).cloned();
        let wrong = fields
            .iter()
            .filter(|(name, value)| !self.properties.get(*name).is_some_and(|field| field.takes(value)));
        missing.chain(wrong.map(|(name, _)| name.clone())).collect()
    }
}

impl FieldSchema {
    fn takes_text(&self, text: &str) -> bool {
        let is_day = || text.parse::<jiff::civil::Date>().is_ok();
        self.max_length.is_none_or(|most| text.chars().count() <= most) && self.format.is_none_or(|Format::Date| is_day())
    }

    fn takes(&self, value: &serde_json::Value) -> bool {
        let of_kind = match self.kind {
            FieldKind::String => value.as_str().is_some_and(|text| self.takes_text(text)),
            FieldKind::Boolean => value.is_boolean(),
            FieldKind::Integer => value
                .as_i64()
                .is_some_and(|number| self.minimum.is_none_or(|least| least <= number) && self.maximum.is_none_or(|most| number <= most)),
        };
        of_kind && self.one_of.as_ref().is_none_or(|values| values.contains(value))
    }
}

impl Definition {
    /// The places that name what is not there; none if it holds together.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let known_state = |state: &String| self.states.contains(state);
        let known_field = |field: &String| self.schema.properties.contains_key(field);
        let money_field = |field: &String| self.schema.properties.get(field).is_some_and(|field| field.kind != FieldKind::Boolean);
        if self.states.is_empty() {
            faults.push("states".to_owned());
        }
        faults.extend(
            self.schema
                .required
                .iter()
                .filter(|field| !known_field(field))
                .map(|field| format!("schema.required: {field}")),
        );
        faults.extend(
            self.amount_field
                .iter()
                .filter(|field| !money_field(field))
                .map(|field| format!("amount_field: {field}")),
        );
        for (name, action) in &self.actions {
            let is_word = !name.is_empty() && name != "open" && is_word(name);
            let states = action.from.iter().chain(&action.to).filter(|state| !known_state(state));
            let fields = action.sets.iter().filter(|field| !known_field(field));
            let money = action.amount_field.iter().filter(|field| !money_field(field));
            faults.extend((!is_word).then(|| format!("actions: {name}")));
            faults.extend(states.chain(fields).chain(money).map(|word| format!("actions.{name}: {word}")));
        }
        faults
    }
}

/// Whether facts of everybody begin with this word: a type of that name could write `actor.role` or `customer.verified`.
fn is_taken(code: &str) -> bool {
    let first_words = policy::FACTS.iter().filter_map(|fact| fact.name.split('.').next());
    first_words.chain(["action", "order", "items"]).any(|word| word == code)
}

/// Lower-case letters and underscores: a word that policies can name.
fn is_word(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
}

/// Defines a type, or its next version under the same code. States that records are in cannot go.
pub fn define(work: &mut Work<'_>, code: &str, name: &str, definition: &Definition) -> Result<RecordTypeId, Trouble> {
    Rights::of_actor(work)?.need(Permission::OrdersManage)?;
    let code = one_line(code, 40);
    let mut faults = definition.faults();
    if code.is_empty() || !is_word(&code) {
        faults.insert(0, "code".into());
    }
    if !faults.is_empty() {
        return Err(Trouble::refused("orders-record-type-faulty").with("faults", faults.join("; ")));
    }
    if is_taken(&code) {
        return Err(Trouble::refused("orders-record-type-taken").with("code", code));
    }
    if let Some(known) = by_code(work, &code)? {
        let used: Vec<String> = sql("SELECT DISTINCT state FROM record WHERE type_id = $1 ORDER BY state")
            .with(known.id)
            .all(work)?;
        if used.iter().any(|state| !definition.states.contains(state)) {
            return Err(Trouble::refused("orders-record-state-in-use"));
        }
    }
    let (id, version): (RecordTypeId, i64) = sql("INSERT INTO record_type (code, name, definition, version) VALUES ($1, $2, $3, 1)
         ON CONFLICT (code) DO UPDATE SET name = $2, definition = $3, version = record_type.version + 1
         RETURNING id, version")
    .with(&code)
    .with(one_line(name, 100))
    .with(written(definition)?)
    .only(work, "record type")?;
    work.record(&Event::RecordTypeDefined { record_type: id.0, version })?;
    Ok(id)
}

/// Takes a type away of which there is no record.
pub fn remove_unused(work: &mut Work<'_>, code: &str) -> Result<(), Trouble> {
    Rights::of_actor(work)?.need(Permission::OrdersManage)?;
    let known = by_code(work, code)?.ok_or(Trouble::NotFound("record type"))?;
    let records: i64 = sql("SELECT COUNT(*) FROM record WHERE type_id = $1").with(known.id).only(work, "count")?;
    if records > 0 {
        return Err(Trouble::refused("orders-record-type-in-use").with("name", known.name));
    }
    sql("DELETE FROM record_type WHERE id = $1").with(known.id).run(work)?;
    work.record(&Event::Withdrawn { what: "record_type".into(), name: known.code })
}

/// The type with this key.
pub fn find(tx: &mut Tx<'_>, id: RecordTypeId) -> Result<RecordType, Trouble> {
    sql("SELECT id, code, name, definition, version FROM record_type WHERE id = $1")
        .with(id)
        .only(tx, "record type")
}

/// The type with this code.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Option<RecordType>, Trouble> {
    sql("SELECT id, code, name, definition, version FROM record_type WHERE code = $1")
        .with(code)
        .one(tx)
}

/// All types by name.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<RecordType>, Trouble> {
    sql("SELECT id, code, name, definition, version FROM record_type ORDER BY name, id").all(tx)
}

#[cfg(test)]
mod tests {
    use super::{FieldKind, FieldSchema, Schema};
    use serde_json::json;

    #[test]
    fn fields_fit_their_schema_or_are_named() {
        let field = |kind, maximum| FieldSchema {
            kind,
            title: None,
            one_of: None,
            minimum: Some(1),
            maximum,
            max_length: Some(5),
            format: None,
        };
        let schema = Schema {
            properties: [
                ("nights".to_owned(), field(FieldKind::Integer, Some(30))),
                ("guest".to_owned(), field(FieldKind::String, None)),
            ]
            .into(),
            required: vec!["nights".into()],
        };
        for (fields, faults) in [
            (json!({"nights": 3, "guest": "Mia"}), vec![]),
            (json!({"nights": 31}), vec!["nights"]),
            (json!({"guest": "Mia"}), vec!["nights"]),
            (json!({"nights": "3"}), vec!["nights"]),
            (json!({"nights": 3, "guest": "Maximilian"}), vec!["guest"]),
            (json!({"nights": 3, "pets": 1}), vec!["pets"]),
        ] {
            assert_eq!(schema.faults(fields.as_object().expect("an object")), faults, "{fields}");
        }
    }
}
