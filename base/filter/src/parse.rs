//! Reading what was typed. Terms beside each other must all hold, with or without `and`; `or` binds looser; parentheses
//! group; `-`, `!` and `not` negate. A word that looks like one of these and joins nothing is refused, never guessed.

use crate::gaps::{joined, pairs};
use crate::lexicon::{Head, head, known_heads, lone, nearest};
use crate::measured::{priority, rating, time};
use crate::pieces::{Kind, Piece, at_commas, cut, is_quote, unquoted};
use crate::print::quoted;
use crate::told::{Told, is_minus, without_minus};
use crate::vocabulary::Known;
use crate::{Compare, Condition, Fault, Key, Vocabulary, Wrong};

const DEEPEST: usize = 20;

/// Reads a filter; an empty one means everything.
pub fn parse(text: &str, vocabulary: &Vocabulary) -> Result<Condition, Fault> {
    read(text, vocabulary, false)
}

/// Reads what is to be found: as [`parse`], but a word without a key or a sign is always a word to be found. `open`,
/// `not working` and `#5` are searched for as they stand.
pub fn parse_search(text: &str, vocabulary: &Vocabulary) -> Result<Condition, Fault> {
    read(text, vocabulary, true)
}

fn read(text: &str, vocabulary: &Vocabulary, is_search: bool) -> Result<Condition, Fault> {
    let mut pieces = joined(text, &cut(text, false)?, vocabulary);
    let named = pairs(text, &pieces);
    let is_named = !is_search && named.iter().all(|piece| !is_bare(*piece) || lone(bare(*piece).text).is_some());
    if is_named {
        pieces = named;
    }
    let mut reader = Reader { text, pieces: &pieces, at: 0, vocabulary, is_search, is_named };
    let condition = reader.alternatives(0)?;
    match reader.next() {
        Some(left) => Err(left.fault(Wrong::Alone)),
        None => Ok(condition),
    }
}

