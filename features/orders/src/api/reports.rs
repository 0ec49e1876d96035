//! Reports: the same figures as on the page of reports, each with the rows behind it.

use super::MANAGE;
use super::amount::Amount;
use crate::reports::{self, Cell, Figure, Row, Sheet};
use axum::extract::Path;
use axum::response::Response;
use db::Trouble;
use kit::Moment;
use serde::{Deserialize, Serialize};
use web::api::{IntoParams, Look, Reply, Time, ToSchema, get, word};
use web::{Problem, Routes};

const USUAL_SECONDS: i64 = 30 * 86_400;

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/reports/orders", MANAGE, all)
                .says("Every report on orders in a period")
                .explains("Refunds by reason, agent and product, return rate, approvals waiting, denials by policy, money promised but not yet paid, and what suggestions came to. What waits or is promised is that of now. Without a period it is the last 30 days.")
                .asks::<Asked>()
                .reports::<Reports>(),
        )
        .api(
            get("/api/v1/reports/orders/{figure}", MANAGE, one)
                .says("One report in a period")
                .word("figure")
                .asks::<Asked>()
                .reports::<Report>(),
        )
        .api(
            get("/api/v1/reports/orders/{figure}/rows", MANAGE, rows)
                .says("What is behind one row of a report, the newest first, at most 5,000")
                .word("figure")
                .asks::<Behind>()
                .reports::<ReportRows>(),
        )
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
struct Asked {
    /// From this moment on; 30 days before its end unless said.
    #[param(value_type = Time, required = false)]
    from: Option<Time>,
    /// Up to this moment; now unless said.
    #[param(value_type = Time, required = false)]
    until: Option<Time>,
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
struct Behind {
    /// The row's `key`.
    #[param(required = true)]
    key: String,
    /// From this moment on; 30 days before its end unless said.
    #[param(value_type = Time, required = false)]
    from: Option<Time>,
    /// Up to this moment; now unless said.
    #[param(value_type = Time, required = false)]
    until: Option<Time>,
}

fn period(now: Moment, from: Option<Time>, until: Option<Time>) -> (Moment, Moment) {
    let until = until.map_or(now, |at| at.0);
    (from.map_or_else(|| until.plus_seconds(-USUAL_SECONDS), |at| at.0), until)
}

/// A figure in a period.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OrderReport)]
struct Report {
    #[schema(schema_with = word::<Figure>)]
    figure: Figure,
    from: Time,
    until: Time,
    rows: Vec<Counted>,
}

/// One row of a report; what a figure does not count is null.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = OrderReportRow)]
struct Counted {
    /// Ask for what is behind it with this.
    key: String,
    /// What it is about, as stored: a reason, a name, a role, an action and its deny code.
    labels: Vec<String>,
    count: Option<i64>,
    amount: Option<Amount>,
    /// Of a return rate: pieces delivered in the period.
    delivered: Option<i64>,
    /// Of a return rate: how many of them came back or are on their way.
    returned: Option<i64>,
    /// Of a return rate the share, of a comparison of suggestions the difference, in per mille.
    per_mille: Option<i64>,
    /// Of suggestions: how many were shown, and what became of them.
    suggestions: Option<Suggested>,
}

/// What became of suggestions: of those shown, or of those shown beside those kept back for a comparison.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = OrderReportSuggestions)]
struct Suggested {
    shown: Option<i64>,
    offered: Option<i64>,
    taken: Option<i64>,
    declined: Option<i64>,
    /// Of a comparison: how many who were shown it bought.
    shown_bought: Option<i64>,
    /// Of a comparison: how many were shown nothing.
    kept_back: Option<i64>,
    /// Of a comparison: how many of those bought.
    kept_back_bought: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OrderReports)]
struct Reports {
    data: Vec<Report>,
}

impl Report {
    fn of(sheet: Sheet, from: Moment, until: Moment) -> Self {
        Self {
            figure: sheet.figure,
            from: from.into(),
            until: until.into(),
            rows: sheet.rows.into_iter().map(|row| Counted::of(row, sheet.figure)).collect(),
        }
    }
}

