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
            "************1111, PIN ******, DNI *********"
        ]
    );
    desk.does(masks(desk.support, Masking::All)).await;
    let told = desk.count("SELECT COUNT(*) FROM activity WHERE kind = 'inbox.changed'").await;
    assert_eq!(told, 4, "off, cards, usual, all; the same again is no change");
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
