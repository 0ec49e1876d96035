//! Terms with a gap in them put together: `waiting > 2h`, `estado: abierta`, `status:open, pending`, `waiting over 2 hours`,
//! `assignee:Ben Okafor`. Only what a known key begins is put together, so that a sentence stays words.

use crate::lexicon::{Head, SPOKEN, head, known_heads, lone, nearest};
use crate::pieces::{Kind, Piece, at_commas, is_quote, unquoted};
use crate::told::{SIGNS, Told, without_minus};
use crate::{Day, Vocabulary, span};

/// As many words as a name or a fixed value has.
const MOST_WORDS: usize = 4;

/// The same pieces, those of one term in one.
pub fn joined<'a>(text: &'a str, pieces: &[Piece<'a>], vocabulary: &Vocabulary) -> Vec<Piece<'a>> {
    let mut found = Vec::with_capacity(pieces.len());
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let mut whole = *piece;
        at += 1;
        while let Some(more) = belonging(whole, pieces.get(at..).unwrap_or_default(), vocabulary) {
            at += more;
            whole = up_to(text, whole, pieces.get(at - 1));
        }
        found.push(whole);
    }
    found
}

/// Neighbouring words that name a value together: `sin asignar`, `on hold`.
pub fn pairs<'a>(text: &'a str, pieces: &[Piece<'a>]) -> Vec<Piece<'a>> {
    let mut found: Vec<Piece<'a>> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let pair = found
            .last()
            .filter(|last| is_term(last) && is_term(piece))
            .map(|last| up_to(text, *last, Some(piece)));
        match (pair.filter(|pair| lone(pair.text).is_some()), found.last_mut()) {
            (Some(pair), Some(last)) => *last = pair,
            _ => found.push(*piece),
        }
    }
    found
}

fn up_to<'a>(text: &'a str, from: Piece<'a>, last: Option<&Piece<'a>>) -> Piece<'a> {
    let end = last.map_or(from.end, |last| last.end);
    Piece { end, text: &text[from.start..end], ..from }
}

fn is_term(piece: &Piece<'_>) -> bool {
    piece.kind == Kind::Term
}

/// How many of the pieces behind a term belong to it; none if it is whole.
fn belonging(whole: Piece<'_>, behind: &[Piece<'_>], vocabulary: &Vocabulary) -> Option<usize> {
    let next = behind.first().filter(|next| is_term(next))?;
    if !is_term(&whole) {
        return None;
    }
    let bare = without_minus(whole).unwrap_or(whole);
    let Some(told) = Told::of(bare) else { return of_a_head(bare.text, behind) };
    let known = head(told.head)?;
    let misses_value = told.value.trim_start_matches(SIGNS).is_empty() && (known.is_measured() || told.value.is_empty());
    let goes_on = told.value.ends_with([',', '，', '、']) || next.text.starts_with([',', '，', '、']);
    if misses_value || goes_on {
        return Some(1);
    }
    let (_, last) = at_commas(told.value).pop()?;
    match known {
        Head::Age(_) => is_rest_of(last, next.text).then_some(1),
        Head::Key(key) if !last.contains(is_quote) && vocabulary.in_full(key, &unquoted(last)).is_none() => {
            let lengths = 1..=behind.len().min(MOST_WORDS);
            lengths.rev().find(|count| {
                let more: Vec<&str> = behind.iter().take(*count).map(|piece| piece.text).collect();
                let value = format!("{last} {}", more.join(" "));
                !value.contains(is_quote) && vocabulary.in_full(key, &value).is_some()
            })
        }
        Head::Key(_) | Head::Priority | Head::Rating | Head::Order => None,
    }
}

/// Behind a key without a sign: its sign, or what is said for one.
fn of_a_head(word: &str, behind: &[Piece<'_>]) -> Option<usize> {
    let next = behind.first()?;
    if next.text.starts_with(SIGNS) || next.text.starts_with("!=") {
        let is_meant = head(word).is_some() || (is_word(word) && nearest(word, known_heads()).is_some());
        return is_meant.then_some(1);
    }
    let measured = head(word).filter(|head| head.is_measured())?;
    let phrase = SPOKEN.iter().find(|(phrase, _)| is_said(phrase, behind))?;
    let length = phrase.0.split(' ').count();
    let value = unquoted(behind.get(length).filter(|value| is_term(value))?.text);
    let fits = match measured {
        Head::Priority => crate::lexicon::PRIORITIES.iter().any(|row| row.knows(&value)),
        _ => value.starts_with(|c: char| c.is_ascii_digit()) || Day::read(&value).is_some(),
    };
    fits.then_some(length + 1)
}

fn is_word(text: &str) -> bool {
    text.chars().all(char::is_alphabetic)
}

fn is_said(phrase: &str, behind: &[Piece<'_>]) -> bool {
    let words: Vec<&str> = phrase.split(' ').collect();
    behind.len() > words.len() && words.iter().zip(behind).all(|(word, piece)| crate::folded(piece.text) == crate::folded(word))
}

/// `2` and `hours`, `1d` and `12h`, `this` and `week`.
fn is_rest_of(begun: &str, word: &str) -> bool {
    let begun = begun.trim_start_matches(SIGNS).trim_start();
    let is_span = !begun.is_empty() && Day::read(begun).is_none() && span::seconds(&format!("{begun}{word}")).is_some();
    is_span || Day::read(&format!("{begun} {word}")).is_some()
}
