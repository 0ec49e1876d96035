//! Policies at work: drafted by one, approved by another, live from then on; and what a draft would have changed.

use crate::stage::{Shop, cancel, eur, refund};
use db::{Trouble, Work};
use orders::action::RefundWhat;
use orders::policies::{self, PolicyId, PolicyState};
use orders::returns::RefundTo;
use testkit::both_databases;

/// The starting policy, but nothing is ever cancelled.
fn strict() -> String {
    let mut document: serde_json::Value = serde_json::from_str(&policies::starting_policy().expect("ours")).expect("JSON");
    document["actions"]["cancel"]["rules"][0]["require"] = serde_json::json!({ "status_in": ["returned"] });
    document.to_string()
}

/// Somebody who has just read it.
fn approve(work: &mut Work<'_>, draft: PolicyId) -> Result<(), Trouble> {
    let seen = policies::find(work, draft)?.sha256;
    policies::approve(work, draft, &seen)
}

fn go_live(work: &mut Work<'_>, draft: PolicyId) -> Result<(), Trouble> {
    let seen = policies::find(work, draft)?.sha256;
    policies::go_live(work, draft, &seen)
}

#[both_databases]
async fn a_draft_goes_live_only_after_a_second_person(shop: Shop) {
    let order = shop.mia_orders().await;
    let noor = shop.noor;
    let draft = shop.works(noor, |work| policies::draft(work, &strict(), "no more cancelling")).await;

    assert_eq!(shop.refusal(noor, move |work| approve(work, draft)).await, "orders-four-eyes");
    assert_eq!(shop.refusal(noor, move |work| go_live(work, draft)).await, "orders-policy-not-approved");
    shop.works(shop.ben, move |work| approve(work, draft)).await;
    assert_eq!(
        shop.refusal(noor, move |work| policies::change_draft(work, draft, &strict(), "")).await,
        "orders-policy-not-a-draft"
    );
    shop.works(noor, move |work| go_live(work, draft)).await;

    assert_eq!(shop.denied(shop.ana, cancel(order, vec![])).await, "order.not_yours");
    let states: Vec<PolicyState> = shop.read(policies::all).await.into_iter().map(|version| version.state).collect();
    assert_eq!(states, [PolicyState::Live, PolicyState::Retired]);
}

#[both_databases]
async fn a_draft_with_faults_is_refused_and_agents_write_none(shop: Shop) {
    assert_eq!(shop.refusal(shop.noor, |work| policies::draft(work, "{}", "")).await, "orders-policy-faulty");
    assert_eq!(shop.refusal(shop.ana, |work| policies::draft(work, &strict(), "")).await, "agents-refused-not-permitted");
}

#[both_databases]
async fn last_months_actions_are_played_against_a_draft(shop: Shop) {
    let from = shop.clock().now();
    let order = shop.mia_orders().await;
    shop.does(shop.ana, refund(order, RefundWhat::Amount { amount: eur(100) }, RefundTo::Original))
        .await;
    shop.does(shop.ana, cancel(order, vec![])).await;
    let draft = shop.works(shop.noor, |work| policies::draft(work, &strict(), "")).await;

    shop.clock().forward_seconds(1);
    let until = shop.clock().now();
    let replay = shop.read(move |tx| policies::replay(tx, draft, from, until, 1_000)).await;

    assert_eq!((replay.played, replay.judged, replay.every), (3, 3, 1));
    let told: Vec<(&str, &str, &str)> = replay.changed.iter().map(|one| (one.verb.as_str(), one.was, one.would_be)).collect();
    assert_eq!(told, [("cancel", "needs_confirmation", "denied")]);
}

#[both_databases]
async fn without_a_policy_nothing_is_allowed(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.works(db::Actor::System, |work| {
        work.keep_quietly("the scene takes the policy away");
        db::sql("UPDATE policy_version SET state = 'retired'").run(work)
    })
    .await;

    assert_eq!(shop.denied(shop.ana, cancel(order, vec![])).await, "no_policy");
}
