//! The database from outside: whether it is whole, and whether this program and it know the same steps.

use super::finding::Finding;
use crate::config::Config;
use crate::house::migrations;
use crate::moves::upgrading;
use crate::upgrade::{self, Keeping};
use db::{Database, Health, Place, Trouble};
use kit::Clock;

const WHAT: &str = "database";
/// A write-ahead log this long means that somebody reads without ever finishing.
const LONG_WAL_BYTES: u64 = 1_000_000_000;

pub(super) async fn look(config: &Config) -> Vec<Finding> {
    match check(config).await {
        Ok(health) => {
            let mut findings = judged(&health, &place(config));
            findings.extend(if health.pending.is_empty() { None } else { what_an_upgrade_does(config).await });
            findings
        }
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

/// Where the database is.
pub(super) fn place(config: &Config) -> Place {
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
            "install the newest version, then: frontline serve; or go back to the state before it came: frontline rollback",
        ),
        (None, 0) => Finding::ok("migrations", "current"),
        (None, pending) => Finding::warn("migrations", format!("{pending} steps wait to be taken"), "frontline serve"),
    });
    findings
}

/// What becomes of the desk as it is now, and whether there is room for it.
async fn what_an_upgrade_does(config: &Config) -> Option<Finding> {
    let asked = config.clone();
    let looking = tokio::task::spawn_blocking(move || upgrade::plan(&asked, &Clock::system())).await.ok()?;
    let plan = looking.ok()??;
    let told = upgrading::told(&plan, Keeping::Copy);
    let told = told.lines().next_back().unwrap_or_default().to_owned();
    Some(if plan.fits() {
        Finding::ok("upgrade", told)
    } else {
        Finding::fail(
            "upgrade",
            format!("{told} That is too little room."),
            "frontline backup, then: frontline upgrade --without-copy",
        )
    })
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
