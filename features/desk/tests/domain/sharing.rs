//! Shared drafts: Ana shows Ben what she would send; one at a time writes in it, nothing is written over, either sends it.

use crate::cast::{TestDesk, UNDO, refusal};
use agents::{AgentId, TeamId, teams};
use desk::attachments;
use desk::drafts::{self, DraftKind, Typed};
use desk::notices::Kind;
use desk::shared::{self, Asked, HELD_SECONDS, Sending, Shared, SharedId};
use desk::{ConversationId, Then};
use std::collections::BTreeMap;
use testkit::both_databases;

fn typed(text: &str) -> Typed {
    Typed { to: "mia@example.org".into(), text: text.into(), ..Typed::default() }
}

async fn shows(desk: &TestDesk, kettle: &ConversationId, text: &'static str) -> SharedId {
    let (ana, ben) = (desk.ana().id, desk.ben().id);
    desk.ana()
        .with(kettle, move |c, work| c.share(work, ana, &typed(text), Asked::Agent(ben), None))
        .await
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
async fn a_file_that_comes_or_goes_is_a_change_like_words_and_made_by_one_at_a_time(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let (ana, ben) = (desk.ana().id, desk.ben().id);
    shows(&desk, &kettle, "We refund you").await;
    let (one, words) = as_it_stands(&desk, &kettle).await;
    let (seen, draft) = (words.version, words.id);
    let approves = |version: i64| {
        let one = one.clone();
        desk.ben().does(move |work| one.approve(work, ben, version))
    };
    let sends = |version: i64| {
        let one = one.clone();
        desk.ben().tries(move |work| one.send(work, ben, &sending(version)))
    };

    approves(seen).await;
    let mine = one.clone();
    let file = desk.ana().does(move |work| mine.attach(work, ana, "offer.txt", "text/plain", b"20")).await;
    let (attached, words) = as_it_stands(&desk, &kettle).await;
    assert_eq!((attached.approved_by, attached.edited_by, words.version), (None, ana, seen + 1));

    let (his, theirs) = (one.clone(), one.clone());
    let held = refusal(desk.ben().tries(move |work| his.attach(work, ben, "b.txt", "text/plain", b"b")).await);
    let held_off = refusal(desk.ben().tries(move |work| theirs.detach(work, ben, file)).await);
    let own = refusal(
        desk.ana()
            .tries(move |work| attachments::attach_to_draft(work, ana, draft.0, "c.txt", "text/plain", b"c"))
            .await,
    );
    let own_off = refusal(desk.ana().tries(move |work| attachments::detach_from_draft(work, ana, file)).await);
    assert_eq!((held, held_off), ("desk-shared-held", "desk-shared-held"));
    assert_eq!((own, own_off), ("not found", "not found"), "only where colleagues see it change");

    desk.later(HELD_SECONDS);
    approves(seen + 1).await;
    assert_eq!(refusal(sends(seen).await), "changed meanwhile");
    let his = one.clone();
    desk.ben().does(move |work| his.detach(work, ben, file)).await;
    let (detached, words) = as_it_stands(&desk, &kettle).await;
    assert_eq!((detached.approved_by, detached.edited_by, words.version), (None, ben, seen + 2));
    assert_eq!(refusal(sends(seen + 1).await), "changed meanwhile");
    let lines = desk.count("SELECT COUNT(*) FROM activity WHERE kind = 'draft.edited'").await;
    assert_eq!(lines, 2, "each is told in the history");
}

#[both_databases]
async fn words_shown_from_elsewhere_leave_the_composer_alone_and_a_draft_is_shown_once(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let (ana, ben) = (desk.ana().id, desk.ben().id);
    let half = desk
        .ana()
        .with(&kettle, move |c, work| {
            let draft = drafts::in_conversation(work, ana, c, DraftKind::Reply)?;
            drafts::save(work, ana, draft.id, &typed("Half a thou"), None)?;
            Ok(draft.id)
        })
        .await;

    shows(&desk, &kettle, "By a program").await;
    let still = desk.ask(move |tx| drafts::newest_in(tx, ana, kettle)).await.expect("her draft");
    assert_eq!((still.id, still.text.as_str()), (half, "Half a thou"));
    assert_eq!(as_it_stands(&desk, &kettle).await.1.text, "By a program");

    let shown = move |c: &desk::Conversation, work: &mut db::Work<'_>| {
        c.share(work, ana, &typed("The whole thought"), Asked::Agent(ben), Some(half))
    };
    desk.ana().with(&kettle, shown).await;
    assert!(desk.ask(move |tx| drafts::newest_in(tx, ana, kettle)).await.is_none());
    assert_eq!(desk.ana().is_refused(&kettle, shown).await, "changed meanwhile");
    assert_eq!(desk.ask(move |tx| shared::of(tx, kettle)).await.len(), 2);
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
        .is_refused(&safe, move |c, work| c.share(work, ana, &typed("Shut it"), Asked::Agent(lia), None))
        .await;
    let repairs = desk.repairs;
    desk.ana()
        .with(&safe, move |c, work| c.share(work, ana, &typed("Shut it"), Asked::Team(repairs), None))
        .await;
    let (one, _) = as_it_stands(&desk, &safe).await;
    let file = desk.ana().does(move |work| one.attach(work, ana, "plan.txt", "text/plain", b"secret")).await;

    let (bens, lias) = (desk.ben().eyes().await, desk.lia().eyes().await);
    assert_eq!(blind, "desk-side-cannot-see");
    assert_eq!(desk.ask(move |tx| desk::attachments::seen_by(tx, bens, file)).await.name, "plan.txt");
    let hidden = desk.db().read(move |tx| desk::attachments::seen_by(tx, lias, file)).await;
    assert_eq!(refusal(hidden), "not found");

    // Its author is nobody more than others once the conversation is out of their sight: colleagues may have written in it since.
    desk.does(move |work| teams::set_members(work, TeamId(repairs), &BTreeMap::<AgentId, bool>::new()))
        .await;
    let anas = desk.ana().eyes().await;
    let gone = desk.db().read(move |tx| desk::attachments::seen_by(tx, anas, file)).await;
    assert_eq!(refusal(gone), "not found");
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
