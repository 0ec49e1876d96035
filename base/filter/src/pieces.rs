//! Text cut into pieces: parentheses, “and”, “or”, “not”, and terms. Quotation marks keep a term together, whatever is in it.

use crate::lexicon::{AND, NOT, OR};
use crate::{Fault, Wrong};

/// One piece and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
    pub text: &'a str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Open,
    Close,
    And,
    Or,
    Not,
    Term,
}

impl Piece<'_> {
    pub fn fault(&self, wrong: Wrong) -> Fault {
        Fault {
            start: self.start,
            end: self.end,
            wrong,
            written: self.text.to_owned(),
            instead: None,
        }
    }
}

/// Cuts the text. A quotation mark nobody closed is a fault, unless the text is still being written.
pub fn cut(text: &str, unfinished: bool) -> Result<Vec<Piece<'_>>, Fault> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(first) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let start = at;
        at += first.len_utf8();
        if first.is_whitespace() {
            continue;
        }
        let kind = match first {
            '(' | '（' => Kind::Open,
            ')' | '）' => Kind::Close,
            _ => {
                at = end_of_term(text, start, unfinished)?;
                Kind::Term
            }
        };
        let written = &text[start..at];
        let kind = if kind == Kind::Term { kind_of(written) } else { kind };
        pieces.push(Piece { start, end: at, kind, text: written });
    }
    Ok(pieces)
}

/// What a word does between others, besides being one.
pub fn kind_of(word: &str) -> Kind {
    let known = [(Kind::And, AND), (Kind::Or, OR), (Kind::Not, NOT)];
    known.iter().find(|(_, row)| row.knows(word)).map_or(Kind::Term, |(kind, _)| *kind)
}

fn end_of_term(text: &str, start: usize, unfinished: bool) -> Result<usize, Fault> {
    let mut quoted_since = None;
    for (at, c) in text[start..].char_indices() {
        let here = start + at;
        if is_quote(c) {
            quoted_since = if quoted_since.is_some() { None } else { Some(here) };
        } else if quoted_since.is_none() && at > 0 && (c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）')) {
            return Ok(here);
        }
    }
    match quoted_since {
        Some(since) if !unfinished => Err(Fault {
            start: since,
            end: text.len(),
            wrong: Wrong::Unclosed,
            written: text[since..].to_owned(),
            instead: None,
        }),
        _ => Ok(text.len()),
    }
}

pub const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Without its quotation marks.
pub fn unquoted(text: &str) -> String {
    text.chars().filter(|c| !is_quote(*c)).collect()
}

/// Cut at commas outside quotation marks, each piece with its place in `text`.
pub fn at_commas(text: &str) -> Vec<(usize, &str)> {
    let (mut parts, mut begun, mut quoted) = (Vec::new(), 0, false);
    for (at, c) in text.char_indices() {
        quoted ^= is_quote(c);
        if !quoted && matches!(c, ',' | '，' | '、') {
            parts.push((begun, &text[begun..at]));
            begun = at + c.len_utf8();
        }
    }
    parts.push((begun, &text[begun..]));
    parts
}
