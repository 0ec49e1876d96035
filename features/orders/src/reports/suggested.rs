//! The sheets about suggestions: by what they were made for, by who made them, and what showing them changes.

use super::figures::MOST_ROWS;
use super::{Cell, Figure, Row, Sheet};
use crate::product::ProductId;
use crate::suggestions::RuleId;
use crate::suggestions::figures::{self, Lift, Tally};
use db::{Trouble, Tx};
use kit::{Moment, Money};

/// By rule, and by product something is bought together with.
pub(super) fn by_source(tx: &mut Tx<'_>, from: Moment, until: Moment) -> Result<Sheet, Trouble> {
    let rows = figures::by_source(tx, from, until)?.into_iter().map(|tally| {
        let first = source(&tally.family, &tally.label);
        counted(&tally, first)
    });
    Ok(Sheet {
        figure: Figure::SuggestionsBySource,
        key: None,
        heads: COUNTS,
        rows: rows.collect(),
    })
}

/// By whoever showed or offered them.
pub(super) fn by_agent(tx: &mut Tx<'_>, from: Moment, until: Moment) -> Result<Sheet, Trouble> {
    let rows = figures::by_agent(tx, from, until)?.into_iter().map(|tally| {
        let first = if tally.family == "agent" {
            Cell::Text(tally.label.clone())
        } else {
            Cell::Actor(tally.family.clone())
        };
        counted(&tally, first)
    });
    Ok(Sheet {
        figure: Figure::SuggestionsByAgent,
        key: None,
        heads: AGENTS,
        rows: rows.collect(),
    })
}

const COUNTS: &[&str] = &[
    "orders-suggest-source",
    "orders-suggest-shown",
    "orders-suggest-offered",
    "orders-suggest-taken",
    "orders-suggest-declined",
    "orders-suggest-revenue",
];
const AGENTS: &[&str] = &[
    "orders-who",
    "orders-suggest-shown",
    "orders-suggest-offered",
    "orders-suggest-taken",
    "orders-suggest-declined",
    "orders-suggest-revenue",
];

fn counted(tally: &Tally, first: Cell) -> Row {
    let numbers = [tally.shown, tally.offered, tally.taken, tally.declined].map(Cell::Number);
    let mut cells = vec![first];
    cells.extend(numbers);
    cells.push(Cell::Money(tally.revenue()));
    Row { key: format!("{}:{}", tally.family, tally.key), cells }
}

fn source(family: &str, label: &str) -> Cell {
    if family == "rule" {
        Cell::Text(label.to_owned())
    } else {
        Cell::Together(label.to_owned())
    }
}

/// Those who were shown something beside those who were shown nothing.
pub(super) fn lift(tx: &mut Tx<'_>, from: Moment, until: Moment) -> Result<Sheet, Trouble> {
    let rows = figures::lift(tx, from, until)?
        .into_iter()
        .map(|lift| Row { key: format!("{}:{}", lift.family, lift.key), cells: compared(&lift) });
    Ok(Sheet {
        figure: Figure::SuggestionsLift,
        key: None,
        heads: &[
            "orders-suggest-source",
            "orders-suggest-shown",
            "orders-suggest-shown-bought",
            "orders-suggest-kept-back",
            "orders-suggest-kept-back-bought",
            "orders-suggest-difference",
        ],
        rows: rows.collect(),
    })
}

fn compared(lift: &Lift) -> Vec<Cell> {
    let mut cells = vec![source(&lift.family, &lift.label)];
    cells.extend([lift.shown, lift.shown_bought, lift.held_out, lift.held_out_bought].map(Cell::Number));
    cells.push(lift.per_mille().map_or_else(|| Cell::Text("—".into()), Cell::PerMille));
    cells
}

/// The cases behind a row.
pub(super) fn behind(tx: &mut Tx<'_>, figure: Figure, key: &str, from: Moment, until: Moment) -> Result<Sheet, Trouble> {
    let (family, id) = key.split_once(':').unwrap_or((key, "0"));
    let id: i64 = id.parse().unwrap_or(0);
    let found = match (figure, family) {
        (Figure::SuggestionsByAgent, kind) => figures::of_actor(tx, kind, id, from, until, MOST_ROWS)?,
        (_, "rule") => figures::of_rule(tx, RuleId(id), from, until, MOST_ROWS)?,
        _ => figures::of_product(tx, ProductId(id), from, until, MOST_ROWS)?,
    };
    let rows = found.into_iter().map(|case| Row {
        key: String::new(),
        cells: vec![
            case.order.map_or_else(|| Cell::Text("—".into()), Cell::Order),
            Cell::Text(case.product),
            Cell::Money(Money::new(case.minor, case.currency)),
            Cell::When(case.shown_at),
        ],
    });
    Ok(Sheet {
        figure,
        key: Some(key.to_owned()),
        heads: &["orders-order-head", "orders-product", "orders-suggest-revenue", "orders-when"],
        rows: rows.collect(),
    })
}
