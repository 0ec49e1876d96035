//! From every released state to today in one step, interrupted anywhere, and back: `frontline upgrade`, `frontline rollback`, and what
//! starting a newer or an older program does.

use crate::snapshots::{CHANGED_AFTERWARDS, Cells, Released, build, cells, released, shelf, steps_of};
use crate::stage::{Home, company, said};
use crate::walking::walk;
use db::upgrade::Standing;
use db::{Actor, Database, Place, sql};
use frontline::house::migrations;
use frontline::upgrade::kept;
use kit::Clock;
use std::collections::BTreeMap;
use std::path::PathBuf;
use testkit::off;

/// What a step writes anew in rows that were there.
const WRITTEN_ANEW: [(&str, &str); 2] = [("agent", "notify_on_screen"), ("brand", "colour")];

fn soak() -> bool {
    std::env::var("FRONTLINE_SOAK").is_ok_and(|value| value == "1")
}

fn oldest() -> Released {
    released().remove(0)
}

/// Each row that was there is there, with the same values in every column there still is.
fn is_all_there(before: &BTreeMap<(String, String), Cells>, after: &BTreeMap<(String, String), Cells>, what: &str) {
    assert!(before.len() > 100, "{what}: a company of {} rows", before.len());
    for ((table, key), was) in before {
        let is = after.get(&(table.clone(), key.clone())).unwrap_or_else(|| panic!("{what}: {table} {key} is gone"));
        for (column, value) in was {
            let same = is.get(column).is_none_or(|now| now == value);
            assert!(
                same || WRITTEN_ANEW.contains(&(table, column)),
                "{what}: {table} {key}: {column} was {value}, is {:?}",
                is.get(column)
            );
        }
    }
}

fn copies(home: &Home) -> Vec<PathBuf> {
    kept::all(&home.config()).into_iter().map(|kept| kept.path).collect()
}

