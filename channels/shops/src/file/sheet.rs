//! A file as rows of named cells: its encoding guessed or said, CSV with whatever separator it has, or JSON.

use super::Fault;
use super::encoding::{Charset, decoded};
use kit::formula;
use serde_json::Value;

/// A larger file is refused before anything is read of it.
pub const LARGEST_BYTES: usize = 256 * 1024 * 1024;

/// Why a file is no sheet.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoSheet {
    #[error("the file is larger than 256 MB. Split it into parts and import one after the other")]
    TooLarge,
    #[error("the file is empty. Its first row must name the columns")]
    Empty,
    #[error("the file is compressed. Unpack it first")]
    Compressed,
    #[error("the JSON cannot be read ({0}). Write a list of objects, or one object on each line")]
    NoJson(String),
    #[error("the column names cannot be read ({0}). The first row must name the columns")]
    NoHead(String),
    #[error(
        "the first row names no column that is known here: it says “{first}”. It must name the columns; these are known: {known}. Put them in \
         the first row, in any order"
    )]
    NoColumns { first: String, known: String },
    #[error("the column {missing} is missing; the first row says “{first}”. These columns are known: {known}")]
    NoKey { missing: String, first: String, known: String },
}

/// The columns of a kind of file.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    pub known: &'static [&'static str],
    /// One of these must be there: a row is known by it.
    pub keys: &'static [&'static str],
}

/// One row: its line in the file and its cells by lower-cased column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cells {
    pub line: u64,
    cells: Vec<(String, String)>,
}

/// A file as rows, and the rows that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The names of the columns, in lower case, as often as they are there.
    pub columns: Vec<String>,
    pub rows: Vec<Cells>,
    pub faults: Vec<Fault>,
}

impl Cells {
    /// The cell of a column, trimmed; empty if there is none. A mark against formulas that an export of ours put in front is
    /// taken away again.
    pub fn text(&self, column: &str) -> &str {
        let found = self.cells.iter().find(|(name, _)| name == column).map_or("", |(_, value)| value.trim());
        formula::unmarked(found)
    }

    /// Whether the file has this column.
    pub fn has(&self, column: &str) -> bool {
        self.cells.iter().any(|(name, _)| name == column)
    }

    /// What is wrong in a column, and what to do.
    pub fn fault(&self, column: &str, remedy: &str) -> Fault {
        Fault {
            line: self.line,
            column: column.into(),
            value: self.text(column).chars().take(100).collect(),
            remedy: remedy.into(),
        }
    }
}

impl Sheet {
    /// Reads a file, in the charset somebody says or in the one it looks like.
    pub fn read(bytes: &[u8], said: Option<Charset>) -> Result<Self, NoSheet> {
        if bytes.len() > LARGEST_BYTES {
            return Err(NoSheet::TooLarge);
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0x1f, 0x8b]) {
            return Err(NoSheet::Compressed);
        }
        let text = decoded(bytes, said);
        match text.trim_start().chars().next() {
            None => Err(NoSheet::Empty),
            Some('[') => list(&text),
            Some('{') => lines(&text),
            Some(_) => table(&text),
        }
    }

    /// Whether it is a file of these columns, and what of it nobody reads: a sentence for each column that is not known or comes twice.
    pub fn expecting(&self, Columns { known, keys }: Columns) -> Result<Vec<String>, NoSheet> {
        let has = |name: &&str| self.columns.iter().any(|column| column == name);
        let (first, all) = (self.columns.join(", "), known.join(", "));
        if self.columns.is_empty() {
            return Ok(Vec::new());
        }
        if !known.iter().any(has) {
            return Err(NoSheet::NoColumns { first, known: all });
        }
        if !keys.iter().any(has) {
            return Err(NoSheet::NoKey { missing: keys.join(" or "), first, known: all });
        }
        let mut passed_over = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            if self.columns[..at].contains(column) {
                passed_over.push(format!("The column “{column}” comes twice: only the first is read."));
            } else if !known.contains(&column.as_str()) && !column.is_empty() {
                passed_over.push(format!("The column “{column}” is not known here and not read. Known are {all}."));
            }
        }
        Ok(passed_over)
    }
}

