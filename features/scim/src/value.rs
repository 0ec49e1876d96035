//! Values of SCIM resources: names without case, paths of one or two steps, and what counts as the same.

use serde_json::{Map, Value};
use std::cmp::Ordering;

/// An attribute, perhaps with a part of it: `userName`, `name.givenName`, `emails.value`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    attribute: String,
    part: Option<String>,
}

impl Path {
    /// Reads a name, with or without the schema in front.
    pub fn of_name(name: &str) -> Option<Self> {
        let (attribute, part) = match plain(name).split_once('.') {
            Some((attribute, part)) => (attribute, Some(part)),
            None => (plain(name), None),
        };
        let is_name = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '$') && !text.contains(['.', ':']);
        (is_name(attribute) && part.is_none_or(is_name))
            .then(|| Self { attribute: attribute.to_owned(), part: part.map(ToOwned::to_owned) })
    }

    /// The attribute's name, if it is asked for as a whole.
    pub fn alone(&self) -> Option<&str> {
        self.part.is_none().then_some(self.attribute.as_str())
    }

    pub fn attribute(&self) -> &str {
        &self.attribute
    }

    pub fn part(&self) -> Option<&str> {
        self.part.as_deref()
    }

    /// Every value it leads to. Of a list of things without a part named, their `value`.
    pub fn values<'a>(&self, resource: &'a Value) -> Vec<&'a Value> {
        let Some(found) = get(resource, &self.attribute) else { return Vec::new() };
        let inside = |one: &'a Value| match (&self.part, one) {
            (Some(part), one) => get(one, part),
            (None, Value::Object(_)) => get(one, "value").or(Some(one)),
            (None, one) => Some(one),
        };
        match found {
            Value::Array(all) => all.iter().filter_map(inside).collect(),
            one => inside(one).into_iter().collect(),
        }
    }
}

/// A name without the schema in front: `urn:…:User:userName` is `userName`.
pub fn plain(name: &str) -> &str {
    let is_urn = name.get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case("urn:"));
    if !is_urn {
        return name;
    }
    // The schema's own version has a dot in it, the attribute comes behind the last colon.
    name.rsplit_once(':').map_or(name, |(_, attribute)| attribute)
}

/// The name an object has for this one, in whatever case.
pub fn key(object: &Map<String, Value>, name: &str) -> Option<String> {
    object.keys().find(|key| key.eq_ignore_ascii_case(name)).cloned()
}

/// What stands under a name, in whatever case.
pub fn get<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    let object = value.as_object()?;
    object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// Whether it says anything.
pub fn is_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(all) => !all.is_empty(),
        Value::Object(all) => !all.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

/// Whether two are the same; texts without case.
pub fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => one.to_lowercase() == other.to_lowercase(),
        _ => one == other,
    }
}

/// Which comes first; times are texts that sort as they are.
pub fn order(one: &Value, other: &Value) -> Option<Ordering> {
    match (one, other) {
        (Value::String(one), Value::String(other)) => Some(one.to_lowercase().cmp(&other.to_lowercase())),
        (Value::Number(one), Value::Number(other)) => one.as_f64()?.partial_cmp(&other.as_f64()?),
        _ => None,
    }
}
