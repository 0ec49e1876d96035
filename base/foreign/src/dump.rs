//! Database dumps as text: `pg_dump` with its COPY blocks, `mysqldump` with its INSERT statements, read as a stream of rows.
//!
//! [`stage`] keeps the tables and columns a product wants and passes over everything else. A dump that breaks off tells where; what
//! was read until then is taken.

mod copy;
mod insert;
mod scan;

use crate::Export;
use crate::staging::Staging;
use crate::telling::{NoExport, Telling};
pub(crate) use insert::of_hex;
use rusqlite::types::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

/// A value of a row: its bytes, or NULL.
type Cell = Option<Vec<u8>>;

/// A table a product wants, with what is asked of it.
pub(crate) struct Want {
    pub table: &'static str,
    pub columns: &'static [&'static str],
    /// Columns it is looked up by.
    pub by: &'static [&'static str],
}

/// Whoever takes rows.
trait Taking {
    fn wants(&self, table: &str) -> bool;
    /// It is in the dump, whether it has rows or not.
    fn described(&mut self, table: &str);
    /// Takes a row; `columns` name its cells.
    fn row(&mut self, table: &str, columns: &[String], cells: Vec<Cell>) -> Result<(), Broken>;
}

/// Why reading ended before the end.
#[derive(Debug, thiserror::Error)]
enum Broken {
    #[error("{0}")]
    Read(#[from] std::io::Error),
    #[error("it ends in the middle of a row")]
    Short,
    #[error("it does not say at its end that it is complete: it was probably cut off")]
    Unfinished,
    #[error("a value is larger than {} MiB", scan::LARGEST / 1024 / 1024)]
    TooLarge,
    #[error(transparent)]
    Staging(#[from] NoExport),
}

/// Reads the dump at the export's path into staging; tables of it that are not there stay empty. Those without which it is no whole
/// desk, `needs`, are named where they are missing.
pub(crate) fn stage(
    export: &Export,
    wants: &'static [Want],
    needs: &[&str],
    what: &'static str,
    staging: &Staging,
    telling: &mut Telling<'_>,
) -> Result<(), NoExport> {
    let mut loading = Loading::of(staging, wants, &export.prefix)?;
    let mut faults = Vec::new();
    staging.filled(|| {
        for path in files(&export.path)? {
            match scan::read(opened(&path)?, &mut loading) {
                Ok(()) => {}
                Err(Broken::Staging(trouble)) => return Err(trouble),
                Err(broken) => faults.push((path.display().to_string(), broken.to_string())),
            }
        }
        loading.index()
    })?;
    if loading.seen.is_empty() {
        return Err(NoExport::Nothing { path: export.path.display().to_string(), what });
    }
    for (place, why) in faults {
        telling.fault(place, format!("{why}; what came before is taken. Make the dump again."))?;
    }
    for table in needs.iter().filter(|table| !loading.described.contains(**table)) {
        let why = "the table is not in the dump. Make the dump again, of the whole database.";
        telling.fault(format!("{}{table}", export.prefix), why)?;
    }
    for table in loading.uneven {
        telling.fault(table, "a row has fewer values than columns; it is left out".to_owned())?;
    }
    Ok(())
}

/// The dump as text; one that was packed, or written for `pg_restore`, is refused with what to do.
fn opened(path: &Path) -> Result<BufReader<File>, NoExport> {
    let file = File::open(path).map_err(|e| NoExport::unreadable(path, e))?;
    let mut input = BufReader::with_capacity(1 << 18, file);
    let start = input.fill_buf().map_err(|e| NoExport::unreadable(path, e))?;
    let instead = match start {
        [0x1F, 0x8B, ..] => "is packed. Unpack it first, for instance with gunzip",
        [b'P', b'K', 3, 4, ..] => "is packed. Unpack it first, for instance with unzip",
        [b'B', b'Z', b'h', ..] | [0x28, 0xB5, 0x2F, 0xFD, ..] | [0xFD, b'7', b'z', b'X', ..] => "is packed. Unpack it first",
        [b'P', b'G', b'D', b'M', b'P', ..] => "is in the custom format of pg_dump. Make it plain with pg_restore -f chatwoot.sql FILE",
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "is in UTF-16. Write it in UTF-8, for instance with iconv",
        _ => return Ok(input),
    };
    Err(NoExport::Otherwise { path: path.display().to_string(), instead })
}

fn files(path: &Path) -> Result<Vec<PathBuf>, NoExport> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = std::fs::read_dir(path).map_err(|e| NoExport::unreadable(path, e))?;
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    found.retain(|path| {
        let name = path.to_string_lossy().to_lowercase();
        [".sql", ".sql.gz", ".sql.bz2", ".sql.zst", ".sql.xz", ".dump"]
            .iter()
            .any(|ending| name.ends_with(ending))
    });
    // One that was unpacked here already is read.
    let unpacked: BTreeSet<PathBuf> = found.iter().cloned().collect();
    found.retain(|path| path.extension().is_some_and(|ending| ending == "sql") || !unpacked.contains(&path.with_extension("")));
    found.sort();
    Ok(found)
}

/// A statement that keeps a row, and which of its cells go in.
type Way = (String, Vec<usize>);

/// Rows on their way into staging.
struct Loading<'a> {
    staging: &'a Staging,
    wants: &'static [Want],
    prefix: &'a str,
    /// The statement that keeps a row of a table, and which of its cells go in.
    ways: HashMap<(String, Vec<String>), Way>,
    seen: BTreeSet<&'static str>,
    described: BTreeSet<&'static str>,
    uneven: BTreeSet<String>,
}

