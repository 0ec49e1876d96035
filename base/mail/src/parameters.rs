//! Content-Type and Content-Disposition: a value and its parameters, with RFC 2231 pieces put together, RFC 2047 where
//! mailers wrongly use it, and the first of doubled parameters winning.

use crate::{charset, transfer, words};

const MOST_PARAMETERS: usize = 200;

/// A structured field: `value` is lower-case, parameter names too.
#[derive(Debug, Default, Clone)]
pub(crate) struct Parametered {
    pub(crate) value: String,
    parameters: Vec<(String, String)>,
}

impl Parametered {
    pub(crate) fn parse(field: &str) -> Self {
        let mut pieces = split_outside_quotes(field).into_iter();
        let value = pieces.next().unwrap_or_default();
        let value = value.split_whitespace().next().unwrap_or_default().trim_matches('"').to_ascii_lowercase();
        let mut plain = Vec::new();
        let mut sections = Vec::new();
        for piece in pieces.take(MOST_PARAMETERS) {
            let Some((name, value)) = piece.split_once('=') else { continue };
            let (name, value) = (name.trim().to_ascii_lowercase(), unquote(value.trim()));
            match name.split_once('*') {
                None => plain.push((name, value)),
                Some((base, section)) => sections.push(Section::new(base, section, value)),
            }
        }
        let mut parameters = join(sections);
        parameters.extend(plain.into_iter().map(|(name, value)| (name, words::decode(&value))));
        Self { value, parameters }
    }

    /// The first parameter of this name that says something.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|(found, value)| found == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }
}

/// One piece of an RFC 2231 parameter: `filename*2*=…`.
struct Section {
    base: String,
    number: u16,
    encoded: bool,
    value: String,
}

impl Section {
    fn new(base: &str, section: &str, value: String) -> Self {
        let encoded = section.is_empty() || section.ends_with('*');
        let number = section.trim_end_matches('*').parse().unwrap_or(0);
        Self { base: base.to_owned(), number, encoded, value }
    }
}

/// Puts the pieces of each parameter together as bytes, then decodes them once.
fn join(mut sections: Vec<Section>) -> Vec<(String, String)> {
    sections.sort_by(|a, b| (&a.base, a.number).cmp(&(&b.base, b.number)));
    let mut whole: Vec<(String, Option<String>, Vec<u8>)> = Vec::new();
    for section in sections {
        let opens = whole.last().is_none_or(|(base, ..)| *base != section.base);
        if opens {
            whole.push((section.base.clone(), None, Vec::new()));
        }
        let Some((_, label, bytes)) = whole.last_mut() else { continue };
        let mut value = section.value.as_str();
        if opens
            && section.encoded
            && let Some((named, text)) = value.split_once('\'')
        {
            *label = Some(named.to_owned());
            value = text.split_once('\'').map_or(text, |(_, text)| text);
        }
        if section.encoded {
            bytes.extend(percent_decode(value))
        } else {
            bytes.extend(value.bytes())
        }
    }
    whole
        .into_iter()
        .map(|(base, label, bytes)| {
            let text = charset::decode(&bytes, label.as_deref().filter(|label| !label.is_empty())).text;
            (base, words::decode(&text))
        })
        .collect()
}

fn percent_decode(value: &str) -> Vec<u8> {
    let bytes = value.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match transfer::hex_pair(&bytes[at + 1..]).filter(|_| bytes[at] == b'%') {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    out
}

fn split_outside_quotes(field: &str) -> Vec<&str> {
    let (mut pieces, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, c) in field.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                pieces.push(&field[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    pieces.push(&field[start..]);
    pieces
}

fn unquote(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"') else { return value.to_owned() };
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            // Windows paths in names are not escaped by those who write them; only quotes and backslashes are.
            '\\' => match chars.next() {
                Some(next @ ('"' | '\\')) => out.push(next),
                Some(next) => out.extend(['\\', next]),
                None => {}
            },
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Parametered;

    #[test]
    fn names_are_read_in_every_style_senders_use() {
        for (field, name) in [
            (r#"attachment; filename="a;b.pdf""#, "a;b.pdf"),
            ("attachment; filename=plain.pdf", "plain.pdf"),
            ("attachment; filename*=utf-8''%E4%BD%A0.pdf", "你.pdf"),
            ("attachment; filename*0*=gb2312''%C4; filename*1*=%E3.pdf", "你.pdf"),
            (r#"attachment; filename*1="b.pdf"; filename*0="a-""#, "a-b.pdf"),
            (r#"attachment; filename="=?utf-8?B?5L2g?=.pdf""#, "你.pdf"),
            (r#"attachment; filename="x"; filename*=utf-8''y"#, "y"),
            (r#"attachment; filename="C:\docs\a.txt""#, r"C:\docs\a.txt"),
        ] {
            assert_eq!(Parametered::parse(field).get("filename"), Some(name), "{field}");
        }
    }
}
