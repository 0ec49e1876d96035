//! Scenes of backups: made of a desk at work, shared between each other, restored to the row, and honest about damage.

use db::whole::Snapshot;
use db::{Actor, Database, MIGRATIONS, Place, Trouble, sql};
use kit::{Clock, Moment};
use moving::backup::{self, Desk, Folder, Held, Keep, Made, Seal, Store};
use moving::{Moved, Proof, Target};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::{TestDatabase, both_databases, everywhere, off, place_on_sqlite};

const DESK_KEY: &[u8] = b"the key of the desk";
const SECRET: &str = "a long kettle song of nine verses";
const PROOFS: &[Proof] = &[];
const ROWS: i64 = 2_400;

async fn say(db: &Database, number: i64, text: &str) {
    let value = format!("{text} {}", "kettle ".repeat(150));
    let kept = db.work(Actor::System, move |work| {
        work.keep_quietly("a test");
        sql("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2")
            .with(format!("{number:06}"))
            .with(&value)
            .run(work)
    });
    kept.await.expect("kept");
}

/// Some megabytes, so that there are several pieces.
async fn filled(db: &Database) {
    filled_from(db, 0).await;
}

async fn filled_from(db: &Database, first: i64) {
    let kept = db.work(Actor::System, move |work| {
        work.keep_quietly("a test");
        (first..ROWS).try_for_each(|number| {
            sql("INSERT INTO setting (name, value) VALUES ($1, $2)")
                .with(format!("{number:06}"))
                .with(format!("{number} {}", "kettle ".repeat(150)))
                .run(work)
                .map(drop)
        })
    });
    kept.await.expect("kept");
}

fn make(place: &Place, store: &dyn Store, seconds: i64) -> Result<Made, Trouble> {
    let seal = Seal::of(store, SECRET)?;
    let desk = Desk {
        snapshot: Snapshot::take(place, MIGRATIONS)?,
        proofs: PROOFS,
        key: DESK_KEY,
        version: "0",
    };
    backup::make(desk, store, &seal, testkit::TUESDAY_MORNING.plus_seconds(seconds), &mut |_, _, _| {})
}

fn restore(store: &dyn Store, secret: &str, place: &Place) -> Result<Moved, Trouble> {
    let seal = Seal::of_existing(store, secret)?;
    let mut newest = backup::newest(store, &seal)?;
    assert_eq!(newest.contents.desk_key, DESK_KEY);
    let target = Target {
        place,
        migrations: MIGRATIONS,
        clock: &Clock::set_to(Moment(0)),
        proofs: PROOFS,
        further: 1 << 32,
        ready: &|| Ok(()),
    };
    moving::pour(&mut newest, &target, &mut |_, _, _| {})
}

fn prints(place: &Place) -> Vec<(String, (u64, String))> {
    let mut snapshot = Snapshot::take(place, MIGRATIONS).expect("a snapshot");
    let tables = snapshot.tables().to_vec();
    tables
        .into_iter()
        .map(|table| (table.name.clone(), snapshot.fingerprint(&table).expect("read")))
        .collect()
}

fn pieces(folder: &Path) -> Vec<PathBuf> {
    Folder::at(folder.to_owned())
        .list("pieces")
        .expect("listed")
        .into_iter()
        .map(|name| folder.join(name))
        .collect()
}

