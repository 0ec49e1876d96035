//! A small shop, loaded as an outside program loads it: nothing here but calls of the API, and the policy a company starts with.

use crate::asking::Answer;
use crate::stage::Desk;
use agents::{Permissions, service_tokens};
use axum::http::{Method, StatusCode};
use db::Actor;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicI64, Ordering};

/// The shop as far as scenes need it.
pub struct Shop<'a> {
    pub desk: &'a Desk,
    /// A service token that loads and ships.
    pub loader: String,
    pub mia: i64,
    pub card: i64,
    pub gift_card: i64,
    pub gift_balance: i64,
    pub toms_card: i64,
    keys: AtomicI64,
}

pub const DAY: i64 = 86_400;

pub fn eur(minor: i64) -> Value {
    json!({ "minor": minor, "currency": "EUR" })
}

pub fn home(name: &str) -> Value {
    json!({ "name": name, "line1": "Teestr. 1", "postcode": "10115", "city": "Berlin", "country": "DE" })
}

impl Desk {
    /// Loads it.
    pub async fn shop(&self) -> Shop<'_> {
        self.by(self.noor, |work| {
            work.acting_as(Actor::System, |work| orders::policies::found(work, &orders::policies::starting_policy()?))
        })
        .await;
        let scopes = "customers.see customers.edit orders.see orders.act orders.manage";
        let loader = self
            .by(self.noor, move |work| service_tokens::create(work, "Loader", &Permissions::of_words(scopes), None))
            .await
            .1
            .reveal()
            .to_owned();
        let mut shop = Shop {
            desk: self,
            loader,
            mia: 0,
            card: 0,
            gift_card: 0,
            gift_balance: 0,
            toms_card: 0,
            keys: AtomicI64::new(1),
        };
        shop.furnish().await;
        (shop.mia, shop.card) = shop.person("Mia Kowalski").await;
        shop.toms_card = shop.person("Tom Baker").await.1;
        let made = shop.load("/gift-cards", json!({ "worth": eur(5_000), "customer": shop.mia, "agreed": true })).await;
        shop.gift_balance = made["balance"]["id"].as_i64().expect("a balance");
        let held = json!({ "kind": "gift_card", "label": "Gift card", "balance": shop.gift_balance });
        shop.gift_card = shop.load(&format!("/customers/{}/payment-methods", shop.mia), held).await["id"]
            .as_i64()
            .expect("a method");
        shop
    }
}

