//! Numbers a state or a bank gives a person: told by what they are called, or by their shape and their check digits; where there is none
//! (United States, United Kingdom) by their shape and the ranges that are given out.
//!
//! `named` takes what stands behind a name such as “passport number”, whatever its shape. Without a name only what is hardly anything
//! else counts: `europe` (DNI, NIE, NINO, codice fiscale), `americas` (SSN, CPF, CURP, RFC, RUT, CUIT), `asia` (ids of China, Taiwan and
//! Hong Kong) and `accounts` (IBAN).

mod accounts;
mod americas;
mod asia;
mod europe;
mod named;
mod shapes;

use crate::glyphs::Glyph;
use crate::labels;
use crate::paint::{Kind, Span};

/// What takes a number at a place: where it ends.
type Finder = fn(&[Glyph], usize) -> Option<usize>;

const FINDERS: &[Finder] = &[
    asia::china,
    asia::taiwan,
    asia::hong_kong,
    europe::spain,
    europe::spanish_insurance,
    europe::united_kingdom,
    europe::italy,
    americas::united_states,
    americas::brazil,
    americas::mexico,
    americas::mexican_taxpayer,
    americas::chile,
    americas::argentina,
];

/// How many characters of an account stay readable: by them people tell their accounts apart.
const KEPT_OF_AN_ACCOUNT: usize = 4;

/// Every id of a person in the text.
pub(crate) fn find(glyphs: &[Glyph]) -> Vec<Span> {
    let mut found = named::find(glyphs, &named::PEOPLE, 0);
    found.extend(shaped(glyphs, FINDERS, 0));
    found
}

/// Every bank account in the text.
pub(crate) fn find_accounts(glyphs: &[Glyph]) -> Vec<Span> {
    let mut found = named::find(glyphs, &named::ACCOUNTS, KEPT_OF_AN_ACCOUNT);
    found.extend(shaped(glyphs, &[accounts::iban], KEPT_OF_AN_ACCOUNT));
    found
}

fn shaped(glyphs: &[Glyph], finders: &[Finder], keep: usize) -> Vec<Span> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < glyphs.len() {
        let begins = glyphs[at].ch.is_ascii_alphanumeric() && !at.checked_sub(1).is_some_and(|before| continues(glyphs[before].ch));
        // The digits of an id begin after six letters at the latest.
        let may_be = begins && glyphs[at..].iter().take(8).any(|glyph| glyph.ch.is_ascii_digit());
        match may_be.then(|| finders.iter().find_map(|finder| finder(glyphs, at))).flatten() {
            Some(end) => {
                found.push(Span::number(Kind::Id, &glyphs[at..end], keep));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// What belongs to the same word or number.
const fn continues(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '*')
}

fn is_labelled_otherwise(glyphs: &[Glyph], at: usize) -> bool {
    labels::is_called_otherwise(glyphs, at)
}

/// Whether a dash ties the number between these places to something beside it.
fn is_tied(glyphs: &[Glyph], from: usize, to: usize) -> bool {
    let is_dash = |place: Option<&Glyph>| place.is_some_and(|glyph| glyph.ch == '-');
    is_dash(from.checked_sub(1).and_then(|before| glyphs.get(before))) || is_dash(glyphs.get(to))
}

/// Whether six digits may be a day, as `yymmdd`.
fn is_a_day(digits: &str) -> bool {
    let number = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<u32>().ok()).unwrap_or(0);
    matches!(number(2, 4), 1..=12) && matches!(number(4, 6), 1..=31)
}
