//! Where a test's data lies, and taking it away afterwards.

use db::Place;
use postgres::{Client, NoTls};
use rand::Rng as _;

/// A fresh SQLite file or PostgreSQL schema; dropping it removes it.
pub struct TestPlace {
    place: Place,
    folder: Option<tempfile::TempDir>,
    schema: Option<(String, String)>,
}

impl TestPlace {
    pub fn place(&self) -> Place {
        self.place.clone()
    }

    /// The folder of a SQLite place, for files that go with it.
    pub fn folder(&self) -> Option<&std::path::Path> {
        self.folder.as_ref().map(tempfile::TempDir::path)
    }
}

/// A SQLite file in a folder of its own.
pub fn place_on_sqlite() -> TestPlace {
    let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("no temporary folder: {e}"));
    TestPlace {
        place: Place::Sqlite(folder.path().join("frontline.db")),
        folder: Some(folder),
        schema: None,
    }
}

/// A schema of its own on the server that `FRONTLINE_TEST_POSTGRES` names; `None` without one.
pub fn place_on_postgres() -> Option<TestPlace> {
    let server = std::env::var("FRONTLINE_TEST_POSTGRES").ok().filter(|url| !url.is_empty())?;
    let schema = format!("t_{:016x}", rand::rng().random::<u64>());
    admin(&server, &format!("CREATE SCHEMA {schema}"));
    let glue = if server.contains('?') { '&' } else { '?' };
    let place = Place::Postgres(format!("{server}{glue}options=-c%20search_path%3D{schema}"));
    Some(TestPlace { place, folder: None, schema: Some((server, schema)) })
}

/// A fresh place on each engine there is.
pub fn everywhere() -> Vec<TestPlace> {
    std::iter::once(place_on_sqlite()).chain(place_on_postgres()).collect()
}

impl Drop for TestPlace {
    fn drop(&mut self) {
        if let Some((server, schema)) = self.schema.take() {
            admin(&server, &format!("DROP SCHEMA {schema} CASCADE"));
        }
    }
}

/// The blocking client brings its own runtime, so it must not run on a thread of ours.
fn admin(server: &str, statement: &str) {
    let (server, statement) = (server.to_owned(), statement.to_owned());
    let outcome = std::thread::spawn(move || Client::connect(&server, NoTls)?.batch_execute(&statement)).join();
    if let Ok(Err(e)) = outcome {
        eprintln!("PostgreSQL: {e}");
    }
}
