//! Customers who may be one person, for programs.

use super::MERGE;
use crate::doubles::{self, Double, Pair, Place, Reason};
use crate::{CustomerId, current};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use serde::{Deserialize, Serialize};
use web::api::{Change, List, Look, NoQuery, Reply, ToSchema, get, post, referred};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/customer-doubles", MERGE, list)
                .says("List pairs of customers who may be one person, the surest first")
                .explains("They are compared whenever one changes. Merge them by `POST /customers/{id}/merge`, or say that they are two.")
                .lists::<ShownPair>(),
        )
        .api(
            get("/api/v1/customers/{id}/doubles", MERGE, of_one)
                .says("List whom a customer may be the same person as")
                .gives::<Doubles>(),
        )
        .api(
            post("/api/v1/customers/{id}/doubles/apart", MERGE, apart)
                .says("Say that two customers are not the same person; they are suggested no more")
                .takes::<Other>()
                .reports::<Doubles>(),
        )
        .api(
            post("/api/v1/customers/{id}/doubles/together", MERGE, together)
                .says("Take that back")
                .takes::<Other>()
                .reports::<Doubles>(),
        )
}

/// Two who may be one.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CustomerPair)]
struct ShownPair {
    one: i64,
    other: i64,
    /// How sure, up to 99.
    score: i64,
    /// `email`, `phone`, `name_and_company`, `address`, `name`.
    reasons: Vec<&'static str>,
}

fn words(reasons: &[Reason]) -> Vec<&'static str> {
    reasons.iter().map(|reason| reason.word()).collect()
}

impl From<Pair> for ShownPair {
    fn from(pair: Pair) -> Self {
        Self {
            one: pair.one.0,
            other: pair.other.0,
            score: pair.score,
            reasons: words(&pair.reasons),
        }
    }
}

/// Somebody a customer may be the same person as.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CustomerDouble)]
struct ShownDouble {
    customer: i64,
    /// How sure, up to 99.
    score: i64,
    /// `email`, `phone`, `name_and_company`, `address`, `name`.
    reasons: Vec<&'static str>,
}

impl From<Double> for ShownDouble {
    fn from(double: Double) -> Self {
        Self { customer: double.other.0, score: double.score, reasons: words(&double.reasons) }
    }
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CustomerDoubles)]
struct Doubles {
    data: Vec<ShownDouble>,
}

impl Doubles {
    fn find(tx: &mut Tx<'_>, id: i64) -> Result<Self, Trouble> {
        let customer = current(tx, CustomerId(id))?;
        Ok(Self { data: doubles::of(tx, customer)?.into_iter().map(ShownDouble::from).collect() })
    }
}

async fn list(list: List<NoQuery>) -> Result<Response, Problem> {
    let after: Option<Place> = list
        .after::<(i64, i64, i64)>()?
        .map(|(score, one, other)| (score, CustomerId(one), CustomerId(other)));
    let limit = list.limit;
    let pairs = list.site.db().read(move |tx| doubles::page(tx, after, limit + 1)).await?;
    list.page(pairs.into_iter().map(ShownPair::from).collect(), |pair| (pair.score, pair.one, pair.other))
}

async fn of_one(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&Doubles::find(tx, id)?)).await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OtherCustomer)]
struct Other {
    other: i64,
}

async fn apart(Path(id): Path<i64>, change: Change<Other>) -> Result<Response, Problem> {
    change
        .perform(move |work, asked| {
            let customer = current(work, CustomerId(id))?;
            let other = referred("/other", current(work, CustomerId(asked.other)))?;
            referred("/other", doubles::hold_apart(work, customer, other))?;
            Reply::ok(&Doubles::find(work, id)?)
        })
        .await
}

async fn together(Path(id): Path<i64>, change: Change<Other>) -> Result<Response, Problem> {
    change
        .perform(move |work, asked| {
            let customer = current(work, CustomerId(id))?;
            let other = referred("/other", current(work, CustomerId(asked.other)))?;
            referred("/other", doubles::let_together(work, customer, other))?;
            Reply::ok(&Doubles::find(work, id)?)
        })
        .await
}
