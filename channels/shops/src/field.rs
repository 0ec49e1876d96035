//! Reading JSON of others: each value by its place, and an error that names the place.

use crate::amount;
use crate::commerce::Ailment;
use kit::{Currency, Moment, Money};
use serde_json::Value;

/// The value at a JSON pointer, or null.
pub(crate) fn at<'a>(value: &'a Value, place: &str) -> &'a Value {
    value.pointer(place).unwrap_or(&Value::Null)
}

/// A text, or nothing if it is missing, null or no text.
pub(crate) fn text(value: &Value, place: &str) -> String {
    at(value, place).as_str().unwrap_or_default().to_owned()
}

/// A text that must be there, or a number that stands for one.
pub(crate) fn id(value: &Value, place: &str) -> Result<String, Ailment> {
    match at(value, place) {
        Value::String(text) if !text.is_empty() => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(Ailment::Unreadable(format!("{place} is missing"))),
    }
}

/// A list; what is missing is empty.
pub(crate) fn list<'a>(value: &'a Value, place: &str) -> &'a [Value] {
    at(value, place).as_array().map_or(&[], Vec::as_slice)
}

/// How many.
pub(crate) fn count(value: &Value, place: &str) -> Result<u32, Ailment> {
    let found = at(value, place).as_i64().and_then(|n| u32::try_from(n.abs()).ok());
    found.ok_or_else(|| Ailment::Unreadable(format!("{place} is no number of pieces")))
}

/// A whole number.
pub(crate) fn whole(value: &Value, place: &str) -> Result<i64, Ailment> {
    at(value, place).as_i64().ok_or_else(|| Ailment::Unreadable(format!("{place} is no whole number")))
}

/// An exact amount written as text.
pub(crate) fn money(value: &Value, place: &str, currency: Currency) -> Result<Money, Ailment> {
    match at(value, place) {
        Value::String(text) => amount::exact(text, currency),
        Value::Null => Ok(currency.zero()),
        _ => Err(Ailment::Unreadable(format!("{place} is no amount"))),
    }
}

/// A moment as RFC 3339. One without a zone is UTC, as WooCommerce's `_gmt` fields are.
pub(crate) fn moment(value: &Value, place: &str) -> Result<Moment, Ailment> {
    let written = text(value, place);
    let zoned = if written.len() == 19 { format!("{written}Z") } else { written };
    let read: Result<jiff::Timestamp, _> = zoned.parse();
    read.map(|at| Moment(at.as_microsecond()))
        .map_err(|_| Ailment::Unreadable(format!("{place} is no moment")))
}

/// The same where it may be missing.
pub(crate) fn maybe_moment(value: &Value, place: &str) -> Option<Moment> {
    moment(value, place).ok()
}

/// A text that is a sum, a rate, a number.
pub(crate) fn number_text(value: &Value, place: &str) -> String {
    match at(value, place) {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => "0".into(),
    }
}

/// The key of ours in what somebody noted: `… (frontline:abc123)`.
pub(crate) fn our_key(note: &str) -> Option<String> {
    let (_, rest) = note.rsplit_once("frontline:")?;
    let key: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    (!key.is_empty()).then_some(key)
}

/// A note that carries our key.
pub(crate) fn with_key(reason: &str, key: &str) -> String {
    let reason: String = reason.chars().take(150).collect();
    format!("{reason} (frontline:{key})").trim_start().to_owned()
}
