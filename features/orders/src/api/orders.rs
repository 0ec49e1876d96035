//! Orders: finding them and looking at one.

use super::order::{Shown, Summary};
use super::verdict::Previewed;
use super::{SEE, numbered};
use crate::action::Origin;
use crate::order::{Order, OrderStatus};
use crate::possible::what_can_be_done;
use axum::extract::Path;
use axum::response::Response;
use db::{Conditions, Trouble, Tx, Value, sql};
use serde::{Deserialize, Serialize};
use web::api::{IntoParams, List, Look, Reply, Time, ToSchema, get, word};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/orders", SEE, list)
                .says("List orders, the newest first")
                .asks::<Filter>()
                .lists::<Summary>(),
        )
        .api(
            get("/api/v1/orders/{number}", SEE, show)
                .says("Show an order with all that belongs to it")
                .word("number")
                .gives::<Shown>(),
        )
        .api(
            get("/api/v1/orders/{number}/possible", SEE, possible)
                .says("What can be done with an order, and why not the rest")
                .explains("The actions an agent is offered first, each previewed over all pieces it could concern; nothing is changed.")
                .word("number")
                .asks::<Why>()
                .reports::<Possible>(),
        )
}

/// Which orders to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
struct Filter {
    /// The number people see.
    #[param(required = false)]
    number: Option<String>,
    #[param(required = false)]
    customer: Option<i64>,
    /// The address it carries, or one its customer is known by.
    #[param(required = false)]
    email: Option<String>,
    /// It has a piece of this.
    #[param(required = false)]
    sku: Option<String>,
    /// It was sent with this tracking number.
    #[param(required = false)]
    tracking: Option<String>,
    #[param(schema_with = word::<OrderStatus>, required = false)]
    status: Option<OrderStatus>,
    /// The brand's code.
    #[param(required = false)]
    brand: Option<String>,
    /// What a shop beside us calls it.
    #[param(required = false)]
    outside_reference: Option<String>,
    /// Only those placed at this time or later.
    #[param(value_type = Time, required = false)]
    placed_since: Option<Time>,
}

impl Filter {
    fn conditions(&self) -> Conditions {
        let mut narrow = Conditions::new();
        if let Some(number) = &self.number {
            narrow.add_with("o.number = $?", number.trim().trim_start_matches('#').to_uppercase());
        }
        if let Some(customer) = self.customer {
            narrow.add_with("o.customer_id = $?", customer);
        }
        if let Some(email) = &self.email {
            let email = email.trim().to_lowercase();
            narrow.add_all(
                "o.id IN (SELECT id FROM sales_order WHERE email = $?
                          UNION
                          SELECT k.id FROM sales_order k JOIN customer_identity i ON i.customer_id = k.customer_id
                           WHERE i.kind = 'email' AND i.value = $?)",
                vec![Value::Text(email.clone()), Value::Text(email)],
            );
        }
        if let Some(sku) = &self.sku {
            narrow.add_with("o.id IN (SELECT order_id FROM order_unit WHERE sku = $?)", sku);
        }
        if let Some(tracking) = &self.tracking {
            narrow.add_with("o.id IN (SELECT order_id FROM shipment WHERE tracking = $?)", tracking);
        }
        if let Some(status) = self.status {
            narrow.add_with("o.status = $?", status);
        }
        if let Some(brand) = &self.brand {
            narrow.add_with("o.brand_id IN (SELECT id FROM brand WHERE code = $?)", brand);
        }
        if let Some(reference) = &self.outside_reference {
            narrow.add_with("o.outside_reference = $?", reference);
        }
        if let Some(Time(since)) = self.placed_since {
            narrow.add_with("o.placed_at >= $?", since);
        }
        narrow
    }
}

async fn list(list: List<Filter>) -> Result<Response, Problem> {
    let mut narrow = list.asked.conditions();
    if let Some(before) = list.after::<i64>()? {
        narrow.add_with("o.id < $?", before);
    }
    list.answer(|shown: &Summary| shown.id, move |tx, limit| newest_first(tx, narrow, limit)).await
}

fn newest_first(tx: &mut Tx<'_>, narrow: Conditions, limit: i64) -> Result<Vec<Summary>, Trouble> {
    let found: Vec<Order> = sql(
        "SELECT o.id, o.number, o.brand_id, o.customer_id, o.status, o.email, o.currency, o.country, o.prices_include_tax, o.shipping_method,
                o.ship_to, o.bill_to, o.method_id, o.total_minor, o.paid_minor, o.placed_at, o.shipped_at, o.delivered_at, o.cancelled_at,
                o.outside_reference, o.version
           FROM sales_order o",
    )
    .narrowed(narrow, &format!("ORDER BY o.id DESC LIMIT {limit}"))
    .all(tx)?;
    found.iter().map(|order| Summary::of(tx, order)).collect()
}

async fn show(look: Look, Path(number): Path<String>) -> Result<Response, Problem> {
    look.answer(move |tx| {
        let order = numbered(tx, &number)?;
        Reply::one(&Shown::of(tx, &order)?)
    })
    .await
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
struct Why {
    /// The reason to be tried, as the policy names them; `changed_mind` unless said.
    #[param(required = false)]
    reason: Option<String>,
    /// The conversation it is asked in.
    #[param(required = false)]
    conversation: Option<i64>,
}

/// Each action that was tried.
#[derive(Debug, Serialize, ToSchema)]
struct Possible {
    actions: Vec<Previewed>,
}

async fn possible(Path(number): Path<String>, look: Look<Why>) -> Result<Response, Problem> {
    let actor = look.actor();
    let origin = Origin::in_conversation(actor, look.asked.conversation);
    let reason = look.asked.reason.clone().unwrap_or_else(|| "changed_mind".into());
    look.answer(move |tx| {
        let order = numbered(tx, &number)?.id;
        let tried = what_can_be_done(tx, actor, order, &reason, &origin)?;
        Reply::ok(&Possible { actions: tried.into_iter().map(Previewed::of).collect::<Result<_, _>>()? })
    })
    .await
}
