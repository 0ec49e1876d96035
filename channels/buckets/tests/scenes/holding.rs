//! One at a time: who holds a place, who takes it over, who finds out.

use crate::storage::{BUCKET, Storage, Wrong};
use crate::{PATIENCE, access, bucket, bucket_at, told};
use buckets::{Bucket, Patience};
use db::Trouble;
use hyper::Method;
use moving::backup::Store as _;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// As if nobody had given a sign of life for an hour.
fn age_the_lock(storage: &Storage) {
    let file = std::fs::File::options().write(true).open(storage.file("desk/lock")).expect("a lock");
    let written = file.metadata().and_then(|about| about.modified()).expect("a time");
    file.set_modified(written - Duration::from_secs(3_600)).expect("aged");
}

fn is_in_use<T>(outcome: Result<T, Trouble>) -> bool {
    matches!(outcome, Err(Trouble::InUse(_)))
}

#[test]
fn attack_44_who_comes_second_waits_until_the_first_is_done_or_gone() {
    let storage = Storage::begin();
    let (first, second) = (bucket(&storage), bucket(&storage));

    let held = first.hold().expect("held");
    let wrong = told(second.hold().map(drop));
    assert!(wrong.contains("in use") && wrong.contains("5 minutes"), "{wrong}");
    held.still().expect("still ours");
    drop(held);
    drop(second.hold().expect("free"));
    storage.fails(Method::PUT, "lock", 1, Wrong::Lost);
    assert!(is_in_use(bucket(&storage).hold()), "a lock that was answered as kept and is not there is none");
    assert_eq!(first.doubt().expect("asked"), None, "this storage obeys");

    // Killed: nobody lets go, and nobody gives a sign.
    let gone = first.hold().expect("held");
    age_the_lock(&storage);
    let taken_over = second.hold().expect("taken over");
    let wrong = told(gone.still());
    assert!(wrong.contains("taken over"), "{wrong}");
    drop(gone);
    taken_over.still().expect("whose end came late removes no other's lock");
    assert!(is_in_use(first.hold()));
}

#[test]
fn attack_44_who_gives_signs_of_life_is_not_taken_over_and_who_gives_none_says_nothing() {
    let storage = Storage::begin();
    let lively = Patience { sign_of_life: Duration::from_millis(50), ..PATIENCE };
    let first = bucket_at(&format!("s3://{BUCKET}/desk"), &access(&storage), lively);
    let held = first.hold().expect("held");

    age_the_lock(&storage);
    let written = || std::fs::metadata(storage.file("desk/lock")).and_then(|about| about.modified()).expect("a time");
    let (aged, until) = (written(), Instant::now() + Duration::from_secs(20));
    while written() <= aged {
        assert!(Instant::now() < until, "no sign of life");
        std::thread::yield_now();
    }
    assert!(is_in_use(bucket(&storage).hold()), "it is alive");
    held.still().expect("still ours");
    drop(held);

    let silent = Patience { left_behind: Duration::ZERO, ..PATIENCE };
    let stopped = bucket_at(&format!("s3://{BUCKET}/desk"), &access(&storage), silent);
    let held = stopped.hold().expect("held");
    assert!(is_in_use(held.still()), "after so long a silence it may be another's, whatever stands there");
}

#[test]
fn attack_44_where_storage_tells_no_times_a_dead_lock_is_taken_over_and_a_living_one_is_not() {
    let storage = Storage::timeless();
    let place = format!("s3://{BUCKET}/desk");
    let quick = Patience {
        sign_of_life: Duration::from_millis(100),
        left_behind: Duration::from_secs(2),
        ..PATIENCE
    };
    let (living, other) = (bucket_at(&place, &access(&storage), quick), bucket_at(&place, &access(&storage), quick));

    let held = living.hold().expect("held");
    for _ in 0..2 {
        let began = Instant::now();
        assert!(is_in_use(other.hold()), "it gives signs of life");
        assert!(began.elapsed() < quick.left_behind, "which is seen at the first: {:?}", began.elapsed());
    }
    held.still().expect("still ours");
    drop(held);

    // Killed: it gives no sign any more.
    let gone = bucket(&storage).hold().expect("held");
    let began = Instant::now();
    let taken_over = other.hold().expect("taken over");
    assert!(began.elapsed() >= quick.left_behind, "{:?}", began.elapsed());
    assert!(told(gone.still()).contains("taken over"));
    drop(gone);
    taken_over.still().expect("ours");
    assert!(is_in_use(living.hold()));
}

/// So many at once, again and again: never two inside.
fn rush(storage: &Storage, contenders: usize, rounds: usize, address: &str) -> usize {
    let (inside, entries) = (AtomicBool::new(false), AtomicUsize::new(0));
    let buckets: Vec<Bucket> = (0..contenders).map(|_| bucket_at(address, &access(storage), PATIENCE)).collect();
    std::thread::scope(|scope| {
        for bucket in &buckets {
            scope.spawn(|| {
                for _ in 0..rounds {
                    match bucket.hold() {
                        Ok(held) => {
                            assert!(!inside.swap(true, Ordering::SeqCst), "two at once");
                            entries.fetch_add(1, Ordering::SeqCst);
                            held.still().expect("alone");
                            inside.store(false, Ordering::SeqCst);
                        }
                        Err(Trouble::InUse(_)) => std::thread::yield_now(),
                        Err(trouble) => panic!("{trouble}"),
                    }
                }
            });
        }
    });
    entries.into_inner()
}

#[test]
fn attack_44_of_many_at_once_one_is_let_in() {
    let storage = Storage::begin();
    assert!(rush(&storage, 6, 12, &format!("s3://{BUCKET}/desk")) > 0);

    storage.fails_every(5);
    assert!(rush(&storage, 4, 8, &format!("s3://{BUCKET}/desk")) > 0, "nor with answers that get lost");
}

#[test]
fn attack_44_where_conditions_are_passed_over_or_unknown_it_is_said_and_still_one_is_let_in() {
    for is_heedless in [true, false] {
        let storage = if is_heedless { Storage::heedless() } else { Storage::begin() };
        storage.fails(Method::PUT, "lock", if is_heedless { 0 } else { usize::MAX }, Wrong::NoConditions);
        let desk = bucket(&storage);

        let held = desk.hold().expect("held");
        let doubt = desk.doubt().expect("asked").expect("a doubt");
        assert!(doubt.contains("If-None-Match"), "{doubt}");
        assert!(is_in_use(bucket(&storage).hold()), "who comes later is kept out all the same");
        drop(held);
        rush(&storage, 3, 1, &format!("s3://{BUCKET}/desk"));
        drop(bucket(&storage).hold().expect("free in the end"));
    }
}
