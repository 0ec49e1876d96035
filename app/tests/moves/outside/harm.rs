//! Storage that fails and lies, and places that are away.

use super::{Shelf, bytes_inside, carried, carrier, folder, large_files, moved, open, passes, whole, with};
use crate::on_s3::text;
use crate::stage::{company, everything, goes_on, said, same};
use crate::storage::{Storage, Wrong};
use db::{Actor, sql};
use frontline::config::Attachments;
use frontline::elsewhere::carrying::trouble;
use hyper::Method;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

#[tokio::test(flavor = "multi_thread")]
async fn attack_44_storage_that_is_busy_cut_forgetful_or_changes_bytes_costs_no_file() {
    let home = company().await;
    let before = everything(&home).await;
    let shelf = Shelf::Bucket(Storage::begin());
    let Shelf::Bucket(storage) = &shelf else { unreachable!() };
    let config = shelf.config(&home);
    let house = open(&config);
    let files = large_files(&house).await;
    let left = async || {
        let passed = passes(&house, &config, config.attachments.clone()).await.expect("the place answers");
        assert_eq!((passed.moved, passed.left as i64), (0, files));
        passed.trouble().expect("a word of what stays")
    };

    storage.fails(Method::PUT, "/files/files/", usize::MAX, Wrong::Lost);
    assert!(left().await.contains("it is not there"));
    storage.is_well();
    storage.fails(Method::PUT, "/files/files/", usize::MAX, Wrong::Busy);
    assert!(left().await.contains("SlowDown"));
    storage.is_well();
    storage.fails(Method::GET, "/files/files/", usize::MAX, Wrong::Changed);
    assert!(left().await.contains("not what was put there"), "it is read back before the row lets go");
    assert_eq!(bytes_inside(&house).await, large_files(&house).await, "nothing left the database");
    same(&before, &everything(&home).await);
    storage.is_well();

    storage.fails_every(5);
    let mut moved = 0;
    for _ in 0..20 {
        moved += passes(&house, &config, config.attachments.clone()).await.map_or(0, |passed| passed.moved);
    }
    storage.is_well();
    moved += carried(&house, &config).await.moved;
    assert_eq!(moved as i64, large_files(&house).await);
    same(&before, &whole(&home, &config).await);

    storage.fails(Method::GET, "/files/files/", usize::MAX, Wrong::Changed);
    let lost = passes(&house, &config, Attachments::Inside).await.expect("a word for each");
    assert_eq!((lost.moved, lost.left as i64), (0, large_files(&house).await), "what is changed does not come back in");
    storage.is_well();
    passes(&house, &config, Attachments::Inside).await.expect("back");
    same(&before, &everything(&home).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_44_a_place_that_is_away_is_told_and_everything_else_goes_on() {
    let home = company().await;
    let shelf = folder(&home);
    let (settings, config) = (shelf.settings(&home), shelf.config(&home));
    let house = open(&config);
    carried(&house, &config).await;
    let away = home.folder.path().join("not mounted");
    std::fs::rename(shelf.root(), &away).expect("away");
    std::fs::create_dir(shelf.root()).expect("an empty place to mount at");

    let file: i64 = house
        .db
        .read(|tx| sql("SELECT id FROM attachment WHERE size_bytes = 70000").only(tx, "file"))
        .await
        .expect("a file");
    let noor = house.db.read(agents::first_admin).await.expect("asked").expect("an administrator").id.0;
    let viewer = desk::Viewer { agent: noor, sees_all: true };
    let fetch = async || desk::attachments::fetch(&house.db, viewer, desk::attachments::AttachmentId(file)).await;
    let why = fetch().await.expect_err("away").to_string();
    assert!(why.contains("Mount its disk"), "{why}");
    let told = said(&home.run(&with(&settings, &["doctor"])));
    assert!(told.contains("mount the disk") && told.contains("FAIL"), "{told}");
    goes_on(&home).await;
    let export = home.folder.path().join("export");
    assert!(
        home.refuses(&with(&settings, &["export", text(&export)])).contains("Mount its disk"),
        "no export without its files"
    );

    // A new file waits in the database, and nothing is begun in the empty place.
    let kept = house.db.work(Actor::System, |work| {
        work.keep_quietly("a file for the test");
        let bytes = vec![9u8; 30_000];
        sql("INSERT INTO blob (sha256, size_bytes, bytes) VALUES ($1, 30000, $2)")
            .with(kit::sha256_hex(&bytes))
            .with(bytes)
            .run(work)
    });
    kept.await.expect("kept");
    let carrier = carrier(&house, &config, config.attachments.clone());
    let stop = CancellationToken::new();
    let running = tokio::spawn(carrier.run(stop.clone()));
    for _ in 0..200 {
        if house.db.read(trouble).await.expect("asked").is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    stop.cancel();
    running.await.expect("it ends");
    assert!(house.db.read(trouble).await.expect("asked").expect("it is remembered").contains("Mount its disk"));
    assert_eq!((bytes_inside(&house).await, std::fs::read_dir(shelf.root()).expect("a folder").count()), (1, 0));

    std::fs::remove_dir(shelf.root()).expect("empty");
    std::fs::rename(&away, shelf.root()).expect("mounted again");
    assert_eq!((fetch().await.expect("it comes").bytes.len(), carried(&house, &config).await), (70_000, moved(1)));
    std::fs::write(shelf.root().join("frontline-files.json"), r#"{"format":1,"desk":"another"}"#).expect("written");
    std::fs::remove_dir_all(shelf.root().join("files")).expect("gone");
    let house_of_none = passes(&house, &config, Attachments::At(shelf.place())).await;
    assert_eq!(house_of_none.expect("nothing waits"), moved(0));
    assert!(fetch().await.expect_err("lost").to_string().contains("is not there"));
}
