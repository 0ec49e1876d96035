//! Rate cards: what services cost, as documents in versions; with the calculator, which charges nothing.

use super::amount::Amount;
use super::verdict::as_json;
use super::{MANAGE, SEE};
use crate::rate_cards::{self, Kept};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use rates::{Bill, RateCard, Usage};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::str::FromStr as _;
use web::api::{Change, Look, Nothing, Reply, Time, ToSchema, delete, get, post, put};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(get("/api/v1/rate-cards", SEE, list).says("List the rate cards in use").gives::<Cards>())
        .api(get("/api/v1/rate-cards/{code}", SEE, show).says("Show a rate card").word("code").gives::<Shown>())
        .api(
            put("/api/v1/rate-cards/{code}", MANAGE, keep)
                .says("Add a rate card, or its next version")
                .explains("`document` is as `docs/policies.md` describes rate cards; its `name` is the code. It counts from now on; what was charged keeps its own version.")
                .word("code")
                .takes::<CardToKeep>()
                .reports::<Shown>(),
        )
        .api(
            delete("/api/v1/rate-cards/{code}", MANAGE, retire)
                .says("Retire a rate card")
                .explains("Nobody charges by it any more; what was charged keeps it, and a new version brings it back.")
                .word("code"),
        )
        .api(
            get("/api/v1/rate-cards/{code}/versions", SEE, versions)
                .says("List every version of a rate card, the newest first, retired ones too")
                .word("code")
                .gives::<Cards>(),
        )
        .api(
            post("/api/v1/rate-cards/{code}/calculate", SEE, calculate)
                .says("Work out what something would cost, step by step; nothing is charged")
                .word("code")
                .takes::<Used>()
                .reports::<WorkedOut>(),
        )
}

/// A version of a rate card.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RateCard)]
struct Shown {
    id: i64,
    code: String,
    version: i64,
    #[schema(value_type = Object)]
    document: Value,
    valid_from: Time,
}

impl Shown {
    fn of(kept: &Kept) -> Result<Self, Trouble> {
        let document =
            serde_json::from_str(kept.document()).map_err(|fault| Trouble::Shape(format!("rate card {}: {fault}", kept.code)))?;
        Ok(Self {
            id: kept.id,
            code: kept.code.clone(),
            version: kept.version,
            document,
            valid_from: kept.valid_from.into(),
        })
    }
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RateCards)]
struct Cards {
    data: Vec<Shown>,
}

async fn list(look: Look) -> Result<Response, Problem> {
    look.answer(|tx| Reply::one(&Cards { data: rate_cards::all(tx)?.iter().map(Shown::of).collect::<Result<_, _>>()? }))
        .await
}

/// No database keeps U+0000, so no card has it in its name.
fn current(tx: &mut Tx<'_>, code: &str) -> Result<Kept, Trouble> {
    let found = if code.contains('\0') { None } else { rate_cards::current(tx, code)? };
    found.ok_or(Trouble::NotFound("rate card"))
}

async fn show(Path(code): Path<String>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&Shown::of(&current(tx, &code)?)?)).await
}

async fn versions(Path(code): Path<String>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| {
        let all = if code.contains('\0') { Vec::new() } else { rate_cards::versions(tx, &code)? };
        if all.is_empty() {
            return Err(Trouble::NotFound("rate card"));
        }
        Reply::one(&Cards { data: all.iter().map(Shown::of).collect::<Result<_, _>>()? })
    })
    .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewRateCard)]
struct CardToKeep {
    #[schema(value_type = Object)]
    document: Value,
}

async fn keep(Path(code): Path<String>, change: Change<CardToKeep>) -> Result<Response, Problem> {
    let text = change.body.document.to_string();
    let read = RateCard::parse(&text).map_err(|faults| {
        let first = faults.first().map_or_else(String::new, |fault| format!("{fault} ({} faults)", faults.len()));
        Problem::wrong_field("/document", &first)
    })?;
    if read.name != code || code.contains('\0') {
        return Err(Problem::wrong_field("/document/name", "expected the code of the address"));
    }
    change
        .perform(move |work, _| {
            let id = rate_cards::add(work, &text)?;
            Reply::ok(&Shown::of(&rate_cards::find(work, id)?)?)
        })
        .await
}

async fn retire(Path(code): Path<String>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            current(work, &code)?;
            rate_cards::retire(work, &code)?;
            Ok(Reply::done())
        })
        .await
}

/// What was used, by the names on the card.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = RateCardUsage)]
struct Used {
    /// Quantities, or minutes, as decimal texts.
    quantities: BTreeMap<String, String>,
    flags: Vec<String>,
}

/// What it would come to.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RateCardBill)]
struct WorkedOut {
    /// Each step: what, how many, at what price, comes to what.
    #[schema(value_type = Vec<Object>)]
    steps: Value,
    net: Amount,
    tax: Amount,
    total: Amount,
}

async fn calculate(Path(code): Path<String>, change: Change<Used>) -> Result<Response, Problem> {
    let mut usage = Usage::new();
    for (name, quantity) in &change.body.quantities {
        let read = Decimal::from_str(quantity).map_err(|_| Problem::wrong_field("/quantities", &format!("“{name}” is no decimal")))?;
        usage = usage.with(name, read);
    }
    let usage = change.body.flags.iter().fold(usage, |usage, flag| usage.flagged(flag));
    let card = change.site.db().read(move |tx| current(tx, &code)?.card()).await?;
    let bill: Bill = rates::calculate(&card, &usage).map_err(|trouble| Problem::wrong_field("/quantities", &trouble.to_string()))?;
    let shown = WorkedOut {
        steps: as_json(&bill.steps)?,
        net: bill.net.into(),
        tax: bill.tax.into(),
        total: bill.total.into(),
    };
    Ok(change.reply(Reply::ok(&shown)?))
}
