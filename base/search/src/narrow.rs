//! Narrowing an answer by what is known of a document besides its words: a tree the caller makes of whatever people typed.

use crate::ask::Part;
use crate::document::Facet;
use crate::fields::Fields;
use crate::leeway::Leeway;
use crate::question::{Boxed, matching};
use kit::Moment;
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{AllQuery, BooleanQuery, EmptyQuery, Occur, RangeQuery, TermSetQuery};

/// What must be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Narrow {
    /// Every one of them; of none, everything.
    All(Vec<Self>),
    /// At least one of them; of none, nothing.
    Any(Vec<Self>),
    Not(Box<Self>),
    /// One of these values, however they are written.
    Is {
        facet: Facet,
        any_of: Vec<String>,
    },
    /// A moment of it lies between these, both included.
    Between {
        when: When,
        from: Option<Moment>,
        until: Option<Moment>,
    },
    /// It belongs to one of these conversations.
    Among(Vec<i64>),
    Words(Part),
}

impl Default for Narrow {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

/// Which of a document's moments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Active,
    Opened,
    Waiting,
}

impl Narrow {
    pub(crate) fn question(&self, fields: &Fields, leeway: Leeway<'_>) -> Boxed {
        match self {
            Self::All(parts) if parts.is_empty() => Box::new(AllQuery),
            Self::All(parts) => Box::new(BooleanQuery::intersection(parts.iter().map(|part| part.question(fields, leeway)).collect())),
            Self::Any(parts) if parts.is_empty() => Box::new(EmptyQuery),
            Self::Any(parts) => Box::new(BooleanQuery::union(parts.iter().map(|part| part.question(fields, leeway)).collect())),
            Self::Not(inner) => {
                let everything: Boxed = Box::new(AllQuery);
                Box::new(BooleanQuery::new(vec![(Occur::Must, everything), (Occur::MustNot, inner.question(fields, Leeway::NONE))]))
            }
            Self::Is { facet, any_of } => Box::new(TermSetQuery::new(any_of.iter().map(|value| fields.label(*facet, value)))),
            Self::Among(conversations) => {
                Box::new(TermSetQuery::new(conversations.iter().map(|id| Term::from_field_i64(fields.conversation, *id))))
            }
            Self::Between { when, from, until } => between(fields, *when, *from, *until),
            Self::Words(part) => matching(fields, part, leeway),
        }
    }

    /// The words in it that must be there, to be shown where they were found.
    pub(crate) fn words(&self) -> Vec<&Part> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::words).collect(),
            Self::Words(part) => vec![part],
            Self::Not(_) | Self::Is { .. } | Self::Between { .. } | Self::Among(_) => Vec::new(),
        }
    }

    pub(crate) fn is_everything(&self) -> bool {
        matches!(self, Self::All(parts) if parts.is_empty())
    }
}

/// A document without that moment is in no such span.
fn between(fields: &Fields, when: When, from: Option<Moment>, until: Option<Moment>) -> Boxed {
    let field = match when {
        When::Active => fields.at,
        When::Opened => fields.opened,
        When::Waiting => fields.waiting,
    };
    let edge = |moment: Option<Moment>, open: i64| Bound::Included(Term::from_field_i64(field, moment.map_or(open, |moment| moment.0)));
    Box::new(RangeQuery::new(edge(from, i64::MIN), edge(until, i64::MAX)))
}