/// What lies in the folder of what was laid aside.
fn laid_aside(home: &Home) -> Vec<String> {
    let entries = std::fs::read_dir(home.data().join("before-upgrades")).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// It is whole, at today's schema, built as a new one is, and everything that was there is there, before and behind.
fn has_come(home: &Home, before: &BTreeMap<(String, String), Cells>, what: &str) {
    let place = home.place();
    let health = Database::check(&place, &migrations()).expect("looked at");
    assert_eq!((health.faults, health.pending, health.unknown), (vec![], vec![], vec![]), "{what}");
    is_all_there(before, &cells(&place), what);
    let kept = copies(home);
    assert_eq!(kept.len(), 1, "{what}: one copy of the state before, and nothing half done: {:?}", laid_aside(home));
    assert_eq!(laid_aside(home).len(), 1, "{what}: {:?}", laid_aside(home));
    assert!(cells(&Place::Sqlite(kept[0].clone())) == *before, "{what}: the copy is what was there");
}

fn a_new_one() -> Home {
    let home = Home::on_sqlite();
    drop(home.house());
    home
}

#[test]
fn every_released_state_comes_to_today_in_one_step_and_keeps_every_row() {
    let new = build(&a_new_one().place());
    for state in released() {
        // Each on PostgreSQL, too, with --soak; else the oldest and the one that is mended.
        let on_both = soak() || [&oldest().name, CHANGED_AFTERWARDS].contains(&state.name.as_str());
        for home in if on_both { state.everywhere() } else { vec![state.on_sqlite()] } {
            let (what, place) = (format!("{} on {:?}", state.name, home.place()), home.place());
            // What was changed afterwards is mended before PostgreSQL is copied; then the copy has the mended columns.
            let mended = state.name == CHANGED_AFTERWARDS && home.url().is_some();
            let before = cells(&place);
            let waits = migrations().len() - steps_of(&place).len();

            let told = home.does(&["upgrade", "--dry-run"]);
            assert!(waits == 0 || told.contains(&format!("{waits} steps wait")) && told.contains("Nothing was changed"), "{told}");
            assert!(cells(&place) == before && copies(&home).is_empty(), "{what}: a dry run");

            let told = home.does(&["upgrade"]);
            assert!(waits == 0 || told.contains(&format!("All {waits} steps are taken")), "{told}");
            let (tables, mut indexes) = build(&place);
            indexes.retain(|name| name != "bulk_once");
            assert!(tables == new.0 && (home.url().is_some() || indexes == new.1), "{what}: built otherwise than a new one");
            if waits > 0 && !mended {
                has_come(&home, &before, &what);
            } else {
                is_all_there(&before, &cells(&place), &what);
            }
            assert!(home.does(&["upgrade"]).contains("Nothing waits"), "{what}");
        }
    }
}

#[test]
fn pages_of_every_released_state_open() {
    for state in released() {
        let home = state.on_sqlite();
        let seen = walk(&home, if soak() { 400 } else { 30 });
        assert!(seen >= 25, "{}: {seen} pages", state.name);
    }
}

/// Something happened, as the oldest schema writes it down.
const ONE_MORE_LINE: &str = "INSERT INTO activity (happened_at, actor_kind, kind, detail)
    SELECT happened_at, actor_kind, kind, detail FROM activity ORDER BY id LIMIT 1";

/// Dies at `point`; says whether it did.
fn dies(home: &Home, point: &str) -> bool {
    !home.run_in(&["upgrade"], &[("FRONTLINE_ABORT_AT_COMMIT", point)]).status.success()
}

#[test]
fn attack_44_an_upgrade_interrupted_at_each_step_goes_on() {
    let stride = if soak() { 1 } else { 9 };
    for home in oldest().everywhere() {
        let before = cells(&home.place());
        for point in ["copy-begun:1", "copy-written:1", "copy-named:1"] {
            // On PostgreSQL the copy is made elsewhere, and these are not passed.
            assert!(home.url().is_some() || dies(&home, point), "{point}");
        }
        let mut deaths = 0;
        loop {
            if !dies(&home, "step-run:1") {
                break;
            }
            deaths += 1;
            assert!(deaths < 200, "it comes no further");
            dies(&home, &format!("step-taken:{stride}"));
        }
        assert!(deaths > 50 / stride, "{deaths} deaths");
        has_come(&home, &before, "after all that");
    }
}

#[test]
fn attack_44_an_upgrade_killed_after_its_last_step_is_ended_by_the_next() {
    let home = oldest().on_sqlite();
    let before = cells(&home.place());
    home.does(&["upgrade"]);
    let kept = copies(&home);
    let note = home.data().join("before-upgrades/under-way");
    std::fs::write(&note, kept[0].file_name().expect("a name").as_encoded_bytes()).expect("a note");

    home.does(&["upgrade", "--dry-run"]);
    assert!(note.exists(), "looking changes nothing");
    home.does(&["upgrade"]);
    has_come(&home, &before, "after the last step");
}

#[test]
fn attack_44_a_desk_worked_on_after_an_upgrade_that_failed_is_laid_aside_anew() {
    for home in oldest().everywhere() {
        assert!(dies(&home, "step-begun:1"), "laid aside, and no step taken");
        runs(&home.place(), ONE_MORE_LINE);
        let before = cells(&home.place());
        // Copies are named by the second.
        std::thread::sleep(std::time::Duration::from_millis(1_100));

        home.does(&["upgrade"]);

        has_come(&home, &before, "after somebody went on working");
    }
}

#[test]
fn attack_44_an_upgrade_killed_at_any_moment_goes_on() {
    let state = &released()[1];
    for round in 0..if soak() { 60 } else { 5 } {
        let home = state.on_sqlite();
        let before = cells(&home.place());
        let mut upgrade = std::process::Command::new(env!("CARGO_BIN_EXE_frontline"))
            .arg("--data")
            .arg(home.data())
            .arg("upgrade")
            .stdout(std::process::Stdio::null())
            .spawn()
            .expect("the program");
        std::thread::sleep(std::time::Duration::from_millis(40 + (round * 67) % 500));
        let _ = upgrade.kill();
        let _ = upgrade.wait();
        home.does(&["upgrade"]);
        if copies(&home).is_empty() {
            panic!("round {round}: nothing was laid aside: {:?}", laid_aside(&home));
        }
        has_come(&home, &before, &format!("round {round}"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_44_the_state_before_an_upgrade_is_put_back_when_it_is_wished() {
    let home = tokio::task::spawn_blocking(|| oldest().on_sqlite()).await.expect("a desk");
    let place = home.place();
    let before = off({
        let place = place.clone();
        move || cells(&place)
    });
    home.does(&["upgrade"]);
    let house = home.house();
    let since = house.db.work(Actor::System, |work| {
        let found = desk::conversations::numbered(work, 1)?.ok_or(db::Trouble::NotFound("conversation"))?;
        found.prioritise(work, desk::Priority::Urgent)?;
        found.prioritise(work, desk::Priority::Low)
    });
    since.await.expect("a change");

    let told = home.does(&["rollback"]);
    let in_use = home.refuses(&["rollback", "--yes"]);
    let lines: i64 = house.db.read(|tx| sql("SELECT COUNT(*) FROM activity").only(tx, "count")).await.expect("count");
    drop(house);
    std::fs::create_dir_all(home.data().join("search")).expect("an index");
    let done = home.does(&["rollback", "--yes"]);

    assert!(
        told.contains("would be lost") && told.contains("lines of the log") && told.contains("Nothing was changed"),
        "{told}"
    );
    assert!(in_use.contains("another program has"), "{in_use}");
    assert!(lines as usize > before.keys().filter(|(table, _)| table == "activity").count(), "nothing was lost by asking");
    assert!(done.contains("Put back."), "{done}");
    off(move || {
        assert!(cells(&place) == before, "to the row");
        assert!(!home.data().join("search").exists(), "the index is built anew");
        let aside = std::fs::read_dir(home.data()).expect("a folder").flatten();
        let aside = aside
            .map(|entry| entry.path())
            .find(|path| path.to_string_lossy().contains("frontline.db.until-"))
            .expect("kept");
        assert_eq!(steps_of(&Place::Sqlite(aside.clone())).len(), migrations().len(), "what was is kept, too");
        home.does(&["upgrade"]);
        is_all_there(&before, &cells(&place), "and up again");
        let doctor = said(&home.run(&["doctor"]));
        assert!(doctor.contains(&aside.display().to_string()) && doctor.contains(" MB: the desk as it was"), "{doctor}");
    });
}

#[test]
fn attack_44_on_postgresql_the_state_before_is_put_into_an_empty_database() {
    let Some(home) = oldest().on_postgres() else { return };
    let before = cells(&home.place());
    home.does(&["upgrade"]);
    let target = Home::on_postgres().expect("a server");
    let url = target.url().expect("an address");

    assert!(home.does(&["rollback", "--yes"]).contains("--to postgres://"), "nothing in use is written over");
    home.does(&["rollback", "--to", &url]);

    assert!(cells(&target.place()) == before);
    assert_eq!(steps_of(&home.place()).len(), migrations().len());
    assert!(home.refuses(&["rollback", "--to", &url]).contains("not empty"));
}

/// Somebody changes the database from outside.
fn runs(place: &Place, statement: &str) {
    match place {
        Place::Sqlite(path) => {
            rusqlite::Connection::open(path)
                .and_then(|connection| connection.execute_batch(statement))
                .expect("changed");
        }
        Place::Postgres(url) => {
            let mut client = postgres::Client::connect(url, postgres::NoTls).expect("a server");
            client.batch_execute(statement).expect("changed");
        }
    }
}

#[test]
fn attack_44_a_newer_database_is_refused_untouched_with_the_way_back() {
    for home in oldest().everywhere() {
        let before = cells(&home.place());
        runs(
            &home.place(),
            "INSERT INTO migration (feature, number, name, applied_at) VALUES ('desk', 9999, 'of_tomorrow', 1)",
        );

        for words in [&["serve", "--empty"][..], &["upgrade"], &["mail", "reparse"]] {
            let told = home.refuses(words);
            assert!(told.contains("newer Frontline") && told.contains("desk 9999"), "{words:?}: {told}");
            assert!(told.contains("frontline rollback") || told.contains("restore a backup"), "{words:?}: {told}");
        }
        let standing = Standing::of(&home.place(), &migrations()).expect("looked").expect("a desk");
        assert_eq!(standing.unknown.len(), 1);
        runs(&home.place(), "DELETE FROM migration WHERE number = 9999");
        assert!(cells(&home.place()) == before && standing.pending.len() > 40, "not even what this program knows was added");
        assert!(home.refuses(&["rollback"]).contains("none is kept"));
    }
}

#[test]
fn an_upgrade_waits_for_nobody_who_still_works_there_and_can_do_without_a_copy() {
    let home = oldest().on_sqlite();
    let path = home.data().join("frontline.db");
    let there = rusqlite::Connection::open(&path).expect("open");
    there
        .query_row("SELECT COUNT(*) FROM agent", [], |row| row.get::<_, i64>(0))
        .expect("somebody reads");
    there
        .execute_batch("PRAGMA journal_mode = WAL; BEGIN; SELECT COUNT(*) FROM agent;")
        .expect("and goes on");
    let refused = home.refuses(&["upgrade"]);
    drop(there);

    assert!(refused.contains("another program has"), "{refused}");
    assert_eq!(steps_of(&home.place()).len(), 6);
    let told = home.does(&["upgrade", "--without-copy"]);
    assert!(told.contains("No copy"), "{told}");
    assert!(copies(&home).is_empty() && steps_of(&home.place()).len() == migrations().len());
    assert!(home.refuses(&["rollback", "--yes"]).contains("frontline restore"));
}

/// The rule of the house: a step that was released never changes, and what is released next has a snapshot to be upgraded from.
#[tokio::test(flavor = "multi_thread")]
async fn released_steps_never_change_and_the_newest_state_has_a_snapshot() {
    // So called by tests/upgrades/make, which makes the one of today.
    if let Ok(name) = std::env::var("FRONTLINE_TEST_SNAPSHOT") {
        lay_down(&company().await, &name);
    }
    for state in released().iter().filter(|state| state.name != CHANGED_AFTERWARDS) {
        let home = state.on_sqlite();
        let new = Home::on_sqlite();
        std::fs::create_dir_all(new.data()).expect("a folder");
        drop(Database::open(new.place(), &steps_of(&home.place()), Clock::system()).expect("a desk"));
        assert!(
            build(&new.place()) == build(&home.place()),
            "the steps that made {} make something else today: a released step was changed. Put it back and add a new one.",
            state.name
        );
    }
    let newest = released().pop().expect("a snapshot").on_sqlite();
    let waits = Standing::of(&newest.place(), &migrations()).expect("looked").expect("a desk").pending;
    assert!(
        waits.is_empty(),
        "no snapshot has {waits:?} yet. Run tests/upgrades/make NAME, as tests/upgrades/README.md says."
    );
}

/// Today's demo company, packed as a snapshot.
fn lay_down(home: &Home, name: &str) {
    let folder = shelf().join(name);
    std::fs::create_dir_all(&folder).expect("a folder");
    let packed = home.folder.path().join("packed.db");
    let connection = rusqlite::Connection::open(home.data().join("frontline.db")).expect("open");
    connection.execute("VACUUM INTO ?1", [packed.to_str().expect("utf-8")]).expect("copied");
    let bytes = std::fs::read(&packed).expect("read");
    std::fs::write(folder.join("frontline.db.zst"), zstd::encode_all(&bytes[..], 22).expect("packed")).expect("written");
    std::fs::copy(home.data().join("key"), folder.join("key")).expect("its key");
}
