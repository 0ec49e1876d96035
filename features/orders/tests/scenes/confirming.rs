//! Confirming: what was previewed is done, once; what moved in between makes it void.

use crate::stage::{Shop, cancel, eur, refund};
use db::{Actor, Trouble};
use orders::action::{Preview, RefundWhat};
use orders::returns::RefundTo;
use orders::{Ask, Confirmed, OrderId, Request, preview, verdict};
use testkit::both_databases;

fn ask(request: Request, seen: &Preview, key: &str, agreed: bool) -> Ask {
    Ask { request, hash: seen.hash.clone(), key: key.into(), agreed, conversation: None }
}

async fn looks(shop: &Shop, request: &Request) -> Preview {
    let (actor, request) = (shop.ana, request.clone());
    shop.read(move |tx| preview(tx, actor, &request)).await
}

fn part(order: OrderId, minor: i64) -> Request {
    refund(order, RefundWhat::Amount { amount: eur(minor) }, RefundTo::Original)
}

#[both_databases]
async fn a_preview_changes_nothing_and_shows_what_will_be_done(shop: Shop) {
    let order = shop.mia_orders().await;
    let before = shop.order(order).await;

    let seen = looks(&shop, &cancel(order, vec![])).await;

    assert_eq!(shop.order(order).await, before);
    assert_eq!(seen.amount, before.total());
    assert_eq!(seen.cannot_be_undone, ["pieces_cancelled", "money_given_back"]);
    assert!(seen.is_possible() && seen.money.iter().any(|line| line.kind == "refund"));
}

#[both_databases]
async fn the_same_key_does_it_once_and_another_request_under_it_is_refused(shop: Shop) {
    let order = shop.mia_orders().await;
    let seen = looks(&shop, &part(order, 500)).await;
    let first = ask(part(order, 500), &seen, "once", true);
    let again = first.clone();
    let other = ask(part(order, 600), &seen, "once", true);

    let Confirmed::Done(done) = shop.works(shop.ana, move |work| orders::confirm(work, &first)).await else {
        panic!("not done")
    };
    let Confirmed::Done(repeated) = shop.works(shop.ana, move |work| orders::confirm(work, &again)).await else {
        panic!("not done")
    };

    assert_eq!((repeated.action, repeated.again, done.again), (done.action, true, false));
    assert_eq!(shop.refusal(shop.ana, move |work| orders::confirm(work, &other)).await, "orders-key-reused");
    assert_eq!(shop.order(order).await.due(), eur(0));
    shop.balances().await;
}

#[both_databases]
async fn what_moved_since_the_preview_makes_it_void(shop: Shop) {
    let order = shop.mia_orders().await;
    let seen = looks(&shop, &part(order, 500)).await;
    shop.does(shop.ana, part(order, 100)).await;

    let old = ask(part(order, 500), &seen, "old", true);
    let outcome = shop.base.db.work(shop.ana, move |work| orders::confirm(work, &old)).await;

    assert!(matches!(outcome, Err(Trouble::Changed(_))), "{outcome:?}");
    shop.balances().await;
}

#[both_databases]
async fn where_the_policy_wants_a_yes_nothing_is_done_without_one(shop: Shop) {
    let order = shop.mia_orders().await;
    let seen = looks(&shop, &part(order, 500)).await;
    let unasked = ask(part(order, 500), &seen, "unasked", false);

    let answer = shop.base.db.work(shop.ana, move |work| {
        let answer = orders::confirm(work, &unasked)?;
        work.keep_quietly("nothing was to change");
        Ok(answer)
    });

    assert!(matches!(answer.await, Ok(Confirmed::NeedsYes(_))));
    assert_eq!(shop.order(order).await.total(), shop.order(order).await.paid());
}

#[both_databases]
async fn every_verdict_is_kept_with_its_policy_and_facts(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.arrives(order).await;

    shop.denied(shop.ana, cancel(order, vec![])).await;

    let kept = shop.read(move |tx| verdict::of_order(tx, order, 10)).await.remove(0);
    let (facts, said) = (kept.facts().expect("stored"), kept.verdict().expect("stored"));
    assert!(kept.policy.is_some() && kept.verb == "cancel");
    assert_eq!(facts.get("order.status"), Some(&orders::policy::Fact::from("delivered")));
    assert_eq!(said.code, "cancel.already_left");
    let reason = &said.reasons[0];
    assert!(
        ![&reason.text.en, &reason.text.es, &reason.text.zh, &reason.next_step.en]
            .iter()
            .any(|text| text.is_empty())
    );
}

#[both_databases]
async fn nobody_acts_for_somebody_else(shop: Shop) {
    let order = shop.mia_orders().await;
    let tom = Actor::Customer(shop.tom.0);

    let stranger = shop.base.db.read(move |tx| preview(tx, tom, &cancel(order, vec![]))).await;

    assert!(matches!(stranger, Err(Trouble::NotFound(_))));
    let mia = Actor::Customer(shop.mia.0);
    shop.does(mia, cancel(order, vec![])).await;
    let code = shop.base.db.work(Actor::Agent(999), move |work| {
        orders::confirm(
            work,
            &Ask {
                request: cancel(order, vec![]),
                hash: String::new(),
                key: "x".into(),
                agreed: true,
                conversation: None,
            },
        )
    });
    assert!(matches!(code.await, Err(Trouble::Refused(refusal)) if refusal.key == "agents-refused-not-permitted"));
}
