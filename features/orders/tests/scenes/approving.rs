//! Approvals: above a limit somebody else says yes, never the one who asked, and only while nothing has moved.

use crate::stage::{Shop, eur, refund};
use agents::AgentId;
use db::Actor;
use orders::action::RefundWhat;
use orders::approvals::{self, ApprovalId, ApprovalState, Decided};
use orders::returns::RefundTo;
use orders::{Confirmed, OrderId, Request};
use testkit::both_databases;

fn much(order: OrderId) -> Request {
    refund(order, RefundWhat::Everything, RefundTo::Original)
}

async fn asked(shop: &Shop, order: OrderId) -> ApprovalId {
    match shop.asks(shop.ana, much(order)).await {
        Confirmed::Waits(id) => id,
        other => panic!("no approval was asked for: {other:?}"),
    }
}

fn id_of(actor: Actor) -> AgentId {
    AgentId(actor.id().expect("an agent"))
}

#[both_databases]
async fn above_the_limit_it_waits_and_a_yes_does_it(shop: Shop) {
    let order = shop.mia_orders().await;

    let id = asked(&shop, order).await;
    assert_eq!(shop.order(order).await.due(), eur(0));
    assert_eq!(shop.read(|tx| approvals::waiting(tx, None, 10)).await.len(), 1);
    let decided = shop.works(shop.ben, move |work| approvals::give(work, id, "fine")).await;

    assert!(matches!(decided, Decided::Done(_)));
    assert_eq!(shop.order(order).await.paid(), eur(0));
    let now = shop.read(move |tx| approvals::find(tx, id)).await;
    assert_eq!((now.state, now.decided_by), (ApprovalState::Given, Some(id_of(shop.ben))));
    assert_eq!(shop.refusal(shop.ben, move |work| approvals::give(work, id, "again")).await, "orders-approval-decided");
    shop.balances().await;
}

#[both_databases]
async fn nobody_approves_their_own_request_and_no_lower_role_does(shop: Shop) {
    let order = shop.mia_orders().await;
    let id = asked(&shop, order).await;

    assert_eq!(shop.refusal(shop.ana, move |work| approvals::give(work, id, "")).await, "agents-refused-not-permitted");
    let ben = shop.ben;
    let bens = match shop
        .asks(ben, refund(order, RefundWhat::Goodwill { amount: eur(11_000) }, RefundTo::StoreCredit))
        .await
    {
        Confirmed::Waits(id) => id,
        other => panic!("{other:?}"),
    };
    assert_eq!(shop.refusal(ben, move |work| approvals::give(work, bens, "")).await, "orders-four-eyes");
}

#[both_databases]
async fn what_moved_makes_the_approval_void(shop: Shop) {
    let order = shop.mia_orders().await;
    let id = asked(&shop, order).await;
    shop.does(shop.ana, refund(order, RefundWhat::Amount { amount: eur(100) }, RefundTo::Original))
        .await;

    let decided = shop.works(shop.ben, move |work| approvals::give(work, id, "fine")).await;

    assert_eq!(decided, Decided::Void);
    assert_eq!(shop.read(move |tx| approvals::find(tx, id)).await.state, ApprovalState::Void);
    shop.balances().await;
}

#[both_databases]
async fn what_nobody_decides_expires_and_a_no_is_a_no(shop: Shop) {
    let order = shop.mia_orders().await;
    let id = asked(&shop, order).await;
    shop.works(shop.ben, move |work| approvals::refuse(work, id, "no")).await;
    let second = asked(&shop, order).await;

    shop.clock().forward_seconds(73 * 3_600);
    let late = shop.refusal(shop.ben, move |work| approvals::give(work, second, "")).await;
    let expired = shop.works(Actor::System, approvals::expire).await;

    assert_eq!((late, expired), ("orders-approval-decided", 1));
    assert_eq!(shop.read(move |tx| approvals::find(tx, id)).await.state, ApprovalState::Refused);
    assert_eq!(shop.read(move |tx| approvals::find(tx, second)).await.state, ApprovalState::Expired);
}

#[both_databases]
async fn somebody_decides_in_the_place_of_who_is_away(shop: Shop) {
    let order = shop.mia_orders().await;
    let bens = match shop
        .asks(shop.ben, refund(order, RefundWhat::Goodwill { amount: eur(11_000) }, RefundTo::StoreCredit))
        .await
    {
        Confirmed::Waits(id) => id,
        other => panic!("{other:?}"),
    };
    let (until, ben) = (shop.clock().now().plus_seconds(3_600), id_of(shop.ben));

    // Noor lets Ben decide; he still may not decide on what he asked for himself.
    shop.works(shop.noor, move |work| {
        let now = work.now;
        approvals::delegate(work, ben, now, until)
    })
    .await;

    assert_eq!(shop.refusal(shop.ben, move |work| approvals::give(work, bens, "")).await, "orders-four-eyes");
    assert_eq!(shop.read(move |tx| approvals::delegations(tx, ben)).await.len(), 1);
}