const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// The separator the first line has most of.
fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |separator: &char| first.chars().filter(|c| c == separator).count();
    SEPARATORS.into_iter().rev().max_by_key(count).map_or(b',', |separator| separator as u8)
}

/// Excel says the separator in a first line of its own: `sep=;`. The separator, and what follows.
fn said_separator(text: &str) -> Option<(u8, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let said = line.trim_end_matches('\r').trim_matches('"').strip_prefix("sep=")?;
    let separator = SEPARATORS.into_iter().find(|separator| said.starts_with(*separator))?;
    Some((separator as u8, rest))
}

fn table(text: &str) -> Result<Sheet, NoSheet> {
    let (separator, lines_before, text) = match said_separator(text) {
        Some((separator, rest)) => (separator, 1, rest),
        None => (separator(text), 0, text),
    };
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let head: Vec<String> = reader
        .headers()
        .map_err(|e| NoSheet::NoHead(e.to_string()))?
        .iter()
        .map(|name| name.trim().to_lowercase())
        .collect();
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: lines_before + 1 };
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = lines.of(record.position());
                let row = Cells {
                    line,
                    cells: head.iter().cloned().zip(record.iter().map(ToOwned::to_owned)).collect(),
                };
                if record.len() == head.len() {
                    rows.push(row);
                } else {
                    faults.push(row.fault(
                        "",
                        &format!(
                            "The row has {} cells and the first row names {}. Quote cells that hold the separator",
                            record.len(),
                            head.len()
                        ),
                    ));
                }
            }
            Err(e) => {
                let line = lines.of(e.position());
                faults.push(Fault {
                    line,
                    column: String::new(),
                    value: String::new(),
                    remedy: format!("The row cannot be read: {e}"),
                });
            }
        }
    }
    Ok(Sheet { columns: head, rows, faults })
}

/// Counts lines as an editor does. The library counts one too few where they end in CR LF, and none that is empty.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn of(&mut self, position: Option<&csv::Position>) -> u64 {
        let begins = position.map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
        let is_end = |at: usize| matches!(self.text.get(at), Some(b'\r' | b'\n'));
        let place = (begins.max(self.at)..self.text.len()).find(|at| !is_end(*at)).unwrap_or(self.text.len());
        let ends = (self.at..place).filter(|at| is_end(*at) && !self.text[*at..].starts_with(b"\r\n")).count();
        (self.at, self.line) = (place, self.line + ends as u64);
        self.line
    }
}

fn list(text: &str) -> Result<Sheet, NoSheet> {
    let values: Vec<Value> = serde_json::from_str(text).map_err(|e| NoSheet::NoJson(e.to_string()))?;
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (at, value) in values.iter().enumerate() {
        read_object(at as u64 + 1, value, &mut rows, &mut faults);
    }
    Ok(Sheet { columns: named(&rows), rows, faults })
}

fn lines(text: &str) -> Result<Sheet, NoSheet> {
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(value) => read_object(at as u64 + 1, &value, &mut rows, &mut faults),
            Err(e) => faults.push(Fault {
                line: at as u64 + 1,
                column: String::new(),
                value: String::new(),
                remedy: format!("Write one JSON object on the line: {e}"),
            }),
        }
    }
    Ok(Sheet { columns: named(&rows), rows, faults })
}

/// Every name an object has, in the order they first came.
fn named(rows: &[Cells]) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    let names = rows.iter().flat_map(|row| &row.cells).map(|(name, _)| name);
    names.filter(|name| seen.insert(name.as_str())).cloned().collect()
}

