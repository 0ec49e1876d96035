//! A customer's ways to pay: references to what a provider or a balance of ours holds, never a card number.

use super::{MANAGE, SEE, customer};
use crate::balance::{self, BalanceId, BalanceKind};
use crate::payment_method::{self, Method, MethodId, MethodKind, NewMethod};
use axum::extract::Path;
use axum::response::Response;
use db::Trouble;
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Nothing, ROOT, Reply, Time, ToSchema, delete, get, post, referred, word};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/customers/{id}/payment-methods", SEE, list)
                .says("List a customer’s ways to pay, the default first")
                .gives::<Methods>(),
        )
        .api(
            post("/api/v1/customers/{id}/payment-methods", MANAGE, add)
                .says("Add a way to pay")
                .explains("`reference` is the provider’s token; anything that reads like a card number is refused. A gift card or store credit names its `balance`.")
                .takes::<NewPaymentMethod>()
                .makes::<Shown>(),
        )
        .api(delete("/api/v1/payment-methods/{id}", MANAGE, remove).says("Take a way to pay out of the list; what was paid with it stays refundable"))
}

/// A way to pay.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PaymentMethod)]
struct Shown {
    id: i64,
    customer: i64,
    #[schema(schema_with = word::<MethodKind>)]
    kind: MethodKind,
    /// What people recognise it by: “Visa ending 4242”.
    label: String,
    reference: String,
    balance: Option<i64>,
    is_default: bool,
    added_at: Time,
}

impl From<Method> for Shown {
    fn from(method: Method) -> Self {
        Self {
            id: method.id.0,
            customer: method.customer.0,
            kind: method.kind,
            label: method.label,
            reference: method.reference,
            balance: method.balance.map(|id| id.0),
            is_default: method.is_default,
            added_at: method.added_at.into(),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PaymentMethods)]
struct Methods {
    data: Vec<Shown>,
}

async fn list(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| {
        let customer = customer(tx, id)?;
        Reply::one(&Methods { data: payment_method::of(tx, customer)?.into_iter().map(Shown::from).collect() })
    })
    .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPaymentMethod {
    #[schema(schema_with = word::<MethodKind>)]
    kind: MethodKind,
    label: String,
    #[serde(default)]
    reference: String,
    /// For a gift card or store credit: the balance it draws on.
    #[serde(default)]
    balance: Option<i64>,
}

async fn add(Path(id): Path<i64>, change: Change<NewPaymentMethod>) -> Result<Response, Problem> {
    change
        .perform(move |work, asked| {
            let customer = customer(work, id)?;
            if let Some(id) = asked.balance {
                let held = referred("/balance", balance::find(work, BalanceId(id)))?;
                // Store credit is one customer's; a gift card is whoever's holds it, unless it was given to somebody.
                let own = held.customer == Some(customer) || (held.kind == BalanceKind::GiftCard && held.customer.is_none());
                if !own {
                    return referred("/balance", Err(Trouble::NotFound("balance")));
                }
            }
            let new = NewMethod {
                kind: asked.kind,
                label: asked.label.clone(),
                reference: asked.reference.clone(),
                balance: asked.balance.map(BalanceId),
            };
            let id = payment_method::add(work, customer, &new)?;
            Reply::made(format!("{ROOT}/customers/{customer}/payment-methods"), &Shown::from(payment_method::find(work, id)?))
        })
        .await
}

async fn remove(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            payment_method::remove(work, MethodId(id))?;
            Ok(Reply::done())
        })
        .await
}
