//! Subscriptions: lists and one. They are started, changed, paused, taken up again and ended by actions; the desk renews them.

use super::SEE;
use super::amount::Amount;
use crate::brand;
use crate::subscription::{self, PeriodUnit, Subscription, SubscriptionState};
use axum::extract::Path;
use axum::response::Response;
use db::{Conditions, Trouble, Tx, sql};
use serde::{Deserialize, Serialize};
use web::api::{IntoParams, List, Look, Reply, Time, ToSchema, get, word};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/subscriptions", SEE, list)
                .says("List subscriptions, the newest first")
                .asks::<Filter>()
                .lists::<Shown>(),
        )
        .api(get("/api/v1/subscriptions/{id}", SEE, show).says("Show a subscription").gives::<Shown>())
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
struct Filter {
    #[param(required = false)]
    customer: Option<i64>,
    #[param(required = false)]
    account: Option<i64>,
    #[param(schema_with = word::<SubscriptionState>, required = false)]
    state: Option<SubscriptionState>,
}

/// A price for each period, charged when the period begins.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Subscription)]
struct Shown {
    id: i64,
    customer: i64,
    account: Option<i64>,
    /// The brand's code.
    brand: String,
    plan: String,
    price: Amount,
    tax_class: String,
    /// What its periods are counted in.
    #[schema(schema_with = word::<PeriodUnit>)]
    period_unit: PeriodUnit,
    period_count: i64,
    #[schema(schema_with = word::<SubscriptionState>)]
    state: SubscriptionState,
    period_from: Time,
    /// When the next period is charged; of a paused one, until when it is paid.
    period_until: Time,
    started_at: Time,
    ended_at: Option<Time>,
}

impl Shown {
    fn of(tx: &mut Tx<'_>, one: &Subscription) -> Result<Self, Trouble> {
        Ok(Self {
            id: one.id,
            customer: one.customer.0,
            account: one.account.map(|id| id.0),
            brand: brand::find(tx, one.brand)?.code,
            plan: one.plan.clone(),
            price: one.price().into(),
            tax_class: one.tax_class.clone(),
            period_unit: one.period_unit,
            period_count: one.period_count,
            state: one.state,
            period_from: one.period_from.into(),
            period_until: one.period_until.into(),
            started_at: one.started_at.into(),
            ended_at: one.ended_at.map(Time),
        })
    }
}

async fn list(list: List<Filter>) -> Result<Response, Problem> {
    let asked = &list.asked;
    let mut narrow = Conditions::new();
    for (condition, value) in [
        ("s.customer_id = $?", asked.customer),
        ("s.account_id = $?", asked.account),
        ("s.id < $?", list.after::<i64>()?),
    ] {
        if let Some(value) = value {
            narrow.add_with(condition, value);
        }
    }
    if let Some(state) = asked.state {
        narrow.add_with("s.state = $?", state);
    }
    list.answer(|shown: &Shown| shown.id, move |tx, limit| newest_first(tx, narrow, limit)).await
}

fn newest_first(tx: &mut Tx<'_>, narrow: Conditions, limit: i64) -> Result<Vec<Shown>, Trouble> {
    let found: Vec<Subscription> = sql(
        "SELECT s.id, s.customer_id, s.account_id, s.brand_id, s.plan, s.currency, s.price_minor, s.tax_class, s.period_unit,
                s.period_count, s.anchor_on, s.state, s.period_from, s.period_until, s.started_at, s.ended_at
           FROM subscription s",
    )
    .narrowed(narrow, &format!("ORDER BY s.id DESC LIMIT {limit}"))
    .all(tx)?;
    found.iter().map(|one| Shown::of(tx, one)).collect()
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| {
        let found = subscription::find(tx, id)?;
        Reply::one(&Shown::of(tx, &found)?)
    })
    .await
}
