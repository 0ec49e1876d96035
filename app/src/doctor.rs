//! `frontline doctor`: looks at configuration, folder, disk, clock, database, jobs, mailboxes, certificates and DNS.
//!
//! Each finding that is not well ends with one command or one page to open. Nothing is changed: the database is looked at from
//! outside first, and opened only when it is whole and needs no migration.

mod backups;
mod clock;
mod database;
mod disk;
mod finding;
mod folder;
mod jobs;
mod mailboxes;
mod publishing;
mod settings;
mod shops;

#[cfg(test)]
mod scenes;

use crate::config::Config;
use crate::house::House;
use finding::{Finding, Mark};
use kit::Clock;
use std::process::ExitCode;

/// Examines everything and prints what it found; fails if something is wrong.
pub async fn examine(config: &Config) -> ExitCode {
    let findings = look(config, &Clock::system()).await;
    for finding in &findings {
        println!("{finding}");
    }
    let count = |mark: Mark| findings.iter().filter(|finding| finding.mark == mark).count();
    let (warnings, failures) = (count(Mark::Warn), count(Mark::Fail));
    println!("\n{} looked at: {warnings} to watch, {failures} to mend.", findings.len());
    if failures > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Everything there is to find, what the rest stands on first.
async fn look(config: &Config, clock: &Clock) -> Vec<Finding> {
    let mut findings = settings::look(config);
    findings.extend(folder::look(config));
    if findings.iter().any(|finding| finding.mark == Mark::Fail) {
        return findings;
    }
    findings.extend(disk::look(config));
    findings.extend(database::look(config).await);
    if findings.iter().any(|finding| finding.mark == Mark::Fail) || !database::is_current(config).await {
        return findings;
    }
    match House::open_existing(config) {
        Ok(house) => findings.extend(inside(config, &house, clock).await),
        Err(trouble) => findings.push(Finding::fail("database", trouble, "frontline serve")),
    }
    findings
}

async fn inside(config: &Config, house: &House, clock: &Clock) -> Vec<Finding> {
    let mut findings = clock::look(house, clock).await;
    findings.extend(jobs::look(config, house, clock.now()).await);
    findings.extend(mailboxes::look(config, house, clock.now()).await);
    findings.extend(publishing::look(config, house).await);
    findings.extend(shops::look(config, house).await);
    findings.extend(backups::look(config, house, clock.now()).await);
    findings
}
