//! Decimals, dates and roundings as they are written in JSON: as text, so that nothing is lost.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

/// A decimal as text.
pub(crate) mod decimal {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(number: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(number)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        Decimal::from_str_exact(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// A day as text.
pub(crate) mod day {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(day)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// A day as text, if there is one.
pub(crate) mod maybe_day {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => serializer.collect_str(day),
            None => serializer.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        let written = Option::<String>::deserialize(deserializer)?;
        written.map(|day| day.parse().map_err(D::Error::custom)).transpose()
    }
}

/// A decimal as text, if there is one.
pub(crate) fn maybe_decimal<S: Serializer>(number: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
    match number {
        Some(number) => serializer.collect_str(number),
        None => serializer.serialize_none(),
    }
}