struct Reader<'a> {
    text: &'a str,
    pieces: &'a [Piece<'a>],
    at: usize,
    vocabulary: &'a Vocabulary,
    is_search: bool,
    /// Every word without a key names a value: `unassigned urgent`. Beside other words they are words too.
    is_named: bool,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<Piece<'a>> {
        self.pieces.get(self.at).copied()
    }

    fn next(&mut self) -> Option<Piece<'a>> {
        let piece = self.peek();
        self.at += 1;
        piece
    }

    fn alternatives(&mut self, depth: usize) -> Result<Condition, Fault> {
        let mut parts = vec![self.together(depth)?];
        while let Some(or) = self.peek().filter(|piece| piece.kind == Kind::Or) {
            self.at += 1;
            let next = self.together(depth)?;
            if next.is_everything() || parts.iter().any(Condition::is_everything) {
                return Err(or.fault(Wrong::Alone));
            }
            parts.push(next);
        }
        Ok(Condition::any(parts))
    }

    fn together(&mut self, depth: usize) -> Result<Condition, Fault> {
        let mut parts = Vec::new();
        while let Some(piece) = self.peek() {
            match piece.kind {
                Kind::Or | Kind::Close => break,
                Kind::Open => parts.push(self.group(depth)?),
                Kind::And => parts.extend(self.and(piece, parts.is_empty())?),
                Kind::Not => parts.push(self.not(piece, depth)?),
                Kind::Term if is_minus(piece.text) && self.negates_next() => {
                    self.at += 1;
                    parts.push(self.negated(depth)?);
                }
                Kind::Term => {
                    self.at += 1;
                    parts.push(self.term(piece)?);
                }
            }
        }
        Ok(Condition::all(parts))
    }

    /// Joins what stands on both its sides, which must both hold anyway.
    fn and(&mut self, and: Piece<'a>, is_first: bool) -> Result<Option<Condition>, Fault> {
        self.at += 1;
        let joins = !is_first && self.peek().is_some_and(|next| matches!(next.kind, Kind::Open | Kind::Not | Kind::Term));
        match joins {
            true => Ok(None),
            false if self.is_search => Ok(Some(words(and))),
            false => Err(and.fault(Wrong::Alone)),
        }
    }

    fn not(&mut self, not: Piece<'a>, depth: usize) -> Result<Condition, Fault> {
        let next = self.pieces.get(self.at + 1).copied();
        let is_meant = is_shouted(not.text) && !next.is_some_and(|next| is_shouted(next.text));
        let is_plain = !is_meant && next.is_some_and(|next| self.is_plain(next));
        if self.negates_next() && !is_plain {
            self.at += 1;
            return self.negated(depth);
        }
        match next.filter(|_| is_plain) {
            _ if self.is_search => {
                self.at += 1;
                Ok(words(not))
            }
            Some(word) => Err(self.unclear(not, word)),
            None => Err(not.fault(Wrong::Alone)),
        }
    }

    fn unclear(&self, not: Piece<'_>, word: Piece<'_>) -> Fault {
        Fault {
            start: not.start,
            end: word.end,
            wrong: Wrong::Unclear,
            written: self.text[not.start..word.end].to_owned(),
            instead: Some(format!("-{}", word.text)),
        }
    }

    /// Whether the sign here can say of what comes next that it must not hold.
    fn negates_next(&self) -> bool {
        let (sign, next) = (self.peek(), self.pieces.get(self.at + 1));
        match (sign, next) {
            (Some(sign), Some(next)) if sign.kind == Kind::Term => {
                (next.kind == Kind::Open && next.start == sign.end) || (next.kind == Kind::Term && !self.is_plain(*next))
            }
            (_, Some(next)) => matches!(next.kind, Kind::Open | Kind::Term),
            _ => false,
        }
    }

    /// A group or a term, the other way round.
    fn negated(&mut self, depth: usize) -> Result<Condition, Fault> {
        let inner = match self.peek() {
            Some(piece) if piece.kind == Kind::Term => {
                self.at += 1;
                self.term(piece)?
            }
            _ => self.group(depth)?,
        };
        Ok(Condition::Not(Box::new(inner)))
    }

    /// A word that is nothing but words, and not in quotation marks.
    fn is_plain(&self, piece: Piece<'_>) -> bool {
        is_bare(piece) && !self.is_named
    }

    fn group(&mut self, depth: usize) -> Result<Condition, Fault> {
        let Some(open) = self.next() else { return Ok(Condition::everything()) };
        if depth >= DEEPEST {
            return Err(open.fault(Wrong::TooDeep));
        }
        let inner = self.alternatives(depth + 1)?;
        match self.next() {
            Some(close) if inner.is_everything() => Err(close.fault(Wrong::Alone)),
            Some(_) => Ok(inner),
            None => Err(open.fault(Wrong::Unclosed)),
        }
    }

    fn term(&self, piece: Piece<'_>) -> Result<Condition, Fault> {
        match without_minus(piece) {
            Some(rest) => Ok(Condition::Not(Box::new(self.plain(rest)?))),
            None => self.plain(piece),
        }
    }

    fn plain(&self, piece: Piece<'_>) -> Result<Condition, Fault> {
        let Some(told) = Told::of(piece) else { return Ok(self.without_key(piece)) };
        let Some(head) = head(told.head) else {
            // `http://…` and `a<b` are words, but `staus:open` is a slip.
            return match nearest(told.head, known_heads()) {
                Some(meant) => Err(told.fault(Wrong::Key, Some(format!("{meant}{}", told.sign())))),
                None if told.compare != Compare::Exactly || told.value.starts_with("//") => Ok(words(piece)),
                None => Err(told.fault(Wrong::Key, None)),
            };
        };
        if told.value.is_empty() {
            return Err(Fault {
                start: piece.start,
                end: piece.end,
                wrong: Wrong::Empty,
                written: piece.text.to_owned(),
                instead: None,
            });
        }
        let condition = match head {
            Head::Age(age) => time(&told, age),
            Head::Priority => priority(&told),
            Head::Rating => rating(&told),
            Head::Order if self.is_search => Ok(Condition::Words(unquoted(told.value).trim().to_owned())),
            Head::Order => Err(told.fault(Wrong::Order, None)),
            Head::Key(_) if told.compare != Compare::Exactly => Err(told.fault(Wrong::Compared, Some(format!("{}:", told.head)))),
            Head::Key(key) => self.one_of(&told, key),
        }?;
        Ok(if told.is_not { Condition::Not(Box::new(condition)) } else { condition })
    }

    fn without_key(&self, piece: Piece<'_>) -> Condition {
        if self.is_search {
            return words(piece);
        }
        if let Some(number) = number(piece.text) {
            return Condition::Is { key: Key::Number, any_of: vec![number.to_owned()] };
        }
        let named = lone(piece.text).filter(|_| self.is_named);
        named.unwrap_or_else(|| words(piece))
    }

    fn one_of(&self, told: &Told<'_>, key: Key) -> Result<Condition, Fault> {
        let mut any_of = Vec::new();
        for (at, part) in at_commas(told.value) {
            let typed = unquoted(part).trim().to_owned();
            if typed.is_empty() {
                continue;
            }
            let value = match self.vocabulary.value(key, &typed) {
                Known::One(value) => value,
                Known::Several(people) => return Err(several(told, at, part, &people)),
                Known::Nothing => return Err(self.unknown(told, key, at, part)),
            };
            if !any_of.contains(&value) {
                any_of.push(value);
            }
        }
        if any_of.is_empty() {
            return Err(told.fault(Wrong::Empty, None));
        }
        Ok(Condition::Is { key, any_of })
    }

    fn unknown(&self, told: &Told<'_>, key: Key, at: usize, part: &str) -> Fault {
        let choices = self.vocabulary.choices(key);
        let typed = unquoted(part);
        let instead = nearest(typed.trim(), choices.iter().map(String::as_str)).map(str::to_owned);
        at_value(told, at, part, Wrong::Value(key), instead)
    }
}

