//! Exports that are JSON (or XML read as such): one document a line, lists, or pages of an API, in files of any size.
//!
//! Each document goes to staging by kind and id. What comes twice is there once, as the later file has it: exports made one after
//! another may lie in one folder.

use crate::Export;
use crate::fields::Fields as _;
use crate::staging::Staging;
use crate::telling::{NoExport, Telling};
use crate::xml;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};

/// The longest line, and the largest file that is read at once.
const LARGEST: u64 = 64 << 20;

/// A kind of document: the names files, folders and lists of it have, the field that says what it hangs on.
pub(crate) struct Sort {
    pub kind: &'static str,
    pub names: &'static [&'static str],
    pub parent: &'static str,
}

/// Puts every document below the export's path into staging. The first sort whose name is in a file's name is that file's.
pub(crate) fn stage(
    export: &Export,
    sorts: &'static [Sort],
    what: &'static str,
    staging: &Staging,
    telling: &mut Telling<'_>,
) -> Result<(), NoExport> {
    staging.db.execute_batch(
        "CREATE TABLE doc (kind TEXT, id TEXT, parent TEXT, body TEXT, times INTEGER DEFAULT 1, PRIMARY KEY (kind, id));
         CREATE INDEX doc_by_parent ON doc (kind, parent);",
    )?;
    let mut faults = Vec::new();
    staging.filled(|| {
        let root = if export.path.is_dir() { export.path.as_path() } else { Path::new("") };
        for path in files(&export.path)? {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().to_lowercase();
            let name = if export.path.is_dir() {
                name
            } else {
                export.path.file_name().unwrap_or_default().to_string_lossy().to_lowercase()
            };
            let mut reading = Reading {
                sorts,
                staging,
                name: path.display().to_string(),
                of_file: of_name(sorts, &name),
                faults: &mut faults,
            };
            reading.file(&path)?;
        }
        Ok(())
    })?;
    if staging.count("SELECT COUNT(*) AS n FROM doc", &[])? == 0 {
        return Err(NoExport::Nothing { path: export.path.display().to_string(), what });
    }
    for (place, why) in faults {
        telling.fault(place, why)?;
    }
    Ok(())
}

/// Every document of a kind, in the order of its id.
pub(crate) fn each(staging: &Staging, kind: &str, mut take: impl FnMut(&Value) -> Result<(), NoExport>) -> Result<(), NoExport> {
    staging.each("SELECT body FROM doc WHERE kind = ?1 ORDER BY length(id), id", &[kind], |row| take(&body(&row.text("body"))))
}

/// Tells how many conversations there will be.
pub(crate) fn tell_count(staging: &Staging, kind: &str, telling: &mut Telling<'_>) -> Result<(), NoExport> {
    telling.conversations(staging.count("SELECT COUNT(*) AS n FROM doc WHERE kind = ?1", &[kind])?)
}

/// The documents of a kind that hang on another.
pub(crate) fn of_parent(staging: &Staging, kind: &str, parent: &str) -> Result<Vec<Value>, NoExport> {
    staging.all("SELECT body FROM doc WHERE kind = ?1 AND parent = ?2 ORDER BY length(id), id", &[kind, parent], |row| {
        body(&row.text("body"))
    })
}

/// One document.
pub(crate) fn find(staging: &Staging, kind: &str, id: &str) -> Result<Option<Value>, NoExport> {
    Ok(staging
        .all("SELECT body FROM doc WHERE kind = ?1 AND id = ?2", &[kind, id], |row| body(&row.text("body")))?
        .pop())
}

fn body(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or(Value::Null)
}

fn of_name(sorts: &'static [Sort], name: &str) -> Option<&'static Sort> {
    sorts.iter().find(|sort| sort.names.iter().any(|known| name.contains(known)))
}

/// Files of exports, in the order of their names; what hangs on messages lies in folders of its own.
fn files(path: &Path) -> Result<Vec<PathBuf>, NoExport> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|e| NoExport::unreadable(path, e))?.flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().to_lowercase());
        if path.is_dir() && !matches!(name.as_str(), "attachments" | "files") {
            found.extend(files(&path)?);
        } else if path.is_file() && [".json", ".jsonl", ".ndjson", ".xml"].iter().any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// One file on its way into staging.
struct Reading<'a> {
    sorts: &'static [Sort],
    staging: &'a Staging,
    name: String,
    of_file: Option<&'static Sort>,
    faults: &'a mut Vec<(String, String)>,
}

