//! What the words around a number say it is: a card, or something else that has a number too.
//!
//! The nearest word counts, before the number first. A word is used up by the number it stands before: in “order 4711, card 4111…” the
//! second number is no order. In a list (“orders 1, 2 and 3”) it goes on.

mod behind;
mod words;

use crate::glyphs::Glyph;
use std::collections::HashMap;
use std::sync::LazyLock;
use words::{CARD, CARD_SIGNS, OTHER, OTHER_SIGNS};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    Card,
    Other,
    None,
}

/// How far words are looked for before and behind a number.
const BEFORE: usize = 48;
const BEHIND: usize = 24;
/// How far cards are looked for where a number is called no more than that.
const FAR: usize = 160;
/// How far back an address is looked for.
const LONGEST_ADDRESS: usize = 2_000;
/// How far “right before” is.
const CLOSE: usize = 14;
/// From this length on digits are a number of their own and not part of a name such as “visa 2”.
const A_NUMBER: usize = 4;

/// What a word says of the number beside it.
static LABELS: LazyLock<HashMap<&str, Label>> = LazyLock::new(|| {
    let labelled = |words: &'static [&str], label| words.iter().map(move |word| (*word, label));
    labelled(OTHER, Label::Other).chain(labelled(CARD, Label::Card)).collect()
});

/// What the number between these places is said to be.
pub(crate) fn around(glyphs: &[Glyph], from: usize, to: usize) -> Label {
    if behind::is_a_cards(glyphs, to) {
        return Label::Card;
    }
    match before(glyphs, from) {
        Label::None => match behind(glyphs, to) {
            Label::None if is_only_a_number(glyphs, from) && !speaks_of_cards(glyphs, from, to) => Label::Other,
            label => label,
        },
        label => label,
    }
}

/// “Number 4539…”, “Nº: …”, “#…”: what is called no more than that is a card only where cards are spoken of.
fn is_only_a_number(glyphs: &[Glyph], from: usize) -> bool {
    const NAMES: &[&str] = &["number", "numero", "num", "nro", "no", "nr", "n\u{ba}", "n\u{b0}", "id", "code"];
    let text = said(&glyphs[from.saturating_sub(CLOSE)..from]);
    let text = text.trim_end_matches([' ', ':', '.']);
    let word = text.rsplit(|c: char| c.is_ascii() && !c.is_ascii_alphabetic()).next().unwrap_or_default();
    text.ends_with(['#', '号', '號']) || NAMES.contains(&word)
}

fn speaks_of_cards(glyphs: &[Glyph], from: usize, to: usize) -> bool {
    const NAMES: &[&str] = &["card", "cards", "visa", "mastercard", "amex", "tarjeta", "tarjetas", "cvv", "cvc"];
    let has = |text: &str| text.contains('卡') || NAMES.iter().any(|name| last(text, name, true, true).is_some());
    has(&said(&glyphs[from.saturating_sub(FAR)..from])) || has(&said(&glyphs[to..glyphs.len().min(to + FAR)]))
}

/// What the words before a number say.
pub(crate) fn before(glyphs: &[Glyph], from: usize) -> Label {
    let text = said(&glyphs[from.saturating_sub(BEFORE)..from]);
    nearest(&text[unused(&text, digits_at(glyphs, from))..], true)
}

/// Whether the number is called something else right before it.
pub(crate) fn is_called_otherwise(glyphs: &[Glyph], from: usize) -> bool {
    nearest(&said(&glyphs[from.saturating_sub(CLOSE)..from]), true) == Label::Other
}

/// Whether this word names something else that has a number, or a card.
pub(crate) fn is_another_thing(word: &str) -> bool {
    const CARDS: &[&str] = &["card", "cards", "visa", "mastercard", "amex", "tarjeta", "tarjetas", "credit", "debit", "credito", "debito"];
    LABELS.get(word) == Some(&Label::Other) || CARDS.contains(&word)
}

/// Whether a word right before “id number” makes it the number of something else.
pub(crate) fn ends_a_name(word: &str) -> bool {
    LABELS.get(word) == Some(&Label::Other) && !matches!(word, "code" | "codigo" | "where" | "donde" | "case")
}

/// Whether a Chinese word for something else that has a number, or for a card, begins here.
pub(crate) fn begins_another_thing(glyphs: &[Glyph], at: usize) -> bool {
    let signs = OTHER_SIGNS.iter().chain(&["卡号", "卡號", "信用卡", "银行卡", "銀行卡", "微信", "支付宝"]);
    signs
        .into_iter()
        .any(|sign| sign.chars().zip(&glyphs[at..]).filter(|(c, glyph)| *c == glyph.ch).count() == sign.chars().count())
}

fn digits_at(glyphs: &[Glyph], from: usize) -> usize {
    // Compared with a number that stands within `BEFORE`: what is longer is as unlike.
    glyphs[from..].iter().take(2 * BEFORE).take_while(|glyph| glyph.ch.is_ascii_digit()).count()
}

