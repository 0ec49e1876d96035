//! JSON in columns: written down and read back, with the table's name in the error if a row is damaged.

use db::Trouble;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The JSON text of `value`.
pub(crate) fn written(value: &impl Serialize) -> Result<String, Trouble> {
    serde_json::to_string(value).map_err(|e| Trouble::Shape(format!("a value did not serialise: {e}")))
}

/// What `text` of the table `table` says.
pub(crate) fn read<T: DeserializeOwned>(table: &str, text: &str) -> Result<T, Trouble> {
    serde_json::from_str(text).map_err(|e| Trouble::Shape(format!("{table}: {e}")))
}

/// One line without control characters, at most `most` characters: what people type into short fields.
pub(crate) fn one_line(text: &str, most: usize) -> String {
    let calm: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    calm.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(most).collect()
}
