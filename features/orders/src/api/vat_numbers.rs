//! The number a customer's business is known by to the tax office.

use super::{MANAGE, SEE, customer};
use crate::vat_number;
use axum::extract::Path;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Reply, ToSchema, get, put};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/customers/{id}/vat-number", SEE, show)
                .says("Show a customer’s VAT number")
                .gives::<VatNumber>(),
        )
        .api(
            put("/api/v1/customers/{id}/vat-number", MANAGE, set)
                .says("Set a customer’s VAT number")
                .explains("It stands on papers issued from now on. An empty text takes it away.")
                .takes::<VatNumber>(),
        )
}

/// Two letters of the country, then the number; empty if there is none.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct VatNumber {
    number: String,
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| {
        let customer = customer(tx, id)?;
        Reply::one(&VatNumber { number: vat_number::of(tx, customer)?.unwrap_or_default() })
    })
    .await
}

async fn set(Path(id): Path<i64>, change: Change<VatNumber>) -> Result<Response, Problem> {
    change
        .perform(move |work, asked| {
            let customer = customer(work, id)?;
            vat_number::set(work, customer, &asked.number)?;
            Ok(Reply::done())
        })
        .await
}
