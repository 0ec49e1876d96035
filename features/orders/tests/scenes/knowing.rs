//! Who the customer is: verified before told, tried a few times and no more; and two customers who turn out to be one.

use crate::stage::{Shop, cancel};
use customers::{merge, undo_merge};
use db::Actor;
use orders::FollowCustomers;
use orders::policy::Outcome;
use orders::verification::{self, Method, Told, Within};
use orders::{Origin, brand, policies, preview_from};
use testkit::{Stage, TestPlace, both_databases};

fn told(number: &str, postcode: &str) -> Told {
    Told {
        name: "mia kowalski".into(),
        postcode: postcode.into(),
        order_number: number.into(),
    }
}

#[both_databases]
async fn what_is_told_depends_on_how_they_are_known(shop: Shop) {
    let order = shop.mia_orders().await;
    let number = shop.order(order).await.number;
    shop.clock().forward_seconds(13 * 3_600);
    let (mia, ana) = (shop.mia, shop.ana);
    let may = |what: &'static str| {
        shop.read(move |tx| {
            let kettle = brand::by_code(tx, "kettle")?.expect("ours");
            verification::may_be_told(tx, mia, Within::With(ana), &kettle, "DE", what)
        })
    };

    assert_eq!(may("order_status").await.outcome, Outcome::Denied);
    assert_eq!(shop.denied(ana, cancel(order, vec![])).await, "identity.too_weak");
    assert!(
        shop.works(ana, move |work| verification::match_told(work, mia, &told(&number, "10115"), None))
            .await
    );

    assert_eq!(may("order_status").await.outcome, Outcome::Allowed);
    assert_eq!(may("addresses").await.outcome, Outcome::Denied);
    let code = shop.works(ana, move |work| verification::make_code(work, mia)).await;
    assert!(shop.works(ana, move |work| verification::take_code(work, mia, &code, None)).await);
    assert_eq!(may("addresses").await.outcome, Outcome::Allowed);
    shop.works(ana, move |work| verification::end(work, mia)).await;
    assert_eq!(may("order_status").await.outcome, Outcome::Denied);
}

#[both_databases]
async fn guessing_ends_after_five_wrong_answers(shop: Shop) {
    let order = shop.mia_orders().await;
    let (mia, ana, number) = (shop.mia, shop.ana, shop.order(order).await.number);

    for _ in 0..5 {
        let number = number.clone();
        assert!(
            !shop
                .works(ana, move |work| verification::match_told(work, mia, &told(&number, "99999"), None))
                .await
        );
    }
    let right = number.clone();
    assert_eq!(
        shop.refusal(ana, move |work| verification::match_told(work, mia, &told(&right, "10115"), None))
            .await,
        "orders-verify-too-often"
    );
    shop.clock().forward_seconds(3_601);
    assert!(
        shop.works(ana, move |work| verification::match_told(work, mia, &told(&number, "10115"), None))
            .await
    );
}

#[both_databases]
async fn a_code_holds_ten_minutes_once_and_for_one_customer(shop: Shop) {
    let (mia, tom, ana) = (shop.mia, shop.tom, shop.ana);
    let code = shop.works(ana, move |work| verification::make_code(work, mia)).await;
    let (toms, late) = (code.clone(), code.clone());

    assert!(!shop.works(ana, move |work| verification::take_code(work, tom, &toms, None)).await);
    assert!(shop.works(ana, move |work| verification::take_code(work, mia, &code, None)).await);
    assert!(!shop.works(ana, move |work| verification::take_code(work, mia, &late, None)).await);
    let next = shop.works(ana, move |work| verification::make_code(work, mia)).await;
    shop.clock().forward_seconds(601);
    assert!(!shop.works(ana, move |work| verification::take_code(work, mia, &next, None)).await);
}

#[both_databases]
async fn no_agent_says_that_somebody_is_signed_in(shop: Shop) {
    let mia = shop.mia;
    let by_hand = shop
        .refusal(shop.ana, move |work| verification::known_by_channel(work, mia, Method::SignedIn, Within::With(Actor::System)))
        .await;
    let by_another = shop
        .refusal(Actor::Customer(shop.tom.0), move |work| {
            verification::known_by_channel(work, mia, Method::SignedIn, Within::With(Actor::System))
        })
        .await;

    assert_eq!((by_hand, by_another), ("orders-verify-not-by-hand", "orders-verify-not-by-hand"));
}

#[both_databases]
async fn orders_move_with_a_merged_customer_and_come_back(shop: Shop) {
    let order = shop.mia_orders().await;
    let (mia, tom) = (shop.mia, shop.tom);

    let merged = shop.works(shop.ben, move |work| merge(work, tom, mia, &[&FollowCustomers])).await;
    assert_eq!(shop.order(order).await.customer, tom);
    assert_eq!(
        shop.read(move |tx| orders::address::of(tx, tom))
            .await
            .iter()
            .filter(|held| held.is_default)
            .count(),
        1
    );
    shop.works(shop.ben, move |work| undo_merge(work, merged, &[&FollowCustomers])).await;

    assert_eq!(shop.order(order).await.customer, mia);
    assert_eq!(shop.read(move |tx| orders::payment_method::of(tx, mia)).await.len(), 2);
    shop.balances().await;
}

