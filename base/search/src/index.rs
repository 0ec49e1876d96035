//! The index of this node. Changes go in with the place in the log they reach; readers never wait for the writer.
//!
//! The writer's arena is taken when the first change comes and given back by [`Index::rest`], which the follower of the
//! log calls when it has caught up.

use crate::answer::{Hits, Query, answer};
use crate::document::Change;
use crate::fields::Fields;
use crate::folder::{self, Opened};
use crate::trouble::SearchTrouble;
use db::activity::Position;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::schema::FieldType;
use tantivy::{IndexWriter, TantivyError};

/// The smallest arena the library allows.
const ARENA_BYTES: usize = 15_000_000;

/// Parts of the index with so many documents or fewer are gathered into one while nothing is written: about a second's work.
const SMALL: u32 = 30_000;
/// While much is written, parts of about the same size become one when there are so many of them: of up to `LEAST` documents, of up to four
/// times as many, and so on. Each document is then copied as often as there are sizes above its own, however long the desk has been
/// writing; the library would by itself copy ten thousand for every eight commits.
const TOGETHER: usize = 6;
const LEAST: u32 = 100;
const LOG_OF_STEP: f64 = 2.0;

/// An open index. Cheap to clone.
#[derive(Clone)]
pub struct Index(Arc<Inner>);

struct Inner {
    folder: PathBuf,
    fields: Fields,
    opened: RwLock<Opened>,
    writing: Mutex<Option<IndexWriter>>,
    /// Apart from the writer, so that whoever asks need not wait for a commit.
    position: Mutex<Position>,
}

type Writing = Option<IndexWriter>;

impl Index {
    /// Opens the index in `folder`, or makes one. What is damaged or outdated is thrown away: see [`Index::position`].
    pub fn open(folder: &Path) -> Result<Self, SearchTrouble> {
        let fields = Fields::new();
        let mut opened = folder::open(folder, &fields)?;
        let position = match position_of(&opened) {
            Ok(position) => position,
            Err(_) => {
                opened = folder::create(folder, &fields)?;
                Position::default()
            }
        };
        Ok(Self(Arc::new(Inner {
            folder: folder.to_owned(),
            fields,
            opened: RwLock::new(opened),
            writing: Mutex::new(None),
            position: Mutex::new(position),
        })))
    }

    /// How far along the log the index is. Read it before each batch: an index that began anew is at the start again.
    pub fn position(&self) -> Position {
        *self.standing()
    }

