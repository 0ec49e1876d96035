//! Backups on storage that speaks S3, through the program itself: made, proven, restored, pruned, killed, and by the desk at night.

use crate::stage::{Home, company, everything, goes_on, said, same};
use crate::storage::{BUCKET, KEY, SECRET, Storage, Wrong};
use frontline::backups;
use frontline::config::{BackupPlace, BackupSettings, Config, Keep, S3Settings};
use hyper::Method;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

pub fn text(path: &Path) -> &str {
    path.to_str().expect("utf-8")
}

/// A configuration that backs up into the storage, with a new key.
pub fn settings(home: &Home, storage: &Storage) -> PathBuf {
    let (key, secret) = (home.folder.path().join("backup.key"), home.folder.path().join("s3.secret"));
    home.does(&["backup", "key", text(&key)]);
    std::fs::write(&secret, format!("{SECRET}\n")).expect("written");
    let file = home.folder.path().join("s3.toml");
    let text = format!(
        "backup_to = \"s3://{BUCKET}/desk\"\nbackup_key_file = \"{}\"\ns3_endpoint = \"{}\"\ns3_access_key = \"{KEY}\"\ns3_secret_key_file = \"{}\"\n",
        key.display(),
        storage.endpoint(),
        secret.display()
    );
    std::fs::write(&file, text).expect("written");
    file
}

