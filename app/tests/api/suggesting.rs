//! Suggestions through REST: rules are written, a program asks, says what became of it, and reads what it came to.

use crate::shop::{eur, home};
use crate::stage::Desk;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::both_databases;

fn better_kettle() -> Value {
    json!({
        "name": "Steel lasts longer", "kind": "upsell", "look_at": "order", "has": "product", "word": "kettle", "suggest": "KETTLE-STEEL",
        "text": { "en": "{product} in steel for {price}" },
    })
}

#[both_databases]
async fn a_program_asks_says_what_became_of_it_and_reads_the_figures(desk: Desk) {
    let shop = desk.shop().await;
    let rule = shop.load("/suggestion-rules", better_kettle()).await;
    shop.imports("S-1", 1, None).await;
    let path = format!("/customers/{}/suggestions", shop.mia);

    let asked = desk.get(&desk.anas, &path).await;
    let shown = desk.post(&desk.anas, &path, json!({})).await;
    let again = desk.post(&desk.anas, &path, json!({})).await;
    let id = shown.body["suggestions"][0]["id"].as_i64().expect("a key");
    let offered = desk.post(&desk.anas, &format!("/suggestions/{id}/outcome"), json!({ "outcome": "offered" })).await;
    let order = json!({
        "outside_reference": "S-2", "brand": "kettle", "customer": shop.mia, "ship_to": home("Mia Kowalski"),
        "placed_at": desk.clock.now().rfc3339(), "shipping_method": "standard", "shipping": eur(490),
        "units": [{ "sku": "KETTLE-STEEL", "price": eur(5_990), "state": "ordered" }], "payments": [], "shipments": [],
    });
    shop.load("/orders/import", json!({ "orders": [order] })).await;
    let taken = desk.get(&desk.anas, &format!("/suggestions/{id}")).await;
    let (from, until) = (desk.clock.now().plus_seconds(-60).rfc3339(), desk.clock.now().plus_seconds(60).rfc3339());
    let figures = desk.get(&shop.loader, &format!("/suggestion-figures?from={from}&until={until}")).await;

    let one = &asked.body["suggestions"][0];
    assert_eq!(
        (&one["id"], &one["sku"], &one["kind"], &one["rule"]),
        (&Value::Null, &json!("KETTLE-STEEL"), &json!("upsell"), &rule["id"]),
        "{asked:?}"
    );
    assert_eq!(
        (&one["price"], &one["text"]["en"], &one["fits_order"]),
        (&eur(5_990), &json!("Kettle in steel for 59.90"), &json!(true))
    );
    assert_eq!(again.body["suggestions"][0]["id"], json!(id), "the same case is counted once");
    assert!(offered.body["offered_at"].is_string() && offered.body["taken_at"].is_null(), "{offered:?}");
    assert!(taken.body["taken_at"].is_string() && taken.body["bought_at"].is_string(), "{taken:?}");
    let tally = &figures.body["by_source"][0];
    assert_eq!(
        (&tally["shown"], &tally["offered"], &tally["taken"], &tally["revenue"]),
        (&json!(1), &json!(1), &json!(1), &eur(5_990)),
        "{figures:?}"
    );
    assert_eq!((&figures.body["lift"][0]["shown_bought"], &figures.body["lift"][0]["per_mille"]), (&json!(1), &Value::Null));
    assert_eq!(desk.times("suggestion.taken").await, 1);
}

#[both_databases]
async fn what_speaks_against_it_is_named_and_a_conversation_one_may_not_see_is_refused(desk: Desk) {
    let shop = desk.shop().await;
    shop.load("/suggestion-rules", better_kettle()).await;
    shop.imports("S-1", 1, None).await;
    let path = format!("/customers/{}/suggestions", shop.mia);
    let wanted = |yes: bool| desk.asks(&desk.anas, Method::PUT, &format!("{path}/wanted")).json(&json!({ "wanted": yes }));

    let out = wanted(false).answer().await;
    let quiet = desk.get(&desk.anas, &path).await;
    wanted(true).answer().await;
    let shown = desk.post(&desk.anas, &path, json!({})).await;
    let id = &shown.body["suggestions"][0]["id"];
    desk.post(&desk.anas, &format!("/suggestions/{id}/outcome"), json!({ "outcome": "declined" })).await;
    let said_no = desk.get(&desk.anas, &path).await;
    let not_hers = desk.get(&desk.anas, &format!("{path}?conversation={}", desk.kettle)).await;
    let secret = desk.get(&desk.anas, &format!("{path}?conversation={}", desk.secret)).await;

    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert_eq!(quiet.body["not_now"], json!([{ "code": "opted_out", "text": "the customer wants no suggestions" }]));
    assert_eq!(said_no.body["not_now"][0]["code"], "said_no");
    assert_eq!((not_hers.status.as_u16(), secret.status.as_u16()), (422, 422));
    assert_eq!(desk.get(&desk.narrow, &path).await.status, StatusCode::FORBIDDEN);
}

