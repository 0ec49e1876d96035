//! `frontline backup`, `backup verify`, `restore`: while the desk works, to the row and to the byte.

use crate::stage::{Home, company, everything, goes_on, said, same};
use db::{Actor, Trouble, sql};
use frontline::backups;
use frontline::config::{BackupPlace, BackupSettings, Config, Keep};
use frontline::house::House;
use moving::backup::{Folder, Store as _};
use std::path::PathBuf;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// A desk that backs itself up and keeps the last of one day, and the place it does so to.
async fn nightly() -> (Home, Config, PathBuf) {
    let home = company().await;
    let key = home.folder.path().join("backup.key");
    home.does(&["backup", "key", key.to_str().expect("utf-8")]);
    let to = home.folder.path().join("backups");
    let keep = Keep { days: 1, weeks: 0, months: 0 };
    let backup = BackupSettings {
        to: Some(BackupPlace::Folder(to.clone())),
        key_file: Some(key),
        at: Some(0),
        keep,
    };
    let config = Config { backup, ..home.config() };
    (home, config, to)
}

async fn trouble(house: &House) -> String {
    house.db.read(backups::trouble).await.expect("asked").unwrap_or_default()
}

fn lists(place: &std::path::Path) -> usize {
    std::fs::read_dir(place.join("backups")).expect("a folder").count()
}

