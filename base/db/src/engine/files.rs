//! The files a SQLite database lies in, by what the file system calls them: somebody may delete or replace one while the desk works, and
//! SQLite would go on writing into what nobody finds again.

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

/// Device and number of a file.
type Id = (u64, u64);

/// How the files are, against how they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    Same,
    /// The write-ahead log has gone, or another lies in its place: what was written since is in the one we hold open.
    LogTaken,
    /// So has the database itself.
    DatabaseTaken,
}

/// The files as they were when they were opened.
pub(crate) struct Files {
    database: (PathBuf, Option<Id>),
    log: (PathBuf, Option<Id>),
}

impl Files {
    /// Remembers them. Call it while a connection has them open.
    pub fn of(path: &Path) -> Self {
        let log = PathBuf::from(format!("{}-wal", path.display()));
        Self { database: (path.to_owned(), id(path)), log: (log.clone(), id(&log)) }
    }

    pub fn look(&self) -> Found {
        let taken = |(path, was): &(PathBuf, Option<Id>)| was.is_some() && id(path) != *was;
        if taken(&self.database) {
            Found::DatabaseTaken
        } else if taken(&self.log) {
            Found::LogTaken
        } else {
            Found::Same
        }
    }
}

/// What became of the database, and what to do. It names no path: whoever asks whether the desk is ready reads it.
pub(crate) const TAKEN: &str =
    "its file was removed or replaced while the desk works; put it back where it was, or stop the desk and restore a backup";

fn id(path: &Path) -> Option<Id> {
    std::fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}
