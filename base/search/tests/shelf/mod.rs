//! An index with documents, in a folder of its own. How it is asked, each scene says.

use db::activity::Position;
use search::{Change, Document, Index};

pub struct Shelf {
    pub index: Index,
    _folder: tempfile::TempDir,
}

pub fn shelf(documents: Vec<Document>) -> Shelf {
    let folder = tempfile::tempdir().expect("a folder");
    let index = Index::open(&folder.path().join("search")).expect("opened");
    let changes: Vec<Change> = documents.into_iter().map(Change::upsert).collect();
    index.apply(&changes, Position { xid: 0, id: 1 }).expect("applied");
    Shelf { index, _folder: folder }
}
