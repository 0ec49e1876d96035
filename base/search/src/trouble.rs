//! What can go wrong with the index, told apart by what should be done.

use std::path::PathBuf;

/// Why the index did not do it.
#[derive(Debug, thiserror::Error)]
pub enum SearchTrouble {
    /// Another process writes into the folder.
    #[error("another process uses the search index in {0}. Stop it, or give each node a data folder of its own.")]
    InUse(PathBuf),
    /// The disk refuses.
    #[error(
        "the search index in {folder} cannot be written: {reason}. Free disk space or mend the folder; nothing is lost, the index catches up."
    )]
    Unwritable { folder: PathBuf, reason: String },
    /// The index was damaged and emptied itself.
    #[error("the search index in {folder} was damaged ({reason}) and is being rebuilt. Search again in a few minutes.")]
    Rebuilding { folder: PathBuf, reason: String },
}
