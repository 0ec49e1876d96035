//! A fake Shopify: orders as GraphQL nodes, refunds under their key, cancelling, addresses.

use crate::fake::{Weather, World};
use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

pub const HOST: &str = "kettle.myshopify.com";

#[derive(Clone, Default)]
pub struct FakeShopify {
    pub orders: Arc<Mutex<Vec<Value>>>,
    /// The keys refunds were made under, and the note of the next refusal.
    pub keys: Arc<Mutex<Vec<String>>>,
    pub refuses: Arc<Mutex<Option<String>>>,
    pub weather: Weather,
}

/// An order as it came in.
pub fn order() -> Value {
    serde_json::from_str(include_str!("../payloads/shopify_order.json")).expect("a payload")
}

impl FakeShopify {
    pub async fn opens(world: &World) -> Self {
        let fake = Self::default();
        let router = Router::new().route("/admin/api/2026-01/graphql.json", post(answer)).with_state(fake.clone());
        world.opens(HOST, router, &fake.weather).await;
        fake
    }

    pub fn has(&self, order: Value) {
        let mut orders = self.orders.lock().expect("orders");
        orders.retain(|known| known["id"] != order["id"]);
        orders.push(order);
    }

    pub fn order(&self, at: usize) -> Value {
        self.orders.lock().expect("orders")[at].clone()
    }

    /// A refund somebody made in Shopify itself: pieces of the first line, and money.
    pub fn refunds(&self, pieces: u32, amount: &str, at: &str) {
        let mut order = self.order(0);
        refund_in(&mut order, pieces, amount, "by hand", at);
        self.has(order);
    }
}

pub fn refund_in(order: &mut Value, pieces: u32, amount: &str, note: &str, at: &str) {
    let number = 800 + order["refunds"].as_array().expect("refunds").len();
    let lines: Vec<Value> = (pieces > 0)
        .then(|| json!({ "quantity": pieces, "restockType": "RETURN", "lineItem": { "id": order["lineItems"]["nodes"][0]["id"] } }))
        .into_iter()
        .collect();
    let parent = order["transactions"][0]["id"].clone();
    let money: Vec<Value> = (!amount.is_empty())
        .then(|| {
            json!({ "id": format!("gid://shopify/OrderTransaction/{number}"), "kind": "REFUND", "status": "SUCCESS",
                    "amountSet": { "shopMoney": { "amount": amount } }, "parentTransaction": { "id": parent } })
        })
        .into_iter()
        .collect();
    let refund = json!({ "id": format!("gid://shopify/Refund/{number}"), "note": note,
                         "refundLineItems": { "nodes": lines }, "transactions": { "nodes": money } });
    order["refunds"].as_array_mut().expect("refunds").push(refund);
    order["updatedAt"] = json!(at);
}

async fn answer(State(fake): State<FakeShopify>, Json(asked): Json<Value>) -> Json<Value> {
    let query = asked["query"].as_str().unwrap_or_default();
    let variables = &asked["variables"];
    let data = if query.starts_with("mutation Refund") {
        assert!(query.contains("@idempotent(key: $key)"));
        json!({ "refundCreate": fake.refund(variables) })
    } else if query.starts_with("mutation Cancel") {
        fake.change(&variables["order"], |order| order["cancelledAt"] = json!("2026-03-10T09:00:00Z"));
        json!({ "orderCancel": { "job": { "id": "gid://shopify/Job/1", "done": false }, "orderCancelUserErrors": [] } })
    } else if query.starts_with("mutation ChangeAddress") {
        let address = variables["input"]["shippingAddress"].clone();
        fake.change(&variables["input"]["id"], |order| {
            order["shippingAddress"]["address1"] = address["address1"].clone();
            order["updatedAt"] = json!("2026-03-10T09:00:01Z");
        });
        json!({ "orderUpdate": { "order": { "id": variables["input"]["id"] }, "userErrors": [] } })
    } else if query.contains("fulfillmentOrders") {
        let order = fake
            .orders
            .lock()
            .expect("orders")
            .iter()
            .find(|order| order["id"] == variables["id"])
            .cloned()
            .expect("the order");
        let sent = order["fulfillments"].as_array().is_some_and(|all| !all.is_empty());
        let lines = order["lineItems"]["nodes"].as_array().expect("lines").iter().enumerate();
        let open: Vec<Value> = lines
            .map(|(at, line)| json!({ "id": format!("fol-{at}"), "remainingQuantity": if sent { json!(0) } else { line["quantity"].clone() }, "lineItem": { "id": line["id"] } }))
            .collect();
        json!({ "order": { "fulfillmentOrders": { "nodes": [{ "id": "fo-1", "status": "OPEN", "lineItems": { "nodes": open } }] } } })
    } else if query.starts_with("mutation Fulfil") {
        fake.fulfils(&variables["fulfillment"]);
        json!({ "fulfillmentCreate": { "fulfillment": { "id": "gid://shopify/Fulfillment/9" }, "userErrors": [] } })
    } else if query.contains("orders(first") {
        fake.page(variables)
    } else if query.contains("order(id:") {
        let orders = fake.orders.lock().expect("orders");
        json!({ "order": orders.iter().find(|order| order["id"] == variables["id"]) })
    } else if query.contains("customers(first") {
        json!({ "customers": { "pageInfo": { "hasNextPage": false, "endCursor": null }, "nodes": [] } })
    } else if query.contains("products(first") {
        json!({ "shop": { "currencyCode": "EUR" }, "products": { "pageInfo": { "hasNextPage": false, "endCursor": null }, "nodes": [] } })
    } else {
        json!({ "shop": { "name": "Kettle & Co.", "currencyCode": "EUR" } })
    };
    Json(json!({ "data": data }))
}