#[both_databases]
async fn in_a_conversation_its_mood_urgency_and_category_are_looked_at(desk: Desk) {
    let shop = desk.shop().await;
    shop.load("/suggestion-rules", better_kettle()).await;
    let (kettle, customer) = (
        desk.kettle,
        desk.read({
            let id = desk.kettle;
            move |tx| {
                db::sql("SELECT customer_id FROM conversation WHERE id = $1")
                    .with(id)
                    .only::<i64>(tx, "conversation")
            }
        })
        .await,
    );
    let path = format!("/customers/{customer}/suggestions?conversation={kettle}");
    let codes = |answer: &crate::asking::Answer| -> Vec<String> {
        let all = answer.body["not_now"].as_array().expect("reasons");
        all.iter().filter_map(|one| one["code"].as_str().map(str::to_owned)).collect()
    };

    let calm = desk.get(&desk.anas, &path).await;
    desk.by(desk.noor, move |work| {
        work.keep_quietly("a scene makes her angry");
        db::sql("UPDATE message SET text = 'I am furious, this is unacceptable' WHERE conversation_id = $1")
            .with(kettle)
            .run(work)
    })
    .await;
    let angry = desk.get(&desk.anas, &path).await;
    desk.by(desk.noor, move |work| {
        desk::conversations::find(work, desk::ConversationId(kettle))?.prioritise(work, desk::Priority::Urgent)
    })
    .await;
    desk.by(desk.noor, move |work| {
        desk::conversations::find(work, desk::ConversationId(kettle))?.categorise(work, Some(desk::Category::Complaint))
    })
    .await;
    let all = desk.get(&desk.anas, &path).await;

    assert!(codes(&calm).is_empty(), "{calm:?}");
    assert_eq!(codes(&angry), ["bad_mood"]);
    assert_eq!(codes(&all), ["open_complaint", "urgent", "sensitive", "bad_mood"]);
}

#[both_databases]
async fn rules_and_settings_are_read_changed_and_refused_with_what_to_do(desk: Desk) {
    let shop = desk.shop().await;
    let rule = shop.load("/suggestion-rules", better_kettle()).await;
    let path = format!("/suggestion-rules/{}", rule["id"]);

    let mut other = better_kettle();
    other["above"] = eur(5_000);
    other["country"] = json!("de");
    let changed = desk.asks(&shop.loader, Method::PUT, &path).json(&other).answer().await;
    other["suggest"] = json!("NOTHING");
    let refused = desk.asks(&shop.loader, Method::PUT, &path).json(&other).answer().await;
    let listed = desk.get(&shop.loader, "/suggestion-rules").await;
    let mut how = desk.get(&shop.loader, "/suggestion-settings").await.body;
    how["hold_out_percent"] = json!(10);
    let set = desk.asks(&shop.loader, Method::PUT, "/suggestion-settings").json(&how).answer().await;
    how["hold_out_percent"] = json!(100);
    let too_many = desk.asks(&shop.loader, Method::PUT, "/suggestion-settings").json(&how).answer().await;
    let counted = desk.post(&shop.loader, "/suggestion-counts", json!({})).await;
    let by_ana = desk.post(&desk.anas, "/suggestion-rules", better_kettle()).await;
    let gone = desk.asks(&shop.loader, Method::DELETE, &path).answer().await;

    assert_eq!((&changed.body["above"], &changed.body["country"]), (&eur(5_000), &json!("DE")), "{changed:?}");
    assert_eq!((refused.status.as_u16(), listed.body["data"].as_array().map(Vec::len)), (422, Some(1)));
    assert_eq!((&set.body["hold_out_percent"], too_many.status.as_u16()), (&json!(10), 422));
    assert_eq!(
        (counted.status, by_ana.status, gone.status),
        (StatusCode::NO_CONTENT, StatusCode::FORBIDDEN, StatusCode::NO_CONTENT)
    );
    assert_eq!(desk.get(&shop.loader, &path).await.status, StatusCode::NOT_FOUND);
}
