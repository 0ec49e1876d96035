//! What is being typed is never lost, and belongs to who types it.

use crate::cast::{TestDesk, refusal};
use agents::{AgentId, TeamId, teams};
use desk::drafts::{self, Draft, DraftKind, Typed};
use desk::{ConversationId, attachments};
use std::collections::BTreeMap;
use testkit::both_databases;

fn typed(text: &str) -> Typed {
    Typed { to: "mia@example.org".into(), text: text.into(), ..Typed::default() }
}

async fn begun(desk: &TestDesk, conversation: &ConversationId) -> Draft {
    let ana = desk.ana().id;
    desk.ana()
        .with(conversation, move |c, work| drafts::in_conversation(work, ana, c, DraftKind::Reply))
        .await
}

#[both_databases]
async fn a_draft_is_kept_as_typed_and_found_again(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let draft = begun(&desk, &kettle).await;
    let ana = desk.ana().id;

    desk.ana()
        .does(move |work| drafts::save(work, ana, draft.id, &typed("Dear Mia"), Some(draft.version)))
        .await;
    let again = begun(&desk, &kettle).await;

    assert_eq!((again.id, again.text.as_str(), again.to_text.as_str()), (draft.id, "Dear Mia", "mia@example.org"));
    let listed = desk.ask(move |tx| drafts::of_agent(tx, ana)).await;
    assert_eq!(listed.iter().map(|d| (d.1, d.2.as_str())).collect::<Vec<_>>(), [(Some(1), "The kettle")]);
}

#[both_databases]
async fn a_second_tab_with_an_older_version_overwrites_nothing(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let (draft, ana) = (begun(&desk, &kettle).await, desk.ana().id);
    desk.ana()
        .does(move |work| drafts::save(work, ana, draft.id, &typed("From the first tab"), Some(1)))
        .await;

    let text = refusal(
        desk.ana()
            .tries(move |work| drafts::save(work, ana, draft.id, &typed("From the second tab"), Some(1)))
            .await,
    );
    let elsewhere = Typed { to: "leo@example.net".into(), ..typed("From the first tab") };
    let recipient = refusal(desk.ana().tries(move |work| drafts::save(work, ana, draft.id, &elsewhere, Some(1))).await);
    let same = desk
        .ana()
        .does(move |work| drafts::save(work, ana, draft.id, &typed("From the first tab"), Some(1)))
        .await;

    assert_eq!((text, recipient), ("changed meanwhile", "changed meanwhile"));
    assert_eq!((begun(&desk, &kettle).await.text.as_str(), same), ("From the first tab", 3));
}

#[both_databases]
async fn a_draft_thrown_away_takes_its_files_with_it(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let (draft, ana) = (begun(&desk, &kettle).await, desk.ana().id);
    desk.ana()
        .does(move |work| attachments::attach_to_draft(work, ana, draft.id.0, "bill.txt", "text/plain", b"12").map(drop))
        .await;

    desk.ana().does(move |work| drafts::discard(work, ana, draft.id)).await;

    assert_eq!(desk.count("SELECT COUNT(*) FROM attachment").await, 0);
    assert_eq!(desk.count("SELECT COUNT(*) FROM draft").await, 0);
}

#[both_databases]
async fn a_file_is_taken_off_a_draft_and_a_huge_one_never_gets_on(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let (draft, ana) = (begun(&desk, &kettle).await, desk.ana().id);
    let file = desk
        .ana()
        .does(move |work| attachments::attach_to_draft(work, ana, draft.id.0, "bill.txt", "text/plain", b"12"))
        .await;

    desk.ana().does(move |work| attachments::detach_from_draft(work, ana, file)).await;
    let huge = vec![0; attachments::LARGEST + 1];
    let refused = refusal(
        desk.ana()
            .tries(move |work| attachments::attach_to_draft(work, ana, draft.id.0, "huge", "x/y", &huge))
            .await,
    );

    assert_eq!(refused, "desk-file-too-large");
    assert!(desk.ask(move |tx| attachments::of_draft(tx, draft.id.0)).await.is_empty());
}

