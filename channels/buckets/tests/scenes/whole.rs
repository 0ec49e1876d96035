//! Whole backups in a bucket: shared, proven, restored, pruned, on storage that is well and on storage that is not.

use crate::bucket;
use crate::storage::{Storage, Wrong};
use db::whole::Snapshot;
use db::{Actor, Database, MIGRATIONS, Place, Trouble, sql};
use hyper::Method;
use kit::{Clock, Moment};
use moving::backup::{self, Desk, Keep, Made, Seal, Store};
use moving::{Moved, Proof, Target};
use testkit::{TestDatabase, both_databases, everywhere, off, place_on_sqlite};

const DESK_KEY: &[u8] = b"the key of the desk";
const SECRET: &str = "a long kettle song of nine verses";
const PROOFS: &[Proof] = &[];
const ROWS: i64 = 2_400;

/// Some megabytes, so that there are several pieces.
async fn filled(db: &Database, from: i64) {
    let kept = db.work(Actor::System, move |work| {
        work.keep_quietly("a test");
        (from..from + ROWS).try_for_each(|number| {
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

fn restore(store: &dyn Store, place: &Place) -> Result<Moved, Trouble> {
    let seal = Seal::of_existing(store, SECRET)?;
    let mut newest = backup::newest(store, &seal)?;
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

fn verify(store: &dyn Store) -> Result<backup::Verified, Trouble> {
    let seal = Seal::of_existing(store, SECRET)?;
    backup::verify(&backup::newest(store, &seal)?, PROOFS, &mut |_, _, _| {})
}

fn prints(place: &Place) -> Vec<(String, (u64, String))> {
    let mut snapshot = Snapshot::take(place, MIGRATIONS).expect("a snapshot");
    let tables = snapshot.tables().to_vec();
    tables
        .into_iter()
        .map(|table| (table.name.clone(), snapshot.fingerprint(&table).expect("read")))
        .collect()
}

#[both_databases]
async fn a_backup_in_a_bucket_shares_what_did_not_change_and_restores_to_the_row(desk: TestDatabase) {
    let storage = Storage::begin();
    filled(&desk.db, 0).await;
    let (place, store) = (desk.place.place(), bucket(&storage));
    let first = off(move || make(&place, &store, 0).expect("made"));
    filled(&desk.db, ROWS).await;
    let (place, store) = (desk.place.place(), bucket(&storage));
    off(move || {
        let second = make(&place, &store, 86_400).expect("made");
        assert!(first.pieces >= 4 && second.new_pieces < second.pieces, "{first:?} {second:?}");
        assert_eq!(verify(&store).expect("whole").rows, second.rows);
        for target in everywhere() {
            assert_eq!(restore(&store, &target.place()).expect("restored").rows, second.rows);
            assert_eq!(prints(&target.place()), prints(&place));
        }

        let seal = Seal::of_existing(&store, SECRET).expect("the seal");
        let pruned = backup::prune(&store, &seal, Some(DESK_KEY), Keep { days: 1, weeks: 0, months: 0 }).expect("pruned");
        assert_eq!((pruned.kept, pruned.removed), (vec![second.name], vec![first.name]));
        assert!(pruned.pieces_removed > 0);
        verify(&store).expect("what stays is whole");
        assert!(!storage.file("desk/lock").exists(), "nobody holds the place any more");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_44_a_backup_goes_through_storage_of_which_every_fourth_answer_fails() {
    let storage = Storage::begin();
    let desk = TestDatabase::open(place_on_sqlite(), MIGRATIONS);
    filled(&desk.db, 0).await;
    storage.fails_every(4);
    let (place, store) = (desk.place.place(), bucket(&storage));
    off(move || {
        let made = make(&place, &store, 0).expect("made");
        assert_eq!(make(&place, &store, 60).expect("made").new_pieces, 0, "what is there is known");
        verify(&store).expect("whole");
        let target = place_on_sqlite();
        assert_eq!(restore(&store, &target.place()).expect("restored").rows, made.rows);
        assert_eq!(prints(&target.place()), prints(&place));
        let seal = Seal::of_existing(&store, SECRET).expect("the seal");
        let pruned = backup::prune(&store, &seal, Some(DESK_KEY), Keep { days: 0, weeks: 0, months: 0 }).expect("pruned");
        assert_eq!(pruned.removed, [made.name]);
        storage.is_well();
        verify(&store).expect("whole");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_44_what_storage_changed_or_lost_is_named_set_aside_and_written_anew() {
    let storage = Storage::begin();
    let desk = TestDatabase::open(place_on_sqlite(), MIGRATIONS);
    filled(&desk.db, 0).await;
    let (place, store) = (desk.place.place(), bucket(&storage));
    off(move || {
        make(&place, &store, 0).expect("made");
        let pieces = store.list("pieces").expect("listed");
        let (changed, lost) = (&pieces[0], &pieces[1]);
        let file = storage.file(&format!("desk/{changed}"));
        let mut bytes = std::fs::read(&file).expect("read");
        bytes[30] ^= 1;
        std::fs::write(&file, bytes).expect("changed");
        std::fs::remove_file(storage.file(&format!("desk/{lost}"))).expect("lost");

        let target = place_on_sqlite();
        let wrong = restore(&store, &target.place()).unwrap_err().to_string();
        assert!(wrong.contains("s3://kettle-backups/desk/pieces/") && wrong.contains("needs it for the table"), "{wrong}");
        verify(&store).expect_err("not whole");
        assert!(store.list("pieces").expect("listed").contains(&format!("{changed}.damaged")));
        assert_eq!(make(&place, &store, 60).expect("made").new_pieces, 2);
        verify(&store).expect("whole again");
        restore(&store, &target.place()).expect("restored");
        assert_eq!(prints(&target.place()), prints(&place));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_44_no_backup_is_said_to_be_there_that_storage_did_not_keep_or_somebody_took_over() {
    let storage = Storage::begin();
    let desk = TestDatabase::open(place_on_sqlite(), MIGRATIONS);
    filled(&desk.db, 0).await;
    let (place, store) = (desk.place.place(), bucket(&storage));
    off(move || {
        Seal::of(&store, SECRET).expect("begun");
        storage.fails(Method::PUT, "pieces", usize::MAX, Wrong::Lost);
        let wrong = make(&place, &store, 0).unwrap_err().to_string();
        assert!(wrong.contains("it is not there"), "{wrong}");
        storage.is_well();
        assert_eq!(store.list("backups").expect("listed"), Vec::<String>::new());

        // Somebody else's mark stands in the lock by the time the last piece is there.
        let seal = Seal::of_existing(&store, SECRET).expect("the seal");
        let snapshot = Snapshot::take(&place, MIGRATIONS).expect("a look");
        let lock = storage.file("desk/lock");
        let taking_over = Desk { snapshot, proofs: PROOFS, key: DESK_KEY, version: "0" };
        let wrong = backup::make(taking_over, &store, &seal, testkit::TUESDAY_MORNING, &mut |_, _, done| {
            if done {
                std::fs::write(&lock, b"another's").expect("taken over");
            }
        });
        assert!(matches!(wrong, Err(Trouble::InUse(_))), "{wrong:?}");
        assert_eq!(store.list("backups").expect("listed"), Vec::<String>::new());
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_44_the_key_file_s_salt_and_other_lists_without_a_seal_are_not_believed_once_changed() {
    let storage = Storage::begin();
    let store = bucket(&storage);
    off(move || {
        Seal::of(&store, SECRET).expect("begun");
        let about = storage.file("desk/frontline-backup.json");
        let text = std::fs::read_to_string(&about).expect("read");
        std::fs::write(&about, text.replace("\"passes\": 3", "\"passes\": 2")).expect("changed");

        let Err(wrong) = Seal::of_existing(&store, SECRET) else { panic!("believed") };
        assert!(wrong.to_string().contains("is not what was put there"), "{wrong}");
    });
}
