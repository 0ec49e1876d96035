//! The words of a mail changed inside its bytes: what a reader would see is given to somebody who may change it, and written back in the
//! same charset and transfer encoding. Files, structure, addresses and every other header stay byte for byte.
//!
//! Called before a raw mail is kept, to cover what must not be kept. It walks the same tree as `read`, by the same rules, so that what
//! one sees the other sees.

mod write_back;

use crate::header_section::HeaderSection;
use crate::letter::Letter;
use crate::mailbox::Mailbox;
use crate::parameters::Parametered;
use crate::parts::{Children, Contents, DEEPEST, MOST_PARTS, Place, meta_charset, split_part};
use crate::{charset, read, transfer, words};

/// Fields people write words into.
const WORDY: &[&str] = &["subject", "thread-topic", "comments", "keywords"];
/// Fields with people in them, whose names are words as well.
const PEOPLE: &[&str] = &["from", "sender", "reply-to", "to", "cc", "bcc", "resent-from", "resent-sender", "resent-to", "resent-cc"];

/// What is given to whoever changes words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    Plain,
    Html,
}

/// What one may do to words: `None` leaves them.
pub trait Change: FnMut(&str, Words) -> Option<String> {}
impl<F: FnMut(&str, Words) -> Option<String>> Change for F {}

/// The mail with its words changed; `None` if nothing was changed. Whatever `change` would still change afterwards, because of a form it
/// could not be written back in, loses its digits: what cannot be covered well is covered all the same.
pub fn rewritten(raw: &[u8], mut change: impl Change) -> Option<Vec<u8>> {
    let mended = with_line_feeds(raw);
    let changed = once(mended.as_deref().unwrap_or(raw), &mut change)?;
    if !wants_change(&read(&changed), &mut change) {
        return Some(changed);
    }
    let without_digits = once(&changed, &mut |text: &str, _: Words| {
        let covered: String = text.chars().map(|c| if c.is_numeric() { '*' } else { c }).collect();
        (covered != text).then_some(covered)
    });
    Some(without_digits.unwrap_or(changed))
}

/// As `read` does it: mail with bare CR for line ends.
fn with_line_feeds(raw: &[u8]) -> Option<Vec<u8>> {
    let bare = raw.contains(&b'\r') && !raw.contains(&b'\n');
    bare.then(|| raw.iter().map(|byte| if *byte == b'\r' { b'\n' } else { *byte }).collect())
}

/// Whether anything a reader sees would still be changed.
fn wants_change(letter: &Letter, change: &mut impl Change) -> bool {
    change(&letter.subject, Words::Plain).is_some()
        || change(&letter.text, Words::Plain).is_some()
        || letter.html.as_deref().is_some_and(|html| change(html, Words::Html).is_some())
}

fn once(raw: &[u8], change: &mut impl Change) -> Option<Vec<u8>> {
    let mut walk = Walk { raw, edits: Vec::new(), parts: 0, change };
    walk.mail();
    (!walk.edits.is_empty()).then(|| walk.applied())
}

/// A stretch of the bytes, and what takes its place.
struct Edit {
    from: usize,
    to: usize,
    bytes: Vec<u8>,
}

struct Walk<'a, 'c, C> {
    raw: &'a [u8],
    edits: Vec<Edit>,
    parts: usize,
    change: &'c mut C,
}

