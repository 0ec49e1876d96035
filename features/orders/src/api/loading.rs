//! Loading orders as they stand in another system: up to 200 at once, each by itself, the same again changes nothing.

use super::MANAGE;
use super::amount::{Amount, PostalAddress};
use super::order::Shown;
use crate::action::take_over::{Known, KnownPayment, KnownShipment, KnownUnit, take_over};
use crate::payment_method::MethodId;
use crate::unit::UnitState;
use axum::response::Response;
use customers::CustomerId;
use db::{Trouble, Work};
use kit::Currency;
use serde::Deserialize;
use web::api::{Change, ItemResults, ROOT, Reply, Time, ToSchema, post, word};
use web::{Problem, Routes};

const MOST: usize = 200;

pub fn routes() -> Routes {
    Routes::new().api(
        post("/api/v1/orders/import", MANAGE, import)
            .says("Take over up to 200 orders as they stand in another system")
            .explains(
                "Each is taken over by itself, with its own result: 201 if it is new, 200 if its `outside_reference` was taken over before, \
                 and then nothing is changed. Stock is not touched. Customers, products and payment methods come first.",
            )
            .takes::<Orders>()
            .reports::<ItemResults>(),
    )
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ImportedOrders)]
struct Orders {
    #[schema(min_items = 1, max_items = 200)]
    orders: Vec<Taken>,
}

/// An order as another system knows it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ImportedOrder)]
struct Taken {
    /// What the other system calls it; the same again changes nothing.
    outside_reference: String,
    /// Its number there; left out, it gets the next of ours.
    #[serde(default)]
    number: Option<String>,
    /// The brand's code.
    brand: String,
    customer: i64,
    /// The brand's unless said.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    currency: Option<Currency>,
    placed_at: Time,
    ship_to: PostalAddress,
    #[serde(default)]
    bill_to: Option<PostalAddress>,
    #[serde(default)]
    shipping_method: String,
    /// What shipping cost, as the brand's prices are: with tax or without.
    #[serde(default)]
    shipping: Option<Amount>,
    /// One each piece.
    #[schema(min_items = 1)]
    units: Vec<TakenUnit>,
    #[serde(default)]
    payments: Vec<TakenPayment>,
    #[serde(default)]
    shipments: Vec<TakenShipment>,
}

/// One piece.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ImportedUnit)]
struct TakenUnit {
    sku: String,
    /// What it was sold for, after discounts.
    price: Amount,
    #[schema(schema_with = word::<UnitState>)]
    state: UnitState,
}

/// Money that was taken by card, wallet, bank or invoice, and how much of it went back.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ImportedPayment)]
struct TakenPayment {
    /// One of the customer's payment methods.
    method: i64,
    amount: Amount,
    #[serde(default)]
    refunded: Option<Amount>,
    /// Reserved and not taken yet.
    #[serde(default)]
    authorised_only: bool,
    /// What the provider calls it.
    #[serde(default)]
    reference: String,
    at: Time,
}

/// A parcel.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ImportedShipment)]
struct TakenShipment {
    #[serde(default)]
    carrier: String,
    #[serde(default)]
    tracking: String,
    /// Which units, by their place from 0.
    units: Vec<usize>,
    sent_at: Time,
    #[serde(default)]
    delivered_at: Option<Time>,
}

impl Taken {
    fn known(&self) -> Known {
        let payments = self.payments.iter().map(|payment| KnownPayment {
            method: MethodId(payment.method),
            amount: payment.amount.into(),
            refunded: payment.refunded.map(Into::into),
            authorised_only: payment.authorised_only,
            reference: payment.reference.clone(),
            at: payment.at.0,
        });
        let shipments = self.shipments.iter().map(|one| KnownShipment {
            carrier: one.carrier.clone(),
            tracking: one.tracking.clone(),
            units: one.units.clone(),
            sent_at: one.sent_at.0,
            delivered_at: one.delivered_at.map(|at| at.0),
        });
        let units = self
            .units
            .iter()
            .map(|unit| KnownUnit { sku: unit.sku.clone(), price: unit.price.into(), state: unit.state });
        Known {
            outside_reference: self.outside_reference.clone(),
            number: self.number.clone(),
            brand: self.brand.clone(),
            customer: CustomerId(self.customer),
            currency: self.currency,
            placed_at: self.placed_at.0,
            ship_to: self.ship_to.clone().into(),
            bill_to: self.bill_to.clone().map(Into::into),
            shipping_method: self.shipping_method.clone(),
            shipping: self.shipping.map(Into::into),
            units: units.collect(),
            payments: payments.collect(),
            shipments: shipments.collect(),
        }
    }

    fn take_over(&self, work: &mut Work<'_>) -> Result<Reply, Trouble> {
        web::api::referred("/customer", customers::current(work, CustomerId(self.customer)).map(drop))?;
        let (id, is_new) = take_over(work, &self.known())?;
        let order = crate::orders::find(work, id)?;
        let shown = Shown::of(work, &order)?;
        if is_new {
            Reply::made(format!("{ROOT}/orders/{}", order.number), &shown)
        } else {
            Reply::one(&shown)
        }
    }
}

async fn import(change: Change<Orders>) -> Result<Response, Problem> {
    let orders = change.body.orders.clone();
    if orders.is_empty() || orders.len() > MOST {
        return Err(Problem::wrong_field("/orders", "expected 1 to 200 of them"));
    }
    change.perform_each(orders, |work, order| order.take_over(work)).await
}
