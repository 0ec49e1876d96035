//! Reading JSON whose shape is only promised: a field that is missing, null or of another type is empty.

use crate::times;
use kit::Moment;
use serde_json::Value;

static NOTHING: Value = Value::Null;

/// Questions to a document; a dot in a name goes one deeper.
pub(crate) trait Fields {
    fn at(&self, name: &str) -> &Value;
    /// A string, or a number or a truth as one writes it.
    fn text(&self, name: &str) -> String;
    fn list(&self, name: &str) -> &[Value];

    /// None where there is nothing.
    fn some(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// The first of these that says something.
    fn first(&self, names: &[&str]) -> String {
        names.iter().map(|name| self.text(name)).find(|text| !text.is_empty()).unwrap_or_default()
    }

    fn is(&self, name: &str) -> bool {
        matches!(self.text(name).as_str(), "true" | "1")
    }

    /// Said, and said to be false.
    fn is_not(&self, name: &str) -> bool {
        matches!(self.text(name).as_str(), "false" | "0")
    }

    fn moment(&self, name: &str) -> Option<Moment> {
        times::moment(&self.text(name), "UTC")
    }

    /// The texts of a list.
    fn texts(&self, name: &str) -> Vec<String> {
        self.list(name).iter().map(plain).filter(|text| !text.is_empty()).collect()
    }
}

impl Fields for Value {
    fn at(&self, name: &str) -> &Value {
        name.split('.').fold(self, |value, key| value.get(key).unwrap_or(&NOTHING))
    }

    fn text(&self, name: &str) -> String {
        plain(self.at(name))
    }

    fn list(&self, name: &str) -> &[Value] {
        self.at(name).as_array().map_or(&[], Vec::as_slice)
    }
}

/// A value as text; lists with commas, objects not at all.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Null | Value::Object(_) => String::new(),
    }
}

/// JSON kept as text in a column; some products write it as JSON within JSON.
pub(crate) fn json(text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(Value::String(inner)) => serde_json::from_str(&inner).unwrap_or(Value::Null),
        Ok(value) => value,
        Err(_) => Value::Null,
    }
}

/// The fields a company made for itself, by their keys, each with what is in it.
pub(crate) fn attributes(value: &Value) -> Vec<(String, String)> {
    let Some(object) = value.as_object() else { return Vec::new() };
    let said = object.iter().map(|(key, value)| (key.replace('_', " "), plain(value)));
    said.filter(|(_, value)| !value.is_empty()).collect()
}
