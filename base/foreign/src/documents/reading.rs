//! One file of an export on its way into staging, whatever its size: a document a line, one value, XML, or lists that are walked through.

use super::{PACKED, Sort};
use crate::fields::Fields as _;
use crate::staging::Staging;
use crate::telling::NoExport;
use crate::xml;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

/// The longest line, and the largest file that is read at once.
const LARGEST: u64 = 64 << 20;
/// The kind of what is only said to be left out.
const LEFT: &str = "left";

/// What a page calls a list that may hold anything.
fn is_page(key: &str) -> bool {
    matches!(key, "data" | "results")
}

/// One file on its way into staging.
pub(super) struct Reading<'a> {
    sorts: &'static [Sort],
    staging: &'a Staging,
    name: String,
    of_file: Option<&'static Sort>,
    faults: &'a mut Vec<(String, String)>,
    /// How many documents were of a kind we know, and how many were not.
    taken: u64,
    passed: u64,
}

impl<'a> Reading<'a> {
    pub(super) fn of(
        path: &Path,
        sorts: &'static [Sort],
        of_file: Option<&'static Sort>,
        staging: &'a Staging,
        faults: &'a mut Vec<(String, String)>,
    ) -> Self {
        Self {
            sorts,
            staging,
            name: path.display().to_string(),
            of_file,
            faults,
            taken: 0,
            passed: 0,
        }
    }

    /// Reads it all; a file from which nothing could be taken is named.
    pub(super) fn whole(mut self, path: &Path) -> Result<(), NoExport> {
        let name = self.name.to_lowercase();
        if PACKED.iter().any(|ending| name.ends_with(ending)) {
            self.faults
                .push((self.name, "it is no JSON and was not read: unpack it, or export it as JSON".into()));
            return Ok(());
        }
        self.file(path)?;
        if self.taken == 0 && self.passed > 0 {
            let why = "it was not read: neither its name nor what is in it says that it holds something that is taken over";
            self.faults.push((self.name, why.into()));
        }
        Ok(())
    }

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

    /// A value is a document, a list of them, or a page that holds lists or one document by name.
    fn spread(&mut self, sort: Option<&'static Sort>, value: Value, line: usize) -> Result<(), NoExport> {
        match value {
            Value::Array(list) => list.into_iter().try_for_each(|value| self.spread(sort, value, line)),
            Value::Object(object) if !object.contains_key("id") && object.iter().any(|(key, value)| self.holds(key, value)) => {
                for (key, value) in object {
                    if self.holds(&key, &value) {
                        self.spread(self.named(&key).or_else(|| self.one(&key)).or(sort), value, line)?;
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

    fn one(&self, key: &str) -> Option<&'static Sort> {
        self.sorts.iter().find(|sort| sort.is_one(key))
    }

    fn holds(&self, key: &str, value: &Value) -> bool {
        let is_list = value.is_array() && (is_page(key) || self.named(key).is_some());
        key == "_embedded" || is_list || (value.is_object() && self.one(key).is_some())
    }

    fn keep(&mut self, sort: Option<&'static Sort>, value: &Value, line: usize) -> Result<(), NoExport> {
        // What a search found is of several kinds.
        let Some(sort) = value.some("result_type").and_then(|kind| self.one(&kind)).or(sort) else {
            self.passed += 1;
            return Ok(());
        };
        self.taken += 1;
        let parent = if sort.parent.is_empty() { String::new() } else { value.text(sort.parent) };
        let id = match value.some("id") {
            _ if !sort.parent.is_empty() && parent.is_empty() => return self.refuse(sort.kind, sort.parent, value, line),
            Some(id) => id,
            None if !parent.is_empty() || sort.kind == LEFT => format!("#{}", kit::sha256_hex(value.to_string().as_bytes())),
            None => return self.refuse(sort.kind, "id", value, line),
        };
        let mut keep = self.staging.db.prepare_cached(
            "INSERT INTO doc (kind, id, parent, body) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (kind, id) DO UPDATE SET parent = ?3, body = ?4, times = times + 1",
        )?;
        keep.execute((sort.kind, id, parent, value.to_string()))?;
        Ok(())
    }

    /// What has no id would be taken for whatever else has none.
    fn refuse(&mut self, kind: &str, missing: &str, value: &Value, line: usize) -> Result<(), NoExport> {
        let place = if line == 0 { self.name.clone() } else { format!("{} line {line}", self.name) };
        let called = value.first(&["subject", "name", "title", "email", "id"]);
        let called = if called.is_empty() { String::new() } else { format!(" “{called}”") };
        self.faults.push((place, format!("the {kind}{called} has no {missing}: it is left out")));
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

impl Walk<'_, '_> {
    fn spread<E: serde::de::Error>(&mut self, sort: Option<&'static Sort>, value: Value) -> Result<(), E> {
        self.reading.spread(sort, value, 0).map_err(|trouble| {
            *self.trouble = Some(trouble);
            E::custom("staging failed")
        })
    }
}

impl<'de> Visitor<'de> for Walk<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a list of documents, or a page that holds one")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        while let Some(value) = list.next_element::<Value>()? {
            self.spread(self.sort, value)?;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut page: A) -> Result<(), A::Error> {
        while let Some(key) = page.next_key::<String>()? {
            let named = self.reading.named(&key);
            if let Some(one) = self.reading.one(&key).filter(|_| named.is_none()) {
                let value = page.next_value::<Value>()?;
                if value.is_object() {
                    self.spread(Some(one), value)?;
                }
            } else if key == "_embedded" || is_page(&key) || named.is_some() {
                let sort = named.or(self.sort);
                page.next_value_seed(Walk { reading: self.reading, sort, trouble: self.trouble })?;
            } else {
                page.next_value::<IgnoredAny>()?;
                self.reading.passed += 1;
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