impl FakeShopify {
    /// Two orders a page, so that there are pages.
    fn page(&self, variables: &Value) -> Value {
        let since = variables["changed"].as_str().unwrap_or_default().split('\'').nth(1).unwrap_or_default().to_owned();
        let mut found: Vec<Value> = self.orders.lock().expect("orders").clone();
        found.retain(|order| order["updatedAt"].as_str().unwrap_or_default() >= since.as_str());
        found.sort_by_key(|order| order["updatedAt"].as_str().unwrap_or_default().to_owned());
        let from: usize = variables["after"].as_str().and_then(|after| after.parse().ok()).unwrap_or(0);
        let nodes: Vec<Value> = found.iter().skip(from).take(2).cloned().collect();
        let more = found.len() > from + 2;
        json!({ "orders": { "pageInfo": { "hasNextPage": more, "endCursor": (from + 2).to_string() }, "nodes": nodes } })
    }

    /// Everything of the first order is sent.
    fn fulfils(&self, input: &Value) {
        let mut order = self.order(0);
        let lines: Vec<Value> = order["lineItems"]["nodes"]
            .as_array()
            .expect("lines")
            .iter()
            .map(|line| json!({ "quantity": line["quantity"], "lineItem": { "id": line["id"] } }))
            .collect();
        order["fulfillments"] = json!([{ "id": "gid://shopify/Fulfillment/9", "status": "SUCCESS", "createdAt": "2026-03-10T09:00:00Z", "deliveredAt": null,
            "trackingInfo": [input["trackingInfo"]], "fulfillmentLineItems": { "nodes": lines } }]);
        order["updatedAt"] = json!("2026-03-10T09:00:02Z");
        self.has(order);
    }

    fn change(&self, id: &Value, how: impl FnOnce(&mut Value)) {
        let mut orders = self.orders.lock().expect("orders");
        how(orders.iter_mut().find(|order| order["id"] == *id).expect("the order"));
    }

    fn refund(&self, variables: &Value) -> Value {
        if let Some(why) = self.refuses.lock().expect("refuses").take() {
            return json!({ "refund": null, "userErrors": [{ "field": null, "message": why }] });
        }
        let (input, key) = (&variables["input"], variables["key"].as_str().unwrap_or_default().to_owned());
        let first = {
            let mut keys = self.keys.lock().expect("keys");
            let first = !keys.contains(&key);
            keys.push(key.clone());
            first
        };
        let amount = input["transactions"][0]["amount"].as_str().unwrap_or_default().to_owned();
        let note = input["note"].as_str().unwrap_or_default().to_owned();
        if first {
            self.change(&input["orderId"], |order| refund_in(order, 0, &amount, &note, "2026-03-10T09:00:00Z"));
        }
        let orders = self.orders.lock().expect("orders");
        let order = orders.iter().find(|order| order["id"] == input["orderId"]).expect("the order");
        let made = order["refunds"].as_array().expect("refunds").iter().find(|refund| refund["note"] == *note);
        json!({ "refund": made, "userErrors": [] })
    }
}
