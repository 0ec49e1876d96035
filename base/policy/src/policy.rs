//! A policy: whom it is for, when it holds, and what it says about each action.

use crate::approval::GIVEN_FACTS;
use crate::{Action, Kind, Predicate, Strength, read};
use document::{Fault, Node, Reader, Words};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};

/// A policy document. The only ways to make one from text are [`Policy::parse`] and serde, which are equally strict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Policy {
    pub name: String,
    /// Brands it is for; none named is all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub brands: Vec<String>,
    /// Countries it is for, as two capital letters (ISO 3166); none named is all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    /// The first day it holds.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "written")]
    pub valid_from: Option<Date>,
    /// The last day it holds.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "written")]
    pub valid_until: Option<Date>,
    /// Facts of the company's own, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, OwnFact>,
    /// How strongly the customer must be verified before something is told. What is not named is not told.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub disclosures: BTreeMap<String, Strength>,
    /// For how many minutes each way of being verified holds. What is not named holds as long as the program says.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub verified_for: BTreeMap<Strength, i64>,
    pub actions: BTreeMap<String, Action>,
}

/// A fact the company defines for records of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnFact {
    pub kind: Kind,
    pub meaning: Words,
}

impl Policy {
    /// Reads a document. On failure everything that is wrong with it, each with its place and remedy.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        Reader::document(text, read::policy)
    }

    /// The document as text. Parsing it gives the same policy.
    pub fn print(&self) -> String {
        serde_json::to_string_pretty(self).expect("a policy has only text keys and plain values")
    }

    /// The facts that judging an action may ask for: what a caller collects before it judges.
    pub fn facts_for(&self, name: &str) -> BTreeSet<&str> {
        let Some(action) = self.actions.get(name) else { return BTreeSet::new() };
        let conditions = action.rules.iter().flat_map(|rule| rule.when.iter().chain([&rule.require]));
        let mut facts: BTreeSet<&str> = conditions.flat_map(Predicate::facts).collect();
        if action.identity != Strength::None {
            facts.insert("customer.verified");
        }
        if !action.needs_approval_above.is_empty() {
            facts.extend(["actor.role", "action.amount"]);
        }
        if !action.per_day.is_empty() {
            facts.extend(["actor.role", "actor.actions_today", "actor.amount_today", "action.amount"]);
        }
        if self.counts_together(name) {
            facts.extend(GIVEN_FACTS);
        }
        facts
    }

    /// Whether it is for this brand, in this country, on this day.
    pub fn holds_for(&self, brand: &str, country: &str, day: Date) -> bool {
        let named = |list: &[String], one: &str| list.is_empty() || list.iter().any(|name| name == one);
        named(&self.brands, brand) && named(&self.countries, country) && self.holds_on(day)
    }

    fn holds_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|first| first <= day) && self.valid_until.is_none_or(|last| day <= last)
    }
}

impl<'de> Deserialize<'de> for Policy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let node = Node::deserialize(deserializer)?;
        Reader::node(&node, read::policy).map_err(|faults| {
            let all: Vec<String> = faults.iter().map(ToString::to_string).collect();
            serde::de::Error::custom(all.join("; "))
        })
    }
}

fn written<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}
