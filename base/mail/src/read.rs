//! Bytes to a [`Letter`]. Never panics, never refuses: what cannot be read is flagged, and the limits are set before anything
//! is decoded. Attack case 10 (MIME bombs) and 11 (charset lies) end here.
//!
//! Time is linear in the bytes. Beside the raw bytes it holds at most the decoded files (40 MiB) and texts (1 MiB, cut).

use sha2::{Digest, Sha256};

use crate::header_section::HeaderSection;
use crate::letter::{Letter, Trouble};
use crate::mailbox::{self, MOST_MAILBOXES, Mailbox};
use crate::parameters::Parametered;
use crate::{Auto, auto, bounce, charset, date, parts};

const MOST_REFERENCES: usize = 500;
const LONGEST_ID: usize = 998;
const LONGEST_SUBJECT: usize = 1_000;
const LARGEST_BARE_CR_BYTES: usize = 4 * 1024 * 1024;

/// Reads one mail, whatever the bytes are.
pub fn read(raw: &[u8]) -> Letter {
    match with_line_feeds(raw) {
        Some(mended) => {
            let mut letter = read_lines(&mended, fallback_id(raw));
            letter.note(Trouble::BareLineEndings);
            letter
        }
        None => read_lines(raw, fallback_id(raw)),
    }
}

fn read_lines(raw: &[u8], fallback_id: String) -> Letter {
    let (mut headers, body) = HeaderSection::split(raw);
    headers.hint = declared_charset(&headers);
    if headers.is_empty() {
        return unreadable(raw, fallback_id);
    }
    let mut contents = parts::walk(&headers, body);
    let mut letter = letter_of(&headers, fallback_id);
    letter.text = contents.text();
    letter.html = contents.html();
    letter.attachments = std::mem::take(&mut contents.attachments);
    contents.troubles.into_iter().for_each(|trouble| letter.note(trouble));
    letter.bounce = bounce::recognise(&headers, &letter, body);
    letter.auto = auto::recognise(&headers, &letter);
    letter
}

/// The fields of the header section as values; text and files are added by the caller.
fn letter_of(headers: &HeaderSection<'_>, fallback_id: String) -> Letter {
    let from = list(headers, "from");
    let mut letter = Letter {
        message_id: headers.first("message-id").and_then(|field| ids(&field).into_iter().next()),
        fallback_id,
        in_reply_to: headers.first("in-reply-to").map(|field| ids(&field)).unwrap_or_default(),
        references: references(headers),
        from: from.into_iter().next(),
        sender: list(headers, "sender").into_iter().next(),
        reply_to: list(headers, "reply-to"),
        to: list(headers, "to"),
        cc: list(headers, "cc"),
        delivered_to: delivered_to(headers),
        return_path: return_path(headers),
        subject: headers.text("subject").unwrap_or_default().chars().take(LONGEST_SUBJECT).collect(),
        sent_at: headers.first("date").and_then(|field| date::moment(&field)),
        text: String::new(),
        html: None,
        attachments: Vec::new(),
        auto: Auto::No,
        bounce: None,
        authentication_results: headers.all("authentication-results").take(50).collect(),
        unreadable: None,
        troubles: Vec::new(),
    };
    if headers.truncated {
        letter.note(Trouble::HeadersTruncated);
    }
    if headers.broken {
        letter.note(Trouble::HeaderSectionBroken);
    }
    if letter.to.len() >= MOST_MAILBOXES || letter.cc.len() >= MOST_MAILBOXES {
        letter.note(Trouble::TooManyRecipients);
    }
    letter
}

/// No fields at all: the bytes are kept as text if they are any.
fn unreadable(raw: &[u8], fallback_id: String) -> Letter {
    let mut letter = letter_of(&HeaderSection::default(), fallback_id);
    let shown = &raw[..raw.len().min(64 * 1024)];
    letter.text = charset::decode(shown, None)
        .text
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    let nothing = raw.iter().all(u8::is_ascii_whitespace);
    letter.unreadable = Some(if nothing { "empty" } else { "no_headers" }.to_owned());
    letter
}

fn fallback_id(raw: &[u8]) -> String {
    let digest = Sha256::digest(raw);
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("sha256-{hex}@hash.frontline")
}

/// Mail with bare CR for line ends (old gateways) reads as one line; only its beginning is mended.
fn with_line_feeds(raw: &[u8]) -> Option<Vec<u8>> {
    let head = &raw[..raw.len().min(LARGEST_BARE_CR_BYTES)];
    let bare = head.contains(&b'\r') && !head.contains(&b'\n');
    bare.then(|| head.iter().map(|byte| if *byte == b'\r' { b'\n' } else { *byte }).collect())
}

fn declared_charset(headers: &HeaderSection<'_>) -> Option<&'static encoding_rs::Encoding> {
    let field = headers.first("content-type")?;
    charset::encoding_of(Parametered::parse(&field).get("charset")?)
}

fn list(headers: &HeaderSection<'_>, name: &str) -> Vec<Mailbox> {
    let mut found: Vec<Mailbox> = headers.all(name).flat_map(|field| Mailbox::parse_list(&field)).take(MOST_MAILBOXES).collect();
    let mut seen = std::collections::HashSet::with_capacity(found.len());
    found.retain(|mailbox| seen.insert(mailbox.address.clone()));
    found
}

/// The envelope recipients, each once, in the order of the fields.
fn delivered_to(headers: &HeaderSection<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in ["delivered-to", "x-original-to", "envelope-to", "x-delivered-to", "x-envelope-to"] {
        for address in headers.all(name).take(50).filter_map(|field| mailbox::normal_address(&field)) {
            if !found.contains(&address) {
                found.push(address);
            }
        }
    }
    found
}

fn return_path(headers: &HeaderSection<'_>) -> Option<String> {
    let field = headers.first("return-path")?;
    let inner = field.trim().trim_matches(['<', '>', ' ']);
    if inner.is_empty() { Some(String::new()) } else { mailbox::normal_address(inner) }
}

fn references(headers: &HeaderSection<'_>) -> Vec<String> {
    let mut found = headers.first("references").map(|field| ids(&field)).unwrap_or_default();
    // The newest say most; an endless thread loses its oldest.
    let surplus = found.len().saturating_sub(MOST_REFERENCES);
    found.drain(..surplus);
    found
}

/// The ids of a field: in brackets, or bare where a mailer forgot them.
pub(crate) fn ids(field: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = field;
    while let Some((_, after)) = rest.split_once('<') {
        let (id, next) = after.split_once('>').unwrap_or((after, ""));
        let id: String = id.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        if !id.is_empty() && id.len() <= LONGEST_ID {
            found.push(id);
        }
        rest = next;
    }
    if found.is_empty() {
        let bare = field.split_whitespace().filter(|word| word.contains('@') && word.len() <= LONGEST_ID);
        found.extend(bare.map(|word| word.trim_matches(['"', ',', ';', '>']).to_owned()));
    }
    found
}
