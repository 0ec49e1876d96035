//! Changed words as bytes again: in the charset they came in if that can say them, and in their transfer encoding.

use crate::charset;
use crate::mailbox::Mailbox;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use encoding_rs::{Encoding, UTF_8};

/// Words as bytes.
pub(super) struct Encoded {
    pub bytes: Vec<u8>,
    /// They are UTF-8 although another charset was named, which could not be written.
    pub is_utf8_now: bool,
}

const LINE: usize = 76;

/// `new` in the charset in which `decoded` says `text`.
pub(super) fn in_charset(decoded: &[u8], text: &str, new: &str, label: Option<&str>) -> Encoded {
    let as_is = |bytes: Vec<u8>| Encoded { bytes, is_utf8_now: false };
    if decoded == text.as_bytes() {
        return as_is(new.as_bytes().to_vec());
    }
    let named: Option<&'static Encoding> = label
        .and_then(charset::encoding_of)
        .filter(|encoding| encoding.output_encoding() == *encoding && *encoding != UTF_8);
    if let Some(encoding) = named {
        let (old, _, old_lost) = encoding.encode(text);
        let (bytes, _, lost) = encoding.encode(new);
        if !old_lost && !lost && old == decoded {
            return as_is(bytes.into_owned());
        }
    }
    Encoded { bytes: new.as_bytes().to_vec(), is_utf8_now: true }
}

/// The bytes in the transfer encoding the body had.
pub(super) fn transfer_encoded(bytes: &[u8], encoding: &str, body: &[u8]) -> Vec<u8> {
    let end: &[u8] = if body.windows(2).any(|pair| pair == b"\r\n") { b"\r\n" } else { b"\n" };
    let mut out = match encoding.trim().trim_end_matches(';').to_ascii_lowercase().as_str() {
        "base64" => in_lines(STANDARD.encode(bytes).as_bytes(), end),
        "quoted-printable" => return quoted_printable(bytes, end),
        _ => return bytes.to_vec(),
    };
    if body.ends_with(b"\n") {
        out.extend_from_slice(end);
    }
    out
}

fn in_lines(text: &[u8], end: &[u8]) -> Vec<u8> {
    text.chunks(LINE).collect::<Vec<_>>().join(end)
}

/// Quoted-printable with the line ends of the text as they stand.
fn quoted_printable(bytes: &[u8], end: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 8);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let (words, tail) = match line {
            [words @ .., b'\r', b'\n'] => (words, &b"\r\n"[..]),
            [words @ .., b'\n'] => (words, &b"\n"[..]),
            words => (words, &b""[..]),
        };
        let mut width = 0;
        for (at, byte) in words.iter().enumerate() {
            let last = at + 1 == words.len();
            let plain = matches!(byte, b'!'..=b'<' | b'>'..=b'~') || (matches!(byte, b' ' | b'\t') && !last);
            let taken = if plain { 1 } else { 3 };
            if width + taken > LINE - 1 {
                out.push(b'=');
                out.extend_from_slice(end);
                width = 0;
            }
            if plain {
                out.push(*byte);
            } else {
                out.extend_from_slice(format!("={byte:02X}").as_bytes());
            }
            width += taken;
        }
        out.extend_from_slice(tail);
    }
    out
}

/// A field's value of encoded words, in lines of a length every server takes.
pub(super) fn encoded_words(text: &str, end: &[u8]) -> Vec<u8> {
    let mut out = b" ".to_vec();
    if is_plain(text) {
        out.extend_from_slice(text.as_bytes());
    } else {
        out.extend_from_slice(&encoded(text, end));
    }
    out.extend_from_slice(end);
    out
}

/// A field's value of people, each with an address on a line of its own.
pub(super) fn mailboxes(list: &[Mailbox], end: &[u8]) -> Vec<u8> {
    let people = list.iter().map(|mailbox| {
        let name = match mailbox.name.as_str() {
            "" => return mailbox.address.clone().into_bytes(),
            name if is_plain(name) => format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")).into_bytes(),
            name => encoded(name, end),
        };
        [&name[..], b" <", mailbox.address.as_bytes(), b">"].concat()
    });
    let between = [&b","[..], end, b" "].concat();
    [&b" "[..], &people.collect::<Vec<_>>().join(&between[..]), end].concat()
}

fn is_plain(text: &str) -> bool {
    text.is_ascii() && !text.contains("=?") && text.len() < 900
}

fn encoded(text: &str, end: &[u8]) -> Vec<u8> {
    let (mut words, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        let (word, tail) = rest.split_at(rest.floor_char_boundary(42.min(rest.len())));
        words.push(format!("=?utf-8?B?{}?=", STANDARD.encode(word)).into_bytes());
        rest = tail;
    }
    words.join(&[end, &b" "[..]].concat()[..])
}

/// Bytes as characters of the same number.
pub(super) fn as_single_bytes(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// The other way; `None` if a character is no byte.
pub(super) fn to_single_bytes(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect()
}
