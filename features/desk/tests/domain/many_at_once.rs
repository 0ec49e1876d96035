//! One change to many: each by itself, refusals told with their reasons, carried on after a death, undone as a whole.

use crate::cast::{Colleague, TestDesk, refusal};
use desk::bulk::{self, BulkId, Change, Progress};
use desk::deeds::{self, Undone};
use desk::macros::{self, Actions, MacroSettings};
use desk::{ConversationId, Priority, Status};
use testkit::both_databases;

async fn waiting(desk: &TestDesk, count: usize) -> Vec<ConversationId> {
    let mut all = Vec::new();
    for number in 0..count {
        all.push(desk.mia().writes(&format!("Kettle {number}")).await);
    }
    all
}

async fn begins(who: Colleague<'_>, change: Change, which: &[ConversationId]) -> BulkId {
    let (eyes, which) = (who.eyes().await, which.to_vec());
    who.does(move |work| bulk::begin(work, eyes, "UTC", &change, &which)).await
}

async fn goes_on(desk: &TestDesk, id: BulkId, most: usize) -> Progress {
    bulk::carry_on(desk.db(), id, most).await.expect("it goes on")
}

async fn undoes_the_whole(desk: &TestDesk, id: BulkId) -> Progress {
    let (eyes, ana) = (desk.ana().eyes().await, desk.ana().id);
    let deed = desk.ask(move |tx| Ok(bulk::own(tx, ana, id)?.deed_id)).await;
    let undone = desk.ana().does(move |work| deeds::undo(work, eyes, "UTC", deed)).await;
    let Undone::Bulk(undoing) = undone else { panic!("{undone:?}") };
    goes_on(desk, undoing, 10_000).await
}

#[both_databases]
async fn each_is_changed_by_itself_and_refusals_say_why(desk: TestDesk) {
    let mut all = waiting(&desk, 4).await;
    desk.ben().closes(&all[1]).await;
    desk.ana().resolves(&all[2]).await;
    all.push(desk.mia().to(desk.secret).writes("Secret").await);
    let lia = desk.lia();

    let id = begins(lia, Change::Status(Status::Resolved), &all).await;
    let progress = goes_on(&desk, id, 100).await;

    assert_eq!(progress, Progress { waiting: 0, done: 2, same: 1, failed: 2 });
    let (eyes, own) = (lia.eyes().await, lia.id);
    let failures = desk
        .ask(move |tx| {
            bulk::own(tx, own, id)?;
            bulk::failures(tx, eyes, id, 10)
        })
        .await;
    let told: Vec<_> = failures.iter().map(|failure| (failure.number, failure.reason.key.as_str())).collect();
    assert_eq!(
        told,
        [(Some(2), "desk-conversation-closed"), (None, "desk-bulk-out-of-sight")],
        "what is out of sight has no name"
    );
    assert_eq!(desk.find(&all[0]).await.status, Status::Resolved);
    assert_eq!(desk.find(&all[4]).await.status, Status::Open);
    let story = desk.story(&all[0]).await;
    assert_eq!(story.last().map(String::as_str), Some("Lia resolved it"));
}

#[both_databases]
async fn the_whole_is_undone_but_for_what_moved_on(desk: TestDesk) {
    let all = waiting(&desk, 3).await;
    let id = begins(desk.ana(), Change::Priority(Priority::Urgent), &all).await;
    goes_on(&desk, id, 100).await;
    desk.later(60);
    desk.ben().with(&all[1], |c, work| c.prioritise(work, Priority::Low)).await;

    let undone = undoes_the_whole(&desk, id).await;

    assert_eq!(undone, Progress { waiting: 0, done: 2, same: 0, failed: 1 });
    let mut priorities = Vec::new();
    for one in &all {
        priorities.push(desk.find(one).await.priority);
    }
    assert_eq!(priorities, [Priority::Normal, Priority::Low, Priority::Normal]);
}

