//! What a company sells beside orders, through REST: users in bulk, rate cards and charges, subscriptions, accounts, records
//! of its own kind, gift cards under the policy, and the reports on all of it.

use crate::asking::Answer;
use crate::shop::{Shop, eur, units};
use crate::stage::Desk;
use axum::http::{Method, StatusCode};
use db::Actor;
use serde_json::{Value, json};
use testkit::both_databases;

impl Shop<'_> {
    /// Looks, then confirms what was seen, about no order.
    async fn asks(&self, token: &str, request: Value) -> Answer {
        let seen = self.desk.post(token, "/actions/preview", json!({ "request": request })).await;
        let body = json!({ "request": request, "hash": seen.body["hash"], "agreed": true });
        self.desk
            .asks(token, Method::POST, "/actions")
            .header("idempotency-key", &self.key())
            .json(&body)
            .answer()
            .await
    }

    async fn gets(&self, path: &str) -> Value {
        let answer = self.desk.get(&self.loader, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {answer:?}");
        answer.body
    }
}

fn repair(visit: &str) -> Value {
    let words = |en: &str| json!({ "en": en, "es": format!("{en} es"), "zh": format!("{en} zh") });
    json!({
        "name": "repair", "title": words("Repair"), "currency": "EUR", "tax": { "inclusive": false, "classes": { "standard": "0.19" } },
        "tax_class": "standard",
        "charges": [
            { "name": "visit", "title": words("Visit"), "price": { "fixed": visit } },
            { "name": "part", "title": words("Part"), "price": { "per_unit": "4.00" } },
        ],
    })
}

#[both_databases]
async fn users_are_loaded_in_bulk_each_with_its_own_result(desk: Desk) {
    let shop = desk.shop().await;
    let person = |name: &str, email: &str| json!({ "name": name, "identity": { "kind": "email", "value": email } });
    let many = json!({ "customers": [person("Ana Ruiz", "ana.ruiz@mail.example"), person("No Address", "nothing"), person("Mia Twice", "mia@shop.example")] });

    let loaded = shop.load("/customers/bulk", many).await;
    let none = desk.post(&shop.loader, "/customers/bulk", json!({ "customers": [] })).await;
    let narrow = desk
        .post(&desk.narrow, "/customers/bulk", json!({ "customers": [person("X", "x@mail.example")] }))
        .await;

    let statuses: Vec<&Value> = loaded["results"].as_array().expect("results").iter().map(|one| &one["status"]).collect();
    assert_eq!(statuses, [&json!(201), &json!(422), &json!(422)], "{loaded}");
    assert_eq!(loaded["results"][0]["body"]["name"], "Ana Ruiz");
    assert!(loaded["results"][1]["problem"]["detail"].as_str().is_some_and(|said| said.contains("nothing")), "{loaded}");
    assert_eq!((none.status, narrow.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::FORBIDDEN));
    let found = shop.gets("/customers?email=ana.ruiz@mail.example").await;
    assert_eq!(found["data"].as_array().map(Vec::len), Some(1));
}

