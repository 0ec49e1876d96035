//! `frontline backup`, `backup verify`, `restore`: while the desk works, to the row and to the byte.

use crate::stage::{Home, company, everything, goes_on, said, same};
use frontline::backups;
use frontline::config::{BackupSettings, Config, Keep};

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
    let first = company().await;
    let key = first.folder.path().join("backup.key");
    first.does(&["backup", "key", key.to_str().expect("utf-8")]);
    let to = first.folder.path().join("backups");
    let backup = BackupSettings { to: Some(to), key_file: Some(key), at: Some(0), keep: Keep::default() };
    let config = Config { backup, ..first.config() };
    let house = first.house();

    backups::back_up(&house, &config).await.expect("backed up");

    let last = house.db.read(backups::last).await.expect("remembered").expect("a backup");
    assert!(house.db.clock().now().seconds_since(last.at) < 600);
    assert_eq!(house.db.read(backups::trouble).await.expect("asked"), None);
}
