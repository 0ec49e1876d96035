//! A term with a sign in it, taken apart: `waiting` `>` `2h`. Gaps around the sign are no part of it, and what is said
//! instead of a sign (`waiting over 2h`, `等待超过2小时`) counts as one.

use crate::lexicon::{HEADS, NOT, SPOKEN, head};
use crate::pieces::{Piece, is_quote};
use crate::{Compare, Fault, Wrong};

/// What a sign begins with.
pub const SIGNS: [char; 7] = [':', '：', '>', '<', '=', '＞', '＜'];
const MINUS: [char; 4] = ['-', '－', '!', '！'];

pub struct Told<'a> {
    pub start: usize,
    pub head: &'a str,
    pub compare: Compare,
    pub value: &'a str,
    pub value_start: usize,
    /// `status!=open`
    pub is_not: bool,
}

impl<'a> Told<'a> {
    pub fn of(piece: Piece<'a>) -> Option<Self> {
        Self::signed(piece).or_else(|| Self::spoken(piece))
    }

    fn signed(piece: Piece<'a>) -> Option<Self> {
        let at = piece.text.find(SIGNS)?;
        let before = piece.text[..at].trim_end();
        let (compare, rest) = sign_of(&piece.text[at..])?;
        let is_not = before.ends_with('!') && compare == Compare::Exactly;
        let head = if is_not { before.trim_end_matches('!').trim_end() } else { before };
        is_head(head).then(|| Self::with(piece, head, compare, rest, is_not))
    }

    fn spoken(piece: Piece<'a>) -> Option<Self> {
        if piece.text.is_ascii() && !piece.text.contains(' ') {
            return None;
        }
        let measured = HEADS.iter().filter(|(head, _)| head.is_measured()).flat_map(|(_, row)| row.words());
        let rests = measured.filter_map(|word| after(piece.text, word));
        let (head, compare, value) = rests
            .flat_map(|(head, rest)| SPOKEN.iter().map(move |(phrase, compare)| (head, rest, phrase, compare)))
            .find_map(|(head, rest, phrase, compare)| Some((head, *compare, after(rest, phrase)?.1)))?;
        (!value.is_empty()).then(|| Self::with(piece, head, compare, value, false))
    }

    fn with(piece: Piece<'a>, head: &'a str, compare: Compare, rest: &'a str, is_not: bool) -> Self {
        let value = rest.trim_start();
        Self {
            start: piece.start,
            head,
            compare,
            value,
            value_start: piece.end - value.len(),
            is_not,
        }
    }

    pub const fn sign(&self) -> &'static str {
        self.compare.sign()
    }

    pub fn fault(&self, wrong: Wrong, instead: Option<String>) -> Fault {
        Fault {
            start: self.start,
            end: self.start + self.head.len(),
            wrong,
            written: self.head.to_owned(),
            instead,
        }
    }

    pub fn value_fault(&self, wrong: Wrong, instead: Option<&str>) -> Fault {
        Fault {
            start: self.value_start,
            end: self.value_start + self.value.len(),
            wrong,
            written: self.value.to_owned(),
            instead: instead.map(str::to_owned),
        }
    }
}

fn is_head(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| !is_quote(c) && (c.is_alphabetic() || matches!(c, '_' | '-')))
}

/// The beginning that is this word, in any case, and what comes after it; words with letters end at a gap.
fn after<'a>(text: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let end = text.char_indices().nth(word.chars().count()).map_or(text.len(), |(at, _)| at);
    let (begun, rest) = text.split_at(end);
    let ends = !has_gaps(word) || rest.is_empty() || rest.starts_with(char::is_whitespace);
    (ends && crate::folded(begun) == crate::folded(word)).then(|| (begun, rest.trim_start()))
}

/// Chinese is written without gaps.
fn has_gaps(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_alphabetic())
}

/// A sign in front of a value, and the value.
pub fn sign_of(text: &str) -> Option<(Compare, &str)> {
    let mut letters = text.chars();
    let first = letters.next().filter(|c| SIGNS.contains(c))?;
    let rest = letters.as_str();
    let (or_equal, rest) = match rest.strip_prefix('=') {
        Some(rest) if first != '=' => (true, rest),
        _ => (false, rest),
    };
    let compare = match (first, or_equal) {
        ('>' | '＞', true) => Compare::AtLeast,
        ('<' | '＜', true) => Compare::AtMost,
        ('>' | '＞', false) => Compare::More,
        ('<' | '＜', false) => Compare::Less,
        _ => return Some((Compare::Exactly, &text[first.len_utf8()..])),
    };
    Some((compare, rest))
}

/// Without the minus in front of it, if there is one: `-tag:spam`, `!tag:spam`, `非状态:待处理`.
pub fn without_minus(piece: Piece<'_>) -> Option<Piece<'_>> {
    let cut = |rest| Piece { start: piece.end - str::len(rest), text: rest, ..piece };
    if let Some(rest) = piece.text.strip_prefix(MINUS) {
        return (!rest.is_empty()).then(|| cut(rest));
    }
    let words = NOT.of(kit::Locale::Zh).iter().filter_map(|word| piece.text.strip_prefix(word));
    let mut known = words.map(cut).filter(|rest| Told::of(*rest).is_some_and(|told| head(told.head).is_some()));
    known.next()
}

pub fn is_minus(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|c| MINUS.contains(&c)) && letters.next().is_none()
}

/// Whether it would be read as more than a word because of how it begins.
pub fn begins_with_minus(text: &str) -> bool {
    text.starts_with(MINUS)
}