#[both_databases]
async fn gift_cards_and_credit_go_by_the_policy_whoever_manages_the_shop(desk: Desk) {
    let shop = desk.shop().await;
    let credit = format!("/customers/{}/store-credit", shop.mia);

    let small = desk
        .post(&shop.loader, &credit, json!({ "amount": eur(2_000), "reason": "goodwill", "agreed": true }))
        .await;
    let large = desk
        .post(&shop.loader, &credit, json!({ "amount": eur(20_000), "reason": "goodwill", "agreed": true }))
        .await;
    let card = desk
        .post(&desk.anas, "/gift-cards", json!({ "worth": eur(5_000), "customer": shop.mia, "agreed": true }))
        .await;
    let manager_only = desk.post(&desk.shops, &credit, json!({ "amount": eur(1), "reason": "x", "agreed": true })).await;
    let too_much = desk
        .post(
            &shop.loader,
            &credit,
            json!({ "amount": { "minor": i64::MAX, "currency": "EUR" }, "reason": "x", "agreed": true }),
        )
        .await;
    let elsewhere = desk
        .post(&shop.loader, &credit, json!({ "amount": eur(1), "reason": "x", "brand": "nobody", "agreed": true }))
        .await;

    assert_eq!((small.status, &small.body["level"]), (StatusCode::CREATED, &eur(2_000)), "{small:?}");
    assert_eq!((large.status, &large.body["role"]), (StatusCode::ACCEPTED, &json!("admin")), "{large:?}");
    assert_eq!((card.status, &card.body["role"]), (StatusCode::ACCEPTED, &json!("supervisor")), "{card:?}");
    assert_eq!(
        (manager_only.status, elsewhere.status),
        (StatusCode::FORBIDDEN, StatusCode::UNPROCESSABLE_ENTITY),
        "{elsewhere:?}"
    );
    assert!(too_much.status.is_client_error(), "{too_much:?}");
    let held = shop.gets(&format!("/customers/{}/balances", shop.mia)).await;
    let levels: Vec<&Value> = held["data"].as_array().expect("balances").iter().map(|one| &one["level"]).collect();
    assert_eq!(levels, [&eur(5_000), &eur(2_000)], "what waits is not there: {held}");
    // Noor made the token: nobody decides on what their own program asked for.
    let by_its_maker = desk
        .post(&desk.noors, &format!("/approvals/{}/give", large.id()), json!({ "reason": "fine" }))
        .await;
    assert_eq!(by_its_maker.body["type"], "/problems/orders-four-eyes", "{by_its_maker:?}");
    let entries = small.body["entries"].as_array().expect("a ledger");
    assert!(entries[0]["action"].is_i64(), "each entry names the action that made it: {entries:?}");
}

#[both_databases]
async fn a_rate_card_is_kept_in_versions_tried_charged_by_and_retired(desk: Desk) {
    let shop = desk.shop().await;
    let put = |visit: &str| {
        desk.asks(&shop.loader, Method::PUT, "/rate-cards/repair")
            .json(&json!({ "document": repair(visit) }))
    };

    let first = put("25.00").answer().await;
    let second = put("30.00").answer().await;
    let misnamed = desk
        .asks(&shop.loader, Method::PUT, "/rate-cards/other")
        .json(&json!({ "document": repair("1.00") }))
        .answer()
        .await;
    let faulty = desk
        .asks(&shop.loader, Method::PUT, "/rate-cards/repair")
        .json(&json!({ "document": { "name": "repair" } }))
        .answer()
        .await;
    let tried = desk
        .post(&desk.anas, "/rate-cards/repair/calculate", json!({ "quantities": { "part": "3" } }))
        .await;
    let unfit = desk
        .post(&desk.anas, "/rate-cards/repair/calculate", json!({ "quantities": { "wheel": "3" } }))
        .await;
    let charge = json!({ "verb": "charge", "brand": "kettle", "customer": shop.mia, "label": "Repair", "by_card": { "rate_card": "repair", "quantities": { "part": "3" } } });
    let charged = shop.asks(&desk.anas, charge.clone()).await;
    let id = charged.body["outcome"]["charge"].as_i64().expect("a charge");
    let waived = shop
        .asks(&desk.noors, json!({ "verb": "adjust_bill", "charge": id, "amount": eur(-98), "reason": "billing_error" }))
        .await;
    let gone = desk.asks(&shop.loader, Method::DELETE, "/rate-cards/repair").answer().await;
    let after = shop.asks(&desk.anas, charge).await;

    assert_eq!((&first.body["version"], &second.body["version"]), (&json!(1), &json!(2)), "{second:?}");
    assert_eq!(
        (misnamed.status, faulty.status, unfit.status.as_u16()),
        (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY, 422)
    );
    // 30 + 3 × 4, and 19 %.
    assert_eq!((&tried.body["total"], tried.body["steps"].as_array().map(Vec::len)), (&eur(4_998), Some(2)), "{tried:?}");
    let kept = shop.gets(&format!("/charges/{id}")).await;
    assert_eq!(
        (&kept["total"], &kept["rate_card_version"], kept["steps"].as_array().map(Vec::len)),
        (&eur(4_998), &json!(2), Some(2)),
        "{kept}"
    );
    assert_eq!(waived.status, StatusCode::UNPROCESSABLE_ENTITY, "who is not known corrects no bill: {waived:?}");
    assert_eq!(
        (gone.status, desk.get(&desk.anas, "/rate-cards/repair").await.status),
        (StatusCode::NO_CONTENT, StatusCode::NOT_FOUND)
    );
    assert_eq!(after.body["codes"], json!(["unknown_rate_card"]), "{after:?}");
    let versions = shop.gets("/rate-cards/repair/versions").await;
    assert_eq!(versions["data"].as_array().map(Vec::len), Some(2));
    let listed = shop.gets(&format!("/charges?customer={}&state=open", shop.mia)).await;
    assert_eq!((&listed["data"][0]["id"], &listed["next_cursor"]), (&json!(id), &Value::Null), "{listed}");
}

