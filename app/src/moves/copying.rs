//! `frontline db copy`: from SQLite to PostgreSQL and back.

use super::progress::Progress;
use super::{FURTHER, Outcome};
use crate::config::Config;
use crate::elsewhere;
use crate::house::{KeyPlace, PROOFS, make_private_folder, migrations, must_exist, place};
use crate::terminal::outln;
use db::Place;
use kit::Clock;
use moving::{Moved, Target};
use std::io;
use std::path::{Path, PathBuf};

pub(super) fn copy(config: &Config, to: &str) -> Outcome {
    must_exist(config)?;
    let target = target_of(to)?;
    if let Place::Sqlite(path) = &target {
        make_private_file(path).map_err(|e| format!("{} cannot be made: {e}. Name another place with --to.", path.display()))?;
    }
    let mut progress = Progress::of("copying");
    let moved = moving::copy(
        &place(config),
        elsewhere::reach(config),
        &Target {
            place: &target,
            migrations: &migrations(),
            clock: &Clock::system(),
            proofs: PROOFS,
            further: FURTHER,
            ready: &|| Ok(()),
        },
        &mut |table, rows, done| progress.say(table, rows, done),
    )?;
    drop(progress);
    outln!("Copied {}.", told(&moved));
    outln!("The source is as it was. What happens there from now on is not in the copy: stop the desk before the copy you mean to keep.");
    outln!("Start the desk on it with the same data folder and {}.", how_to_start(&target));
    came_whole(&moved)
}

/// A file for its owner only, before the database opens it; one that is there stays as it is.
fn make_private_file(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        make_private_folder(folder)?;
    }
    match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(e) if e.kind() != io::ErrorKind::AlreadyExists => Err(e),
        _ => Ok(()),
    }
}

/// Everything came; what came damaged is named, and the command fails for it.
pub(super) fn came_whole(moved: &Moved) -> Outcome {
    const NAMED: usize = 20;
    let count = moved.damaged.len();
    if count == 0 {
        return Ok(());
    }
    let mut named = moved.damaged.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    if count > NAMED {
        named.push_str(", …");
    }
    Err(format!(
        "all of it is there, but {count} mails or files are not what their hash was made of; they came as they were ({named}). \
         They were damaged at the source: an older backup may have them whole."
    )
    .into())
}

/// What was moved, as every command of this family says it.
pub(super) fn told(moved: &Moved) -> String {
    let Moved { tables, rows, proven, altered, damaged: _ } = moved;
    let mut text =
        format!("{rows} rows of {tables} tables; each was read back and compared, and {proven} mails and files held against their hash");
    if *altered > 0 {
        text.push_str(&format!(". {altered} texts held the character NUL, which PostgreSQL cannot keep: it has U+FFFD in its place"));
    }
    text
}

/// The key file holds an older key as well, because what was taken in is sealed with it.
pub(super) fn told_of_keys(config: &Config) -> Outcome {
    let place = KeyPlace::of(config);
    if place.read()?.is_between() {
        outln!("{place} holds two keys of this desk now, for what each has sealed. `frontline key rotate` leaves one.");
    }
    Ok(())
}

fn how_to_start(target: &Place) -> String {
    match target {
        Place::Postgres(_) => "--database and the address you gave".into(),
        Place::Sqlite(path) => format!("no --database, once {} lies in it as frontline.db", path.display()),
    }
}

pub(super) fn target_of(to: &str) -> Result<Place, String> {
    if to.starts_with("postgres://") || to.starts_with("postgresql://") {
        return Ok(Place::Postgres(to.to_owned()));
    }
    match to.strip_prefix("sqlite:").filter(|path| !path.is_empty()) {
        Some(path) => Ok(Place::Sqlite(PathBuf::from(path))),
        None => Err("--to wants postgres://user:password@host/name or sqlite:PATH.".into()),
    }
}
