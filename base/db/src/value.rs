//! The few kinds of value both engines share, and how Rust types become them.

use crate::Trouble;
use kit::{Currency, EmailAddress, Moment};

/// A bound parameter or a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Boolean(bool),
    Bytes(Vec<u8>),
}

/// Can be bound to `$n`.
pub trait ToValue {
    fn to_value(self) -> Value;
}

/// Can be read from a column.
pub trait FromValue: Sized {
    fn from_value(value: Value) -> Result<Self, Trouble>;
}

fn wrong<T>(wanted: &str, value: &Value) -> Result<T, Trouble> {
    let found = match value {
        Value::Null => "NULL",
        Value::Integer(_) => "an integer",
        Value::Real(_) => "a real number",
        Value::Text(_) => "text",
        Value::Boolean(_) => "a boolean",
        Value::Bytes(_) => "bytes",
    };
    Err(Trouble::Shape(format!("{wanted} expected, {found} found")))
}

macro_rules! plain {
    ($type:ty, $kind:ident, $wanted:literal) => {
        impl ToValue for $type {
            fn to_value(self) -> Value {
                Value::$kind(self.into())
            }
        }
        impl FromValue for $type {
            fn from_value(value: Value) -> Result<Self, Trouble> {
                match value {
                    Value::$kind(inner) => Ok(inner),
                    other => wrong($wanted, &other),
                }
            }
        }
    };
}
plain!(i64, Integer, "an integer");
plain!(String, Text, "text");
plain!(Vec<u8>, Bytes, "bytes");

impl ToValue for bool {
    fn to_value(self) -> Value {
        Value::Boolean(self)
    }
}

impl FromValue for bool {
    fn from_value(value: Value) -> Result<Self, Trouble> {
        match value {
            Value::Boolean(inner) => Ok(inner),
            Value::Integer(inner) => Ok(inner != 0),
            other => wrong("a boolean", &other),
        }
    }
}

impl ToValue for f64 {
    fn to_value(self) -> Value {
        Value::Real(self)
    }
}

impl FromValue for f64 {
    fn from_value(value: Value) -> Result<Self, Trouble> {
        match value {
            Value::Real(inner) => Ok(inner),
            Value::Integer(inner) => Ok(inner as Self),
            other => wrong("a real number", &other),
        }
    }
}

impl ToValue for &str {
    fn to_value(self) -> Value {
        Value::Text(self.to_owned())
    }
}

impl ToValue for &String {
    fn to_value(self) -> Value {
        Value::Text(self.clone())
    }
}

impl ToValue for &[u8] {
    fn to_value(self) -> Value {
        Value::Bytes(self.to_vec())
    }
}

impl ToValue for Value {
    fn to_value(self) -> Value {
        self
    }
}

impl FromValue for Value {
    fn from_value(value: Value) -> Result<Self, Trouble> {
        Ok(value)
    }
}

impl ToValue for Moment {
    fn to_value(self) -> Value {
        Value::Integer(self.0)
    }
}

impl FromValue for Moment {
    fn from_value(value: Value) -> Result<Self, Trouble> {
        i64::from_value(value).map(Moment)
    }
}

impl ToValue for &EmailAddress {
    fn to_value(self) -> Value {
        Value::Text(self.as_str().to_owned())
    }
}

impl FromValue for EmailAddress {
    fn from_value(value: Value) -> Result<Self, Trouble> {
        Self::parse(&String::from_value(value)?).map_err(|e| Trouble::Shape(e.to_string()))
    }
}

impl ToValue for Currency {
    fn to_value(self) -> Value {
        Value::Text(self.code().to_owned())
    }
}

impl FromValue for Currency {
    fn from_value(value: Value) -> Result<Self, Trouble> {
        Self::parse(&String::from_value(value)?).map_err(|e| Trouble::Shape(e.to_string()))
    }
}

impl<T: ToValue> ToValue for Option<T> {
    fn to_value(self) -> Value {
        self.map_or(Value::Null, ToValue::to_value)
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: Value) -> Result<Self, Trouble> {
        match value {
            Value::Null => Ok(None),
            other => T::from_value(other).map(Some),
        }
    }
}
