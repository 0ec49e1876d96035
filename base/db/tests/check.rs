//! A database looked at from outside: whole, damaged, behind, and ahead of the program.

use db::{Database, Migration, Place};
use testkit::TestDatabase;

const LATER: Migration = Migration { feature: "db", number: 99, name: "later", sql: "CREATE TABLE later (id BIGINT)" };

#[testkit::both_databases]
async fn a_whole_database_is_found_whole_and_left_as_it_is(stage: TestDatabase) {
    let place = stage.place.place();

    let health = tokio::task::spawn_blocking(move || Database::check(&place, db::MIGRATIONS)).await.unwrap().unwrap();

    assert!(health.engine.starts_with("SQLite 3") || health.engine.starts_with("PostgreSQL 1"), "{}", health.engine);
    assert_eq!((health.faults, health.pending, health.unknown), (vec![], vec![], vec![]));
    assert!(health.size_bytes > 0);
}

#[testkit::both_databases]
async fn steps_not_taken_and_steps_not_known_are_told_apart(stage: TestDatabase) {
    let place = stage.place.place();
    let newer = [db::MIGRATIONS, &[LATER]].concat();

    let (behind, ahead, behind_again) = tokio::task::spawn_blocking(move || {
        (
            Database::check(&place, &newer).unwrap(),
            Database::check(&place, &[]).unwrap(),
            Database::check(&place, &newer).unwrap(),
        )
    })
    .await
    .unwrap();

    assert_eq!((behind.pending.as_slice(), behind.unknown.len()), (&["db 99".to_owned()][..], 0));
    assert_eq!(behind_again.pending, behind.pending, "looking migrates nothing");
    assert_eq!(ahead.unknown, db::MIGRATIONS.iter().map(|m| format!("db {}", m.number)).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_file_is_found_out_and_a_missing_one_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("frontline.db");
    let clock = kit::Clock::set_to(testkit::TUESDAY_MORNING);
    drop(Database::open(Place::Sqlite(path.clone()), db::MIGRATIONS, clock).unwrap());
    let mut bytes = std::fs::read(&path).unwrap();
    let from = bytes.len() / 2;
    bytes[from..].fill(0x5a);
    let damaged = folder.path().join("damaged.db");
    std::fs::write(&damaged, bytes).unwrap();
    let noise = folder.path().join("noise.db");
    std::fs::write(&noise, vec![0x5a; 8192]).unwrap();

    for file in [damaged, noise] {
        let health = Database::check(&Place::Sqlite(file.clone()), db::MIGRATIONS);
        let found_out = health.as_ref().map_or(true, |health| !health.faults.is_empty());
        assert!(found_out, "{}: {health:?}", file.display());
    }
    let missing = Database::check(&Place::Sqlite(folder.path().join("none.db")), db::MIGRATIONS).unwrap_err();
    assert!(missing.to_string().contains("frontline serve"), "{missing}");
}
