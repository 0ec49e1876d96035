//! Putting two conversations together, and thinking better of it.

use crate::cast::{TestDesk, UNDO};
use desk::fields::{self, FieldKind};
use desk::{Category, Conversation, ConversationId, Priority, Status, delivery};
use testkit::{TUESDAY_MORNING, both_databases};

async fn two(desk: &TestDesk) -> (ConversationId, ConversationId) {
    let kettle = desk.mia().mail("The kettle leaks").cc("leo@example.net").files().await;
    desk.later(60);
    let lid = desk.mia().mail("The lid too").cc("zoe@example.net").files().await;
    (kettle, lid)
}

#[both_databases]
async fn a_merge_brings_everything_together_and_locks_the_other(desk: TestDesk) {
    let (kettle, lid) = two(&desk).await;

    desk.ana().merges(&lid, &kettle).await;

    let (kept, other) = (desk.find(&kettle).await, desk.find(&lid).await);
    assert_eq!(desk.words(&kettle).await, ["The kettle leaks", "The lid too"]);
    assert_eq!((kept.message_count, kept.waiting_since), (2, Some(TUESDAY_MORNING)));
    assert_eq!(
        (other.status, other.merged_into, other.message_count, other.waiting_since),
        (Status::Closed, Some(kettle), 0, None)
    );
    assert_eq!(desk.mia().replies(&kettle, "Both").await, kettle);
    assert_eq!(desk.somebody("Zoe", "zoe@example.net").replies(&kettle, "I was in copy").await, kettle);
    assert_eq!(desk.linked_to(&kettle).await, [(lid, "merged".to_owned())]);
}

#[both_databases]
async fn a_merge_with_itself_or_of_what_is_merged_or_closed_is_refused(desk: TestDesk) {
    let (kettle, lid) = two(&desk).await;
    let third = desk.mia().writes("three").await;
    desk.ana().merges(&lid, &kettle).await;
    let (myself, merged) = (desk.find(&kettle).await, desk.find(&lid).await);
    let other = merged.clone();

    let refused = [
        desk.ana().is_refused(&kettle, move |c, work| c.merge(work, &myself)).await,
        desk.ana().is_refused(&third, move |c, work| c.merge(work, &merged)).await,
        desk.ana().is_refused(&third, move |third, work| other.merge(work, third)).await,
    ];

    assert_eq!(refused, ["desk-merge-with-itself", "desk-conversation-merged", "desk-conversation-merged"]);
}

#[both_databases]
async fn undoing_a_merge_puts_both_back_as_they_were(desk: TestDesk) {
    let (kettle, lid) = two(&desk).await;
    desk.ana().resolves(&kettle).await;
    let (before, other_before) = (desk.find(&kettle).await, desk.find(&lid).await);
    let merge = desk.ana().merges(&lid, &kettle).await;
    assert_eq!(desk.find(&kettle).await.status, Status::Open);

    for _ in 0..2 {
        desk.ana().undoes(merge).await;
    }

    let (after, other_after) = (desk.find(&kettle).await, desk.find(&lid).await);
    assert_eq!(state(&after), state(&before));
    assert_eq!(state(&other_after), state(&other_before));
    assert_eq!(
        (desk.words(&kettle).await, desk.words(&lid).await),
        (vec!["The kettle leaks".to_owned()], vec!["The lid too".to_owned()])
    );
    assert_ne!(desk.somebody("Zoe", "zoe@example.net").replies(&kettle, "Not mine").await, kettle);
    assert_eq!(desk.story(&kettle).await.iter().filter(|line| *line == "Ana undid that").count(), 1);
}

#[both_databases]
async fn a_snoozed_conversation_that_was_merged_sleeps_on_after_the_undoing(desk: TestDesk) {
    let (kettle, lid) = two(&desk).await;
    let until = TUESDAY_MORNING.plus_seconds(9_000);
    desk.ana().with(&lid, move |c, work| c.snooze(work, until)).await;

    let merge = desk.ana().merges(&lid, &kettle).await;
    desk.ana().undoes(merge).await;

    let found = desk.find(&lid).await;
    assert_eq!((found.status, found.snoozed_until, found.waiting_since.is_some()), (Status::Snoozed, Some(until), true));
}

#[both_databases]
async fn what_came_after_the_merge_stays_with_the_one_that_was_kept(desk: TestDesk) {
    let (kettle, lid) = two(&desk).await;
    let merge = desk.ana().merges(&lid, &kettle).await;
    desk.mia().replies(&lid, "Since then").await;

    desk.ana().undoes(merge).await;

    assert_eq!(desk.words(&kettle).await, ["The kettle leaks", "Since then"]);
    assert_eq!(desk.words(&lid).await, ["The lid too"]);
}