/// The starting policy, but who told us name, postcode and order is known for five minutes.
pub struct Forgetful(Shop);

impl Stage for Forgetful {
    async fn set_up(place: TestPlace) -> Self {
        let mut document: serde_json::Value = serde_json::from_str(&policies::starting_policy().expect("ours")).expect("JSON");
        document["verified_for"] = serde_json::json!({ "matched": 5 });
        Self(Shop::selling_in(place, "EUR", Some(document.to_string())).await)
    }
}

#[both_databases]
async fn the_policy_says_for_how_long_somebody_is_known(shop: Forgetful) {
    let shop = shop.0;
    let order = shop.mia_orders().await;
    let (number, mia, ana) = (shop.order(order).await.number, shop.mia, shop.ana);
    shop.works(shop.ana, move |work| verification::end(work, mia)).await;

    let right = shop
        .works(shop.ana, move |work| verification::match_told(work, mia, &told(&number, "10115"), None))
        .await;
    shop.clock().forward_seconds(5 * 60 - 1);
    let before = shop.read(move |tx| verification::strength(tx, mia, Within::With(ana))).await;
    shop.clock().forward_seconds(1);
    let after = shop.read(move |tx| verification::strength(tx, mia, Within::With(ana))).await;

    assert_eq!((right, before, after), (true, "matched", "none"));
}

#[both_databases]
async fn what_was_shown_in_one_conversation_lifts_no_other(shop: Shop) {
    let order = shop.mia_orders().await;
    let (mia, ana, number) = (shop.mia, shop.ana, shop.order(order).await.number);
    shop.clock().forward_seconds(13 * 3_600);

    shop.works(ana, move |work| verification::match_told(work, mia, &told(&number, "10115"), Some(7)))
        .await;

    let strength = |within| shop.read(move |tx| verification::strength(tx, mia, within));
    assert_eq!(strength(Within::Conversation(7)).await, "matched");
    for elsewhere in [
        Within::Conversation(8),
        Within::Session(7),
        Within::With(ana),
        Within::With(shop.ben),
        Within::With(Actor::Customer(mia.0)),
    ] {
        assert_eq!(strength(elsewhere).await, "none", "{elsewhere:?}");
    }
    let asked = cancel(order, vec![]);
    let outcome = |origin: Origin| {
        let asked = asked.clone();
        shop.read(move |tx| Ok(preview_from(tx, ana, &asked, &origin)?.verdict.code))
    };
    assert_ne!(outcome(Origin::in_conversation(ana, Some(7))).await, "identity.too_weak");
    assert_eq!(outcome(Origin::in_conversation(ana, Some(8))).await, "identity.too_weak");
    assert_eq!(outcome(Origin::in_session(ana, 7)).await, "identity.too_weak");
    assert_eq!(outcome(Origin::of(ana)).await, "identity.too_weak");
}

#[both_databases]
async fn one_call_that_ends_leaves_the_others_as_they_are(shop: Shop) {
    let (mia, ana) = (shop.mia, shop.ana);
    for conversation in [7, 8] {
        let code = shop.works(ana, move |work| verification::make_code(work, mia)).await;
        assert!(shop.works(ana, move |work| verification::take_code(work, mia, &code, Some(conversation))).await);
    }
    let strength = |within| shop.read(move |tx| verification::strength(tx, mia, within));

    shop.works(ana, move |work| verification::end_within(work, mia, Within::Conversation(7))).await;
    assert_eq!((strength(Within::Conversation(7)).await, strength(Within::Conversation(8)).await), ("none", "confirmed"));
    shop.works(ana, move |work| verification::end(work, mia)).await;
    assert_eq!(strength(Within::Conversation(8)).await, "none");
}

#[both_databases]
async fn who_writes_from_where_she_is_known_is_known_there_and_no_longer(shop: Shop) {
    let (mia, her) = (shop.mia, Actor::Customer(shop.mia.0));
    shop.works(her, move |work| verification::known_by_channel(work, mia, Method::SignedIn, Within::Session(3)))
        .await;
    shop.clock().forward_seconds(3_600);

    shop.works(her, move |work| verification::carry(work, mia, Within::Session(3), Within::Conversation(9)))
        .await;
    shop.works(her, move |work| verification::carry(work, mia, Within::Session(4), Within::Conversation(10)))
        .await;

    let strength = |within| shop.read(move |tx| verification::strength(tx, mia, within));
    assert_eq!((strength(Within::Conversation(9)).await, strength(Within::Conversation(10)).await), ("signed_in", "none"));
    shop.clock().forward_seconds(verification::SESSION_STRONG_SECONDS - 3_600);
    assert_eq!((strength(Within::Session(3)).await, strength(Within::Conversation(9)).await), ("none", "none"));
    let by_hand = shop
        .refusal(shop.ana, move |work| verification::carry(work, mia, Within::Session(3), Within::Conversation(9)))
        .await;
    assert_eq!(by_hand, "orders-verify-not-by-hand");
}
