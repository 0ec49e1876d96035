//! Scenes of buckets: what is kept there, how two are kept apart, and what storage that fails and lies can do.

#[allow(dead_code, reason = "each kind of scene uses its part of it")]
#[path = "../../../../tests/s3/storage.rs"]
mod storage;

mod faults;
mod holding;
mod whole;

use buckets::{Access, Bucket, Patience};
use kit::Clock;
use moving::backup::Store;
use outside::Internet;
use std::sync::Arc;
use std::time::Duration;
use storage::{BUCKET, KEY, SECRET, Storage};

/// As patient as a scene can be.
const PATIENCE: Patience = Patience {
    answer: Duration::from_secs(10),
    tries: 10,
    first_pause: Duration::from_millis(4),
    longest_pause: Duration::from_millis(40),
    sign_of_life: Duration::from_secs(60),
    left_behind: Duration::from_secs(300),
    settling: Duration::from_millis(1_500),
};

fn access(storage: &Storage) -> Access {
    Access {
        endpoint: Some(storage.endpoint().parse().expect("an address")),
        region: "us-east-1".into(),
        style: None,
        key: KEY.into(),
        secret: SECRET.into(),
        session: None,
    }
}

fn bucket_at(address: &str, access: &Access, patience: Patience) -> Bucket {
    let address = address.parse().expect("an address");
    Bucket::at(address, access, (Arc::new(Internet), Clock::system()), patience).expect("a bucket")
}

fn bucket(storage: &Storage) -> Bucket {
    bucket_at(&format!("s3://{BUCKET}/desk"), &access(storage), PATIENCE)
}

/// The words of what went wrong.
fn told<T>(outcome: Result<T, db::Trouble>) -> String {
    match outcome {
        Ok(_) => panic!("it went through"),
        Err(trouble) => trouble.to_string(),
    }
}

#[test]
fn what_is_put_is_got_listed_set_aside_and_removed() {
    let storage = Storage::begin();
    let desk = bucket(&storage);
    let other = bucket_at(&format!("s3://{BUCKET}/desks"), &access(&storage), PATIENCE);
    other.put("pieces/ab/theirs", b"theirs").expect("put");

    desk.put("pieces/ab/one", b"one").expect("put");
    desk.put("pieces/cd/two", b"").expect("put");
    desk.put("backups/three", b"three").expect("put");
    desk.put("backups/three", b"three again").expect("put in its place");

    assert_eq!(desk.get("backups/three").expect("got").as_deref(), Some(&b"three again"[..]));
    assert_eq!(desk.get_whole("pieces/cd/two").expect("got").as_deref(), Some(&b""[..]));
    assert_eq!(desk.get("backups/none").expect("asked"), None);
    assert_eq!(desk.list("pieces").expect("listed"), ["pieces/ab/one", "pieces/cd/two"]);
    assert_eq!(desk.list("nothing").expect("listed"), Vec::<String>::new());
    desk.set_aside("pieces/ab/one").expect("set aside");
    desk.remove("pieces/cd/two").expect("removed");
    desk.remove("pieces/cd/two").expect("removed before");
    assert_eq!(desk.list("pieces").expect("listed"), ["pieces/ab/one.damaged"]);
    assert_eq!(other.list("pieces").expect("listed"), ["pieces/ab/theirs"], "another desk beside it");
}

#[test]
fn a_long_list_is_read_to_its_end() {
    let storage = Storage::begin();
    let folder = storage.file("desk/pieces/ab");
    std::fs::create_dir_all(&folder).expect("a folder");
    for number in 0..2_345 {
        std::fs::write(folder.join(format!("{number:04}")), b"").expect("written");
    }

    let names = bucket(&storage).list("pieces").expect("listed");

    assert_eq!(names.len(), 2_345);
    assert_eq!((names[0].as_str(), names[2_344].as_str()), ("pieces/ab/0000", "pieces/ab/2344"));
}

#[test]
fn many_travel_at_once_and_all_are_there_after_settling() {
    let storage = Storage::begin();
    let desk = bucket(&storage);

    for number in 0..40_u8 {
        desk.put_soon(&format!("pieces/ab/{number:02}"), vec![number; 10_000]).expect("on its way");
    }
    desk.settle().expect("settled");

    assert_eq!(desk.list("pieces").expect("listed").len(), 40);
    assert_eq!(desk.get("pieces/ab/39").expect("got"), Some(vec![39; 10_000]));
}

#[test]
fn what_is_wrong_with_key_bucket_clock_and_server_is_named_with_what_to_do() {
    let storage = Storage::begin();
    let right = access(&storage);
    let place = format!("s3://{BUCKET}/desk");
    let patience = Patience { tries: 2, ..PATIENCE };
    let says = |place: &str, access: &Access| told(bucket_at(place, access, patience).list("backups"));

    let wrong = says(&place, &Access { secret: "another".into(), ..right.clone() });
    assert!(wrong.contains("SignatureDoesNotMatch") && wrong.contains("AWS_SECRET_ACCESS_KEY"), "{wrong}");
    assert!(!wrong.contains("another") && !wrong.contains("X-Amz"), "no secret and no signature in it: {wrong}");
    let wrong = says("s3://no-such-bucket", &right);
    assert!(wrong.contains("Make the bucket first"), "{wrong}");
    let nobody = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|free| free.local_addr())
        .expect("a port nobody listens at");
    let wrong = says(&place, &Access { endpoint: format!("http://{nobody}").parse().ok(), ..right.clone() });
    assert!(wrong.contains("at try 2") && wrong.contains("s3_endpoint"), "{wrong}");
    let address = place.parse().expect("an address");
    let ahead = Clock::set_to(Clock::system().now().plus_seconds(3 * 3_600));
    let ahead = Bucket::at(address, &right, (Arc::new(Internet), ahead), patience).expect("a bucket");
    let wrong = told(ahead.list("backups"));
    assert!(wrong.contains("Set the clock"), "{wrong}");
}
