//! Every suggestion is a case of its own: shown once, offered, taken in time or not, and set beside those held out.

use super::{Asking, DAY, Settings, WhyNot, figures, lid_with_kettle, quiet_talk, shown, suggestions};
use crate::stage::{LID, Shop, cancel, eur, home, pay, wanted};
use orders::Request;
use orders::action::PlaceOrder;
use testkit::both_databases;

#[both_databases]
async fn a_case_is_counted_once_and_taken_when_the_customer_orders_it_in_time(shop: Shop) {
    let rule = shop.rule(lid_with_kettle()).await;
    shop.orders_it(shop.kettles(1)).await;
    let lid = shop.shown().await[0];
    assert_eq!(shop.shown().await, [lid], "the page drawn again is the same case");

    shop.works(shop.ben, move |work| shown::offered(work, lid)).await;
    shop.clock().forward_seconds(13 * DAY);
    let order = shop.orders_it(PlaceOrder { lines: vec![wanted("LID", 2)], ..shop.kettles(1) }).await;

    let kept = shop.kept(lid).await;
    assert_eq!((kept.taken_order, kept.bought_at.is_some(), kept.taken_at.is_some()), (Some(order), true, true));
    let tally = shop.tallies().await.remove(0);
    assert_eq!((tally.family.as_str(), tally.key, tally.label.as_str()), ("rule", rule.0, "A lid for every kettle"));
    assert_eq!((tally.shown, tally.offered, tally.taken, tally.declined), (1, 1, 1, 0));
    assert_eq!(tally.revenue(), eur(2 * LID));
    let until = shop.clock().now().plus_seconds(1);
    let by_agent = shop.read(move |tx| figures::by_agent(tx, kit::Moment::from_seconds(0), until)).await;
    assert_eq!(by_agent[0].label, "Ben", "who offered it");

    let one = shop.units(order).await[0];
    shop.does(shop.ana, cancel(order, vec![one])).await;
    assert_eq!(shop.tallies().await[0].revenue(), eur(LID), "what was cancelled earned nothing");
}

#[both_databases]
async fn what_was_never_offered_or_comes_too_late_is_not_taken(shop: Shop) {
    shop.rule(lid_with_kettle()).await;
    shop.orders_it(shop.kettles(1)).await;
    let shown_only = shop.shown().await[0];
    shop.orders_it(PlaceOrder { lines: vec![wanted("LID", 1)], ..shop.kettles(1) }).await;
    let kept = shop.kept(shown_only).await;
    assert_eq!((kept.bought_at.is_some(), kept.taken_at, kept.offered_at), (true, None, None));

    let tom = shop.tom;
    let mut talk = quiet_talk();
    talk.id = 80;
    let toms = PlaceOrder {
        customer: tom,
        ship_to: Some(home("Tom")),
        pay: vec![pay(shop.toms_card)],
        ..shop.kettles(1)
    };
    shop.tom_signs_in().await;
    shop.does(shop.ana, Request::PlaceOrder(toms.clone())).await;
    let asking = Asking { customer: tom, talk: Some(talk), order: None, has_complaint: false };
    let late = shop
        .works(shop.ana, move |work| {
            let mut answer = suggestions::answer(work, &asking)?;
            shown::show(work, &asking, &mut answer)?;
            let id = answer.suggestions[0].id.expect("a key");
            shown::offered(work, id)?;
            Ok(id)
        })
        .await;
    shop.clock().forward_seconds(14 * DAY);
    shop.tom_signs_in().await;
    shop.does(shop.ana, Request::PlaceOrder(PlaceOrder { lines: vec![wanted("LID", 1)], ..toms })).await;
    let kept = shop.kept(late).await;
    assert_eq!((kept.bought_at, kept.taken_at), (None, None));
}

#[both_databases]
async fn those_held_out_are_shown_nothing_and_counted_beside_the_others(shop: Shop) {
    shop.rule(lid_with_kettle()).await;
    shop.orders_it(shop.kettles(1)).await;
    shop.set(Settings { hold_out_percent: 90, ..Settings::default() }).await;
    // Mia's key draws 43, so that every share above that keeps her back.
    let answer = shop.answer().await;
    let back = shop.shown().await[0];
    shop.orders_it(PlaceOrder { lines: vec![wanted("LID", 1)], ..shop.kettles(1) }).await;
    let refused = shop.refusal(shop.ana, move |work| shown::offered(work, back)).await;
    let until = shop.clock().now().plus_seconds(1);
    let lift = shop.read(move |tx| figures::lift(tx, kit::Moment::from_seconds(0), until)).await.remove(0);

    assert!(answer.suggestions.is_empty());
    assert_eq!((answer.not_now, answer.held_out.len()), (vec![WhyNot::HeldOut], 1));
    assert!(shop.kept(back).await.is_held_out);
    assert_eq!(refused, "orders-suggest-held-out");
    assert_eq!((lift.shown, lift.held_out, lift.held_out_bought, lift.per_mille()), (0, 1, 1, None));
    assert!(shop.tallies().await.is_empty(), "what was shown to nobody is no suggestion");
}
