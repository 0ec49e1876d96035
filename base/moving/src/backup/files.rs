//! Bytes that lie outside the database, in a backup: each a piece of its own, named by the hash beside the row. So a backup that has them
//! already does not fetch them again, wherever they lie by now; and a restored row has its bytes in it, wherever they lay.

use crate::backup::contents::{DAMAGED, INSTEAD, MISSING, Part, Piece};
use crate::backup::pieces::Cutter;
use crate::backup::{Backup, Seal};
use crate::origin::Places;
use db::elsewhere::{Elsewhere, Outlying, Reach};
use db::whole::Table;
use db::{Trouble, Value};
use std::sync::Arc;

/// What the piece with the bytes of this hash is called.
pub(super) fn name(seal: &Seal, sha256: &str) -> String {
    seal.name(format!("the bytes with the hash {sha256}").as_bytes())
}

/// What a piece with these bytes is called.
pub(super) fn named_by(seal: &Seal, bytes: &[u8]) -> String {
    name(seal, &kit::sha256_hex(bytes))
}

/// The rows of one table whose bytes lie elsewhere, on their way into a backup.
pub(super) struct Files {
    elsewhere: Arc<dyn Elsewhere>,
    outlying: Outlying,
    hash: usize,
    pub names: Vec<String>,
}

impl Files {
    /// Of a table that may have such rows, where somebody brings their bytes.
    pub fn of(table: &Table, proof: Option<Places>, reach: &Reach) -> Option<Self> {
        let Reach::Fetches(elsewhere) = reach else { return None };
        Some(Self {
            elsewhere: elsewhere.clone(),
            outlying: Outlying::of(table)?,
            hash: proof?.hash,
            names: Vec::new(),
        })
    }

    /// Keeps the bytes of this row beside it, if they lie elsewhere and are not kept yet. Where they are lost the row comes with none, and
    /// its hash tells.
    pub fn keep(&mut self, row: &mut [Value], cutter: &mut Cutter<'_>) -> Result<(), Trouble> {
        let Some(lies) = self.outlying.lies(row) else { return Ok(()) };
        let Some(Value::Text(sha256)) = row.get(self.hash) else { return Ok(()) };
        let name = cutter.name_of_file(sha256);
        if !cutter.has(&name) {
            let fetched = lies.fetched_from(&*self.elsewhere)?;
            let Some(bytes) = fetched.filter(|bytes| kit::sha256_hex(bytes) == *sha256) else {
                self.outlying.bring_in(row, Vec::new(), None);
                return Ok(());
            };
            cutter.keep(&name, &bytes)?;
        }
        self.outlying.bring_in(row, Vec::new(), Some(name.clone()));
        self.names.push(name);
        Ok(())
    }
}

/// The same on their way back.
pub(super) struct Back<'a> {
    backup: &'a Backup<'a>,
    table: &'a Table,
    outlying: Option<Outlying>,
}

impl<'a> Back<'a> {
    pub fn of(backup: &'a Backup<'a>, part: &'a Part) -> Self {
        let outlying = Outlying::of(&part.table).filter(|_| !part.files.is_empty());
        Self { backup, table: &part.table, outlying }
    }

    /// The row with its bytes.
    pub fn row(&self, mut row: Vec<Value>) -> Result<Vec<Value>, Trouble> {
        let Some(outlying) = self.outlying else { return Ok(row) };
        let Some(name) = outlying.kept_as(&row).map(str::to_owned) else { return Ok(row) };
        match self.backup.file(&name)? {
            Piece::Whole(bytes) => outlying.bring_in(&mut row, bytes, None),
            Piece::Missing => return Err(self.backup.lacks(self.table, &name, MISSING, INSTEAD)),
            Piece::Damaged => return Err(self.backup.lacks(self.table, &name, DAMAGED, INSTEAD)),
        }
        Ok(row)
    }
}
