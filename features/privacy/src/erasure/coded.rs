//! How mails write words: with soft breaks and `=C3=AD` in quoted-printable, folded in a header, over several lines in base64. What is found is
//! covered in its place, so that the mail keeps its shape.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use regex::bytes::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A line may end anywhere in a word.
const SOFT: &str = r"(?:=[ \t]*\r?\n)?";
/// Between words, as headers fold them and write them in short.
const SPACE: &str = r"(?:[ \t_]|=20|=[ \t]*\r?\n|\r?\n[ \t]+)+";

/// Lines of base64. Shorter ones are found by what base64 makes of the words themselves.
static RUN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?-u)[A-Za-z0-9+/]{20,}(?:\r?\n[A-Za-z0-9+/]+)*").unwrap_or_else(|e| panic!("a pattern of ours: {e}")));

/// Takes what is cut off at an end, too.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A pattern for bytes: the word as quoted-printable may write it, in UTF-8 and in the one-byte letters of western Europe.
pub(super) fn quoted(word: &str) -> String {
    word.chars().map(letter).collect::<Vec<_>>().join(SOFT)
}

fn letter(c: char) -> String {
    if c == ' ' {
        return SPACE.to_owned();
    }
    let mut ways = vec![regex::escape(&c.to_string())];
    if !c.is_ascii_alphanumeric() {
        for one in c.to_lowercase().chain(c.to_uppercase()) {
            ways.push(one.to_string().bytes().map(|byte| format!("={byte:02X}")).collect::<Vec<_>>().join(SOFT));
            if let byte @ 0x80..=0xff = u32::from(one) {
                ways.push(format!("={byte:02X}"));
                ways.push(format!(r"(?-u:\x{byte:02X})"));
            }
        }
    }
    format!("(?:{})", ways.join("|"))
}

/// Covers a hit: what breaks lines stays.
pub(super) fn cover(bytes: &mut [u8], hit: Range<usize>, with: u8) {
    let ends_a_line = |rest: &[u8]| matches!(rest, [b'\n', ..] | [b'\r', b'\n', ..]);
    for at in hit {
        let soft = bytes.get(at) == Some(&b'=') && bytes.get(at + 1..).is_some_and(ends_a_line);
        if let Some(byte) = bytes.get_mut(at).filter(|byte| !soft && !matches!(**byte, b' ' | b'\t' | b'\r' | b'\n')) {
            *byte = with;
        }
    }
}

/// Every run of base64 with what it says.
pub(super) fn runs(bytes: &[u8]) -> impl Iterator<Item = (Range<usize>, Vec<u8>)> {
    RUN.find_iter(bytes).filter_map(|run| {
        let mut letters: Vec<u8> = run.as_bytes().iter().copied().filter(|byte| !is_break(*byte)).collect();
        if letters.len() % 4 == 1 {
            letters.pop();
        }
        Some((run.range(), BASE64.decode(letters).ok()?))
    })
}

/// Writes what a run says now in its place, line by line as it was.
pub(super) fn rewrite(bytes: &mut [u8], run: Range<usize>, says: &[u8]) {
    let places = bytes.get_mut(run).into_iter().flatten().filter(|byte| !is_break(**byte));
    for (place, letter) in places.zip(BASE64.encode(says).bytes()) {
        *place = letter;
    }
}

const fn is_break(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}