impl<'a> Loading<'a> {
    fn of(staging: &'a Staging, wants: &'static [Want], prefix: &'a str) -> Result<Self, NoExport> {
        for want in wants {
            let columns: Vec<String> = want.columns.iter().map(|column| format!("\"{column}\"")).collect();
            staging.db.execute_batch(&format!("CREATE TABLE \"{}\" ({})", want.table, columns.join(", ")))?;
        }
        Ok(Self {
            staging,
            wants,
            prefix,
            ways: HashMap::new(),
            seen: BTreeSet::new(),
            described: BTreeSet::new(),
            uneven: BTreeSet::new(),
        })
    }

    fn want(&self, table: &str) -> Option<&'static Want> {
        let name = table.strip_prefix(self.prefix)?;
        self.wants.iter().find(|want| want.table == name)
    }

    fn index(&self) -> Result<(), NoExport> {
        for want in self.wants {
            for column in want.by {
                self.staging
                    .db
                    .execute_batch(&format!("CREATE INDEX \"{0}_by_{1}\" ON \"{0}\" (\"{1}\")", want.table, column))?;
            }
        }
        Ok(())
    }

    fn way(want: &Want, columns: &[String]) -> Way {
        let known: BTreeMap<&str, usize> = columns.iter().enumerate().map(|(at, column)| (column.as_str(), at)).collect();
        let taken: Vec<(&str, usize)> = want.columns.iter().filter_map(|column| known.get(column).map(|at| (*column, *at))).collect();
        let names: Vec<String> = taken.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let marks: Vec<String> = (1..=taken.len()).map(|at| format!("?{at}")).collect();
        let statement = format!("INSERT INTO \"{}\" ({}) VALUES ({})", want.table, names.join(", "), marks.join(", "));
        (statement, taken.into_iter().map(|(_, at)| at).collect())
    }
}

impl Taking for Loading<'_> {
    fn wants(&self, table: &str) -> bool {
        self.want(table).is_some()
    }

    fn described(&mut self, table: &str) {
        self.described.extend(self.want(table).map(|want| want.table));
    }

    fn row(&mut self, table: &str, columns: &[String], cells: Vec<Cell>) -> Result<(), Broken> {
        let Some(want) = self.want(table) else { return Ok(()) };
        self.seen.insert(want.table);
        self.described.insert(want.table);
        if cells.len() < columns.len() || columns.is_empty() {
            self.uneven.insert(table.to_owned());
            return Ok(());
        }
        let key = (table.to_owned(), columns.to_vec());
        let (statement, taken) = self.ways.entry(key).or_insert_with(|| Self::way(want, columns));
        if taken.is_empty() {
            return Ok(());
        }
        let kept = taken.iter().map(|at| value(cells.get(*at).cloned().flatten()));
        let mut keep = self.staging.db.prepare_cached(statement).map_err(NoExport::from)?;
        keep.execute(rusqlite::params_from_iter(kept)).map_err(NoExport::from)?;
        Ok(())
    }
}

/// Text where it is text; anything else stays bytes until somebody asks what it is.
fn value(cell: Cell) -> Value {
    match cell.map(String::from_utf8) {
        None => Value::Null,
        Some(Ok(text)) => Value::Text(text),
        Some(Err(bytes)) => Value::Blob(bytes.into_bytes()),
    }
}

#[cfg(test)]
mod tests;