#[both_databases]
async fn subscriptions_and_accounts_are_listed_as_actions_leave_them(desk: Desk) {
    let shop = desk.shop().await;
    let order = shop.imports("S-1", 1, None).await;
    shop.mia_is_known_by(&order).await;
    let start = json!({ "verb": "start_subscription", "brand": "kettle", "customer": shop.mia, "plan": "Tea", "price": eur(3_000), "every": { "days": 30 } });

    let started = shop.asks(&desk.noors, start).await;
    let id = started.body["outcome"]["subscription"].as_i64().expect("a subscription");
    let paused = shop.asks(&desk.noors, json!({ "verb": "pause_subscription", "subscription": id })).await;
    let listed = shop.gets(&format!("/subscriptions?customer={}&state=paused", shop.mia)).await;
    let none = shop.gets("/subscriptions?state=ended").await;
    let resumed = shop.asks(&desk.noors, json!({ "verb": "resume_subscription", "subscription": id })).await;
    let one = shop.gets(&format!("/subscriptions/{id}")).await;
    let of_subscription = shop.gets(&format!("/charges?subscription={id}")).await;

    assert_eq!((paused.status, resumed.status), (StatusCode::OK, StatusCode::OK), "{paused:?} {resumed:?}");
    assert_eq!((&listed["data"][0]["id"], &listed["data"][0]["price"]), (&json!(id), &eur(3_000)), "{listed}");
    assert_eq!((none["data"].as_array().map(Vec::len), &one["state"]), (Some(0), &json!("active")));
    assert_eq!(of_subscription["data"].as_array().map(Vec::len), Some(1), "a pause within the paid period charges nothing");

    let code = shop.load(&format!("/customers/{}/verification/code", shop.mia), json!({})).await["code"].clone();
    let answered = desk
        .post(&desk.noors, &format!("/customers/{}/verification/code/answer", shop.mia), json!({ "code": code }))
        .await;
    assert_eq!(answered.body["strength"], "confirmed", "{answered:?}");
    let opened = shop
        .asks(
            &desk.noors,
            json!({ "verb": "open_account", "brand": "kettle", "customer": shop.mia, "plan": "Club", "details": { "contract": "C-7" } }),
        )
        .await;
    let account = opened.body["outcome"]["account"].as_i64().expect("an account");
    let charge =
        json!({ "verb": "charge", "brand": "kettle", "customer": shop.mia, "account": account, "label": "Visit", "amount": eur(1_000) });
    shop.asks(&desk.noors, charge).await;
    let accounts = shop.gets(&format!("/accounts?customer={}&status=open", shop.mia)).await;
    assert_eq!(
        (&accounts["data"][0]["owed"], &accounts["data"][0]["details"]["contract"]),
        (&json!([eur(1_000)]), &json!("C-7")),
        "{accounts}"
    );
    assert_eq!(shop.gets(&format!("/accounts/{account}")).await["plan"], "Club");
}

