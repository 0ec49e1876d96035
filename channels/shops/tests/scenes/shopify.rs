//! Shopify: orders in, refunds out, whatever the weather.

use crate::fake::Fault;
use crate::fake_shopify::order;
use crate::stage::Desk;
use kit::{Currency, Money};
use orders::Request;
use orders::action::{Cancel, ChangeAddress, Refund, RefundWhat};
use orders::fulfil::Sending;
use orders::returns::RefundTo;
use serde_json::json;
use shops::State;
use std::net::Ipv4Addr;
use testkit::both_databases;

fn ten_euros(order: orders::OrderId) -> Request {
    Request::Refund(Refund {
        order,
        refund: RefundWhat::Amount { amount: Money::new(1_000, Currency::EUR) },
        reason: "a dent".into(),
        refund_to: RefundTo::Original,
    })
}

#[both_databases]
async fn an_order_is_read_with_its_pieces_its_money_and_its_customer(desk: Desk) {
    let (shop, shopify) = desk.beside_shopify().await;
    shopify.has(order());

    desk.reads(&shop).await;

    let read = desk.order("1042").await;
    let books = desk.books(read.id).await;
    assert_eq!((books.total.as_str(), books.paid.as_str(), books.tax), ("114.80 EUR", "114.80 EUR", 1_434 + 305 + 78));
    assert_eq!(books.units.len(), 3, "the same variant twice is two units");
    assert_eq!(books.units[0], ("KETTLE-RED".into(), "ordered".into()));
    assert_eq!(books.money, [("capture".into(), 11_480, "gid://shopify/OrderTransaction/501".into())]);
    assert_eq!((read.placed_at.rfc3339().as_str(), read.country.as_str()), ("2026-03-08T09:30:00Z", "DE"));
    let customer = desk.read(move |tx| customers::find(tx, read.customer)).await;
    assert_eq!(customer.name, "Mia Kowalski");
}

#[both_databases]
async fn reading_again_changes_nothing(desk: Desk) {
    let (shop, shopify) = desk.beside_shopify().await;
    for number in 0..5 {
        let mut one = order();
        one["id"] = json!(format!("gid://shopify/Order/{number}"));
        one["name"] = json!(format!("#{number}"));
        one["updatedAt"] = json!(format!("2026-03-0{}T10:00:00Z", number + 1));
        shopify.has(one);
    }
    desk.reads(&shop).await;
    let (before, first) = (desk.log_length().await, desk.books(desk.order("0").await.id).await);

    desk.reads(&shop).await;

    assert_eq!(desk.log_length().await, before);
    assert_eq!(desk.books(desk.order("0").await.id).await, first);
    assert_eq!(desk.order("4").await.total().minor, 11_480, "all pages were read");
}

#[both_databases]
async fn a_refund_here_is_made_there_once_whatever_the_weather(desk: Desk) {
    let (shop, shopify) = desk.beside_shopify().await;
    shopify.has(order());
    desk.reads(&shop).await;
    let bought = desk.order("1042").await;

    desk.does(ten_euros(bought.id)).await;
    shopify.weather.turns(&[Fault::Busy, Fault::Broken, Fault::HalfAnswer]);
    desk.carries_out().await;

    let books = desk.books(bought.id).await;
    assert_eq!(desk.errands(bought.id).await, [("refund".to_owned(), "done", String::new())]);
    assert_eq!(shopify.order(0)["refunds"].as_array().expect("refunds").len(), 1);
    assert_eq!((books.total.as_str(), books.paid.as_str()), ("104.80 EUR", "104.80 EUR"));
    assert!(books.money.contains(&("refund".into(), 1_000, "gid://shopify/OrderTransaction/800".into())), "{books:?}");

    desk.reads(&shop).await;
    assert_eq!(desk.books(bought.id).await, books, "what the shop tells of it is not taken twice");
}

