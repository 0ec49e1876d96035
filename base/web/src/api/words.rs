//! Small shapes of bodies: one of a few words, a field that may be set to null, a key that must lead somewhere.

use db::{Trouble, Words};
use serde::{Deserialize, Deserializer};
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};

/// The schema of one of a few words: `#[schema(schema_with = word::<Status>)]`.
pub fn word<W: Words>() -> Schema {
    Schema::Object(ObjectBuilder::new().schema_type(Type::String).enum_values(Some(W::WORDS.iter().copied())).build())
}

/// The same, or null.
pub fn word_or_null<W: Words>() -> Schema {
    let words = W::WORDS.iter().map(|word| serde_json::json!(word)).chain([serde_json::Value::Null]);
    let kinds = SchemaType::from_iter([Type::String, Type::Null]);
    Schema::Object(ObjectBuilder::new().schema_type(kinds).enum_values(Some(words)).build())
}

/// Tells a field that was set to null from one that was not sent: `#[serde(default, deserialize_with = "nullable")]`.
pub fn nullable<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(from).map(Some)
}

/// A field that may be left out and may not be null: `#[serde(default, deserialize_with = "present")]`.
pub fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

/// An object, and not a list of its fields' values, which serde would take as well: for a shape whose fields may all be missing.
pub fn object<'de, T: serde::de::DeserializeOwned, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    let value = serde_json::Value::deserialize(from)?;
    if !value.is_object() {
        return Err(serde::de::Error::custom("expected an object"));
    }
    serde_json::from_value(value).map_err(serde::de::Error::custom)
}

/// A key in a body leads nowhere: the request is wrong, not its address.
pub fn referred<T>(field: &'static str, found: Result<T, Trouble>) -> Result<T, Trouble> {
    found.map_err(|trouble| match trouble {
        Trouble::NotFound(_) => Trouble::refused("web-refused-reference").with("field", field).at(pointer(field)),
        other => other,
    })
}

/// Some callers name the field, some where it is.
fn pointer(field: &str) -> String {
    format!("/{}", field.trim_start_matches('/'))
}
