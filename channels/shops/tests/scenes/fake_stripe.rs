//! A fake Stripe: PaymentIntents and refunds under idempotency keys.

use crate::fake::{Weather, World};
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

pub const HOST: &str = "api.stripe.com";

#[derive(Clone, Default)]
pub struct FakeStripe {
    pub intents: Arc<Mutex<Vec<Value>>>,
    pub refunds: Arc<Mutex<Vec<(String, Value)>>>,
    /// What a new refund is at first; `succeeded` if nothing is said.
    pub first_status: Arc<Mutex<String>>,
    pub weather: Weather,
}

pub fn intent() -> Value {
    serde_json::from_str(include_str!("../payloads/stripe_intent.json")).expect("a payload")
}

impl FakeStripe {
    /// Days later the bank has an answer for every refund.
    pub fn refunds_become(&self, status: &str) {
        for (_, refund) in self.refunds.lock().expect("refunds").iter_mut() {
            refund["status"] = json!(status);
            refund["failure_reason"] = json!("lost_or_stolen_card");
        }
    }

    pub async fn opens(world: &World) -> Self {
        let fake = Self::default();
        let router = Router::new()
            .route("/v1/payment_intents", get(list))
            .route("/v1/payment_intents/{id}", get(one))
            .route("/v1/refunds", get(refunds).post(refund))
            .with_state(fake.clone());
        world.opens(HOST, router, &fake.weather).await;
        fake
    }

    pub fn has(&self, intent: Value) {
        self.intents.lock().expect("intents").push(intent);
    }
}

async fn list(State(fake): State<FakeStripe>) -> Json<Value> {
    Json(json!({ "object": "list", "has_more": false, "data": *fake.intents.lock().expect("intents") }))
}

async fn one(State(fake): State<FakeStripe>, Path(id): Path<String>) -> Result<Json<Value>, StatusCode> {
    let intents = fake.intents.lock().expect("intents");
    intents.iter().find(|intent| intent["id"] == id).cloned().map(Json).ok_or(StatusCode::NOT_FOUND)
}

async fn refunds(State(fake): State<FakeStripe>, Query(asked): Query<HashMap<String, String>>) -> Json<Value> {
    let found: Vec<Value> = fake.refunds.lock().expect("refunds").iter().map(|(_, refund)| refund.clone()).collect();
    let of = asked.get("payment_intent").cloned().unwrap_or_default();
    Json(json!({ "data": found.into_iter().filter(|refund| refund["payment_intent"] == of).collect::<Vec<_>>() }))
}

async fn refund(State(fake): State<FakeStripe>, headers: HeaderMap, Form(asked): Form<HashMap<String, String>>) -> Json<Value> {
    let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok()).expect("a key").to_owned();
    let mut refunds = fake.refunds.lock().expect("refunds");
    if let Some((_, done)) = refunds.iter().find(|(known, _)| *known == key) {
        return Json(done.clone());
    }
    let first = fake.first_status.lock().expect("a status").clone();
    let status = if first.is_empty() { "succeeded".to_owned() } else { first };
    let refund = json!({
        "id": format!("re_{}", refunds.len()), "object": "refund", "status": status, "created": 1_773_133_200,
        "payment_intent": asked["payment_intent"], "amount": asked["amount"].parse::<i64>().expect("units"),
        "metadata": { "frontline_key": asked["metadata[frontline_key]"] },
    });
    refunds.push((key, refund.clone()));
    Json(refund)
}
