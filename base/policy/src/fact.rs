//! What the caller knows when it asks: facts by name. The names, their kinds and meanings are in [`FACTS`](crate::FACTS).

use jiff::civil::Date;
use kit::Money;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One thing known. A date is a text such as `2026-03-31`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Fact {
    Flag(bool),
    Number(i64),
    Text(String),
    Texts(Vec<String>),
    Money(Money),
}

/// Everything known about one action, by the name of the fact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Facts(BTreeMap<String, Fact>);

impl Facts {
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with one fact more; a fact given twice is the last one given.
    #[must_use]
    pub fn with(mut self, name: &str, fact: impl Into<Fact>) -> Self {
        self.set(name, fact);
        self
    }

    /// The same, with the fact only if it is known.
    #[must_use]
    pub fn with_known(self, name: &str, fact: Option<impl Into<Fact>>) -> Self {
        match fact {
            Some(fact) => self.with(name, fact),
            None => self,
        }
    }

    pub fn set(&mut self, name: &str, fact: impl Into<Fact>) {
        self.0.insert(name.to_owned(), fact.into());
    }

    /// Takes a fact away.
    pub fn forget(&mut self, name: &str) -> Option<Fact> {
        self.0.remove(name)
    }

    pub fn get(&self, name: &str) -> Option<&Fact> {
        self.0.get(name)
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Fact)> {
        self.0.iter().map(|(name, fact)| (name.as_str(), fact))
    }

    /// Those of these names that are known.
    #[must_use]
    pub fn only<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Self {
        let known = names.into_iter().filter_map(|name| Some((name.to_owned(), self.get(name)?.clone())));
        Self(known.collect())
    }
}

impl Fact {
    /// The day, if it is one.
    pub fn date(&self) -> Option<Date> {
        match self {
            Self::Text(text) if text.len() == 10 => text.parse().ok(),
            _ => None,
        }
    }

    /// One text or several.
    pub fn texts(&self) -> Option<&[String]> {
        match self {
            Self::Text(text) => Some(std::slice::from_ref(text)),
            Self::Texts(texts) => Some(texts),
            _ => None,
        }
    }
}

impl From<bool> for Fact {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<i64> for Fact {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Fact {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Fact {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<String>> for Fact {
    fn from(texts: Vec<String>) -> Self {
        Self::Texts(texts)
    }
}

impl From<Money> for Fact {
    fn from(money: Money) -> Self {
        Self::Money(money)
    }
}

impl From<Date> for Fact {
    fn from(day: Date) -> Self {
        Self::Text(day.to_string())
    }
}
