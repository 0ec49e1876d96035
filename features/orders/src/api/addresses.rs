//! A customer's addresses.

use super::amount::PostalAddress;
use super::{MANAGE, SEE, customer};
use crate::address::{self, AddressId, AddressKind};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Nothing, ROOT, Reply, Time, ToSchema, delete, get, post, word};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/customers/{id}/addresses", SEE, list)
                .says("List a customer’s addresses, defaults first")
                .gives::<Addresses>(),
        )
        .api(
            post("/api/v1/customers/{id}/addresses", MANAGE, add)
                .says("Add an address; the first of its kind is the default")
                .takes::<NewAddress>()
                .makes::<Shown>(),
        )
        .api(
            post("/api/v1/addresses/{id}/make-default", MANAGE, make_default)
                .says("Use it unless somebody says otherwise")
                .takes::<Nothing>()
                .reports::<Shown>(),
        )
        .api(delete("/api/v1/addresses/{id}", MANAGE, remove).says("Take an address out of the list; orders keep their copies"))
}

/// An address of a customer's list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HeldAddress)]
struct Shown {
    id: i64,
    customer: i64,
    #[schema(schema_with = word::<AddressKind>)]
    kind: AddressKind,
    address: PostalAddress,
    is_default: bool,
    added_at: Time,
}

impl Shown {
    fn of(held: &address::Held) -> Result<Self, Trouble> {
        Ok(Self {
            id: held.id.0,
            customer: held.customer.0,
            kind: held.kind,
            address: held.address()?.into(),
            is_default: held.is_default,
            added_at: held.added_at.into(),
        })
    }

    fn find(tx: &mut Tx<'_>, id: AddressId) -> Result<Self, Trouble> {
        Self::of(&address::find(tx, id)?)
    }
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HeldAddresses)]
struct Addresses {
    data: Vec<Shown>,
}

async fn list(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| {
        let customer = customer(tx, id)?;
        Reply::one(&Addresses {
            data: address::of(tx, customer)?.iter().map(Shown::of).collect::<Result<_, _>>()?,
        })
    })
    .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAddress {
    #[schema(schema_with = word::<AddressKind>)]
    kind: AddressKind,
    address: PostalAddress,
    #[serde(default)]
    is_default: bool,
}

async fn add(Path(id): Path<i64>, change: Change<NewAddress>) -> Result<Response, Problem> {
    change
        .perform(move |work, asked| {
            let customer = customer(work, id)?;
            let id = address::add(work, customer, asked.kind, &asked.address.clone().into(), asked.is_default)?;
            Reply::made(format!("{ROOT}/customers/{customer}/addresses"), &Shown::find(work, id)?)
        })
        .await
}

async fn make_default(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            address::make_default(work, AddressId(id))?;
            Reply::ok(&Shown::find(work, AddressId(id))?)
        })
        .await
}

async fn remove(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            address::remove(work, AddressId(id))?;
            Ok(Reply::done())
        })
        .await
}
