//! One backup: the list of its pieces, and the desk they make up.

use crate::backup::{Seal, Store, files, pieces};
use crate::origin::Origin;
use db::Trouble;
use db::whole::{Fingerprint, LastNumber, Reader, Sink, Step, Table};
use kit::Moment;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// How many pieces are on their way while one is looked at.
const AHEAD: usize = 4;

pub(super) const MISSING: &str = "is missing";
pub(super) const DAMAGED: &str = "was cut short or changed";
pub(super) const INSTEAD: &str = "Restore another backup (`frontline backup list`), or bring the file back from a copy of the place";

/// Without files beside rows, as every version knows it.
const PLAIN: u32 = 1;
/// With some: versions that know nothing of them must not think that nobody needs them.
const WITH_FILES: u32 = 2;
const PARTS: &str = "parts";
const PARTS_AND_FILES: &str = "parts_and_files";

/// What a backup says of itself; sealed like the pieces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    pub format: u32,
    pub made_at: Moment,
    /// The version of Frontline that made it.
    pub version: String,
    pub steps: Vec<Step>,
    pub numbers: Vec<LastNumber>,
    #[serde(alias = "parts_and_files")]
    pub parts: Vec<Part>,
    /// The key of the desk, which signs reply addresses and sessions.
    pub desk_key: Vec<u8>,
}

/// One table in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub table: Table,
    pub rows: u64,
    pub sha256: String,
    /// The names of its pieces, in order.
    pub pieces: Vec<String>,
    /// The names of the pieces that hold the bytes of single rows, which lay outside the database; in the order of the rows that name them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
}

pub(super) fn format_of(parts: &[Part]) -> u32 {
    if parts.iter().any(|part| !part.files.is_empty()) { WITH_FILES } else { PLAIN }
}

impl Contents {
    /// As it is kept. A version that does not know of files cannot read one that has some, so it lets none of them go.
    pub(super) fn written(&self) -> Result<Vec<u8>, Trouble> {
        let shape = |e: serde_json::Error| Trouble::Shape(e.to_string());
        if self.format == PLAIN {
            return serde_json::to_vec(self).map_err(shape);
        }
        let mut value = serde_json::to_value(self).map_err(shape)?;
        if let Some(object) = value.as_object_mut()
            && let Some(parts) = object.remove(PARTS)
        {
            object.insert(PARTS_AND_FILES.into(), parts);
        }
        serde_json::to_vec(&value).map_err(shape)
    }

    /// Whether this version knows all that may be in it.
    pub(super) const fn is_known(&self) -> bool {
        self.format <= WITH_FILES
    }
}

/// A backup that was opened: an [`Origin`] a desk can be restored from.
pub struct Backup<'a> {
    pub name: String,
    pub contents: Contents,
    pub(super) store: &'a dyn Store,
    pub(super) seal: &'a Seal,
}