/// As if whoever holds the place had died an hour ago.
fn age_the_lock(storage: &Storage) {
    let file = std::fs::File::options().write(true).open(storage.file("desk/lock")).expect("a lock");
    let written = file.metadata().and_then(|about| about.modified()).expect("a time");
    file.set_modified(written - Duration::from_secs(3_600)).expect("aged");
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_44_a_desk_restored_from_s3_is_the_same_to_the_row_and_goes_on() {
    let (storage, first) = (Storage::begin(), company().await);
    let before = everything(&first).await;
    let settings = settings(&first, &storage);
    let with = |words: &[&'static str]| [&["--config", text(&settings)][..], words].concat();

    assert!(first.refuses(&with(&["restore"])).contains("holds no backup"));
    // The desk is open and at work all the while, and some answers get lost.
    let house = first.house();
    storage.fails(Method::PUT, "pieces", 1, Wrong::Busy);
    storage.fails(Method::PUT, "pieces", 1, Wrong::AnswerCut);
    storage.fails(Method::PUT, "/backups/", 1, Wrong::Lost);
    let told = first.does(&with(&["backup"]));
    drop(house);
    assert!(told.contains("pieces were new") && !told.contains("If-None-Match"), "{told}");
    assert!(first.does(&with(&["backup"])).contains("; 0 pieces were new"), "nothing changed");
    assert_eq!(first.does(&with(&["backup", "list"])).lines().count(), 2);
    assert!(first.does(&with(&["backup", "verify", "--all"])).contains("is whole"));
    assert!(first.refuses(&with(&["restore"])).contains("not empty"));

    for home in Home::of_each() {
        storage.fails(Method::GET, "pieces", 1, Wrong::Changed);
        storage.fails(Method::GET, "pieces", 1, Wrong::BodyCut);
        home.does(&with(&["restore"]));
        same(&before, &everything(&home).await);
        goes_on(&home).await;
    }
    first.does(&with(&["backup", "prune", "--keep", "1d"]));
    assert_eq!(first.does(&with(&["backup", "list"])).lines().count(), 1);
    assert!(first.does(&with(&["doctor"])).contains(&format!("s3://{BUCKET}/desk answers")));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_usual_variables_open_the_storage_and_what_is_missing_is_named() {
    let (storage, first) = (Storage::begin(), company().await);
    let key = first.folder.path().join("backup.key");
    first.does(&["backup", "key", text(&key)]);
    let to = format!("s3://{BUCKET}");
    let words = ["backup", "--to", &to, "--key-file", text(&key)];

    let wrong = first.refuses(&words);
    assert!(wrong.contains("AWS_ACCESS_KEY_ID"), "{wrong}");
    let endpoint = storage.endpoint();
    let variables = [
        ("AWS_ENDPOINT_URL", endpoint.as_str()),
        ("AWS_ACCESS_KEY_ID", KEY),
        ("AWS_SECRET_ACCESS_KEY", SECRET),
        ("AWS_REGION", "eu-south-2"),
    ];
    let done = first.run_in(&words, &variables);
    assert!(done.status.success(), "{}", said(&done));
    assert!(storage.file("frontline-backup.json").exists(), "without a prefix it is the bucket itself");
    let wrong = first.refuses(&["backup", "--to", "s3:bucket", "--key-file", text(&key)]);
    assert!(wrong.contains("s3://bucket/prefix"), "{wrong}");
    let wrong = first.run_in(&words, &[variables[0], variables[1], ("AWS_SECRET_ACCESS_KEY", "a slip")]);
    assert!(
        !wrong.status.success() && said(&wrong).contains("The key was refused") && !said(&wrong).contains("a slip"),
        "{}",
        said(&wrong)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn by_https_the_storage_is_believed_only_with_a_certificate_this_machine_trusts() {
    let (storage, first) = (Storage::private(), company().await);
    let settings = settings(&first, &storage);
    let words = ["--config", text(&settings), "backup"];
    let authority = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/s3/authority.pem");

    let wrong = first.refuses(&words);
    assert!(wrong.contains("certificate is not trusted") && wrong.contains("at try 1"), "{wrong}");
    assert_eq!(storage.asked(), 0, "nothing was said to it");
    let done = first.run_in(&words, &[("SSL_CERT_FILE", authority)]);
    assert!(done.status.success(), "{}", said(&done));
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_44_a_backup_killed_on_its_way_to_s3_harms_nothing_and_the_next_goes_on() {
    let (storage, first) = (Storage::begin(), company().await);
    let settings = settings(&first, &storage);
    let with = |words: &[&'static str]| [&["--config", text(&settings)][..], words].concat();
    first.does(&with(&["backup"]));
    std::fs::remove_dir_all(storage.file("desk/pieces")).expect("all its pieces are to be written anew");

    storage.fails(Method::PUT, "pieces", usize::MAX, Wrong::Slow(Duration::from_secs(60)));
    let mut child = Command::new(env!("CARGO_BIN_EXE_frontline"))
        .arg("--data")
        .arg(first.data())
        .args(with(&["backup"]))
        .stderr(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .expect("the program");
    let (asked, until) = (storage.asked(), Instant::now() + Duration::from_secs(60));
    while storage.asked() < asked + 6 {
        assert!(Instant::now() < until && child.try_wait().expect("asked").is_none(), "it comes as far as its pieces");
        std::thread::yield_now();
    }
    child.kill().expect("killed");
    child.wait().expect("gone");
    storage.is_well();

    let wrong = first.refuses(&with(&["backup"]));
    assert!(wrong.contains("in use") && wrong.contains("if it died"), "{wrong}");
    age_the_lock(&storage);
    first.does(&with(&["backup"]));
    assert!(first.does(&with(&["backup", "verify", "--all"])).contains("is whole"));
    assert!(!storage.file("desk/lock").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_backs_itself_up_to_s3_and_says_when_it_cannot() {
    let (storage, first) = (Storage::begin(), company().await);
    let settings = settings(&first, &storage);
    let with = |words: &[&'static str]| [&["--config", text(&settings)][..], words].concat();
    let config = Config {
        backup: BackupSettings {
            to: Some(BackupPlace::Bucket(format!("s3://{BUCKET}/desk").parse().expect("an address"))),
            key_file: Some(first.folder.path().join("backup.key")),
            at: Some(0),
            keep: Keep { days: 1, weeks: 0, months: 0 },
        },
        s3: S3Settings {
            endpoint: storage.endpoint().parse().ok(),
            access_key: Some(KEY.to_owned()),
            secret_key_file: Some(first.folder.path().join("s3.secret")),
            ..S3Settings::default()
        },
        ..first.config()
    };
    let house = first.house();
    let trouble = async || house.db.read(backups::trouble).await.expect("asked").unwrap_or_default();

    backups::back_up(&house, &config).await.expect("backed up");
    backups::back_up(&house, &config).await.expect("backed up, and the first let go");
    assert_eq!(
        (trouble().await.as_str(), std::fs::read_dir(storage.file("desk/backups")).expect("a folder").count()),
        ("", 1)
    );
    assert_eq!(house.db.read(backups::doubt).await.expect("asked"), None);

    storage.fails(Method::PUT, "lock", usize::MAX, Wrong::NoConditions);
    backups::back_up(&house, &config).await.expect("backed up by waiting");
    let doubt = house.db.read(backups::doubt).await.expect("asked").expect("a doubt");
    assert!(doubt.contains("one machine"), "{doubt}");
    storage.is_well();

    std::fs::rename(storage.file("desk"), storage.file("elsewhere")).expect("moved away");
    let refused = backups::back_up(&house, &config).await.unwrap_err().to_string();
    assert!(refused.contains("holds no backup"), "{refused}");
    let told = said(&first.run(&with(&["doctor"])));
    assert!(told.contains("holds no backup, and the desk made one"), "{told}");
}
