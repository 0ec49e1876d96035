//! Attachments outside the database, in a folder and on storage that speaks S3: carried there and back, killed on the way, backed up, restored,
//! copied, exported; and what storage that fails and lies can do.

mod erased;
mod harm;
mod travelling;

use crate::on_s3::text;
use crate::stage::{Everything, Home, company, everything, files, goes_on, said, same};
use crate::storage::{BUCKET, KEY, SECRET, Storage};
use db::elsewhere::Reach;
use db::{Trouble, sql};
use desk::outlying;
use frontline::config::{Attachments, Config, S3Settings};
use frontline::elsewhere::Places;
use frontline::elsewhere::carrying::{Carrier, Passed};
use frontline::house::{House, migrations};
use std::path::{Path, PathBuf};
use testkit::{every_row_reaching, off};
use tokio_util::sync::CancellationToken;

/// Where the files of a scene go.
enum Shelf {
    Folder(PathBuf),
    Bucket(Storage),
}

impl Shelf {
    fn place(&self) -> String {
        match self {
            Self::Folder(path) => path.display().to_string(),
            Self::Bucket(_) => format!("s3://{BUCKET}/files"),
        }
    }

    /// The folder in which its objects lie as files.
    fn root(&self) -> PathBuf {
        match self {
            Self::Folder(path) => path.clone(),
            Self::Bucket(storage) => storage.file("files"),
        }
    }

    fn objects(&self) -> Vec<PathBuf> {
        let root = self.root().join("files");
        if !root.exists() {
            return Vec::new();
        }
        files(&root)
            .into_iter()
            .map(|(name, _)| root.join(name))
            .filter(|path| !path.to_string_lossy().contains("metadata"))
            .collect()
    }

    fn config(&self, home: &Home) -> Config {
        let s3 = match self {
            Self::Folder(_) => S3Settings::default(),
            Self::Bucket(storage) => {
                let secret = home.folder.path().join("s3.secret");
                std::fs::write(&secret, format!("{SECRET}\n")).expect("written");
                S3Settings {
                    endpoint: storage.endpoint().parse().ok(),
                    access_key: Some(KEY.to_owned()),
                    secret_key_file: Some(secret),
                    ..S3Settings::default()
                }
            }
        };
        Config { attachments: Attachments::At(self.place()), s3, ..home.config() }
    }

    /// The same as a file for the program.
    fn settings(&self, home: &Home) -> PathBuf {
        let config = self.config(home);
        let mut text = format!("attachments_to = \"{}\"\n", self.place());
        if let (Some(endpoint), Some(file)) = (&config.s3.endpoint, &config.s3.secret_key_file) {
            text.push_str(&format!(
                "s3_endpoint = \"{}\"\ns3_access_key = \"{KEY}\"\ns3_secret_key_file = \"{}\"\n",
                endpoint.as_str().trim_end_matches('/'),
                file.display()
            ));
        }
        let file = home.folder.path().join("outside.toml");
        std::fs::write(&file, text).expect("written");
        file
    }
}

fn shelves(home: &Home) -> [Shelf; 2] {
    [Shelf::Folder(home.folder.path().join("files")), Shelf::Bucket(Storage::begin())]
}

/// A folder of its own; one of storage stands beside it.
fn folder(home: &Home) -> Shelf {
    Shelf::Folder(home.folder.path().join("files"))
}

fn open(config: &Config) -> House {
    House::open(config, kit::Clock::system()).expect("the desk")
}

fn carrier(house: &House, config: &Config, wanted: Attachments) -> Carrier {
    Carrier { db: house.db.clone(), key: house.key.clone(), places: Places::of(config), wanted }
}

async fn carried(house: &House, config: &Config) -> Passed {
    passes(house, config, config.attachments.clone()).await.expect("carried")
}

async fn passes(house: &House, config: &Config, wanted: Attachments) -> Result<Passed, Trouble> {
    carrier(house, config, wanted).pass(&CancellationToken::new()).await
}

