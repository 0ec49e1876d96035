//! Statements of a dump one after another, byte by byte: rows of wanted tables are read, everything else is passed over.

use super::{Broken, Taking, copy, insert};
use std::collections::HashMap;
use std::io::BufRead;

/// The largest single value, in bytes.
pub(super) const LARGEST: usize = 256 << 20;
/// The longest description of a table.
const LONGEST_TABLE: usize = 1 << 20;

/// A dump, and where in it we are.
pub(super) struct Scan<R> {
    pub input: R,
    /// Whether a backslash escapes inside quotes, as in MySQL.
    pub escapes: bool,
    /// The columns of tables, as their descriptions named them.
    pub columns: HashMap<String, Vec<String>>,
    /// Its first lines say which program wrote it, its last one that it is whole.
    began: bool,
    ended: bool,
}

/// Reads a dump to its end.
pub(super) fn read(input: impl BufRead, taking: &mut dyn Taking) -> Result<(), Broken> {
    let mut scan = Scan { input, escapes: false, columns: HashMap::new(), began: false, ended: false };
    while scan.skip_blank()? {
        match scan.word()?.as_str() {
            "COPY" => copy::rows(&mut scan, taking)?,
            "INSERT" | "REPLACE" => insert::rows(&mut scan, taking)?,
            "CREATE" => {
                if let Some(table) = scan.described()? {
                    taking.described(&table);
                }
            }
            _ => scan.skip_statement()?,
        }
    }
    // A dump without any comments says neither.
    if scan.began && !scan.ended { Err(Broken::Unfinished) } else { Ok(()) }
}

impl<R: BufRead> Scan<R> {
    pub fn peek(&mut self) -> Result<Option<u8>, Broken> {
        Ok(self.input.fill_buf()?.first().copied())
    }

    pub fn next(&mut self) -> Result<Option<u8>, Broken> {
        let byte = self.peek()?;
        if byte.is_some() {
            self.input.consume(1);
        }
        Ok(byte)
    }

    /// The next byte of something that is not over yet.
    pub fn more(&mut self) -> Result<u8, Broken> {
        self.next()?.ok_or(Broken::Short)
    }

    pub fn skip_space(&mut self) -> Result<(), Broken> {
        while self.peek()?.is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.input.consume(1);
        }
        Ok(())
    }

    /// Passes over space, comments, empty statements and commands of the client; `false` at the end.
    fn skip_blank(&mut self) -> Result<bool, Broken> {
        loop {
            self.skip_space()?;
            match self.peek()? {
                None => return Ok(false),
                Some(b';') => self.input.consume(1),
                Some(b'-' | b'\\' | b'#') => self.skip_line()?,
                Some(b'/') => self.skip_comment()?,
                Some(_) => return Ok(true),
            }
        }
    }

    /// The rest of a line; a MySQL dump says in its first ones what it is.
    fn skip_line(&mut self) -> Result<(), Broken> {
        let mut start = Vec::new();
        while let Some(byte) = self.next()? {
            if byte == b'\n' {
                break;
            }
            if start.len() < 40 {
                start.push(byte);
            }
        }
        let said = String::from_utf8_lossy(&start);
        let is_mysql = said.contains("MySQL dump") || said.contains("MariaDB dump");
        self.escapes = self.escapes || is_mysql;
        let is_over = said.starts_with("-- PostgreSQL database dump complete") || said.starts_with("-- Dump completed");
        self.ended = self.ended || is_over;
        self.began = self.began || is_mysql || said.trim_end() == "-- PostgreSQL database dump";
        Ok(())
    }

    fn skip_comment(&mut self) -> Result<(), Broken> {
        self.input.consume(1);
        if self.peek()? != Some(b'*') {
            return Ok(());
        }
        self.input.consume(1);
        let mut last = 0;
        while let Some(byte) = self.next()? {
            if last == b'*' && byte == b'/' {
                return Ok(());
            }
            last = byte;
        }
        Ok(())
    }

    /// The next word, in capitals.
    pub fn word(&mut self) -> Result<String, Broken> {
        let mut word = String::new();
        while let Some(byte) = self.peek()?.filter(u8::is_ascii_alphabetic) {
            self.input.consume(1);
            if word.len() < 40 {
                word.push(byte.to_ascii_uppercase() as char);
            }
        }
        if word.is_empty() {
            self.next()?;
        }
        Ok(word)
    }

    /// Passes over a statement: to the semicolon that stands in no quotes.
    pub fn skip_statement(&mut self) -> Result<(), Broken> {
        self.statement_into(&mut |_| {})
    }

    fn statement_into(&mut self, keep: &mut dyn FnMut(u8)) -> Result<(), Broken> {
        while let Some(byte) = self.next()? {
            match byte {
                b';' => return Ok(()),
                b'\'' | b'"' | b'`' => {
                    keep(byte);
                    self.quoted_into(byte, keep)?;
                    keep(byte);
                }
                b'$' => self.skip_dollars()?,
                _ => keep(byte),
            }
        }
        Ok(())
    }

    /// What stands until the closing quote, with the quote's escapes left as they are.
    fn quoted_into(&mut self, quote: u8, keep: &mut dyn FnMut(u8)) -> Result<(), Broken> {
        while let Some(byte) = self.next()? {
            if byte == quote {
                return Ok(());
            }
            keep(byte);
            if byte == b'\\' && self.escapes && quote == b'\'' {
                self.next()?;
            }
        }
        Ok(())
    }

    /// The body of a function: `$$ … $$` or `$tag$ … $tag$`.
    fn skip_dollars(&mut self) -> Result<(), Broken> {
        let mut tag = vec![b'$'];
        while let Some(byte) = self.peek()?.filter(|byte| byte.is_ascii_alphanumeric() || *byte == b'_') {
            self.input.consume(1);
            tag.push(byte);
        }
        if self.peek()? != Some(b'$') {
            return Ok(());
        }
        self.input.consume(1);
        tag.push(b'$');
        let mut seen = Vec::new();
        while let Some(byte) = self.next()? {
            seen.push(byte);
            if seen.ends_with(&tag) {
                return Ok(());
            }
            if seen.len() > 4 * tag.len() + 64 {
                seen.drain(..seen.len() - tag.len());
            }
        }
        Ok(())
    }

    /// `CREATE TABLE …`: remembers its columns, for INSERT statements that name none, and says which table it is.
    fn described(&mut self) -> Result<Option<String>, Broken> {
        let mut text = Vec::new();
        self.statement_into(&mut |byte| {
            if text.len() < LONGEST_TABLE {
                text.push(byte);
            }
        })?;
        let text = String::from_utf8_lossy(&text);
        self.escapes = self.escapes || text.contains('`');
        let Some((table, columns)) = table_of(&text) else { return Ok(None) };
        self.columns.insert(table.clone(), columns);
        Ok(Some(table))
    }
}

