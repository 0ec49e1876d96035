//! Rows and objects follow each other: whoever dies anywhere leaves at worst an object no row names, and nothing else is ever taken away.

use crate::cast::TestDesk;
use db::elsewhere::Lies;
use db::{Trouble, sql};
use desk::attachments;
use desk::outlying::{self, Content, Seen, Standing};
use std::sync::Arc;
use testkit::{Shelf, both_databases};

const PLACE: &str = "/mnt/files";
const PHOTO: &[u8] = &[7; 20_000];

/// A mail with a file that is large enough to leave, and one that is not.
async fn with_a_photo(desk: &TestDesk) -> Content {
    desk.mia().mail("The kettle leaks").with_file("photo.png", PHOTO).files().await;
    desk.mia().mail("The lid, too").with_file("small.txt", b"drip").files().await;
    let waiting = waiting(desk).await;
    assert_eq!(waiting.iter().map(|content| content.size_bytes).collect::<Vec<_>>(), [20_000], "small ones stay");
    waiting[0].clone()
}

async fn waiting(desk: &TestDesk) -> Vec<Content> {
    desk.ask(|tx| outlying::inside(tx, Seen::default(), 10)).await
}

async fn standing(desk: &TestDesk) -> (i64, i64, i64) {
    let Standing { inside, coming, going } = desk.ask(outlying::standing).await;
    (inside, coming, going)
}

/// The objects that may be taken away now.
async fn due(desk: &TestDesk) -> Vec<String> {
    desk.does(|work| outlying::due_to_go(work, 10))
        .await
        .into_iter()
        .map(|going| going.object)
        .collect()
}

async fn told(desk: &TestDesk, content: &Content, lies: &Lies) -> bool {
    let (content, lies) = (content.clone(), lies.clone());
    desk.does(move |work| outlying::went_out(work, &content, &lies)).await
}

async fn noted(desk: &TestDesk) -> Lies {
    let lies = Lies::anew(PLACE);
    let one = lies.clone();
    desk.does(move |work| outlying::comes(work, &one)).await;
    lies
}

async fn forgotten(desk: &TestDesk, content: i64) {
    desk.does(move |work| {
        work.keep_quietly("as erasing does");
        outlying::lets_go(work, content)?;
        sql("DELETE FROM attachment WHERE blob_id = $1").with(content).run(work)?;
        sql("DELETE FROM file_text WHERE blob_id = $1").with(content).run(work)?;
        sql("DELETE FROM blob WHERE id = $1").with(content).run(work)
    })
    .await;
}

#[both_databases]
async fn a_file_leaves_is_fetched_moves_on_and_comes_back(desk: TestDesk) {
    let photo = with_a_photo(&desk).await;
    let (shelf, first) = (Arc::new(Shelf::default()), noted(&desk).await);
    desk.db().reaches(shelf.clone());
    let put = |lies: &Lies| shelf.takes(lies, PHOTO);
    put(&first);
    assert!(told(&desk, &photo, &first).await);
    assert_eq!(standing(&desk).await, (0, 0, 0));
    let left: Vec<u8> = desk.ask(move |tx| outlying::bytes(tx, photo.id)).await;
    assert!(left.is_empty());

    let (eyes, file) = (desk.ana().eyes().await, desk.ask(|tx| sql("SELECT MIN(id) FROM attachment").only::<i64>(tx, "file")).await);
    let fetch = async || attachments::fetch(desk.db(), eyes, attachments::AttachmentId(file)).await;
    assert_eq!(fetch().await.expect("fetched").bytes, PHOTO);

    let there = desk.ask(|tx| outlying::at(tx, PLACE, 0, 10)).await[0].clone();
    let second = Lies::anew("/mnt/others");
    let one = second.clone();
    desk.does(move |work| outlying::comes(work, &one)).await;
    put(&second);
    assert!(told(&desk, &there, &second).await);
    assert_eq!(desk.ask(outlying::places).await, ["/mnt/others"]);
    assert_eq!((standing(&desk).await, due(&desk).await.len()), ((0, 0, 1), 0), "it stays for a week");

    let there = desk.ask(|tx| outlying::at(tx, "/mnt/others", 0, 10)).await[0].clone();
    assert!(desk.does(move |work| outlying::came_in(work, &there, PHOTO)).await);
    shelf.loses_everything();
    assert_eq!((fetch().await.expect("it is here").bytes.as_slice(), standing(&desk).await), (PHOTO, (1, 0, 2)));
    desk.later(outlying::STAYS_SECONDS);
    assert_eq!(due(&desk).await.len(), 2);
}

