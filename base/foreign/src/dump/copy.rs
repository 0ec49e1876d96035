//! COPY blocks of `pg_dump`: one line a row, tabs between the cells, backslashes for what cannot stand there.
//! <https://www.postgresql.org/docs/current/sql-copy.html>, text format.

use super::scan::{LARGEST, Scan, bare, names};
use super::{Broken, Cell, Taking};
use std::io::{BufRead, Read as _};

/// The block that begins here, to its end.
pub(super) fn rows<R: BufRead>(scan: &mut Scan<R>, taking: &mut dyn Taking) -> Result<(), Broken> {
    let header = line(scan)?.unwrap_or_default();
    let header = String::from_utf8_lossy(&header).into_owned();
    if !header.to_lowercase().contains("from stdin") {
        return Ok(());
    }
    let (name, rest) = header.split_once('(').unwrap_or((header.as_str(), ""));
    let columns = names(rest.split_once(')').map_or("", |(list, _)| list));
    let table = bare(name.split_whitespace().next().unwrap_or_default());
    taking.described(&table);
    let is_wanted = taking.wants(&table);
    while let Some(line) = line(scan)? {
        if line == b"\\." {
            return Ok(());
        }
        if is_wanted {
            taking.row(&table, &columns, cells(&line))?;
        }
    }
    Err(Broken::Short)
}

/// A line without its end; none at the end of the dump. A line that is cut off there is none either.
fn line<R: BufRead>(scan: &mut Scan<R>) -> Result<Option<Vec<u8>>, Broken> {
    let mut line = Vec::new();
    let most = LARGEST as u64;
    (&mut scan.input).take(most).read_until(b'\n', &mut line)?;
    match line.pop() {
        Some(b'\n') => {
            if line.last() == Some(&b'\r') {
                line.pop();
            }
            Ok(Some(line))
        }
        None => Ok(None),
        Some(_) if line.len() as u64 + 1 >= most => Err(Broken::TooLarge),
        Some(_) => Err(Broken::Short),
    }
}

/// The cells of a line.
pub(super) fn cells(line: &[u8]) -> Vec<Cell> {
    line.split(|byte| *byte == b'\t').map(cell).collect()
}

fn cell(text: &[u8]) -> Cell {
    if text == b"\\N" {
        return None;
    }
    let mut read = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        at += 1;
        if *byte != b'\\' {
            read.push(*byte);
            continue;
        }
        let Some(escape) = text.get(at) else { break };
        at += 1;
        match escape {
            b'b' => read.push(8),
            b'f' => read.push(12),
            b'n' => read.push(b'\n'),
            b'r' => read.push(b'\r'),
            b't' => read.push(b'\t'),
            b'v' => read.push(11),
            b'0'..=b'7' => at += numbered(&mut read, &text[at - 1..], 8, 3) - 1,
            b'x' if text.get(at).is_some_and(u8::is_ascii_hexdigit) => at += numbered(&mut read, &text[at..], 16, 2),
            other => read.push(*other),
        }
    }
    Some(read)
}

/// A byte by its number: up to `most` digits. Says how many there were.
fn numbered(read: &mut Vec<u8>, text: &[u8], base: u32, most: usize) -> usize {
    let digits: Vec<u32> = text.iter().take(most).map_while(|byte| (*byte as char).to_digit(base)).collect();
    read.push(digits.iter().fold(0u32, |sum, digit| sum * base + digit) as u8);
    digits.len()
}