impl Shop<'_> {
    /// Posts as the loader; it must be taken.
    pub async fn load(&self, path: &str, body: Value) -> Value {
        let answer = self.desk.post(&self.loader, path, body).await;
        assert!(answer.status.is_success(), "{path}: {answer:?}");
        answer.body
    }

    async fn furnish(&self) {
        let entity = self
            .load("/legal-entities", json!({ "code": "KC", "name": "Kettle & Co. GmbH", "tax_number": "DE123456789", "address": home("Kettle & Co."), "bank": "" }))
            .await["id"]
            .clone();
        let brand = json!({ "code": "kettle", "name": "Kettle", "legal_entity": entity, "currency": "EUR", "prices_include_tax": true, "order_prefix": "K" });
        let brand = self.load("/brands", brand).await["id"].clone();
        let rate = json!({ "country": "DE", "class": "standard", "rate": "0.19", "valid_from": "1970-01-01T00:00:00Z" });
        let set = self.desk.asks(&self.loader, Method::PUT, "/tax-rates").json(&rate).answer().await;
        assert_eq!(set.status, StatusCode::NO_CONTENT, "{set:?}");
        let shipping = json!({ "method": "standard", "country": "DE", "price": eur(490) });
        let set = self
            .desk
            .asks(&self.loader, Method::PUT, &format!("/brands/{brand}/shipping-rates"))
            .json(&shipping)
            .answer()
            .await;
        assert_eq!(set.status, StatusCode::NO_CONTENT, "{set:?}");
        let variant = |sku: &str, colour: &str, price: i64| json!({ "sku": sku, "options": { "colour": colour }, "tax_class": "standard", "prices": [eur(price)], "stock": 500 });
        let product = json!({
            "code": "kettle", "name": "Kettle", "options": [{ "name": "colour", "values": ["red", "steel"] }],
            "variants": [variant("KETTLE-RED", "red", 4_990), variant("KETTLE-STEEL", "steel", 5_990)],
        });
        let loaded = self.load("/products/bulk", json!({ "products": [product, product] })).await;
        assert_eq!((&loaded["results"][0]["status"], &loaded["results"][1]["status"]), (&json!(201), &json!(422)), "{loaded}");
    }

    async fn person(&self, name: &str) -> (i64, i64) {
        let email = format!("{}@shop.example", name.split(' ').next().unwrap_or_default().to_lowercase());
        let customer = self
            .load("/customers", json!({ "name": name, "identity": { "kind": "email", "value": email } }))
            .await;
        let id = customer["id"].as_i64().expect("a customer");
        self.load(&format!("/customers/{id}/addresses"), json!({ "kind": "shipping", "address": home(name) }))
            .await;
        let card = json!({ "kind": "card", "label": "Visa ending 4242", "reference": "pm_1" });
        let card = self.load(&format!("/customers/{id}/payment-methods"), card).await;
        (id, card["id"].as_i64().expect("a card"))
    }

    /// An order as another system knows it, delivered so many days ago, or not sent yet.
    pub async fn imports(&self, reference: &str, count: usize, delivered_days_ago: Option<i64>) -> Value {
        let now = self.desk.clock.now();
        let at = |days: i64| now.plus_seconds(-days * DAY).rfc3339();
        let (state, shipments) = match delivered_days_ago {
            Some(days) => {
                let parcel = json!({
                    "carrier": "Post", "tracking": format!("T-{reference}"), "units": (0..count).collect::<Vec<_>>(),
                    "sent_at": at(days + 2), "delivered_at": at(days),
                });
                ("delivered", vec![parcel])
            }
            None => ("ordered", vec![]),
        };
        let total = 4_990 * i64::try_from(count).expect("few") + 490;
        let order = json!({
            "outside_reference": reference, "brand": "kettle", "customer": self.mia, "ship_to": home("Mia Kowalski"),
            "placed_at": at(delivered_days_ago.unwrap_or(0) + 3), "shipping_method": "standard", "shipping": eur(490),
            "units": vec![json!({ "sku": "KETTLE-RED", "price": eur(4_990), "state": state }); count],
            "payments": [{ "method": self.card, "amount": eur(total), "reference": "ch_1", "at": at(delivered_days_ago.unwrap_or(0) + 3) }],
            "shipments": shipments,
        });
        let loaded = self.load("/orders/import", json!({ "orders": [order] })).await;
        let first = &loaded["results"][0];
        assert!(first["body"].is_object(), "{first}");
        first["body"].clone()
    }

    /// Mia says who she is.
    pub async fn mia_is_known_by(&self, order: &Value) {
        let told = json!({ "name": "Mia Kowalski", "postcode": "10115", "order_number": order["number"] });
        // Each of them hears it for themselves: what is shown to one lifts nobody else.
        for token in [&self.desk.noors, &self.desk.anas, &self.loader] {
            let known = self.desk.post(token, &format!("/customers/{}/verification/match", self.mia), told.clone()).await;
            assert_eq!((&known.body["right"], &known.body["strength"]), (&json!(true), &json!("matched")), "{known:?}");
        }
    }

    pub fn key(&self) -> String {
        format!("key-{}", self.keys.fetch_add(1, Ordering::Relaxed))
    }

    pub async fn previews(&self, token: &str, order: &Value, request: &Value) -> Answer {
        let path = format!("/orders/{}/actions/preview", order["number"].as_str().expect("a number"));
        self.desk.post(token, &path, json!({ "request": request })).await
    }

    pub async fn confirms(&self, token: &str, order: &Value, request: &Value, hash: &str, key: &str) -> Answer {
        let path = format!("/orders/{}/actions", order["number"].as_str().expect("a number"));
        let body = json!({ "request": request, "hash": hash, "agreed": true });
        self.desk.asks(token, Method::POST, &path).header("idempotency-key", key).json(&body).answer().await
    }

    /// Looks, then confirms what was seen.
    pub async fn acts(&self, token: &str, order: &Value, request: Value) -> Answer {
        let seen = self.previews(token, order, &request).await;
        let hash = seen.body["hash"].as_str().unwrap_or("none").to_owned();
        self.confirms(token, order, &request, &hash, &self.key()).await
    }

    /// The order as it is now.
    pub async fn order(&self, order: &Value) -> Value {
        self.desk
            .get(&self.loader, &format!("/orders/{}", order["number"].as_str().expect("a number")))
            .await
            .body
    }
}

/// The keys of an order's units.
pub fn units(order: &Value) -> Vec<i64> {
    order["units"].as_array().expect("units").iter().filter_map(|unit| unit["id"].as_i64()).collect()
}
