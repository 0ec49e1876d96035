//! A reply that leaves at a chosen time: not before, exactly once, and until then it can be taken back.

use crate::cast::{A_DAY, TestDesk, refusal, reply_to};
use desk::{Delivery, Reply, Status, looking};
use testkit::both_databases;

async fn planned(desk: &TestDesk, seconds: i64) -> (desk::ConversationId, desk::MessageId) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let message = desk
        .ana()
        .with(&kettle, move |c, work| {
            let send_at = Some(work.now.plus_seconds(seconds));
            c.reply(work, &Reply { send_at, ..reply_to("mia@example.org", "On Thursday, then") })
        })
        .await;
    (kettle, message)
}

#[both_databases]
async fn a_planned_reply_leaves_at_its_time_and_not_before(desk: TestDesk) {
    let (kettle, message) = planned(&desk, 2 * A_DAY).await;

    desk.later(2 * A_DAY - 60);
    assert!(desk.posts().await.is_empty());
    let before = desk.find(&kettle).await;
    desk.later(60);
    let posted = desk.posts().await;

    assert_eq!(before.status, Status::Pending);
    assert!(before.waiting_since.is_some(), "until it leaves nobody has answered her");
    assert_eq!(posted.iter().map(|posted| posted.text.as_str()).collect::<Vec<_>>(), ["On Thursday, then"]);
    let after = desk.find(&kettle).await;
    assert_eq!((after.waiting_since, desk.message(message).await.delivery), (None, Some(Delivery::Sent)));
    assert!(desk.posts().await.is_empty());
}

#[both_databases]
async fn a_planned_reply_can_be_taken_back_until_it_leaves(desk: TestDesk) {
    let (kettle, message) = planned(&desk, A_DAY).await;
    let ana = desk.ana().id;
    desk.later(A_DAY / 2);

    desk.ana().with(&kettle, move |c, work| c.take_back(work, ana, message)).await;
    desk.later(A_DAY);

    assert!(desk.posts().await.is_empty());
    assert!(desk.find(&kettle).await.is_open());
}

#[both_databases]
async fn a_planned_reply_is_stopped_when_she_writes_before_it_leaves_and_its_author_is_told(desk: TestDesk) {
    let (kettle, message) = planned(&desk, A_DAY).await;
    let ana = desk.ana().eyes().await;
    desk.later(60);
    desk.mia().replies(&kettle, "Now it burns, too").await;

    desk.later(A_DAY);
    assert!(desk.posts().await.is_empty(), "nothing leaves by itself");

    assert_eq!(desk.message(message).await.delivery, Some(Delivery::Stopped));
    let after = desk.find(&kettle).await;
    assert!(after.waiting_since.is_some() && after.is_open());
    let told: Vec<_> = desk.ask(move |tx| desk::notices::of(tx, ana, 9)).await;
    assert!(
        told.iter()
            .any(|notice| notice.kind == desk::notices::Kind::Stopped && notice.message_id == Some(message))
    );
    assert_eq!(desk.waits_to_leave().await, 0);
}

#[both_databases]
async fn a_stopped_reply_is_sent_once_after_a_look_or_taken_back_with_every_word(desk: TestDesk) {
    let (kettle, message) = planned(&desk, A_DAY).await;
    let first = desk.messages(&kettle).await[0].id;
    desk.mia().replies(&kettle, "Now it burns, too").await;
    let newest = desk.messages(&kettle).await.last().expect("her mail").id;
    let (ana, ben) = (desk.ana().id, desk.ben().id);

    let unseen = desk.ana().is_refused(&kettle, move |c, work| c.send_now(work, ana, message, Some(first))).await;
    desk.ana().with(&kettle, move |c, work| c.send_now(work, ana, message, Some(newest))).await;
    let taken = desk.ana().with(&kettle, move |c, work| c.take_back(work, ana, message)).await;
    let again = desk.ana().is_refused(&kettle, move |c, work| c.send_now(work, ana, message, None)).await;

    assert_eq!((unseen, again), ("desk-news-arrived", "not found"));
    assert_eq!(desk.ask(move |tx| desk::drafts::own(tx, ana, taken)).await.text, "On Thursday, then");

    let (kettle, message) = planned(&desk, A_DAY).await;
    desk.mia().replies(&kettle, "And the lid").await;
    desk.ben().with(&kettle, move |c, work| c.send_now(work, ben, message, None)).await;
    let twice = desk.ben().is_refused(&kettle, move |c, work| c.send_now(work, ben, message, None)).await;
    desk.later(A_DAY);
    assert_eq!(twice, "desk-nothing-to-send");
    assert_eq!(desk.posts().await.iter().map(|posted| posted.message).collect::<Vec<_>>(), [message]);
    let after = desk.find(&kettle).await;
    assert_eq!((after.status, after.waiting_since), (Status::Pending, None));
}

