//! Reading what was typed. Terms beside each other must all hold; `or` binds looser; parentheses group; `-` negates.

use crate::lexicon::{HEADS, Head, PRIORITIES, UNRATED, canonical, head, nearest};
use crate::pieces::{Kind, Piece, at_commas, cut, is_quote, unquoted};
use crate::{Age, Compare, Condition, Fault, Key, Vocabulary, Wrong, span};

const DEEPEST: usize = 20;

/// Reads a filter; an empty one means everything.
pub fn parse(text: &str, vocabulary: &Vocabulary) -> Result<Condition, Fault> {
    let pieces = cut(text, false)?;
    let mut reader = Reader { pieces: &pieces, at: 0, vocabulary };
    let condition = reader.alternatives(0)?;
    match reader.next() {
        Some(left) => Err(left.fault(Wrong::Alone)),
        None => Ok(condition),
    }
}

struct Reader<'a> {
    pieces: &'a [Piece<'a>],
    at: usize,
    vocabulary: &'a Vocabulary,
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
                Kind::Term if is_minus(piece.text) && self.opens_next(piece) => {
                    self.at += 1;
                    parts.push(Condition::Not(Box::new(self.group(depth)?)));
                }
                Kind::Term => {
                    self.at += 1;
                    parts.push(self.term(piece)?);
                }
            }
        }
        Ok(Condition::all(parts))
    }

    fn opens_next(&self, minus: Piece<'_>) -> bool {
        self.pieces.get(self.at + 1).is_some_and(|next| next.kind == Kind::Open && next.start == minus.end)
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
        match piece.text.strip_prefix(['-', '－']) {
            Some(rest) if !rest.is_empty() => {
                let start = piece.end - rest.len();
                let inner = self.plain(Piece { start, text: rest, ..piece })?;
                Ok(Condition::Not(Box::new(inner)))
            }
            _ => self.plain(piece),
        }
    }

    fn plain(&self, piece: Piece<'_>) -> Result<Condition, Fault> {
        let Some(told) = Told::of(piece) else { return Ok(words(piece)) };
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
        match head {
            Head::Age(age) => since(&told, age),
            Head::Priority => priority(&told),
            Head::Rating => rating(&told),
            Head::Key(_) if told.compare != Compare::Exactly => Err(told.fault(Wrong::Compared, Some(format!("{}:", told.head)))),
            Head::Key(key) => self.one_of(&told, key),
        }
    }

    fn one_of(&self, told: &Told<'_>, key: Key) -> Result<Condition, Fault> {
        let mut any_of = Vec::new();
        for (at, part) in at_commas(told.value) {
            let typed = unquoted(part).trim().to_owned();
            if typed.is_empty() {
                continue;
            }
            let Some(value) = self.vocabulary.value(key, &typed) else {
                return Err(self.unknown(told, key, at, part));
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
        let start = told.value_start + at;
        Fault {
            start,
            end: start + part.len(),
            wrong: Wrong::Value(key),
            written: unquoted(part),
            instead: nearest(&unquoted(part), choices.iter().map(String::as_str)).map(str::to_owned),
        }
    }
}

/// A term with a sign in it: `waiting` `>` `2h`.
struct Told<'a> {
    start: usize,
    head: &'a str,
    compare: Compare,
    value: &'a str,
    value_start: usize,
}

impl<'a> Told<'a> {
    fn of(piece: Piece<'a>) -> Option<Self> {
        let at = piece.text.find([':', '：', '>', '<', '=', '＞', '＜'])?;
        let head = &piece.text[..at];
        if head.is_empty() || head.chars().any(|c| is_quote(c) || !(c.is_alphabetic() || matches!(c, '_' | '-'))) {
            return None;
        }
        let rest = &piece.text[at..];
        let mut letters = rest.chars();
        let first = letters.next()?;
        let equal = letters.next() == Some('=') && first != '=';
        let (compare, size) = match (first, equal) {
            ('>' | '＞', true) => (Compare::AtLeast, 1),
            ('<' | '＜', true) => (Compare::AtMost, 1),
            ('>' | '＞', false) => (Compare::More, 0),
            ('<' | '＜', false) => (Compare::Less, 0),
            _ => (Compare::Exactly, 0),
        };
        let value = &rest[first.len_utf8() + size..];
        Some(Self { start: piece.start, head, compare, value, value_start: piece.end - value.len() })
    }