#[both_databases]
async fn a_charge_for_an_order_stands_on_the_orders_bill(desk: Desk) {
    let shop = desk.shop().await;
    let order = shop.imports("S-1", 1, None).await;
    let charge = json!({ "verb": "charge", "brand": "kettle", "customer": shop.mia, "order": order["id"], "label": "Engraving", "amount": eur(1_000) });

    let charged = shop.asks(&desk.anas, charge).await;

    assert_eq!(charged.status, StatusCode::OK, "{charged:?}");
    assert_eq!((&charged.body["order"]["number"], &charged.body["order"]["due"]), (&order["number"], &eur(1_000)));
    let listed = shop.gets(&format!("/charges?order={}", order["id"])).await;
    assert_eq!(listed["data"][0]["label"], "Engraving");
}

#[both_databases]
async fn records_of_a_companys_own_kind_are_listed_by_type_and_state(desk: Desk) {
    let shop = desk.shop().await;
    let definition = json!({
        "schema": { "properties": { "nights": { "type": "integer" }, "arrives": { "type": "string", "format": "date" } }, "required": ["nights"] },
        "states": ["asked", "booked"], "actions": { "book": { "from": ["asked"], "to": "booked" } },
    });
    let put = |definition: &Value| {
        desk.asks(&shop.loader, Method::PUT, "/record-types/booking")
            .json(&json!({ "name": "Booking", "definition": definition }))
    };
    put(&definition).answer().await;
    let faulty = put(&json!({ "schema": { "properties": {} }, "states": ["a"], "actions": { "go": { "to": "b" } } }))
        .answer()
        .await;
    desk.by(desk.noor, |work| {
        work.acting_as(Actor::System, |work| {
            work.keep_quietly("a record of a scene");
            db::sql(
                "INSERT INTO record (type_id, number, customer_id, brand_id, state, fields, version, created_at, changed_at)
                     SELECT t.id, 'X1', NULL, b.id, 'asked', '{\"nights\":2}', 1, 0, 0 FROM record_type t, brand b",
            )
            .run(work)
        })
    })
    .await;

    let listed = shop.gets("/records?record_type=booking&state=asked").await;
    let none = shop.gets("/records?record_type=booking&state=booked").await;

    assert_eq!(
        (&listed["data"][0]["fields"]["nights"], none["data"].as_array().map(Vec::len)),
        (&json!(2), Some(0)),
        "{listed}"
    );
    assert_eq!(shop.gets("/record-types/booking").await["version"], 1);
    assert!(
        faulty.status == StatusCode::UNPROCESSABLE_ENTITY
            && faulty.body["detail"].as_str().is_some_and(|said| said.contains("actions.go: b")),
        "{faulty:?}"
    );
}