/// The name of a table and its columns, out of what follows `CREATE`.
fn table_of(text: &str) -> Option<(String, Vec<String>)> {
    let rest = text.trim_start().strip_prefix("TABLE")?;
    let (name, body) = rest.split_once('(')?;
    let name = name.split_whitespace().last()?;
    let mut columns = Vec::new();
    for piece in apart(body.rsplit_once(')').map_or(body, |(body, _)| body)) {
        let piece = piece.trim();
        let first = piece.split_whitespace().next().unwrap_or_default();
        if !first.is_empty() && !is_no_column(first, &piece[first.len()..]) {
            columns.push(bare(first));
        }
    }
    Some((bare(name), columns))
}

/// Whether a line of a table describes a key or a condition. Some words for keys are names of columns, too: PostgreSQL writes
/// `key text` without quotes where MySQL means `KEY name (column)`.
fn is_no_column(first: &str, rest: &str) -> bool {
    const NEVER: [&str; 5] = ["PRIMARY", "UNIQUE", "CONSTRAINT", "FOREIGN", "CHECK"];
    const BOTH: [&str; 5] = ["KEY", "INDEX", "FULLTEXT", "SPATIAL", "EXCLUDE"];
    let (first, rest) = (first.to_uppercase(), rest.trim_start());
    // `UNIQUE(a)` is one word.
    let word = first.split('(').next().unwrap_or_default();
    let mut words = rest.split_whitespace();
    let (second, third) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_key = rest.starts_with(['(', '`', '"'])
        || third.starts_with('(')
        || first.contains('(')
        || ["KEY", "INDEX", "USING"].contains(&second.to_uppercase().as_str());
    NEVER.contains(&word) || (BOTH.contains(&word) && is_key)
}

/// Cut at the commas that stand in no brackets and no quotes.
fn apart(text: &str) -> Vec<&str> {
    let (mut pieces, mut start, mut deep, mut quote) = (Vec::new(), 0, 0i32, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"' | '`') => quote = Some(c),
            (None, '(') => deep += 1,
            (None, ')') => deep -= 1,
            (None, ',') if deep == 0 => {
                pieces.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// A name without its schema and its quotes.
pub(super) fn bare(name: &str) -> String {
    let last = name.rsplit('.').next().unwrap_or(name);
    last.trim().trim_matches(['`', '"']).to_owned()
}

/// The names in `(a, "b", `c`)`.
pub(super) fn names(list: &str) -> Vec<String> {
    apart(list).into_iter().map(bare).filter(|name| !name.is_empty()).collect()
}