#[both_databases]
async fn a_merge_that_reopens_the_kept_one_says_so(desk: TestDesk) {
    let (kettle, lid) = two(&desk).await;
    desk.ana().with(&kettle, |c, work| c.snooze(work, TUESDAY_MORNING.plus_seconds(9_000))).await;

    desk.ana().merges(&lid, &kettle).await;

    let found = desk.find(&kettle).await;
    assert_eq!((found.status, found.snoozed_until), (Status::Open, None));
    assert!(desk.story(&kettle).await.contains(&"Ana reopened it".to_owned()));
}

#[both_databases]
async fn trouble_goes_where_the_failed_message_goes(desk: TestDesk) {
    let (kettle, lid) = two(&desk).await;
    let message = desk.ana().replies(&lid, "Hello").await;
    desk.later(UNDO);
    desk.posts().await;
    desk.does(move |work| delivery::failed(work, message, "550 no")).await;

    let merge = desk.ana().merges(&lid, &kettle).await;
    let merged = (desk.find(&kettle).await.trouble, desk.find(&lid).await.trouble);
    desk.ana().undoes(merge).await;

    assert_eq!(merged, (true, false));
    assert_eq!((desk.find(&kettle).await.trouble, desk.find(&lid).await.trouble), (false, true));
}

#[both_databases]
async fn a_link_that_was_there_before_the_merge_outlives_its_undoing(desk: TestDesk) {
    let (kettle, lid) = two(&desk).await;
    desk.ana().with(&lid, move |c, work| c.link(work, kettle, "related")).await;

    let merge = desk.ana().merges(&lid, &kettle).await;
    desk.ana().undoes(merge).await;

    assert_eq!(desk.linked_to(&kettle).await, [(lid, "related".to_owned())]);
}

fn state(c: &Conversation) -> impl PartialEq + std::fmt::Debug + use<> {
    (c.status, c.waiting_since, c.snoozed_until, c.merged_into, c.message_count, c.trouble)
}

#[both_databases]
async fn a_merge_carries_over_what_people_said_of_the_other_and_undoing_gives_it_back(desk: TestDesk) {
    let (kettle, lid) = two(&desk).await;
    let model = desk.ben().does(|work| fields::define(work, "Model", FieldKind::Text, &[])).await;
    let colour = desk.ben().does(|work| fields::define(work, "Colour", FieldKind::Text, &[])).await;
    let ben = desk.ben().id;
    desk.ana().with(&kettle, |c, work| c.tag(work, "leak")).await;
    desk.ana().with(&kettle, move |c, work| c.set_field(work, colour, "red")).await;
    for tag in ["leak", "lid"] {
        desk.ana().with(&lid, move |c, work| c.tag(work, tag)).await;
    }
    desk.ana().with(&lid, move |c, work| c.set_field(work, colour, "blue")).await;
    desk.ana().with(&lid, move |c, work| c.set_field(work, model, "K-9")).await;
    desk.ana().with(&lid, |c, work| c.prioritise(work, Priority::Urgent)).await;
    desk.ana().with(&lid, |c, work| c.categorise(work, Some(Category::Complaint))).await;
    desk.ana().with(&lid, move |c, work| c.follow(work, ben)).await;
    let before = said_of(&desk, kettle).await;

    let merge = desk.ana().merges(&lid, &kettle).await;
    let merged = said_of(&desk, kettle).await;
    desk.ana().undoes(merge).await;

    let words = |said: &[&str]| said.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    assert_eq!(merged.0, words(&["leak", "lid"]));
    assert_eq!(merged.1, words(&["Model: K-9", "Colour: red"]), "what was said here stands");
    assert_eq!((merged.2, merged.3, merged.4), (vec![ben], Priority::Urgent, Some(Category::Complaint)));
    assert_eq!(said_of(&desk, kettle).await, before);
    assert_eq!(said_of(&desk, lid).await.0, words(&["leak", "lid"]), "the other has kept its own");
}

#[both_databases]
async fn undoing_a_merge_leaves_what_somebody_changed_since(desk: TestDesk) {
    let (kettle, lid) = two(&desk).await;
    desk.ana().with(&lid, |c, work| c.prioritise(work, Priority::High)).await;
    let merge = desk.ana().merges(&lid, &kettle).await;
    desk.ana().with(&kettle, |c, work| c.prioritise(work, Priority::Urgent)).await;

    desk.ana().undoes(merge).await;

    assert_eq!(desk.find(&kettle).await.priority, Priority::Urgent);
}

type Said = (Vec<String>, Vec<String>, Vec<i64>, Priority, Option<Category>);

/// Tags, fields, followers, priority and category.
async fn said_of(desk: &TestDesk, conversation: ConversationId) -> Said {
    desk.ask(move |tx| {
        let found = desk::conversations::find(tx, conversation)?;
        let tags = desk::tags::of(tx, conversation)?.into_iter().map(|tag| tag.name).collect();
        let fields = fields::of(tx, conversation)?;
        let fields = fields.into_iter().filter_map(|field| Some(format!("{}: {}", field.label, field.value?))).collect();
        Ok((tags, fields, desk::followers(tx, conversation)?, found.priority, found.category))
    })
    .await
}
