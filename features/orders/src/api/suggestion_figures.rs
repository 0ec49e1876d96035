//! What suggestions came to: by what they were made for, by who made them, and beside those who were shown nothing.

use super::MANAGE;
use super::amount::Amount;
use crate::suggestions::figures;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use web::api::{IntoParams, Look, Reply, Time, ToSchema, get};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new().api(
        get("/api/v1/suggestion-figures", MANAGE, figured)
            .says("What suggestions shown between two moments came to")
            .asks::<Between>()
            .reports::<Figures>(),
    )
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct Between {
    #[param(value_type = Time)]
    from: Time,
    #[param(value_type = Time)]
    until: Time,
}

/// What suggestions came to.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SuggestionFigures)]
struct Figures {
    by_source: Vec<Tally>,
    by_agent: Vec<Tally>,
    lift: Vec<Lift>,
}

/// How one source or one agent did, in one currency.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SuggestionTally)]
struct Tally {
    /// `rule` or `together`, or the kind of actor.
    family: String,
    key: i64,
    label: String,
    shown: i64,
    offered: i64,
    taken: i64,
    declined: i64,
    /// Without what was cancelled or sent back.
    revenue: Amount,
}

/// Those who were shown it beside those who were not.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SuggestionLift)]
struct Lift {
    family: String,
    key: i64,
    label: String,
    shown: i64,
    shown_bought: i64,
    held_out: i64,
    held_out_bought: i64,
    /// By how many in a thousand more of those who were shown it bought it; null while one side is empty.
    per_mille: Option<i64>,
}

impl From<figures::Tally> for Tally {
    fn from(one: figures::Tally) -> Self {
        Self {
            revenue: one.revenue().into(),
            family: one.family,
            key: one.key,
            label: one.label,
            shown: one.shown,
            offered: one.offered,
            taken: one.taken,
            declined: one.declined,
        }
    }
}

impl From<figures::Lift> for Lift {
    fn from(one: figures::Lift) -> Self {
        Self {
            per_mille: one.per_mille(),
            family: one.family,
            key: one.key,
            label: one.label,
            shown: one.shown,
            shown_bought: one.shown_bought,
            held_out: one.held_out,
            held_out_bought: one.held_out_bought,
        }
    }
}

async fn figured(look: Look<Between>) -> Result<Response, Problem> {
    let (from, until) = (look.asked.from.0, look.asked.until.0);
    look.answer(move |tx| {
        Reply::ok(&Figures {
            by_source: figures::by_source(tx, from, until)?.into_iter().map(Tally::from).collect(),
            by_agent: figures::by_agent(tx, from, until)?.into_iter().map(Tally::from).collect(),
            lift: figures::lift(tx, from, until)?.into_iter().map(Lift::from).collect(),
        })
    })
    .await
}