#[both_databases]
async fn an_answer_that_was_lost_is_asked_again_under_the_same_key(desk: Desk) {
    let (shop, shopify) = desk.beside_shopify().await;
    shopify.has(order());
    desk.reads(&shop).await;
    let bought = desk.order("1042").await;

    desk.does(ten_euros(bought.id)).await;
    // The look before the refund comes through; the refund is made and its answer lost.
    shopify.weather.turns(&[Fault::HalfAnswer, Fault::DoneButSilent]);
    desk.carries_out().await;

    assert_eq!(shopify.order(0)["refunds"].as_array().expect("refunds").len(), 1);
    assert_eq!(desk.errands(bought.id).await[0].1, "done");
    assert_eq!(desk.books(bought.id).await.paid, "104.80 EUR");
}

#[both_databases]
async fn a_refund_the_shop_refuses_fails_and_can_be_drawn_on_again(desk: Desk) {
    let (shop, shopify) = desk.beside_shopify().await;
    shopify.has(order());
    desk.reads(&shop).await;
    let bought = desk.order("1042").await;

    desk.does(ten_euros(bought.id)).await;
    *shopify.refuses.lock().expect("refuses") = Some("The card was closed".into());
    desk.carries_out().await;

    let (what, state, reason) = desk.errands(bought.id).await.remove(0);
    assert_eq!((what.as_str(), state), ("refund", "failed"));
    assert!(reason.contains("The card was closed"), "{reason}");
    assert_eq!(desk.books(bought.id).await.paid, "114.80 EUR");
}

#[both_databases]
async fn cancelling_an_order_cancels_it_there_and_gives_the_money_back_there(desk: Desk) {
    let (shop, shopify) = desk.beside_shopify().await;
    shopify.has(order());
    desk.reads(&shop).await;
    let bought = desk.order("1042").await;

    let cancel = Cancel {
        order: bought.id,
        units: Vec::new(),
        reason: "changed her mind".into(),
        refund_to: RefundTo::Original,
    };
    desk.does(Request::Cancel(cancel)).await;
    desk.carries_out().await;

    let there = shopify.order(0);
    assert!(!there["cancelledAt"].is_null());
    assert_eq!(there["refunds"][0]["transactions"]["nodes"][0]["amountSet"]["shopMoney"]["amount"], "114.80");
    desk.reads(&shop).await;
    let books = desk.books(bought.id).await;
    assert_eq!((books.total.as_str(), books.paid.as_str(), books.status.as_str()), ("0.00 EUR", "0.00 EUR", "cancelled"));
}

#[both_databases]
async fn a_new_address_goes_there_and_is_not_changed_back_meanwhile(desk: Desk) {
    let (shop, shopify) = desk.beside_shopify().await;
    shopify.has(order());
    desk.reads(&shop).await;
    let bought = desk.order("1042").await;
    let mut ship_to = bought.ship_to().expect("an address");
    ship_to.line1 = "Nebenstr. 9".into();

    let change: ChangeAddress =
        serde_json::from_value(json!({ "order": bought.id, "ship_to": ship_to, "reason": "moved" })).expect("a request");
    desk.does(Request::ChangeAddress(change)).await;
    desk.reads(&shop).await;
    desk.carries_out().await;

    assert_eq!(shopify.order(0)["shippingAddress"]["address1"], "Nebenstr. 9");
    desk.reads(&shop).await;
    assert_eq!(desk.order("1042").await.ship_to().expect("an address").line1, "Nebenstr. 9");
}

