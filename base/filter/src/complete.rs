//! What may come next: keys while a word begins, values behind a sign, in the reader's language. What was typed in another
//! one is gone on in that. The caller supplies the names.

use crate::gaps::joined;
use crate::lexicon::{DAYS, HEADS, Head, PRIORITIES, Row, UNRATED, fixed, head, head_row, lone};
use crate::pieces::{Kind, Piece, cut};
use crate::print::quoted;
use crate::told::SIGNS;
use crate::{Age, Key, Vocabulary, folded};
use kit::Locale;

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
    /// The value alone as it is kept, where it is one.
    pub value: Option<String>,
}

/// What may stand where the cursor is, for a reader of this language. `cursor` is a byte; one within a character counts as
/// its beginning.
pub fn complete(text: &str, cursor: usize, vocabulary: &Vocabulary, locale: Locale) -> Vec<Suggestion> {
    let mut cursor = cursor.min(text.len());
    while !text.is_char_boundary(cursor) {
        cursor -= 1;
    }
    let before = &text[..cursor];
    let pieces = joined(before, &cut(before, true).unwrap_or_default(), vocabulary);
    let begun = pieces
        .last()
        .copied()
        .filter(|piece| piece.kind != Kind::Open && piece.kind != Kind::Close && piece.end == cursor);
    let nothing = Piece { start: cursor, end: cursor, kind: Kind::Term, text: "" };
    let mut found = begun_term(begun.unwrap_or(nothing), vocabulary, locale);
    found.truncate(MOST);
    found
}

fn begun_term(piece: Piece<'_>, vocabulary: &Vocabulary, locale: Locale) -> Vec<Suggestion> {
    let bare = piece.text.trim_start_matches(['-', '－', '!', '！']);
    let minus = if bare.len() == piece.text.len() { "" } else { "-" };
    let at = |text: String, about, value| Suggestion { start: piece.start, end: piece.end, text: format!("{minus}{text}"), about, value };
    match bare.find(SIGNS).map(|sign| bare.split_at(sign)) {
        None => named(bare, locale)
            .map(|(head, text, value)| at(format!("{text} "), head_row(head).word(), Some(value)))
            .chain(heads(bare, locale).map(|(head, word)| at(format!("{word}{}", sign(head)), head_row(head).word(), None)))
            .collect(),
        Some((word, rest)) => {
            let word = word.trim_end();
            let Some(head) = head(word) else { return Vec::new() };
            let typed = rest.trim_start_matches(SIGNS).trim_start();
            let written = rest[..rest.len() - typed.len()].trim_end();
            let (kept, last) = typed
                .rsplit_once([',', '，'])
                .map_or(("", typed), |(kept, _)| typed.split_at(after_comma(typed, kept)));
            let language = head_row(head).language(word).unwrap_or(locale);
            let choices = values(head, vocabulary).into_iter();
            let fitting = choices.filter_map(|choice| Some((choice.begun(last.trim_start(), language, locale)?, choice)));
            fitting
                .map(|(said, choice)| at(format!("{word}{written}{kept}{} ", quoted(&said)), head_row(head).word(), Some(choice.kept())))
                .collect()
        }
    }
}

/// Where a list of values goes on.
fn after_comma(typed: &str, kept: &str) -> usize {
    kept.len() + typed[kept.len()..].chars().next().map_or(0, char::len_utf8)
}

/// The value a whole word names without its key: `urgent` is `priority:urgent`.
fn named(typed: &str, locale: Locale) -> impl Iterator<Item = (Head, String, String)> {
    use crate::Condition::{Is, Priority};
    let found = lone(typed).and_then(|condition| {
        let text = condition.written_for(locale).to_string();
        match condition {
            Is { key, any_of } => Some((Head::Key(key), text, any_of.into_iter().next()?)),
            Priority { level, .. } => Some((Head::Priority, text, level)),
            _ => None,
        }
    });
    found.into_iter()
}

/// The keys that begin so, each by the word that was begun; all of them by the reader's if nothing is.
fn heads(begun: &str, locale: Locale) -> impl Iterator<Item = (Head, &'static str)> {
    let begun = folded(begun);
    HEADS
        .iter()
        .filter(|(head, _)| *head != Head::Order)
        .filter_map(move |(head, row)| Some((*head, said_first(row, locale, locale, |word| folded(word).starts_with(&begun))?)))
}

/// The first word that fits: of the one language, of the other, of any.
fn said_first(row: &Row, first: Locale, second: Locale, fits: impl Fn(&str) -> bool) -> Option<&'static str> {
    let order = [first, second].into_iter().chain(Locale::ALL);
    order.flat_map(|locale| row.of(locale)).copied().find(|word| fits(word))
}

const fn sign(head: Head) -> &'static str {
    match head {
        Head::Age(_) => ">",
        Head::Key(_) | Head::Priority | Head::Rating | Head::Order => ":",
    }
}

/// What may stand behind a sign: a word of the language, or what is written alike in all of them.
enum Choice {
    Said(Row),
    Alike(String),
}

impl Choice {
    /// How it is written, if it, or a word in it, begins with what was typed.
    fn begun(&self, typed: &str, first: Locale, second: Locale) -> Option<String> {
        match self {
            Self::Said(row) => said_first(row, first, second, |word| begins(word, typed)).map(str::to_owned),
            Self::Alike(value) => begins(value, typed).then(|| value.clone()),
        }
    }

    fn kept(&self) -> String {
        match self {
            Self::Said(row) => row.word().to_owned(),
            Self::Alike(value) => value.clone(),
        }
    }
}

fn values(head: Head, vocabulary: &Vocabulary) -> Vec<Choice> {
    let alike = |values: &[&str]| values.iter().map(|value| Choice::Alike((*value).to_owned())).collect::<Vec<_>>();
    match head {
        Head::Key(key) => key_values(key, vocabulary),
        Head::Priority => PRIORITIES.iter().copied().map(Choice::Said).collect(),
        Head::Rating => {
            let mut values = alike(&["1", "2", "3", "4", "5", "<3", ">3"]);
            values.push(Choice::Said(UNRATED));
            values
        }
        Head::Age(Age::Waiting) => alike(&["30m", "1h", "2h", "4h", "1d"]),
        Head::Age(Age::Created | Age::Active) => {
            let mut values = alike(&["1h", "1d", "7d", "30d"]);
            values.extend(DAYS.iter().map(|(_, row)| Choice::Said(*row)));
            values
        }
        Head::Order => Vec::new(),
    }
}

/// The fixed words first, then the names.
fn key_values(key: Key, vocabulary: &Vocabulary) -> Vec<Choice> {
    let names = vocabulary.names(key).unwrap_or_default().iter().cloned();
    fixed(key).map(Choice::Said).chain(names.map(Choice::Alike)).collect()
}

/// Whether the value, or a word in it, begins with what was typed.
fn begins(value: &str, typed: &str) -> bool {
    let (value, typed) = (folded(value), folded(typed.trim_start_matches('"')));
    value.starts_with(&typed) || value.split([' ', '-', '_']).any(|word| word.starts_with(&typed))
}
