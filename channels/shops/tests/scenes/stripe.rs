//! Stripe: money put to the order whose number it carries, and refunds that go back the way they came.

use crate::fake::Fault;
use crate::fake_shopify;
use crate::fake_stripe::intent;
use crate::stage::Desk;
use kit::{Currency, Money};
use orders::action::{Refund, RefundWhat};
use orders::returns::RefundTo;
use orders::{OrderId, Request, payments};
use serde_json::json;
use testkit::both_databases;

#[both_databases]
async fn money_finds_the_order_whose_number_it_carries_and_goes_back_the_same_way(desk: Desk) {
    let (shop, shopify) = desk.beside_shopify().await;
    let mut unpaid = fake_shopify::order();
    unpaid["name"] = json!("#K10001");
    unpaid["transactions"] = json!([]);
    shopify.has(unpaid);
    desk.reads(&shop).await;
    let (stripe_shop, stripe) = desk.beside_stripe().await;
    stripe.has(intent());

    desk.reads(&stripe_shop).await;
    desk.reads(&stripe_shop).await;

    let bought = desk.order("K10001").await;
    let books = desk.books(bought.id).await;
    assert_eq!((books.paid.as_str(), books.money.len()), ("114.80 EUR", 1));

    let refund = Refund {
        order: bought.id,
        refund: RefundWhat::Amount { amount: Money::new(1_000, Currency::EUR) },
        reason: "a dent".into(),
        refund_to: RefundTo::Original,
    };
    desk.does(Request::Refund(refund)).await;
    stripe.weather.turns(&[Fault::Busy, Fault::DoneButSilent]);
    desk.carries_out().await;

    assert_eq!(desk.errands(bought.id).await, [("refund".to_owned(), "done", String::new())]);
    assert_eq!(stripe.refunds.lock().expect("refunds").len(), 1);
    desk.reads(&stripe_shop).await;
    assert_eq!(desk.books(bought.id).await.paid, "104.80 EUR");
}

/// An order paid through Stripe, and a refund of 10.00 the bank has not answered yet.
async fn with_a_refund_on_its_way(desk: &Desk) -> (shops::Shop, crate::fake_stripe::FakeStripe, OrderId) {
    let (shop, shopify) = desk.beside_shopify().await;
    let mut unpaid = fake_shopify::order();
    unpaid["name"] = json!("#K10001");
    unpaid["transactions"] = json!([]);
    shopify.has(unpaid);
    desk.reads(&shop).await;
    let (stripe_shop, stripe) = desk.beside_stripe().await;
    stripe.has(intent());
    desk.reads(&stripe_shop).await;
    let order = desk.order("K10001").await.id;
    *stripe.first_status.lock().expect("a status") = "pending".into();
    let refund = Refund {
        order,
        refund: RefundWhat::Amount { amount: Money::new(1_000, Currency::EUR) },
        reason: "a dent".into(),
        refund_to: RefundTo::Original,
    };
    desk.does(Request::Refund(refund)).await;
    desk.carries_out().await;
    desk.reads(&stripe_shop).await;
    (stripe_shop, stripe, order)
}

async fn promised(desk: &Desk) -> usize {
    desk.read(|tx| payments::promised(tx, 10)).await.len()
}

#[both_databases]
async fn a_refund_the_bank_has_not_answered_is_promised_until_it_has(desk: Desk) {
    let (shop, stripe, order) = with_a_refund_on_its_way(&desk).await;
    assert_eq!((promised(&desk).await, desk.books(order).await.paid.as_str()), (1, "104.80 EUR"));

    stripe.refunds_become("succeeded");
    desk.reads(&shop).await;

    assert_eq!((promised(&desk).await, desk.books(order).await.paid.as_str()), (0, "104.80 EUR"));
    assert_eq!(stripe.refunds.lock().expect("refunds").len(), 1, "it was asked for once");
}

#[both_databases]
async fn a_refund_that_comes_back_is_owed_again_and_its_agent_hears_of_it(desk: Desk) {
    let (shop, stripe, order) = with_a_refund_on_its_way(&desk).await;
    stripe.refunds_become("succeeded");
    desk.reads(&shop).await;

    stripe.refunds_become("failed");
    desk.reads(&shop).await;
    let log = desk.log_length().await;
    desk.reads(&shop).await;

    assert_eq!((promised(&desk).await, desk.books(order).await.paid.as_str()), (0, "114.80 EUR"));
    let errands = desk.errands(order).await;
    assert_eq!(errands, [("refund".to_owned(), "failed", "refused|lost_or_stolen_card".to_owned())]);
    assert_eq!(desk.log_length().await, log, "told again it changes nothing");
    desk.trade.compare(&shop).await.expect("compared");
    let found = desk.read(move |tx| shops::differences::of(tx, shop.id)).await;
    assert!(found.is_empty(), "{found:?}");
}

#[both_databases]
async fn money_of_no_order_is_shown_when_books_are_compared(desk: Desk) {
    let (shop, stripe) = desk.beside_stripe().await;
    stripe.has(intent());
    desk.reads(&shop).await;

    desk.trade.compare(&shop).await.expect("compared");

    let found = desk.read(move |tx| shops::differences::of(tx, shop.id)).await;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].what.word(), found[0].their_figure.as_str()), ("money_without_order", "K10001 114.80 EUR"));
}
