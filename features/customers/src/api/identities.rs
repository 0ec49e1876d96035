//! The ways a customer is known.

use super::EDIT;
use super::customer::{Shown, location};
use super::customers::NewIdentity;
use crate::identities::{self, IdentityId};
use crate::{CustomerId, Source, mark_deliverable};
use axum::extract::Path;
use axum::response::Response;
use db::Trouble;
use serde::Deserialize;
use web::api::{Change, Nothing, Reply, ToSchema, delete, patch, post};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            post("/api/v1/customers/{id}/identities", EDIT, add)
                .says("Add a way a customer is known")
                .takes::<NewIdentity>()
                .makes::<Shown>(),
        )
        .api(
            patch("/api/v1/customers/{id}/identities/{identity}", EDIT, change)
                .says("Verify an identity, make it the first of its kind, or say that mail reaches it again")
                .takes::<IdentityChange>()
                .gives::<Shown>()
                .conditional(),
        )
        .api(delete("/api/v1/customers/{id}/identities/{identity}", EDIT, remove).says("Take an identity away"))
}

async fn add(Path(id): Path<i64>, change: Change<NewIdentity>) -> Result<Response, Problem> {
    let (customer, identity) = (CustomerId(id), change.body.read("/value")?);
    change
        .perform(move |work, _| {
            crate::find(work, customer)?;
            identities::add(work, customer, &identity, Source::Api)?;
            Reply::made(location(customer), &Shown::find(work, customer)?)
        })
        .await
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct IdentityChange {
    /// Whether it is proven to be theirs.
    is_verified: Option<bool>,
    /// True makes it the one of its kind we use first.
    is_primary: Option<bool>,
    /// True says that mail reaches it again.
    is_deliverable: Option<bool>,
}

async fn change(Path((id, identity)): Path<(i64, i64)>, change: Change<IdentityChange>) -> Result<Response, Problem> {
    let (customer, identity) = (CustomerId(id), IdentityId(identity));
    if change.body.is_primary == Some(false) {
        return Err(Problem::wrong_field("/is_primary", "make another one the primary instead"));
    }
    if change.body.is_deliverable == Some(false) {
        return Err(Problem::wrong_field("/is_deliverable", "only mail that comes back says so"));
    }
    change
        .alter(
            move |tx| Shown::find(tx, customer),
            move |work, asked| {
                let held = identities::find(work, customer, identity)?;
                match asked.is_verified {
                    Some(true) => identities::verify(work, customer, identity)?,
                    Some(false) => identities::doubt(work, customer, identity)?,
                    None => {}
                }
                if asked.is_primary == Some(true) {
                    identities::make_primary(work, customer, identity)?;
                }
                if asked.is_deliverable == Some(true) {
                    deliverable(work, &held.value)?;
                }
                Ok(())
            },
        )
        .await
}

fn deliverable(work: &mut db::Work<'_>, value: &str) -> Result<(), Trouble> {
    match kit::EmailAddress::parse(value) {
        Ok(address) => mark_deliverable(work, &address).map(drop),
        Err(_) => Ok(()),
    }
}

async fn remove(Path((id, identity)): Path<(i64, i64)>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            identities::remove(work, CustomerId(id), IdentityId(identity))?;
            Ok(Reply::done())
        })
        .await
}
