//! A file of our own where an export lies in order for as long as it is read: rows of dumps as tables, JSON as documents.
//!
//! Memory stays bounded however large the export is. The file has no name from the moment it is open; losing it costs nothing, so nothing
//! in it is synced.

use crate::telling::NoExport;
use crate::times;
use kit::Moment;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, params_from_iter};
use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

pub(crate) struct Staging {
    pub db: Connection,
    zone: String,
}

impl Staging {
    /// Everything customers wrote lies in it, uncovered: only we may read it, and its name goes while it is open, so that nothing is left
    /// however reading ends.
    pub fn at(path: &Path, zone: &str) -> Result<Self, NoExport> {
        let trouble = |e: std::io::Error| NoExport::Staging(format!("{}: {e}", path.display()));
        match std::fs::remove_file(path) {
            Err(e) if e.kind() != ErrorKind::NotFound => return Err(trouble(e)),
            _ => {}
        }
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(trouble)?;
        let opened = held(path);
        std::fs::remove_file(path).map_err(trouble)?;
        Ok(Self { db: opened?, zone: zone.to_owned() })
    }

    /// Runs `fill` in one transaction.
    pub fn filled<T>(&self, fill: impl FnOnce() -> Result<T, NoExport>) -> Result<T, NoExport> {
        self.db.execute_batch("BEGIN")?;
        let filled = fill()?;
        self.db.execute_batch("COMMIT")?;
        Ok(filled)
    }

    /// Hands every row of an answer to `take`, one at a time.
    pub fn each(&self, question: &str, given: &[&str], mut take: impl FnMut(&Row<'_>) -> Result<(), NoExport>) -> Result<(), NoExport> {
        let mut statement = self.db.prepare_cached(question)?;
        let mut rows = statement.query(params_from_iter(given))?;
        while let Some(row) = rows.next()? {
            take(&Row { row, zone: &self.zone })?;
        }
        Ok(())
    }

    /// Everything an answer makes, for answers that are small.
    pub fn all<T>(&self, question: &str, given: &[&str], mut make: impl FnMut(&Row<'_>) -> T) -> Result<Vec<T>, NoExport> {
        let mut made = Vec::new();
        self.each(question, given, |row| {
            made.push(make(row));
            Ok(())
        })?;
        Ok(made)
    }

    /// The one number an answer is.
    pub fn count(&self, question: &str, given: &[&str]) -> Result<u64, NoExport> {
        Ok(self.all(question, given, |row| row.text("n").parse().unwrap_or(0))?.first().copied().unwrap_or(0))
    }
}

/// The file, open and locked for good: nothing looks for it by its name again.
fn held(path: &Path) -> Result<Connection, NoExport> {
    let db = Connection::open(path)?;
    db.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -32000;
         BEGIN EXCLUSIVE; COMMIT;",
    )?;
    db.set_prepared_statement_cache_capacity(200);
    Ok(db)
}

/// A row, read by the names of its columns. What is missing is empty.
pub(crate) struct Row<'a> {
    row: &'a rusqlite::Row<'a>,
    zone: &'a str,
}

impl Row<'_> {
    pub fn text(&self, column: &str) -> String {
        match self.row.get_ref(column) {
            // What is no UTF-8 is in whatever charset it looks like.
            Ok(ValueRef::Text(bytes) | ValueRef::Blob(bytes)) => match std::str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                Err(_) => mail::decoded(bytes, None),
            },
            Ok(ValueRef::Integer(number)) => number.to_string(),
            Ok(ValueRef::Real(number)) => number.to_string(),
            Ok(ValueRef::Null) | Err(_) => String::new(),
        }
    }

    /// None where there is nothing.
    pub fn some(&self, column: &str) -> Option<String> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    /// The id of something else; database desks write 0 for nothing.
    pub fn id(&self, column: &str) -> Option<String> {
        self.some(column).filter(|id| id != "0")
    }

    pub fn is(&self, column: &str) -> bool {
        matches!(self.text(column).as_str(), "t" | "true" | "TRUE" | "1" | "\u{1}")
    }

    pub fn moment(&self, column: &str) -> Option<Moment> {
        times::moment(&self.text(column), self.zone)
    }

    /// Bytes as they are, or as PostgreSQL writes them: `\x4142`.
    pub fn bytes(&self, column: &str) -> Option<Vec<u8>> {
        let bytes = match self.row.get_ref(column) {
            Ok(ValueRef::Text(bytes) | ValueRef::Blob(bytes)) => bytes,
            _ => return None,
        };
        match bytes.strip_prefix(b"\\x") {
            Some(digits) => crate::dump::of_hex(digits).or_else(|| Some(bytes.to_vec())),
            None => Some(bytes.to_vec()),
        }
    }
}
