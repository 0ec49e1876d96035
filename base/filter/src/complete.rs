//! What may come next: keys while a word begins, values behind a sign. The caller supplies the names.

use crate::lexicon::{HEADS, Head, PRIORITIES, UNRATED, head, head_word};
use crate::pieces::{Kind, Piece, cut};
use crate::print::quoted;
use crate::{Age, Key, Vocabulary, folded};

/// No more than a person reads at a glance.
const MOST: usize = 12;

/// One thing that may stand from `start` to `end`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    pub start: usize,
    pub end: usize,
    /// What to put there; a finished term ends with a space, a key with its sign.
    pub text: String,
    /// The key it belongs to, for an explanation: `status`, `waiting`.
    pub about: &'static str,
    /// The value alone, where it is one.
    pub value: Option<String>,
}

/// What may stand where the cursor is. `cursor` is a byte; one within a character counts as its beginning.
pub fn complete(text: &str, cursor: usize, vocabulary: &Vocabulary) -> Vec<Suggestion> {
    let mut cursor = cursor.min(text.len());
    while !text.is_char_boundary(cursor) {
        cursor -= 1;
    }
    let before = &text[..cursor];
    let pieces = cut(before, true).unwrap_or_default();
    let begun = pieces
        .last()
        .copied()
        .filter(|piece| piece.kind != Kind::Open && piece.kind != Kind::Close && piece.end == cursor);
    let nothing = Piece { start: cursor, end: cursor, kind: Kind::Term, text: "" };
    let mut found = begun_term(begun.unwrap_or(nothing), vocabulary);
    found.truncate(MOST);
    found
}

fn begun_term(piece: Piece<'_>, vocabulary: &Vocabulary) -> Vec<Suggestion> {
    let bare = piece.text.trim_start_matches(['-', '－']);
    let minus = if bare.len() == piece.text.len() { "" } else { "-" };
    let at = |text: String, about, value| Suggestion { start: piece.start, end: piece.end, text: format!("{minus}{text}"), about, value };
    match bare.find([':', '：', '>', '<', '＞', '＜']).map(|sign| bare.split_at(sign)) {
        None => heads(bare)
            .map(|head| at(format!("{}{}", head_word(head), sign(head)), head_word(head), None))
            .collect(),
        Some((word, rest)) => {
            let Some(head) = head(word) else { return Vec::new() };
            let typed = rest.trim_start_matches([':', '：', '>', '<', '=', '＞', '＜']);
            let written = &rest[..rest.len() - typed.len()];
            let (kept, last) = typed.rsplit_once([',', '，']).map_or(("", typed), |(kept, last)| (&typed[..=kept.len()], last));
            let values = values(head, vocabulary).into_iter().filter(|value| begins(value, last));
            values
                .map(|value| at(format!("{}{written}{kept}{} ", head_word(head), quoted(&value)), head_word(head), Some(value)))
                .collect()
        }
    }
}

/// The keys that begin so, in any of the languages; all of them if nothing is begun.
fn heads(begun: &str) -> impl Iterator<Item = Head> {
    let begun = folded(begun);
    HEADS
        .iter()
        .filter(move |(_, row)| row.iter().any(|word| folded(word).starts_with(&begun)))
        .map(|(head, _)| *head)
}

const fn sign(head: Head) -> &'static str {
    match head {
        Head::Age(_) => ">",
        Head::Key(_) | Head::Priority | Head::Rating => ":",
    }
}

fn values(head: Head, vocabulary: &Vocabulary) -> Vec<String> {
    let spans: &[&str] = match head {
        Head::Key(key) => return key_values(key, vocabulary),
        Head::Priority => return PRIORITIES.iter().filter_map(|row| row.first()).map(|word| (*word).to_owned()).collect(),
        Head::Rating => &["1", "2", "3", "4", "5", "<3", ">3", UNRATED[0]],
        Head::Age(Age::Waiting) => &["30m", "1h", "2h", "4h", "1d"],
        Head::Age(Age::Created | Age::Active) => &["1h", "1d", "7d", "30d"],
    };
    spans.iter().map(|span| (*span).to_owned()).collect()
}

fn key_values(key: Key, vocabulary: &Vocabulary) -> Vec<String> {
    vocabulary.choices(key)
}

/// Whether the value, or a word in it, begins with what was typed.
fn begins(value: &str, typed: &str) -> bool {
    let (value, typed) = (folded(value), folded(typed.trim_start_matches('"')));
    value.starts_with(&typed) || value.split([' ', '-', '_']).any(|word| word.starts_with(&typed))
}