impl<'a, C: Change> Walk<'a, '_, C> {
    fn mail(&mut self) {
        let (headers, body) = HeaderSection::split(self.raw);
        if headers.is_empty() {
            return self.bare(self.raw);
        }
        for name in WORDY {
            for value in headers.values(name) {
                self.field(value);
            }
        }
        for name in PEOPLE {
            for value in headers.values(name) {
                self.people(value);
            }
        }
        self.part(&headers, body, Place::default());
    }

    fn part(&mut self, headers: &HeaderSection<'a>, body: &'a [u8], place: Place) {
        self.parts += 1;
        let mut scratch = Contents::default();
        let kind = scratch.content_type(headers, place);
        if let Some(subtype) = kind.value.strip_prefix("multipart/") {
            if let Some(boundary) = kind.get("boundary").map(str::to_owned).or_else(|| scratch.found_boundary(body)) {
                return self.multipart(&boundary, subtype, body, place);
            }
            return self.words(&Parametered::default(), headers, body, Words::Plain);
        }
        if Contents::is_file(&kind, headers, place) {
            return;
        }
        let html = matches!(kind.value.as_str(), "text/html" | "text/x-amp-html");
        self.words(&kind, headers, body, if html { Words::Html } else { Words::Plain });
    }

    fn multipart(&mut self, boundary: &str, subtype: &str, body: &'a [u8], place: Place) {
        if place.depth >= DEEPEST {
            return self.bare(body);
        }
        let mut at = body;
        for child in Children::new(body, boundary) {
            self.bare(&at[..offset(at, child)]);
            at = &at[offset(at, child) + child.len()..];
            if self.parts >= MOST_PARTS {
                self.bare(child);
                continue;
            }
            let (headers, inside) = split_part(child);
            self.part(&headers, inside, place.inside(subtype));
        }
        self.bare(at);
    }

    /// Bytes nobody gave a meaning: changed where they can be read as they stand. Lines that bound parts stay.
    fn bare(&mut self, bytes: &[u8]) {
        let mut at = 0;
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            let end = offset(bytes, line);
            if line.starts_with(b"--") {
                self.stretch(&bytes[at..end]);
                at = end + line.len();
            }
        }
        self.stretch(&bytes[at..]);
    }

    fn stretch(&mut self, bytes: &[u8]) {
        let text = write_back::as_single_bytes(bytes);
        if let Some(new) = (self.change)(&text, Words::Plain)
            && let Some(new) = write_back::to_single_bytes(&new)
        {
            self.replace(bytes, new);
        }
    }

    fn words(&mut self, kind: &Parametered, headers: &HeaderSection<'a>, body: &'a [u8], words: Words) {
        let encoding = headers.first("content-transfer-encoding").unwrap_or_default();
        let decoded = transfer::decode(body, &encoding, usize::MAX / 8).bytes;
        let label = kind
            .get("charset")
            .map(str::to_owned)
            .or_else(|| (words == Words::Html).then(|| meta_charset(&decoded)).flatten());
        let text = charset::decode(&decoded, label.as_deref()).text;
        let Some(new) = (self.change)(&text, words) else { return };
        let encoded = write_back::in_charset(&decoded, &text, &new, label.as_deref());
        if encoded.is_utf8_now
            && let Some(label) = label.as_deref()
        {
            self.relabel(headers, label);
        }
        self.replace(body, write_back::transfer_encoded(&encoded.bytes, &encoding, body));
    }

    /// Says UTF-8 where the field named another charset.
    fn relabel(&mut self, headers: &HeaderSection<'a>, label: &str) {
        for value in headers.values("content-type") {
            let found = value.windows(label.len()).position(|window| window.eq_ignore_ascii_case(label.as_bytes()));
            if let Some(at) = found {
                self.replace(&value[at..at + label.len()], b"utf-8".to_vec());
            }
        }
    }

    fn field(&mut self, value: &[u8]) {
        let hint = HeaderSection::default();
        let text = words::decode(&hint.unfolded(value));
        if let Some(new) = (self.change)(&text, Words::Plain) {
            self.replace(value, write_back::encoded_words(&new, line_end(value)));
        }
    }

    /// The names of a list of people are changed where they stand, and nothing else. Where that is not all there is to change (a name in
    /// another spelling, a comment, somebody without an address), the list is written anew: names and addresses, and no more.
    fn people(&mut self, value: &[u8]) {
        let text = HeaderSection::default().unfolded(value);
        let mut list = Mailbox::parse_list(&text);
        if list.is_empty() {
            return self.field(value);
        }
        let mut in_place = std::str::from_utf8(value).ok().map(str::to_owned);
        let mut is_changed = false;
        for mailbox in &mut list {
            let Some(new) = (self.change)(&mailbox.name, Words::Plain) else { continue };
            in_place = in_place
                .filter(|text| text.contains(&mailbox.name))
                .map(|text| text.replacen(&mailbox.name, &new, 1));
            (mailbox.name, is_changed) = (new, true);
        }
        let rest = in_place.as_deref().unwrap_or(&text);
        let rest = list.iter().fold(words::decode(rest), |rest, mailbox| without(&rest, &mailbox.address));
        let is_more = (self.change)(&rest, Words::Plain).is_some();
        match in_place {
            Some(text) if is_changed && !is_more => self.replace(value, text.into_bytes()),
            _ if is_changed || is_more => self.replace(value, write_back::mailboxes(&list, line_end(value))),
            _ => {}
        }
    }

    fn replace(&mut self, old: &[u8], bytes: Vec<u8>) {
        let from = offset(self.raw, old);
        self.edits.push(Edit { from, to: from + old.len(), bytes });
    }

    fn applied(mut self) -> Vec<u8> {
        self.edits.sort_by_key(|edit| (edit.from, edit.to));
        let (mut out, mut at) = (Vec::with_capacity(self.raw.len() + 64), 0);
        for edit in &self.edits {
            if edit.from < at {
                continue;
            }
            out.extend_from_slice(&self.raw[at..edit.from]);
            out.extend_from_slice(&edit.bytes);
            at = edit.to;
        }
        out.extend_from_slice(&self.raw[at..]);
        out
    }
}

/// The text without an address, which is kept in small letters.
fn without(text: &str, address: &str) -> String {
    match text.to_ascii_lowercase().find(&address.to_ascii_lowercase()) {
        Some(at) if !address.is_empty() => format!("{} {}", &text[..at], &text[at + address.len()..]),
        _ => text.to_owned(),
    }
}

fn line_end(value: &[u8]) -> &'static [u8] {
    if value.ends_with(b"\r\n") { b"\r\n" } else { b"\n" }
}

/// Where a piece of some bytes begins in them.
fn offset(whole: &[u8], piece: &[u8]) -> usize {
    (piece.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize).min(whole.len())
}

#[cfg(test)]
mod tests;
