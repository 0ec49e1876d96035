//! Every statement in the source prepares on both engines: each `sql("…")` literal is read out of the files and tried.

use std::path::{Path, PathBuf};
use testkit::{TestDatabase, place_on_postgres, place_on_sqlite};

/// A literal and where it stands.
struct Written {
    place: String,
    text: String,
}

fn migrations() -> Vec<db::Migration> {
    [
        db::MIGRATIONS,
        agents::MIGRATIONS,
        customers::MIGRATIONS,
        desk::MIGRATIONS,
        orders::MIGRATIONS,
        portal::MIGRATIONS,
        email::MIGRATIONS,
        shops::MIGRATIONS,
        webhooks::MIGRATIONS,
        welcome::MIGRATIONS,
        push::MIGRATIONS,
        sso::MIGRATIONS,
        scim::MIGRATIONS,
        takeover::MIGRATIONS,
        privacy::MIGRATIONS,
        feedback::MIGRATIONS,
        knowledge::MIGRATIONS,
    ]
    .concat()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the repository").flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() && !["target", "tests", "node_modules", ".git", "benches", "corpus"].contains(&name.to_str().unwrap_or("")) {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn statements() -> Vec<Written> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned();
    let mut files = Vec::new();
    for room in ["app", "base", "features", "channels"] {
        sources(&root.join(room), &mut files);
    }
    let mut all = Vec::new();
    for file in files {
        let source = std::fs::read_to_string(&file).expect("a source file");
        let source = source.split("#[cfg(test)]").next().unwrap_or("");
        for (at, _) in source.match_indices("sql(") {
            let before = source[..at].chars().last().unwrap_or(' ');
            if before.is_alphanumeric() || before == '_' || before == '.' {
                continue;
            }
            if let Some(text) = literal(source[at + 4..].trim_start()) {
                let line = source[..at].lines().count();
                all.push(Written {
                    place: format!("{}:{line}", file.strip_prefix(&root).unwrap_or(&file).display()),
                    text,
                });
            }
        }
    }
    all
}

/// The string literal this begins with, its escapes resolved.
fn literal(rest: &str) -> Option<String> {
    let mut text = String::new();
    let mut letters = rest.strip_prefix('"')?.chars();
    loop {
        match letters.next()? {
            '"' => return Some(text),
            '\\' => match letters.next()? {
                'n' => text.push('\n'),
                '\n' => {}
                other => text.push(other),
            },
            other => text.push(other),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_prepares_on_sqlite() {
    let stage = TestDatabase::open(place_on_sqlite(), &migrations());
    let db::Place::Sqlite(path) = stage.place.place() else { panic!("not SQLite") };
    let connection = rusqlite::Connection::open(path).expect("the migrated file");

    let all = statements();
    let wrong: Vec<String> = all
        .iter()
        .filter(|written| !written.text.contains("/* postgres */"))
        .filter_map(|written| {
            connection
                .prepare(&written.text)
                .err()
                .map(|e| format!("{}: {e}\n    {}", written.place, written.text))
        })
        .collect();

    assert!(all.len() > 200, "only {} statements found: does the reader still understand the source?", all.len());
    assert!(wrong.is_empty(), "statements SQLite refuses; mend the text or mark it /* postgres */:\n{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_prepares_on_postgres() {
    let Some(place) = place_on_postgres() else {
        eprintln!("left out: FRONTLINE_TEST_POSTGRES names no server");
        return;
    };
    let stage = TestDatabase::open(place, &migrations());
    let db::Place::Postgres(url) = stage.place.place() else { panic!("not PostgreSQL") };

    let wrong = std::thread::spawn(move || {
        let mut client = postgres::Client::connect(&url, postgres::NoTls).expect("the test server");
        statements()
            .iter()
            .filter(|written| !written.text.contains("/* sqlite */"))
            .filter_map(|written| {
                let reason = client.prepare(&written.text).err()?;
                let reason = reason.as_db_error().map_or_else(|| reason.to_string(), |e| e.message().to_owned());
                Some(format!("{}: {reason}\n    {}", written.place, written.text))
            })
            .collect::<Vec<String>>()
    })
    .join()
    .expect("preparing");

    assert!(
        wrong.is_empty(),
        "statements PostgreSQL refuses; mend the text or mark it /* sqlite */:\n{}",
        wrong.join("\n")
    );
}
