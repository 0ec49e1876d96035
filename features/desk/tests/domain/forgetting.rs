//! What can no longer be undone is forgotten: values replaced, drafts thrown away; not what is still being put back.

use crate::cast::{A_DAY, TestDesk, refusal};
use desk::bulk::{self, BulkId, Change};
use desk::deeds::{self, DeedId};
use desk::drafts::{self, DraftKind, Typed};
use desk::{ConversationId, Priority};
use testkit::both_databases;

async fn throws_away(desk: &TestDesk, kettle: &ConversationId, words: &str) -> DeedId {
    let (ana, typed) = (desk.ana().id, Typed { text: words.into(), ..Typed::default() });
    let thrown = desk.ana().with(kettle, move |c, work| {
        let draft = drafts::in_conversation(work, ana, c, DraftKind::Reply)?;
        drafts::save(work, ana, draft.id, &typed, None)?;
        drafts::throw_away(work, ana, draft.id)
    });
    thrown.await.expect("a deed")
}

async fn renames(desk: &TestDesk, kettle: &ConversationId, subject: &'static str) -> DeedId {
    let ana = desk.ana().id;
    let done = desk.ana().with(kettle, move |c, work| deeds::doing(work, ana, c, |work| c.rename(work, subject)));
    done.await.1.expect("a deed")
}

async fn ranks(desk: &TestDesk, kettle: ConversationId) -> BulkId {
    let eyes = desk.ana().eyes().await;
    let begun = desk
        .ana()
        .does(move |work| bulk::begin(work, eyes, "UTC", &Change::Priority(Priority::Urgent), &[kettle]));
    let id = begun.await;
    bulk::carry_on(desk.db(), id, 10).await.expect("it goes on");
    id
}

async fn undoes(desk: &TestDesk, deed: DeedId) -> Result<deeds::Undone, db::Trouble> {
    let eyes = desk.ana().eyes().await;
    desk.ana().tries(move |work| deeds::undo(work, eyes, "UTC", deed)).await
}

async fn of(desk: &TestDesk, bulk: BulkId) -> DeedId {
    let ana = desk.ana().id;
    desk.ask(move |tx| Ok(bulk::own(tx, ana, bulk)?.deed_id)).await
}

async fn kept(desk: &TestDesk) -> (i64, i64) {
    let words = desk.count("SELECT COUNT(*) FROM deed WHERE way LIKE '%Dear Mia%'").await;
    (words, desk.count("SELECT COUNT(*) FROM deed_change").await)
}

#[both_databases]
async fn what_can_no_longer_be_undone_is_forgotten(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let thrown = throws_away(&desk, &kettle, "Dear Mia, never sent").await;
    renames(&desk, &kettle, "Burst kettle").await;
    let ranked = ranks(&desk, kettle).await;
    assert_eq!((kept(&desk).await, desk.does(deeds::forget_old).await), ((1, 2), 0), "it can still be undone");

    desk.later(A_DAY + 1);
    let young = renames(&desk, &kettle, "Another subject").await;
    let forgotten = desk.does(deeds::forget_old).await;

    assert_eq!((forgotten, kept(&desk).await), (3, (0, 1)));
    assert_eq!(refusal(undoes(&desk, thrown).await), "not found");
    let ranked = of(&desk, ranked).await;
    assert_eq!(refusal(undoes(&desk, ranked).await), "desk-undo-too-old");
    assert!(undoes(&desk, young).await.is_ok());
    assert_eq!(desk.does(deeds::forget_old).await, 0, "nothing is forgotten twice");
}

#[both_databases]
async fn what_is_being_put_back_is_kept_until_it_is(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let ranked = ranks(&desk, kettle).await;
    desk.later(A_DAY - 1);
    let deed = of(&desk, ranked).await;
    let Ok(deeds::Undone::Bulk(undoing)) = undoes(&desk, deed).await else {
        panic!("it is not undone")
    };
    desk.later(60);

    assert_eq!(desk.does(deeds::forget_old).await, 0);
    bulk::carry_on(desk.db(), undoing, 10).await.expect("it goes on");

    assert_eq!(desk.find(&kettle).await.priority, Priority::Normal);
    assert_eq!((desk.does(deeds::forget_old).await, kept(&desk).await), (1, (0, 0)));
}
