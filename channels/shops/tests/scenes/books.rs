//! The books end the same however things come: any permutation, any repetition, late, twice, out of order.

use crate::fake_shopify::{order, refund_in};
use crate::stage::{Books, Desk};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use shops::{Shop, books::take_in};
use testkit::{Stage as _, both_databases, place_on_sqlite};

/// An order's whole life, as seven payloads.
fn life() -> Vec<Value> {
    let mut now = order();
    now["transactions"] = json!([]);
    let mut all = vec![now.clone()];
    now["transactions"] = json!([{ "id": "gid://shopify/OrderTransaction/1", "kind": "AUTHORIZATION", "status": "SUCCESS", "gateway": "g",
                                   "amountSet": { "shopMoney": { "amount": "114.80" } }, "parentTransaction": null }]);
    step(&mut all, &mut now, 1);
    let capture = json!({ "id": "gid://shopify/OrderTransaction/2", "kind": "CAPTURE", "status": "SUCCESS", "gateway": "g",
                          "amountSet": { "shopMoney": { "amount": "114.80" } }, "parentTransaction": { "id": "gid://shopify/OrderTransaction/1" } });
    now["transactions"].as_array_mut().expect("a list").push(capture);
    step(&mut all, &mut now, 2);
    now["fulfillments"] = json!([{ "id": "gid://shopify/Fulfillment/1", "status": "SUCCESS", "createdAt": "2026-03-09T12:00:00Z", "deliveredAt": null,
        "trackingInfo": [{ "company": "Post", "number": "T1" }],
        "fulfillmentLineItems": { "nodes": [{ "quantity": 2, "lineItem": { "id": "gid://shopify/LineItem/1" } }] } }]);
    step(&mut all, &mut now, 3);
    now["fulfillments"][0]["deliveredAt"] = json!("2026-03-09T15:00:00Z");
    step(&mut all, &mut now, 4);
    refund_in(&mut now, 1, "44.91", "came back", "2026-03-09T10:05:00Z");
    now["refunds"][0]["transactions"]["nodes"][0]["parentTransaction"]["id"] = json!("gid://shopify/OrderTransaction/2");
    step(&mut all, &mut now, 5);
    refund_in(&mut now, 0, "5.00", "goodwill", "2026-03-09T10:06:00Z");
    now["refunds"][1]["transactions"]["nodes"][0]["parentTransaction"]["id"] = json!("gid://shopify/OrderTransaction/2");
    step(&mut all, &mut now, 6);
    all
}

fn step(all: &mut Vec<Value>, now: &mut Value, minute: u32) {
    now["updatedAt"] = json!(format!("2026-03-09T10:0{minute}:00Z"));
    all.push(now.clone());
}

async fn tell(desk: &Desk, shop: &Shop, payload: &Value) {
    let told = shops::read_shopify_order(payload).expect("a readable order");
    let shop = shop.clone();
    desk.works(move |work| take_in(work, &shop, &told)).await;
}

async fn books_after(order_of_telling: &[usize]) -> Books {
    let desk = Desk::set_up(place_on_sqlite()).await;
    let (shop, _) = desk.beside_shopify().await;
    let life = life();
    for at in order_of_telling {
        tell(&desk, &shop, &life[*at]).await;
    }
    // Whatever came before, the last word is heard at last: shops repeat themselves until we are up to date.
    tell(&desk, &shop, &life[6]).await;
    desk.books(desk.order("1042").await.id).await
}

#[both_databases]
async fn a_life_told_in_order_ends_with_what_is_right(desk: Desk) {
    let (shop, _) = desk.beside_shopify().await;
    for payload in life() {
        tell(&desk, &shop, &payload).await;
        tell(&desk, &shop, &payload).await;
    }
    let books = desk.books(desk.order("1042").await.id).await;

    assert_eq!((books.total.as_str(), books.paid.as_str()), ("64.89 EUR", "64.89 EUR"));
    let states: Vec<&str> = books.units.iter().map(|(_, state)| state.as_str()).collect();
    assert_eq!(states, ["delivered", "returned", "ordered"]);
    let kinds: Vec<(&str, i64)> = books.money.iter().map(|(kind, minor, _)| (kind.as_str(), *minor)).collect();
    assert_eq!(kinds, [("authorise", 11_480), ("capture", 11_480), ("refund", 500), ("refund", 4_491)]);
}

#[test]
fn any_permutation_and_repetition_of_an_orders_life_gives_the_same_books() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    let expected = runtime.block_on(books_after(&[0, 1, 2, 3, 4, 5]));
    assert_eq!(expected.total, "64.89 EUR");

    let tellings = proptest::collection::vec(0_usize..7, 0..12);
    let mut runner = TestRunner::new(Config { cases: 24, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&tellings, |telling| {
        let books = runtime.block_on(books_after(&telling));
        prop_assert_eq!(&books, &expected);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}