fn moved(moved: usize) -> Passed {
    Passed { moved, ..Passed::default() }
}

/// Every row with its bytes, wherever they lie.
async fn whole(home: &Home, config: &Config) -> Everything {
    let (place, reach) = (home.place(), Reach::Fetches(Places::of(config)));
    tokio::task::spawn_blocking(move || off(move || every_row_reaching(&place, &migrations(), reach)))
        .await
        .expect("read")
}

/// One of each engine there is, with the company in it.
async fn desks() -> Vec<Home> {
    let first = company().await;
    let mut all = Vec::new();
    if let Some(second) = Home::on_postgres() {
        first.does(&["db", "copy", "--to", &second.url().expect("an address")]);
        std::fs::create_dir_all(second.data()).expect("a folder");
        std::fs::copy(first.data().join("key"), second.data().join("key")).expect("the same key");
        all.push(second);
    }
    all.push(first);
    all
}

async fn large_files(house: &House) -> i64 {
    let counted = house.db.read(|tx| sql("SELECT COUNT(*) FROM blob WHERE size_bytes >= 16384").only(tx, "count"));
    counted.await.expect("counted")
}

async fn bytes_inside(house: &House) -> i64 {
    let summed = house
        .db
        .read(|tx| sql("SELECT COUNT(*) FROM blob WHERE size_bytes >= 16384 AND bytes_place IS NULL").only(tx, "sum"));
    summed.await.expect("summed")
}

