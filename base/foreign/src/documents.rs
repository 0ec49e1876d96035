//! Exports that are JSON (or XML read as such): one document a line, lists, or pages of an API, in files of any size.
//!
//! Each document goes to staging by kind and id. What comes twice is there once, as the later file has it: exports made one after
//! another may lie in one folder. What has no id and hangs on nothing is named and left out, and so is a file nothing was read from.

use crate::Export;
use crate::desk::Message;
use crate::fields::Fields as _;
use crate::staging::Staging;
use crate::telling::{NoExport, Telling};
use kit::Moment;
use reading::Reading;
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

mod reading;

/// A kind of document: the names files, folders and lists of it have, the field that says what it hangs on.
pub(crate) struct Sort {
    pub kind: &'static str,
    pub names: &'static [&'static str],
    pub parent: &'static str,
}

impl Sort {
    /// Whether a single one of them goes by this word: `ticket`, `company`.
    fn is_one(&self, word: &str) -> bool {
        self.names.iter().any(|names| {
            names.strip_suffix("ies").is_some_and(|stem| word.strip_suffix('y') == Some(stem))
                || names.strip_suffix("es").is_some_and(|stem| stem == word)
                || names.strip_suffix('s').is_some_and(|stem| stem == word)
                || *names == word
        })
    }
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
            Reading::of(&path, sorts, of_name(sorts, &name), staging, &mut faults).whole(&path)?;
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

/// The documents of a kind that hang on another; those without an id of their own as they were read.
pub(crate) fn of_parent(staging: &Staging, kind: &str, parent: &str) -> Result<Vec<Value>, NoExport> {
    let question = "SELECT body FROM doc WHERE kind = ?1 AND parent = ?2
                     ORDER BY CASE WHEN id LIKE '#%' THEN 0 ELSE length(id) END, CASE WHEN id LIKE '#%' THEN '' ELSE id END, rowid";
    staging.all(question, &[kind, parent], |row| body(&row.text("body")))
}

/// One document.
pub(crate) fn find(staging: &Staging, kind: &str, id: &str) -> Result<Option<Value>, NoExport> {
    Ok(staging
        .all("SELECT body FROM doc WHERE kind = ?1 AND id = ?2", &[kind, id], |row| body(&row.text("body")))?
        .pop())
}

/// Gives what has no id of its own one that is the same in the next export: what it hangs on, and what `by` names. Of several with the
/// same the order tells.
pub(crate) fn keyed(list: &mut [Value], parent: &str, by: &[&str]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for one in list.iter_mut().filter(|one| one.some("id").is_none()) {
        let mut id = parent.to_owned();
        for name in by {
            id = format!("{id} {}", one.text(name));
        }
        let times = seen.entry(id.clone()).or_default();
        *times += 1;
        if *times > 1 {
            id = format!("{id} {times}");
        }
        if let Some(object) = one.as_object_mut() {
            object.insert("id".into(), id.into());
        }
    }
}

/// Runs through the documents of a kind and keeps whom each names in passing, for people who are in no file of their own. `person` is a
/// document of `kind` with an id; of several about one person each adds what those before did not say.
pub(crate) fn mentioned(staging: &Staging, within: &str, kind: &str, people: impl Fn(&Value) -> Vec<Value>) -> Result<(), NoExport> {
    staging.filled(|| {
        each(staging, within, |document| {
            for person in people(document) {
                mention(staging, kind, &person)?;
            }
            Ok(())
        })
    })
}

fn mention(staging: &Staging, kind: &str, person: &Value) -> Result<(), NoExport> {
    let Some(id) = person.some("id") else { return Ok(()) };
    // What is empty would cover what another document says.
    let said = person.as_object().into_iter().flatten().filter(|(_, value)| !is_empty(value));
    let said: serde_json::Map<String, Value> = said.map(|(key, value)| (key.clone(), value.clone())).collect();
    if said.len() < 2 {
        return Ok(());
    }
    let mut keep = staging.db.prepare_cached(
        "INSERT INTO doc (kind, id, parent, body, times) VALUES (?1, ?2, '', ?3, 0)
         ON CONFLICT (kind, id) DO UPDATE SET body = json_patch(excluded.body, body) WHERE times = 0",
    )?;
    keep.execute((kind, id, Value::Object(said).to_string()))?;
    Ok(())
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.iter().all(is_empty),
        Value::Object(object) => object.values().all(is_empty),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// When it was opened: by the first of these fields, else as early as its first message, else by the other fields. Says so where it is not
/// the first.
pub(crate) fn opened(
    telling: &mut Telling<'_>,
    place: &str,
    document: &Value,
    fields: &[&str],
    messages: &[Message],
) -> Result<Option<Moment>, NoExport> {
    let Some((first, others)) = fields.split_first() else { return Ok(None) };
    if let Some(at) = document.moment(first) {
        return Ok(Some(at));
    }
    let of_messages = messages.iter().filter_map(|message| message.at).min();
    let found = of_messages.or_else(|| others.iter().find_map(|field| document.moment(field)));
    let said = document.text(first);
    let why = match found {
        Some(at) => format!("its {first} “{said}” is no time: {} is the next best that is known", at.rfc3339()),
        None => format!("its {first} “{said}” is no time, and nothing else says when it was opened: it stands as opened now"),
    };
    telling.fault(place, why)?;
    Ok(found)
}

fn body(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or(Value::Null)
}

/// `2024/tickets-1.json` are tickets, `ticket-1042.json` is one.
fn of_name(sorts: &'static [Sort], name: &str) -> Option<&'static Sort> {
    let stem = Path::new(name).file_stem().unwrap_or_default().to_string_lossy();
    let stem = stem.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_'));
    let whole = sorts.iter().find(|sort| sort.names.iter().any(|known| name.contains(known)));
    whole.or_else(|| sorts.iter().find(|sort| sort.is_one(stem)))
}

/// What files of exports end in; and what one may have forgotten to unpack or to save otherwise, which is named.
const READ: [&str; 4] = [".json", ".jsonl", ".ndjson", ".xml"];
const PACKED: [&str; 5] = [".zip", ".gz", ".tgz", ".csv", ".xlsx"];

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
        } else if path.is_file() && READ.iter().chain(&PACKED).any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
