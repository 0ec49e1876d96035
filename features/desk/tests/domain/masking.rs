//! What an inbox covers is nowhere in the database, whichever way it came in.

use crate::cast::{TestDesk, reply_to};
use db::{Trouble, Work};
use desk::drafts::{self, DraftKind, Typed};
use desk::{InboxId, Masking, Status, file_texts};
use testkit::both_databases;

const SECRETS: &[&str] = &["4111111111111111", "4111 1111 1111 1111", "kettle42", "12345678Z"];
const SAYS: &str = "Card 4111 1111 1111 1111, my password is kettle42. Order 4539578763621486, 1Z999AA10123456784.";

fn masks(inbox: InboxId, masking: Masking) -> impl FnMut(&mut Work<'_>) -> Result<(), Trouble> {
    move |work| desk::inboxes::find(work, inbox)?.masks(work, masking)
}

#[both_databases]
async fn a_card_and_a_password_are_kept_nowhere_whichever_way_they_come_in(desk: TestDesk) {
    let kettle = desk
        .mia()
        .mail(SAYS)
        .about("Refund to 4111111111111111")
        .with_file("4111111111111111.txt", b"a file keeps its bytes")
        .files()
        .await;
    let ana = desk.ana();
    let id = ana.id;
    ana.replies(&kettle, SAYS).await;
    ana.notes(&kettle, SAYS).await;
    ana.with(&kettle, move |c, work| {
        let typed = Typed { subject: SAYS.into(), text: SAYS.into(), ..Typed::default() };
        let draft = drafts::in_conversation(work, id, c, DraftKind::Note)?;
        drafts::save(work, id, draft.id, &typed, None)?;
        c.rename(work, "Card 4111-1111-1111-1111")?;
        c.add_to_checklist(work, SAYS)?;
        desk::searches::used(work, id, "4111 1111 1111 1111", "all")
    })
    .await;
    let hangs: i64 = desk.ask(|tx| db::sql("SELECT id FROM blob").only(tx, "blob")).await;
    desk.does(move |work| file_texts::keep(work, file_texts::ContentId(hangs), "read", SAYS)).await;

    assert_eq!(desk.places_of(SECRETS).await, Vec::<String>::new());
    let words = desk.words(&kettle).await;
    assert!(
        words
            .iter()
            .all(|said| said.contains("**** **** **** 1111") && said.contains("order 4539578763621486")
                || said.contains("Order 4539578763621486")),
        "{words:?}"
    );
    assert!(words[0].contains("my password is ******.") && words[0].contains("1Z999AA10123456784"), "{words:?}");
    assert_eq!(desk.find(&kettle).await.subject, "Card ****-****-****-1111");
}

#[both_databases]
async fn names_of_who_writes_and_of_who_is_written_to_are_covered_too(desk: TestDesk) {
    let mut mail = desk.mia().mail("The kettle leaks");
    mail.arrival.from.name = "Card 5500005555555559".into();
    mail.arrival
        .cc
        .push(desk::Person { name: "Visa 4111 1111 1111 1111".into(), address: "ben@example.org".into() });

    mail.files().await;

    assert_eq!(desk.places_of(&["5500005555555559", "4111 1111 1111 1111"]).await, Vec::<String>::new());
    assert_eq!(desk.count("SELECT COUNT(*) FROM message WHERE from_name = 'Card ************5559'").await, 1);
}

#[both_databases]
async fn a_new_inbox_covers_national_ids_and_leaves_bank_accounts(desk: TestDesk) {
    let said = "Passport number: XDA123456. Please pay the money back to ES9121000418450200051332";

    let kettle = desk.mia().writes(said).await;

    assert_eq!(
        desk.words(&kettle).await[0],
        "Passport number: *********. Please pay the money back to ES9121000418450200051332"
    );
}

#[both_databases]
async fn each_inbox_covers_as_much_as_was_chosen(desk: TestDesk) {
    let says = "4111111111111111, PIN 4821, DNI 12345678Z";
    let mut kept = Vec::new();
    for masking in Masking::ALL {
        desk.does(masks(desk.support, *masking)).await;
        let kettle = desk.mia().writes(says).await;
        kept.push(desk.words(&kettle).await.remove(0));
    }

    assert_eq!(
        kept,
        [
            says,
            "************1111, PIN 4821, DNI 12345678Z",
            "************1111, PIN ******, DNI 12345678Z",
            "************1111, PIN ******, DNI *********",
            "************1111, PIN ******, DNI *********"
        ]
    );
    desk.does(masks(desk.support, Masking::All)).await;
    let told = desk.count("SELECT COUNT(*) FROM activity WHERE kind = 'inbox.changed'").await;
    assert_eq!(told, 5, "off, cards, usual, ids, all; the same again is no change");
}

#[both_databases]
async fn the_same_words_sent_twice_are_one_message_though_they_are_covered(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let ana = desk.ana();
    ana.replies(&kettle, SAYS).await;

    let agent = ana.id;
    let again = ana
        .with(&kettle, move |c, work| {
            let typed = desk::masking::of_conversation(work, c.id)?.covered(SAYS);
            c.written_just_now(work, agent, Some(&reply_to("mia@example.org", SAYS).recipients), |text| text == typed)
        })
        .await;

    assert!(again.is_some());
    assert_eq!(desk.find(&kettle).await.status, Status::Pending);
}

#[both_databases]
async fn a_card_over_the_cut_of_a_preview_is_covered_as_any_other(desk: TestDesk) {
    let text = format!("{} 4111 1111 1111 1111", "x".repeat(170));

    let kettle = desk.mia().writes(&text).await;
    let mut arrival = desk.mia().mail(&text).arrival.clone();
    arrival.fingerprint = "of old".into();
    let old = desk
        .does(move |work| {
            let past = desk::past::Past {
                arrival: &arrival,
                raw_id: 1,
                author: desk::past::Author::House,
                customer: 1,
                at: work.now,
                status: Status::Closed,
            };
            let filed = desk::past::file(work, &past)?.0;
            desk::past::recorded(work, filed, past.customer, 1)?;
            Ok(filed)
        })
        .await;

    for conversation in [kettle, old] {
        let preview = desk.ask(move |tx| desk::conversations::preview_of(tx, conversation)).await;
        assert_eq!(preview, format!("{} **** ****", "x".repeat(170)));
    }
}

#[both_databases]
async fn a_files_name_is_covered_as_its_inbox_covers(desk: TestDesk) {
    let called = "PIN 4821 DNI 12345678Z.txt";
    let (ana, mut kept) = (desk.ana(), Vec::new());
    let id = ana.id;
    for masking in [Masking::Off, Masking::All] {
        desk.does(masks(desk.support, masking)).await;
        let kettle = desk.mia().mail("Here it is").with_file(called, b"a file").files().await;
        let draft = ana.with(&kettle, move |c, work| drafts::in_conversation(work, id, c, DraftKind::Reply)).await.id.0;
        ana.does(move |work| desk::attachments::attach_to_draft(work, id, draft, called, "text/plain", b"12").map(drop))
            .await;
        kept.extend(desk.ask(move |tx| desk::attachments::of(tx, kettle)).await.into_iter().map(|file| file.name));
        kept.extend(desk.ask(move |tx| desk::attachments::of_draft(tx, draft)).await.into_iter().map(|file| file.name));
    }

    assert_eq!(kept[..2], [called, called]);
    assert_eq!(kept.len(), 4);
    assert!(!kept[2..].iter().any(|name| name.contains("4821") || name.contains("12345678Z")), "{kept:?}");
}
