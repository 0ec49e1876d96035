//! The folder of the index: opened if it is whole and of our version, emptied and begun anew if not.

use crate::fields::{Fields, VERSION};
use crate::tokens::{self, Cutter};
use crate::trouble::SearchTrouble;
use std::fs;
use std::path::{Path, PathBuf};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Index, IndexReader, ReloadPolicy};

/// Says of which version the folder is; written last, so that a half-made folder does not count.
const STAMP: &str = "version";

/// An open folder.
pub(crate) struct Opened {
    pub index: Index,
    pub reader: IndexReader,
}

/// Opens the folder; one that is missing, damaged or of another version becomes an empty one.
pub(crate) fn open(folder: &Path, fields: &Fields) -> Result<Opened, SearchTrouble> {
    if fs::read_to_string(folder.join(STAMP)).is_ok_and(|stamp| stamp == VERSION) {
        match open_whole(folder) {
            Ok(opened) => return Ok(opened),
            Err(reason) => tracing::warn!(%reason, "the search index is damaged and begins anew"),
        }
    }
    create(folder, fields)
}

/// Throws the folder away and makes an empty index.
pub(crate) fn create(folder: &Path, fields: &Fields) -> Result<Opened, SearchTrouble> {
    let unwritable = |reason: String| SearchTrouble::Unwritable { folder: PathBuf::from(folder), reason };
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|e| unwritable(e.to_string()))?;
    }
    fs::create_dir_all(folder).map_err(|e| unwritable(e.to_string()))?;
    let made = Index::create_in_dir(folder, fields.schema.clone()).map_err(|e| unwritable(e.to_string()))?;
    fs::write(folder.join(STAMP), VERSION).map_err(|e| unwritable(e.to_string()))?;
    furnished(made).map_err(|e| unwritable(e.to_string()))
}

/// A damaged folder may also make the library panic; that is damage like any other.
fn open_whole(folder: &Path) -> Result<Opened, String> {
    let opened = std::panic::catch_unwind(|| Index::open_in_dir(folder).and_then(furnished));
    opened.map_err(|_| "opening it panicked".to_owned())?.map_err(|e| e.to_string())
}

fn furnished(index: Index) -> tantivy::Result<Opened> {
    index.tokenizers().register(tokens::NAME, TextAnalyzer::from(Cutter));
    let reader = index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .doc_store_cache_num_blocks(8)
        .try_into()?;
    Ok(Opened { index, reader })
}