#[both_databases]
async fn a_parcel_sent_from_here_is_sent_there_once_and_one_sent_there_is_not_told_back(desk: Desk) {
    let (shop, shopify) = desk.beside_shopify().await;
    shopify.has(order());
    desk.reads(&shop).await;
    let bought = desk.order("1042").await;
    let shipment = desk
        .works(move |work| {
            let units = orders::unit::of(work, bought.id)?.into_iter().map(|unit| unit.id).collect();
            let sent = orders::fulfil::ship(work, bought.id, &Sending { units, carrier: "Post".into(), tracking: "T77".into() })?;
            shops::errands::sent(work, sent.0, bought.id)?;
            Ok(sent)
        })
        .await;
    shopify.weather.turns(&[Fault::Fair, Fault::DoneButSilent]);
    desk.carries_out().await;

    assert_eq!(desk.errands(bought.id).await, [("fulfil".to_owned(), "done", String::new())]);
    let there = shopify.order(0);
    assert_eq!(
        (
            &there["fulfillments"][0]["trackingInfo"][0]["number"],
            there["fulfillments"].as_array().expect("parcels").len()
        ),
        (&json!("T77"), 1)
    );
    desk.reads(&shop).await;
    let parcels = desk.read(move |tx| orders::shipments::of(tx, bought.id)).await;
    assert_eq!(parcels.iter().map(|parcel| parcel.id).collect::<Vec<_>>(), [shipment]);
    assert_eq!(desk.books(bought.id).await.status, "shipped");

    let mut told = order();
    told["id"] = json!("gid://shopify/Order/2");
    told["name"] = json!("#1043");
    told["fulfillments"] = shopify.order(0)["fulfillments"].clone();
    told["fulfillments"][0]["id"] = json!("gid://shopify/Fulfillment/10");
    told["updatedAt"] = json!("2026-03-10T09:00:03Z");
    shopify.has(told);
    desk.reads(&shop).await;
    let other = desk.order("1043").await;
    let parcel = desk.read(move |tx| orders::shipments::of(tx, other.id)).await.remove(0);
    desk.works(move |work| shops::errands::sent(work, parcel.id.0, other.id)).await;
    assert!(desk.errands(other.id).await.is_empty());
}

#[both_databases]
async fn a_refund_made_in_the_shop_comes_into_the_books(desk: Desk) {
    let (shop, shopify) = desk.beside_shopify().await;
    shopify.has(order());
    desk.reads(&shop).await;

    shopify.refunds(1, "44.91", "2026-03-09T11:00:00Z");
    desk.reads(&shop).await;

    let books = desk.books(desk.order("1042").await.id).await;
    assert_eq!((books.total.as_str(), books.paid.as_str()), ("69.89 EUR", "69.89 EUR"));
    assert_eq!(books.units.iter().filter(|(_, state)| state == "cancelled").count(), 1, "{books:?}");
}

#[both_databases]
async fn a_shop_that_refuses_the_key_is_shown_as_failing_and_mends(desk: Desk) {
    let (shop, shopify) = desk.beside_shopify().await;
    shopify.has(order());
    shopify.weather.turns(&[Fault::KeyRefused, Fault::KeyRefused]);

    desk.reads(&shop).await;
    desk.reads(&shop).await;
    let failing = desk.shop(shop.id).await;
    desk.reads(&shop).await;

    assert_eq!(failing.state, State::Failing);
    assert_eq!(failing.state_reason, "key-refused|Invalid key");
    assert_eq!(desk.shop(shop.id).await.state, State::Idle);
    let told: Vec<String> = desk
        .read(|tx| db::sql("SELECT kind FROM activity WHERE kind IN ('shop.failing', 'shop.mended') ORDER BY id").all(tx))
        .await;
    assert_eq!(told, ["shop.failing", "shop.mended"], "each is told once");
    assert_eq!(desk.order("1042").await.total().minor, 11_480);
}

#[both_databases]
async fn attack_35_a_name_that_turns_into_an_address_of_the_house_is_not_connected_to(desk: Desk) {
    let (shop, shopify) = desk.beside_shopify().await;
    shopify.has(order());
    for address in [Ipv4Addr::LOCALHOST, Ipv4Addr::new(169, 254, 169, 254), Ipv4Addr::new(10, 0, 0, 7)] {
        desk.world.rebinds(crate::fake_shopify::HOST, address);
        desk.reads(&shop).await;
    }
    assert_eq!(*shopify.weather.heard.lock().expect("count"), 0);
    assert_eq!(desk.shop(shop.id).await.state, State::Failing);
}
