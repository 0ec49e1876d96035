//! The database from outside: whether it is whole, and whether this program and it know the same steps.

use super::finding::Finding;
use crate::config::Config;
use crate::house::migrations;
use db::{Database, Health, Place, Trouble};

const WHAT: &str = "database";
/// A write-ahead log this long means that somebody reads without ever finishing.
const LONG_WAL_BYTES: u64 = 1_000_000_000;

pub(super) async fn look(config: &Config) -> Vec<Finding> {
    match check(config).await {
        Ok(health) => judged(&health, &place(config)),
        Err(trouble) => {
            let next = match place(config) {
                Place::Sqlite(path) => format!("ls -l {}*", path.display()),
                Place::Postgres(_) => "systemctl status postgresql".to_owned(),
            };
            vec![Finding::fail(WHAT, trouble, next)]
        }
    }
}

/// Whether opening it would migrate nothing.
pub(super) async fn is_current(config: &Config) -> bool {
    check(config).await.is_ok_and(|health| health.pending.is_empty() && health.unknown.is_empty())
}

async fn check(config: &Config) -> Result<Health, Trouble> {
    let place = place(config);
    let checking = tokio::task::spawn_blocking(move || Database::check(&place, &migrations()));
    checking.await.map_err(|e| Trouble::Panicked(e.to_string()))?
}

fn place(config: &Config) -> Place {
    match &config.database {
        Some(url) => Place::Postgres(url.clone()),
        None => Place::Sqlite(config.data.join("frontline.db")),
    }
}

fn judged(health: &Health, place: &Place) -> Vec<Finding> {
    if let Some(fault) = health.faults.first() {
        return vec![Finding::fail(WHAT, format!("{} found damage: {fault}", health.engine), mend(place))];
    }
    let mut findings = vec![Finding::ok(WHAT, format!("{}, {} kB", health.engine, health.size_bytes / 1_000))];
    if health.wal_bytes > LONG_WAL_BYTES {
        let found = format!("its write-ahead log has grown to {} MB", health.wal_bytes / 1_000_000);
        findings.push(Finding::warn(WHAT, found, "stop frontline, then: frontline serve"));
    }
    findings.push(match (health.unknown.first(), health.pending.len()) {
        (Some(step), _) => Finding::fail(
            "migrations",
            format!("a newer Frontline wrote this database ({step})"),
            "install the newest version, then: frontline serve",
        ),
        (None, 0) => Finding::ok("migrations", "current"),
        (None, pending) => Finding::warn("migrations", format!("{pending} steps wait to be taken"), "frontline serve"),
    });
    findings
}

fn mend(place: &Place) -> String {
    match place {
        Place::Sqlite(path) => {
            let path = path.display();
            format!("stop frontline and restore the last backup; without one: sqlite3 {path} .recover | sqlite3 {path}.recovered")
        }
        Place::Postgres(_) => "stop frontline and restore the last backup: pg_restore".to_owned(),
    }
}
