//! A sheet of a report: heads, rows of cells, and each row's key. The page and the CSV are drawn from the same one.

use crate::pages::wording::{deed, role, said, value};
use kit::{Moment, Money};
use web::Text;

db::words!(
    /// What a sheet counts.
    Figure {
        RefundsByReason = "refunds_by_reason",
        RefundsByAgent = "refunds_by_agent",
        RefundsByProduct = "refunds_by_product",
        ReturnRate = "return_rate",
        ApprovalsWaiting = "approvals_waiting",
        Denials = "denials",
        Promised = "promised",
        SuggestionsBySource = "suggestions_by_source",
        SuggestionsByAgent = "suggestions_by_agent",
        SuggestionsLift = "suggestions_lift",
    }
);

/// One value.
pub(super) enum Cell {
    /// Words anybody may have written.
    Text(String),
    /// A word policies know: a reason, a method.
    Value(String),
    Verb(String),
    Role(String),
    /// What somebody is who is no agent: `customer`, `automation`.
    Actor(String),
    Money(Money),
    Number(i64),
    PerMille(i64),
    /// What is bought together with this product.
    Together(String),
    Order(String),
    When(Moment),
}

pub(super) struct Row {
    /// What [`super::figures::behind`] is asked with.
    pub key: String,
    pub cells: Vec<Cell>,
}

pub(super) struct Sheet {
    pub figure: Figure,
    /// Set on the rows behind one row.
    pub key: Option<String>,
    pub heads: &'static [&'static str],
    pub rows: Vec<Row>,
}

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
