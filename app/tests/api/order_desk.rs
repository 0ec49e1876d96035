//! The order desk through REST: a company is loaded, its orders are found, acted on, and every verdict is read.

use crate::shop::{eur, home, units};
use crate::stage::Desk;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::both_databases;

#[both_databases]
async fn an_order_taken_over_stands_as_it_stood_and_the_same_again_changes_nothing(desk: Desk) {
    let shop = desk.shop().await;

    let order = shop.imports("S-1", 2, Some(5)).await;
    let again = shop.imports("S-1", 2, Some(5)).await;

    assert_eq!(order["number"], again["number"]);
    assert_eq!((&order["status"], &order["payment_state"]), (&json!("delivered"), &json!("paid")));
    assert_eq!((&order["total"], &order["due"]), (&eur(10_470), &eur(0)));
    assert_eq!((units(&order).len(), order["shipments"].as_array().map(Vec::len)), (2, Some(1)));
    for filter in [
        "customer={mia}",
        "email=mia@shop.example",
        "sku=KETTLE-RED",
        "tracking=T-S-1",
        "status=delivered",
        "outside_reference=S-1",
    ] {
        let found = desk.get(&shop.loader, &format!("/orders?{}", filter.replace("{mia}", &shop.mia.to_string()))).await;
        assert_eq!(found.body["data"][0]["number"], order["number"], "{filter}: {}", found.body);
        assert_eq!(found.body["data"].as_array().map(Vec::len), Some(1), "{filter}");
    }
}

#[both_databases]
async fn an_exchange_takes_the_difference_from_the_gift_card_and_a_second_one_is_refused_with_its_code(desk: Desk) {
    let shop = desk.shop().await;
    let order = shop.imports("S-1", 1, Some(5)).await;
    shop.mia_is_known_by(&order).await;
    let swap = json!({
        "verb": "exchange", "units": units(&order), "wanted": ["KETTLE-STEEL"], "reason": "changed_mind", "condition": "unopened",
        "pay": { "method": shop.gift_card },
    });

    let seen = shop.previews(&desk.noors, &order, &swap).await;
    let done = shop.acts(&desk.noors, &order, swap.clone()).await;
    let second = shop.acts(&desk.noors, &order, swap).await;

    assert_eq!(
        (&seen.body["money"][0]["kind"], &seen.body["money"][0]["amount"]),
        (&json!("capture"), &eur(1_000)),
        "{seen:?}"
    );
    assert_eq!(done.status, StatusCode::OK, "{done:?}");
    assert_eq!(done.body["order"]["exchanges"][0]["difference"], eur(1_000));
    let card = desk.get(&shop.loader, &format!("/balances/{}", shop.gift_balance)).await;
    assert_eq!((&card.body["level"], card.body["entries"].as_array().map(Vec::len)), (&eur(4_000), Some(2)));
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        second.body["codes"]
            .as_array()
            .is_some_and(|codes| codes.contains(&json!("return.already_returned"))),
        "{second:?}"
    );
    assert!(second.body["reasons"][0]["text"]["zh"].as_str().is_some_and(|text| !text.is_empty()));
    let kept = desk.get(&shop.loader, &format!("/verdicts/{}", second.body["verdict_id"])).await;
    assert_eq!(
        (&kept.body["verdict"]["outcome"], &kept.body["inputs"]["order.number"]),
        (&json!("denied"), &order["number"]),
        "{kept:?}"
    );
}

#[both_databases]
async fn what_moved_since_the_preview_and_what_was_not_seen_is_not_done(desk: Desk) {
    let shop = desk.shop().await;
    let order = shop.imports("S-1", 2, None).await;
    shop.mia_is_known_by(&order).await;
    let one = json!({ "verb": "cancel", "units": [units(&order)[0]], "reason": "changed_mind" });
    let all = json!({ "verb": "cancel", "reason": "changed_mind" });
    let seen = shop.previews(&desk.noors, &order, &all).await.body["hash"].as_str().expect("a hash").to_owned();

    let first = shop.acts(&desk.noors, &order, one).await;
    let stale = shop.confirms(&desk.noors, &order, &all, &seen, "stale").await;
    let unseen = shop.confirms(&desk.noors, &order, &all, "", "unseen").await;
    let path = format!("/orders/{}/actions", order["number"].as_str().expect("a number"));
    let keyless = desk.post(&desk.noors, &path, json!({ "request": all, "hash": seen })).await;

    assert_eq!(first.status, StatusCode::OK, "{first:?}");
    assert_eq!((stale.status, unseen.status, keyless.status.as_u16()), (StatusCode::CONFLICT, StatusCode::CONFLICT, 422));
    assert_eq!(shop.order(&order).await["cancellations"].as_array().map(Vec::len), Some(1));
}

