//! A file as rows of named cells: its encoding guessed, CSV with whatever separator it has, or JSON.

use super::Fault;
use encoding_rs::Encoding;
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
    /// Reads a file.
    pub fn read(bytes: &[u8]) -> Result<Self, NoSheet> {
        if bytes.len() > LARGEST_BYTES {
            return Err(NoSheet::TooLarge);
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0x1f, 0x8b]) {
            return Err(NoSheet::Compressed);
        }
        let text = decoded(bytes);
        let text = text.trim_start_matches('\u{feff}');
        match text.trim_start().chars().next() {
            None => Err(NoSheet::Empty),
            Some('[') => list(text),
            Some('{') => lines(text),
            Some(_) => table(text),
        }
    }
}

/// A byte order mark decides; what is UTF-8 is UTF-8; else the letters decide.
fn decoded(bytes: &[u8]) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let mut guess = chardetng::EncodingDetector::new();
    guess.feed(&bytes[..bytes.len().min(1 << 20)], true);
    guess.guess(None, false).decode(bytes).0.into_owned()
}

/// The separator the first line has most of.
fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |separator: &u8| first.bytes().filter(|b| b == separator).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(count).unwrap_or(b',')
}

fn table(text: &str) -> Result<Sheet, NoSheet> {
    let mut reader = csv::ReaderBuilder::new().delimiter(separator(text)).flexible(true).from_reader(text.as_bytes());
    let head: Vec<String> = reader
        .headers()
        .map_err(|e| NoSheet::NoHead(e.to_string()))?
        .iter()
        .map(|name| name.trim().to_lowercase())
        .collect();
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
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
                let line = e.position().map_or(0, csv::Position::line);
                faults.push(Fault {
                    line,
                    column: String::new(),
                    value: String::new(),
                    remedy: format!("The row cannot be read: {e}"),
                });
            }
        }
    }
    Ok(Sheet { rows, faults })
}

fn list(text: &str) -> Result<Sheet, NoSheet> {
    let values: Vec<Value> = serde_json::from_str(text).map_err(|e| NoSheet::NoJson(e.to_string()))?;
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (at, value) in values.iter().enumerate() {
        read_object(at as u64 + 1, value, &mut rows, &mut faults);
    }
    Ok(Sheet { rows, faults })
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
    Ok(Sheet { rows, faults })
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
            let sheet = Sheet::read(bytes).expect("a sheet");
            assert_eq!((sheet.rows[0].text("email"), sheet.rows[0].text("name")), ("mia@example.org", name));
        }
    }

    #[test]
    fn what_is_faulty_is_told_with_its_line_and_the_rest_is_read() {
        let sheet = Sheet::read(b"email,name\na@example.org,A\nb@example.org\nc@example.org,C\n").expect("a sheet");

        assert_eq!(sheet.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4]);
        assert_eq!(sheet.faults[0].line, 3);
        for (bytes, why) in [(&b""[..], NoSheet::Empty), (b"PK\x03\x04zip", NoSheet::Compressed), (&[0x1f, 0x8b, 8], NoSheet::Compressed)] {
            assert_eq!(Sheet::read(bytes), Err(why));
        }
        assert_eq!(Sheet::read(&vec![b' '; LARGEST_BYTES + 1]), Err(NoSheet::TooLarge), "attack 38: a gigabyte is refused unread");
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = Sheet::read(&bytes);
        }
    }
}