fn several(told: &Told<'_>, at: usize, part: &str, people: &[String]) -> Fault {
    let names: Vec<String> = people.iter().map(|name| quoted(name)).collect();
    at_value(told, at, part, Wrong::Several, Some(format!("{}:{}", told.head, names.join(","))))
}

fn at_value(told: &Told<'_>, at: usize, part: &str, wrong: Wrong, instead: Option<String>) -> Fault {
    let start = told.value_start + at + part.len() - part.trim_start().len();
    let part = part.trim();
    Fault { start, end: start + part.len(), wrong, written: unquoted(part), instead }
}

/// Without the minus in front of it.
fn bare(piece: Piece<'_>) -> Piece<'_> {
    without_minus(piece).unwrap_or(piece)
}

/// Whether it has no key, no sign and no quotation marks.
fn is_bare(piece: Piece<'_>) -> bool {
    let bare = bare(piece);
    bare.kind == Kind::Term
        && !bare.text.contains(is_quote)
        && number(bare.text).is_none()
        && Told::of(bare).is_none_or(|told| head(told.head).is_none() && nearest(told.head, known_heads()).is_none())
}

/// `NOT`, as whoever knows other search fields writes it.
fn is_shouted(word: &str) -> bool {
    word.chars().all(char::is_uppercase)
}

/// A conversation's number behind its sign: `#5`.
fn number(text: &str) -> Option<&str> {
    let digits = text.strip_prefix(['#', '＃'])?;
    let is_number = !digits.starts_with('0') && digits.parse::<i64>().is_ok() && digits.chars().all(|c| c.is_ascii_digit());
    is_number.then_some(digits)
}

fn words(piece: Piece<'_>) -> Condition {
    let text = unquoted(piece.text).trim().to_owned();
    match text.as_str() {
        "" => Condition::everything(),
        _ if piece.text.contains(is_quote) => Condition::Phrase(text),
        _ => Condition::Words(text),
    }
}
