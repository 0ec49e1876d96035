//! Cutting text into words, the same way for what is stored and what is asked.
//!
//! Letters and digits of any script make words, lower-cased and without accents. Chinese, Japanese and Korean are cut into
//! pairs of neighbours, with the last character also alone. Words joined by `@ . - _` and the like (addresses, order
//! numbers) are cut into their parts and also kept as one word without the joints: `ORD-17` is `ord`, `17` and `ord17`.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// One word of a text: what it is compared by, its place among the words, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    pub place: usize,
    pub range: Range<usize>,
    pub role: Role,
}

/// How a word came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Plain,
    /// Two neighbours.
    Pair,
    /// The last character of a run of pairs, alone.
    Last,
    /// Parts without their joints; it stands at the place of the first part.
    Joined,
}

/// Longer words are cut: nobody types them, and encoded attachments are full of them.
const LONGEST: usize = 64;

/// The words of a text in order.
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut place = 0;
    for compound in compounds(text) {
        let (first, from) = (place, found.len());
        for piece in pieces(text, compound.clone()) {
            match piece {
                Piece::Word(range) => {
                    found.push(Word { text: folded(&text[range.clone()]), place, range, role: Role::Plain });
                    place += 1;
                }
                Piece::Run(characters) => place = push_pairs(text, &characters, place, &mut found),
            }
        }
        if let Some(joined) = joined(&found[from..], first, compound) {
            found.push(joined);
        }
    }
    found
}

/// What of a text can be asked for by itself: its words, and the pairs of what is written without spaces. As they stand in it.
pub fn asked_alone(text: &str) -> Vec<&str> {
    let alone = words(text).into_iter().filter(|word| matches!(word.role, Role::Plain | Role::Pair));
    alone.filter_map(|word| text.get(word.range)).collect()
}

/// Lower case, compatibility forms plain, accents gone: how words are compared.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        // Most words of most texts are, and then nothing needs to be looked up.
        let plain = text.bytes().filter(|byte| !char::from(*byte).is_whitespace()).take(LONGEST);
        return plain.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    }
    folded_by_table(text)
}

fn folded_by_table(text: &str) -> String {
    let bare = text.chars().flat_map(char::to_lowercase).nfkd().filter(|c| !is_combining_mark(*c)).nfc();
    bare.flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).take(LONGEST).collect()
}

enum Piece {
    Word(Range<usize>),
    Run(Vec<Range<usize>>),
}

/// Stretches without white space or other breaks, joints inside them.
fn compounds(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<Range<usize>> = None;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match &mut open {
            Some(range) if belongs(c) => range.end = end,
            Some(range) if !is_joint(c) || range.end < at => found.extend(open.take()),
            None if belongs(c) => open = Some(at..end),
            _ => {}
        }
        // A word right behind two joints begins anew.
        if open.is_none() && belongs(c) {
            open = Some(at..end);
        }
    }
    found.extend(open);
    found
}

/// The words and runs inside one compound.
fn pieces(text: &str, compound: Range<usize>) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let mut fresh = true;
    for (at, c) in text[compound.clone()].char_indices() {
        let at = compound.start + at;
        let range = at..at + c.len_utf8();
        if !belongs(c) {
            fresh = true;
            continue;
        }
        match (found.last_mut(), is_pairwise(c)) {
            (Some(Piece::Word(word)), false) if !fresh => word.end = range.end,
            (Some(Piece::Run(run)), true) if !fresh => run.push(range),
            (_, true) => found.push(Piece::Run(vec![range])),
            (_, false) => found.push(Piece::Word(range)),
        }
        fresh = false;
    }
    found
}

fn push_pairs(text: &str, characters: &[Range<usize>], mut place: usize, found: &mut Vec<Word>) -> usize {
    for pair in characters.windows(2) {
        let range = pair[0].start..pair[1].end;
        found.push(Word { text: folded(&text[range.clone()]), place, range, role: Role::Pair });
        place += 1;
    }
    if let Some(last) = characters.last() {
        found.push(Word { text: folded(&text[last.clone()]), place, range: last.clone(), role: Role::Last });
        place += 1;
    }
    place
}

fn joined(parts: &[Word], place: usize, range: Range<usize>) -> Option<Word> {
    let plain = parts.len() > 1 && parts.iter().all(|part| part.role == Role::Plain);
    let text: String = parts.iter().flat_map(|part| part.text.chars()).take(LONGEST).collect();
    plain.then_some(Word { text, place, range, role: Role::Joined })
}

fn belongs(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

const fn is_joint(c: char) -> bool {
    matches!(c, '@' | '.' | '-' | '_' | '+' | '/' | ':' | '#' | '\'' | '’' | '‐' | '‑')
}

/// Scripts written without spaces, or with so few that neighbours say more than words.
const fn is_pairwise(c: char) -> bool {
    matches!(c as u32,
        0x3040..=0x30ff | 0x31f0..=0x31ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xac00..=0xd7a3
        | 0xf900..=0xfaff | 0xff66..=0xff9d | 0x2_0000..=0x3_134f)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| format!("{}{}", word.place, word.text)).collect()
    }

    /// A text, beside its words with their places.
    #[test]
    fn texts_are_cut_into_words() {
        for (text, expected) in [
            ("The Kettle leaks!", vec!["0the", "1kettle", "2leaks"]),
            ("¿Dónde está el ENVÍO?", vec!["0donde", "1esta", "2el", "3envio"]),
            ("我的水壶", vec!["0我的", "1的水", "2水壶", "3壶"]),
            ("买iPhone手机", vec!["0买", "1iphone", "2手机", "3机"]),
            ("ORD-2024-017.", vec!["0ord", "12024", "2017", "0ord2024017"]),
            ("mia.k@example.org, hi", vec!["0mia", "1k", "2example", "3org", "0miakexampleorg", "4hi"]),
            ("ＡＢＣ１２ ﬁn", vec!["0abc12", "1fin"]),
            ("한국어", vec!["0한국", "1국어", "2어"]),
            ("a -- b", vec!["0a", "1b"]),
            ("wait..what", vec!["0wait", "1what"]),
            ("...", vec![]),
        ] {
            assert_eq!(cut(text), expected, "{text}");
        }
    }

    #[test]
    fn plain_words_are_folded_as_by_the_tables() {
        let all: String = (0..=127_u8).map(char::from).collect();
        for from in 0..all.len() {
            assert_eq!(folded(&all[from..]), folded_by_table(&all[from..]), "from {from}");
        }
    }

    #[test]
    fn ranges_stand_on_characters_and_long_words_are_cut() {
        let text = format!("İstanbul é́ 水壶 {}", "x".repeat(5_000));
        for word in words(&text) {
            assert!(text.get(word.range.clone()).is_some() && word.text.chars().count() <= LONGEST, "{word:?}");
        }
    }
}