#[both_databases]
async fn news_that_comes_by_a_merge_or_from_a_machine_stops_what_it_should(desk: TestDesk) {
    let (kettle, by_merge) = planned(&desk, A_DAY).await;
    let (lid, undisturbed) = planned(&desk, A_DAY).await;
    let other = desk.mia().writes("It burns, too").await;
    desk.ana().merges(&other, &kettle).await;
    desk.mia().mail("I am away").automatic("reply").clue(crate::cast::ours(&lid)).files().await;

    desk.later(A_DAY);
    let posted = desk.posts().await;

    assert_eq!(posted.iter().map(|posted| posted.message).collect::<Vec<_>>(), [undisturbed]);
    assert_eq!(desk.message(by_merge).await.delivery, Some(Delivery::Stopped));
    let ana = desk.ana().id;
    desk.ben().with(&kettle, move |c, work| c.take_back(work, ana, by_merge)).await;
}

#[both_databases]
async fn nothing_is_planned_for_the_past_or_for_another_life(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    for (seconds, key) in [(0, "desk-send-in-the-past"), (-60, "desk-send-in-the-past"), (800 * A_DAY, "desk-send-too-far")] {
        let refused = desk
            .ana()
            .is_refused(&kettle, move |c, work| {
                let send_at = Some(work.now.plus_seconds(seconds));
                c.reply(work, &Reply { send_at, ..reply_to("mia@example.org", "Hello") })
            })
            .await;
        assert_eq!(refused, key);
    }
}

#[both_databases]
async fn a_reply_is_held_by_what_its_writer_has_not_seen(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let seen = desk.messages(&kettle).await[0].id;
    let ana = desk.ana().id;
    let held = || {
        desk.ana()
            .tries(move |work| desk::conversations::find(work, kettle)?.nothing_new_since(work, ana, Some(seen)))
    };

    assert!(held().await.is_ok());
    desk.ben().notes(&kettle, "A note holds nothing").await;
    desk.ana().replies(&kettle, "My own words hold nothing").await;
    assert!(held().await.is_ok());
    desk.ben().replies(&kettle, "I have answered her").await;
    assert_eq!(refusal(held().await), "desk-news-arrived");
    desk.mia().replies(&kettle, "Never mind").await;
    assert_eq!(refusal(held().await), "desk-news-arrived");
}

#[both_databases]
async fn who_looks_and_who_writes_is_known_for_a_while_and_only_to_who_may_see_it(desk: TestDesk) {
    let safe = desk.mia().to(desk.secret).writes("The safe is open").await;
    let (ana, ben, lia) = (desk.ana().eyes().await, desk.ben().eyes().await, desk.lia().eyes().await);
    let says = |eyes: desk::Viewer, doing| {
        desk.db().work(db::Actor::Agent(eyes.agent), move |work| {
            let seen = desk::Visible::find(work, eyes, safe)?;
            looking::say(work, eyes.agent, &seen, doing)
        })
    };

    assert!(says(ana, Some(looking::Doing::Looks)).await.expect("Ana sees it"), "that is news");
    assert!(!says(ana, Some(looking::Doing::Looks)).await.expect("Ana sees it"), "that is none");
    assert!(says(ana, Some(looking::Doing::Writes)).await.expect("Ana sees it"));
    assert_eq!(refusal(says(lia, Some(looking::Doing::Looks)).await), "not found");

    let seen: Vec<_> = desk.ask(move |tx| looking::others(tx, ben, safe)).await;
    assert_eq!(seen.iter().map(|one| (one.name.as_str(), one.doing)).collect::<Vec<_>>(), [("Ana", looking::Doing::Writes)]);
    assert!(desk.ask(move |tx| looking::others(tx, ana, safe)).await.is_empty(), "nobody is told of themselves");
    desk.later(looking::SECONDS);
    assert!(desk.ask(move |tx| looking::others(tx, ben, safe)).await.is_empty());
}
