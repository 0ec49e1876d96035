//! The cells of a sheet as people read them.

use crate::pages::wording::{deed, role, said, value};
pub(super) use crate::reports::{Cell, Figure, Sheet};
use web::Text;

impl Cell {
    /// As people read it.
    pub(super) fn said(&self, text: &Text) -> String {
        match self {
            Self::Text(words) => words.clone(),
            Self::Order(number) => number.clone(),
            Self::Value(word) if word.is_empty() => "—".into(),
            Self::Value(word) => value(text, word),
            Self::Verb(verb) => deed(text, verb),
            Self::Role(word) => role(text, word),
            Self::Actor(word) => said(text, "actor", word),
            Self::Money(money) => text.money(*money),
            Self::Number(number) => text.number(*number),
            Self::Together(product) => text.say_with("orders-suggest-together-with", &[("product", product)]),
            Self::PerMille(share) => format!("{} %", one_decimal(*share)),
            Self::When(moment) => moment.rfc3339(),
        }
    }
}

/// 125 as `12.5`, -5 as `-0.5`.
pub(super) fn one_decimal(per_mille: i64) -> String {
    let sign = if per_mille < 0 { "-" } else { "" };
    format!("{sign}{}.{}", (per_mille / 10).abs(), (per_mille % 10).abs())
}
