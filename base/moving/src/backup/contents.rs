//! One backup: the list of its pieces, and the desk they make up.

use crate::backup::{Seal, Store, pieces};
use crate::origin::Origin;
use db::Trouble;
use db::whole::{LastNumber, Reader, Sink, Step, Table};
use kit::Moment;
use serde::{Deserialize, Serialize};

pub(super) const MISSING: &str = "is missing";
pub(super) const DAMAGED: &str = "was cut short or changed";

/// What a backup says of itself; sealed like the pieces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    pub format: u32,
    pub made_at: Moment,
    /// The version of Frontline that made it.
    pub version: String,
    pub steps: Vec<Step>,
    pub numbers: Vec<LastNumber>,
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
    pub(super) fn piece(&self, name: &str) -> Result<Piece, Trouble> {
        let Some(sealed) = self.store.get(&pieces::path(name))? else {
            return Ok(Piece::Missing);
        };
        let opened = self.seal.open(&pieces::label(name), &sealed).filter(|bytes| self.seal.name(bytes) == name);
        Ok(opened.map_or(Piece::Damaged, Piece::Whole))
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
        let pieces = self.part(table).map(|part| part.pieces.clone()).unwrap_or_default();
        let instead = "Restore another backup (`frontline backup list`), or bring the file back from a copy of the place";
        for name in pieces {
            match self.piece(&name)? {
                Piece::Whole(bytes) => rows_in(&bytes, table, sink)?,
                Piece::Missing => return Err(self.lacks(table, &name, MISSING, instead)),
                Piece::Damaged => return Err(self.lacks(table, &name, DAMAGED, instead)),
            }
        }
        Ok(())
    }

    fn last_numbers(&mut self) -> Result<Vec<LastNumber>, Trouble> {
        Ok(self.contents.numbers.clone())
    }

    fn expected(&self, table: &Table) -> Option<(u64, String)> {
        self.part(table).map(|part| (part.rows, part.sha256.clone()))
    }
}