#[both_databases]
async fn a_backup_shares_what_did_not_change_and_restores_to_the_row_on_either_engine(desk: TestDatabase) {
    filled(&desk.db).await;
    let folder = tempfile::tempdir().expect("a folder");
    let (place, path) = (desk.place.place(), folder.path().to_owned());
    let first = off(move || make(&place, &Folder::at(path), 0).expect("made"));
    say(&desk.db, 700, "changed").await;
    say(&desk.db, ROWS, "new").await;
    let (place, path) = (desk.place.place(), folder.path().to_owned());
    let second = off(move || make(&place, &Folder::at(path), 60).expect("made"));

    assert!(first.pieces >= 4 && first.new_pieces == first.pieces, "{first:?}");
    assert!(second.new_pieces <= 3 && second.new_bytes < first.new_bytes, "{second:?}");
    assert_eq!(second.rows, first.rows + 1);
    for target in everywhere() {
        let (from, to, path) = (desk.place.place(), target.place(), folder.path().to_owned());
        off(move || {
            let moved = restore(&Folder::at(path.clone()), SECRET, &to).expect("restored");
            assert_eq!((moved.rows, moved.altered), (second.rows, 0));
            assert_eq!(prints(&to), prints(&from));
            let refused = restore(&Folder::at(path), SECRET, &to).unwrap_err();
            assert!(refused.to_string().contains("not empty"), "{refused}");
        });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_44_a_wrong_key_and_every_kind_of_damage_are_told_and_nothing_is_kept() {
    let desk = TestDatabase::open(place_on_sqlite(), MIGRATIONS);
    filled(&desk.db).await;
    let folder = tempfile::tempdir().expect("a folder");
    let (place, path) = (desk.place.place(), folder.path().to_owned());
    off(move || {
        let store = Folder::at(path.clone());
        let made = make(&place, &store, 0).expect("made");
        let target = place_on_sqlite();
        let fails = |what: &str| {
            let trouble = restore(&store, SECRET, &target.place()).expect_err(what).to_string();
            let seal = Seal::of_existing(&store, SECRET);
            let verified = seal.and_then(|seal| {
                let newest = backup::newest(&store, &seal)?;
                backup::verify(&newest, PROOFS, &mut |_, _, _| {})
            });
            assert!(verified.is_err(), "{what}");
            trouble
        };
        let wrong = restore(&store, "another song of nine verses", &target.place()).unwrap_err().to_string();
        assert!(wrong.contains("the key does not open") && wrong.contains("--key-file"), "{wrong}");

        let victim = pieces(&path).pop().expect("a piece");
        let whole = std::fs::read(&victim).expect("read");
        let with = |bytes: &[u8]| std::fs::write(&victim, bytes).expect("written");
        with(&whole[..whole.len() - 1]);
        assert!(fails("cut short").contains("was cut short or changed"));
        with(&[]);
        assert!(fails("empty").contains("was cut short or changed"));
        let mut changed = whole.clone();
        changed[20] ^= 1;
        with(&changed);
        assert!(fails("changed").contains("was cut short or changed"));
        let other = pieces(&path).into_iter().find(|piece| *piece != victim).expect("another piece");
        with(&std::fs::read(other).expect("read"));
        assert!(fails("put in another's place").contains("was cut short or changed"));
        assert!(!victim.exists(), "verifying set it aside");
        let missing = fails("missing");
        assert!(missing.contains("is missing") && missing.contains("frontline backup list"), "{missing}");
        with(&whole);

        let list = path.join("backups").join(&made.name);
        let listed = std::fs::read(&list).expect("read");
        std::fs::write(&list, &listed[..listed.len() / 2]).expect("written");
        assert!(fails("the list cut short").contains("was cut short or changed"));
        std::fs::write(&list, &listed).expect("written");
        std::fs::remove_file(path.join("frontline-backup.json")).expect("removed");
        assert!(restore(&store, SECRET, &target.place()).unwrap_err().to_string().contains("holds no backup"));
        assert!(
            make(&place, &store, 60).unwrap_err().to_string().contains("is missing"),
            "a new key would lock the old backups out"
        );
    });
}

/// A disk that is full after so many pieces.
struct Full {
    folder: Folder,
    room: AtomicUsize,
}

impl Store for Full {
    fn place(&self) -> String {
        self.folder.place()
    }
    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), Trouble> {
        if self.room.fetch_sub(1, Ordering::SeqCst) == 0 {
            self.room.store(0, Ordering::SeqCst);
            return Err(Trouble::Unavailable("no space left on device".into()));
        }
        self.folder.put(name, bytes)
    }
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, Trouble> {
        self.folder.get(name)
    }
    fn list(&self, folder: &str) -> Result<Vec<String>, Trouble> {
        self.folder.list(folder)
    }
    fn remove(&self, name: &str) -> Result<(), Trouble> {
        self.folder.remove(name)
    }
    fn set_aside(&self, name: &str) -> Result<(), Trouble> {
        self.folder.set_aside(name)
    }
    fn hold(&self) -> Result<Box<dyn Held>, Trouble> {
        self.folder.hold()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_42_a_backup_that_dies_half_way_harms_no_older_one_and_the_next_goes_on() {
    let desk = TestDatabase::open(place_on_sqlite(), MIGRATIONS);
    say(&desk.db, 1, "early").await;
    let folder = tempfile::tempdir().expect("a folder");
    let (place, path) = (desk.place.place(), folder.path().to_owned());
    let early = off(move || {
        make(&place, &Folder::at(path), 0).expect("made");
        prints(&place)
    });
    filled_from(&desk.db, 10).await;

    let (place, path) = (desk.place.place(), folder.path().to_owned());
    off(move || {
        let store = Folder::at(path.clone());
        let full = Full { folder: store.clone(), room: AtomicUsize::new(2) };
        assert!(make(&place, &full, 60).is_err());
        let seal = Seal::of_existing(&store, SECRET).expect("the seal");
        let newest = backup::newest(&store, &seal).expect("the early one");
        backup::verify(&newest, PROOFS, &mut |_, _, _| {}).expect("whole");
        let target = place_on_sqlite();
        restore(&store, SECRET, &target.place()).expect("restored");
        assert_eq!(prints(&target.place()), early);

        let after = make(&place, &store, 120).expect("made");
        assert!(after.new_pieces < after.pieces, "what the dead one wrote is used: {after:?}");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn of_those_who_begin_at_once_every_backup_that_was_made_opens() {
    let desk = TestDatabase::open(place_on_sqlite(), MIGRATIONS);
    say(&desk.db, 1, "early").await;
    let folder = tempfile::tempdir().expect("a folder");
    let (place, path) = (desk.place.place(), folder.path().to_owned());
    off(move || {
        let made: Vec<Result<Made, Trouble>> = std::thread::scope(|scope| {
            let making: Vec<_> = (0..6)
                .map(|n| {
                    scope.spawn({
                        let (place, path) = (&place, &path);
                        move || make(place, &Folder::at(path.clone()), n)
                    })
                })
                .collect();
            making.into_iter().map(|one| one.join().expect("no panic")).collect()
        });

        let store = Folder::at(path);
        let seal = Seal::of_existing(&store, SECRET).expect("the seal");
        let (made, turned_away): (Vec<_>, Vec<_>) = made.into_iter().partition(Result::is_ok);
        let opened = backup::openable(&store, &seal).expect("listed");
        assert!(!made.is_empty() && opened.len() == made.len() && opened.iter().all(Result::is_ok));
        assert!(
            turned_away
                .iter()
                .all(|refused| refused.as_ref().is_err_and(|trouble| trouble.to_string().contains("in use")))
        );
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn pruning_lets_old_backups_go_with_their_pieces_and_nothing_another_needs() {
    let desk = TestDatabase::open(place_on_sqlite(), MIGRATIONS);
    filled(&desk.db).await;
    let folder = tempfile::tempdir().expect("a folder");
    for day in 0..3 {
        say(&desk.db, 5, &format!("day {day}")).await;
        let (place, path) = (desk.place.place(), folder.path().to_owned());
        off(move || make(&place, &Folder::at(path), day * 86_400).expect("made"));
    }
    let path = folder.path().to_owned();
    off(move || {
        let store = Folder::at(path.clone());
        let seal = Seal::of_existing(&store, SECRET).expect("the seal");
        let before = pieces(&path).len();

        let pruned = backup::prune(&store, &seal, Some(DESK_KEY), Keep { days: 1, weeks: 0, months: 0 }).expect("pruned");

        assert_eq!((pruned.kept.len(), pruned.removed.len()), (1, 2));
        assert!(pruned.pieces_removed >= 2 && pieces(&path).len() == before - pruned.pieces_removed);
        let newest = backup::newest(&store, &seal).expect("the newest");
        backup::verify(&newest, PROOFS, &mut |_, _, _| {}).expect("whole");

        let list = path.join("backups").join(&newest.name);
        std::fs::write(&list, b"noise").expect("written");
        let refused = backup::prune(&store, &seal, Some(DESK_KEY), Keep { days: 0, weeks: 0, months: 0 }).unwrap_err();
        assert!(refused.to_string().contains("Nothing was removed"), "{refused}");
        assert!(list.exists());
        let _held = store.hold().expect("held");
        assert!(
            backup::prune(&store, &seal, Some(DESK_KEY), Keep { days: 1, weeks: 0, months: 0 })
                .unwrap_err()
                .to_string()
                .contains("in use")
        );
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_piece_that_does_not_open_is_set_aside_and_the_next_backup_writes_it_anew() {
    let desk = TestDatabase::open(place_on_sqlite(), MIGRATIONS);
    filled(&desk.db).await;
    let folder = tempfile::tempdir().expect("a folder");
    let (place, path) = (desk.place.place(), folder.path().to_owned());
    off(move || {
        let store = Folder::at(path.clone());
        let first = make(&place, &store, 0).expect("made");
        let seal = Seal::of_existing(&store, SECRET).expect("the seal");
        let verified = |name: &str| backup::verify(&backup::open(&store, &seal, name)?, PROOFS, &mut |_, _, _| {});
        let mut victims = pieces(&path);
        victims.truncate(2);
        for victim in &victims {
            std::fs::write(victim, b"noise").expect("written");
        }
        assert_eq!(make(&place, &store, 60).expect("made").new_pieces, 0, "nobody looked");

        let held = store.hold().expect("held");
        let told = verified(&first.name).unwrap_err().to_string();
        assert!(told.contains("in use") && victims[0].exists(), "{told}");
        drop(held);
        let told = verified(&first.name).unwrap_err().to_string();
        assert!(told.contains(".damaged") && told.contains("frontline backup"), "{told}");
        assert!(victims.iter().all(|victim| !victim.exists()), "all of them, at once");

        assert_eq!(make(&place, &store, 120).expect("made").new_pieces, 2);
        verified(&first.name).expect("whole again");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_leave_in_the_place_is_no_backup_and_no_piece() {
    let desk = TestDatabase::open(place_on_sqlite(), MIGRATIONS);
    say(&desk.db, 1, "early").await;
    let folder = tempfile::tempdir().expect("a folder");
    let (place, path) = (desk.place.place(), folder.path().to_owned());
    off(move || {
        let store = Folder::at(path.clone());
        for stray in ["backups/.DS_Store", "backups/zz", "backups/@eaDir/20990101t000000z-00000000", "pieces/.DS_Store"] {
            store.put(stray, b"stray").expect("put");
        }
        make(&place, &store, 0).expect("begun beside them");
        let made = make(&place, &store, 86_400).expect("made");
        let seal = Seal::of_existing(&store, SECRET).expect("the seal");

        assert_eq!(backup::newest(&store, &seal).expect("the newest").name, made.name);
        assert!(backup::openable(&store, &seal).expect("listed").iter().all(Result::is_ok));
        let pruned = backup::prune(&store, &seal, Some(DESK_KEY), Keep { days: 1, weeks: 0, months: 0 }).expect("pruned");
        assert_eq!(pruned.kept, [made.name]);
        assert!(path.join("backups/.DS_Store").exists() && path.join("pieces/.DS_Store").exists(), "what is not ours stays");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn two_desks_do_not_share_a_place() {
    let desk = TestDatabase::open(place_on_sqlite(), MIGRATIONS);
    let folder = tempfile::tempdir().expect("a folder");
    let (place, path) = (desk.place.place(), folder.path().to_owned());
    off(move || {
        let store = Folder::at(path);
        let made = make(&place, &store, 0).expect("made");
        let seal = Seal::of_existing(&store, SECRET).expect("the seal");
        let other = Desk {
            snapshot: Snapshot::take(&place, MIGRATIONS).expect("a look"),
            proofs: PROOFS,
            key: b"another key",
            version: "0",
        };
        let keep = Keep { days: 1, weeks: 0, months: 0 };

        let refused = backup::make(other, &store, &seal, testkit::TUESDAY_MORNING.plus_seconds(60), &mut |_, _, _| {});
        assert!(refused.unwrap_err().to_string().contains("another desk"));
        let refused = backup::prune(&store, &seal, Some(b"another key"), keep);
        assert!(refused.unwrap_err().to_string().contains("another desk"));

        assert_eq!(backup::prune(&store, &seal, None, keep).expect("pruned").kept, [made.name], "where no desk is at hand");
    });
}
