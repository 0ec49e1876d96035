//! How an approval is decided, as the policy says: for how long, by whom, in whose place.

use crate::stage::{Shop, eur, refund};
use agents::AgentId;
use db::Actor;
use orders::action::RefundWhat;
use orders::approvals::{self, ApprovalId, ApprovalState, Decided};
use orders::policies;
use orders::returns::RefundTo;
use orders::{Confirmed, OrderId};
use serde_json::json;
use testkit::{Stage, TestPlace, both_databases};

/// The starting policy, but refunds are approved on these terms.
fn with_terms(terms: &serde_json::Value) -> String {
    let mut document: serde_json::Value = serde_json::from_str(&policies::starting_policy().expect("ours")).expect("JSON");
    document["actions"]["refund"]["needs_approval_above"] = terms.clone();
    document.to_string()
}

/// Agents need an administrator, who may be stood in for; a request waits for five hours.
pub struct Delegable(Shop);

impl Stage for Delegable {
    async fn set_up(place: TestPlace) -> Self {
        let terms = json!([{ "role": "agent", "above": ["50.00 EUR"], "by": "admin", "valid_hours": 5, "may_delegate": true }]);
        Self(Shop::selling_in(place, "EUR", Some(with_terms(&terms))).await)
    }
}

/// Nobody stands in for the administrator; supervisors may decide on what they asked for themselves.
pub struct Lone(Shop);

impl Stage for Lone {
    async fn set_up(place: TestPlace) -> Self {
        let terms = json!([
            { "role": "agent", "above": ["50.00 EUR"], "by": "admin", "may_delegate": false },
            { "role": "supervisor", "above": ["50.00 EUR"], "by": "supervisor", "four_eyes": false },
        ]);
        Self(Shop::selling_in(place, "EUR", Some(with_terms(&terms))).await)
    }
}

async fn asked(shop: &Shop, actor: Actor, order: OrderId) -> ApprovalId {
    match shop.asks(actor, refund(order, RefundWhat::Everything, RefundTo::Original)).await {
        Confirmed::Waits(id) => id,
        other => panic!("no approval was asked for: {other:?}"),
    }
}

async fn noor_lets_ben_decide(shop: &Shop) {
    let ben = AgentId(shop.ben.id().expect("an agent"));
    let until = shop.clock().now().plus_seconds(86_400);
    shop.works(shop.noor, move |work| {
        let now = work.now;
        approvals::delegate(work, ben, now, until)
    })
    .await;
}

#[both_databases]
async fn a_delegate_decides_in_the_place_of_who_is_away(shop: Delegable) {
    let shop = shop.0;
    let order = shop.mia_orders().await;
    let id = asked(&shop, shop.ana, order).await;
    assert_eq!(shop.refusal(shop.ben, move |work| approvals::give(work, id, "")).await, "orders-approval-other-role");

    noor_lets_ben_decide(&shop).await;
    let decided = shop.works(shop.ben, move |work| approvals::give(work, id, "she is away")).await;

    assert!(matches!(decided, Decided::Done(_)), "{decided:?}");
    assert_eq!(shop.order(order).await.paid(), eur(0));
    let kept = shop.read(move |tx| approvals::find(tx, id)).await;
    let (ben, noor) = (shop.ben.id().map(AgentId), shop.noor.id().map(AgentId));
    assert_eq!((kept.state, kept.decided_by, kept.for_agent), (ApprovalState::Given, ben, noor));
    shop.balances().await;
}

#[both_databases]
async fn a_request_waits_as_long_as_the_policy_says(shop: Delegable) {
    let shop = shop.0;
    let order = shop.mia_orders().await;
    let id = asked(&shop, shop.ana, order).await;

    shop.clock().forward_seconds(5 * 3_600 - 1);
    assert_eq!(shop.works(Actor::System, expire).await, 0);
    shop.clock().forward_seconds(1);

    assert_eq!(shop.refusal(shop.noor, move |work| approvals::give(work, id, "")).await, "orders-approval-decided");
    assert_eq!(shop.works(Actor::System, expire).await, 1);
}

fn expire(work: &mut db::Work<'_>) -> Result<i64, db::Trouble> {
    work.keep_quietly("perhaps nothing is late");
    approvals::expire(work)
}

#[both_databases]
async fn nobody_stands_in_where_the_policy_does_not_let_them(shop: Lone) {
    let shop = shop.0;
    let order = shop.mia_orders().await;
    let id = asked(&shop, shop.ana, order).await;

    noor_lets_ben_decide(&shop).await;

    let ben = AgentId(shop.ben.id().expect("an agent"));
    assert!(
        shop.read(move |tx| approvals::waiting_for(tx, ben)).await.is_empty(),
        "what he may not decide he is not shown"
    );
    assert_eq!(shop.refusal(shop.ben, move |work| approvals::give(work, id, "")).await, "orders-approval-other-role");
}

#[both_databases]
async fn where_two_eyes_are_enough_one_decides_on_ones_own(shop: Lone) {
    let shop = shop.0;
    let order = shop.mia_orders().await;
    let id = asked(&shop, shop.ben, order).await;
    let ben = AgentId(shop.ben.id().expect("an agent"));
    let listed = shop.read(move |tx| approvals::waiting_for(tx, ben)).await;
    assert_eq!(listed.iter().map(|one| one.id).collect::<Vec<_>>(), [id], "what he may decide he is shown");

    let decided = shop.works(shop.ben, move |work| approvals::give(work, id, "mine")).await;

    assert!(matches!(decided, Decided::Done(_)), "{decided:?}");
}
