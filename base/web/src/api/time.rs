//! A moment as the API writes it: RFC 3339, in UTC.

use kit::Moment;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};

/// `2026-03-10T09:00:00Z` outside, a [`Moment`] inside. Any offset is read; UTC is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time(pub Moment);

impl From<Moment> for Time {
    fn from(moment: Moment) -> Self {
        Self(moment)
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0.rfc3339())
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let read: jiff::Timestamp = text.parse().map_err(|_| de::Error::custom("expected a time such as 2026-03-10T09:00:00Z"))?;
        Ok(Self(Moment(read.as_microsecond())))
    }
}

impl utoipa::PartialSchema for Time {
    fn schema() -> RefOr<Schema> {
        let schema = ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)));
        RefOr::T(Schema::Object(schema.build()))
    }
}

impl utoipa::ToSchema for Time {}

#[cfg(test)]
mod tests {
    use super::Time;

    #[test]
    fn a_time_is_read_in_any_zone_and_written_in_utc() {
        let read: Time = serde_json::from_str("\"2026-03-10T10:00:00+01:00\"").unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), "\"2026-03-10T09:00:00Z\"");
        for wrong in ["\"tomorrow\"", "\"2026-03-10\"", "1773133200", "null"] {
            assert!(serde_json::from_str::<Time>(wrong).is_err(), "{wrong}");
        }
    }
}
