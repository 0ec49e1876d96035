//! A fake WooCommerce: orders, their refunds, and what is put on them.

use crate::fake::{Weather, World};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

pub const HOST: &str = "teapots.example";

#[derive(Clone, Default)]
pub struct FakeWoo {
    pub orders: Arc<Mutex<Vec<Value>>>,
    pub refunds: Arc<Mutex<Vec<Value>>>,
    pub weather: Weather,
}

pub fn order() -> Value {
    serde_json::from_str(include_str!("../payloads/woo_order.json")).expect("a payload")
}

impl FakeWoo {
    pub async fn opens(world: &World) -> Self {
        let fake = Self::default();
        let router = Router::new()
            .route("/wp-json/wc/v3/orders", get(list))
            .route("/wp-json/wc/v3/orders/{id}", get(one).put(put))
            .route("/wp-json/wc/v3/orders/{id}/refunds", get(refunds).post(refund))
            .route("/wp-json/wc/v3/{others}", get(nothing))
            .route("/wp-json/wc/v3/settings/general/woocommerce_currency", get(currency))
            .with_state(fake.clone());
        world.opens(HOST, router, &fake.weather).await;
        fake
    }

    pub fn has(&self, order: Value) {
        let mut orders = self.orders.lock().expect("orders");
        orders.retain(|known| known["id"] != order["id"]);
        orders.push(order);
    }
}

async fn currency() -> Json<Value> {
    Json(json!({ "id": "woocommerce_currency", "value": "EUR" }))
}

async fn nothing() -> Json<Value> {
    Json(json!([]))
}

async fn list(State(fake): State<FakeWoo>, Query(asked): Query<HashMap<String, String>>) -> Json<Value> {
    let since = asked.get("modified_after").cloned().unwrap_or_default();
    let mut found = fake.orders.lock().expect("orders").clone();
    found.retain(|order| format!("{}Z", order["date_modified_gmt"].as_str().unwrap_or_default()) > since);
    Json(Value::Array(found))
}

async fn one(State(fake): State<FakeWoo>, Path(id): Path<i64>) -> Result<Json<Value>, StatusCode> {
    let orders = fake.orders.lock().expect("orders");
    orders.iter().find(|order| order["id"] == id).cloned().map(Json).ok_or(StatusCode::NOT_FOUND)
}

async fn put(State(fake): State<FakeWoo>, Path(id): Path<i64>, Json(change): Json<Value>) -> Json<Value> {
    let mut orders = fake.orders.lock().expect("orders");
    let order = orders.iter_mut().find(|order| order["id"] == id).expect("the order");
    for (name, value) in change.as_object().expect("an object") {
        order[name.as_str()] = value.clone();
    }
    order["date_modified_gmt"] = json!("2026-03-10T09:00:05");
    Json(order.clone())
}

async fn refunds(State(fake): State<FakeWoo>, Path(_): Path<i64>) -> Json<Value> {
    Json(Value::Array(fake.refunds.lock().expect("refunds").clone()))
}

async fn refund(State(fake): State<FakeWoo>, Path(id): Path<i64>, Json(mut body): Json<Value>) -> Json<Value> {
    let mut refunds = fake.refunds.lock().expect("refunds");
    body["id"] = json!(600 + refunds.len());
    body["line_items"] = json!([]);
    refunds.push(body.clone());
    let mut orders = fake.orders.lock().expect("orders");
    let order = orders.iter_mut().find(|order| order["id"] == id).expect("the order");
    order["refunds"].as_array_mut().expect("refunds").push(json!({ "id": body["id"], "total": "-1" }));
    order["date_modified_gmt"] = json!("2026-03-10T09:00:05");
    Json(body)
}