    const fn sign(&self) -> &'static str {
        self.compare.sign()
    }

    fn fault(&self, wrong: Wrong, instead: Option<String>) -> Fault {
        Fault {
            start: self.start,
            end: self.start + self.head.len(),
            wrong,
            written: self.head.to_owned(),
            instead,
        }
    }

    fn value_fault(&self, wrong: Wrong, instead: Option<&str>) -> Fault {
        Fault {
            start: self.value_start,
            end: self.value_start + self.value.len(),
            wrong,
            written: self.value.to_owned(),
            instead: instead.map(str::to_owned),
        }
    }
}

fn since(told: &Told<'_>, age: Age) -> Result<Condition, Fault> {
    let seconds = span::seconds(&unquoted(told.value)).ok_or_else(|| told.value_fault(Wrong::Span, Some("2h")))?;
    // `waiting:2h` is said by people who mean “two hours or more”.
    let compare = if told.compare == Compare::Exactly { Compare::AtLeast } else { told.compare };
    Ok(Condition::Since { age, compare, seconds })
}

fn priority(told: &Told<'_>) -> Result<Condition, Fault> {
    let typed = unquoted(told.value);
    let level = PRIORITIES.iter().find_map(|row| canonical(row, &typed)).ok_or_else(|| {
        let known = PRIORITIES.iter().filter_map(|row| row.first().copied());
        told.value_fault(Wrong::Priority, nearest(&typed, known))
    })?;
    Ok(Condition::Priority { compare: told.compare, level: level.to_owned() })
}

/// `rating<3`, `rating:<3` as people also write it, `rating:1,2`, `rating:none`.
fn rating(told: &Told<'_>) -> Result<Condition, Fault> {
    let typed = unquoted(told.value);
    let mut parts = Vec::new();
    for one in typed.split([',', '，', '、']).map(str::trim).filter(|one| !one.is_empty()) {
        let (compare, written) = sign_of(one).unwrap_or((told.compare, one));
        let value = written.trim().parse::<i64>().ok().filter(|value| (1..=5).contains(value));
        let unrated = told.compare == Compare::Exactly && canonical(UNRATED, one).is_some();
        match value {
            Some(_) => parts.push(Condition::Rating { compare, value }),
            None if unrated => parts.push(Condition::Rating { compare: Compare::Exactly, value: None }),
            None => return Err(told.value_fault(Wrong::Rating, None)),
        }
    }
    parts.dedup();
    if parts.is_empty() {
        Err(told.fault(Wrong::Empty, None))
    } else {
        Ok(Condition::any(parts))
    }
}

/// A sign in front of a value.
fn sign_of(value: &str) -> Option<(Compare, &str)> {
    const SIGNS: [(&str, Compare); 8] = [
        (">=", Compare::AtLeast),
        ("<=", Compare::AtMost),
        ("＞=", Compare::AtLeast),
        ("＜=", Compare::AtMost),
        (">", Compare::More),
        ("<", Compare::Less),
        ("＞", Compare::More),
        ("＜", Compare::Less),
    ];
    SIGNS.iter().find_map(|(sign, compare)| Some((*compare, value.strip_prefix(sign)?)))
}

fn words(piece: Piece<'_>) -> Condition {
    let text = unquoted(piece.text).trim().to_owned();
    if text.is_empty() { Condition::everything() } else { Condition::Words(text) }
}

fn known_heads() -> impl Iterator<Item = &'static str> {
    HEADS.iter().flat_map(|(_, row)| row.iter().copied())
}

fn is_minus(text: &str) -> bool {
    matches!(text, "-" | "－")
}