#[both_databases]
async fn every_report_is_read_with_the_rows_behind_it(desk: Desk) {
    let shop = desk.shop().await;
    let order = shop.imports("S-1", 2, Some(5)).await;
    shop.mia_is_known_by(&order).await;
    let back = |minor: i64| json!({ "verb": "refund", "refund": { "what": "amount", "amount": eur(minor) }, "reason": "damaged" });
    shop.acts(&desk.noors, &order, back(700)).await;
    shop.acts(&desk.noors, &order, back(300)).await;
    shop.acts(&desk.noors, &order, json!({ "verb": "cancel", "units": units(&order), "reason": "changed_mind" }))
        .await;

    desk.clock.forward_seconds(1);
    let all = shop.gets("/reports/orders").await;
    let reasons = shop.gets("/reports/orders/refunds_by_reason").await;
    let behind = shop.gets("/reports/orders/refunds_by_reason/rows?key=damaged").await;
    let long_ago = shop
        .gets("/reports/orders/refunds_by_reason?from=2020-01-01T00:00:00Z&until=2020-02-01T00:00:00Z")
        .await;
    let nonsense = desk.get(&shop.loader, "/reports/orders/nonsense").await;
    let by_ana = desk.get(&desk.anas, "/reports/orders").await;

    let figures: Vec<&str> = all["data"].as_array().expect("reports").iter().filter_map(|one| one["figure"].as_str()).collect();
    assert_eq!(
        figures,
        [
            "refunds_by_reason",
            "refunds_by_agent",
            "refunds_by_product",
            "return_rate",
            "approvals_waiting",
            "denials",
            "promised",
            "suggestions_by_source",
            "suggestions_by_agent",
            "suggestions_lift"
        ]
    );
    // What the shop gave as credit counts, too, under its own reason.
    let damaged = reasons["rows"].as_array().and_then(|rows| rows.iter().find(|row| row["key"] == "damaged"));
    let damaged = damaged.unwrap_or_else(|| panic!("{reasons}"));
    assert_eq!((&damaged["count"], &damaged["amount"]), (&json!(2), &eur(1_000)), "{reasons}");
    assert_eq!(behind["rows"].as_array().map(Vec::len), Some(2));
    assert_eq!((&behind["rows"][0]["order"], &behind["rows"][0]["amount"]), (&order["number"], &eur(300)), "{behind}");
    assert_eq!(all["data"][3]["rows"][0]["delivered"], 2, "{all}");
    assert!(all["data"][5]["rows"][0]["key"].as_str().is_some_and(|key| key.starts_with("cancel:")), "{all}");
    assert_eq!(all["data"][6]["rows"][0]["amount"], eur(1_000), "{all}");
    assert_eq!(long_ago["rows"], json!([]));
    assert_eq!((nonsense.status, by_ana.status), (StatusCode::NOT_FOUND, StatusCode::FORBIDDEN));
}

#[both_databases]
async fn a_program_comes_by_the_api_and_says_in_which_conversation_it_asks(desk: Desk) {
    let shop = desk.shop().await;
    let order = shop.imports("S-1", 1, None).await;
    let kettle = desk.kettle;
    desk.asks(&desk.anas, Method::PATCH, &format!("/conversations/{kettle}"))
        .json(&json!({ "category": "complaint" }))
        .answer()
        .await;
    let path = format!("/orders/{}/actions", order["number"].as_str().expect("a number"));
    let request = json!({ "verb": "cancel", "reason": "changed_mind" });
    let asked_in = |conversation: Option<i64>| {
        let (desk, path, request) = (&desk, path.clone(), request.clone());
        async move {
            let seen = desk
                .post(&desk.anas, &format!("{path}/preview"), json!({ "request": request, "conversation": conversation }))
                .await;
            let hash = seen.body["hash"].as_str().unwrap_or("unseen");
            let body = json!({ "request": request, "hash": hash, "agreed": true, "conversation": conversation });
            desk.asks(&desk.anas, Method::POST, &path)
                .header("idempotency-key", &format!("in-{}", conversation.unwrap_or(0)))
                .json(&body)
                .answer()
                .await
        }
    };

    // Nobody knows Mia, so each is denied and kept with what the policy was told.
    let (alone, in_it, unseen) = (asked_in(None).await, asked_in(Some(kettle)).await, asked_in(Some(desk.secret)).await);

    let told = |answer: &Answer| format!("/verdicts/{}", answer.body["verdict_id"]);
    let (alone, in_it) = (shop.gets(&told(&alone)).await, shop.gets(&told(&in_it)).await);
    assert_eq!(
        (&alone["inputs"]["channel"], &alone["inputs"]["conversation.category"]),
        (&json!("api"), &Value::Null),
        "{alone}"
    );
    assert_eq!(
        (&in_it["inputs"]["channel"], &in_it["inputs"]["conversation.category"]),
        (&json!("api"), &json!("complaint")),
        "{in_it}"
    );
    assert_eq!(unseen.status, StatusCode::NOT_FOUND, "{unseen:?}");
}
