//! Money and addresses as programs write them.

use crate::address::Address;
use kit::{Currency, Money};
use serde::{Deserialize, Serialize};
use web::api::ToSchema;

/// An amount in minor units: 4990 of EUR is 49.90, 4990 of JPY is 4990.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Money)]
pub(super) struct Amount {
    pub minor: i64,
    /// Three letters, ISO 4217.
    #[schema(value_type = String, pattern = "^[A-Z]{3}$")]
    pub currency: Currency,
}

impl From<Money> for Amount {
    fn from(money: Money) -> Self {
        Self { minor: money.minor, currency: money.currency }
    }
}

impl From<Amount> for Money {
    fn from(amount: Amount) -> Self {
        Self::new(amount.minor, amount.currency)
    }
}

/// Where somebody lives. An order keeps the address it was sent to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PostalAddress {
    pub name: String,
    pub line1: String,
    #[serde(default)]
    pub line2: String,
    #[serde(default)]
    pub postcode: String,
    pub city: String,
    #[serde(default)]
    pub region: String,
    /// Two letters, ISO 3166.
    pub country: String,
}

impl From<Address> for PostalAddress {
    fn from(a: Address) -> Self {
        Self {
            name: a.name,
            line1: a.line1,
            line2: a.line2,
            postcode: a.postcode,
            city: a.city,
            region: a.region,
            country: a.country,
        }
    }
}

impl From<PostalAddress> for Address {
    fn from(a: PostalAddress) -> Self {
        Self {
            name: a.name,
            line1: a.line1,
            line2: a.line2,
            postcode: a.postcode,
            city: a.city,
            region: a.region,
            country: a.country,
        }
    }
}