    /// Makes the changes and keeps `position` in the same commit. The same batch again changes nothing.
    pub fn apply(&self, changes: &[Change], position: Position) -> Result<(), SearchTrouble> {
        let mut writing = self.writing();
        if changes.is_empty() {
            // Nothing to find has changed: not worth a commit. A crash walks the same lines again.
            *self.standing() = position;
            return Ok(());
        }
        match catch_unwind(AssertUnwindSafe(|| self.commit(&mut writing, changes, position))) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(trouble)) => {
                *writing = None;
                self.judged(&mut writing, trouble)
            }
            Err(_) => self.begin_anew(&mut writing, "writing panicked".into()),
        }
    }

    /// Asks. The answer says how far along the log it was true.
    pub fn search(&self, query: &Query) -> Result<Hits, SearchTrouble> {
        let answered = {
            let opened = self.0.opened.read().unwrap_or_else(PoisonError::into_inner);
            let searcher = opened.reader.searcher();
            catch_unwind(AssertUnwindSafe(|| answer(&searcher, &self.0.fields, query)))
        };
        match answered {
            Ok(Ok(hits)) => Ok(Hits { indexed_up_to: self.position(), ..hits }),
            Ok(Err(trouble)) => self.judged(&mut self.writing(), trouble),
            Err(_) => self.begin_anew(&mut self.writing(), "reading panicked".into()),
        }
    }

    /// Gathers the small parts and gives the writer's memory back. The next change takes it again.
    pub fn rest(&self) {
        let mut writing = self.writing();
        let Some(writer) = writing.take() else { return };
        // What is being merged cannot be merged by us.
        if let Err(reason) = writer.wait_merging_threads().and_then(|()| self.gather()) {
            tracing::warn!(%reason, "merging parts of the search index was cut short");
        }
    }

    /// Each part costs every question something: while nobody writes, many small ones become one.
    fn gather(&self) -> tantivy::Result<()> {
        let opened = self.0.opened.read().unwrap_or_else(PoisonError::into_inner);
        opened.reader.reload()?;
        let searcher = opened.reader.searcher();
        let small = searcher.segment_readers().iter().filter(|part| part.max_doc() <= SMALL);
        let small: Vec<_> = small.map(|part| part.segment_id()).collect();
        if small.len() <= 2 {
            return Ok(());
        }
        let mut writer = writer_of(&opened)?;
        writer.merge(&small).wait()?;
        opened.reader.reload()?;
        drop(searcher);
        writer.garbage_collect_files().wait()?;
        writer.wait_merging_threads()
    }

    /// Whether the writer holds its memory now.
    pub fn is_resting(&self) -> bool {
        self.writing().is_none()
    }

    /// Throws everything away; the follower of the log fills it again.
    pub fn rebuild(&self) -> Result<(), SearchTrouble> {
        let mut writing = self.writing();
        self.empty(&mut writing)
    }

    /// Writes anew every part of the index that still holds words of what was taken out of it. What is found stays the same.
    pub fn purge(&self) -> Result<(), SearchTrouble> {
        let mut writing = self.writing();
        match catch_unwind(AssertUnwindSafe(|| self.write_anew(&mut writing))) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(trouble)) => {
                *writing = None;
                self.judged(&mut writing, trouble)
            }
            Err(_) => self.begin_anew(&mut writing, "writing anew panicked".into()),
        }
    }

    /// Whether any part of the index holds the word, of things that were taken out of it too.
    pub fn still_holds(&self, word: &str) -> Result<bool, SearchTrouble> {
        let opened = self.0.opened.read().unwrap_or_else(PoisonError::into_inner);
        let searcher = opened.reader.searcher();
        let asked = || -> tantivy::Result<bool> {
            for (field, entry) in opened.index.schema().fields() {
                if !entry.is_indexed() || !matches!(entry.field_type(), FieldType::Str(_)) {
                    continue;
                }
                for segment in searcher.segment_readers() {
                    if segment.inverted_index(field)?.terms().get(word)?.is_some() {
                        return Ok(true);
                    }
                }
            }
            Ok(false)
        };
        asked().map_err(|trouble| SearchTrouble::Unwritable { folder: self.0.folder.clone(), reason: trouble.to_string() })
    }

    fn write_anew(&self, writing: &mut Writing) -> tantivy::Result<()> {
        // What is being merged cannot be merged by us.
        if let Some(writer) = writing.take() {
            writer.wait_merging_threads()?;
        }
        let opened = self.0.opened.read().unwrap_or_else(PoisonError::into_inner);
        let writer = writing.insert(writer_of(&opened)?);
        opened.reader.reload()?;
        let with_gaps: Vec<_> = opened
            .reader
            .searcher()
            .segment_readers()
            .iter()
            .filter(|segment| segment.has_deletes())
            .map(|segment| segment.segment_id())
            .collect();
        if !with_gaps.is_empty() {
            writer.merge(&with_gaps).wait()?;
        }
        opened.reader.reload()?;
        writer.garbage_collect_files().wait()?;
        Ok(())
    }

    fn writing(&self) -> MutexGuard<'_, Writing> {
        self.0.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn standing(&self) -> MutexGuard<'_, Position> {
        self.0.position.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn commit(&self, writing: &mut Writing, changes: &[Change], position: Position) -> tantivy::Result<()> {
        let opened = self.0.opened.read().unwrap_or_else(PoisonError::into_inner);
        let writer = match writing {
            Some(writer) => writer,
            resting => resting.insert(writer_of(&opened)?),
        };
        for change in changes {
            match change {
                Change::Upsert(document) => {
                    writer.delete_term(self.0.fields.key_of(document.kind, document.id));
                    writer.add_document(self.0.fields.stored(document))?;
                }
                Change::Delete { kind, id } => drop(writer.delete_term(self.0.fields.key_of(*kind, *id))),
                Change::DeleteOf { kind, conversation } => drop(writer.delete_term(self.0.fields.member_of(*kind, *conversation))),
            }
        }
        let mut prepared = writer.prepare_commit()?;
        prepared.set_payload(&serde_json::to_string(&position).map_err(|e| TantivyError::InternalError(e.to_string()))?);
        prepared.commit()?;
        opened.reader.reload()?;
        *self.standing() = position;
        Ok(())
    }

    /// A busy folder and a full disk pass; everything else is damage.
    fn judged<T>(&self, writing: &mut Writing, trouble: TantivyError) -> Result<T, SearchTrouble> {
        let folder = self.0.folder.clone();
        match trouble {
            TantivyError::LockFailure(..) => Err(SearchTrouble::InUse(folder)),
            TantivyError::IoError(reason) => Err(SearchTrouble::Unwritable { folder, reason: reason.to_string() }),
            TantivyError::OpenWriteError(reason) => Err(SearchTrouble::Unwritable { folder, reason: reason.to_string() }),
            damage => self.begin_anew(writing, damage.to_string()),
        }
    }

    fn begin_anew<T>(&self, writing: &mut Writing, reason: String) -> Result<T, SearchTrouble> {
        tracing::warn!(reason, "the search index is damaged and begins anew");
        self.empty(writing)?;
        Err(SearchTrouble::Rebuilding { folder: self.0.folder.clone(), reason })
    }

    fn empty(&self, writing: &mut Writing) -> Result<(), SearchTrouble> {
        *writing = None;
        *self.standing() = Position::default();
        let mut opened = self.0.opened.write().unwrap_or_else(PoisonError::into_inner);
        *opened = folder::create(&self.0.folder, &self.0.fields)?;
        Ok(())
    }
}

fn writer_of(opened: &Opened) -> tantivy::Result<IndexWriter> {
    let options = IndexWriterOptions::builder()
        .num_worker_threads(1)
        .num_merge_threads(1)
        .memory_budget_per_thread(ARENA_BYTES)
        .build();
    let writer: IndexWriter = opened.index.writer_with_options(options)?;
    let mut merging = LogMergePolicy::default();
    merging.set_min_num_segments(TOGETHER);
    merging.set_min_layer_size(LEAST);
    merging.set_level_log_size(LOG_OF_STEP);
    writer.set_merge_policy(Box::new(merging));
    Ok(writer)
}

fn position_of(opened: &Opened) -> Result<Position, String> {
    let payload = opened.index.load_metas().map_err(|e| e.to_string())?.payload;
    payload.map_or(Ok(Position::default()), |payload| serde_json::from_str(&payload).map_err(|e| e.to_string()))
}
