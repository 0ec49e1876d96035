//! `frontline doctor`: looks at configuration, folder, disk, clock, database, nodes, jobs, mailboxes, certificates and DNS.
//!
//! Each finding that is not well ends with one command or one page to open. Nothing is changed: the database is looked at from
//! outside first, and opened only when it is whole and needs no migration.

mod ahead;
mod attachments;
mod backups;
mod bundle;
mod clock;
mod database;
mod disk;
mod files;
mod finding;
mod folder;
mod https;
mod jobs;
mod laid_aside;
mod mailboxes;
mod nodes;
mod publishing;
mod settings;
mod shops;

#[cfg(test)]
mod scenes;

use crate::config::Config;
use crate::house::House;
use crate::terminal::{errln, outln};
use finding::{Finding, Mark};
use kit::Clock;
use std::path::Path;
use std::process::ExitCode;

/// Examines everything and prints what it found; fails if something is wrong. With `into`, the same and what else helps is put into a
/// file for whoever is asked for help.
pub async fn examine(config: &Config, into: Option<&Path>) -> ExitCode {
    let clock = Clock::system();
    let findings = look(config, &clock).await;
    for finding in &findings {
        outln!("{finding}");
    }
    let count = |mark: Mark| findings.iter().filter(|finding| finding.mark == mark).count();
    let (warnings, failures) = (count(Mark::Warn), count(Mark::Fail));
    outln!("\n{} looked at: {warnings} to watch, {failures} to mend.", findings.len());
    if let Some(path) = into {
        match bundle::write(path, config, &findings, clock.now()).await {
            Ok(()) => outln!("Written to {}. Read it before you send it to anybody.", path.display()),
            Err(trouble) => {
                errln!("{trouble}");
                return ExitCode::FAILURE;
            }
        }
    }
    if failures > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Everything there is to find.
async fn look(config: &Config, clock: &Clock) -> Vec<Finding> {
    let mut findings = from_the_ground(config, clock).await;
    findings.extend(https::look(config, clock.now()));
    findings
}

/// What the rest stands on first.
async fn from_the_ground(config: &Config, clock: &Clock) -> Vec<Finding> {
    let mut findings = settings::look(config);
    findings.extend(folder::look(config));
    if findings.iter().any(|finding| finding.mark == Mark::Fail) {
        return findings;
    }
    findings.extend(disk::look(config));
    findings.push(files::look());
    findings.extend(laid_aside::look(config, clock.now()));
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
    findings.extend(ahead::look(house).await);
    findings.extend(folder::belongs(config, house).await);
    findings.extend(nodes::look(house).await);
    // The time the desk goes by, which on a server is the server's.
    let now = house.db.clock().now();
    findings.extend(jobs::look(config, house, now).await);
    findings.extend(mailboxes::look(config, house, now).await);
    findings.extend(publishing::look(config, house).await);
    findings.extend(shops::look(config, house).await);
    findings.extend(attachments::look(config, house).await);
    findings.extend(backups::look(config, house, now).await);
    findings
}
