//! A rate card: what is charged for, in one currency.

use crate::{When, read, written};
use document::{Fault, Node, Reader, Words};
use kit::{Currency, Money, Rounding};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// A rate card. Charges come first, then minimum and maximum of their sum, then surcharges, then tax.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RateCard {
    pub name: String,
    pub title: Words,
    pub currency: Currency,
    /// How each step is settled in minor units.
    #[serde(serialize_with = "rounding")]
    pub rounding: Rounding,
    /// The class of whatever names none; not needed without tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_class: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax: Option<Tax>,
    pub charges: Vec<Charge>,
    /// The charges come to at least this, before surcharges.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "plain")]
    pub minimum: Option<Money>,
    /// The charges come to at most this, before surcharges.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "plain")]
    pub maximum: Option<Money>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub surcharges: Vec<Surcharge>,
}

/// Rates by class, such as 0.19.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tax {
    /// Whether the prices of the card contain the tax.
    pub inclusive: bool,
    #[serde(serialize_with = "rates")]
    pub classes: BTreeMap<String, Decimal>,
}

/// One thing charged for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Charge {
    pub name: String,
    pub title: Words,
    pub price: Price,
    /// What costs nothing at first: units, or minutes of a duration.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "written::maybe_decimal")]
    pub included: Option<Decimal>,
    /// Charged only if a quantity is given; otherwise a quantity must be given, and a fixed price counts once.
    pub optional: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_class: Option<String>,
}

/// How its price comes about. Prices for a unit may have more decimals than the currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Price {
    #[serde(serialize_with = "written::decimal::serialize")]
    Fixed(Decimal),
    #[serde(serialize_with = "written::decimal::serialize")]
    PerUnit(Decimal),
    /// Each unit costs what its own tier says.
    Graduated(Vec<Tier>),
    /// All units cost what the tier of the whole quantity says.
    Volume(Vec<Tier>),
    /// Begun stretches of so many minutes.
    Duration {
        minutes: i64,
        #[serde(serialize_with = "written::decimal::serialize")]
        price: Decimal,
        /// Even the shortest use counts as so many minutes.
        #[serde(skip_serializing_if = "Option::is_none")]
        at_least: Option<i64>,
    },
}

/// Units up to and including `up_to`; the last tier has no end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tier {
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "written::maybe_decimal")]
    pub up_to: Option<Decimal>,
    #[serde(serialize_with = "written::decimal::serialize")]
    pub price: Decimal,
}

/// What comes on top, under a condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Surcharge {
    pub name: String,
    pub title: Words,
    /// Always, if not written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    #[serde(flatten)]
    pub extra: Extra,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_class: Option<String>,
}

/// How much comes on top.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Extra {
    /// Percent of the charges, after minimum and maximum, without other surcharges.
    #[serde(serialize_with = "written::decimal::serialize")]
    Percent(Decimal),
    #[serde(serialize_with = "written::decimal::serialize")]
    Fixed(Decimal),
}

impl RateCard {
    /// Reads a document. On failure everything that is wrong with it, each with its place and remedy.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        Reader::document(text, read::card)
    }

    /// The document as text. Parsing it gives the same card.
    pub fn print(&self) -> String {
        serde_json::to_string_pretty(self).expect("a rate card has only text keys and plain values")
    }

    /// The names of all flags its surcharges ask about.
    pub fn flags(&self) -> Vec<&str> {
        self.surcharges
            .iter()
            .filter_map(|surcharge| surcharge.when.as_ref())
            .flat_map(When::flags)
            .collect()
    }
}

impl<'de> Deserialize<'de> for RateCard {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let node = Node::deserialize(deserializer)?;
        Reader::node(&node, read::card).map_err(|faults| {
            let all: Vec<String> = faults.iter().map(ToString::to_string).collect();
            serde::de::Error::custom(all.join("; "))
        })
    }
}

/// The names of roundings in documents.
pub(crate) const ROUNDINGS: [(&str, Rounding); 3] =
    [("half_up", Rounding::HalfUp), ("half_even", Rounding::HalfEven), ("down", Rounding::Down)];

fn rounding<S: Serializer>(rounding: &Rounding, serializer: S) -> Result<S::Ok, S::Error> {
    let name = ROUNDINGS.iter().find(|(_, known)| known == rounding).map_or("half_up", |(name, _)| name);
    serializer.serialize_str(name)
}

fn plain<S: Serializer>(amount: &Option<Money>, serializer: S) -> Result<S::Ok, S::Error> {
    match amount {
        Some(amount) => serializer.serialize_str(&amount.plain()),
        None => serializer.serialize_none(),
    }
}

fn rates<S: Serializer>(classes: &BTreeMap<String, Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(classes.iter().map(|(class, rate)| (class, rate.to_string())))
}
