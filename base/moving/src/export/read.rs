//! An export read back. Nothing in it is believed: names stay inside the folder, every file is held against its hash.

use super::json::{self, Elsewhere};
use super::layout::{FORMAT, KEY, Listed, MANIFEST, Manifest, UNFINISHED, sha256};
use crate::{Origin, files};
use db::Trouble;
use db::whole::{LastNumber, Sink, Step, Table};
use kit::hex;
use sha2::{Digest as _, Sha256};
use std::io::{BufRead as _, BufReader};
use std::path::{Component, Path, PathBuf};

/// A finished export.
pub struct Folder {
    path: PathBuf,
    manifest: Manifest,
    /// The key of the desk.
    pub key: Vec<u8>,
}

impl Folder {
    pub fn open(path: &Path) -> Result<Self, Trouble> {
        let again = "Export again, or put the file back from a copy";
        if path.join(UNFINISHED).exists() {
            return Err(Trouble::Opening(format!(
                "the export in {} was not finished. Run `frontline export` again at its source.",
                path.display()
            )));
        }
        let file = path.join(MANIFEST);
        let text = std::fs::read(&file).map_err(|e| files::trouble(&file, &e))?;
        let manifest: Manifest = serde_json::from_slice(&text)
            .map_err(|e| Trouble::Opening(format!("{} is not the manifest of an export: {e}. {again}.", file.display())))?;
        if manifest.format != FORMAT {
            return Err(Trouble::Opening(format!("{} was made by a newer Frontline. Use that version.", path.display())));
        }
        let file = path.join(KEY);
        let key = std::fs::read(&file).map_err(|e| files::trouble(&file, &e))?;
        if sha256(&key) != manifest.key_sha256 {
            return Err(Trouble::Opening(format!("{} is not the key that was exported. {again}.", file.display())));
        }
        Ok(Self { path: path.to_owned(), manifest, key })
    }

    fn listed(&self, table: &Table) -> Result<&Listed, Trouble> {
        let found = self.manifest.tables.iter().find(|listed| listed.table.name == table.name);
        found.ok_or_else(|| Trouble::Opening(format!("the manifest names no table {}. Export again.", table.name)))
    }
}

impl Origin for Folder {
    fn steps(&mut self) -> Result<Vec<Step>, Trouble> {
        Ok(self.manifest.steps.clone())
    }

    fn tables(&self) -> Vec<Table> {
        self.manifest.tables.iter().map(|listed| listed.table.clone()).collect()
    }

    fn rows(&mut self, table: &Table, sink: &mut Sink<'_>) -> Result<(), Trouble> {
        let listed = self.listed(table)?;
        let path = inside(&self.path, &listed.file)?;
        let mut reader = BufReader::with_capacity(1 << 18, std::fs::File::open(&path).map_err(|e| files::trouble(&path, &e))?);
        let (mut line, mut hash, mut count) = (String::new(), Sha256::new(), 0);
        while reader.read_line(&mut line).map_err(|e| files::trouble(&path, &e))? > 0 {
            hash.update(line.as_bytes());
            count += 1;
            let row = json::row(table, line.trim_end_matches('\n'), &mut |elsewhere| fetch(&self.path, elsewhere))
                .map_err(|e| Trouble::Opening(format!("{}, line {count}: {e}", path.display())))?;
            sink(row)?;
            line.clear();
        }
        if count == listed.rows && hex(&hash.finalize()) == listed.sha256 {
            Ok(())
        } else {
            Err(Trouble::Opening(format!(
                "{} is not the file that was exported: it has {count} lines of {}, and others than they were. Export again, or put it back from a copy.",
                path.display(),
                listed.rows
            )))
        }
    }

    fn last_numbers(&mut self) -> Result<Vec<LastNumber>, Trouble> {
        Ok(self.manifest.numbers.clone())
    }
}

fn fetch(folder: &Path, elsewhere: Elsewhere) -> Result<Vec<u8>, Trouble> {
    let path = inside(folder, &elsewhere.file)?;
    let bytes = std::fs::read(&path).map_err(|e| files::trouble(&path, &e))?;
    if sha256(&bytes) == elsewhere.sha256 {
        Ok(bytes)
    } else {
        Err(Trouble::Opening(format!(
            "{} is not the file that was exported ({} bytes where {} were). Put it back from a copy, or export again.",
            path.display(),
            bytes.len(),
            elsewhere.size
        )))
    }
}

/// A path of the export, which never leads out of its folder.
fn inside(folder: &Path, name: &str) -> Result<PathBuf, Trouble> {
    let plain = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    if plain && !name.is_empty() {
        Ok(folder.join(name))
    } else {
        Err(Trouble::Opening(format!("“{name}” leads out of the export. It was tampered with: do not import it.")))
    }
}
