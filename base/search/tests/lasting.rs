//! Scenes of lasting: the index keeps its place in the log, survives a kill, and begins anew when its folder is damaged.

use db::activity::Position;
use kit::Moment;
use search::{Change, Document, Inboxes, Index, Kind, Query, SearchTrouble};
use std::fs;
use std::path::Path;

const FIRST: Position = Position { xid: 3, id: 10 };
const SECOND: Position = Position { xid: 4, id: 20 };

fn letter(id: i64, subject: &str) -> Change {
    Change::upsert(Document {
        conversation: Some(id),
        inbox: Some(1),
        subject: subject.into(),
        body: format!("{subject} {}", "and many more words ".repeat(50)),
        ..Document::new(Kind::File, id, Moment::from_seconds(id))
    })
}

fn count(index: &Index, text: &str) -> usize {
    let query = Query { text: text.into(), inboxes: Inboxes::All, limit: 10, ..Query::default() };
    index.search(&query).map_or(usize::MAX, |hits| hits.total)
}

#[test]
fn the_place_in_the_log_is_kept_with_the_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = Index::open(folder.path()).expect("opened");
    index.apply(&[letter(1, "kettle")], FIRST).expect("applied");
    drop(index);

    let again = Index::open(folder.path()).expect("opened again");

    assert_eq!((again.position(), count(&again, "kettle")), (FIRST, 1));
}

#[test]
fn the_same_batch_twice_changes_nothing_and_a_document_is_replaced_and_removed() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = Index::open(folder.path()).expect("opened");
    for _ in 0..2 {
        index
            .apply(&[letter(1, "kettle"), letter(2, "teapot"), letter(2, "samovar")], FIRST)
            .expect("applied");
    }
    assert_eq!((count(&index, "kettle"), count(&index, "teapot"), count(&index, "samovar")), (1, 0, 1));

    index
        .apply(&[Change::Delete { kind: Kind::File, id: 1 }, Change::Delete { kind: Kind::File, id: 99 }], SECOND)
        .expect("applied");

    assert_eq!((count(&index, "kettle"), index.position()), (0, SECOND));
}

/// What a process that was killed between apply and commit leaves behind: the folder as it was before the commit, with
/// files of the unfinished one lying about.
#[test]
fn a_kill_before_the_commit_repeats_the_batch_from_the_old_place() {
    let (folder, killed) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let index = Index::open(folder.path()).expect("opened");
    index.apply(&[letter(1, "kettle")], FIRST).expect("applied");
    let before = fs::read(folder.path().join("meta.json")).expect("the commit");
    index.apply(&[letter(2, "teapot")], SECOND).expect("applied");
    copy(folder.path(), killed.path());
    fs::write(killed.path().join("meta.json"), before).expect("rolled back");

    let again = Index::open(killed.path()).expect("opened again");
    let stood_at = again.position();
    again.apply(&[letter(2, "teapot")], SECOND).expect("repeated");

    assert_eq!(stood_at, FIRST);
    assert_eq!((count(&again, "kettle"), count(&again, "teapot"), again.position()), (1, 1, SECOND));
}

#[test]
fn a_damaged_folder_begins_anew_at_the_start_of_the_log() {
    for damage in ["meta.json", "version", "segments", "shortened", "garbage"] {
        let folder = tempfile::tempdir().expect("a folder");
        let index = Index::open(folder.path()).expect("opened");
        index.apply(&[letter(1, "kettle")], FIRST).expect("applied");
        index.rest();
        drop(index);
        spoil(folder.path(), damage);

        let again = Index::open(folder.path()).expect("opened all the same");
        if again.position() != Position::default() {
            // The damage shows only when the file is read; whoever searches is told, and the index empties itself.
            assert_eq!(count(&again, "kettle"), usize::MAX, "{damage}");
        }

        assert_eq!((again.position(), count(&again, "kettle")), (Position::default(), 0), "{damage}");
        again.apply(&[letter(1, "kettle")], FIRST).expect("filled again");
        assert_eq!(count(&again, "kettle"), 1, "{damage}");
    }
}

#[test]
fn a_second_process_is_told_that_the_folder_is_in_use() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, other) = (Index::open(folder.path()).expect("opened"), Index::open(folder.path()).expect("opened"));
    one.apply(&[letter(1, "kettle")], FIRST).expect("applied");

    let refused = other.apply(&[letter(2, "teapot")], SECOND);

    assert!(matches!(refused, Err(SearchTrouble::InUse(_))), "{refused:?}");
    assert_eq!(other.position(), Position::default());
}

#[test]
fn a_resting_index_holds_no_writer_and_wakes_by_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = Index::open(folder.path()).expect("opened");
    assert!(index.is_resting(), "an index nobody wrote to costs no arena");
    index.apply(&[letter(1, "kettle")], FIRST).expect("applied");
    assert!(!index.is_resting());

    index.rest();
    let asked_at_rest = count(&index, "kettle");
    index.apply(&[], SECOND).expect("nothing to do");

    assert!(index.is_resting() && asked_at_rest == 1 && index.position() == SECOND);
    index.apply(&[letter(2, "teapot")], SECOND).expect("woken");
    assert_eq!(count(&index, "teapot"), 1);
}

/// Of how many parts the index in this folder is made.
fn parts(folder: &Path) -> usize {
    let meta: serde_json::Value = serde_json::from_slice(&fs::read(folder.join("meta.json")).expect("the commit")).expect("read");
    meta["segments"].as_array().map_or(0, Vec::len)
}

#[test]
fn many_small_commits_keep_few_files_and_everything() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = Index::open(folder.path()).expect("opened");
    for id in 1..=240 {
        index.apply(&[letter(id, "kettle")], Position { xid: 0, id }).expect("applied");
        index
            .apply(&[Change::Delete { kind: Kind::File, id: id - 120 }], Position { xid: 0, id })
            .expect("applied");
    }
    assert!(parts(folder.path()) < 30, "{} parts while it is written", parts(folder.path()));
    index.rest();

    assert!(parts(folder.path()) <= 2, "{} parts at rest", parts(folder.path()));
    assert_eq!(count(&index, "kettle"), 120);
    drop(index);
    let again = Index::open(folder.path()).expect("opened again");
    assert_eq!((count(&again, "kettle"), again.position()), (120, Position { xid: 0, id: 240 }));
    assert!(fs::read_dir(folder.path()).expect("listed").count() < 60);
}

fn spoil(folder: &Path, damage: &str) {
    let segments = || {
        fs::read_dir(folder)
            .expect("listed")
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| is_segment(path))
    };
    match damage {
        "meta.json" => fs::write(folder.join("meta.json"), "{").expect("spoiled"),
        "version" => fs::write(folder.join("version"), "frontline search 0").expect("spoiled"),
        "segments" => segments().for_each(|path| fs::remove_file(path).expect("spoiled")),
        "shortened" => {
            segments().for_each(|path| fs::OpenOptions::new().write(true).open(path).and_then(|file| file.set_len(3)).expect("spoiled"))
        }
        _ => segments().for_each(|path| {
            let length = fs::metadata(&path).map_or(0, |data| data.len() as usize);
            fs::write(path, vec![0xa5; length]).expect("spoiled");
        }),
    }
}

fn is_segment(path: &Path) -> bool {
    path.extension()
        .is_some_and(|kind| ["term", "idx", "pos", "store", "fast", "fieldnorm"].iter().any(|known| kind == *known))
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("listed").flatten() {
        if entry.path().is_file() {
            fs::copy(entry.path(), to.join(entry.file_name())).expect("copied");
        }
    }
}
