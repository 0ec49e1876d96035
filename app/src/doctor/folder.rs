//! The data folder: there, ours alone, writable; and the key in it, without which reply addresses and sessions are void.

use super::finding::Finding;
use crate::config::Config;
use crate::house::{House, KeyPlace};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

const WHAT: &str = "data folder";

pub(super) fn look(config: &Config) -> Vec<Finding> {
    let folder = &config.data;
    let shown = folder.display();
    let Ok(about) = std::fs::metadata(folder) else {
        return vec![Finding::fail(WHAT, format!("{shown} is not there"), format!("frontline serve --data {shown}"))];
    };
    if !about.is_dir() {
        return vec![Finding::fail(WHAT, format!("{shown} is not a folder"), "frontline doctor --data FOLDER")];
    }
    let mut findings = vec![writable(folder)];
    if about.permissions().mode() & 0o077 != 0 {
        findings.push(Finding::warn(WHAT, format!("others on this machine may read {shown}"), format!("chmod 700 {shown}")));
    }
    findings.push(key(&KeyPlace::of(config)));
    findings
}

/// The key opens what is in the database. Nothing is said where it does.
pub(super) async fn belongs(config: &Config, house: &House) -> Option<Finding> {
    let place = KeyPlace::of(config);
    let trouble = house.looks_at_its_key(&place).await.err()?;
    Some(Finding::fail("key", trouble, format!("cp BACKUP/key {place}")))
}

fn writable(folder: &Path) -> Finding {
    let probe = folder.join(".doctor");
    let written = std::fs::write(&probe, b"").and_then(|()| std::fs::remove_file(&probe));
    match written {
        Ok(()) => Finding::ok(WHAT, format!("{} can be written", folder.display())),
        Err(e) => {
            Finding::fail(WHAT, format!("nothing can be written to {} ({e})", folder.display()), format!("ls -ld {}", folder.display()))
        }
    }
}

fn key(place: &KeyPlace) -> Finding {
    const WHAT: &str = "key";
    let KeyPlace::File(path) = place else {
        return match place.read() {
            Ok(_) => Finding::ok(WHAT, "in the environment"),
            Err(trouble) => Finding::fail(WHAT, trouble.to_string(), "frontline config"),
        };
    };
    let shown = path.display();
    match std::fs::metadata(path) {
        Err(_) => Finding::fail(
            WHAT,
            format!("{shown} is missing: answers to mails sent so far would not thread"),
            format!("cp BACKUP/key {shown}"),
        ),
        Ok(_) if place.read().is_err() => Finding::fail(WHAT, format!("{shown} is damaged"), format!("cp BACKUP/key {shown}")),
        Ok(about) if about.permissions().mode() & 0o077 != 0 => {
            Finding::warn(WHAT, format!("others on this machine may read {shown}"), format!("chmod 600 {shown}"))
        }
        Ok(_) if place.read().is_ok_and(|key| key.is_between()) => {
            Finding::warn(WHAT, "a change of keys was begun and not finished", "frontline key rotate")
        }
        Ok(_) => Finding::ok(WHAT, "whole, readable by its owner only"),
    }
}
