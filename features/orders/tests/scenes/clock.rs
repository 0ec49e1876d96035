//! Between looking and confirming the clock goes on. Every verb there is holds what its preview showed a second later.

use crate::services::Open;
use crate::stage::{Shop, eur};
use db::Actor;
use orders::action::Outcomes;
use orders::record_type::{self, Definition};
use orders::voucher::{self, Worth};
use orders::{Ask, Confirmed, Request};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use testkit::both_databases;

/// Looks, waits a second, confirms what was seen.
struct Patient<'a> {
    shop: &'a Shop,
    verbs: BTreeSet<String>,
}

impl Patient<'_> {
    async fn does(&mut self, request: Value) -> Outcomes {
        self.verbs.insert(request["verb"].as_str().expect("a verb").to_owned());
        let told = request.to_string();
        let request: Request = serde_json::from_value(request).unwrap_or_else(|fault| panic!("{told}: {fault}"));
        let actor = if told.contains("renew_subscription") { Actor::System } else { self.shop.ana };
        let (asked, key) = (request.clone(), self.shop.key());
        let hash = self.shop.read(move |tx| orders::preview(tx, actor, &asked)).await.hash;
        self.shop.clock().forward_seconds(1);
        let ask = Ask { request, hash, key, agreed: true, conversation: None };
        let confirmed = self.shop.base.db.work(actor, move |work| orders::confirm(work, &ask)).await;
        match confirmed {
            Ok(Confirmed::Done(done)) => done.outcome,
            other => panic!("{told}: {other:?}"),
        }
    }

    async fn on_an_order(&mut self, card: i64) {
        let lines = json!([{ "sku": "KETTLE-RED", "count": 3 }, { "sku": "LID" }]);
        let placed = json!({ "verb": "place_order", "brand": "kettle", "customer": self.shop.mia, "lines": lines, "shipping": "standard" });
        let order = self.does(placed).await.order.expect("an order");
        let units = self.shop.units(order).await;
        self.does(json!({ "verb": "change_items", "order": order, "take_out": [units[3]], "put_in": [{ "sku": "LID", "count": 2 }] }))
            .await;
        let elsewhere = json!({ "name": "Mia", "line1": "Am Deich 1", "postcode": "20459", "city": "Hamburg", "country": "DE" });
        self.does(json!({ "verb": "change_address", "order": order, "ship_to": elsewhere })).await;
        self.does(json!({ "verb": "change_shipping", "order": order, "shipping": "express" })).await;
        self.does(json!({ "verb": "apply_voucher", "order": order, "code": "TEA" })).await;
        self.does(json!({ "verb": "change_payment", "order": order, "pay": { "method": card } })).await;
        self.does(json!({ "verb": "take_payment", "order": order, "pay": { "method": card } })).await;
        self.does(json!({ "verb": "cancel", "order": order, "units": [self.shop.units(order).await[4]], "reason": "changed_mind" }))
            .await;
        self.shop.arrives(order).await;
        self.does(json!({ "verb": "adjust_bill", "order": order, "amount": eur(500), "reason": "assembly" }))
            .await;
        self.does(json!({ "verb": "receipt", "order": order })).await;
        self.does(json!({ "verb": "credit", "order": order, "amount": eur(100), "reason": "scratch" }))
            .await;
        self.does(json!({ "verb": "refund", "order": order, "refund": { "what": "amount", "amount": eur(100) }, "reason": "late" }))
            .await;
        self.does(json!({ "verb": "waive_fee", "order": order, "reason": "kindness" })).await;
        self.does(json!({ "verb": "resend", "order": order, "units": [units[2]], "reason": "damaged" }))
            .await;
        let back = self
            .does(json!({ "verb": "return", "order": order, "units": [units[0]], "reason": "changed_mind" }))
            .await;
        let looked = json!([{ "unit": units[0], "condition": "like_new", "accepted": true }]);
        self.does(json!({ "verb": "receive_return", "return_id": back.return_id, "looked": looked })).await;
        let swapped = self
            .does(json!({ "verb": "exchange", "order": order, "units": [units[1]], "wanted": ["KETTLE-BLUE"], "reason": "changed_mind" }))
            .await;
        self.does(json!({ "verb": "close_return", "return_id": swapped.return_id, "reason": "lost" })).await;
        let other = self.does(json!({ "verb": "place_order", "brand": "kettle", "customer": self.shop.mia, "lines": [{ "sku": "LID" }], "shipping": "standard" })).await;
        self.does(json!({ "verb": "invoice", "order": other.order })).await;
    }

    async fn on_services(&mut self, card: i64) {
        let mia = self.shop.mia;
        let account = self
            .does(json!({ "verb": "open_account", "brand": "kettle", "customer": mia, "plan": "Tea club" }))
            .await
            .account;
        self.does(json!({ "verb": "update_account", "brand": "kettle", "account": account, "plan": "Coffee club" }))
            .await;
        self.does(json!({ "verb": "close_account", "brand": "kettle", "account": account, "reason": "moved" }))
            .await;
        let fee = json!({ "verb": "charge", "brand": "kettle", "customer": mia, "label": "Repair", "amount": eur(5_000) });
        let charge = self.does(fee).await.charge;
        self.does(json!({ "verb": "invoice_charge", "charge": charge })).await;
        self.does(json!({ "verb": "pay_charge", "charge": charge, "pay": { "method": card } })).await;
        self.does(json!({ "verb": "receipt_charge", "charge": charge })).await;
        self.does(json!({ "verb": "adjust_charge", "charge": charge, "amount": eur(-500), "reason": "late" }))
            .await;
        self.does(json!({ "verb": "waive_fee", "charge": charge, "reason": "kindness" })).await;
        let start = json!({ "verb": "start_subscription", "brand": "kettle", "customer": mia, "plan": "Tea", "price": eur(3_000), "every": { "days": 30 } });
        let subscription = self.does(start).await.subscription;
        self.shop.clock().forward_seconds(31 * 86_400);
        self.does(json!({ "verb": "renew_subscription", "subscription": subscription })).await;
        self.does(json!({ "verb": "change_subscription", "subscription": subscription, "plan": "Cake", "price": eur(6_000) }))
            .await;
        self.does(json!({ "verb": "pause_subscription", "subscription": subscription })).await;
        self.does(json!({ "verb": "resume_subscription", "subscription": subscription })).await;
        self.does(json!({ "verb": "pause_subscription", "subscription": subscription })).await;
        self.shop.clock().forward_seconds(31 * 86_400);
        self.does(json!({ "verb": "resume_subscription", "subscription": subscription })).await;
        let card = json!({ "verb": "load_balance", "brand": "kettle", "kind": "gift_card", "amount": eur(500), "reason": "goodwill" });
        self.does(card).await;
        self.does(json!({ "verb": "end_subscription", "subscription": subscription, "reason": "moved" }))
            .await;
    }

    async fn on_records(&mut self) {
        let opened = json!({ "verb": "open_record", "brand": "kettle", "record_type": "booking", "customer": self.shop.mia, "fields": { "nights": 3 } });
        let record = self.does(opened).await.record;
        let moved =
            json!({ "verb": "change_record", "record_type": "booking", "record": record, "action": "move", "fields": { "nights": 4 } });
        self.does(moved).await;
    }
}

