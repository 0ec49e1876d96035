//! Shared drafts: Ana shows Ben what she would send; one at a time writes in it, nothing is written over, either sends it.

use crate::cast::{TestDesk, UNDO, refusal};
use desk::drafts::{self, Typed};
use desk::notices::Kind;
use desk::shared::{self, Asked, HELD_SECONDS, Sending, Shared, SharedId};
use desk::{ConversationId, Then};
use testkit::both_databases;

fn typed(text: &str) -> Typed {
    Typed { to: "mia@example.org".into(), text: text.into(), ..Typed::default() }
}

async fn shows(desk: &TestDesk, kettle: &ConversationId, text: &'static str) -> SharedId {
    let (ana, ben) = (desk.ana().id, desk.ben().id);
    desk.ana().with(kettle, move |c, work| c.share(work, ana, &typed(text), Asked::Agent(ben))).await
}

async fn as_it_stands(desk: &TestDesk, kettle: &ConversationId) -> (Shared, drafts::Draft) {
    let id = *kettle;
    desk.ask(move |tx| {
        let one = shared::of(tx, id)?.remove(0);
        let words = shared::words(tx, &one)?;
        Ok((one, words))
    })
    .await
}

const fn sending(version: i64) -> Sending {
    Sending { version, newest: None, then: Then::Pending }
}

async fn reacts(desk: &TestDesk) {
    let events: Vec<String> = desk
        .ask(|tx| db::sql("SELECT detail FROM activity WHERE kind LIKE 'draft.%' ORDER BY id").all(tx))
        .await;
    for detail in events {
        let event = crate::cast::story::event(&detail).expect("an event");
        desk.does(move |work| desk::notices::tell(work, &event)).await;
    }
}

async fn told(desk: &TestDesk, agent: i64, kind: Kind) -> usize {
    let viewer = desk::Viewer { agent, sees_all: true };
    let all = desk.ask(move |tx| desk::notices::of(tx, viewer, 50)).await;
    all.iter().filter(|notice| notice.kind == kind).count()
}

#[both_databases]
async fn a_draft_is_shown_edited_by_the_other_approved_and_sent_and_its_author_is_kept(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let (ana, ben) = (desk.ana().id, desk.ben().id);
    shows(&desk, &kettle, "We refund you").await;
    assert!(desk.ask(move |tx| drafts::newest_in(tx, ana, kettle)).await.is_none(), "her composer is empty");
    let (one, words) = as_it_stands(&desk, &kettle).await;

    let version = desk
        .ben()
        .does({
            let one = one.clone();
            move |work| {
                let version = one.save(work, ben, &typed("We refund you 20 €"), words.version)?;
                one.comment(work, ben, "Name the sum")?;
                one.approve(work, ben, version)?;
                one.let_go(work, ben)?;
                Ok(version)
            }
        })
        .await;
    let (one, _) = as_it_stands(&desk, &kettle).await;
    assert_eq!((one.edited_by, one.approved_by), (ben, Some(ben)));
    reacts(&desk).await;
    assert_eq!((told(&desk, ben, Kind::DraftShown).await, told(&desk, ana, Kind::DraftLookedAt).await), (1, 3));

    let message = desk.ben().does(move |work| one.send(work, ben, &sending(version))).await;
    desk.later(UNDO);
    let posted = desk.posts().await;
    assert_eq!((posted.len(), posted[0].text.as_str()), (1, "We refund you 20 €"));
    assert_eq!(desk.message(message).await.author_id, Some(ben));
    assert_eq!(desk.ask(move |tx| shared::drafted_by(tx, message)).await, Some(ana));
    assert!(desk.ask(move |tx| shared::of(tx, kettle)).await.is_empty());
}

#[both_databases]
async fn one_at_a_time_writes_and_nothing_is_written_over(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let (ana, ben) = (desk.ana().id, desk.ben().id);
    shows(&desk, &kettle, "We refund you").await;
    let (one, words) = as_it_stands(&desk, &kettle).await;
    let seen = words.version;
    let saves = |agent: i64, text: &'static str, version: i64| {
        let one = one.clone();
        desk.db().work(db::Actor::Agent(agent), move |work| one.save(work, agent, &typed(text), version))
    };

    let bens = saves(ben, "Ben's words", seen).await.expect("it is free");
    let held = refusal(saves(ana, "Ana's words", seen).await);
    desk.later(HELD_SECONDS);
    let stale = refusal(saves(ana, "Ana's words", seen).await);
    let sent_stale = {
        let one = one.clone();
        refusal(desk.ana().tries(move |work| one.send(work, ana, &sending(seen))).await)
    };

    assert_eq!((held, stale, sent_stale), ("desk-shared-held", "changed meanwhile", "changed meanwhile"));
    assert_eq!(as_it_stands(&desk, &kettle).await.1.text, "Ben's words");
    saves(ana, "Both", bens).await.expect("on top of what she read");
    let (one, words) = as_it_stands(&desk, &kettle).await;
    assert_eq!((one.edited_by, words.text.as_str()), (ana, "Both"));
}

