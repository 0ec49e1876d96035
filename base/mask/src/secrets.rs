//! Secrets stated as such, in English, Spanish and Chinese: “my password is …”, “CVV 123”, “la contraseña es …”, “验证码：…”.
//!
//! A word that names a secret, what may stand between it and the secret, and a secret that looks like one: “my password is wrong” states
//! none. Codes are digits; a password may be any word after a colon, and after “is” any that is no usual word there.

mod usual;
mod words;

use crate::glyphs::Glyph;
use crate::paint::Span;
use words::{Kind, Word};

/// How far behind its name a secret may begin.
const FARTHEST: usize = 44;
const LONGEST: usize = 64;

/// Every stated secret.
pub(crate) fn find(glyphs: &[Glyph]) -> Vec<Span> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < glyphs.len() {
        let Some(word) = words::at(glyphs, at) else {
            at += 1;
            continue;
        };
        let end = at + word.length;
        for (from, to) in before(glyphs, at, word).into_iter().chain(behind(glyphs, end, word)) {
            found.push(Span::secret(&glyphs[from..to]));
            at = at.max(to);
        }
        at = at.max(end);
    }
    found
}

/// What stands between the name and the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joiner {
    /// A colon, an equals sign, an arrow.
    Sign,
    /// “is”, “es”, “是”.
    Verb,
}

/// The secret behind its name, and one more behind a slash: “user and password: mia / kettle1”.
fn behind(glyphs: &[Glyph], end: usize, word: Word) -> Vec<(usize, usize)> {
    if word.kind == Kind::Code
        && let Some(code) = directly(glyphs, end)
    {
        return vec![code];
    }
    if word.kind != Kind::Code
        && let Some(secret) = word_directly(glyphs, end)
    {
        return vec![secret];
    }
    let (mut at, over) = (end, end_of_thought(glyphs, end));
    while at < over {
        let Some((joiner, length)) = joiner(glyphs, at) else {
            at += 1;
            continue;
        };
        if let Some(secret) = value(glyphs, at + length, word, joiner) {
            return with_partner(glyphs, secret);
        }
        at += length;
    }
    Vec::new()
}

/// “CVV 123”, “验证码483920”: a code right behind its name.
fn directly(glyphs: &[Glyph], end: usize) -> Option<(usize, usize)> {
    let from = skip(glyphs, end, |c| matches!(c, ' ' | '(' | '#' | '"' | '\''));
    if from - end > 3 {
        return None;
    }
    digits(glyphs, from)
}

/// “password Tr0ub4dor&3”: only what can be no word.
fn word_directly(glyphs: &[Glyph], end: usize) -> Option<(usize, usize)> {
    let from = skip(glyphs, end, |c| c == ' ');
    // Chinese needs no blank between the name and the secret.
    let needs_blank = glyphs[end - 1].ch.is_ascii();
    if (needs_blank && from == end) || from - end > 2 {
        return None;
    }
    let to = token(glyphs, from, false);
    let said: String = glyphs[from..to].iter().map(|glyph| glyph.ch).collect();
    let mixed = said.chars().any(|c| c.is_ascii_digit()) && said.chars().any(|c| c.is_ascii_lowercase());
    (mixed && to - from >= 6 && !said.contains("://") && !said.contains('@')).then_some((from, to))
}

/// “hunter2 is my password”, “4821 es mi PIN”, “hunter2是我的密码”.
fn before(glyphs: &[Glyph], at: usize, word: Word) -> Option<(usize, usize)> {
    const LINKS: &[&str] = &[" is my ", " is the ", " es mi ", " es la ", " es el ", "是我的", " 是我的", "是我的登录", "就是我的"];
    let text: Vec<char> = glyphs[at.saturating_sub(12)..at].iter().map(|glyph| glyph.ch).collect();
    let text: String = text.into_iter().collect();
    let link = LINKS.iter().filter(|link| text.ends_with(*link)).map(|link| link.chars().count()).max()?;
    let to = at - link;
    let from = glyphs[..to]
        .iter()
        .rposition(|glyph| glyph.ch.is_whitespace() || !is_token(glyph.ch))
        .map_or(0, |place| place + 1);
    let said: String = glyphs[from..to].iter().map(|glyph| glyph.ch).collect();
    let is_code = said.len() >= 3 && said.len() <= 8 && said.bytes().all(|b| b.is_ascii_digit());
    let is_word = said.len() >= 4 && said.chars().any(|c| c.is_ascii_digit()) && word.kind != Kind::Code;
    (is_code || is_word).then_some((from, to))
}

/// Where the sentence behind the name ends, or turns to another thing.
fn end_of_thought(glyphs: &[Glyph], end: usize) -> usize {
    let near = &glyphs[end..glyphs.len().min(end + FARTHEST)];
    let stops = |c: char| matches!(c, '.' | '!' | '?' | ';' | ',' | '\n' | '。' | '！' | '？' | '；' | '，');
    let length = near.iter().position(|glyph| stops(glyph.ch)).unwrap_or(near.len());
    let said: String = near[..length].iter().map(|glyph| glyph.ch).collect();
    let turn = usual::ANOTHER_THING.iter().filter_map(|word| said.find(word).map(|at| at + word.len())).min();
    // The last letter of the word that turns it is part of it no more.
    end + turn.map_or(length, |turn| said[..turn].chars().count() - 1)
}