#[both_databases]
async fn a_confirmation_sent_twice_is_done_once_and_its_key_takes_nothing_else(desk: Desk) {
    let shop = desk.shop().await;
    let order = shop.imports("S-1", 2, None).await;
    shop.mia_is_known_by(&order).await;
    let one = json!({ "verb": "cancel", "units": [units(&order)[0]], "reason": "changed_mind" });
    let hash = shop.previews(&desk.noors, &order, &one).await.body["hash"].as_str().expect("a hash").to_owned();

    let first = shop.confirms(&desk.noors, &order, &one, &hash, "once").await;
    let again = shop.confirms(&desk.noors, &order, &one, &hash, "once").await;
    let other = shop
        .confirms(&desk.noors, &order, &json!({ "verb": "cancel", "reason": "other" }), &hash, "once")
        .await;

    assert_eq!((first.status, again.header("idempotency-replayed")), (StatusCode::OK, "true"), "{first:?}");
    assert_eq!((&first.body, other.status), (&again.body, StatusCode::CONFLICT));
}

#[both_databases]
async fn a_large_refund_waits_for_somebody_else_who_is_not_the_asker(desk: Desk) {
    let shop = desk.shop().await;
    let order = shop.imports("S-1", 4, Some(5)).await;
    shop.mia_is_known_by(&order).await;
    let back = json!({ "verb": "refund", "refund": { "what": "everything" }, "reason": "not_as_described" });
    let seen = shop.previews(&desk.anas, &order, &back).await;
    assert_eq!(seen.body["verdict"]["outcome"], "needs_approval", "{seen:?}");

    let asked = shop.acts(&desk.anas, &order, back).await;
    assert_eq!(asked.status, StatusCode::ACCEPTED, "{asked:?}");
    let id = asked.id();
    let by_ana = desk.post(&desk.anas, &format!("/approvals/{id}/give"), json!({})).await;
    let given = desk.post(&desk.noors, &format!("/approvals/{id}/give"), json!({ "reason": "fine" })).await;

    assert_eq!(by_ana.status, StatusCode::FORBIDDEN, "{by_ana:?}");
    assert_eq!((given.status, &given.body["state"]), (StatusCode::OK, &json!("given")), "{given:?}");
    assert_eq!(shop.order(&order).await["paid"], eur(0));
}

#[both_databases]
async fn a_pending_order_goes_elsewhere_once_the_customer_is_confirmed_by_a_code(desk: Desk) {
    let shop = desk.shop().await;
    let order = shop.imports("S-1", 1, None).await;
    shop.mia_is_known_by(&order).await;
    let moved = json!({ "verb": "change_address", "ship_to": home("Mia at work"), "reason": "moved" });

    let too_soon = shop.acts(&desk.noors, &order, moved.clone()).await;
    let by_noor = desk.post(&desk.noors, &format!("/customers/{}/verification/code", shop.mia), json!({})).await;
    let code = shop.load(&format!("/customers/{}/verification/code", shop.mia), json!({})).await["code"].clone();
    // Who takes the code knows her; the program that sent it does not have to.
    let known = desk
        .post(&desk.noors, &format!("/customers/{}/verification/code/answer", shop.mia), json!({ "code": code }))
        .await
        .body;
    let done = shop.acts(&desk.noors, &order, moved).await;

    assert_eq!((too_soon.status.as_u16(), by_noor.status), (422, StatusCode::FORBIDDEN), "a person must never see the code");
    assert_eq!(known["strength"], "confirmed");
    assert_eq!((done.status, &done.body["order"]["ship_to"]["name"]), (StatusCode::OK, &json!("Mia at work")), "{done:?}");
}

#[both_databases]
async fn an_invoice_is_read_as_json_as_pdf_and_as_xml(desk: Desk) {
    let shop = desk.shop().await;
    let order = shop.imports("S-1", 1, Some(1)).await;
    shop.mia_is_known_by(&order).await;

    let done = shop.acts(&desk.noors, &order, json!({ "verb": "invoice" })).await;

    let id = &done.body["outcome"]["papers"][0];
    let said = desk.get(&shop.loader, &format!("/papers/{id}")).await;
    assert_eq!((&said.body["gross"], &said.body["kind"]), (&eur(5_480), &json!("invoice")), "{done:?} {said:?}");
    for (form, kind, begins) in [("pdf", "application/pdf", "%PDF-"), ("xml", "application/xml", "<?xml")] {
        let sent = desk.asks(&shop.loader, Method::GET, &format!("/papers/{id}/{form}")).raw().await;
        assert_eq!(sent.headers()["content-type"], kind);
        let bytes = axum::body::to_bytes(sent.into_body(), 8 << 20).await.expect("bytes");
        assert!(bytes.starts_with(begins.as_bytes()), "{form}");
    }
}