impl Reading<'_> {
    fn file(&mut self, path: &Path) -> Result<(), NoExport> {
        let unreadable = |e: std::io::Error| NoExport::unreadable(path, e);
        let mut input = BufReader::with_capacity(1 << 18, File::open(path).map_err(unreadable)?);
        let mut first = Vec::new();
        (&mut input).take(LARGEST).read_until(b'\n', &mut first).map_err(unreadable)?;
        let start = first
            .iter()
            .find(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0xEF | 0xBB | 0xBF))
            .copied();
        if start == Some(b'<') {
            let input = first.as_slice().chain(input);
            return self.xml(BufReader::new(input));
        }
        if serde_json::from_slice::<Value>(&first).is_ok() || (start == Some(b'{') && first.trim_ascii_end().ends_with(b"}")) {
            return self.lines(first, input).map_err(unreadable)?;
        }
        let size = std::fs::metadata(path).map_err(unreadable)?.len();
        if size <= LARGEST && start == Some(b'{') {
            input.read_to_end(&mut first).map_err(unreadable)?;
            return match serde_json::from_slice(&first) {
                Ok(value) => self.spread(self.of_file, value, 1),
                Err(e) => self.broken(&e),
            };
        }
        self.walk(first.as_slice().chain(input))
    }

    /// One document a line; one that cannot be read costs no other.
    fn lines(&mut self, first: Vec<u8>, mut input: BufReader<File>) -> std::io::Result<Result<(), NoExport>> {
        let (mut line, mut number) = (first, 1);
        while !line.is_empty() {
            if !line.trim_ascii().is_empty() {
                let text = mail::decoded(&line, None);
                match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
                    Ok(value) => {
                        if let Err(trouble) = self.spread(self.of_file, value, number) {
                            return Ok(Err(trouble));
                        }
                    }
                    Err(e) => self
                        .faults
                        .push((format!("{} line {number}", self.name), format!("it is no JSON: {e}. The line is left out"))),
                }
            }
            line.clear();
            number += 1;
            (&mut input).take(4 * LARGEST).read_until(b'\n', &mut line)?;
        }
        Ok(Ok(()))
    }

    fn broken(&mut self, e: &serde_json::Error) -> Result<(), NoExport> {
        self.faults
            .push((self.name.clone(), format!("it is no JSON: {e}. What came before is taken; export it again")));
        Ok(())
    }

    /// A value is a document, a list of them, or a page that holds lists by name.
    fn spread(&mut self, sort: Option<&'static Sort>, value: Value, line: usize) -> Result<(), NoExport> {
        match value {
            Value::Array(list) => list.into_iter().try_for_each(|value| self.spread(sort, value, line)),
            Value::Object(object) if !object.contains_key("id") && object.iter().any(|(key, value)| self.holds(key, value)) => {
                for (key, value) in object {
                    if self.holds(&key, &value) {
                        self.spread(self.named(&key).or(sort), value, line)?;
                    }
                }
                Ok(())
            }
            value @ Value::Object(_) => self.keep(sort, &value, line),
            _ => Ok(()),
        }
    }

    fn named(&self, key: &str) -> Option<&'static Sort> {
        self.sorts.iter().find(|sort| sort.names.contains(&key))
    }

    fn holds(&self, key: &str, value: &Value) -> bool {
        key == "_embedded" || (value.is_array() && (key == "data" || self.named(key).is_some()))
    }

    fn keep(&mut self, sort: Option<&'static Sort>, value: &Value, line: usize) -> Result<(), NoExport> {
        let Some(sort) = sort else { return Ok(()) };
        let id = value.some("id").unwrap_or_else(|| format!("{} {line}", self.name));
        let parent = if sort.parent.is_empty() { String::new() } else { value.text(sort.parent) };
        let mut keep = self.staging.db.prepare_cached(
            "INSERT INTO doc (kind, id, parent, body) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (kind, id) DO UPDATE SET parent = ?3, body = ?4, times = times + 1",
        )?;
        keep.execute((sort.kind, id, parent, value.to_string()))?;
        Ok(())
    }

    fn xml(&mut self, input: impl std::io::BufRead) -> Result<(), NoExport> {
        let read = xml::each(input, &mut |name, value| {
            let sort = self.named(name).or(self.of_file);
            self.keep(sort, &value, 0)
        });
        match read {
            Ok(()) => Ok(()),
            Err(xml::Broken::Stopped(trouble)) => Err(trouble),
            Err(xml::Broken::Xml(why)) => {
                self.faults
                    .push((self.name.clone(), format!("it is no XML: {why}. What came before is taken; export it again")));
                Ok(())
            }
        }
    }

    /// A file too large to be read at once: its lists are walked through.
    fn walk(&mut self, input: impl std::io::Read) -> Result<(), NoExport> {
        let (sort, mut trouble) = (self.of_file, None);
        let mut json = serde_json::Deserializer::from_reader(BufReader::new(input));
        let walked = Walk { reading: self, sort, trouble: &mut trouble }.deserialize(&mut json);
        match (trouble, walked) {
            (Some(trouble), _) => Err(trouble),
            (None, Err(e)) => self.broken(&e),
            (None, Ok(())) => Ok(()),
        }
    }
}

/// Walks through lists and the pages that hold them, one document in memory at a time.
struct Walk<'w, 'r> {
    reading: &'w mut Reading<'r>,
    sort: Option<&'static Sort>,
    trouble: &'w mut Option<NoExport>,
}

impl<'de> DeserializeSeed<'de> for Walk<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a list of documents, or a page that holds one")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(value) = list.next_element::<Value>()? {
            if let Err(trouble) = self.reading.spread(self.sort, value, 0) {
                *self.trouble = Some(trouble);
                return Err(A::Error::custom("staging failed"));
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut page: A) -> Result<(), A::Error> {
        while let Some(key) = page.next_key::<String>()? {
            let named = self.reading.named(&key);
            if key == "_embedded" || key == "data" || named.is_some() {
                let sort = named.or(self.sort);
                page.next_value_seed(Walk { reading: self.reading, sort, trouble: self.trouble })?;
            } else {
                page.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
}
