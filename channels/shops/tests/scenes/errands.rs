//! What was not done in a shop: pieces no connector can cancel are for a person, what was refused can be begun anew, and the
//! order's page says so.

use crate::fake_woo::order;
use crate::stage::Desk;
use kit::{Currency, Money};
use orders::Request;
use orders::action::{Cancel, Refund, RefundWhat};
use orders::returns::RefundTo;
use serde_json::json;
use shops::errands::{self, ErrandState};
use testkit::both_databases;

async fn bought(desk: &Desk) -> (orders::Order, crate::fake_woo::FakeWoo) {
    let (shop, woo) = desk.beside_woo().await;
    woo.has(order());
    desk.reads(&shop).await;
    (desk.order("903").await, woo)
}

fn five_euros(order: orders::OrderId) -> Request {
    Request::Refund(Refund {
        order,
        refund: RefundWhat::Amount { amount: Money::new(500, Currency::EUR) },
        reason: "a scratch".into(),
        refund_to: RefundTo::Original,
    })
}

#[both_databases]
async fn a_piece_cancelled_here_goes_back_as_money_there_and_the_piece_asks_a_person(desk: Desk) {
    let (bought, woo) = bought(&desk).await;
    let piece = desk.read(move |tx| orders::unit::of(tx, bought.id)).await[0].id;

    desk.does(Request::Cancel(Cancel {
        order: bought.id,
        units: vec![piece],
        reason: "changed_mind".into(),
        refund_to: RefundTo::Original,
    }))
    .await;
    desk.carries_out().await;

    let mut told: Vec<(String, &str)> = desk.errands(bought.id).await.into_iter().map(|(what, state, _)| (what, state)).collect();
    told.sort();
    assert_eq!(told, [("cancel".to_owned(), "asks"), ("refund".to_owned(), "done")]);
    let refunds = woo.refunds.lock().expect("refunds").clone();
    assert_eq!(refunds.len(), 1);
    assert_eq!(refunds[0]["amount"], json!("15.87"), "a third of the goods, tax and all");
    assert!(woo.orders.lock().expect("orders")[0]["status"] == "processing", "the order as a whole goes on");
    let asks = desk
        .read(move |tx| errands::of_order(tx, bought.id))
        .await
        .into_iter()
        .find(|kept| kept.state == ErrandState::Asks);
    assert!(asks.expect("an errand").is_unsettled());
}

#[both_databases]
async fn what_a_shop_refused_is_begun_anew_once_and_its_money_promised_once(desk: Desk) {
    let (bought, woo) = bought(&desk).await;
    let kept = woo.orders.lock().expect("orders").clone();
    desk.does(five_euros(bought.id)).await;
    woo.orders.lock().expect("orders").clear();
    desk.carries_out().await;
    let failed = desk.read(move |tx| errands::of_order(tx, bought.id)).await.remove(0);
    assert!(failed.state == ErrandState::Failed && failed.can_begin_anew(), "{failed:?}");
    assert_eq!(desk.books(bought.id).await.paid, "54.50 EUR", "nothing was given back");

    woo.orders.lock().expect("orders").extend(kept);
    let id = failed.id;
    let again = desk.works(move |work| errands::begin_anew(work, id)).await;
    let twice = desk.base.db.work(desk.ana, move |work| errands::begin_anew(work, id)).await;
    assert!(twice.is_err(), "a failed errand is begun anew once");
    desk.carries_out().await;

    let all = desk.read(move |tx| errands::of_order(tx, bought.id)).await;
    assert_eq!(all.iter().map(|one| one.state).collect::<Vec<_>>(), [ErrandState::Done, ErrandState::Failed]);
    assert!(all[0].id == again && all[0].key != all[1].key && !all.iter().any(errands::Kept::is_unsettled));
    assert_eq!(desk.books(bought.id).await.paid, "49.50 EUR");
    assert_eq!(woo.refunds.lock().expect("refunds").len(), 1);
}

#[both_databases]
async fn money_that_is_owed_no_more_is_not_promised_again(desk: Desk) {
    let (bought, woo) = bought(&desk).await;
    let kept = woo.orders.lock().expect("orders").clone();
    desk.does(five_euros(bought.id)).await;
    woo.orders.lock().expect("orders").clear();
    desk.carries_out().await;
    let failed = desk.read(move |tx| errands::of_order(tx, bought.id)).await.remove(0).id;
    woo.orders.lock().expect("orders").extend(kept);
    // The next refund gives back what is owed from the first as well.
    desk.does(five_euros(bought.id)).await;
    desk.carries_out().await;
    let before = desk.books(bought.id).await.paid;

    let refused = desk.base.db.work(desk.ana, move |work| errands::begin_anew(work, failed)).await;

    assert!(refused.is_err());
    assert_eq!((before.as_str(), desk.books(bought.id).await.paid.as_str()), ("44.50 EUR", "44.50 EUR"));
}

#[both_databases]
async fn comparing_says_what_is_missing_what_money_and_what_state_differs(desk: Desk) {
    let (shop, woo) = desk.beside_woo().await;
    for number in [903, 904, 905] {
        let mut one = order();
        one["id"] = json!(number);
        one["number"] = json!(number.to_string());
        one["date_modified_gmt"] = json!("2026-03-09T08:05:00");
        woo.has(one);
    }
    desk.reads(&shop).await;
    desk.trade.compare(&shop).await.expect("compared");
    let id = shop.id;
    let found = || desk.read(move |tx| shops::differences::of(tx, id));
    assert_eq!(found().await.len(), 0, "{:?}", found().await);
    {
        let mut orders = woo.orders.lock().expect("orders");
        orders.retain(|order| order["id"] != json!(904));
        for order in orders.iter_mut() {
            if order["id"] == json!(903) {
                order["status"] = json!("completed");
            } else {
                order["total"] = json!("55.50");
            }
        }
        let mut unknown = order();
        unknown["id"] = json!(906);
        unknown["number"] = json!("906");
        unknown["date_modified_gmt"] = json!("2026-03-09T08:05:00");
        orders.push(unknown);
    }

    desk.trade.compare(&shop).await.expect("compared");

    let told: Vec<(&str, String)> = found().await.into_iter().map(|one| (one.what.word(), one.theirs)).collect();
    for (what, theirs) in [("missing_here", "906"), ("missing_there", "904"), ("owed_differs", "905"), ("state_differs", "903")] {
        assert!(told.contains(&(what, theirs.to_owned())), "{what} of {theirs} is missing in {told:?}");
    }
}
