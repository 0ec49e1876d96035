//! Two agents, or an agent and the outbox, at the same moment.

use crate::cast::{TestDesk, UNDO, reply_to};
use db::Trouble;
use desk::{Conversation, Delivery, Status, delivery};
use testkit::both_databases;

#[both_databases]
async fn taking_back_and_sending_at_once_ends_with_one_of_the_two(desk: TestDesk) {
    for _ in 0..10 {
        let kettle = desk.mia().writes("The kettle leaks").await;
        let reply = desk.ana().replies(&kettle, "Dear Mia").await;
        desk.later(UNDO);
        let ana = desk.ana().id;

        let (taken_back, posted) = tokio::join!(
            desk.ana().tries(move |work| desk::conversations::find(work, kettle)?.take_back(work, ana, reply)),
            desk.posts()
        );

        let left = desk.words(&kettle).await.len() == 2;
        assert_eq!((taken_back.is_ok(), posted.len()), (!left, usize::from(left)), "{taken_back:?}");
        if left {
            assert_eq!(desk.message(reply).await.delivery, Some(Delivery::Sent));
        }
    }
}

#[both_databases]
async fn two_who_take_a_conversation_at_once_leave_a_log_that_ends_with_who_has_it(desk: TestDesk) {
    for _ in 0..10 {
        let kettle = desk.mia().writes("The kettle leaks").await;
        let looked = desk.find(&kettle).await;
        let (ana, ben) = (desk.ana().id, desk.ben().id);
        let (hers, his) = (looked.clone(), looked);

        let (one, two) = tokio::join!(
            desk.ana().tries(move |work| hers.assign(work, Some(ana))),
            desk.ben().tries(move |work| his.assign(work, Some(ben)))
        );

        assert!(one.is_ok() && two.is_ok());
        let holder = desk.find(&kettle).await.assignee_id;
        let steps: Vec<(Option<i64>, Option<i64>)> = assignments(&desk, kettle).await;
        assert_eq!(steps.len(), 2);
        assert_eq!((steps[0].0, steps[0].1, steps[1].1), (None, steps[1].0, holder));
    }
}

#[both_databases]
async fn a_reply_and_a_mail_that_cross_lose_neither(desk: TestDesk) {
    for _ in 0..10 {
        let kettle = desk.mia().writes("The kettle leaks").await;
        let reply = reply_to("mia@example.org", "Dear Mia");
        let mail = desk.mia().mail("Hello?").clue(crate::cast::ours(&kettle));

        let (answered, arrived) =
            tokio::join!(desk.ana().tries(move |work| desk::conversations::find(work, kettle)?.reply(work, &reply)), mail.arrives());

        assert!(answered.is_ok() && arrived.is_ok());
        let found = desk.find(&kettle).await;
        assert_eq!(found.message_count, 3);
        let last = desk
            .ask(move |tx| {
                db::sql("SELECT kind FROM activity WHERE conversation_id = $1 AND kind LIKE 'message.%' ORDER BY id DESC LIMIT 1")
                    .with(kettle)
                    .only::<String>(tx, "line")
            })
            .await;
        // Whichever came last decides whose move it is.
        assert_eq!(found.status, if last == "message.arrived" { Status::Open } else { Status::Pending }, "{found:?}");
        assert_eq!(found.waiting_since.is_some(), last == "message.arrived");
    }
}

#[both_databases]
async fn two_merges_into_each_other_at_once_leave_one_standing(desk: TestDesk) {
    for _ in 0..10 {
        let (kettle, lid) = (desk.mia().writes("The kettle leaks").await, desk.mia().writes("The lid too").await);
        let merge = |into, other| {
            move |work: &mut db::Work<'_>| {
                let (into, other): (Conversation, Conversation) =
                    (desk::conversations::find(work, into)?, desk::conversations::find(work, other)?);
                into.merge(work, &other).map(drop)
            }
        };

        let (one, two) = tokio::join!(desk.ana().tries(merge(kettle, lid)), desk.ben().tries(merge(lid, kettle)));

        assert_eq!([&one, &two].iter().filter(|outcome| outcome.is_ok()).count(), 1, "{one:?} {two:?}");
        let standing = desk.ask(move |tx| desk::conversations::surviving(tx, kettle)).await.expect("one stands");
        assert_eq!(desk.find(&standing.id).await.message_count, 2);
    }
}

#[both_databases]
async fn the_same_new_tag_and_field_by_two_at_once_is_one(desk: TestDesk) {
    for round in 0..10 {
        let (kettle, lid) = (desk.mia().writes("The kettle leaks").await, desk.mia().writes("The lid too").await);
        let name = format!("tag {round}");
        let tag =
            |conversation, name: String| move |work: &mut db::Work<'_>| desk::conversations::find(work, conversation)?.tag(work, &name);

        let (one, two) = tokio::join!(desk.ana().tries(tag(kettle, name.clone())), desk.ben().tries(tag(lid, name)));

        assert!(one.is_ok() && two.is_ok(), "{one:?} {two:?}");
        assert_eq!(desk.ask(desk::tags::all).await.len(), round + 1);
    }
}

#[both_databases]
async fn two_tabs_that_save_one_draft_at_once_keep_the_first(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let ana = desk.ana().id;
    let draft = desk
        .ana()
        .with(&kettle, move |c, work| desk::drafts::in_conversation(work, ana, c, desk::drafts::DraftKind::Reply))
        .await;
    let save = |text: &str| {
        let typed = desk::drafts::Typed { text: text.into(), ..Default::default() };
        desk.ana().tries(move |work| desk::drafts::save(work, ana, draft.id, &typed, Some(draft.version)))
    };

    let (one, two) = tokio::join!(save("one"), save("two"));

    assert!(
        matches!((&one, &two), (Ok(2), Err(Trouble::Changed(_))) | (Err(Trouble::Changed(_)), Ok(2))),
        "{one:?} {two:?}"
    );
    let kept = desk.ask(move |tx| desk::drafts::own(tx, ana, draft.id)).await.text;
    assert_eq!(kept, if one.is_ok() { "one" } else { "two" });
}

#[both_databases]
async fn a_resolution_and_a_failed_delivery_that_cross_end_open_if_the_failure_came_last(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let reply = desk.ana().replies(&kettle, "Dear Mia").await;
    desk.later(UNDO);
    desk.takes_from_outbox().await;

    tokio::join!(desk.ben().resolves(&kettle), desk.hears(reply, move |work| delivery::failed(work, reply, "550 no")));

    let story = desk.story(&kettle).await;
    let expected = if story.last().map(String::as_str) == Some("Ben resolved it") {
        Status::Resolved
    } else {
        Status::Open
    };
    assert_eq!(desk.find(&kettle).await.status, expected, "{story:?}");
    assert!(desk.find(&kettle).await.trouble);
}

async fn assignments(desk: &TestDesk, conversation: desk::ConversationId) -> Vec<(Option<i64>, Option<i64>)> {
    let entries = desk.ask(move |tx| db::activity::of_conversation(tx, conversation.0)).await;
    let events = entries
        .iter()
        .map(|entry| crate::cast::story::event(&entry.detail).unwrap_or_else(|e| panic!("{e}")));
    events
        .filter_map(|event| if let desk::Event::Assigned { from, to, .. } = event { Some((from, to)) } else { None })
        .collect()
}