fn behind(glyphs: &[Glyph], to: usize) -> Label {
    let text = said(&glyphs[to..glyphs.len().min(to + BEHIND)]);
    let end = text
        .find(|c: char| c.is_ascii_digit() || matches!(c, '.' | ';' | '\n' | '。' | '；'))
        .unwrap_or(text.len());
    nearest(&text[..end], false)
}

/// Whether the letters right before this place are a word for a card.
pub(crate) fn ends_with_card_word(glyphs: &[Glyph], from: usize) -> bool {
    let text = said(&glyphs[from.saturating_sub(16)..from]);
    let word = text.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    CARD.contains(&word) || matches!(word, "no" | "nr" | "num" | "numero" | "number")
}

/// Whether the place is within the address of a page, where long numbers are names of things.
pub(crate) fn in_an_address(glyphs: &[Glyph], from: usize) -> bool {
    // No farther back, or a text without blanks is walked through for each of its numbers.
    let near = &glyphs[from.saturating_sub(LONGEST_ADDRESS)..from];
    let start = near
        .iter()
        .rposition(|glyph| glyph.ch.is_whitespace() || matches!(glyph.ch, '<' | '"' | '\''))
        .map_or(0, |at| at + 1);
    let text = said(&near[start..]);
    text.contains("://") || text.starts_with("www.") || text.contains("=") && text.contains('/')
}

fn said(glyphs: &[Glyph]) -> String {
    glyphs.iter().map(|glyph| glyph.ch).collect()
}

/// Where what another number has not used up begins: behind it, unless the one of `digits` digits only goes on with a list of its like.
fn unused(text: &str, digits: usize) -> usize {
    let bytes = text.as_bytes();
    let Some(end) = bytes.iter().rposition(u8::is_ascii_digit).map(|at| at + 1) else {
        return 0;
    };
    let length = bytes[..end]
        .iter()
        .rev()
        .take_while(|b| b.is_ascii_digit() || matches!(b, b'*' | b' ' | b'-'))
        .filter(|b| b.is_ascii_digit())
        .count();
    let between = text[end..].trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '、' | '/'));
    let joins = matches!(between, "" | "and" | "or" | "y" | "e" | "o" | "和" | "及" | "与" | "或" | "&" | "+");
    if length < A_NUMBER || (joins && length.abs_diff(digits) < 3) { 0 } else { end }
}

/// The label of the word nearest to the number, which stands at the end (or, if not `at_end`, at the start).
fn nearest(text: &str, at_end: bool) -> Label {
    let word = nearest_word(text, at_end);
    let nearest_sign = |signs: &[&str]| {
        let places = signs.iter().filter_map(|sign| last(text, sign, false, at_end));
        if at_end { places.max() } else { places.min() }
    };
    let has_signs = !text.is_ascii();
    let signs = [(CARD_SIGNS, Label::Card), (OTHER_SIGNS, Label::Other)];
    let signs = signs
        .into_iter()
        .filter(|_| has_signs)
        .filter_map(|(signs, label)| nearest_sign(signs).map(|place| (place, label)));
    let all = word.into_iter().chain(signs);
    let best = if at_end {
        all.max_by_key(|(place, _)| *place)
    } else {
        all.min_by_key(|(place, _)| *place)
    };
    best.map_or(Label::None, |(_, label)| label)
}

/// The word with a label that is nearest, and where it ends (where it begins, if the number stands before it).
fn nearest_word(text: &str, at_end: bool) -> Option<(usize, Label)> {
    let label = |word: &str| LABELS.get(word).copied();
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let mut rest = text;
    if at_end {
        while let Some(end) = rest.rfind(is_letter).map(|at| at + 1) {
            let from = rest[..end]
                .rfind(|c| !is_letter(c))
                .map_or(0, |at| at + rest[at..].chars().next().map_or(1, char::len_utf8));
            if let Some(label) = label(&rest[from..end]) {
                return Some((end, label));
            }
            rest = &rest[..from];
        }
        return None;
    }
    while let Some(from) = rest.find(is_letter) {
        let to = rest[from..].find(|c| !is_letter(c)).map_or(rest.len(), |length| from + length);
        if let Some(label) = label(&rest[from..to]) {
            return Some((text.len() - rest.len() + from, label));
        }
        rest = &rest[to..];
    }
    None
}

/// Where the word ends that is nearest to the number (where it begins, if the number stands before it).
fn last(text: &str, word: &str, is_a_word: bool, at_end: bool) -> Option<usize> {
    let stands_alone = |at: usize| {
        let before = text[..at].chars().next_back();
        let behind = text[at + word.len()..].chars().next();
        !is_a_word || (!before.is_some_and(|c| c.is_ascii_alphabetic()) && !behind.is_some_and(|c| c.is_ascii_alphabetic()))
    };
    if at_end {
        text.rmatch_indices(word).map(|(at, _)| at).find(|at| stands_alone(*at)).map(|at| at + word.len())
    } else {
        text.match_indices(word).map(|(at, _)| at).find(|at| stands_alone(*at))
    }
}
