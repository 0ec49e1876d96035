//! A row as a line of JSON and back, to the bit.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use db::whole::{Kind, Table};
use db::{Trouble, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// Bytes that lie in a file of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Elsewhere {
    pub file: String,
    pub size: u64,
    pub sha256: String,
}

/// Writes the row with its columns in the order of the table. `elsewhere` says what stands for bytes that became a file.
pub(super) fn line(table: &Table, row: &[Value], elsewhere: &[Option<Elsewhere>], out: &mut Vec<u8>) -> Result<(), Trouble> {
    let failed = |e: serde_json::Error| Trouble::Shape(e.to_string());
    for (place, (column, value)) in table.columns.iter().zip(row).enumerate() {
        out.push(if place == 0 { b'{' } else { b',' });
        serde_json::to_writer(&mut *out, &column.name).map_err(failed)?;
        out.push(b':');
        let written = match (value, elsewhere.get(place)) {
            (_, Some(Some(file))) => serde_json::to_writer(&mut *out, file),
            (Value::Null, _) => serde_json::to_writer(&mut *out, &Json::Null),
            (Value::Integer(n), _) => serde_json::to_writer(&mut *out, n),
            (Value::Real(n), _) => serde_json::to_writer(&mut *out, n),
            (Value::Text(text), _) => serde_json::to_writer(&mut *out, text),
            (Value::Boolean(yes), _) => serde_json::to_writer(&mut *out, yes),
            (Value::Bytes(bytes), _) => serde_json::to_writer(&mut *out, &STANDARD.encode(bytes)),
        };
        written.map_err(failed)?;
    }
    out.extend(b"}\n");
    Ok(())
}

/// Reads a line back; `fetch` brings bytes that lie in a file.
pub(super) fn row(table: &Table, line: &str, fetch: &mut dyn FnMut(Elsewhere) -> Result<Vec<u8>, Trouble>) -> Result<Vec<Value>, Trouble> {
    let wrong = |why: &str| Trouble::Opening(format!("{why}. Export again, or put the file back from a copy."));
    let mut object: serde_json::Map<String, Json> =
        serde_json::from_str(line).map_err(|e| wrong(&format!("it is no JSON object ({e})")))?;
    let mut values = Vec::with_capacity(table.columns.len());
    for column in &table.columns {
        let found = object.remove(&column.name).ok_or_else(|| wrong(&format!("“{}” is missing", column.name)))?;
        let value = match (column.kind, found) {
            (_, Json::Null) => Some(Value::Null),
            (Kind::Integer, Json::Number(n)) => n.as_i64().map(Value::Integer),
            (Kind::Real, Json::Number(n)) => n.as_f64().map(Value::Real),
            (Kind::Text, Json::String(text)) => Some(Value::Text(text)),
            (Kind::Boolean, Json::Bool(yes)) => Some(Value::Boolean(yes)),
            (Kind::Bytes, Json::String(text)) => STANDARD.decode(text).ok().map(Value::Bytes),
            (Kind::Bytes, object @ Json::Object(_)) => match serde_json::from_value(object) {
                Ok(elsewhere) => Some(Value::Bytes(fetch(elsewhere)?)),
                Err(_) => None,
            },
            _ => None,
        };
        values.push(value.ok_or_else(|| wrong(&format!("“{}” is not what a {:?} column holds", column.name, column.kind)))?);
    }
    match object.keys().next() {
        Some(unknown) => Err(wrong(&format!("“{unknown}” is no column of {}", table.name))),
        None => Ok(values),
    }
}
