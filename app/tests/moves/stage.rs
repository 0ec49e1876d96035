//! What these scenes stand on: the demo company with a file in it, the program, and a look at every row.

use db::{Actor, Place, sql};
use frontline::config::{Config, Flags, load};
use frontline::house::{House, migrations};
use frontline::{demo, followers};
use kit::Clock;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use testkit::{TestPlace, every_row, off, place_on_postgres};

pub use testkit::Rows as Everything;

/// A folder for a desk, and the database that goes with it.
pub struct Home {
    pub folder: tempfile::TempDir,
    pub database: Option<TestPlace>,
}

impl Home {
    pub fn on_sqlite() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder"), database: None }
    }

    /// On PostgreSQL; `None` where there is no server.
    pub fn on_postgres() -> Option<Self> {
        Some(Self { database: Some(place_on_postgres()?), ..Self::on_sqlite() })
    }

    /// One of each engine there is.
    pub fn of_each() -> Vec<Self> {
        std::iter::once(Self::on_sqlite()).chain(Self::on_postgres()).collect()
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn url(&self) -> Option<String> {
        match self.database.as_ref()?.place() {
            Place::Postgres(url) => Some(url),
            Place::Sqlite(_) => None,
        }
    }

    pub fn place(&self) -> Place {
        self.url().map_or_else(|| Place::Sqlite(self.data().join("frontline.db")), Place::Postgres)
    }

    pub fn config(&self) -> Config {
        Config {
            data: self.data(),
            database: self.url(),
            ..load(&Flags::default()).expect("a configuration")
        }
    }

    pub fn house(&self) -> House {
        House::open(&self.config(), Clock::system()).expect("the desk")
    }

    /// Runs the program on this desk.
    pub fn run(&self, words: &[&str]) -> Output {
        self.run_in(words, &[])
    }

    /// The same with something in its environment.
    pub fn run_in(&self, words: &[&str], environment: &[(&str, &str)]) -> Output {
        let mut program = Command::new(env!("CARGO_BIN_EXE_frontline"));
        program.arg("--data").arg(self.data());
        if let Some(url) = self.url() {
            program.args(["--database", &url]);
        }
        program.args(words).envs(environment.iter().copied()).output().expect("the program")
    }

    /// Runs it and wants it to succeed; says what it printed.
    pub fn does(&self, words: &[&str]) -> String {
        let output = self.run(words);
        assert!(output.status.success(), "{words:?}: {}", said(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Runs it and wants it to refuse; says why it did.
    pub fn refuses(&self, words: &[&str]) -> String {
        let output = self.run(words);
        assert!(!output.status.success(), "{words:?} went through: {}", said(&output));
        String::from_utf8_lossy(&output.stderr).into_owned()
    }
}

pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// The demo company, with a file among its messages and every reaction carried out.
pub async fn company() -> Home {
    let home = Home::on_sqlite();
    let house = home.house();
    demo::company::found(&house, &home.config()).await.expect("the demo company");
    let kept = house.db.work(Actor::System, |work| {
        work.keep_quietly("a file for the test");
        let bytes: Vec<u8> = (0..=255).cycle().take(70_000).collect();
        let blob: i64 = sql("INSERT INTO blob (sha256, size_bytes, bytes) VALUES ($1, 70000, $2) RETURNING id")
            .with(kit::sha256_hex(&bytes))
            .with(bytes)
            .only(work, "blob")?;
        let message: i64 = sql("SELECT MAX(id) FROM message").only(work, "message")?;
        sql("INSERT INTO attachment (message_id, name, media_type, size_bytes, blob_id) VALUES ($1, 'día “1”.bin', 'application/octet-stream', 70000, $2)")
            .with(message)
            .with(blob)
            .run(work)
    });
    kept.await.expect("a file");
    while followers::react_once(&house.db).await.expect("reactions") > 0 {}
    drop(house);
    let rows: usize = everything(&home).await.iter().map(|(_, rows)| rows.len()).sum();
    assert!(rows > 300, "there is a company in it: {rows} rows");
    home
}

/// Every row there is.
pub async fn everything(home: &Home) -> Everything {
    let place = home.place();
    tokio::task::spawn_blocking(move || off(move || every_row(&place, &migrations())))
        .await
        .expect("read")
}

/// Says in which table two desks differ, instead of printing both.
pub fn same(one: &Everything, other: &Everything) {
    for ((table, rows), (other_table, other_rows)) in one.iter().zip(other) {
        assert_eq!(table, other_table);
        assert!(rows == other_rows, "{table} differs: {} and {} rows", rows.len(), other_rows.len());
    }
    assert_eq!(one.len(), other.len());
}

/// The desk in this home goes on: nothing is done again, and what happens now is heard once.
pub async fn goes_on(home: &Home) {
    let house = home.house();
    assert_eq!(followers::react_once(&house.db).await.expect("reactions"), 0, "nothing is done again");
    let before = house.db.read(db::activity::end).await.expect("end");
    let number: i64 = house
        .db
        .read(|tx| sql("SELECT MAX(number) FROM conversation").only(tx, "number"))
        .await
        .expect("number");
    let renamed = house.db.work(Actor::System, move |work| {
        let found = desk::conversations::numbered(work, number)?.ok_or(db::Trouble::NotFound("conversation"))?;
        found.prioritise(work, desk::Priority::Urgent)?;
        found.prioritise(work, desk::Priority::Low)
    });
    renamed.await.expect("a change");
    let mut heard = 0;
    for _ in 0..600 {
        heard += followers::react_once(&house.db).await.expect("reactions");
        if heard >= 1 && house.db.read(db::activity::end).await.expect("end") > before {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(heard >= 1, "what happens now is heard");
}

/// Every file below a folder with its bytes, by its path.
pub fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(below) = open.pop() {
        for entry in std::fs::read_dir(&below).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").to_owned();
                found.push((name, std::fs::read(&path).expect("read")));
            }
        }
    }
    found.sort();
    found
}