#[both_databases]
async fn attack_23_nobody_touches_or_sends_the_draft_of_a_colleague(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let (draft, ana, ben) = (begun(&desk, &kettle).await, desk.ana().id, desk.ben().id);
    let file = desk
        .ana()
        .does(move |work| attachments::attach_to_draft(work, ana, draft.id.0, "mine.txt", "text/plain", b"12"))
        .await;
    let (by_number, reply) = (draft.id, crate::cast::reply_to("mia@example.org", "With her file"));
    let reply = desk::Reply { draft: Some(by_number), ..reply };

    let read = refusal(desk.ask(move |tx| Ok(drafts::own(tx, ben, by_number))).await);
    let saved = refusal(desk.ben().tries(move |work| drafts::save(work, ben, by_number, &typed("Mine now"), None)).await);
    let discarded = refusal(desk.ben().tries(move |work| drafts::discard(work, ben, by_number)).await);
    let sent = desk.ben().is_refused(&kettle, move |c, work| c.reply(work, &reply)).await;
    let noted = desk
        .ben()
        .is_refused(&kettle, move |c, work| c.note(work, "With her file", Some(by_number.0)))
        .await;
    let detached = refusal(desk.ben().tries(move |work| attachments::detach_from_draft(work, ben, file)).await);

    assert_eq!([read, saved, discarded, sent, noted, detached], ["not found"; 6]);
    assert_eq!(desk.ask(move |tx| attachments::of_draft(tx, draft.id.0)).await.len(), 1);
    let eyes = desk.ben().eyes().await;
    assert!(desk.ask(move |tx| Ok(attachments::seen_by(tx, eyes, file).is_err())).await);
}

#[both_databases]
async fn a_note_takes_the_files_of_its_draft_along(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let ana = desk.ana().id;
    let draft = desk
        .ana()
        .with(&kettle, move |c, work| drafts::in_conversation(work, ana, c, DraftKind::Note))
        .await;
    desk.ana()
        .does(move |work| attachments::attach_to_draft(work, ana, draft.id.0, "scan.txt", "text/plain", b"12").map(drop))
        .await;

    let note = desk.ana().with(&kettle, move |c, work| c.note(work, "See the scan", Some(draft.id.0))).await;

    assert_eq!(desk.ask(move |tx| attachments::of(tx, kettle)).await[0].message_id, Some(note));
    assert!(desk.ask(move |tx| attachments::of_draft(tx, draft.id.0)).await.is_empty());
}

#[both_databases]
async fn a_draft_for_a_new_conversation_waits_without_one(desk: TestDesk) {
    let (ana, support) = (desk.ana().id, desk.support);

    let draft = desk.ana().does(move |work| drafts::for_new(work, ana, support)).await;
    let about = Typed { subject: "Your order".into(), ..typed("It is ready") };
    desk.ana().does(move |work| drafts::save(work, ana, draft.id, &about, Some(draft.version))).await;

    let listed = desk.ask(move |tx| drafts::of_agent(tx, ana)).await;
    assert_eq!((listed[0].1, listed[0].2.as_str()), (None, "Your order"));
    assert_eq!((draft.kind, draft.conversation_id), (DraftKind::New, None));
}

#[both_databases]
async fn attack_26_a_draft_names_no_conversation_its_author_can_no_longer_see(desk: TestDesk) {
    let safe = desk.mia().to(desk.secret).mail("The safe is open").about("Vault code 1234").files().await;
    let (draft, ana, repairs) = (begun(&desk, &safe).await, desk.ana().id, desk.repairs);
    desk.ana().does(move |work| drafts::save(work, ana, draft.id, &typed("Dear Mia"), None)).await;

    desk.does(move |work| teams::set_members(work, TeamId(repairs), &BTreeMap::<AgentId, bool>::new()))
        .await;

    let listed = desk.ask(move |tx| drafts::of_agent(tx, ana)).await;
    assert_eq!(listed.iter().map(|d| (d.1, d.2.as_str(), d.3.as_str())).collect::<Vec<_>>(), [(None, "", "Dear Mia")]);
}