async fn bytes_of_the_file(house: &House, bytes: Vec<u8>) {
    let changed = house.db.work(Actor::System, move |work| {
        work.keep_quietly("a disk that lies");
        sql("UPDATE blob SET bytes = $1 WHERE size_bytes = 70000").with(bytes.clone()).run(work).map(drop)
    });
    changed.await.expect("changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_44_a_restored_desk_is_the_same_to_the_row_and_goes_on() {
    let first = company().await;
    let before = everything(&first).await;
    let store = first.folder.path().join("backups");
    let key = first.folder.path().join("backup.key");
    let (store, key) = (store.to_str().expect("utf-8"), key.to_str().expect("utf-8"));
    first.does(&["backup", "key", key]);
    assert!(first.refuses(&["backup", "key", key]).contains("never written over"));

    // The desk is open and at work all the while.
    let house = first.house();
    let told = first.does(&["backup", "--to", store, "--key-file", key]);
    drop(house);
    assert!(told.contains("pieces were new"), "{told}");
    assert!(first.does(&["backup", "--to", store, "--key-file", key]).contains("; 0 pieces were new"), "nothing changed");
    assert_eq!(first.does(&["backup", "list", "--to", store, "--key-file", key]).lines().count(), 2);
    assert!(first.does(&["backup", "verify", "--all", "--to", store, "--key-file", key]).contains("is whole"));
    assert!(first.refuses(&["restore", "--from", store, "--key-file", key]).contains("not empty"));

    for home in Home::of_each() {
        let died = home.run_in(&["restore", "--from", store, "--key-file", key], &[("FRONTLINE_ABORT_AT_COMMIT", "before:1")]);
        assert!(!died.status.success(), "{}", said(&died));
        home.does(&["restore", "--from", store, "--key-file", key]);

        same(&before, &everything(&home).await);
        assert_eq!(
            std::fs::read(home.data().join("key")).expect("a key"),
            std::fs::read(first.data().join("key")).expect("a key")
        );
        goes_on(&home).await;
    }
    first.does(&["backup", "prune", "--keep", "1d", "--to", store, "--key-file", key]);
    assert_eq!(first.does(&["backup", "list", "--to", store, "--key-file", key]).lines().count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_on_the_command_line_is_named() {
    let home = Home::on_sqlite();
    assert!(home.refuses(&["backup"]).contains("--to"));
    assert!(home.refuses(&["backup", "--to", "x"]).contains("frontline backup key"));
    assert!(home.refuses(&["restore", "--from", "x", "--key-file", "/nowhere/key"]).contains("/nowhere/key"));
    let key = home.folder.path().join("short");
    std::fs::write(&key, "short").expect("written");
    let key = key.to_str().expect("utf-8");
    let nowhere = home.folder.path().join("nothing");
    let nowhere = nowhere.to_str().expect("utf-8");
    assert!(home.refuses(&["restore", "--from", nowhere, "--key-file", key]).contains("holds no backup"));
    let wrong = home.refuses(&["backup", "--to", nowhere, "--key-file", key]);
    assert!(wrong.contains("16 characters"), "{wrong}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_backs_itself_up_and_remembers_when() {
    let (first, config, _) = nightly().await;
    let house = first.house();

    backups::back_up(&house, &config).await.expect("backed up");

    let last = house.db.read(backups::last).await.expect("remembered").expect("a backup");
    assert!(house.db.clock().now().seconds_since(last.at) < 600);
    assert_eq!(trouble(&house).await, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_file_is_told_each_time_and_the_desk_is_restored_with_it() {
    let (first, config, to) = nightly().await;
    let house = first.house();
    let (store, key) = (to.to_str().expect("utf-8"), first.folder.path().join("backup.key"));
    let key = key.to_str().expect("utf-8");
    bytes_of_the_file(&house, b"not what it was".to_vec()).await;

    let told = first.refuses(&["backup", "--to", store, "--key-file", key]);
    assert!(told.contains("not what their hash was made of"), "{told}");
    let told = first.refuses(&["backup", "verify", "--to", store, "--key-file", key]);
    assert!(told.contains("1 mails or files came damaged"), "{told}");
    let before = everything(&first).await;
    for home in Home::of_each() {
        let told = home.refuses(&["restore", "--from", store, "--key-file", key]);
        assert!(told.contains("all of it is there") && told.contains("(blob "), "{told}");
        same(&before, &everything(&home).await);
        goes_on(&home).await;
    }

    backups::back_up(&house, &config).await.expect("backed up");
    assert!(trouble(&house).await.contains("none was let go") && lists(&to) == 2, "older backups may have it whole");
    bytes_of_the_file(&house, (0..=255).cycle().take(70_000).collect()).await;
    backups::back_up(&house, &config).await.expect("backed up");
    assert_eq!((trouble(&house).await.as_str(), lists(&to)), ("", 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_was_made_is_remembered_though_old_ones_could_not_go() {
    let (first, config, to) = nightly().await;
    let house = first.house();
    backups::back_up(&house, &config).await.expect("backed up");
    let early = house.db.read(backups::last).await.expect("remembered").expect("a backup");
    std::fs::write(to.join("backups").join(&early.name), b"noise").expect("written");

    backups::back_up(&house, &config).await.expect("backed up");

    let last = house.db.read(backups::last).await.expect("remembered").expect("a backup");
    assert_ne!(last.name, early.name);
    assert!(trouble(&house).await.contains("could not be let go"), "{}", trouble(&house).await);
    assert_eq!(lists(&to), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_is_not_mounted_begins_no_new_place_by_itself() {
    let (first, config, to) = nightly().await;
    let house = first.house();
    backups::back_up(&house, &config).await.expect("the first begins it");
    std::fs::rename(&to, to.with_extension("unmounted")).expect("moved away");

    let refused = backups::back_up(&house, &config).await.unwrap_err().to_string();

    assert!(refused.contains("is mounted") && !to.exists(), "{refused}");
    let key = first.folder.path().join("backup.key");
    first.does(&["backup", "--to", to.to_str().expect("utf-8"), "--key-file", key.to_str().expect("utf-8")]);
    backups::back_up(&house, &config).await.expect("a place begun by hand");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_in_use_is_no_trouble() {
    let (first, config, to) = nightly().await;
    let house = first.house();
    backups::back_up(&house, &config).await.expect("backed up");
    let held = Folder::at(to).hold().expect("held");

    let waits = backups::back_up(&house, &config).await;

    assert!(matches!(waits, Err(Trouble::InUse(_))), "{waits:?}");
    drop(held);
    backups::back_up(&house, &config).await.expect("its turn");
    assert_eq!(trouble(&house).await, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_that_stops_waits_for_no_backup() {
    let (first, mut config, _) = nightly().await;
    // Reading its key from a pipe nobody writes to, a backup takes for ever.
    let pipe = first.folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    config.backup.key_file = Some(pipe);
    let stop = CancellationToken::new();
    let running = tokio::spawn(backups::run(first.house(), config, stop.clone()));
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(!running.is_finished());

    stop.cancel();

    tokio::time::timeout(Duration::from_secs(5), running).await.expect("at once").expect("no panic");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_restore_leaves_no_key() {
    let (first, _, to) = nightly().await;
    let key = first.folder.path().join("backup.key");
    let (store, key) = (to.to_str().expect("utf-8"), key.to_str().expect("utf-8"));
    first.does(&["backup", "--to", store, "--key-file", key]);
    let out = first.folder.path().join("export");
    let out = out.to_str().expect("utf-8");
    first.does(&["export", out]);
    for home in Home::of_each() {
        let at = home.url().unwrap_or_else(|| format!("sqlite:{}", home.data().join("frontline.db").display()));
        first.does(&["db", "copy", "--to", &at]);

        assert!(home.refuses(&["restore", "--from", store, "--key-file", key]).contains("not empty"));
        assert!(home.refuses(&["import", "frontline", out]).contains("not empty"));

        assert!(!home.data().join("key").exists(), "{at}");
    }
}
