//! What time alone brings about at the order desk: the program's timers renew subscriptions once a period and let requests
//! for approval expire, by the same door as everybody.

use crate::stage::{KETTLE, Shop, eur, pay, refund};
use db::sql;
use frontline::timers::{close_returns, expire_approvals, renew_subscriptions};
use orders::action::{Exchange, PayCharge, RefundWhat, StartSubscription};
use orders::approvals::{self, ApprovalState};
use orders::rates::Every;
use orders::returns::{self, RefundTo, ReturnState};
use orders::{Confirmed, Request};
use testkit::both_databases;

const DAY: i64 = 86_400;

#[both_databases]
async fn each_period_is_charged_once_however_often_the_timer_looks(shop: Shop) {
    shop.mia_signs_in().await;
    let start = StartSubscription {
        brand: "kettle".into(),
        customer: shop.mia,
        account: None,
        plan: "Tea".into(),
        currency: None,
        price: Some(eur(3_000)),
        tax_class: "reduced".into(),
        every: Some(Every::Days(30)),
    };
    let started = shop.does(shop.ben, Request::StartSubscription(start)).await.outcome;
    let first = started.charge.expect("its first charge");
    let card = pay(shop.card);
    shop.does(shop.ana, Request::PayCharge(PayCharge { charge: first, pay: card, reason: String::new() }))
        .await;
    let db = shop.base.db.clone();

    assert_eq!(renew_subscriptions(&db).await.expect("looked"), 0);
    shop.clock().forward_seconds(30 * DAY);
    let (one, other) = tokio::join!(renew_subscriptions(&db), renew_subscriptions(&db));
    assert_eq!(renew_subscriptions(&db).await.expect("looked"), 0);

    // Two timers at once: the second finds it done, under the same key or with nothing due.
    assert!(one.expect("looked") + other.expect("looked") >= 1);
    let charges: i64 = shop.read(|tx| sql("SELECT COUNT(*) FROM charge").only(tx, "count")).await;
    assert_eq!(charges, 2);
    shop.clock().forward_seconds(60 * DAY);
    assert_eq!((renew_subscriptions(&db).await.expect("one"), renew_subscriptions(&db).await.expect("two")), (1, 1));
    assert_eq!(renew_subscriptions(&db).await.expect("none"), 0);
    shop.balances().await;
}

#[both_databases]
async fn an_exchange_whose_old_piece_never_comes_is_called_off_and_owed(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.arrives(order).await;
    let swap = Exchange {
        order,
        units: vec![shop.units(order).await[0]],
        wanted: vec!["KETTLE-BLUE".into()],
        reason: "changed_mind".into(),
        condition: Some("unopened".into()),
        pay: None,
        refund_to: RefundTo::Original,
    };
    let id = shop.does(shop.ana, Request::Exchange(swap)).await.outcome.return_id.expect("a return");
    let db = shop.base.db.clone();

    shop.clock().forward_seconds((returns::EXPECTED_DAYS - 1) * DAY);
    assert_eq!(close_returns(&db).await.expect("looked"), 0);
    shop.clock().forward_seconds(DAY);
    assert_eq!(close_returns(&db).await.expect("looked"), 1);
    assert_eq!(close_returns(&db).await.expect("looked"), 0);

    assert_eq!(shop.read(move |tx| returns::find(tx, id)).await.state, ReturnState::Closed);
    assert_eq!(shop.states(order).await, ["delivered", "delivered", "delivered", "ordered"]);
    assert_eq!(shop.order(order).await.due(), eur(KETTLE));
    shop.balances().await;
}

#[both_databases]
async fn what_nobody_decides_is_marked_by_the_timer(shop: Shop) {
    let order = shop.mia_orders().await;
    let asked = shop.asks(shop.ana, refund(order, RefundWhat::Everything, RefundTo::Original)).await;
    let Confirmed::Waits(id) = asked else { panic!("no approval was asked for: {asked:?}") };
    let db = shop.base.db.clone();

    assert_eq!(expire_approvals(&db).await.expect("looked"), 0);
    shop.clock().forward_seconds(365 * DAY);
    assert_eq!(expire_approvals(&db).await.expect("looked"), 1);
    assert_eq!(expire_approvals(&db).await.expect("looked"), 0);

    let kept = shop.read(move |tx| approvals::find(tx, id)).await;
    assert_eq!(kept.state, ApprovalState::Expired);
}