#[both_databases]
async fn a_token_without_the_scope_reaches_nothing_and_a_foreign_number_is_not_there(desk: Desk) {
    let shop = desk.shop().await;
    let order = shop.imports("S-1", 1, None).await;
    let path = format!("/orders/{}", order["number"].as_str().expect("a number"));

    let narrow = desk.get(&desk.narrow, &path).await;
    let nowhere = desk.get(&shop.loader, "/orders/NOT-THERE").await;
    let acted = desk
        .post(&desk.narrow, &format!("{path}/actions/preview"), json!({ "request": { "verb": "invoice" } }))
        .await;

    assert_eq!((narrow.status, acted.status), (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN));
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

#[both_databases]
async fn a_company_s_own_record_is_opened_and_moved_by_its_own_actions(desk: Desk) {
    let shop = desk.shop().await;
    let definition = json!({
        "schema": { "properties": { "nights": { "type": "integer" } }, "required": ["nights"] },
        "states": ["asked", "booked"], "actions": { "book": { "from": ["asked"], "to": "booked" } },
    });
    let defined = desk
        .asks(&shop.loader, Method::PUT, "/record-types/booking")
        .json(&json!({ "name": "Booking", "definition": definition }))
        .answer()
        .await;

    let opening = json!({ "verb": "open_record", "brand": "kettle", "record_type": "booking", "fields": { "nights": 2 } });
    let seen = desk.post(&desk.noors, "/actions/preview", json!({ "request": opening })).await;

    assert_eq!(defined.body["version"], 1, "{defined:?}");
    assert_eq!((seen.status, &seen.body["verb"]), (StatusCode::OK, &json!("booking.open")), "{seen:?}");
    assert_eq!(seen.body["verdict"]["outcome"], "denied", "no policy of the company's speaks of bookings yet");
}

#[both_databases]
async fn possible_lists_what_can_be_done_and_why_not_the_rest(desk: Desk) {
    let shop = desk.shop().await;
    let order = shop.imports("S-1", 1, None).await;
    shop.mia_is_known_by(&order).await;

    let possible = desk
        .get(&desk.noors, &format!("/orders/{}/possible", order["number"].as_str().expect("a number")))
        .await;

    let outcome = |verb: &str| -> Value {
        let actions = possible.body["actions"].as_array().expect("actions");
        actions
            .iter()
            .find(|action| action["verb"] == verb)
            .map_or(Value::Null, |action| action["verdict"]["outcome"].clone())
    };
    assert_eq!((outcome("cancel"), outcome("return")), (json!("needs_confirmation"), json!("denied")), "{possible:?}");
}

#[both_databases]
async fn attack_23_identity_is_asked_and_shown_only_in_conversations_its_token_sees_and_whose_customer_it_is(desk: Desk) {
    let shop = desk.shop().await;
    let order = shop.imports("S-1", 1, None).await;
    let told = json!({ "name": "Mia Kowalski", "postcode": "10115", "order_number": order["number"] });
    let at = format!("/customers/{}/verification", shop.mia);

    // One that is not seen, one that is not there, and one of another Mia.
    for conversation in [desk.secret, 987_654, desk.kettle] {
        let mut body = told.clone();
        body["conversation"] = json!(conversation);
        let matched = desk.post(&desk.anas, &format!("{at}/match"), body).await;
        let answered = desk
            .post(&desk.anas, &format!("{at}/code/answer"), json!({ "code": "123456", "conversation": conversation }))
            .await;
        let shown = desk.get(&desk.anas, &format!("{at}?conversation={conversation}")).await;
        let may = format!("/customers/{}/may-be-told?what=order_status&brand=kettle&conversation={conversation}", shop.mia);
        let may = desk.get(&desk.anas, &may).await;
        for answer in [matched, answered, shown, may] {
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{conversation}: {answer:?}");
        }
    }
    let known: i64 = desk
        .read(|tx| db::sql("SELECT COUNT(*) FROM verification WHERE conversation_id IS NOT NULL").only(tx, "count"))
        .await;
    assert_eq!(known, 0);
}

#[both_databases]
async fn attack_23_an_action_names_only_conversations_its_token_sees_and_whose_order_it_is(desk: Desk) {
    let shop = desk.shop().await;
    let order = shop.imports("S-1", 2, None).await;
    shop.mia_is_known_by(&order).await;
    let request = json!({ "verb": "cancel", "units": [units(&order)[0]], "reason": "changed_mind" });
    let at = format!("/orders/{}/actions", order["number"].as_str().expect("a number"));
    let look = |conversation: i64| json!({ "request": request, "conversation": conversation });

    for conversation in [desk.secret, 987_654] {
        let seen = desk.post(&desk.anas, &format!("{at}/preview"), look(conversation)).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{conversation}: {seen:?}");
        let body = json!({ "request": request, "hash": "guessed", "agreed": true, "conversation": conversation });
        let told = desk
            .asks(&desk.anas, Method::POST, &at)
            .header("idempotency-key", &shop.key())
            .json(&body)
            .answer()
            .await;
        assert_eq!(told.status, StatusCode::NOT_FOUND, "{conversation}: {told:?}");
    }
    // The conversation is that of another Mia, who is not this customer.
    let elsewhere = desk.post(&desk.anas, &format!("{at}/preview"), look(desk.kettle)).await;
    let nowhere = shop.previews(&desk.anas, &order, &request).await;

    let reasons = elsewhere.body["verdict"]["reasons"].as_array().expect("reasons");
    assert!(reasons.iter().any(|reason| reason["code"] == "order.not_yours"), "{elsewhere:?}");
    assert_eq!(nowhere.body["verdict"]["outcome"], "needs_confirmation", "{nowhere:?}");
    assert_eq!(desk.times("action.denied").await, 1, "the no is kept, though nobody confirmed it");
}

#[both_databases]
async fn products_entities_and_brands_change_and_what_was_agreed_stays(desk: Desk) {
    let shop = desk.shop().await;
    let order = shop.imports("S-1", 1, Some(3)).await;
    let product = desk.get(&shop.loader, "/products?code=kettle").await.body["data"][0].clone();
    let (id, variant) = (product["id"].as_i64().expect("a key"), product["variants"][0]["id"].as_i64().expect("a key"));
    let patch = |path: String, body: Value| {
        let (desk, token) = (&desk, shop.loader.clone());
        async move { desk.asks(&token, Method::PATCH, &path).json(&body).answer().await }
    };

    let renamed = patch(format!("/products/{id}"), json!({ "name": "Big kettle", "category": "hygiene" })).await;
    let taxed = patch(format!("/variants/{variant}"), json!({ "tax_class": "reduced", "tracks_stock": false })).await;
    let gone = patch(format!("/products/{id}"), json!({ "archived": true })).await;
    let back = patch(format!("/products/{id}"), json!({ "archived": false })).await;
    let moved = patch("/legal-entities/1".into(), json!({ "bank": "DE02 1203 0000 0000 2020 51", "address": home("Elsewhere") })).await;
    let nameless = patch("/legal-entities/1".into(), json!({ "name": " " })).await;
    let brand = patch("/brands/1".into(), json!({ "name": "Kettle & Co.", "order_prefix": "KC" })).await;
    let nobodys = patch("/brands/1".into(), json!({ "legal_entity": 4711 })).await;

    assert_eq!((&renamed.body["name"], &renamed.body["category"]), (&json!("Big kettle"), &json!("hygiene")), "{renamed:?}");
    assert_eq!((&taxed.body["tax_class"], &taxed.body["stock"]), (&json!("reduced"), &Value::Null), "{taxed:?}");
    assert!(gone.body["archived_at"].is_string() && gone.body["variants"][0]["archived_at"].is_string(), "{gone:?}");
    assert!(back.body["archived_at"].is_null() && back.body["variants"][0]["archived_at"].is_null(), "{back:?}");
    assert_eq!(
        (&moved.body["bank"], &moved.body["address"]["name"]),
        (&json!("DE02 1203 0000 0000 2020 51"), &json!("Elsewhere")),
        "{moved:?}"
    );
    assert_eq!(
        (nameless.status, nobodys.status),
        (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY),
        "{nobodys:?}"
    );
    assert_eq!((&brand.body["name"], &brand.body["order_prefix"]), (&json!("Kettle & Co."), &json!("KC")), "{brand:?}");
    assert_eq!(shop.order(&order).await["units"][0]["name"], order["units"][0]["name"], "what was sold keeps its name");
}