#[both_databases]
async fn attack_41_what_was_begun_is_finished_once_by_whoever_goes_on(desk: TestDesk) {
    let all = waiting(&desk, 60).await;
    let id = begins(desk.ana(), Change::Tag("recall".into()), &all).await;
    // The process that began it dies after thirty.
    assert_eq!(goes_on(&desk, id, 30).await, Progress { waiting: 30, done: 30, same: 0, failed: 0 });
    desk.later(3);
    let due = desk.ask(|tx| db::jobs::next_due(tx, bulk::JOB)).await;
    assert!(due.is_some_and(|due| due <= desk.clock().now()), "the promise to finish it is due");

    let (one, other) = tokio::join!(bulk::carry_on(desk.db(), id, 10_000), bulk::carry_on(desk.db(), id, 10_000));

    assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
    assert_eq!(goes_on(&desk, id, 1).await, Progress { waiting: 0, done: 60, same: 0, failed: 0 });
    let (tagged, finished) = (
        desk.count("SELECT COUNT(*) FROM activity WHERE kind = 'conversation.tagged'").await,
        desk.count("SELECT COUNT(*) FROM activity WHERE kind = 'bulk.finished'").await,
    );
    assert_eq!((tagged, finished), (60, 1));
    assert_eq!(desk.ask(|tx| db::jobs::waiting(tx, bulk::JOB)).await, 0);
}

#[both_databases]
async fn every_change_is_done_and_taken_back(desk: TestDesk) {
    let all = waiting(&desk, 2).await;
    let (ana, team) = (desk.ana().id, desk.repairs);
    let vip = desk.ana().with(&all[0], |c, work| {
        c.tag(work, "vip")?;
        desk::tags::known_or_new(work, "vip")
    });
    let vip = vip.await.id;
    let actions = Actions {
        priority: Some(Priority::High),
        checklist: vec!["Ask for a photo".into(), "Send a new one".into()],
        ..Actions::default()
    };
    let settings = MacroSettings { name: "Leak".into(), actions, ..MacroSettings::default() };
    let used = desk.ben().does(move |work| macros::make(work, settings.clone())).await;
    let changes = [
        Change::Assign(Some(ana)),
        Change::Team(Some(team)),
        Change::Status(Status::Pending),
        Change::Status(Status::OnHold),
        Change::Snooze(desk.clock().now().plus_seconds(86_400)),
        Change::Category(Some(desk::Category::Order)),
        Change::Tag("leak".into()),
        Change::Untag(vip),
        Change::Macro(used),
    ];
    for change in changes {
        let before = looks(&desk, &all[0]).await;
        let id = begins(desk.ana(), change.clone(), &all).await;
        assert!(goes_on(&desk, id, 100).await.done > 0, "{change:?}");
        assert_ne!(looks(&desk, &all[0]).await, before, "{change:?}");
        assert_eq!(undoes_the_whole(&desk, id).await.failed, 0, "{change:?}");
        assert_eq!(looks(&desk, &all[0]).await, before, "{change:?}");
    }
}

async fn looks(desk: &TestDesk, id: &ConversationId) -> String {
    let (c, id) = (desk.find(id).await, *id);
    let (tags, items) = desk.ask(move |tx| Ok((desk::tags::of(tx, id)?, desk::checklist::of(tx, id)?))).await;
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {tags:?} {items:?}",
        c.status, c.snoozed_until, c.priority, c.category, c.assignee_id, c.team_id
    )
}

#[both_databases]
async fn nothing_and_too_much_are_refused(desk: TestDesk) {
    let eyes = desk.ana().eyes().await;
    let begin =
        |which: Vec<ConversationId>| desk.ana().tries(move |work| bulk::begin(work, eyes, "UTC", &Change::Status(Status::Open), &which));

    assert_eq!(refusal(begin(Vec::new()).await), "desk-bulk-none");
    assert_eq!(refusal(begin(vec![ConversationId(1); bulk::MOST + 1]).await), "desk-bulk-too-many");
}
