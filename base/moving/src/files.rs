//! Files written so that a crash leaves the old one or the new one, never half of one.

use db::Trouble;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

/// Makes a folder and those above it, for their owner only.
pub(crate) fn make_folder(path: &Path) -> Result<(), Trouble> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(|e| trouble(path, &e))
}

/// A new file for its owner only.
pub(crate) fn create(path: &Path) -> Result<File, Trouble> {
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)
        .map_err(|e| trouble(path, &e))
}

/// Puts `bytes` at `path` durably, in the place of whatever was there.
pub(crate) fn put(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let folder = path.parent().unwrap_or(Path::new("."));
    make_folder(folder)?;
    let unfinished = path.with_extension("unfinished");
    let mut file = create(&unfinished)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    let renamed = written.and_then(|()| std::fs::rename(&unfinished, path));
    renamed.and_then(|()| File::open(folder)?.sync_all()).map_err(|e| {
        let _ = std::fs::remove_file(&unfinished);
        trouble(path, &e)
    })
}

/// Everything written below `folder` is on the disk once this returns.
pub(crate) fn settle(folder: &Path) -> Result<(), Trouble> {
    let file = File::open(folder).map_err(|e| trouble(folder, &e))?;
    rustix::fs::syncfs(&file).map_err(|e| trouble(folder, &e.into()))
}

/// What is wrong with a file, with what to do.
pub(crate) fn trouble(path: &Path, error: &io::Error) -> Trouble {
    let remedy = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "Free space there, or name another place",
        io::ErrorKind::PermissionDenied => "Check who owns it",
        io::ErrorKind::NotFound => "Check the path",
        io::ErrorKind::ReadOnlyFilesystem => "Mount it for writing, or name another place",
        _ => "Check the disk, then try again",
    };
    Trouble::Opening(format!("{}: {error}. {remedy}.", path.display()))
}
