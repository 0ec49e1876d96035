//! Reports on orders: a sheet of rows for each figure, and what is behind each row. Pages, files and programs are given the
//! same sheets.

mod figures;
mod suggested;

pub use figures::{behind, sheet};

use kit::{Moment, Money};

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
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

/// One line of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What [`behind`] is asked with.
    pub key: String,
    pub cells: Vec<Cell>,
}

/// A figure in a period, or the rows behind one of its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub figure: Figure,
    /// Set on the rows behind one row.
    pub key: Option<String>,
    pub heads: &'static [&'static str],
    pub rows: Vec<Row>,
}
