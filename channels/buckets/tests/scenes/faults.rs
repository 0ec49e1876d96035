//! Storage that is busy, slow, cut off, changed, forgetful.

use crate::storage::{Storage, Wrong};
use crate::{PATIENCE, access, bucket, bucket_at, told};
use buckets::Patience;
use hyper::Method;
use moving::backup::Store as _;
use std::time::Duration;

const NAME: &str = "pieces/ab/piece";

#[test]
fn attack_44_busy_storage_is_asked_again_and_what_stays_so_is_named() {
    let storage = Storage::begin();
    let desk = bucket(&storage);

    storage.fails(Method::PUT, NAME, 3, Wrong::Busy);
    desk.put(NAME, b"kettle").expect("kept at the fourth try");
    storage.fails(Method::GET, NAME, 9, Wrong::Busy);
    assert_eq!(desk.get(NAME).expect("got at the tenth").as_deref(), Some(&b"kettle"[..]));

    storage.fails(Method::PUT, NAME, 1_000, Wrong::Busy);
    let before = storage.asked();
    let wrong = told(desk.put(NAME, b"kettles"));
    assert!(wrong.contains("503 SlowDown") && wrong.contains("Try again later"), "{wrong}");
    assert_eq!(storage.asked() - before, 10, "and not for ever");
    storage.is_well();
    assert_eq!(desk.get(NAME).expect("got").as_deref(), Some(&b"kettle"[..]), "what was there is there");
}

#[test]
fn attack_44_slow_storage_is_left_and_asked_again() {
    let storage = Storage::begin();
    let hasty = Patience { answer: Duration::from_millis(500), tries: 3, ..PATIENCE };
    let desk = bucket_at("s3://kettle-backups/desk", &access(&storage), hasty);

    storage.fails(Method::PUT, NAME, 2, Wrong::Slow(Duration::from_secs(5)));
    desk.put(NAME, b"kettle").expect("kept at the third try");
    storage.fails(Method::GET, NAME, 100, Wrong::Slow(Duration::from_secs(5)));
    let wrong = told(desk.get(NAME));

    assert!(wrong.contains("too long"), "{wrong}");
}

#[test]
fn attack_44_a_cut_wire_loses_and_doubles_nothing() {
    let storage = Storage::begin();
    let desk = bucket(&storage);

    for wrong in [Wrong::Cut, Wrong::AnswerCut, Wrong::BodyCut] {
        for method in [Method::PUT, Method::HEAD, Method::GET] {
            storage.fails(method, NAME, 2, wrong);
        }
        let bytes = format!("{wrong:?}").into_bytes();
        desk.put(NAME, &bytes).expect("kept");
        assert_eq!(desk.get(NAME).expect("got"), Some(bytes), "{wrong:?}");
        storage.fails(Method::GET, "list-type", 1, wrong);
        assert_eq!(desk.list("pieces").expect("listed"), [NAME]);
        storage.fails(Method::DELETE, NAME, 1, wrong);
        desk.remove(NAME).expect("removed");
        assert_eq!(desk.list("pieces").expect("listed"), Vec::<String>::new());
    }
}

#[test]
fn attack_44_wrong_bytes_are_asked_for_again_and_never_believed() {
    let storage = Storage::begin();
    let desk = bucket(&storage);
    desk.put(NAME, b"kettle").expect("kept");

    storage.fails(Method::GET, NAME, 1, Wrong::Changed);
    assert_eq!(desk.get_whole(NAME).expect("got").as_deref(), Some(&b"kettle"[..]), "only on the way");

    std::fs::write(storage.file(&format!("desk/{NAME}")), b"kettlf").expect("changed where it lies");
    let wrong = told(desk.get_whole(NAME));
    assert!(wrong.contains("is not what was put there"), "{wrong}");
    assert_eq!(
        desk.get(NAME).expect("got").as_deref(),
        Some(&b"kettlf"[..]),
        "as it lies there, for whoever has a seal to hold it against"
    );
}

#[test]
fn attack_44_what_was_answered_as_kept_and_is_not_there_is_sent_again_and_then_told() {
    let storage = Storage::begin();
    let desk = bucket(&storage);

    storage.fails(Method::PUT, NAME, 2, Wrong::Lost);
    desk.put(NAME, b"kettle").expect("kept at the third time");
    assert_eq!(desk.get(NAME).expect("got").as_deref(), Some(&b"kettle"[..]));
    storage.fails(Method::PUT, NAME, 2, Wrong::Lost);
    desk.put(NAME, b"another").expect("an older one in its place is found out, too");
    assert_eq!(desk.get(NAME).expect("got").as_deref(), Some(&b"another"[..]));

    storage.fails(Method::PUT, "pieces/cd", 1_000, Wrong::Lost);
    let wrong = told(desk.put("pieces/cd/lost", b"lost"));
    assert!(wrong.contains("it is not there"), "{wrong}");
    desk.put_soon("pieces/cd/lost", b"lost".to_vec()).expect("on its way");
    let wrong = told(desk.settle());
    assert!(wrong.contains("it is not there"), "{wrong}");
    desk.settle().expect("what went wrong was told once");
}