#[both_databases]
async fn attack_41_whoever_dies_between_the_object_and_the_row_leaves_an_object_that_goes(desk: TestDesk) {
    let photo = with_a_photo(&desk).await;
    let left_behind = noted(&desk).await;
    assert_eq!((standing(&desk).await, due(&desk).await.len()), ((1, 1, 0), 0), "it may still be on its way");

    desk.later(3_600);
    assert_eq!(due(&desk).await, std::slice::from_ref(&left_behind.object));

    // Whoever was asleep all the while cannot tell the row any more, and what they put meanwhile goes as well.
    let object = left_behind.object.clone();
    desk.does(move |work| outlying::is_gone(work, &object)).await;
    assert!(!told(&desk, &photo, &left_behind).await);
    assert_eq!(standing(&desk).await, (1, 0, 1));
    assert_eq!(due(&desk).await, [left_behind.object]);
    let bytes: Vec<u8> = desk.ask(move |tx| outlying::bytes(tx, photo.id)).await;
    assert_eq!(bytes, PHOTO);
}

#[both_databases]
async fn attack_41_of_two_who_carry_the_same_file_one_tells_the_row_and_the_other_s_object_goes(desk: TestDesk) {
    let photo = with_a_photo(&desk).await;
    let (one, other) = (noted(&desk).await, noted(&desk).await);

    assert!(told(&desk, &photo, &one).await);
    assert!(!told(&desk, &photo, &other).await);

    assert_eq!(due(&desk).await, [other.object]);
    assert_eq!(desk.ask(|tx| outlying::at(tx, PLACE, 0, 10)).await[0].lies().map(|lies| lies.object), Some(one.object));
}

#[both_databases]
async fn a_file_that_was_erased_takes_its_object_along_also_one_that_was_on_its_way(desk: TestDesk) {
    let photo = with_a_photo(&desk).await;
    let first = noted(&desk).await;
    assert!(told(&desk, &photo, &first).await);
    forgotten(&desk, photo.id).await;
    assert_eq!(due(&desk).await, std::slice::from_ref(&first.object));

    desk.mia().mail("Once more").with_file("photo.png", PHOTO).files().await;
    let again = waiting(&desk).await[0].clone();
    let second = noted(&desk).await;
    forgotten(&desk, again.id).await;
    assert!(!told(&desk, &again, &second).await);
    let mut both = [first.object, second.object];
    both.sort();
    let mut due = due(&desk).await;
    due.sort();
    assert_eq!(due, both);
}

#[both_databases]
async fn what_a_row_names_never_goes_whatever_stands_in_the_list(desk: TestDesk) {
    let photo = with_a_photo(&desk).await;
    let lies = noted(&desk).await;
    assert!(told(&desk, &photo, &lies).await);

    let object = lies.object.clone();
    desk.does(move |work| outlying::is_stray(work, PLACE, &object)).await;
    let object = lies.object.clone();
    desk.does(move |work| {
        work.keep_quietly("somebody's mistake");
        sql("INSERT INTO passing_object (object, place, is_coming, noted_at, due_at) VALUES ($1, 'x', FALSE, 0, 0)")
            .with(&object)
            .run(work)
    })
    .await;

    assert_eq!(due(&desk).await, Vec::<String>::new());
}

#[both_databases]
async fn attack_44_a_place_that_is_silent_or_has_another_thing_is_told_as_such(desk: TestDesk) {
    let photo = with_a_photo(&desk).await;
    let lies = noted(&desk).await;
    assert!(told(&desk, &photo, &lies).await);
    let (eyes, file) = (desk.ana().eyes().await, desk.ask(|tx| sql("SELECT MIN(id) FROM attachment").only::<i64>(tx, "file")).await);
    let says = async || match attachments::fetch(desk.db(), eyes, attachments::AttachmentId(file)).await {
        Err(Trouble::Elsewhere(why)) => why,
        other => panic!("{other:?}"),
    };

    assert!(says().await.contains("nothing here knows the way"), "nobody was given");
    let shelf = Arc::new(Shelf::default());
    desk.db().reaches(shelf.clone());
    assert!(says().await.contains("is not there, or is not what was put there"));
    let other = Lies { object: lies.object.clone(), ..Lies::anew(PLACE) };
    shelf.takes(&other, PHOTO);
    assert!(says().await.contains("restore a backup"));
    shelf.takes(&lies, b"something else");
    assert!(says().await.contains("restore a backup"), "what opens is held against its hash");
}
