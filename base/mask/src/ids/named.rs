//! Numbers that are called an id: “passport number: XDA123456”, “mi cédula es 1.020.345.678”, “护照号码 E12345678”.
//!
//! A name, what may stand between it and its number, and the number, of any shape: what somebody calls their passport is covered without
//! counting it up. The name holds for one number, or a list of its like; a word for something else that has a number ends it.

mod names;
mod token;

pub(super) use names::{ACCOUNTS, PEOPLE};

use crate::glyphs::Glyph;
use crate::labels;
use crate::paint::{Kind, Span};
use names::{Names, Reach};
use token::{chunk, token};

/// How far behind its name a number may begin.
const FARTHEST: usize = 44;
/// What may stand between a name that means other things as well and its number.
const FILLERS: &[&str] = &[
    "number", "numbers", "no", "nr", "n", "num", "id", "code", "card", "is", "are", "was", "my", "the", "of", "for", "in", "with", "as",
    "numero", "nro", "codigo", "es", "son", "era", "mi", "el", "la", "de", "del", "con", "o", "a", "s",
];

/// The same in Chinese, and the small o of “nº”.
const CHINESE_FILLERS: &[char] = &['是', '为', '為', '号', '號', '码', '碼', '字', '的', '\u{ba}', '°'];

/// The numbers behind these names, and before them (“123456789 is my passport number”).
pub(super) fn find(glyphs: &[Glyph], names: &Names, keep: usize) -> Vec<Span> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < glyphs.len() {
        let Some((end, reach)) = names.at(glyphs, at) else {
            at += 1;
            continue;
        };
        let mut places: Vec<(usize, usize)> = before(glyphs, at).into_iter().collect();
        let mut next = if is_of_something_else(glyphs, at) { None } else { behind(glyphs, end, reach) };
        while let Some((from, to)) = next {
            places.push((from, to));
            next = listed(glyphs, (from, to));
        }
        at = places.last().map_or(at + 1, |place| place.1.max(end));
        found.extend(places.into_iter().map(|(from, to)| Span::number(Kind::Id, &glyphs[from..to], keep)));
    }
    found
}

/// Whether the word before makes it another thing: an order's id number.
fn is_of_something_else(glyphs: &[Glyph], at: usize) -> bool {
    let text: String = glyphs[at.saturating_sub(16)..at].iter().map(|glyph| glyph.ch).collect();
    let text = text.trim_end_matches([' ', '-']);
    let word = text.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    !text.ends_with([':', ',', '.']) && labels::ends_a_name(word)
}

/// The number behind the name.
fn behind(glyphs: &[Glyph], end: usize, reach: Reach) -> Option<(usize, usize)> {
    let over = glyphs.len().min(end + FARTHEST);
    let (mut at, mut said_anything) = (end, false);
    while at < over {
        let c = glyphs[at].ch;
        if c.is_ascii_alphanumeric() {
            if let Some(to) = token(glyphs, at) {
                return Some((at, to));
            }
            let to = chunk(glyphs, at);
            let word: String = glyphs[at..to].iter().map(|glyph| glyph.ch).collect();
            let is_filler = FILLERS.contains(&word.as_str());
            if is_a_number(&word) || labels::is_another_thing(&word) || (reach == Reach::Near && !is_filler) {
                return None;
            }
            said_anything |= !is_filler;
            at = to;
            continue;
        }
        let ends = match c {
            '*' | '!' | '?' | ';' | '+' | '。' | '！' | '？' | '；' | '@' => true,
            '.' => ends_a_sentence(glyphs, at),
            // On the next line only what the name alone stands before.
            '\n' => said_anything,
            '，' | ',' => reach == Reach::Near,
            c if c.is_ascii() => false,
            c if CHINESE_FILLERS.contains(&c) => false,
            _ => labels::begins_another_thing(glyphs, at) || reach == Reach::Near,
        };
        if ends {
            return None;
        }
        said_anything |= !c.is_ascii() && !CHINESE_FILLERS.contains(&c);
        at += 1;
    }
    None
}

/// A full stop that no short form such as “no.” ends with.
fn ends_a_sentence(glyphs: &[Glyph], at: usize) -> bool {
    let goes_on = glyphs.get(at + 1).is_some_and(|next| next.ch.is_ascii_alphanumeric());
    let text: String = glyphs[at.saturating_sub(6)..at].iter().map(|glyph| glyph.ch).collect();
    let word = text.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    !goes_on && !matches!(word, "no" | "nr" | "n" | "num" | "nro" | "nos")
}

/// A number of another thing, which uses the name up.
fn is_a_number(word: &str) -> bool {
    word.bytes().filter(u8::is_ascii_digit).count() >= 5
}

/// The next of a list, which is as long: “1020345678 y 1020345679”. What stands behind a comma is another thing as often.
fn listed(glyphs: &[Glyph], (from, to): (usize, usize)) -> Option<(usize, usize)> {
    const JOINS: &[&str] = &[" and ", " y ", " e ", " / ", "、", "和"];
    let begins = |join: &str| join.chars().zip(&glyphs[to..]).filter(|(c, glyph)| *c == glyph.ch).count() == join.chars().count();
    let next = to + JOINS.iter().find(|join| begins(join))?.chars().count();
    glyphs.get(next).filter(|glyph| glyph.ch.is_ascii_alphanumeric())?;
    token(glyphs, next).filter(|end| (end - next).abs_diff(to - from) < 3).map(|end| (next, end))
}

/// The number before a name: “A123456 es mi pasaporte”, “123-45-6789 (SSN)”.
fn before(glyphs: &[Glyph], at: usize) -> Option<(usize, usize)> {
    const LINKS: &[&str] = &[" is my ", " is the ", " es mi ", " es el ", " es la ", "是我的", " (", " = "];
    const LONGEST: usize = 24;
    let text: String = glyphs[at.saturating_sub(12)..at].iter().map(|glyph| glyph.ch).collect();
    let link = LINKS.iter().filter(|link| text.ends_with(*link)).map(|link| link.chars().count()).max()?;
    let to = at - link;
    let near = to.saturating_sub(LONGEST);
    let mut starts = (near..to)
        .filter(|from| glyphs[*from].ch.is_ascii_alphanumeric() && !from.checked_sub(1).is_some_and(|place| is_inside(glyphs[place].ch)));
    starts.find(|from| token(glyphs, *from) == Some(to)).map(|from| (from, to))
}

const fn is_inside(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/' | '+' | '*' | '_' | '@')
}
