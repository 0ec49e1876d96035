//! Who works on it.

use crate::cast::{TestDesk, refusal};
use agents::{AgentId, TeamId, teams};
use desk::{Conversation, notices};
use testkit::both_databases;

#[both_databases]
async fn an_agent_takes_a_conversation_and_lets_go_of_it_again(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let ana = desk.ana().id;

    for _ in 0..2 {
        desk.ana().with(&kettle, move |c, work| c.assign(work, Some(ana))).await;
    }
    let taken = desk.find(&kettle).await.assignee_id;
    desk.ana().with(&kettle, |c, work| c.assign(work, None)).await;

    assert_eq!((taken, desk.find(&kettle).await.assignee_id), (Some(ana), None));
    assert_eq!(desk.story(&kettle).await[2..], ["Ana assigned it", "Ana let go of it"]);
}

#[both_databases]
async fn an_agent_who_cannot_see_the_inbox_or_has_left_is_refused(desk: TestDesk) {
    let safe = desk.mia().to(desk.secret).writes("The safe is open").await;
    let kettle = desk.mia().writes("The kettle leaks").await;
    let (lia, ana) = (desk.lia().id, desk.ana().id);

    let unseeing = desk.ben().is_refused(&safe, move |c, work| c.assign(work, Some(lia))).await;
    desk.does(move |work| agents::agent::deactivate::deactivate(work, AgentId(ana))).await;
    let gone = desk.ben().is_refused(&kettle, move |c, work| c.assign(work, Some(ana))).await;
    let nobody = desk.ben().is_refused(&kettle, |c, work| c.assign(work, Some(4_711))).await;

    assert_eq!([unseeing, gone, nobody], ["desk-assignee-cannot-see"; 3]);
    assert_eq!(desk.find(&kettle).await.assignee_id, None);
}

#[both_databases]
async fn a_conversation_given_by_somebody_else_is_told_to_the_agent(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let ana = desk.ana().id;

    desk.ben().with(&kettle, move |c, work| c.assign(work, Some(ana))).await;
    let eyes = desk.ana().eyes().await;
    let told = desk.ask(move |tx| notices::of(tx, eyes, 10)).await;

    assert_eq!(told.iter().map(|notice| (notice.kind, notice.number)).collect::<Vec<_>>(), [(notices::Kind::Assigned, 1)]);
    desk.ana().with(&kettle, |c, work| c.assign(work, None)).await;
    desk.ana().with(&kettle, move |c, work| c.assign(work, Some(ana))).await;
    assert_eq!(desk.ask(move |tx| notices::of(tx, eyes, 10)).await.len(), 1);
}

#[both_databases]
async fn what_is_given_to_another_before_it_was_read_is_no_notice_any_more(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let ana = desk.ana().id;
    let eyes = desk.ana().eyes().await;
    let unread = async || {
        desk.ask(move |tx| notices::of(tx, eyes, 10))
            .await
            .into_iter()
            .filter(|notice| !notice.read)
            .count()
    };

    desk.ben().with(&kettle, move |c, work| c.assign(work, Some(ana))).await;
    let before = unread().await;
    desk.ben().with(&kettle, |c, work| c.assign(work, None)).await;

    assert_eq!((before, unread().await), (1, 0));
}

#[both_databases]
async fn a_team_takes_it_over_unless_the_team_is_gone(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let repairs = desk.repairs;

    for _ in 0..2 {
        desk.ana().with(&kettle, move |c, work| c.hand_to_team(work, Some(repairs))).await;
    }
    desk.ana().with(&kettle, |c, work| c.hand_to_team(work, None)).await;
    desk.does(move |work| teams::archive(work, TeamId(repairs))).await;
    let archived = desk.ana().is_refused(&kettle, move |c, work| c.hand_to_team(work, Some(repairs))).await;
    let unknown = desk.ana().is_refused(&kettle, |c, work| c.hand_to_team(work, Some(99))).await;

    assert_eq!((archived, unknown), ("not found", "not found"));
    assert_eq!(desk.story(&kettle).await[2..], ["Ana changed its team"; 2]);
}

#[both_databases]
async fn a_conversation_moved_out_of_its_agents_sight_is_nobodys_and_undoing_gives_it_back(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let (lia, secret) = (desk.lia().id, desk.secret);
    desk.ben().with(&kettle, move |c, work| c.assign(work, Some(lia))).await;

    let moved = desk.ben().with(&kettle, move |c, work| c.move_to_inbox(work, secret)).await;
    let unassigned = desk.find(&kettle).await.assignee_id;
    desk.ben().undoes(moved.rearrangement).await;

    assert_eq!((unassigned, desk.find(&kettle).await.assignee_id), (None, Some(lia)));
}

#[both_databases]
async fn a_closed_conversation_is_assigned_to_nobody_new(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let looked: Conversation = desk.find(&kettle).await;
    desk.ana().closes(&kettle).await;
    let ana = desk.ana().id;

    let refused = refusal(desk.ana().tries(move |work| looked.assign(work, Some(ana))).await);

    assert_eq!(refused, "desk-conversation-closed");
}