fn read_object(line: u64, value: &Value, rows: &mut Vec<Cells>, faults: &mut Vec<Fault>) {
    let Some(object) = value.as_object() else {
        faults.push(Fault {
            line,
            column: String::new(),
            value: String::new(),
            remedy: "Write an object with named values".into(),
        });
        return;
    };
    let cell = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    rows.push(Cells {
        line,
        cells: object.iter().map(|(name, value)| (name.to_lowercase(), cell(value))).collect(),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn encodings_and_separators_are_guessed() {
        let latin: &[u8] = b"email;name\r\nmia@example.org;Jos\xe9 Mu\xf1oz, Caf\xe9 M\xfcller\r\n";
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("email\tname\nmia@example.org\tMia\n".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        for (bytes, name) in [
            (&b"email,name\nmia@example.org,\"Kowalski, Mia\"\n"[..], "Kowalski, Mia"),
            (b"\xef\xbb\xbfEmail,Name\nmia@example.org,\xe7\xb1\xb3\xe4\xba\x9a\n", "米亚"),
            (latin, "José Muñoz, Café Müller"),
            (&utf16, "Mia"),
            (br#"[{"email":"mia@example.org","name":"Mia"}]"#, "Mia"),
            (b"{\"email\":\"mia@example.org\",\"name\":\"Mia\"}\n{\"email\":\"x\"}\n", "Mia"),
        ] {
            let sheet = Sheet::read(bytes, None).expect("a sheet");
            assert_eq!((sheet.rows[0].text("email"), sheet.rows[0].text("name")), ("mia@example.org", name));
        }
    }

    #[test]
    fn what_is_faulty_is_told_with_its_line_and_the_rest_is_read() {
        let sheet = Sheet::read(b"email,name\na@example.org,A\nb@example.org\nc@example.org,C\n", None).expect("a sheet");

        assert_eq!(sheet.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4]);
        assert_eq!(sheet.faults[0].line, 3);
        for (bytes, why) in [(&b""[..], NoSheet::Empty), (b"PK\x03\x04zip", NoSheet::Compressed), (&[0x1f, 0x8b, 8], NoSheet::Compressed)] {
            assert_eq!(Sheet::read(bytes, None), Err(why));
        }
        assert_eq!(
            Sheet::read(&vec![b' '; LARGEST_BYTES + 1], None),
            Err(NoSheet::TooLarge),
            "attack 38: a gigabyte is refused unread"
        );
    }

    #[test]
    fn a_first_line_may_say_the_separator_and_lines_are_counted_all_the_same() {
        let sheet = Sheet::read(b"sep=;\r\nname;domains\r\nSep, Inc;sep.example\r\n\r\n\"two\r\nlines\";two.example\r\nshort\r\n", None)
            .expect("a sheet");
        let piped = Sheet::read(b"name|domains\nPipe, Inc|pipe.example\n", None).expect("a sheet");

        assert_eq!((sheet.rows[0].text("name"), sheet.rows[0].line, sheet.faults[0].line), ("Sep, Inc", 3, 7));
        assert_eq!((piped.rows[0].text("name"), piped.rows[0].text("domains")), ("Pipe, Inc", "pipe.example"));
    }

    #[test]
    fn a_file_without_column_names_is_refused_and_a_column_nobody_reads_is_named() {
        const COMPANIES: Columns = Columns { known: &["name", "domains"], keys: &["name"] };
        let expecting = |text: &str| Sheet::read(text.as_bytes(), None).and_then(|sheet| sheet.expecting(COMPANIES));

        let told = expecting("name,name,domains,Colour\nA,B,a.example,red\n").expect("a sheet");
        assert!(
            told.len() == 2 && told[0].contains("“name” comes twice") && told[1].contains("“colour” is not known"),
            "{told:?}"
        );
        assert!(matches!(expecting("Acme,acme.example\n"), Err(NoSheet::NoColumns { .. })));
        assert!(matches!(expecting("domains\na.example\n"), Err(NoSheet::NoKey { .. })));
        assert!(matches!(expecting("[{\"title\": \"A\"}]"), Err(NoSheet::NoColumns { .. })));
        assert_eq!(expecting("name,domains\n"), Ok(Vec::new()));
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = Sheet::read(&bytes, None);
        }
    }
}