/// What a desk in a folder may be asked for on the command line.
fn with<'a>(settings: &'a Path, words: &[&'a str]) -> Vec<&'a str> {
    [&["--config", text(settings)][..], words].concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_carried_out_sealed_and_everything_reads_as_before_and_they_come_back() {
    for home in desks().await {
        let before = everything(&home).await;
        for shelf in shelves(&home) {
            let config = shelf.config(&home);
            let house = open(&config);
            let count = large_files(&house).await;
            assert!(count > 0, "there is a file in it");

            assert_eq!(carried(&house, &config).await, moved(count as usize));
            assert_eq!(carried(&house, &config).await, moved(0), "once");
            assert_eq!(bytes_inside(&house).await, 0);
            let objects = shelf.objects();
            assert_eq!(objects.len() as i64, count);
            let pattern: Vec<u8> = (0..=255).collect();
            for object in &objects {
                let sealed = std::fs::read(object).expect("read");
                assert!(!sealed.windows(256).any(|part| part == pattern), "nobody there can read it");
            }
            same(&before, &whole(&home, &config).await);
            let standing = home.does(&with(&shelf.settings(&home), &["attachments"]));
            assert!(standing.contains(&format!("{count} files")) && standing.contains(&shelf.place()), "{standing}");
            assert!(said(&home.run(&with(&shelf.settings(&home), &["doctor"]))).contains(&format!("{} answers", shelf.place())));

            let back = passes(&house, &config, Attachments::Inside).await.expect("carried");
            assert_eq!(back, moved(count as usize));
            same(&before, &everything(&home).await);
            assert_eq!(shelf.objects().len() as i64, count, "they stay a week for who goes back to yesterday's database");
            let strays = home.does(&with(&shelf.settings(&home), &["attachments", "strays"]));
            assert!(strays.contains("nothing at these places"), "they are known: {strays}");
            drop(house);
        }
        goes_on(&home).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn from_one_place_they_move_on_to_another_and_stay_where_they_are_without_a_word() {
    let home = company().await;
    let before = everything(&home).await;
    let [folder, bucket] = shelves(&home);
    let config = Config { attachments: folder.config(&home).attachments, ..bucket.config(&home) };
    let house = open(&config);
    let count = carried(&house, &config).await.moved;

    assert_eq!(passes(&house, &config, Attachments::AsTheyLie).await.expect("nothing"), moved(0));
    let on = passes(&house, &config, Attachments::At(bucket.place())).await.expect("carried");

    assert_eq!((on, bucket.objects().len()), (moved(count), count));
    same(&before, &whole(&home, &config).await);
    assert_eq!(house.db.read(outlying::places).await.expect("asked"), [bucket.place()]);
    let moved_by_hand = home.folder.path().join("elsewhere");
    std::fs::rename(folder.root(), &moved_by_hand).expect("moved");
    let refused = home.refuses(&["attachments", "moved", &bucket.place(), "/nowhere/at/all"]);
    assert!(refused.contains("copy the whole"), "{refused}");
    assert_eq!(
        passes(&house, &config, Attachments::At(moved_by_hand.display().to_string()))
            .await
            .expect("carried"),
        moved(count)
    );
    let third = home.folder.path().join("third");
    std::fs::rename(&moved_by_hand, &third).expect("moved");
    let (from, to) = (text(&moved_by_hand), text(&third));
    let still = home.run_in(&["attachments", "moved", from, to], &[("FRONTLINE_ATTACHMENTS_TO", from)]);
    assert!(
        !still.status.success() && String::from_utf8_lossy(&still.stderr).contains("attachments_to is still"),
        "{still:?}"
    );
    let one = house
        .db
        .read(move |tx| sql("SELECT MIN(bytes_object) FROM blob").only::<String>(tx, "object"))
        .await
        .expect("one");
    std::fs::rename(third.join(&one), third.join("away")).expect("one is missing");
    let refused = home.refuses(&["attachments", "moved", from, to]);
    assert!(refused.contains(&format!("1 of {count} files are not at")), "{refused}");
    std::fs::rename(third.join("away"), third.join(&one)).expect("it is back");
    let told = home.does(&["attachments", "moved", text(&moved_by_hand), text(&third)]);
    assert!(told.contains(&format!("{count} files")), "{told}");
    same(&before, &whole(&home, &config).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_41_killed_at_every_commit_of_carrying_no_file_is_lost_and_it_goes_on() {
    let home = company().await;
    let before = everything(&home).await;
    let shelf = folder(&home);
    let (settings, config) = (shelf.settings(&home), shelf.config(&home));

    let mut ended = 0;
    for commit in 1..40 {
        for when in ["before", "after"] {
            let died =
                home.run_in(&with(&settings, &["attachments", "carry"]), &[("FRONTLINE_ABORT_AT_COMMIT", &format!("{when}:{commit}"))]);
            same(&before, &whole(&home, &config).await);
            ended += usize::from(died.status.success());
            // Back again, so that the next has something to carry.
            let house = open(&config);
            passes(&house, &config, Attachments::Inside).await.expect("back");
        }
        if ended >= 2 {
            break;
        }
    }
    assert!(ended >= 2, "it comes to its end at last");
    home.does(&with(&settings, &["attachments", "carry"]));
    same(&before, &whole(&home, &config).await);
    let strays = home.does(&with(&settings, &["attachments", "strays"]));
    assert!(strays.contains("nothing at these places"), "whatever was put has its name written down: {strays}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_object_no_row_names_is_found_and_taken_away_when_somebody_asks_for_it() {
    let home = company().await;
    let shelf = folder(&home);
    let (settings, config) = (shelf.settings(&home), shelf.config(&home));
    let house = open(&config);
    let count = carried(&house, &config).await.moved;
    std::fs::create_dir_all(shelf.root().join("files/ab")).expect("a folder");
    std::fs::write(shelf.root().join("files/ab/abcdef"), b"left by a database of yesterday").expect("written");

    assert_eq!(carried(&house, &config).await, moved(0), "nothing is taken away by itself because no row names it");
    assert!(home.does(&with(&settings, &["attachments", "strays"])).contains("files/ab/abcdef"));
    home.does(&with(&settings, &["attachments", "strays", "--remove"]));
    assert_eq!(carried(&house, &config).await, Passed { removed: 1, ..moved(0) });
    assert_eq!(shelf.objects().len(), count);
}
