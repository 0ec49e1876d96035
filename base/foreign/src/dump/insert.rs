//! INSERT statements, as `mysqldump` and `pg_dump --inserts` write them: many rows in one statement, quotes and their escapes.

use super::scan::{LARGEST, Scan, bare, names};
use super::{Broken, Cell, Taking};
use std::io::BufRead;

/// The statement that begins here, to its end.
pub(super) fn rows<R: BufRead>(scan: &mut Scan<R>, taking: &mut dyn Taking) -> Result<(), Broken> {
    let Some(header) = header(scan)? else { return Ok(()) };
    let (name, rest) = header.split_once('(').unwrap_or((header.as_str(), ""));
    let table = bare(name.split_whitespace().last().unwrap_or_default());
    if !taking.wants(&table) {
        return scan.skip_statement();
    }
    let named = names(rest.split_once(')').map_or("", |(list, _)| list));
    let columns = if named.is_empty() {
        scan.columns.get(&table).cloned().unwrap_or_default()
    } else {
        named
    };
    loop {
        scan.skip_space()?;
        match scan.more()? {
            b'(' => {
                let cells = tuple(scan)?;
                taking.row(&table, &columns, cells)?;
            }
            b',' => {}
            b';' => return Ok(()),
            // `ON DUPLICATE KEY UPDATE …` and the like.
            _ => return scan.skip_statement(),
        }
    }
}

/// What stands before VALUES; none where the statement has none.
fn header<R: BufRead>(scan: &mut Scan<R>) -> Result<Option<String>, Broken> {
    let mut header = Vec::new();
    loop {
        let Some(byte) = scan.next()? else { return Ok(None) };
        if byte == b';' || header.len() > 65_536 {
            return Ok(None);
        }
        scan.escapes = scan.escapes || byte == b'`';
        header.push(byte);
        if header.len() > 7 && header[header.len() - 6..].eq_ignore_ascii_case(b"VALUES") {
            let before = header[header.len() - 7];
            let after = scan.peek()?;
            if matches!(before, b' ' | b'\n' | b')')
                && !after.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'`' | b'"'))
            {
                header.truncate(header.len() - 6);
                return Ok(Some(String::from_utf8_lossy(&header).into_owned()));
            }
        }
    }
}

/// The cells up to the closing bracket.
fn tuple<R: BufRead>(scan: &mut Scan<R>) -> Result<Vec<Cell>, Broken> {
    let mut cells = Vec::new();
    loop {
        scan.skip_space()?;
        match scan.peek()?.ok_or(Broken::Short)? {
            b')' => {
                scan.more()?;
                return Ok(cells);
            }
            b',' => {
                scan.more()?;
            }
            b'\'' => {
                scan.more()?;
                let escapes = scan.escapes;
                cells.push(Some(quoted(scan, escapes)?));
                skip_cast(scan)?;
            }
            _ => cells.push(bare_value(scan)?),
        }
    }
}

/// The bytes up to the closing quote, with its escapes undone.
fn quoted<R: BufRead>(scan: &mut Scan<R>, escapes: bool) -> Result<Vec<u8>, Broken> {
    let mut read = Vec::new();
    loop {
        match scan.more()? {
            b'\'' if scan.peek()? == Some(b'\'') => {
                scan.more()?;
                read.push(b'\'');
            }
            b'\'' => return Ok(read),
            b'\\' if escapes => read.push(unescaped(scan.more()?)),
            byte => read.push(byte),
        }
        if read.len() > LARGEST {
            return Err(Broken::TooLarge);
        }
    }
}

/// <https://dev.mysql.com/doc/refman/8.0/en/string-literals.html>
const fn unescaped(byte: u8) -> u8 {
    match byte {
        b'0' => 0,
        b'b' => 8,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'Z' => 26,
        other => other,
    }
}

/// `::jsonb` after a value.
fn skip_cast<R: BufRead>(scan: &mut Scan<R>) -> Result<(), Broken> {
    while scan.peek()?.is_some_and(|byte| !matches!(byte, b',' | b')')) {
        scan.more()?;
    }
    Ok(())
}

/// A number, NULL, bytes in hexadecimal, or a string with a word before it: `_binary 'x'`, `X'41'`, `E'\n'`.
fn bare_value<R: BufRead>(scan: &mut Scan<R>) -> Result<Cell, Broken> {
    let mut word = Vec::new();
    loop {
        match scan.peek()?.ok_or(Broken::Short)? {
            b',' | b')' => return Ok(told(&word)),
            b'\'' => {
                scan.more()?;
                let escapes = scan.escapes || word.eq_ignore_ascii_case(b"E");
                let read = quoted(scan, escapes)?;
                skip_cast(scan)?;
                let is_hex = word.eq_ignore_ascii_case(b"X");
                return Ok(Some(if is_hex { of_hex(&read).unwrap_or(read) } else { read }));
            }
            b'(' => {
                skip_brackets(scan)?;
                return Ok(None);
            }
            byte => {
                scan.more()?;
                if !byte.is_ascii_whitespace() {
                    word.push(byte);
                }
                if word.len() > LARGEST {
                    return Err(Broken::TooLarge);
                }
            }
        }
    }
}

fn told(word: &[u8]) -> Cell {
    if word.eq_ignore_ascii_case(b"NULL") || word.eq_ignore_ascii_case(b"DEFAULT") {
        return None;
    }
    match word.strip_prefix(b"0x").and_then(of_hex) {
        Some(bytes) => Some(bytes),
        None => Some(word.to_vec()),
    }
}

/// A function of the database, whose answer nobody knows here.
fn skip_brackets<R: BufRead>(scan: &mut Scan<R>) -> Result<(), Broken> {
    let mut deep = 0;
    loop {
        match scan.more()? {
            b'(' => deep += 1,
            b')' if deep == 1 => return Ok(()),
            b')' => deep -= 1,
            b'\'' => {
                let escapes = scan.escapes;
                quoted(scan, escapes)?;
            }
            _ => {}
        }
    }
}

/// Bytes out of their digits; none where it is something else.
pub(crate) fn of_hex(digits: &[u8]) -> Option<Vec<u8>> {
    if digits.is_empty() || digits.len() % 2 == 1 {
        return None;
    }
    let digit = |byte: u8| (byte as char).to_digit(16);
    digits.chunks(2).map(|pair| Some((digit(pair[0])? * 16 + digit(pair[1])?) as u8)).collect()
}