#[both_databases]
async fn words_that_change_are_approved_by_nobody_and_only_what_was_read_is_approved(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let (ana, ben) = (desk.ana().id, desk.ben().id);
    shows(&desk, &kettle, "We refund you").await;
    let (one, words) = as_it_stands(&desk, &kettle).await;
    let seen = words.version;

    let (first, second, third) = (one.clone(), one.clone(), one);
    desk.ben().does(move |work| first.approve(work, ben, seen)).await;
    desk.ana().does(move |work| second.save(work, ana, &typed("We refund you nothing"), seen)).await;
    let unread = refusal(desk.ben().tries(move |work| third.approve(work, ben, seen)).await);

    assert_eq!(unread, "changed meanwhile");
    assert_eq!(as_it_stands(&desk, &kettle).await.0.approved_by, None);
}

#[both_databases]
async fn a_customer_who_writes_meanwhile_stops_the_sending_and_a_draft_goes_back_to_its_author_only(desk: TestDesk) {
    let kettle = desk.mia().mail("The kettle leaks").with_file("photo.txt", b"drip").files().await;
    let (ana, ben) = (desk.ana().id, desk.ben().id);
    shows(&desk, &kettle, "We refund you").await;
    let first = desk.messages(&kettle).await[0].id;
    desk.mia().replies(&kettle, "Never mind").await;
    let (one, words) = as_it_stands(&desk, &kettle).await;

    let (mine, theirs) = (one.clone(), one.clone());
    let news = refusal(
        desk.ben()
            .tries(move |work| mine.send(work, ben, &Sending { newest: Some(first), ..sending(words.version) }))
            .await,
    );
    let not_his = refusal(desk.ben().tries(move |work| theirs.withdraw(work, ben)).await);
    let back = desk.ana().does(move |work| one.withdraw(work, ana)).await;

    assert_eq!((news, not_his), ("desk-news-arrived", "desk-shared-not-yours"));
    assert_eq!(desk.ask(move |tx| drafts::own(tx, ana, back)).await.text, "We refund you");
    assert!(desk.ask(move |tx| shared::of(tx, kettle)).await.is_empty());
}

#[both_databases]
async fn attack_26_only_who_sees_the_conversation_is_shown_a_draft_and_its_files(desk: TestDesk) {
    let safe = desk.mia().to(desk.secret).writes("The safe is open").await;
    let (ana, lia) = (desk.ana().id, desk.lia().id);
    let blind = desk
        .ana()
        .is_refused(&safe, move |c, work| c.share(work, ana, &typed("Shut it"), Asked::Agent(lia)))
        .await;
    let repairs = desk.repairs;
    desk.ana()
        .with(&safe, move |c, work| c.share(work, ana, &typed("Shut it"), Asked::Team(repairs)))
        .await;
    let (one, _) = as_it_stands(&desk, &safe).await;
    let file = desk.ana().does(move |work| one.attach(work, ana, "plan.txt", "text/plain", b"secret")).await;

    let (bens, lias) = (desk.ben().eyes().await, desk.lia().eyes().await);
    assert_eq!(blind, "desk-side-cannot-see");
    assert_eq!(desk.ask(move |tx| desk::attachments::seen_by(tx, bens, file)).await.name, "plan.txt");
    let hidden = desk.db().read(move |tx| desk::attachments::seen_by(tx, lias, file)).await;
    assert_eq!(refusal(hidden), "not found");
}

#[both_databases]
async fn a_merge_takes_shared_drafts_along_and_undoing_it_brings_them_back(desk: TestDesk) {
    let (kettle, lid) = (desk.mia().writes("The kettle leaks").await, desk.mia().writes("And the lid").await);
    shows(&desk, &lid, "We refund you").await;

    let merged = desk.ana().merges(&lid, &kettle).await;
    let there = desk.ask(move |tx| shared::of(tx, kettle)).await.len();
    desk.ana().undoes(merged).await;

    assert_eq!(
        (
            there,
            desk.ask(move |tx| shared::of(tx, kettle)).await.len(),
            desk.ask(move |tx| shared::of(tx, lid)).await.len()
        ),
        (1, 0, 1)
    );
}