impl Counted {
    fn of(row: Row, figure: Figure) -> Self {
        let mut counted = Self { key: row.key, ..Self::default() };
        let mut numbers = Vec::new();
        for cell in row.cells {
            match cell {
                Cell::Text(words)
                | Cell::Value(words)
                | Cell::Verb(words)
                | Cell::Role(words)
                | Cell::Actor(words)
                | Cell::Together(words)
                | Cell::Order(words) => {
                    counted.labels.push(words);
                }
                Cell::Money(amount) => counted.amount = Some(amount.into()),
                Cell::Number(number) => numbers.push(number),
                Cell::PerMille(share) => counted.per_mille = Some(share),
                Cell::When(_) => {}
            }
        }
        counted.of_numbers(figure, &mut numbers.into_iter());
        counted
    }

    /// What the numbers of a row are, by the figure, in the order of its columns.
    fn of_numbers(&mut self, figure: Figure, numbers: &mut impl Iterator<Item = i64>) {
        match figure {
            Figure::ReturnRate => (self.delivered, self.returned) = (numbers.next(), numbers.next()),
            Figure::SuggestionsBySource | Figure::SuggestionsByAgent => {
                self.suggestions = Some(Suggested {
                    shown: numbers.next(),
                    offered: numbers.next(),
                    taken: numbers.next(),
                    declined: numbers.next(),
                    ..Suggested::default()
                });
            }
            Figure::SuggestionsLift => {
                self.suggestions = Some(Suggested {
                    shown: numbers.next(),
                    shown_bought: numbers.next(),
                    kept_back: numbers.next(),
                    kept_back_bought: numbers.next(),
                    ..Suggested::default()
                });
            }
            _ => self.count = numbers.next(),
        }
    }
}

/// What is behind a row.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OrderReportRows)]
struct ReportRows {
    #[schema(schema_with = word::<Figure>)]
    figure: Figure,
    key: String,
    rows: Vec<Line>,
}

/// One thing that was counted.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OrderReportLine)]
struct Line {
    /// The number of the order, if it is about one.
    order: Option<String>,
    /// The action, or what happened.
    what: String,
    amount: Option<Amount>,
    at: Option<Time>,
}

impl Line {
    fn of(row: Row) -> Self {
        let mut line = Self { order: None, what: String::new(), amount: None, at: None };
        for cell in row.cells {
            match cell {
                Cell::Order(number) => line.order = Some(number),
                Cell::Verb(verb) => line.what = verb,
                Cell::Money(amount) => line.amount = Some(amount.into()),
                Cell::When(moment) => line.at = Some(moment.into()),
                _ => {}
            }
        }
        line
    }
}

async fn all(look: Look<Asked>) -> Result<Response, Problem> {
    let asked = look.asked.clone();
    look.answer(move |tx| {
        let (from, until) = period(tx.now(), asked.from, asked.until);
        let sheets = Figure::ALL
            .iter()
            .map(|figure| Ok(Report::of(reports::sheet(tx, *figure, from, until)?, from, until)));
        Reply::ok(&Reports { data: sheets.collect::<Result<_, Trouble>>()? })
    })
    .await
}

fn figure_of(word: &str) -> Result<Figure, Trouble> {
    Figure::of_word(word).ok_or(Trouble::NotFound("figure"))
}

async fn one(Path(figure): Path<String>, look: Look<Asked>) -> Result<Response, Problem> {
    let asked = look.asked.clone();
    look.answer(move |tx| {
        let (from, until) = period(tx.now(), asked.from, asked.until);
        Reply::ok(&Report::of(reports::sheet(tx, figure_of(&figure)?, from, until)?, from, until))
    })
    .await
}

async fn rows(Path(figure): Path<String>, look: Look<Behind>) -> Result<Response, Problem> {
    let asked = look.asked.clone();
    look.answer(move |tx| {
        let (from, until) = period(tx.now(), asked.from, asked.until);
        // No database keeps U+0000, so nothing is counted under it.
        let key = asked.key.replace('\0', "");
        let sheet = reports::behind(tx, figure_of(&figure)?, &key, from, until)?;
        Reply::ok(&ReportRows { figure: sheet.figure, key, rows: sheet.rows.into_iter().map(Line::of).collect() })
    })
    .await
}
