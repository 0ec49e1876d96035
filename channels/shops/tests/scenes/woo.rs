//! WooCommerce, which keeps no keys: what nobody knows is never asked twice by itself.

use crate::fake::Fault;
use crate::fake_woo::order;
use crate::stage::Desk;
use kit::{Currency, Money};
use orders::Request;
use orders::action::{Refund, RefundWhat};
use orders::returns::RefundTo;
use serde_json::json;
use shops::errands::{Decision, decide};
use testkit::both_databases;

fn five_euros(order: orders::OrderId) -> Request {
    Request::Refund(Refund {
        order,
        refund: RefundWhat::Amount { amount: Money::new(500, Currency::EUR) },
        reason: "a scratch".into(),
        refund_to: RefundTo::Original,
    })
}

#[both_databases]
async fn a_line_that_does_not_divide_is_kept_to_the_cent(desk: Desk) {
    let (shop, woo) = desk.beside_woo().await;
    woo.has(order());

    desk.reads(&shop).await;

    let books = desk.books(desk.order("903").await.id).await;
    assert_eq!((books.total.as_str(), books.paid.as_str(), books.tax), ("54.50 EUR", "54.50 EUR", 760 + 110));
    assert_eq!(books.units.len(), 3);
}

#[both_databases]
async fn a_refund_nobody_knows_of_asks_a_person_and_closes_when_it_turns_up(desk: Desk) {
    let (shop, woo) = desk.beside_woo().await;
    woo.has(order());
    desk.reads(&shop).await;
    let bought = desk.order("903").await;

    desk.does(five_euros(bought.id)).await;
    woo.weather.turns(&[Fault::Broken]);
    desk.trade.carry_out().await.expect("a try");
    assert_eq!(desk.errands(bought.id).await[0].1, "waiting", "nothing was sent: it is tried again");
    // The order is looked at, its refund is made, and the answer is lost.
    desk.base.clock.forward_seconds(60);
    woo.weather.passes(1);
    woo.weather.turns(&[Fault::DoneButSilent]);
    desk.trade.carry_out().await.expect("a try");

    assert_eq!(desk.errands(bought.id).await[0].1, "asks");
    assert_eq!(woo.refunds.lock().expect("refunds").len(), 1, "and it was asked once");
    desk.carries_out().await;
    assert_eq!(woo.refunds.lock().expect("refunds").len(), 1);

    desk.reads(&shop).await;
    let books = desk.books(bought.id).await;
    assert_eq!(desk.errands(bought.id).await[0].1, "done");
    assert_eq!((books.total.as_str(), books.paid.as_str()), ("49.50 EUR", "49.50 EUR"));
}

#[both_databases]
async fn a_person_decides_what_nobody_knows(desk: Desk) {
    let (shop, woo) = desk.beside_woo().await;
    woo.has(order());
    desk.reads(&shop).await;
    let bought = desk.order("903").await;
    // What was given up is still owed: the second refund gives it back as well. By then the order has a refund to ask for.
    for (decision, state, paid, questions) in [(Decision::GiveUp, "failed", "54.50 EUR", 1), (Decision::Done, "done", "44.50 EUR", 2)] {
        desk.does(five_euros(bought.id)).await;
        woo.weather.passes(questions);
        woo.weather.turns(&[Fault::DoneButSilent]);
        desk.trade.carry_out().await.expect("a try");
        let kept = desk.read(move |tx| shops::errands::of_order(tx, bought.id)).await.remove(0);
        desk.works(move |work| decide(work, kept.id, decision)).await;
        assert_eq!((desk.errands(bought.id).await[0].1, desk.books(bought.id).await.paid.as_str()), (state, paid));
    }
    // Both happened all the same. The first is money only, for the bill has it; the second closed its errand.
    desk.reads(&shop).await;
    let books = desk.books(bought.id).await;
    assert_eq!((books.total.as_str(), books.paid.as_str()), ("44.50 EUR", "39.50 EUR"), "{books:?}");
}

#[both_databases]
async fn an_order_that_was_completed_there_is_sent_and_one_that_was_cancelled_owes_nothing(desk: Desk) {
    let (shop, woo) = desk.beside_woo().await;
    let mut sent = order();
    sent["status"] = json!("completed");
    let mut unpaid = order();
    unpaid["id"] = json!(904);
    unpaid["number"] = json!("904");
    unpaid["date_paid_gmt"] = json!(null);
    unpaid["status"] = json!("cancelled");
    woo.has(sent);
    woo.has(unpaid);

    desk.reads(&shop).await;

    assert_eq!(desk.books(desk.order("903").await.id).await.status, "shipped");
    let gone = desk.books(desk.order("904").await.id).await;
    assert_eq!((gone.total.as_str(), gone.paid.as_str(), gone.status.as_str()), ("0.00 EUR", "0.00 EUR", "cancelled"));
}
