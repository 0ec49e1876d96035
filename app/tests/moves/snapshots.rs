//! The states of `tests/upgrades`, unpacked: what each release left on somebody's disk.

use crate::stage::Home;
use db::upgrade::{Standing, mend};
use db::whole::Snapshot;
use db::{Migration, Place};
use frontline::house::{PROOFS, migrations};
use frontline::upgrade::mended::MENDS;
use kit::Clock;
use moving::Target;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use testkit::off;

/// The one whose program had steps that were changed afterwards; what it lacks is mended.
pub const CHANGED_AFTERWARDS: &str = "2026-11-25b";

/// One released state.
#[derive(Debug, Clone)]
pub struct Released {
    pub name: String,
    folder: PathBuf,
}

/// Where they lie.
pub fn shelf() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/upgrades")
}

/// All of them, the oldest first.
pub fn released() -> Vec<Released> {
    let entries = std::fs::read_dir(shelf()).expect("tests/upgrades").flatten();
    let folders = entries.map(|entry| entry.path()).filter(|path| path.is_dir());
    let mut all: Vec<Released> = folders
        .map(|folder| Released { name: folder.file_name().expect("a name").to_string_lossy().into_owned(), folder })
        .collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

impl Released {
    /// On somebody's disk.
    pub fn on_sqlite(&self) -> Home {
        let home = Home::on_sqlite();
        std::fs::create_dir_all(home.data()).expect("a folder");
        let packed = std::fs::File::open(self.folder.join("frontline.db.zst")).expect("a snapshot");
        let bytes = zstd::decode_all(packed).expect("a whole snapshot");
        std::fs::write(home.data().join("frontline.db"), bytes).expect("written");
        std::fs::copy(self.folder.join("key"), home.data().join("key")).expect("its key");
        home
    }

    /// The same rows on PostgreSQL, under the schema of then; `None` where there is no server.
    pub fn on_postgres(&self) -> Option<Home> {
        let home = Home::on_postgres()?;
        let file = self.on_sqlite();
        std::fs::create_dir_all(home.data()).expect("a folder");
        std::fs::copy(file.data().join("key"), home.data().join("key")).expect("its key");
        let (from, to, name) = (file.place(), home.place(), self.name.clone());
        off(move || {
            mend(&from, MENDS).expect("mended");
            let target = Target {
                place: &to,
                migrations: &steps_of(&from),
                clock: &Clock::set_to(testkit::TUESDAY_MORNING),
                proofs: PROOFS,
                further: 0,
                ready: &|| Ok(()),
            };
            moving::copy(&from, db::elsewhere::Reach::Nowhere, &target, &mut |_, _, _| {}).expect("copied");
            if name == CHANGED_AFTERWARDS {
                unmend(&to);
            }
        });
        Some(home)
    }

    /// On each engine there is.
    pub fn everywhere(&self) -> Vec<Home> {
        std::iter::once(self.on_sqlite()).chain(self.on_postgres()).collect()
    }
}

/// The schema as that day's program made it.
fn unmend(place: &Place) {
    let Place::Postgres(url) = place else { return };
    let mut client = postgres::Client::connect(url, postgres::NoTls).expect("a server");
    client
        .batch_execute(
            "ALTER TABLE webhook_message DROP COLUMN dropped_at; ALTER TABLE deed DROP COLUMN forgotten_at;
             ALTER TABLE bulk DROP COLUMN once_key; DROP INDEX bulk_by_deed; ALTER TABLE conversation DROP COLUMN breach_told_at;
             ALTER TABLE conversation ADD COLUMN breach_told BOOLEAN NOT NULL DEFAULT FALSE;
             CREATE INDEX conversation_by_breach ON conversation (due_at, id) WHERE due_at IS NOT NULL AND breach_told = FALSE;",
        )
        .expect("as it was");
}

/// The steps a place has taken, as today's program has them.
pub fn steps_of(place: &Place) -> Vec<Migration> {
    let taken = Standing::of(place, &migrations()).expect("looked").expect("a desk").taken;
    let is = |m: &Migration| taken.iter().any(|step| step.feature == m.feature && step.number == m.number);
    migrations().into_iter().filter(is).collect()
}

/// What a row holds, by column.
pub type Cells = BTreeMap<String, String>;

/// Every row by its table and key. Off the runtime.
pub fn cells(place: &Place) -> BTreeMap<(String, String), Cells> {
    let mut snapshot = Snapshot::take(place, &steps_of(place)).expect("a snapshot");
    let mut all = BTreeMap::new();
    for table in snapshot.tables().to_vec() {
        let read = snapshot.rows(&table, &mut |row| {
            let told: Vec<String> = row.iter().map(|value| format!("{value:?}")).collect();
            let key: Vec<&str> = table.key.iter().map(|place| told[*place].as_str()).collect();
            let cells = table.columns.iter().map(|column| column.name.clone()).zip(told.iter().cloned()).collect();
            all.insert((table.name.clone(), key.join(" ")), cells);
            Ok(())
        });
        read.expect("rows");
    }
    all
}

/// What a database is built like: tables with their columns in order, and indexes by name. Off the runtime.
pub fn build(place: &Place) -> (Vec<String>, Vec<String>) {
    let snapshot = Snapshot::take(place, &steps_of(place)).expect("a snapshot");
    let tables = snapshot.tables().iter().map(|table| format!("{table:?}")).collect();
    let mut indexes = match place {
        Place::Sqlite(path) => {
            let connection = rusqlite::Connection::open(path).expect("open");
            let mut asked = connection
                .prepare("SELECT name FROM sqlite_schema WHERE type IN ('index', 'trigger') AND name NOT LIKE 'sqlite_%'")
                .expect("asked");
            asked
                .query_map([], |row| row.get(0))
                .expect("asked")
                .collect::<Result<Vec<String>, _>>()
                .expect("names")
        }
        Place::Postgres(_) => Vec::new(),
    };
    indexes.sort();
    (tables, indexes)
}
