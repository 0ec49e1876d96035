//! A SQLite file copied beside itself, and such a copy put back.

use crate::Trouble;
use crate::engine::crash::CrashPoint;
use crate::engine::sqlite::{connect, trouble};
use rusqlite::{Connection, ErrorCode};
use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How often a file that somebody has open is asked for, a quarter of a second each: threads that end let go late.
const TRIES: u32 = 20;

/// Copies the database at `from`, which nobody else may have open, to `to`. Until it is whole it has another name.
pub fn copy_beside(from: &Path, to: &Path) -> Result<(), Trouble> {
    let crash = CrashPoint::from_environment();
    let part = to.with_extension("part");
    let failed = |e: io::Error| unwritten(&part, &e);
    remove(&part).map_err(failed)?;
    let connection = alone(from)?;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part).map_err(failed)?;
    crash.pass("copy-begun");
    connection
        .execute("VACUUM INTO ?1", [part.to_string_lossy()])
        .map_err(|e| Trouble::Opening(format!("{} cannot be copied to {}: {e}. Nothing was changed.", from.display(), part.display())))?;
    drop(connection);
    is_whole(&part)?;
    File::open(&part).and_then(|file| file.sync_all()).map_err(failed)?;
    crash.pass("copy-written");
    std::fs::rename(&part, to).and_then(|()| sync_folder_of(to)).map_err(failed)?;
    crash.pass("copy-named");
    Ok(())
}

/// Puts `copy` in the place of the database `at`, which stays as `aside`. The copy stays, too. Nobody else may have it open.
pub fn put_back(copy: &Path, at: &Path, aside: &Path) -> Result<(), Trouble> {
    let crash = CrashPoint::from_environment();
    is_whole(copy)?;
    let new = at.with_extension("part");
    let failed = |e: io::Error| unwritten(at, &e);
    remove(&new).map_err(failed)?;
    // Held until the other one is in its place, so that nobody begins to write into what goes aside.
    let held = match at.exists().then(|| alone(at)) {
        Some(Err(in_use @ Trouble::InUse(_))) => return Err(in_use),
        held => held.and_then(Result::ok),
    };
    let mut to = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new).map_err(failed)?;
    crash.pass("copy-begun");
    File::open(copy).and_then(|mut from| io::copy(&mut from, &mut to)).map_err(failed)?;
    to.sync_all().map_err(failed)?;
    if at.exists() {
        std::fs::hard_link(at, aside).map_err(failed)?;
    }
    if held.is_none() {
        log_aside(at, aside).map_err(failed)?;
    }
    crash.pass("copy-written");
    std::fs::rename(&new, at).and_then(|()| sync_folder_of(at)).map_err(failed)?;
    crash.pass("copy-named");
    Ok(())
}

/// The file, open for us alone until it is closed: its log is emptied into it, and whoever has it open is waited for and then refused.
fn alone(path: &Path) -> Result<Connection, Trouble> {
    let connection = connect(path, false)?;
    for _ in 0..TRIES {
        match connection.execute_batch("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; COMMIT;") {
            Ok(()) => return Ok(connection),
            Err(e) if e.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => std::thread::sleep(Duration::from_millis(250)),
            Err(e) => return Err(trouble(e, "PRAGMA journal_mode")),
        }
    }
    Err(Trouble::InUse(format!(
        "another program has {} open, perhaps the Frontline that ran before. Nothing was changed. Stop it, then try again.",
        path.display()
    )))
}

fn is_whole(path: &Path) -> Result<(), Trouble> {
    let said: Result<String, _> = connect(path, true)?.query_row("PRAGMA quick_check(1)", [], |row| row.get(0));
    match said {
        Ok(said) if said == "ok" => Ok(()),
        Ok(fault) => Err(damaged(path, &fault)),
        Err(e) => Err(damaged(path, &e.to_string())),
    }
}

fn damaged(path: &Path, fault: &str) -> Trouble {
    Trouble::Opening(format!("{} is damaged ({fault}). Nothing was changed. Run `frontline doctor`.", path.display()))
}

fn unwritten(path: &Path, e: &io::Error) -> Trouble {
    Trouble::Opening(format!(
        "{} cannot be written: {e}. Nothing was changed. Check its folder and the room on its disk.",
        path.display()
    ))
}

/// The log of a file that does not open any more goes with it: it must not be taken for the other one's.
fn log_aside(at: &Path, aside: &Path) -> io::Result<()> {
    let log = |path: &Path| PathBuf::from(format!("{}-wal", path.display()));
    if log(at).exists() { std::fs::rename(log(at), log(aside)) } else { Ok(()) }
}

fn remove(path: &Path) -> io::Result<()> {
    let with = |end: &str| PathBuf::from(format!("{}{end}", path.display()));
    for left in [path.to_owned(), with("-wal"), with("-shm"), with("-journal")] {
        match std::fs::remove_file(left) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
            _ => {}
        }
    }
    Ok(())
}

fn sync_folder_of(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}
