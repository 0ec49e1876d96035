//! `frontline db copy`: from SQLite to PostgreSQL and back.

use super::Outcome;
use super::progress::Progress;
use crate::config::Config;
use crate::house::{PROOFS, migrations, must_exist, place};
use db::Place;
use kit::Clock;
use moving::{Moved, Target};
use std::path::PathBuf;

pub(super) fn copy(config: &Config, to: &str) -> Outcome {
    must_exist(config)?;
    let target = target_of(to)?;
    if let Place::Sqlite(path) = &target {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder {
            std::fs::create_dir_all(folder)
                .map_err(|e| format!("{} cannot be made: {e}. Name another place with --to.", folder.display()))?;
        }
    }
    let mut progress = Progress::of("copying");
    let moved = moving::copy(
        &place(config),
        &Target {
            place: &target,
            migrations: &migrations(),
            clock: &Clock::system(),
            proofs: PROOFS,
            further: 0,
        },
        &mut |table, rows, done| progress.say(table, rows, done),
    )?;
    drop(progress);
    println!("Copied {}.", told(&moved));
    println!("The source is as it was. What happens there from now on is not in the copy: stop the desk before the copy you mean to keep.");
    println!("Start the desk on it with the same data folder and {}.", how_to_start(&target));
    Ok(())
}

/// What was moved, as every command of this family says it.
pub(super) fn told(moved: &Moved) -> String {
    let Moved { tables, rows, proven, altered } = moved;
    let mut text =
        format!("{rows} rows of {tables} tables; each was read back and compared, and {proven} mails and files held against their hash");
    if *altered > 0 {
        text.push_str(&format!(". {altered} texts held the character NUL, which PostgreSQL cannot keep: it has U+FFFD in its place"));
    }
    text
}

fn how_to_start(target: &Place) -> String {
    match target {
        Place::Postgres(_) => "--database and the address you gave".into(),
        Place::Sqlite(path) => format!("no --database, once {} lies in it as frontline.db", path.display()),
    }
}

fn target_of(to: &str) -> Result<Place, String> {
    if to.starts_with("postgres://") || to.starts_with("postgresql://") {
        return Ok(Place::Postgres(to.to_owned()));
    }
    match to.strip_prefix("sqlite:").filter(|path| !path.is_empty()) {
        Some(path) => Ok(Place::Sqlite(PathBuf::from(path))),
        None => Err("--to wants postgres://user:password@host/name or sqlite:PATH.".into()),
    }
}
