//! What the warehouse, the carrier and the payment provider tell: facts, not requests, so no policy judges them.

use super::order::Shown;
use super::{MANAGE, numbered};
use crate::fulfil::{self, Sending};
use crate::payments::{self, PaymentId};
use crate::shipments::{self, ShipmentId};
use crate::unit::UnitId;
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use serde::Deserialize;
use web::api::{Change, Nothing, ROOT, Reply, Time, ToSchema, post};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            post("/api/v1/orders/{number}/shipments", MANAGE, ship)
                .says("Pieces have left the house")
                .explains("What was authorised is captured, and the invoice issued if there is none.")
                .word("number")
                .takes::<Parcel>()
                .makes::<Shown>(),
        )
        .api(
            post("/api/v1/shipments/{id}/passages", MANAGE, passes)
                .says("The carrier reports something")
                .takes::<Passage>()
                .reports::<Shown>(),
        )
        .api(
            post("/api/v1/shipments/{id}/deliver", MANAGE, deliver)
                .says("It has arrived")
                .takes::<Nothing>()
                .reports::<Shown>(),
        )
        .api(
            post("/api/v1/shipments/{id}/lose", MANAGE, lose)
                .says("It will not arrive")
                .takes::<Nothing>()
                .reports::<Shown>(),
        )
        .api(
            post("/api/v1/payments/{id}/settle", MANAGE, settle)
                .says("The provider has done it")
                .takes::<Settled>()
                .reports::<super::order::Moved>(),
        )
        .api(
            post("/api/v1/payments/{id}/fail", MANAGE, fail)
                .says("The provider could not do it")
                .explains("The line no longer counts, and what it drew on can be drawn again.")
                .takes::<Failed>()
                .reports::<super::order::Moved>(),
        )
}

/// A parcel.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewShipment)]
struct Parcel {
    /// The keys of the order's units in it.
    units: Vec<i64>,
    #[serde(default)]
    carrier: String,
    #[serde(default)]
    tracking: String,
}

async fn ship(Path(number): Path<String>, change: Change<Parcel>) -> Result<Response, Problem> {
    change
        .perform(move |work, asked| {
            let order = numbered(work, &number)?;
            let sending = Sending {
                units: asked.units.iter().map(|id| UnitId(*id)).collect(),
                carrier: asked.carrier.clone(),
                tracking: asked.tracking.clone(),
            };
            fulfil::ship(work, order.id, &sending)?;
            let order = crate::orders::find(work, order.id)?;
            Reply::made(format!("{ROOT}/orders/{}", order.number), &Shown::of(work, &order)?)
        })
        .await
}

/// The order a shipment is of, as it is now.
fn order_of(tx: &mut Tx<'_>, id: ShipmentId) -> Result<Shown, Trouble> {
    let shipment = shipments::find(tx, id)?;
    let order = crate::orders::find(tx, shipment.order)?;
    Shown::of(tx, &order)
}

/// Something the carrier saw.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPassage)]
struct Passage {
    what: String,
    #[serde(default)]
    place: String,
    at: Time,
}

async fn passes(Path(id): Path<i64>, change: Change<Passage>) -> Result<Response, Problem> {
    let id = ShipmentId(id);
    change
        .perform(move |work, asked| {
            fulfil::passes(work, id, &asked.what, &asked.place, asked.at.0)?;
            Reply::ok(&order_of(work, id)?)
        })
        .await
}

async fn deliver(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    let id = ShipmentId(id);
    change
        .perform(move |work, _| {
            fulfil::deliver(work, id)?;
            Reply::ok(&order_of(work, id)?)
        })
        .await
}

async fn lose(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    let id = ShipmentId(id);
    change
        .perform(move |work, _| {
            fulfil::lose(work, id)?;
            Reply::ok(&order_of(work, id)?)
        })
        .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PaymentSettled)]
struct Settled {
    /// What the provider calls it.
    reference: String,
}

async fn settle(Path(id): Path<i64>, change: Change<Settled>) -> Result<Response, Problem> {
    let id = PaymentId(id);
    change
        .perform(move |work, asked| {
            payments::find(work, id)?;
            payments::settle(work, id, &asked.reference)?;
            Reply::ok(&super::order::Moved::from(&payments::find(work, id)?))
        })
        .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PaymentFailed)]
struct Failed {
    reason: String,
}

async fn fail(Path(id): Path<i64>, change: Change<Failed>) -> Result<Response, Problem> {
    let id = PaymentId(id);
    change
        .perform(move |work, asked| {
            payments::find(work, id)?;
            payments::fail(work, id, &asked.reason)?;
            Reply::ok(&super::order::Moved::from(&payments::find(work, id)?))
        })
        .await
}