fn joiner(glyphs: &[Glyph], at: usize) -> Option<(Joiner, usize)> {
    match glyphs[at].ch {
        ':' | '=' => return Some((Joiner::Sign, 1)),
        '-' if glyphs.get(at + 1).is_some_and(|next| next.ch == '>') => return Some((Joiner::Sign, 2)),
        '→' => return Some((Joiner::Sign, 1)),
        '是' | '为' | '為' => return Some((Joiner::Verb, 1)),
        _ => {}
    }
    let verbs: &[&str] = &[" is ", " are ", " was ", " were ", " es ", " son ", " era ", " sera "];
    let starts = |verb: &&str| {
        glyphs.len() >= at + verb.len() && verb.chars().zip(&glyphs[at..]).all(|(c, glyph)| c == glyph.ch || (c == ' ' && glyph.ch == '\n'))
    };
    // The blank behind stays for what follows.
    verbs.iter().find(|verb| starts(verb)).map(|verb| (Joiner::Verb, verb.len() - 1))
}

/// The secret that begins behind the joiner, if what stands there is one.
fn value(glyphs: &[Glyph], at: usize, word: Word, joiner: Joiner) -> Option<(usize, usize)> {
    let line = skip(glyphs, at, |c| c == ' ');
    let from = if joiner == Joiner::Sign && glyphs.get(line).is_some_and(|glyph| glyph.ch == '\n') {
        skip(glyphs, line + 1, |c| c == ' ')
    } else {
        line
    };
    let quote = glyphs.get(from).map(|glyph| glyph.ch).filter(|c| matches!(c, '"' | '\'' | '`' | '“'));
    if let Some(quote) = quote {
        return quoted(glyphs, from + 1, quote);
    }
    if word.kind == Kind::Code {
        return digits(glyphs, from);
    }
    let to = token(glyphs, from, joiner == Joiner::Sign && glyphs[at - 1].ch == '=');
    let said: String = glyphs[from..to].iter().map(|glyph| glyph.ch).collect();
    let is_secret = match (word.kind, joiner) {
        (Kind::Strict, _) => said.chars().any(|c| c.is_ascii_digit()) && !said.contains("://"),
        (Kind::Signed, Joiner::Verb) => false,
        (_, Joiner::Sign) => !usual::stands_for_nothing(&said),
        (_, Joiner::Verb) => !usual::is_usual(&said),
    };
    let covered = said.chars().all(|c| matches!(c, '*' | '•' | '.' | '_' | '-' | ':' | '='));
    (to > from && to - from >= 3 && !covered && is_secret).then_some((from, to))
}

fn quoted(glyphs: &[Glyph], from: usize, quote: char) -> Option<(usize, usize)> {
    let length = glyphs[from..].iter().take(LONGEST).position(|glyph| glyph.ch == quote || glyph.ch == '\n')?;
    let closed = glyphs[from + length].ch == quote;
    let covered = glyphs[from..from + length].iter().all(|glyph| glyph.ch == '*');
    (closed && length > 0 && !covered).then_some((from, from + length))
}

/// Three to eight digits, perhaps in two halves.
fn digits(glyphs: &[Glyph], from: usize) -> Option<(usize, usize)> {
    let length = |from: usize| glyphs[from.min(glyphs.len())..].iter().take_while(|glyph| glyph.ch.is_ascii_digit()).count();
    let first = length(from);
    let joined = first == 3 && glyphs.get(from + 3).is_some_and(|glyph| matches!(glyph.ch, ' ' | '-')) && length(from + 4) == 3;
    let to = if joined { from + 7 } else { from + first };
    let goes_on = glyphs.get(to).is_some_and(|glyph| glyph.ch.is_ascii_alphabetic());
    (matches!(first, 3..=8) && !goes_on).then_some((from, to))
}

/// “mia / kettle1”: what stands behind the slash is the password, what stands before it the name; both are covered.
fn with_partner(glyphs: &[Glyph], first: (usize, usize)) -> Vec<(usize, usize)> {
    let slash = skip(glyphs, first.1, |c| c == ' ');
    let mut all = vec![first];
    if slash > first.1 && glyphs.get(slash).is_some_and(|glyph| glyph.ch == '/') {
        let from = skip(glyphs, slash + 1, |c| c == ' ');
        let to = token(glyphs, from, false);
        if to > from {
            all.push((from, to));
        }
    }
    all
}

/// The end of the word at `from`, without the full stop of its sentence.
fn token(glyphs: &[Glyph], from: usize, in_address: bool) -> usize {
    let length = glyphs[from.min(glyphs.len())..]
        .iter()
        .take(LONGEST)
        .take_while(|glyph| is_token(glyph.ch) && !(in_address && glyph.ch == '&'))
        .count();
    let mut to = from.min(glyphs.len()) + length;
    while to > from && matches!(glyphs[to - 1].ch, '.' | ',' | ';' | ':' | '?' | ')' | '"' | '\'' | '>') {
        to -= 1;
    }
    to
}

/// Chinese has no blanks: a secret ends where its letters begin.
fn is_token(c: char) -> bool {
    !c.is_whitespace() && c < '\u{2e80}'
}

fn skip(glyphs: &[Glyph], from: usize, what: impl Fn(char) -> bool) -> usize {
    let from = from.min(glyphs.len());
    from + glyphs[from..].iter().take_while(|glyph| what(glyph.ch)).count()
}