impl Backup<'_> {
    /// How many rows it holds.
    pub fn rows(&self) -> u64 {
        self.contents.parts.iter().map(|part| part.rows).sum()
    }

    fn part(&self, table: &Table) -> Option<&Part> {
        self.contents.parts.iter().find(|part| part.table.name == table.name)
    }

    /// One piece, opened.
    fn piece(&self, name: &str, is_named: IsNamed) -> Result<Piece, Trouble> {
        let Some(sealed) = self.store.get(&pieces::path(name))? else {
            return Ok(Piece::Missing);
        };
        let opened = self.seal.open(&pieces::label(name), &sealed).filter(|bytes| is_named(self.seal, bytes) == name);
        Ok(opened.map_or(Piece::Damaged, Piece::Whole))
    }

    /// Hands out the pieces of these names in their order; the next ones are fetched and opened meanwhile.
    pub(super) fn each_piece(&self, names: &[String], take: &mut Take<'_>) -> Result<(), Trouble> {
        self.each(names, by_contents, take)
    }

    /// The same for pieces that hold the bytes of one row each.
    pub(super) fn each_file(&self, names: &[String], take: &mut Take<'_>) -> Result<(), Trouble> {
        self.each(names, files::named_by, take)
    }

    /// One of these.
    pub(super) fn file(&self, name: &str) -> Result<Piece, Trouble> {
        self.piece(name, files::named_by)
    }

    fn each(&self, names: &[String], is_named: IsNamed, take: &mut Take<'_>) -> Result<(), Trouble> {
        std::thread::scope(|scope| {
            let (mut coming, mut ahead) = (names.iter(), VecDeque::new());
            loop {
                while ahead.len() < AHEAD
                    && let Some(name) = coming.next()
                {
                    ahead.push_back((name, scope.spawn(move || self.piece(name, is_named))));
                }
                let Some((name, arriving)) = ahead.pop_front() else { return Ok(()) };
                let arrived = arriving.join();
                take(name, arrived.map_err(|_| Trouble::Panicked("a piece could not be read; see above".into()))??)?;
            }
        })
    }

    /// What to say of a piece of this table that is not whole.
    pub(super) fn lacks(&self, table: &Table, name: &str, what: &str, remedy: &str) -> Trouble {
        Trouble::Opening(format!(
            "{}/{} {what}: backup {} needs it for the table {}. {remedy}.",
            self.store.place(),
            pieces::path(name),
            self.name,
            table.name
        ))
    }
}

/// What a piece with these contents is called.
type IsNamed = fn(&Seal, &[u8]) -> String;

fn by_contents(seal: &Seal, bytes: &[u8]) -> String {
    seal.name(bytes)
}

/// Whoever looks at pieces, each with its name.
type Take<'a> = dyn FnMut(&str, Piece) -> Result<(), Trouble> + 'a;

/// What was found under the name of a piece.
pub(super) enum Piece {
    Whole(Vec<u8>),
    Missing,
    Damaged,
}

/// The rows in an opened piece.
pub(super) fn rows_in(bytes: &[u8], table: &Table, sink: &mut Sink<'_>) -> Result<(), Trouble> {
    let mut reader = Reader::new(bytes, table.columns.len());
    while let Some(row) = reader.row()? {
        sink(row)?;
    }
    Ok(())
}

impl Origin for Backup<'_> {
    fn steps(&mut self) -> Result<Vec<Step>, Trouble> {
        Ok(self.contents.steps.clone())
    }

    fn tables(&self) -> Vec<Table> {
        self.contents.parts.iter().map(|part| part.table.clone()).collect()
    }

    fn rows(&mut self, table: &Table, sink: &mut Sink<'_>) -> Result<(), Trouble> {
        let Some(part) = self.part(table).cloned() else { return Ok(()) };
        let files = files::Back::of(self, &part);
        let mut print = Fingerprint::default();
        self.each_piece(&part.pieces, &mut |name, piece| match piece {
            Piece::Whole(bytes) => rows_in(&bytes, table, &mut |row| {
                print.add(&row);
                sink(files.row(row)?)
            }),
            Piece::Missing => Err(self.lacks(table, name, MISSING, INSTEAD)),
            Piece::Damaged => Err(self.lacks(table, name, DAMAGED, INSTEAD)),
        })?;
        // Rows whose files are brought in come to another hash than those that were written down.
        if part.files.is_empty() || print.finish() == (part.rows, part.sha256) {
            return Ok(());
        }
        Err(Trouble::Opening(format!(
            "the rows of {} are not those that were written down: pieces are missing, changed or mixed up. Nothing was kept.",
            table.name
        )))
    }

    fn last_numbers(&mut self) -> Result<Vec<LastNumber>, Trouble> {
        Ok(self.contents.numbers.clone())
    }

    fn expected(&self, table: &Table) -> Option<(u64, String)> {
        let part = self.part(table).filter(|part| part.files.is_empty())?;
        Some((part.rows, part.sha256.clone()))
    }
}
