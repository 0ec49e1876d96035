//! What is to do: checklists that say who did what, and follow-ups that come back if nobody answered.

use crate::cast::{TestDesk, refusal};
use desk::follow_ups::{self, FollowUpId, NewFollowUp, Whose};
use desk::lists::View;
use desk::{ConversationId, Status, checklist, notices};
use testkit::both_databases;

const TWO_DAYS: i64 = 2 * 86_400;

async fn asks_back(desk: &TestDesk, kettle: &ConversationId, whose: Whose, unless_answered: bool) -> FollowUpId {
    let due_at = desk.clock().now().plus_seconds(TWO_DAYS);
    let new = NewFollowUp { whose, due_at, unless_answered, note: "Did the new lid arrive?".into() };
    desk.ana().with(kettle, move |c, work| c.follow_up(work, &new)).await
}

/// What the timer does.
async fn falls_due(desk: &TestDesk) -> usize {
    let due = desk.ask(follow_ups::to_fall_due).await;
    for id in &due {
        let id = *id;
        desk.does(move |work| follow_ups::fall_due(work, id)).await;
    }
    due.len()
}

#[both_databases]
async fn a_checklist_says_who_did_what_and_when(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let photo = desk.ana().with(&kettle, |c, work| c.add_to_checklist(work, "  Ask for\n a photo ")).await;
    let lid = desk.ana().with(&kettle, |c, work| c.add_to_checklist(work, "Send a lid")).await;
    desk.later(60);

    desk.ben().with(&kettle, move |c, work| c.tick(work, photo, true)).await;
    desk.ben()
        .with(&kettle, move |c, work| c.tick(work, photo, true).and_then(|()| c.remove_from_checklist(work, lid)))
        .await;

    let items = desk.ask(move |tx| checklist::of(tx, kettle)).await;
    let now = desk.clock().now();
    assert_eq!(items.len(), 1);
    assert_eq!(
        (items[0].text.as_str(), items[0].done_at, items[0].done_by),
        ("Ask for a photo", Some(now), Some(desk.ben().id))
    );
    let story = desk.story(&kettle).await;
    assert_eq!(story.iter().filter(|line| line.starts_with("Ben did")).count(), 1, "{story:?}");
    let written = desk
        .count("SELECT COUNT(*) FROM activity WHERE kind LIKE 'checklist.%' AND detail LIKE '%photo%'")
        .await;
    assert_eq!(written, 0, "what a person wrote stays where it can be forgotten");
    assert_eq!(desk.ana().is_refused(&kettle, |c, work| c.add_to_checklist(work, " ")).await, "desk-checklist-empty");
    let lid_of_another = desk.mia().writes("Another").await;
    assert_eq!(desk.ana().is_refused(&lid_of_another, move |c, work| c.tick(work, photo, false)).await, "not found");
}

#[both_databases]
async fn a_follow_up_without_an_answer_opens_what_waited_and_tells(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    desk.ana().replies(&kettle, "Try a new lid").await;
    asks_back(&desk, &kettle, Whose::Agent(desk.ana().id), true).await;
    assert_eq!(falls_due(&desk).await, 0);
    assert!(desk.ana().looks_at(View::FollowUps).await.is_empty());

    desk.later(TWO_DAYS);
    assert_eq!((falls_due(&desk).await, falls_due(&desk).await), (1, 0));

    assert_eq!(desk.find(&kettle).await.status, Status::Open);
    assert_eq!(desk.ana().looks_at(View::FollowUps).await, [kettle]);
    assert!(desk.ben().looks_at(View::FollowUps).await.is_empty());
    let eyes = desk.ana().eyes().await;
    let (told, owed) = desk.ask(move |tx| Ok((notices::of(tx, eyes, 10)?, follow_ups::owed(tx, eyes)?))).await;
    assert_eq!((told.first().map(|notice| notice.kind), owed), (Some(notices::Kind::FollowUp), 1));

    desk.ana().with(&kettle, |c, work| c.end_follow_up(work, FollowUpId(1))).await;
    assert!(desk.ana().looks_at(View::FollowUps).await.is_empty());
}

#[both_databases]
async fn an_answer_ends_it_by_itself_unless_it_is_wanted_anyway(desk: TestDesk) {
    let (kettle, lid) = (desk.mia().writes("The kettle leaks").await, desk.leo().writes("The lid").await);
    asks_back(&desk, &kettle, Whose::Agent(desk.ana().id), true).await;
    asks_back(&desk, &lid, Whose::Team(desk.repairs), false).await;
    desk.later(60);
    desk.mia().replies(&kettle, "It fits").await;
    desk.leo().replies(&lid, "It fits").await;

    desk.later(TWO_DAYS);
    falls_due(&desk).await;

    // Ana is the Repairs team.
    assert_eq!(desk.ana().looks_at(View::FollowUps).await, [lid]);
    let story = desk.story(&kettle).await;
    assert_eq!(story.last().map(String::as_str), Some("The desk ended a follow-up: answered"));
}

#[both_databases]
async fn a_follow_up_is_for_the_future_and_for_who_may_see_it(desk: TestDesk) {
    let secret = desk.mia().to(desk.secret).writes("Secret").await;
    let lia = desk.lia().id;
    let of = |due_at, whose| NewFollowUp { whose, due_at, unless_answered: true, note: String::new() };
    let (past, later) = (of(desk.clock().now(), Whose::Agent(desk.ana().id)), of(desk.clock().now().plus_seconds(1), Whose::Agent(lia)));

    assert_eq!(desk.ana().is_refused(&secret, move |c, work| c.follow_up(work, &past)).await, "desk-snooze-in-the-past");
    assert_eq!(desk.ana().is_refused(&secret, move |c, work| c.follow_up(work, &later)).await, "desk-assignee-cannot-see");
    let outside = desk.mia().writes("Open to all").await;
    let elsewhere = desk.ana().with(&secret, move |c, work| {
        let new = NewFollowUp {
            whose: Whose::Team(1),
            due_at: work.now.plus_seconds(60),
            unless_answered: true,
            note: String::new(),
        };
        c.follow_up(work, &new)
    });
    let id = elsewhere.await;
    assert_eq!(
        refusal(
            desk.ana()
                .tries(move |work| desk::conversations::find(work, outside)?.end_follow_up(work, id))
                .await
        ),
        "not found"
    );
}
