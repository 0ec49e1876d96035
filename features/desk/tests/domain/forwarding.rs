//! Passing a message on to somebody outside.

use crate::cast::{TestDesk, UNDO};
use desk::{Forward, Recipients, Status};
use testkit::{TUESDAY_MORNING, both_databases};

#[both_databases]
async fn a_forward_carries_the_message_and_its_files_and_leaves_the_customer_waiting(desk: TestDesk) {
    let (kettle, mail) = desk.mia().mail("The kettle leaks").with_file("photo.txt", b"drip").is_filed().await;

    desk.ana().forwards(&kettle, mail, "factory@parts.test").await;
    desk.later(UNDO);
    let posted = desk.posts().await;

    assert_eq!(
        (posted[0].subject.as_str(), posted[0].to.as_slice()),
        ("Fwd: The kettle", &["factory@parts.test".to_owned()][..])
    );
    assert!(
        posted[0].text.starts_with("Can you help?")
            && posted[0].text.contains("From: Mia <mia@example.org>")
            && posted[0].text.contains("The kettle leaks")
    );
    assert_eq!(posted[0].files, [("photo.txt".to_owned(), b"drip".to_vec())]);
    let found = desk.find(&kettle).await;
    assert_eq!((found.status, found.waiting_since), (Status::Open, Some(TUESDAY_MORNING)));
}

#[both_databases]
async fn the_answer_to_a_forward_opens_a_linked_conversation(desk: TestDesk) {
    let (kettle, mail) = desk.mia().mail("The kettle leaks").is_filed().await;
    let forward = desk.ana().forwards(&kettle, mail, "factory@parts.test").await;

    let answer = desk
        .somebody("Factory", "factory@parts.test")
        .mail("Ours is fine")
        .answers(&kettle, forward)
        .files()
        .await;

    assert_ne!(answer, kettle);
    assert_eq!(desk.linked_to(&answer).await, [(kettle, "stranger".to_owned())]);
}

#[both_databases]
async fn attack_25_a_note_is_never_forwarded_nor_a_message_of_another_conversation(desk: TestDesk) {
    let (kettle, toaster) = (desk.mia().writes("The kettle leaks").await, desk.leo().writes("The toaster burns").await);
    let note = desk.ana().notes(&kettle, "SECRET").await;
    let elsewhere = desk.messages(&toaster).await[0].id;

    for message in [note, elsewhere, desk::MessageId(4_711)] {
        let recipients = Recipients::parse("factory@parts.test", "", "").expect("an address");
        let forward = Forward { message, recipients, text: "Look".into(), draft: None };
        let refused = desk.ana().is_refused(&kettle, move |c, work| c.forward(work, &forward)).await;
        assert_eq!(refused, "not found");
    }

    assert_eq!(desk.waits_to_leave().await, 0);
}