/// Every verb the domain knows, as its own reader tells them.
fn all_verbs() -> BTreeSet<String> {
    let told = serde_json::from_value::<Request>(json!({ "verb": "?" })).unwrap_err().to_string();
    told.split('`').skip(1).step_by(2).filter(|word| *word != "?").map(str::to_owned).collect()
}

#[both_databases]
async fn what_was_seen_holds_a_second_later_for_every_verb(shop: Open) {
    let shop = shop.0;
    let definition: Definition = serde_json::from_value(json!({
        "schema": { "properties": { "nights": { "type": "integer", "minimum": 1, "maximum": 30 } }, "required": ["nights"] },
        "states": ["booked", "moved"],
        "actions": { "move": { "from": ["booked"], "to": "moved", "sets": ["nights"] } }
    }))
    .expect("a definition");
    shop.works(shop.ben, move |work| {
        voucher::add(work, "TEA", Worth::Amount(eur(300)), None, None)?;
        record_type::define(work, "booking", "Booking", &definition)
    })
    .await;
    let card = shop.card.0;
    let mut patient = Patient { shop: &shop, verbs: BTreeSet::new() };

    patient.on_an_order(card).await;
    patient.on_services(card).await;
    patient.on_records().await;

    let left_out: Vec<String> = all_verbs().difference(&patient.verbs).cloned().collect();
    assert_eq!(left_out, Vec::<String>::new());
    shop.balances().await;
}
