//! Kept verdicts: what was said about an action, by which version of the policy, and what it was told.

use super::verdict::{Judged, as_json};
use super::{SEE, numbered};
use crate::verdict::{self, Kept, VerdictId};
use axum::extract::Path;
use axum::response::Response;
use db::Trouble;
use serde::Serialize;
use serde_json::Value;
use web::api::{List, Look, NoQuery, Reply, Time, ToSchema, get};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/verdicts/{id}", SEE, show)
                .says("Show a verdict with what it was founded on")
                .gives::<Shown>(),
        )
        .api(
            get("/api/v1/orders/{number}/verdicts", SEE, of_order)
                .says("List the verdicts on an order, the newest first")
                .word("number")
                .lists::<Shown>(),
        )
}

/// A verdict as it was kept.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = KeptVerdict)]
struct Shown {
    id: i64,
    verb: String,
    /// The version of the policy, at `/policies/{id}`.
    policy: Option<i64>,
    order: Option<i64>,
    customer: Option<i64>,
    country: String,
    /// Everything the policy was told.
    #[schema(value_type = Object)]
    inputs: Value,
    verdict: Judged,
    actor_kind: String,
    actor_id: Option<i64>,
    judged_at: Time,
}

impl Shown {
    fn of(kept: &Kept) -> Result<Self, Trouble> {
        Ok(Self {
            id: kept.id.0,
            verb: kept.verb.clone(),
            policy: kept.policy.map(|id| id.0),
            order: kept.order.map(|id| id.0),
            customer: kept.customer.map(|id| id.0),
            country: kept.country.clone(),
            inputs: as_json(&kept.facts()?)?,
            verdict: Judged::of(kept.verdict()?)?,
            actor_kind: kept.actor_kind.clone(),
            actor_id: kept.actor_id,
            judged_at: kept.judged_at.into(),
        })
    }
}

async fn show(look: Look, Path(id): Path<i64>) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&Shown::of(&verdict::find(tx, VerdictId(id))?)?)).await
}

async fn of_order(Path(number): Path<String>, list: List<NoQuery>) -> Result<Response, Problem> {
    let before = list.after::<i64>()?;
    list.answer(
        |shown: &Shown| shown.id,
        move |tx, limit| {
            let order = numbered(tx, &number)?.id;
            let kept = verdict::of_order_before(tx, order, before.map(VerdictId), limit)?;
            kept.iter().map(Shown::of).collect()
        },
    )
    .await
}
