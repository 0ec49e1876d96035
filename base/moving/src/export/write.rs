//! Writing a desk out.

use super::json::{self, Elsewhere};
use super::layout::{FORMAT, KEY, Listed, MANIFEST, Manifest, PAGE, UNFINISHED, file_of, sha256};
use super::{Filed, Meanings, page};
use crate::{Origin, Saying, files};
use db::whole::Table;
use db::{Trouble, Value};
use kit::hex;
use sha2::{Digest as _, Sha256};
use std::io::{BufWriter, Write as _};
use std::path::Path;

/// What an export came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exported {
    pub tables: usize,
    pub rows: u64,
    pub files: u64,
}

/// Whose data it is.
#[derive(Debug, Clone, Copy)]
pub enum Whose<'a> {
    /// The desk's, to be taken in again with this key.
    Desk { key: &'a [u8] },
    /// One person's, to be handed to them: no key goes along, and the page opens otherwise.
    Person { opening: &'a str },
}

impl Whose<'_> {
    const fn key(&self) -> &[u8] {
        match self {
            Self::Desk { key } => key,
            Self::Person { .. } => &[],
        }
    }
}

/// Writes everything into `folder`, which must be empty, or hold an export that was not finished. The manifest comes last.
pub fn write(
    origin: &mut dyn Origin,
    whose: Whose<'_>,
    folder: &Path,
    (filed, meanings): (&[Filed], &Meanings<'_>),
    say: &mut Saying<'_>,
) -> Result<Exported, Trouble> {
    begin(folder, filed)?;
    let tables = origin.tables();
    let mut exported = Exported { tables: tables.len(), ..Exported::default() };
    let mut manifest = Manifest {
        format: FORMAT,
        steps: origin.steps()?,
        numbers: Vec::new(),
        key_sha256: sha256(whose.key()),
        tables: Vec::new(),
    };
    for table in tables {
        let mut writer = Writer::open(folder, &table, filed)?;
        origin.rows(&table, &mut |row| {
            writer.add(&row)?;
            if writer.rows.is_multiple_of(5_000) {
                say(&table.name, writer.rows, false);
            }
            Ok(())
        })?;
        exported.files += writer.files;
        let listed = writer.finish()?;
        say(&table.name, listed.rows, true);
        exported.rows += listed.rows;
        manifest.tables.push(listed);
    }
    manifest.numbers = origin.last_numbers()?;
    if let Whose::Desk { key } = whose {
        files::put(&folder.join(KEY), key)?;
    }
    let tables: Vec<&Table> = manifest.tables.iter().map(|listed| &listed.table).collect();
    files::put(&folder.join(PAGE), page::written(&tables, filed, meanings, whose).as_bytes())?;
    files::settle(folder)?;
    let text = serde_json::to_string_pretty(&manifest).map_err(|e| Trouble::Shape(e.to_string()))?;
    files::put(&folder.join(MANIFEST), format!("{text}\n").as_bytes())?;
    std::fs::remove_file(folder.join(UNFINISHED)).map_err(|e| files::trouble(folder, &e))?;
    Ok(exported)
}

/// Takes an empty folder, or clears one where an export stopped half-way.
fn begin(folder: &Path, filed: &[Filed]) -> Result<(), Trouble> {
    files::make_folder(folder)?;
    let mark = folder.join(UNFINISHED);
    let failed = |e: std::io::Error| files::trouble(folder, &e);
    if mark.exists() {
        let ours = ["data"].into_iter().chain(filed.iter().map(|filed| filed.folder));
        for name in ours {
            match std::fs::remove_dir_all(folder.join(name)) {
                Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(failed(e)),
                _ => {}
            }
        }
    } else if std::fs::read_dir(folder).map_err(failed)?.next().is_some() {
        return Err(Trouble::Opening(format!(
            "{} is not empty. Name an empty folder, or one that is not there yet.",
            folder.display()
        )));
    }
    files::put(&mark, b"This export is not finished. Run `frontline export` again with this folder; it begins anew.\n")?;
    files::make_folder(&folder.join("data"))
}

struct Writer<'a> {
    folder: &'a Path,
    table: &'a Table,
    filed: Vec<Option<&'a Filed>>,
    out: BufWriter<std::fs::File>,
    hash: Sha256,
    line: Vec<u8>,
    rows: u64,
    files: u64,
}

impl<'a> Writer<'a> {
    fn open(folder: &'a Path, table: &'a Table, filed: &'a [Filed]) -> Result<Self, Trouble> {
        Ok(Self {
            folder,
            table,
            filed: (0..table.columns.len()).map(|place| Filed::of(filed, table, place)).collect(),
            out: BufWriter::with_capacity(1 << 18, files::create(&folder.join(file_of(table)))?),
            hash: Sha256::new(),
            line: Vec::new(),
            rows: 0,
            files: 0,
        })
    }

    fn add(&mut self, row: &[Value]) -> Result<(), Trouble> {
        let mut elsewhere = Vec::with_capacity(row.len());
        for (value, filed) in row.iter().zip(&self.filed) {
            elsewhere.push(match (value, filed) {
                (Value::Bytes(bytes), Some(filed)) => Some(put_aside(self.folder, filed, self.table, row, bytes)?),
                _ => None,
            });
        }
        self.files += elsewhere.iter().flatten().count() as u64;
        self.line.clear();
        json::line(self.table, row, &elsewhere, &mut self.line)?;
        self.hash.update(&self.line);
        self.rows += 1;
        self.out
            .write_all(&self.line)
            .map_err(|e| files::trouble(&self.folder.join(file_of(self.table)), &e))
    }

    fn finish(mut self) -> Result<Listed, Trouble> {
        let file = file_of(self.table);
        self.out.flush().map_err(|e| files::trouble(&self.folder.join(&file), &e))?;
        Ok(Listed {
            file,
            rows: self.rows,
            sha256: hex(&self.hash.finalize()),
            table: self.table.clone(),
        })
    }
}

fn put_aside(folder: &Path, filed: &Filed, table: &Table, row: &[Value], bytes: &[u8]) -> Result<Elsewhere, Trouble> {
    let hash = sha256(bytes);
    let file = filed.path(row, table, &hash);
    let path = folder.join(&file);
    if let Some(above) = path.parent() {
        files::make_folder(above)?;
    }
    let mut out = files::create(&path)?;
    out.write_all(bytes).map_err(|e| files::trouble(&path, &e))?;
    Ok(Elsewhere { file, size: bytes.len() as u64, sha256: hash })
}
