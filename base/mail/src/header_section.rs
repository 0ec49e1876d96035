//! The header section of a mail or of one part: fields in order, bounded in number and size, borrowed from the bytes.
//!
//! Fields beyond the limits are skipped, not refused, so the text below a hostile header is still found.

use encoding_rs::Encoding;

use crate::{charset, words};

const MOST_FIELDS: usize = 2_000;
const LONGEST_FIELD_BYTES: usize = 256 * 1024;
const LARGEST_SECTION_BYTES: usize = 1024 * 1024;

/// The fields of one header section. `hint` is the charset raw 8-bit bytes in them are probably in.
#[derive(Debug, Default)]
pub(crate) struct HeaderSection<'a> {
    fields: Vec<(&'a [u8], &'a [u8])>,
    pub(crate) hint: Option<&'static Encoding>,
    pub(crate) truncated: bool,
    pub(crate) broken: bool,
}

impl<'a> HeaderSection<'a> {
    /// Splits a section off the bytes: its fields, and the body that follows.
    pub(crate) fn split(raw: &'a [u8]) -> (Self, &'a [u8]) {
        let mut section = Self::default();
        let mut rest = skip_envelope_line(raw);
        let mut kept_bytes = 0;
        while !rest.is_empty() {
            if let Some(body) = after_empty_line(rest) {
                return (section, body);
            }
            let (field, next) = take_field(rest);
            match name_and_value(field) {
                Some((name, value)) => {
                    let value = &value[..value.len().min(LONGEST_FIELD_BYTES)];
                    kept_bytes += name.len() + value.len();
                    if section.fields.len() < MOST_FIELDS && kept_bytes <= LARGEST_SECTION_BYTES {
                        section.fields.push((name, value));
                    } else {
                        section.truncated = true;
                    }
                    section.truncated |= field.len() > LONGEST_FIELD_BYTES;
                }
                None if starts_with(field, b">From ") => {}
                None => {
                    section.broken = true;
                    return (section, rest);
                }
            }
            rest = next;
        }
        (section, rest)
    }

    /// The fields above the first of this name; all of them where there is none.
    pub(crate) fn above(&self, name: &str) -> Self {
        let fields = self.fields.iter().take_while(|(found, _)| !found.eq_ignore_ascii_case(name.as_bytes()));
        Self { fields: fields.copied().collect(), hint: self.hint, ..Self::default() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The values of all fields of this (lower-case) name, unfolded, encoded words untouched.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = String> {
        self.fields
            .iter()
            .filter(move |(found, _)| found.eq_ignore_ascii_case(name.as_bytes()))
            .map(|(_, value)| unfold(value, self.hint))
    }

    /// The bytes of the values of this name as they stand, line end and all.
    pub(crate) fn values(&self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        self.fields
            .iter()
            .filter(move |(found, _)| found.eq_ignore_ascii_case(name.as_bytes()))
            .map(|(_, value)| *value)
    }

    /// A value of bytes in one line, encoded words untouched.
    pub(crate) fn unfolded(&self, value: &[u8]) -> String {
        unfold(value, self.hint)
    }

    /// The first value of this name, unfolded, encoded words untouched.
    pub(crate) fn first(&self, name: &str) -> Option<String> {
        self.all(name).next()
    }

    /// The first value of this name as people read it.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.first(name).map(|value| words::decode(&value))
    }

    /// Whether a field of this name is there.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(found, _)| found.eq_ignore_ascii_case(name.as_bytes()))
    }
}

fn starts_with(bytes: &[u8], prefix: &[u8]) -> bool {
    bytes.len() >= prefix.len() && bytes[..prefix.len()].eq_ignore_ascii_case(prefix)
}

/// Mail kept in mbox files opens with an envelope line; some gateways open with empty lines or a byte order mark.
fn skip_envelope_line(raw: &[u8]) -> &[u8] {
    let raw = raw.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(raw);
    let start = raw.iter().position(|byte| !matches!(byte, b'\r' | b'\n')).unwrap_or(raw.len());
    let raw = &raw[start..];
    if starts_with(raw, b"From ") { &raw[line_end(raw)..] } else { raw }
}

fn line_end(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| at + 1)
}

fn after_empty_line(rest: &[u8]) -> Option<&[u8]> {
    rest.strip_prefix(b"\r\n")
        .or_else(|| rest.strip_prefix(b"\n"))
        .or_else(|| rest.strip_prefix(b"\r\r\n"))
}

/// One field with its folded lines. A line of nothing but blanks does not continue a field: broken mailers end headers so.
fn take_field(rest: &[u8]) -> (&[u8], &[u8]) {
    let mut end = line_end(rest);
    while end < rest.len() && matches!(rest[end], b' ' | b'\t') {
        let line = line_end(&rest[end..]);
        if rest[end..end + line].iter().all(u8::is_ascii_whitespace) && end + line < rest.len() {
            let next = &rest[end + line..];
            if !next.starts_with(b" ") && !next.starts_with(b"\t") {
                return (&rest[..end], &rest[end + line..]);
            }
        }
        end += line;
    }
    rest.split_at(end)
}

fn name_and_value(field: &[u8]) -> Option<(&[u8], &[u8])> {
    let colon = field.iter().take(200).position(|byte| *byte == b':')?;
    let name = field[..colon].trim_ascii_end();
    let proper = !name.is_empty() && name.iter().all(|byte| (33..127).contains(byte));
    proper.then(|| (name, &field[colon + 1..]))
}

/// One line of text: folds become single blanks, control characters go, bytes become characters.
fn unfold(value: &[u8], hint: Option<&'static Encoding>) -> String {
    let text = match std::str::from_utf8(value) {
        Ok(text) => std::borrow::Cow::Borrowed(text),
        Err(_) => charset::guess_with_hint(value, hint).into(),
    };
    let mut line = String::with_capacity(text.len());
    for part in text.split(['\r', '\n']) {
        let part = if line.is_empty() { part.trim_start() } else { part };
        if !line.is_empty() && !part.is_empty() && !part.starts_with([' ', '\t']) {
            line.push(' ');
        }
        line.extend(part.chars().map(|c| if c == '\t' { ' ' } else { c }).filter(|c| !c.is_control() || *c == '\u{1b}'));
    }
    line.truncate(line.trim_end().len());
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_fields_are_one_line_and_the_body_follows() {
        let raw = b"From x\nSubject: a\r\n  b\r\nX-Odd :1\r\n\r\nbody";

        let (section, body) = HeaderSection::split(raw);

        assert_eq!(section.first("subject").as_deref(), Some("a  b"));
        assert_eq!(section.first("x-odd").as_deref(), Some("1"));
        assert_eq!(body, b"body");
    }

    #[test]
    fn a_line_that_is_no_field_starts_the_body() {
        let (section, body) = HeaderSection::split(b"Subject: a\nhello you\nmore: x\n");

        assert!(section.broken);
        assert_eq!(body, b"hello you\nmore: x\n");
    }
}
