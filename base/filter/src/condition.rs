//! The tree a filter becomes. Kept as JSON, so its words never change their meaning.

use crate::Day;
use serde::{Deserialize, Serialize};

/// What must be so. Made flat: an `All` holds no `All`, an `Any` no `Any`, and neither holds exactly one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Every one of them; of none, everything.
    All(Vec<Self>),
    /// At least one of them.
    Any(Vec<Self>),
    Not(Box<Self>),
    /// One of these words or names: `status:open,pending`.
    Is {
        key: Key,
        any_of: Vec<String>,
    },
    /// `priority>=high`
    Priority {
        compare: Compare,
        level: String,
    },
    /// `rating<3`: what the customer said last when asked how it was; without a number: nothing.
    Rating {
        compare: Compare,
        value: Option<i64>,
    },
    /// `waiting>2h`: how long ago something was.
    Since {
        age: Age,
        compare: Compare,
        seconds: i64,
    },
    /// `created:today`, `active>=2026-11-01`: on which day something was, by the clock of whoever asks.
    On {
        age: Age,
        compare: Compare,
        day: Day,
    },
    /// These letters in subject, first words or the customer's name.
    Words(String),
    /// The same, between quotation marks: as they stand there, and in no other form.
    Phrase(String),
}

/// What a word before the colon speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Key {
    Status,
    Team,
    Assignee,
    Tag,
    Lang,
    Customer,
    /// The customer's.
    Company,
    Inbox,
    Subject,
    Category,
    /// The conversation's own: `number:5`, `#5`.
    Number,
    /// A trait: `is:undelivered`.
    Is,
    /// Something in it: `has:attachment`.
    Has,
}

/// What a duration is measured from, and what lay on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Age {
    /// Since the customer waits.
    Waiting,
    /// Since it was opened.
    Created,
    /// Since something happened in it.
    Active,
}

/// Which way a value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compare {
    More,
    AtLeast,
    Less,
    AtMost,
    Exactly,
}

impl Compare {
    /// As it is typed.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::More => ">",
            Self::AtLeast => ">=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Exactly => ":",
        }
    }

    /// Whether `left` stands in this relation to `right`.
    pub fn holds<T: Ord>(self, left: T, right: T) -> bool {
        match self {
            Self::More => left > right,
            Self::AtLeast => left >= right,
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::Exactly => left == right,
        }
    }
}

impl Condition {
    /// What an empty filter means.
    pub const fn everything() -> Self {
        Self::All(Vec::new())
    }

    pub fn is_everything(&self) -> bool {
        matches!(self, Self::All(parts) if parts.is_empty())
    }

    /// All of these, made flat.
    pub fn all(parts: Vec<Self>) -> Self {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Self::All(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        one_or(flat, Self::All)
    }

    /// Any of these, made flat.
    pub fn any(parts: Vec<Self>) -> Self {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Self::Any(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        one_or(flat, Self::Any)
    }

    /// Whether a database must read text to answer it, which no index helps with.
    pub fn reads_text(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::reads_text),
            Self::Not(inner) => inner.reads_text(),
            Self::Words(_) | Self::Phrase(_) => true,
            Self::Is { key, .. } => matches!(key, Key::Subject | Key::Customer | Key::Company),
            Self::Priority { .. } | Self::Rating { .. } | Self::Since { .. } | Self::On { .. } => false,
        }
    }

    /// The words that must all be there, as they were typed.
    pub fn words(&self) -> Vec<&str> {
        match self {
            Self::Words(text) | Self::Phrase(text) => vec![text],
            Self::All(parts) => parts.iter().flat_map(Self::words).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether the answer depends on the clock on somebody's wall.
    pub fn names_a_day(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::names_a_day),
            Self::Not(inner) => inner.names_a_day(),
            Self::On { .. } => true,
            Self::Words(_) | Self::Phrase(_) | Self::Is { .. } | Self::Priority { .. } | Self::Rating { .. } | Self::Since { .. } => false,
        }
    }
}

fn one_or(mut parts: Vec<Condition>, many: fn(Vec<Condition>) -> Condition) -> Condition {
    match parts.len() {
        1 => parts.remove(0),
        _ => many(parts),
    }
}
