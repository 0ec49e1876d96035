//! The catalogue of plans: what one period of a subscription costs.

use super::amount::Amount;
use super::{MANAGE, SEE};
use crate::brand::{self, BrandId};
use crate::plans::{self, NewPlan, PlanId, SubscriptionPlan};
use crate::subscription::PeriodUnit;
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Nothing, ROOT, Reply, Time, ToSchema, get, post, put, word};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/brands/{id}/plans", SEE, list)
                .says("List a brand’s plans, those on offer first")
                .gives::<Plans>(),
        )
        .api(
            post("/api/v1/brands/{id}/plans", MANAGE, add)
                .says("Add a plan: what one period of a subscription costs")
                .takes::<PlanToAdd>()
                .makes::<Shown>(),
        )
        .api(
            put("/api/v1/plans/{id}/prices", MANAGE, set_price)
                .says("Set what a plan costs in a currency")
                .explains("Subscriptions that run keep the price they were agreed at.")
                .takes::<Amount>(),
        )
        .api(
            post("/api/v1/plans/{id}/withdraw", MANAGE, withdraw)
                .says("Take a plan off the catalogue; subscriptions that run go on")
                .takes::<Nothing>()
                .reports::<Shown>(),
        )
}

/// A plan and its prices.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Plan)]
struct Shown {
    id: i64,
    brand: i64,
    /// The word requests name it by.
    code: String,
    name: String,
    tax_class: String,
    #[schema(schema_with = word::<PeriodUnit>)]
    period_unit: PeriodUnit,
    period_count: i64,
    prices: Vec<Amount>,
    withdrawn_at: Option<Time>,
}

impl Shown {
    fn of(tx: &mut Tx<'_>, plan: SubscriptionPlan) -> Result<Self, Trouble> {
        Ok(Self {
            id: plan.id.0,
            brand: plan.brand.0,
            prices: plans::prices(tx, plan.id)?.into_iter().map(Amount::from).collect(),
            code: plan.code,
            name: plan.name,
            tax_class: plan.tax_class,
            period_unit: plan.period_unit,
            period_count: plan.period_count,
            withdrawn_at: plan.archived_at.map(Time::from),
        })
    }
}

#[derive(Debug, Serialize, ToSchema)]
struct Plans {
    data: Vec<Shown>,
}

async fn list(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| {
        let brand = brand::find(tx, BrandId(id))?.id;
        let found = plans::of_brand(tx, brand)?;
        Reply::one(&Plans {
            data: found.into_iter().map(|plan| Shown::of(tx, plan)).collect::<Result<_, _>>()?,
        })
    })
    .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPlan)]
struct PlanToAdd {
    code: String,
    /// What customers read on their papers.
    name: String,
    #[serde(default = "crate::action::standard_class")]
    tax_class: String,
    #[schema(schema_with = word::<PeriodUnit>)]
    period_unit: PeriodUnit,
    period_count: i64,
    prices: Vec<Amount>,
}

async fn add(Path(id): Path<i64>, change: Change<PlanToAdd>) -> Result<Response, Problem> {
    change
        .perform(move |work, asked| {
            let new = NewPlan {
                brand: brand::find(work, BrandId(id))?.id,
                code: asked.code.clone(),
                name: asked.name.clone(),
                tax_class: asked.tax_class.clone(),
                every: asked.period_unit.every(asked.period_count),
                prices: asked.prices.iter().map(|price| (*price).into()).collect(),
            };
            let plan = plans::add(work, &new)?;
            let plan = plans::find(work, plan)?;
            Reply::made(format!("{ROOT}/brands/{id}/plans"), &Shown::of(work, plan)?)
        })
        .await
}

async fn set_price(Path(id): Path<i64>, change: Change<Amount>) -> Result<Response, Problem> {
    change
        .perform(move |work, asked| {
            plans::set_price(work, PlanId(id), (*asked).into())?;
            Ok(Reply::done())
        })
        .await
}

async fn withdraw(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            plans::withdraw(work, PlanId(id))?;
            let plan = plans::find(work, PlanId(id))?;
            Reply::ok(&Shown::of(work, plan)?)
        })
        .await
}
